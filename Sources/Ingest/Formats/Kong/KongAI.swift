internal import Similarity
internal import Traces
internal import Units

/// Kong's AI plugins in its log serialisers (file-log, http-log): an object a plugin under `ai`.
///
/// Source: Kong/kong, `serialize-analytics`, and its audit log reference; older versions have `prompt_token` and the payload beside the
/// plugins, the first ones (3.6) no plugins but what is of one, newer ones the details of OpenAI's counts. Bodies are there with
/// `log_payloads` only.
struct KongAI: LogFormat {
  let name = "kong"
  let title = "Kong AI Gateway logs (file-log, http-log)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  /// Plugins that pass the call on to a model.
  private static let passing: [StaticString] = ["proxy", "ai-proxy", "ai-proxy-advanced"]

  func matches(_ record: JSONValue) -> Bool {
    // A plugin for all routes writes calls of other services too, which have no such object.
    let isCall = record["ai"]?.isObject == true
    guard record["latencies"]?.isObject == true else { return isCall && record["started_at"] != nil }
    return isCall || record["started_at"] != nil && record["request"]?["uri"] != nil && record["response"]?["status"] != nil
  }

  func rewritten(_ record: JSONValue) -> [UInt8]? {
    record.withoutTexts(["ai", "latencies", "request", "response", "consumer", "authenticated_entity"])
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard let ai = record["ai"] else { return .other("no call through an AI plugin") }
    var payload = ai["payload"]
    var isCall = false
    // Other plugins ask models of their own on the way: they count where nothing was passed on.
    let passing = ai.first(Self.passing)
    func read(_ plugin: JSONValue) {
      if let cache = plugin["cache"] ?? (plugin["cache_status"] != nil ? plugin : nil) { readCache(cache, into: &draft) }
      guard passing == nil || plugin.raw.baseAddress == passing?.raw.baseAddress else { return }
      if let meta = plugin["meta"] {
        isCall = true
        draft.provider = ProviderNames.known(meta["provider_name"]) ?? draft.provider
        let served = LoggedName(meta["response_model"])
        draft.model = LoggedName(meta["request_model"]) ?? served ?? draft.model
        draft.nameServed(served)
        if meta["request_mode"]?.isText("stream") == true { draft.flags.insert(.streamed) }
      }
      if let usage = plugin["usage"] { readUsage(usage, into: &draft) }
      if let body = plugin["payload"] {
        if let answer = body["response"] { draft.read(answer: answer) }
        if body["request"] != nil { payload = body }
      }
    }
    if ai["meta"] != nil { read(ai) } else { ai.forEachMember { _, plugin in read(plugin) } }
    // Of what a cache answered, some versions log the cache alone.
    guard isCall || draft.flags.contains(.loggedHit) else { return .other("no call through an AI plugin") }
    // The answer tells what of the same input was cached, or beside it.
    if let answered = draft.answer.usage,
      draft.usage.map({ $0.input == answered.input || $0.input == answered.uncachedInput && $0.output <= answered.output }) ?? true
    {
      draft.usage = answered
    }
    let model = draft.model
    draft.read(requestBody: payload?["request"])
    draft.model = model ?? draft.model
    if draft.endpoint == .unknown {
      draft.endpoint = CallTarget(method: nil, uri: record["upstream_uri"]?.string).dialect?.endpoint ?? .unknown
    }
    if !draft.flags.contains(.streamed) { draft.firstToken = nil }

    draft.arrival = draft.moment(record["started_at"])
    draft.duration = Stamp.span(record["latencies"]?["request"], unit: 1e3)
    draft.read(status: record["response"]?["status"])
    if draft.answer.isError { draft.flags.insert(.failed) }
    draft.organisation = LoggedName(record["workspace_name"]) ?? LoggedName(record["workspace"])
    draft.team = LoggedName(record["consumer"]?["username"])
    draft.user = LoggedName(record["request"]?["headers"]?.header(["x-user", "x-user-id", "x-end-user"])) ?? draft.user
    draft.apiKey = LoggedName(record["authenticated_entity"]?["id"])
    draft.answerID = draft.answer.id
    draft.read(recordID: record["request"]?["id"])
    return .request
  }

  private func readUsage(_ usage: JSONValue, into draft: inout RequestDraft) {
    if let input = Usage.count(usage["prompt_token"]) {
      draft.usage = Usage.disjoint(
        input: input, read: 0, write5m: 0, write1h: 0, output: Usage.count(usage["completion_token"]) ?? 0, reasoning: 0,
        total: Usage.count(usage["total_tokens"]))
    } else if let read = Usage.read(usage) {
      draft.usage = read
    } else {
      return
    }
    draft.read(cost: usage["cost"])
    draft.firstToken = Stamp.span(usage["time_to_first_token"], unit: 1e3)
  }

  /// A cache that measured embeddings is a semantic one.
  private func readCache(_ cache: JSONValue, into draft: inout RequestDraft) {
    draft.read(cacheStatus: cache["cache_status"])
    if draft.flags.contains(.loggedHit), cache.first(["embeddings_latency", "embeddings_model"]) != nil {
      draft.flags.insert(.loggedSemanticHit)
    }
  }
}
