internal import Similarity
internal import Traces
internal import Units

/// LangSmith's runs, as its interface, its SDKs and its command line give them, and as LiteLLM's logger sends them; in trees or apart.
///
/// Sources: langsmith-sdk, `schemas.py`; LangSmith's documentation, "run data format"; litellm 1.109.1, `integrations/langsmith.py`. Runs
/// of models and embeddings are calls; where one is around another, only the innermost is. Times without a zone are UTC. Tags have no
/// place in a trace.
struct LangSmith: LogFormat {
  let name = "langsmith"
  let title = "LangSmith runs (interface, SDK and CLI exports; LangChain, wrapped clients, LiteLLM's logger)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]
  let spansSources = true

  private enum Key {
    static let kinds: [StaticString] = ["llm", "chat_model", "embedding", "chain", "tool", "retriever", "prompt", "parser"]
    /// The first are of calls.
    static let calls = 3
    static let signs: [StaticString] = ["trace_id", "dotted_order", "session_id", "session_name", "parent_run_id", "project_id"]
    static let id: [StaticString] = ["id", "run_id"]
    static let project: [StaticString] = ["session_name", "session_id", "project_id"]
    static let metadata: [StaticString] = ["metadata", "custom_metadata"]
    static let model: [StaticString] = ["model", "model_name", "model_id", "deployment_name"]
    /// Members of an object of parameters that are none.
    static let noParameters: [StaticString] = ["model", "model_name", "model_id", "deployment_name", "_type"]
    static let messages: [StaticString] = ["messages", "input_messages", "chat_history", "conversation"]
    /// Texts that are asked at once: of older models, and of embeddings.
    static let texts: [StaticString] = ["prompts", "texts", "documents"]
    static let prompt: [StaticString] = ["prompt", "input", "question", "query", "text"]
    static let answer: [StaticString] = ["output", "message", "answer", "response", "result", "text", "content"]
  }

  /// Runs around calls.
  private var outer = OuterSpans(
    id: { run in LoggedName(run.first(Key.id))?.fingerprint }, parent: { run in LoggedName(run["parent_run_id"])?.fingerprint })

  /// Which of the kinds of runs a record is.
  private static func kind(of record: JSONValue) -> Int? {
    guard let kind = record["run_type"]?.string?.lowercased() else { return nil }
    return Key.kinds.firstIndex { "\($0)" == kind }
  }

  private static func isCall(_ record: JSONValue) -> Bool { kind(of: record).map { $0 < Key.calls } ?? false }

  func matches(_ record: JSONValue) -> Bool {
    Self.kind(of: record) != nil && record["start_time"] != nil && record.first(Key.signs) != nil
  }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    let runs = Self.tree(record)
    for run in runs where Self.isCall(run) { outer.add(around: Self.ancestors(of: run)) }
    let calls = outer.innermost(of: runs, isCall: Self.isCall)
    return calls.isEmpty && runs.count == 1 && !Self.isCall(record) ? runs : calls
  }

  mutating func takenBack() -> [Fingerprint] { outer.takenBack() }

  /// The runs around one, as its place in the order of its trace tells them: `20261120T090000000000Z` and the id of each, with dots between.
  private static func ancestors(of run: JSONValue) -> [Fingerprint] {
    guard let order = run["dotted_order"]?.string else {
      return run["parent_run_ids"]?.elements.compactMap { LoggedName($0)?.fingerprint } ?? []
    }
    return order.split(separator: ".").dropLast().compactMap { step in
      step.firstIndex(of: "Z").flatMap { LoggedName(String(step[step.index(after: $0)...]))?.fingerprint }
    }
  }

  /// A run, and those below it where they stand in it.
  private static func tree(_ run: JSONValue) -> [JSONValue] {
    guard let children = run["child_runs"], children.kind == .array else { return [run] }
    return [run] + children.elements.flatMap(tree)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard Self.isCall(record) else { return .other("a run that is no call of a model (a chain, a tool, a retriever …)") }
    let inputs = record["inputs"].flatMap { $0.kind == .string ? (try? draft.bodies.request.parse(textOf: $0)) ?? $0 : $0 }
    let extra = draft.object(record["extra"])
    let metadata = extra?["metadata"] ?? record.given(Key.metadata)
    if let inputs, StandardLogging().matches(inputs) {
      let verdict = StandardLogging().read(inputs, into: &draft)
      guard verdict == .request else { return verdict }
    } else {
      readAnswer(record["outputs"], into: &draft)
      readCall(record, inputs, extra?["invocation_params"], metadata, into: &draft)
    }
    readTimes(record, into: &draft)
    readCallers(record, metadata ?? extra, into: &draft)
    if record.given(["error"])?.isNothing == false || record["status"]?.isText("error") == true { draft.flags.insert(.failed) }
    draft.span = LoggedName(record.first(Key.id))?.fingerprint
    draft.recordID = draft.span
    return .request
  }
}

// MARK: - What was asked and answered

