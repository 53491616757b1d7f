internal import Similarity
internal import Traces
internal import Units

/// Spans of Datadog's LLM Observability: as its interface exports them, as clients send them to its intake (SDKs, LiteLLM's logger), or alone.
///
/// Sources: Datadog's documentation, "Export API", "HTTP API reference" and "Cost"; dd-trace-py 4.16.0, `llmobs/`; litellm 1.109.1,
/// `integrations/datadog/datadog_llm_obs.py`. Spans of models and embeddings are calls; where one is around another, only the innermost is.
/// Starts and durations are nanoseconds, first tokens seconds; costs are dollars where clients name them and nanodollars in estimates;
/// counts of input include what was cached, but for those whose total says otherwise.
struct DatadogSpans: LogFormat {
  let name = "datadog"
  let title = "Datadog LLM Observability spans (export, intake; LiteLLM's logger)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]
  let spansSources = true

  /// How the SDK begins what stands in the place of texts that are too large.
  private static let dropped = "[This value has been dropped because"

  /// Spans around calls.
  private var outer = OuterSpans(id: { LoggedName($0["span_id"])?.fingerprint }, parent: { LoggedName($0["parent_id"])?.fingerprint })

  func matches(_ record: JSONValue) -> Bool { !Self.spans(of: record).isEmpty }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    let spans = Self.spans(of: record)
    let calls = outer.innermost(of: spans, isCall: Self.isCall)
    return spans.count == 1 && !Self.isCall(spans[0]) ? spans : calls
  }

  mutating func takenBack() -> [Fingerprint] { outer.takenBack() }

  func read(_ span: JSONValue, into draft: inout RequestDraft) -> Verdict { read(span, of: span, into: &draft) }

  func read(_ span: JSONValue, of record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard Self.isCall(span) else { return .other("a span that is no call of a model (an agent, a workflow, a tool …)") }
    let meta = span["meta"] ?? span
    let metadata = meta["metadata"]
    let metrics = span["metrics"]
    draft.endpoint = Self.kind(of: span)?.isText("embedding") == true ? .embedding : .chat
    readPrompt(meta["input"], into: &draft)
    readAnswer(meta["output"], into: &draft)
    readParameters(metadata, tools: meta.given(["tool_definitions"]), into: &draft)
    draft.model = LoggedName(meta["model_name"]) ?? LoggedName(metadata?["model_name"])
    draft.provider = ProviderNames.known(meta.given(["model_provider"]) ?? metadata?["model_provider"])
    draft.usage = usage(metrics)
    readCost(metrics, into: &draft)
    readTimes(span, metadata, into: &draft)
    readCallers(span, record["data"]?["attributes"] ?? record, metadata, into: &draft)
    draft.read(cacheStatus: metadata?["cache_hit"])
    if span["status"]?.isText("error") == true { draft.flags.insert(.failed) }
    draft.span = LoggedName(span["span_id"])?.fingerprint
    draft.recordID = draft.span
    return .request
  }
}

// MARK: - Which spans there are

extension DatadogSpans {
  private static func kind(of span: JSONValue) -> JSONValue? {
    span["span_kind"] ?? span["meta"]?["kind"] ?? span["meta"]?["span.kind"] ?? span["meta"]?["span"]?["kind"]
  }

  private static func isSpan(_ value: JSONValue) -> Bool {
    value["span_id"] != nil && value["start_ns"] != nil && value["duration"] != nil && kind(of: value) != nil
  }

  private static func isCall(_ span: JSONValue) -> Bool {
    let kind = kind(of: span)
    return kind?.isText("llm") == true || kind?.isText("embedding") == true
  }

  /// The spans of a record: itself, what it names its attributes, or those of a page of the export or of a batch on its way in.
  private static func spans(of record: JSONValue) -> [JSONValue] {
    func span(_ value: JSONValue) -> JSONValue? { isSpan(value) ? value : value["attributes"].flatMap { isSpan($0) ? $0 : nil } }
    if let span = span(record) { return [span] }
    guard let list = record["data"]?["attributes"]?["spans"] ?? record["spans"] ?? record["data"], list.kind == .array else { return [] }
    return list.elements.compactMap(span)
  }
}

// MARK: - What was asked and answered

extension DatadogSpans {
  /// Messages, documents to embed, or one text, which may be the JSON of messages.
  private func readPrompt(_ input: JSONValue?, into draft: inout RequestDraft) {
    if let messages = input?["messages"], messages.count > 0 { return draft.conversation.read(messages: messages) }
    if let documents = input?["documents"], documents.count > 0 {
      draft.conversation.begin(.user)
      for document in documents.elements { draft.conversation.add(text: document["text"] ?? document) }
      return draft.conversation.end()
    }
    guard let value = input?.given(["value"]) else { return }
    if isDropped(value) { return draft.flags.formUnion(.noContent) }
    let parsed = value.kind == .string ? (try? draft.bodies.request.parse(textOf: value)) ?? nil : value
    draft.conversation.read(messages: parsed?.kind == .array ? parsed ?? value : value)
  }

