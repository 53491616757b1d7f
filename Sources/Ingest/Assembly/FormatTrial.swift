/// Tells what a format finds in a record, without taking it.
struct FormatTrial {
  private let rewriter = TextKeeper()
  private var draft = RequestDraft()

  /// Whether the last call that was found has a prompt.
  var hasPrompt: Bool { !draft.conversation.isEmpty }

  /// Whether `format` finds a call with something of its outcome in `record`, or pieces of calls.
  ///
  /// A body alone is a request to who logs nothing else; somewhere in another record it is rather a part of a call whose answer stands beside.
  mutating func findsCall(in record: JSONValue, by format: any LogFormat) -> Bool {
    if let count = partCount(of: record, by: format) { return count > 0 }
    let record = rewritten(record, by: format)
    if format.joint(of: record) != nil { return true }
    draft.reset()
    let verdict = format.readAtOnce(record, into: &draft) ?? format.read(record, of: record, into: &draft)
    guard case .request = verdict else { return false }
    return draft.usage != nil || draft.answer.fingerprint != nil || draft.duration != nil || draft.end != nil || draft.status > 0
  }

  /// How many parts `format` finds in `record`; `nil` where it takes the record itself for a request.
  func partCount(of record: JSONValue, by format: any LogFormat) -> Int? {
    var format = format
    return format.parts(of: rewritten(record, by: format))?.count
  }

  private func rewritten(_ record: JSONValue, by format: any LogFormat) -> JSONValue {
    format.rewritten(record).flatMap { rewriter.keep($0) } ?? record
  }
}
