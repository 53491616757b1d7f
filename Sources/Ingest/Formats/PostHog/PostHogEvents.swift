internal import Similarity
internal import Traces
internal import Units

/// PostHog's events of calls of models, among all others of a product.
///
/// Source: PostHog's documentation, "LLM analytics", manual capture: `$ai_generation` and `$ai_embedding` with their properties; latency is in
/// seconds, cost in dollars, and the provider's own counts leave out what was cached where they are Anthropic's.
struct PostHogEvents: LogFormat {
  let name = "posthog"
  let title = "PostHog events of calls (API and batch exports)"
  let contents: LogContents = [.texts, .times, .usage, .tenants]

  func matches(_ record: JSONValue) -> Bool {
    record["event"]?.isText(beginning: "$ai_") == true && record["properties"]?.isObject == true
  }

  func accepts(_ record: JSONValue) -> Bool { record["event"]?.kind == .string && record["properties"] != nil }

  func rewritten(_ record: JSONValue) -> [UInt8]? { record.withoutTexts(["properties"]) }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let isEmbedding = record["event"]?.isText("$ai_embedding") == true
    guard isEmbedding || record["event"]?.isText("$ai_generation") == true else { return .other("an event that is no call of a model") }
    let properties = record["properties"] ?? record
    if let answer = properties.given(["$ai_output_choices", "$ai_output"]) { draft.read(answer: answer) }
    if let input = properties["$ai_input"], !input.isNull {
      let messages = input.kind == .string ? (try? draft.bodies.request.parse(textOf: input)) ?? input : input
      draft.conversation.read(messages: messages)
    }
    draft.endpoint = isEmbedding ? .embedding : .chat
    if let parameters = draft.object(properties["$ai_model_parameters"]) { draft.parameters.add(membersOf: parameters) }
    properties.forEachMember { key, value in
      if key == "$ai_tools", !value.isNothing { draft.parameters.add(key, value) }
    }
    draft.model = LoggedName(properties["$ai_model"])
    draft.provider = ProviderNames.known(properties["$ai_provider"])
    readUsage(properties, into: &draft)
    draft.read(cost: properties["$ai_total_cost_usd"])
    // It is captured when the call is over.
    draft.end = draft.moment(record.given(["timestamp", "created_at"]))
    draft.duration = Stamp.span(properties["$ai_latency"], unit: 1e6)
    if properties["$ai_stream"]?.truth == true {
      draft.flags.insert(.streamed)
      draft.firstToken = Stamp.span(properties["$ai_time_to_first_token"], unit: 1e6)
    }
    draft.read(status: properties["$ai_http_status"])
    if properties["$ai_is_error"]?.truth == true { draft.flags.insert(.failed) }
    draft.user = LoggedName(record.given(["distinct_id"]))
    draft.call = LoggedName(properties["$ai_trace_id"])?.fingerprint
    draft.recordID = LoggedName(record["uuid"])?.fingerprint
    return .request
  }

  private func readUsage(_ properties: JSONValue, into draft: inout RequestDraft) {
    func count(_ name: StaticString) -> Int? { Usage.count(properties[name]) }
    guard let input = count("$ai_input_tokens") else { return }
    let read = count("$ai_cache_read_input_tokens") ?? 0
    let written = count("$ai_cache_creation_input_tokens") ?? 0
    let isBeside = draft.provider?.text == "anthropic" || read + written > input
    draft.usage = Usage.disjoint(
      input: isBeside ? input + read + written : input, read: read, write5m: written, write1h: 0, output: count("$ai_output_tokens") ?? 0,
      reasoning: count("$ai_reasoning_tokens") ?? 0, total: count("$ai_total_tokens"))
  }
}
