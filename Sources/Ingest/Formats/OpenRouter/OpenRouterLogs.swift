internal import Similarity
internal import Traces
internal import Units

/// OpenRouter's export of its activity by generation (CSV): times, counts and costs, no text.
///
/// Source: the header of such a file. `tokens_prompt` includes `tokens_cached`, and `generation_time_ms` is the whole time.
struct OpenRouterLogs: LogFormat {
  let name = "openrouter-logs"
  let title = "OpenRouter activity by generation (CSV)"
  let contents: LogContents = [.times, .usage, .tenants]

  func matches(_ record: JSONValue) -> Bool {
    record["model_permaslug"] != nil && record["tokens_prompt"] != nil && record.first(["generation_id", "cost_total"]) != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    draft.model = LoggedName(record["model_permaslug"])
    draft.provider = LoggedName("openrouter")
    draft.endpoint = record["model_permaslug"].flatMap(FlatCalls.endpoint(ofModel:)) ?? .chat
    draft.arrival = draft.moment(record["created_at"])
    draft.duration = Stamp.span(record.given(["generation_time_ms"]), unit: 1e3)
    if record["streamed"]?.truth == true {
      draft.flags.insert(.streamed)
      draft.firstToken = Stamp.span(record.given(["time_to_first_token_ms"]), unit: 1e3)
    }
    if let input = Usage.count(record["tokens_prompt"]) {
      draft.usage = Usage.disjoint(
        input: input, read: Usage.count(record["tokens_cached"]) ?? 0, write5m: 0, write1h: 0,
        output: Usage.count(record["tokens_completion"]) ?? 0, reasoning: Usage.count(record["tokens_reasoning"]) ?? 0)
    }
    draft.read(cost: record["cost_total"])
    draft.answer.end(record["finish_reason_normalized"])
    if record["cancelled"]?.truth == true { draft.answer.end("cancelled") }
    if record["finish_reason_normalized"]?.string == "error" { draft.flags.insert(.failed) }
    draft.user = LoggedName(record["user"])
    draft.apiKey = LoggedName(record["api_key_name"])
    draft.team = LoggedName(record["app_name"])
    draft.answerID = LoggedName(record["generation_id"])?.fingerprint
    draft.recordID = draft.answerID
    return .request
  }
}
