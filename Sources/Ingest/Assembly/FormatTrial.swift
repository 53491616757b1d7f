/// Tells whether a format finds a whole call in a record.
///
/// A body alone is a request to who logs nothing else; somewhere in another record it is rather a part of a call whose answer stands beside.
struct FormatTrial {
  private let rewriter = TextKeeper()
  private var draft = RequestDraft()

  /// Whether `format` finds a call with something of its outcome in `record`, or pieces of calls.
  mutating func findsCall(in record: JSONValue, by format: any LogFormat) -> Bool {
    var format = format
    var record = record
    if let text = format.rewritten(record), let other = rewriter.keep(text) { record = other }
    if let parts = format.parts(of: record) { return !parts.isEmpty }
    if format.joint(of: record) != nil { return true }
    draft.reset()
    let verdict = format.readAtOnce(record, into: &draft) ?? format.read(record, of: record, into: &draft)
    guard case .request = verdict else { return false }
    return draft.usage != nil || draft.answer.fingerprint != nil || draft.duration != nil || draft.end != nil || draft.status > 0
  }
}
