internal import Similarity
internal import Traces
internal import Units

/// Braintrust's project logs: spans, one a record, of which those of type `llm` are calls.
///
/// Sources: braintrust 0.48.1, `_generated_types.py` and its integrations; litellm 1.109.1, `integrations/braintrust_logging.py`. Where one
/// call is around another, only the innermost is a request. Times are epoch seconds with a fraction; prompts include what was cached, but
/// for versions whose total says otherwise.
struct Braintrust: LogFormat {
  let name = "braintrust"
  let title = "Braintrust project logs (API, BTQL and UI exports; LiteLLM's logger)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]
  let spansSources = true

  private enum Key {
    static let signs: [StaticString] = ["root_span_id", "span_id", "metrics", "log_id"]
    static let project: [StaticString] = ["project_name", "project_id", "org_id"]
    static let cost: [StaticString] = ["estimated_cost", "total_cost", "cost"]
  }

  /// Spans around calls.
  private var outer = OuterSpans(
    id: { LoggedName($0["span_id"])?.fingerprint }, parent: { LoggedName($0["span_parents"]?[0])?.fingerprint })

  /// Whether a span is a call; tables have what tells it as text.
  private static func isCall(_ record: JSONValue) -> Bool {
    guard let attributes = record["span_attributes"] else { return false }
    return attributes["type"]?.isText("llm") ?? (attributes.withText { $0.contains("\"llm\"") } ?? false)
  }

  func matches(_ record: JSONValue) -> Bool { record["span_attributes"] != nil && record.first(Key.signs) != nil }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    let calls = outer.innermost(of: [record], isCall: Self.isCall)
    return Self.isCall(record) ? calls : [record]
  }

  mutating func takenBack() -> [Fingerprint] { outer.takenBack() }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard Self.isCall(record) else { return .other("a span that is no call of a model (a task, a tool, a score …)") }
    // What tables have as text is each done with before the next is parsed; names are of the last.
    let metrics = measured(draft.object(record["metrics"]))
    let metadata = draft.object(record["metadata"])
    if let metadata, StandardLogging().matches(metadata) {
      let verdict = StandardLogging().read(metadata, into: &draft)
      guard verdict == .request else { return verdict }
    } else {
      readCall(record, metadata, into: &draft)
      draft.usage = draft.answer.usage ?? metrics.usage
      draft.loggedCost = metrics.cost
      if metrics.isCached { draft.flags.insert(.loggedHit) }
    }
    draft.arrival = draft.arrival ?? metrics.start ?? Stamp.moment(record["created"])
    draft.end = draft.end ?? metrics.end
    if draft.flags.contains(.streamed) { draft.firstToken = draft.firstToken ?? metrics.firstToken }
    if record["error"]?.isNothing == false { draft.flags.insert(.failed) }
    func name(_ names: [StaticString]) -> LoggedName? { LoggedName(metadata?.given(names)) }
    draft.organisation = draft.organisation ?? name(CallFacts.Key.organisation) ?? LoggedName(record.given(Key.project))
    draft.team = draft.team ?? name(CallFacts.Key.team)
    draft.user = draft.user ?? name(CallFacts.Key.user)
    draft.call = LoggedName(record["root_span_id"])?.fingerprint ?? draft.call
    draft.recordID = LoggedName(record["id"])?.fingerprint
    draft.span = LoggedName(record["span_id"])?.fingerprint ?? draft.recordID
    return .request
  }

  /// Parameters stand beside the prompt, among whatever else the caller noted.
  private func readCall(_ record: JSONValue, _ metadata: JSONValue?, into draft: inout RequestDraft) {
    draft.endpoint = .chat
    if let input = record["input"].flatMap({ $0.kind == .string ? (try? draft.bodies.request.parse(textOf: $0)) ?? $0 : $0 }) {
      if input.kind != .object || !draft.read(requestBody: input) { draft.conversation.read(messages: input) }
    }
    // What SDKs were called with beside the input.
    if draft.conversation.systemPrompt == nil, let system = metadata?.given(["instructions", "system"]) {
      draft.conversation.read(system: system)
    }
    if let output = record["output"] { readAnswer(output, into: &draft) }
    if record["output"]?["embedding_length"] != nil { draft.endpoint = .embedding }
    metadata?.forEachMember { key, value in
      guard !value.isNull, CallFacts.Key.parameters.contains(where: { key == $0 }) || WrittenParameters.isKnown(key) else { return }
      draft.parameters.add(key, value)
    }
    if draft.parameters.wantsStream { draft.flags.insert(.streamed) }
    draft.model = LoggedName(metadata?.given(CallFacts.Key.model)) ?? draft.model ?? draft.answer.model
    draft.provider = ProviderNames.known(metadata?["provider"])
    draft.nameServed(draft.answer.model)
    draft.answerID = draft.answer.id
  }

  /// A body, its choices or items alone, messages, or a text.
  private func readAnswer(_ output: JSONValue, into draft: inout RequestDraft) {
    let answer = output.kind == .string ? (try? draft.bodies.answer.parse(textOf: output)) ?? output : output
    guard answer.kind == .array, let first = answer[0] else { return draft.read(answer: answer) }
    draft.answer.bytes = answer.raw.count
    guard first["message"] != nil || first["role"] == nil || first["type"] != nil else { return draft.answer.read(messages: answer) }
    var body = JSONWriter()
    body.raw("{")
    body.key(first["message"] != nil ? "choices" : "output")
    body.raw(answer.raw)
    body.raw("}")
    if let body = draft.bodies.builtAnswer.keep(body.bytes) { draft.answer.read(body) }
  }
}

// MARK: - Metrics

extension Braintrust {
  /// What was measured of a span.
  private struct Metrics {
    var start: Int64?
    var end: Int64?
    var firstToken: Int64?
    var usage: TokenUsage?
    var cost: Dollars?
    var isCached = false
  }

  private func measured(_ metrics: JSONValue?) -> Metrics {
    guard let metrics, metrics.kind == .object else { return Metrics() }
    return Metrics(
      start: Stamp.moment(metrics["start"]), end: Stamp.moment(metrics["end"]),
      firstToken: Stamp.span(metrics["time_to_first_token"], unit: 1e6), usage: usage(metrics),
      cost: metrics.given(Key.cost)?.amount.map { Dollars($0) }, isCached: metrics["cached"]?.truth == true)
  }

  private func usage(_ metrics: JSONValue) -> TokenUsage? {
    guard let input = Usage.count(metrics["prompt_tokens"]) else { return nil }
    let output = Usage.count(metrics["completion_tokens"]) ?? 0
    let read = Usage.count(metrics["prompt_cached_tokens"]) ?? 0
    let long = Usage.count(metrics["prompt_cache_creation_1h_tokens"]) ?? 0
    let short = Usage.count(metrics["prompt_cache_creation_5m_tokens"]) ?? 0
    let written = short + long > 0 ? short : Usage.count(metrics["prompt_cache_creation_tokens"]) ?? 0
    let cached = read + written + long
    let isBeside = cached > 0 && Usage.count(metrics["tokens"]) == input + cached + output
    return Usage.disjoint(
      input: isBeside ? input + cached : input, read: read, write5m: written, write1h: long, output: output,
      reasoning: Usage.count(metrics["completion_reasoning_tokens"]) ?? 0, total: Usage.count(metrics["tokens"]))
  }
}
