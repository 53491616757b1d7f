internal import Similarity
internal import Traces
internal import Units

/// Spans of Comet's Opik, as its interface, its SDKs and its pages export them; those of type `llm` are calls, the innermost where they nest.
///
/// Source: opik 2.2.122, `rest_api/types/span_public.py` and its integrations. Counts are OpenAI's, and the provider's own under
/// `original_usage.`; durations and first tokens are milliseconds, costs dollars.
struct OpikSpans: LogFormat {
  let name = "opik"
  let title = "Comet Opik spans (API, SDK and UI exports)"
  let contents: LogContents = [.texts, .times, .usage, .tenants]
  let spansSources = true

  private enum Key {
    static let signs: [StaticString] = ["total_estimated_cost", "project_id", "project_name", "error_info", "feedback_scores", "usage"]
    static let kinds: [StaticString] = ["llm", "tool", "general", "guardrail"]
  }

  /// Spans around calls.
  private var outer = OuterSpans(id: { LoggedName($0["id"])?.fingerprint }, parent: { LoggedName($0["parent_span_id"])?.fingerprint })

  private static func isCall(_ record: JSONValue) -> Bool { record["type"]?.isText("llm") == true }

  func matches(_ record: JSONValue) -> Bool {
    guard record["id"] != nil, record["trace_id"] != nil, record["start_time"] != nil, let type = record["type"] else { return false }
    return Key.kinds.contains { type.isText($0) } && record.first(["input", "output"]) != nil && record.first(Key.signs) != nil
  }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    let calls = outer.innermost(of: [record], isCall: Self.isCall)
    return Self.isCall(record) ? calls : [record]
  }

  mutating func takenBack() -> [Fingerprint] { outer.takenBack() }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard Self.isCall(record) else { return .other("a span that is no call of a model (a tool, a guardrail …)") }
    draft.endpoint = .chat
    readPrompt(record.given(["input"]), into: &draft)
    if let output = record.given(["output"]) { draft.read(answer: output) }
    draft.usage = usage(draft.object(record.given(["usage"]))) ?? draft.answer.usage
    // Names may be of the text of it: nothing is parsed after it.
    let metadata = draft.object(record["metadata"])
    metadata?.forEachMember { key, value in
      guard !value.isNull, CallFacts.Key.parameters.contains(where: { key == $0 }) || WrittenParameters.isKnown(key) else { return }
      draft.parameters.add(key, value)
    }
    if draft.parameters.wantsStream { draft.flags.insert(.streamed) }
    draft.model = LoggedName(record["model"]) ?? draft.model ?? draft.answer.model
    draft.provider = ProviderNames.known(record["provider"])
    draft.nameServed(draft.answer.model)
    draft.team = LoggedName(metadata?.first(CallFacts.Key.team))
    draft.user = draft.user ?? LoggedName(metadata?.first(CallFacts.Key.user))
    draft.organisation = LoggedName(record.given(["project_name", "project_id"]))
    draft.read(cost: record.given(["total_estimated_cost", "total_cost"]))
    draft.arrival = draft.moment(record["start_time"])
    draft.end = draft.moment(record.given(["end_time"]))
    if draft.end == nil { draft.duration = Stamp.span(record["duration"], unit: 1e3) }
    if let first = Stamp.span(record.given(["ttft"]), unit: 1e3) {
      draft.firstToken = first
      draft.flags.insert(.streamed)
    }
    draft.call = LoggedName(record["trace_id"])?.fingerprint
    draft.answerID = draft.answer.id
    draft.span = LoggedName(record["id"])?.fingerprint
    draft.recordID = draft.span
    if record.given(["error_info"])?.isNothing == false { draft.flags.insert(.failed) }
    return .request
  }

  /// The body of a call, messages, or what a function of one's own was called with.
  private func readPrompt(_ value: JSONValue?, into draft: inout RequestDraft) {
    guard let value else { return }
    let input = value.kind == .string ? (try? draft.bodies.request.parse(textOf: value)) ?? value : value
    if input.kind == .object, draft.read(requestBody: input) { return }
    draft.conversation.read(messages: input)
  }

  /// The provider's own counts where they are kept, as only they say what was cached.
  private func usage(_ usage: JSONValue?) -> TokenUsage? {
    guard let usage else { return nil }
    func count(_ name: String) -> Int? { Usage.count(usage[named: "original_usage." + name]) }
    // Anthropic's and Bedrock's input is without what was cached.
    let written = count("cache_creation_input_tokens") ?? count("cacheWriteInputTokens") ?? 0
    let cached = count("cache_read_input_tokens") ?? count("cacheReadInputTokens") ?? 0
    if count("prompt_tokens") == nil, let input = count("input_tokens") ?? count("inputTokens"), cached + written > 0 {
      let output = count("output_tokens") ?? count("outputTokens") ?? 0
      return TokenUsage(uncachedInput: input, cacheRead: cached, cacheWrite5m: written, output: output)
    }
    let read =
      count("prompt_tokens_details.cached_tokens") ?? count("input_tokens_details.cached_tokens") ?? count("cached_content_token_count")
      ?? 0
    let reasoning =
      count("completion_tokens_details.reasoning_tokens") ?? count("output_tokens_details.reasoning_tokens")
      ?? count("thoughts_token_count") ?? 0
    guard let input = Usage.count(usage["prompt_tokens"]), let output = Usage.count(usage["completion_tokens"]) else {
      return Usage.read(usage)
    }
    return Usage.disjoint(
      input: input, read: read, write5m: 0, write1h: 0, output: output, reasoning: reasoning, total: Usage.count(usage["total_tokens"]))
  }
}