  private func readAnswer(_ output: JSONValue?, into draft: inout RequestDraft) {
    guard let output else { return }
    if let messages = output["messages"], messages.count > 0 {
      draft.answer.bytes = messages.raw.count
      draft.answer.read(messages: messages)
    } else if let value = output.given(["value"]), !isDropped(value) {
      draft.answer.bytes = value.raw.count
      draft.answer.add(text: value)
    }
  }

  private func isDropped(_ value: JSONValue) -> Bool { value.withText { $0.starts(with: Self.dropped.utf8) } ?? false }

  /// Parameters stand among whatever else the client noted.
  private func readParameters(_ metadata: JSONValue?, tools: JSONValue?, into draft: inout RequestDraft) {
    metadata?.forEachMember { key, value in
      guard !value.isNull, CallFacts.Key.parameters.contains(where: { key == $0 }) || WrittenParameters.isKnown(key) else { return }
      draft.parameters.add(key, value)
    }
    if let tools {
      var json = JSONWriter()
      json.raw("{\"tools\":")
      json.raw(tools.raw)
      json.raw("}")
      if let body = draft.bodies.builtRequest.keep(json.bytes) { draft.parameters.add(membersOf: body) }
    }
    if draft.parameters.wantsStream || metadata?["is_streamed_request"]?.truth == true { draft.flags.insert(.streamed) }
  }
}

// MARK: - What was counted, when, and for whom

extension DatadogSpans {
  private func usage(_ metrics: JSONValue?) -> TokenUsage? {
    guard let metrics, let input = Usage.count(metrics["input_tokens"]) else { return nil }
    func count(_ name: StaticString) -> Int { Usage.count(metrics[name]) ?? 0 }
    let (read, long, output) = (count("cache_read_input_tokens"), count("ephemeral_1h_input_tokens"), count("output_tokens"))
    let short = max(count("ephemeral_5m_input_tokens"), count("cache_write_input_tokens") - long)
    let cached = read + short + long
    let isBeside = cached > 0 && Usage.count(metrics["total_tokens"]) == input + cached + output
    return Usage.disjoint(
      input: isBeside ? input + cached : input, read: read, write5m: short, write1h: long, output: output,
      reasoning: count("reasoning_output_tokens"), total: Usage.count(metrics["total_tokens"]))
  }

  /// What a client names is kept as nanodollars too: beside an estimate it is one of those.
  private func readCost(_ metrics: JSONValue?, into draft: inout RequestDraft) {
    if let estimate = metrics?.given(["estimated_total_cost"]) { return draft.read(cost: estimate, unit: 1e-9) }
    draft.read(cost: metrics?["total_cost"])
  }

  /// LiteLLM gives the time of the whole answer as that of its first token where nothing was streamed.
  private func readTimes(_ span: JSONValue, _ metadata: JSONValue?, into draft: inout RequestDraft) {
    draft.arrival = draft.moment(span["start_ns"])
    draft.duration = Stamp.span(span["duration"], unit: 1e-3)
    guard draft.flags.contains(.streamed), let whole = draft.duration,
      let first = Stamp.span(span["metrics"]?["time_to_first_token"], unit: 1e6), first > 0, first < whole
    else { return }
    draft.firstToken = first
  }

  /// Tags are texts of a name and a value, on the span or on all of its batch; LiteLLM names callers in the metadata.
  private func readCallers(_ span: JSONValue, _ batch: JSONValue, _ metadata: JSONValue?, into draft: inout RequestDraft) {
    func tag(_ names: [String]) -> LoggedName? {
      for tag in [span, batch].lazy.compactMap({ $0["tags"] }).flatMap({ $0.elements }) {
        guard let text = tag.string, let name = names.first(where: { text.hasPrefix($0 + ":") }) else { continue }
        return LoggedName(String(text.dropFirst(name.count + 1)))
      }
      return nil
    }
    func named(_ names: [StaticString]) -> LoggedName? { LoggedName(metadata?.given(names)) }
    draft.organisation =
      named(["user_api_key_org_id"]) ?? tag(["org", "tenant", "customer"]) ?? LoggedName(span["ml_app"] ?? batch["ml_app"])
    draft.team = named(["user_api_key_team_id"]) ?? tag(["team", "team_id"])
    draft.user = named(["user_api_key_end_user_id", "user_api_key_user_id"]) ?? tag(["user_id", "user.id", "usr.id", "user_handle"])
    draft.apiKey = named(["user_api_key_hash"])
    draft.call = (LoggedName(span["trace_id"]) ?? LoggedName(span["session_id"]))?.fingerprint
  }
}
