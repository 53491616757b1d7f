internal import Similarity
internal import Traces
internal import Units

/// Rows of Azure API Management's log of calls of models: one with the counts, others with messages in pieces of 32 KiB.
///
/// Source: learn.microsoft.com, the reference of the table ApiManagementGatewayLlmLog, whose rows have the fields at their top; diagnostic
/// settings write the same as `GatewayLlmLogs` with the fields under `properties`, in camel case. Rows of one request share the
/// correlation id; the sequence number orders the pieces, and the row with the counts has 0.
struct GatewayLLMLog: LogFormat {
  let name = "azure-llm"
  let title = "Azure API Management ApiManagementGatewayLlmLog (rows joined by CorrelationId)"
  let contents: LogContents = [.texts, .times, .usage]

  private enum Key {
    static let correlation: [StaticString] = ["CorrelationId", "correlationId"]
    static let sequence: [StaticString] = ["SequenceNumber", "sequenceNumber"]
    static let question: [StaticString] = ["RequestMessages", "requestMessages"]
    static let answer: [StaticString] = ["ResponseMessages", "responseMessages"]
    static let model: [StaticString] = ["ModelName", "modelName"]
    static let deployment: [StaticString] = ["DeploymentName", "deploymentName"]
    static let request: [StaticString] = ["RequestId", "requestId"]
    static let isStream: [StaticString] = ["IsStreamCompletion", "isStreamCompletion"]
    static let input: [StaticString] = ["PromptTokens", "promptTokens"]
    static let output: [StaticString] = ["CompletionTokens", "completionTokens"]
    static let time: [StaticString] = ["TimeGenerated", "time", "TimeGenerated [UTC]"]
    static let place: [StaticString] = ["Region", "location", "region"]
  }

  func matches(_ record: JSONValue) -> Bool { Self.isRow(record) }

  func accepts(_ record: JSONValue) -> Bool { GatewayCall.isRow(record) }

  func rewritten(_ record: JSONValue) -> [UInt8]? { GatewayCall.rewritten(record) }

  /// Whether a row is of this log.
  static func isRow(_ record: JSONValue) -> Bool {
    if record["Type"]?.string == "ApiManagementGatewayLlmLog" || isCategory(record) { return true }
    guard record.first(Key.correlation) != nil else { return false }
    if record.first(Key.sequence) != nil { return record.first(Key.question) != nil || record.first(Key.input) != nil }
    // Queries leave the number out.
    return [Key.input, Key.output, Key.model].allSatisfy { record.first($0) != nil }
  }

  private static func isCategory(_ record: JSONValue) -> Bool { record.first(["category", "Category"])?.isText("GatewayLlmLogs") == true }

  func joint(of part: JSONValue) -> Joint? {
    GatewayLogs.isRow(part) ? GatewayLogs().joint(of: part) : GatewayCall.id(of: part).map { Joint(id: $0) }
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict { GatewayCall.read(record, into: &draft) }

  /// Takes what the rows of a call say, beside what GatewayLogs has said of it.
  static func read(_ rows: [JSONValue], into draft: inout RequestDraft) {
    var question: [Piece] = []
    var answer: [Piece] = []
    var first: Int64?
    let isTimed = draft.arrival != nil
    for row in rows {
      // Properties that were logged as text are valid until the next row's.
      let fields = draft.object(row["properties"]) ?? row
      let order = fields.given(Key.sequence)?.whole ?? 0
      if let messages = fields.given(Key.question) { question.append(Piece(messages, order)) }
      if let messages = fields.given(Key.answer) { answer.append(Piece(messages, order)) }
      if let model = LoggedName(fields.given(Key.model)?.string ?? "") { draft.model = model }
      if draft.model == nil { draft.model = LoggedName(fields.given(Key.deployment)?.string ?? "") }
      first = [first, Stamp.moment(row.given(Key.time))].compactMap { $0 }.min()
      draft.answerID = LoggedName(fields.given(Key.request))?.fingerprint ?? draft.answerID
      draft.place = LoggedName(row.given(Key.place)?.string ?? "") ?? draft.place
      if fields.given(Key.isStream)?.truth == true { draft.flags.insert(.streamed) }
      let output = Usage.count(fields.given(Key.output))
      if let input = Usage.count(fields.given(Key.input)), input + (output ?? 0) > 0, draft.usage?.input != input {
        draft.usage = TokenUsage(uncachedInput: input, output: output ?? 0)
      }
    }
    if !isTimed { draft.arrival = first }
    draft.provider = draft.provider ?? LoggedName("azure")
    if draft.endpoint == .unknown { draft.endpoint = .chat }
    if draft.conversation.isEmpty, let messages = draft.bodies.builtRequest.keep(joined(question)) {
      draft.conversation.read(messages: messages)
    }
    guard draft.answer.bytes == 0 else { return }
    let text = joined(answer)
    if let messages = draft.bodies.builtAnswer.keep(text) { draft.answer.read(messages: messages) }
    draft.answer.bytes = text.count
  }

  /// Messages of a row: a piece of their text, or a list of them, as the columns are dynamic in Log Analytics.
  private struct Piece {
    let order: Int
    let text: [UInt8]
    let isList: Bool

    init(_ messages: JSONValue, _ order: Int) {
      self.order = order
      text = messages.withText { Array($0) } ?? Array(messages.raw)
      isList = messages.kind == .array
    }
  }

  /// The text of all pieces; lists become one.
  private static func joined(_ pieces: [Piece]) -> [UInt8] {
    pieces.sorted { $0.order < $1.order }.reduce(into: []) { text, piece in
      guard piece.isList, text.last == UInt8(ascii: "]") else { return text += piece.text }
      text[text.count - 1] = UInt8(ascii: ",")
      text += piece.text.dropFirst()
    }
  }
}
