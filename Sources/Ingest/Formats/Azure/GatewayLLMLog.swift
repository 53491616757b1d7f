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

  /// Whether a row is of this log.
  static func isRow(_ record: JSONValue) -> Bool {
    if record["Type"]?.string == "ApiManagementGatewayLlmLog" || record["category"]?.string == "GatewayLlmLogs" { return true }
    return record.first(Key.correlation) != nil && record.first(Key.sequence) != nil
      && (record.first(Key.question) != nil || record.first(Key.input) != nil)
  }

  func joint(of part: JSONValue) -> Joint? {
    GatewayLogs.isRow(part) ? GatewayLogs().joint(of: part) : GatewayCall.id(of: part).map { Joint(id: $0) }
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict { GatewayCall.read(record, into: &draft) }

  /// Takes what the rows of a call say, beside what GatewayLogs has said of it.
  static func read(_ rows: [JSONValue], into draft: inout RequestDraft) {
    var question: [(order: Int, text: [UInt8])] = []
    var answer: [(order: Int, text: [UInt8])] = []
    var first: Int64?
    let isTimed = draft.arrival != nil
    for row in rows {
      // Properties that were logged as text are valid until the next row's.
      let fields = draft.object(row["properties"]) ?? row
      let order = fields.given(Key.sequence)?.whole ?? 0
      _ = fields.given(Key.question)?.withText { question.append((order, Array($0))) }
      _ = fields.given(Key.answer)?.withText { answer.append((order, Array($0))) }
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

  private static func joined(_ pieces: [(order: Int, text: [UInt8])]) -> [UInt8] {
    pieces.sorted { $0.order < $1.order }.flatMap(\.text)
  }
}
