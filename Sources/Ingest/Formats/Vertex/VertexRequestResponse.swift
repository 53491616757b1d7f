internal import Similarity
internal import Traces
internal import Units

/// Google Vertex AI's request-response log, as exported from BigQuery.
///
/// Source: elastic/integrations, `gcp_vertexai`, and Google's documentation. The stamp is about that of the end. Bodies are objects, or
/// their text where the column's type is JSON. The log may be a sample (`sampling_rate`), which it does not say.
struct VertexRequestResponse: LogFormat {
  let name = "vertex"
  let title = "Google Vertex AI request-response logs (BigQuery export)"
  let contents: LogContents = [.texts, .times, .usage, .tenants]

  func matches(_ record: JSONValue) -> Bool {
    record["logging_time"] != nil && (record["full_request"] != nil || record["request_payload"] != nil)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    if record["api_method"]?.string?.lowercased() == "counttokens" { return .other(CallTarget.countOfTokens) }
    // Where the whole is missing, the payload has it: a list of texts.
    let answer = record.given(["full_response"]) ?? record["response_payload"]?[0]
    if let answer { draft.read(answer: answer) }
    draft.read(requestBody: record.given(["full_request"]) ?? record["request_payload"]?[0])
    if draft.endpoint == .unknown { draft.endpoint = .chat }
    if record["api_method"]?.string?.lowercased().contains("stream") == true { draft.flags.insert(.streamed) }
    draft.model = record["model"]?.lastPart ?? record["endpoint"]?.lastPart
    draft.provider = LoggedName("vertex_ai")
    draft.note = .perhapsSampled

    // Google's client for JavaScript has values of times inside of objects.
    draft.end = draft.moment(record["logging_time"]?["value"] ?? record["logging_time"])
    draft.duration = Stamp.span(draft.object(record["metadata"])?["request_latency"], unit: 1e3)
    draft.usage = draft.answer.usage
    draft.answerID = draft.answer.id
    let parts = (record["endpoint"]?.string ?? "").split(separator: "/")
    draft.organisation = Self.part(after: "projects", of: parts)
    draft.place = Self.part(after: "locations", of: parts)
    if draft.answer.isError || answer == nil && record["full_response"] != nil { draft.flags.insert(.failed) }
    draft.read(recordID: record["request_id"])
    return .request
  }

  private static func part(after name: String, of parts: [Substring]) -> LoggedName? {
    guard let index = parts.firstIndex(where: { $0 == name }), index + 1 < parts.count else { return nil }
    return LoggedName(String(parts[index + 1]))
  }
}
