internal import Similarity
internal import Traces
internal import Units

/// Rows of Azure API Management's ApiManagementGatewayLlmLog: one with the counts, others with messages in pieces of 32 KiB.
///
/// Source: learn.microsoft.com, the table's reference. Rows of one request share `CorrelationId`; `SequenceNumber` orders the pieces.
struct GatewayLLMLog: LogFormat {
  let name = "azure-llm"
  let title = "Azure API Management ApiManagementGatewayLlmLog (rows joined by CorrelationId)"
  let contents: LogContents = [.texts, .times, .usage]

  func matches(_ record: JSONValue) -> Bool {
    record["Type"]?.string == "ApiManagementGatewayLlmLog"
      || (record["CorrelationId"] != nil && record["SequenceNumber"] != nil && record["RequestMessages"] != nil)
  }

  func joint(of part: JSONValue) -> Joint? { LoggedName(part["CorrelationId"]).map { Joint(id: $0.fingerprint, half: nil) } }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let rows = (record.kind == .array ? Array(record.elements) : [record]).sorted {
      ($0["SequenceNumber"]?.whole ?? 0) < ($1["SequenceNumber"]?.whole ?? 0)
    }
    var question: [UInt8] = []
    var answer: [UInt8] = []
    for row in rows {
      _ = row["RequestMessages"]?.withText { question.append(contentsOf: $0) }
      _ = row["ResponseMessages"]?.withText { answer.append(contentsOf: $0) }
      draft.model = LoggedName(row["ModelName"]) ?? draft.model
      draft.arrival = draft.arrival ?? Stamp.moment(row["TimeGenerated"])
      draft.answerID = LoggedName(row["RequestId"])?.fingerprint ?? draft.answerID
      if row["IsStreamCompletion"]?.truth == true { draft.flags.insert(.streamed) }
      if let input = Usage.count(row["PromptTokens"]), input + (Usage.count(row["CompletionTokens"]) ?? 0) > 0 {
        draft.usage = TokenUsage(uncachedInput: input, output: Usage.count(row["CompletionTokens"]) ?? 0)
      }
    }
    draft.provider = LoggedName("azure")
    draft.endpoint = .chat
    if let messages = draft.bodies.builtRequest.keep(question) { draft.conversation.read(messages: messages) }
    if let messages = draft.bodies.builtAnswer.keep(answer) { draft.answer.read(messages: messages) }
    draft.answer.bytes = answer.count
    return .request
  }
}