extension LangSmith {
  /// LangChain keeps parameters and model beside the prompt; clients that are wrapped have their whole body as the inputs.
  private func readCall(
    _ record: JSONValue, _ inputs: JSONValue?, _ parameters: JSONValue?, _ metadata: JSONValue?, into draft: inout RequestDraft
  ) {
    let isEmbedding = record["run_type"]?.string?.lowercased() == "embedding"
    if let inputs { readPrompt(inputs, in: isEmbedding ? .embedding : nil, into: &draft) }
    if isEmbedding { draft.endpoint = .embedding }
    inputs?.forEachMember { key, value in
      guard !value.isNull, CallFacts.Key.parameters.contains(where: { key == $0 }) || WrittenParameters.isKnown(key) else { return }
      draft.parameters.add(key, value)
    }
    parameters?.forEachMember { key, value in
      if !value.isNull, !Key.noParameters.contains(where: { key == $0 }) { draft.parameters.add(key, value) }
    }
    if draft.parameters.wantsStream { draft.flags.insert(.streamed) }
    draft.model =
      LoggedName(metadata?["ls_model_name"]) ?? LoggedName(parameters?.given(Key.model)) ?? LoggedName(inputs?["model"])
      ?? draft.answer.model
    draft.provider = ProviderNames.known(metadata?["ls_provider"] ?? inputs?["custom_llm_provider"])
    draft.nameServed(draft.answer.model)
    draft.usage = draft.answer.usage ?? usage(record) ?? Usage.read(metadata?["usage_metadata"]) ?? Usage.read(record["token_usage"])
    // Of what has no price LangSmith says that it cost nothing.
    let cost = record.given(["total_cost"]) ?? record["costs"]?["total_cost"] ?? inputs?["response_cost"]
    if draft.answer.isCached || cost?.numeric != 0 { draft.read(cost: cost) }
    if draft.answer.isCached { draft.flags.insert(.loggedHit) }
    draft.answerID = draft.answer.id
  }

  private func readPrompt(_ inputs: JSONValue, in dialect: Dialect?, into draft: inout RequestDraft) {
    draft.endpoint = .chat
    guard inputs.kind == .object else { return draft.conversation.read(messages: inputs) }
    if let messages = inputs.given(Key.messages) {
      if let system = inputs.given(["system", "instructions"]) { draft.conversation.read(system: system) }
      draft.conversation.read(messages: messages)
    } else if let texts = inputs.given(Key.texts) {
      draft.endpoint = .completion
      draft.conversation.question(texts)
    } else if let dialect = Dialect.of(request: inputs, answered: dialect) {
      draft.endpoint = dialect.endpoint
      draft.conversation.read(inputs, in: dialect)
    } else if inputs.count > 0 {
      // A function of one's own: what it was called with is what was asked.
      draft.conversation.question(inputs.given(Key.prompt) ?? inputs)
    }
  }

  /// The body of an answer, LangChain's result, messages, or what a function of one's own returned.
  private func readAnswer(_ outputs: JSONValue?, into draft: inout RequestDraft) {
    guard let outputs, !outputs.isNull else { return }
    let answer = outputs.kind == .string ? (try? draft.bodies.answer.parse(textOf: outputs)) ?? outputs : outputs
    guard answer.kind == .object else { return draft.read(answer: answer) }
    draft.answer.bytes = answer.raw.count
    let own = answer.given(Key.answer)
    if let messages = answer["messages"], messages.kind == .array {
      draft.answer.read(messages: messages)
    } else if let message = LangChainMessage(answer) ?? own.flatMap({ LangChainMessage($0) }) {
      draft.answer.read(langChain: message)
    } else if answer["choices"] == nil, let own, own.kind == .string {
      draft.answer.add(text: own)
    } else {
      return draft.read(answer: answer)
    }
    draft.answer.readHead(answer)
  }

  /// The counts that LangSmith took from the answer, or made itself: the details are a part of them.
  private func usage(_ run: JSONValue) -> TokenUsage? {
    guard let input = Usage.count(run["prompt_tokens"]), let output = Usage.count(run["completion_tokens"]), input + output > 0 else {
      return nil
    }
    let details = run["prompt_token_details"]
    let long = Usage.count(details?["ephemeral_1h_input_tokens"]) ?? 0
    let short = Usage.count(details?["ephemeral_5m_input_tokens"]) ?? 0
    return Usage.disjoint(
      input: input, read: Usage.sum(details, Usage.cacheReads),
      write5m: short + long > 0 ? short : Usage.count(details?["cache_creation"]) ?? 0, write1h: long, output: output,
      reasoning: Usage.sum(run["completion_token_details"], Usage.reasonings), total: Usage.count(run["total_tokens"]))
  }
}

// MARK: - When, and who

extension LangSmith {
  /// The first token is a stamp of its own, or the first of the events that are one.
  private func readTimes(_ record: JSONValue, into draft: inout RequestDraft) {
    draft.arrival = draft.moment(record["start_time"])
    draft.end = draft.moment(record.given(["end_time"]))
    if draft.end == nil {
      draft.duration = Stamp.span(record["latency_seconds"], unit: 1e6) ?? Stamp.span(record["duration_ms"], unit: 1e3)
    }
    let token = record["events"]?.elements.first { $0["name"]?.isText("new_token") == true }
    guard let start = draft.arrival, let first = Stamp.moment(record.given(["first_token_time"]) ?? token?["time"]), first >= start else {
      return
    }
    draft.firstToken = first - start
    draft.flags.insert(.streamed)
  }

  /// Whom the metadata names, else the project; attempts are of one trace.
  private func readCallers(_ record: JSONValue, _ metadata: JSONValue?, into draft: inout RequestDraft) {
    func name(_ names: [StaticString]) -> LoggedName? { LoggedName(metadata?.given(names)) }
    draft.organisation = draft.organisation ?? name(CallFacts.Key.organisation) ?? LoggedName(record.given(Key.project))
    draft.team = draft.team ?? name(CallFacts.Key.team)
    draft.user = draft.user ?? name(CallFacts.Key.user)
    draft.call = draft.call ?? LoggedName(record["trace_id"])?.fingerprint ?? LoggedName(record.first(Key.id))?.fingerprint
  }
}
