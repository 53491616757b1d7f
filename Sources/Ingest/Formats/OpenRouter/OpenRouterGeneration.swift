internal import Similarity
internal import Traces
internal import Units

/// OpenRouter's generations, as `/generation?id=` gives them: times and counts, no text.
///
/// Source: openrouter 1.3.84. `latency` is the time to the first token, `generation_time` what follows it, both in milliseconds.
struct OpenRouterGeneration: LogFormat {
  let name = "openrouter"
  let title = "OpenRouter generation metadata"
  let contents: LogContents = [.times, .usage, .tenants, .cacheStatus]

  func matches(_ record: JSONValue) -> Bool {
    let row = record["data"] ?? record
    return row["native_tokens_prompt"] != nil && row["total_cost"] != nil && (row["tokens_prompt"] != nil || row["upstream_id"] != nil)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let row = record["data"] ?? record
    Generation.read(row, into: &draft)
    draft.provider = LoggedName("openrouter")
    if let rest = Stamp.span(row["generation_time"], unit: 1e3) { draft.duration = (Stamp.span(row["latency"], unit: 1e3) ?? 0) + rest }
    if row["cancelled"]?.bool == true { draft.answer.end(row["finish_reason"]) }
    draft.user = LoggedName(row["external_user"])
    draft.organisation = LoggedName(row["workspace_id"])
    let id = LoggedName(row["id"])
    let source = LoggedName(row["response_cache_source_id"])
    if source != nil { draft.flags.insert(.loggedHit) }
    draft.answerID = (source ?? id)?.fingerprint
    return .request
  }
}

/// What OpenRouter and Vercel say alike of a generation.
enum Generation {
  static func read(_ row: JSONValue, into draft: inout RequestDraft) {
    draft.model = LoggedName(row["model"])
    draft.endpoint = .chat
    draft.arrival = Stamp.moment(row["created_at"])
    if row["streamed"]?.bool == true {
      draft.flags.insert(.streamed)
      draft.firstToken = Stamp.span(row["latency"], unit: 1e3)
    }
    if let input = Usage.count(row["native_tokens_prompt"]) {
      draft.usage = Usage.disjoint(
        input: input, read: Usage.count(row["native_tokens_cached"]) ?? 0,
        write5m: Usage.count(row["native_tokens_cache_creation"]) ?? 0, write1h: 0,
        output: Usage.count(row["native_tokens_completion"]) ?? 0, reasoning: Usage.count(row["native_tokens_reasoning"]) ?? 0)
    }
    draft.read(cost: row["total_cost"])
    draft.answer.end(row["finish_reason"])
    if row["finish_reason"]?.string == "error" { draft.flags.insert(.failed) }
    draft.recordID = LoggedName(row["id"])?.fingerprint
  }
}
