internal import Similarity
internal import Traces
internal import Units

/// Portkey's log export (JSON lines).
///
/// Source: Portkey-AI/docs-core, `logs-export.mdx`; its two lists of fields differ, and both are read. Costs are in cents.
struct Portkey: LogFormat {
  let name = "portkey"
  let title = "Portkey log export"
  let contents: LogContents = [.texts, .times, .usage, .tenants]

  func matches(_ record: JSONValue) -> Bool {
    guard record["ai_model"] != nil || record["ai_org"] != nil else { return false }
    return record["req_units"] != nil || record["request_tokens"] != nil || record["response_time"] != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    // Bodies, or records of the exchange with them inside.
    if let answer = record["response"] { draft.read(answer: answer["body"] ?? answer) }
    let target = CallTarget(method: nil, uri: record["request_url"]?.string)
    let body = record["request"]?["body"] ?? record["request"]
    draft.read(requestBody: body, in: body?.kind == .object ? target.dialect : nil)
    if draft.endpoint == .unknown { draft.endpoint = target.dialect?.endpoint ?? .unknown }
    draft.model = LoggedName(record["ai_model"]) ?? draft.model
    draft.provider = ProviderNames.known(record.given(["ai_org", "ai_provider"]))
    draft.nameServed(draft.answer.model)

    draft.arrival = draft.moment(record["created_at"])
    draft.duration = Stamp.span(record["response_time"], unit: 1e3)
    let input = Usage.count(record.given(["req_units", "request_tokens"]))
    let output = Usage.count(record.given(["res_units", "response_tokens"])) ?? 0
    let total = Usage.count(record.given(["total_units", "total_tokens"]))
    draft.usage =
      draft.answer.usage
      ?? input.map { Usage.disjoint(input: $0, read: 0, write5m: 0, write1h: 0, output: output, reasoning: 0, total: total) }
    // What is in another currency is no cost in dollars.
    if LoggedName(record["cost_currency"]).map({ $0.text.uppercased() == "USD" }) ?? true { draft.read(cost: record["cost"], unit: 0.01) }
    draft.read(status: record.given(["response_status_code", "status_code"]))
    if draft.answer.isError { draft.flags.insert(.failed) }
    let header = record["response"]?["headers"]?.header(["x-portkey-cache-status"])
    draft.read(cacheStatus: record.given(["cache_status", "x-portkey-cache-status"]) ?? header)
    draft.answerID = draft.answer.id
    draft.call = LoggedName(record["trace_id"])?.fingerprint
    draft.read(recordID: record["id"])
    let metadata = draft.object(record["metadata"])
    draft.user = LoggedName(metadata?["_user"]) ?? draft.user
    draft.team = LoggedName(metadata?["team"])
    return .request
  }
}
