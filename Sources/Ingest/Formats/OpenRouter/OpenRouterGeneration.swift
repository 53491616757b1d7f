internal import Similarity
internal import Traces
internal import Units

/// OpenRouter's generations, as `/generation?id=` gives them: times and counts, no text.
///
/// Source: openrouter 1.3.84, and its API reference, by which `latency` is the whole time and `generation_time` that of the generation, in
/// milliseconds. Of streams whose latency is the shorter of the two it is taken to be the time to the first token, which the generation
/// follows (not documented).
struct OpenRouterGeneration: LogFormat {
  let name = "openrouter"
  let title = "OpenRouter generation metadata"
  let contents: LogContents = [.times, .usage, .tenants, .cacheStatus]

  func matches(_ record: JSONValue) -> Bool {
    let row = record["data"] ?? record
    guard !Generation.isVercels(row) else { return false }
    guard row["native_tokens_prompt"] != nil, row["total_cost"] != nil else { return false }
    return row["tokens_prompt"] != nil || row["upstream_id"] != nil || row["id"]?.isText(beginning: "gen-") == true
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let row = record["data"] ?? record
    Generation.read(row, into: &draft)
    draft.provider = LoggedName("openrouter")
    if let rest = Stamp.span(row["generation_time"], unit: 1e3) {
      let latency = Stamp.span(row["latency"], unit: 1e3) ?? 0
      let isFirst = draft.flags.contains(.streamed) && latency < rest
      draft.duration = isFirst ? latency + rest : max(latency, rest)
      if !isFirst { draft.firstToken = nil }
    }
    if row["cancelled"]?.truth == true { draft.answer.end("cancelled") }
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
  private enum Key {
    static let created: [StaticString] = ["created_at", "createdAt"]
    static let input: [StaticString] = ["native_tokens_prompt", "promptTokens"]
    static let output: [StaticString] = ["native_tokens_completion", "completionTokens"]
    static let reasoning: [StaticString] = ["native_tokens_reasoning", "reasoningTokens"]
    static let cacheRead: [StaticString] = ["native_tokens_cached", "cachedTokens"]
    static let cacheWrite: [StaticString] = ["native_tokens_cache_creation", "cacheCreationTokens"]
    static let cost: [StaticString] = ["total_cost", "totalCost"]
    static let end: [StaticString] = ["finish_reason", "finishReason"]
  }

  /// Whether it is one of Vercel's: they have counts of their own, and an underscore in their ids.
  static func isVercels(_ row: JSONValue) -> Bool {
    row.first(["native_tokens_cache_creation", "billable_web_search_calls"]) != nil
      || row["id"]?.withText { $0.starts(with: "gen_".utf8) } == true
  }

  /// Reads it by the names of the interface, or by those of Vercel's SDK.
  static func read(_ row: JSONValue, into draft: inout RequestDraft) {
    func count(_ names: [StaticString]) -> Int { Usage.count(row.given(names)) ?? 0 }
    draft.model = LoggedName(row["model"])
    draft.endpoint = row["api_type"]?.isText("rerank") == true ? .rerank : row["model"].flatMap(FlatCalls.endpoint(ofModel:)) ?? .chat
    if row["api_type"]?.isText("embeddings") == true { draft.endpoint = .embedding }
    draft.arrival = draft.moment(row.given(Key.created))
    if row["streamed"]?.truth == true {
      draft.flags.insert(.streamed)
      draft.firstToken = Stamp.span(row["latency"], unit: 1e3)
    }
    if let input = Usage.count(row.given(Key.input)) {
      draft.usage = Usage.disjoint(
        input: input, read: count(Key.cacheRead), write5m: count(Key.cacheWrite), write1h: 0, output: count(Key.output),
        reasoning: count(Key.reasoning))
    }
    draft.read(cost: row.given(Key.cost))
    let reason = row.given(Key.end)
    draft.answer.end(reason)
    if reason?.isText("error") == true { draft.flags.insert(.failed) }
    draft.recordID = LoggedName(row["id"])?.fingerprint
  }
}
