internal import Similarity
internal import Traces
internal import Units

/// The names of attributes and events of a call, in all conventions.
///
/// Source: semantic-conventions-genai 1.42 (`gen_ai.*`), semantic-conventions up to 1.36 (`gen_ai.system`, events of messages),
/// OpenLLMetry's semconv-ai 0.5 (`gen_ai.prompt.N`, `llm.*`), OpenInference 0.1 (`llm.input_messages.N.message`), Cloudflare's AI Gateway
/// (`gen_ai.prompt_json`), Vercel's AI SDK (`ai.*`).
enum GenAI {
  /// Attributes that are parameters, and the member of a request's body that each stands for.
  static let parameters: [(attribute: StaticString, member: StaticString)] = [
    ("gen_ai.request.temperature", "temperature"), ("gen_ai.request.top_p", "top_p"), ("gen_ai.request.top_k", "top_k"),
    ("gen_ai.request.max_tokens", "max_tokens"), ("gen_ai.request.seed", "seed"), ("gen_ai.openai.request.seed", "seed"),
    ("gen_ai.request.choice.count", "n"), ("gen_ai.request.n", "n"), ("gen_ai.request.is_stream", "stream"),
    ("gen_ai.request.stop_sequences", "stop"),
    ("gen_ai.request.frequency_penalty", "frequency_penalty"), ("gen_ai.request.presence_penalty", "presence_penalty"),
    ("gen_ai.request.stream", "stream"), ("llm.is_streaming", "stream"), ("gen_ai.is_streaming", "stream"),
    ("gen_ai.embeddings.dimension.count", "dimensions"), ("gen_ai.request.encoding_formats", "encoding_format"),
    ("gen_ai.output.type", "response_format"), ("gen_ai.openai.request.response_format", "response_format"),
  ]
  static let tools: [StaticString] = ["gen_ai.tool.definitions", "ai.prompt.tools", "gen_ai.request.available_tools"]
  static let toolPaths = ["llm.request.functions.", "llm.tools."]
  static let invocationParameters: [StaticString] = ["llm.invocation_parameters", "langfuse.observation.model.parameters"]
  static let system: StaticString = "gen_ai.system_instructions"
  /// Which of the tools was to be called: the AI SDK.
  static let toolChoice: StaticString = "ai.prompt.toolChoice"
  /// Texts that are embedded, each as the JSON of a string: the AI SDK.
  static let values: [StaticString] = ["ai.values", "ai.value"]
  /// Texts that are embedded, and what they are ranked by: OpenInference.
  static let embedded = "embedding.embeddings."
  static let rankedBy: StaticString = "reranker.query"
  static let ranked = "reranker.input_documents."
  /// The prompt as messages, or as a text.
  static let prompt: [StaticString] = [
    "gen_ai.input.messages", "gen_ai.prompt_json", "gen_ai.prompt", "ai.prompt.messages", "gen_ai.request.messages", "llm.prompts",
  ]
  static let promptPaths = ["gen_ai.prompt.", "llm.input_messages.", "llm.prompts."]
  /// The whole body of the request, and messages as a list of events: Logfire, Google's ADK, MLflow; pydantic-ai.
  static let requestBody: [StaticString] = ["request_data", "gcp.vertex.agent.llm_request", "mlflow.spanInputs"]
  static let responseBody: [StaticString] = ["response_data", "gcp.vertex.agent.llm_response", "mlflow.spanOutputs"]
  static let events: StaticString = "events"
  /// The body of an event, where it is an attribute: Azure's SDK.
  static let eventContent: StaticString = "gen_ai.event.content"
  static let promptText: [StaticString] = ["input.value", "langfuse.observation.input"]
  static let answer: [StaticString] = ["gen_ai.output.messages", "gen_ai.completion_json", "gen_ai.completion", "llm.responses"]
  static let answerPaths = ["gen_ai.completion.", "llm.output_messages.", "llm.completions.", "llm.choices."]
  /// The answer as a text, whatever it looks like; and the calls of tools beside it.
  static let answerText: [StaticString] = ["ai.response.text", "gen_ai.response.text", "ai.response.object"]
  static let answerCalls: StaticString = "ai.response.toolCalls"
  /// The answer as a text, or as the JSON of a body.
  static let answerValue: [StaticString] = ["output.value", "langfuse.observation.output"]
  private static let anyPrompt: [StaticString] = [
    "gen_ai.input.messages", "gen_ai.prompt", "llm.input_messages", "input.value", "ai.prompt.messages", "gen_ai.request.messages",
    "ai.values", "ai.value", "llm.prompts", "request_data", "gcp.vertex.agent.llm_request", "events",
    "mlflow.spanInputs", "embedding.embeddings", "reranker.query", "langfuse.observation.input",
  ]

  private static let model: [StaticString] = [
    "gen_ai.request.model", "llm.model_name", "embedding.model_name", "reranker.model_name", "gen_ai.response.model", "ai.model.id",
    "llm.request.model", "langfuse.observation.model.name", "llm.model",
  ]
  private static let provider: [StaticString] = [
    "gen_ai.provider.name", "gen_ai.system", "gen_ai.model.provider", "llm.provider", "llm.system", "ai.model.provider",
    "llm.vendor",
  ]
  private static let input: [StaticString] = [
    "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt", "ai.usage.inputTokens", "ai.usage.promptTokens",
    "ai.usage.tokens", "gen_ai.response.prompt_tokens", "llm.usage.prompt_tokens",
  ]
  private static let output: [StaticString] = [
    "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion", "ai.usage.outputTokens",
    "ai.usage.completionTokens", "gen_ai.response.completion_tokens", "llm.usage.completion_tokens",
  ]
  private static let cacheRead: [StaticString] = [
    "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "llm.token_count.prompt_details.cache_read",
    "ai.usage.cachedInputTokens", "ai.usage.inputTokenDetails.cacheReadTokens", "gen_ai.usage.details.cache_read_tokens",
    "gen_ai.usage.details.cache_read_input_tokens", "gen_ai.usage.details.cached_tokens", "gen_ai.usage.input_tokens.cached",
    "gen_ai.usage.cached_input_tokens", "gen_ai.usage.cached_tokens", "llm.token_count.prompt_details.cache_input",
  ]
  private static let cacheWrite: [StaticString] = [
    "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens", "llm.token_count.prompt_details.cache_write",
    "gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_write_input_tokens", "gen_ai.usage.details.cache_write_tokens",
    "gen_ai.usage.details.cache_creation_input_tokens", "gen_ai.usage.input_tokens.cache_write",
    "ai.usage.inputTokenDetails.cacheWriteTokens", "gen_ai.usage.input_tokens.cache_creation",
  ]
  private static let total: [StaticString] = [
    "gen_ai.usage.total_tokens", "llm.token_count.total", "llm.usage.total_tokens", "ai.usage.totalTokens",
  ]
  private static let reasoning: [StaticString] = [
    "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens", "llm.token_count.completion_details.reasoning",
    "ai.usage.reasoningTokens", "ai.usage.outputTokenDetails.reasoningTokens", "gen_ai.usage.details.reasoning_tokens",
    "gen_ai.usage.output_tokens.reasoning",
  ]
  private static let cost: [StaticString] = [
    "gen_ai.usage.cost", "llm.cost.total", "gen_ai.usage.total_cost", "gen_ai.cost.total_cost", "operation.cost",
    "gen_ai.usage.total_cost_usd",
  ]
  /// In seconds.
  private static let firstToken: [StaticString] = [
    "gen_ai.response.time_to_first_chunk", "gen_ai.server.time_to_first_token", "gen_ai.latency.time_to_first_token",
  ]
  private static let user: [StaticString] = [
    "user.id", "enduser.id", "gen_ai.user", "user", "traceloop.association.properties.user_id", "ai.telemetry.metadata.userId",
    "langfuse.user.id", "gen_ai.request.user", "metadata.user_api_key_end_user_id", "metadata.user_api_key_user_id",
  ]
  private static let team: [StaticString] = [
    "team", "team.id", "metadata.user_api_key_team_id", "traceloop.association.properties.team_id",
  ]
  private static let organisation: [StaticString] = [
    "organization.id", "tenant.id", "metadata.user_api_key_org_id", "traceloop.association.properties.organization_id",
    "traceloop.association.properties.tenant_id",
  ]
  private static let apiKey: [StaticString] = ["metadata.user_api_key_hash", "trace.metadata.openrouter.api_key_name"]
  private static let finishReason: [StaticString] = [
    "ai.response.finishReason", "llm.finish_reason", "llm.response.finish_reason", "gen_ai.response.finish_reason",
  ]
  private static let serviceTier: [StaticString] = [
    "openai.response.service_tier", "gen_ai.openai.response.service_tier", "openai.request.service_tier",
    "gen_ai.openai.request.service_tier",
  ]

  /// Whether a span calls a model, rather than a tool, an agent or anything else. Phoenix's interface has the kind beside the attributes.
  static func isCall(_ span: JSONValue) -> Bool {
    isCall(Attributes(span)) || span["span_kind"]?.string.map(modelKinds.contains) == true && Attributes(span).first(model) != nil
  }

  private static let modelKinds = ["LLM", "EMBEDDING", "RERANKER"]

  private static func isCall(_ attributes: Attributes) -> Bool {
    if let operation = attributes["gen_ai.operation.name"]?.string.map(unquoted) {
      if calls.contains(operation) { return true }
      // Frameworks have words of their own for it.
      return !others.contains(operation) && attributes.first(model) != nil && attributes.first(input + output) != nil
    }
    // The AI SDK puts a span around each step of a call: the step calls the model.
    if let operation = attributes["ai.operationId"]?.string { return operation.contains(".do") }
    if let kind = attributes["openinference.span.kind"]?.string { return modelKinds.contains(kind) }
    if let kind = attributes["langfuse.observation.type"]?.string { return kind == "generation" || kind == "embedding" }
    // MLflow writes every value as JSON.
    if let kind = attributes["mlflow.spanType"]?.string { return ["CHAT_MODEL", "LLM", "EMBEDDING"].contains { kind.contains($0) } }
    if let kind = attributes["langtrace.service.type"], attributes["llm.prompts"] != nil { return kind.isText("llm") }
    return attributes.first(["gen_ai.request.model", "llm.request.type", "gen_ai.model.provider", "gen_ai.latency.e2e"]) != nil
  }

  /// Whether a span tells of a part of the call around it: OpenRouter's of each provider that it tried.
  static func isAttempt(_ span: JSONValue) -> Bool {
    span["name"]?.withText { $0.starts(with: "provider attempt".utf8) || $0.elementsEqual("generation".utf8) } == true
      && !Attributes(span).has(under: anyPrompt)
  }

  /// The operations that call a model; Semantic Kernel's have a dot.
  private static let calls: Set<String> = [
    "chat", "text_completion", "completion", "generate_content", "embeddings", "responses", "message", "messages", "rerank",
    "chat.completions", "text.completions",
  ]

  /// The operations around calls, and beside them.
  private static let others: Set<String> = [
    "invoke_agent", "create_agent", "execute_tool", "invoke_workflow", "agent", "workflow", "chain", "plan", "retrieval", "create_memory",
    "search_memory", "execute_task", "handoff", "guardrail", "orchestrate", "team", "task", "framework", "tool", "run",
  ]

  /// A value that MLflow keeps as the JSON of it.
  private static func unquoted(_ text: String) -> String {
    text.count > 1 && text.first == "\"" && text.last == "\"" ? String(text.dropFirst().dropLast()) : text
  }

  /// The name of an event: an attribute in older logs, or a field of its own, which Rust's exporter fills with a place in the program.
  static func eventName(_ event: JSONValue) -> String {
    Attributes(event)["event.name"]?.string ?? LoggedName(event["eventName"] ?? event["event_name"])?.text ?? event["name"]?.string ?? ""
  }

  /// Whether events of this name tell of a call.
  static func isEvent(_ name: String) -> Bool {
    name == "gen_ai.client.inference.operation.details" || name == "gen_ai.choice" || role(ofEvent: name) != nil
  }

  /// The role of the message that an event of this name is.
  static func role(ofEvent name: String) -> String? {
    guard name.hasPrefix("gen_ai."), name.hasSuffix(".message") else { return nil }
    let role = String(name.dropFirst(7).dropLast(8))
    return ["system", "user", "assistant", "tool"].contains(role) ? role : nil
  }

  /// Whether a span has a prompt, so that it waits for no event.
  static func hasPrompt(_ span: JSONValue) -> Bool {
    guard SpanFields.isSpan(span) else { return false }
    if Attributes(span).has(under: anyPrompt) { return true }
    return span["events"]?.elements.contains { Attributes($0).has(under: anyPrompt) || role(ofEvent: eventName($0)) != nil } ?? false
  }

  /// Whether a span stands for others that were left out: by OpenTelemetry's threshold in the trace state (`ot=th:…`, 0 for none left
  /// out) or by Honeycomb's `SampleRate`. Source: opentelemetry-specification, `trace/tracestate-probability-sampling`.
  static func isSampled(_ span: JSONValue) -> Bool {
    if let rate = Attributes(span)["SampleRate"]?.numeric, rate > 1 { return true }
    let vendors = span.first(["traceState", "trace_state"])?.string?.split(separator: ",") ?? []
    guard let members = vendors.first(where: { $0.hasPrefix("ot=") })?.dropFirst(3).split(separator: ";") else { return false }
    return members.contains { $0.hasPrefix("th:") && $0.dropFirst(3).contains { $0 != "0" } }
  }

  /// The kind of call that attributes tell; `nil` if none but a chat.
  static func endpoint(_ attributes: Attributes) -> Endpoint? {
    switch attributes.first(["gen_ai.operation.name", "llm.request.type"])?.string ?? attributes["openinference.span.kind"]?.string {
    case "embeddings"?, "embedding"?, "EMBEDDING"?: .embedding
    // OpenLLMetry calls Anthropic's chats so too.
    case "text_completion"?, "completion"?, "text.completions"?: attributes["gen_ai.prompt.0.role"] == nil ? .completion : nil
    case "rerank"?, "RERANKER"?: .rerank
    case "LLM"? where attributes.has(under: ["llm.prompts"]): .completion
    case nil where attributes["ai.operationId"]?.string?.hasPrefix("ai.embed") == true: .embedding
    case nil where attributes["langfuse.observation.type"]?.isText("embedding") == true: .embedding
    default: nil
    }
  }

  /// Takes what is no content: model, counts, callers, errors.
  static func readFacts(_ attributes: Attributes, into draft: inout RequestDraft) {
    draft.endpoint = endpoint(attributes) ?? (draft.endpoint == .unknown ? .chat : draft.endpoint)
    if let provider = attributes.first(provider)?.string { draft.provider = LoggedName(ProviderNames.known(unquoted(provider))) }
    if let asked = askedModel(attributes) {
      draft.model = asked
      draft.nameServed(LoggedName(attributes["gen_ai.response.model"]))
    }
    // Of the same input, the answer may tell more.
    if let read = Usage.aiSDK(attributes, in: draft) ?? usage(attributes) {
      draft.usage = draft.answer.usage.flatMap { $0.input == read.input ? $0 : nil } ?? read
    }
    if draft.usage == nil { draft.usage = Usage.read(draft.object(attributes["llm.token.counts"])) }
    draft.read(cost: attributes.first(cost))
    readLangfuse(attributes, into: &draft)
    MLflowTrace.readFacts(attributes, into: &draft)
    draft.user = LoggedName(attributes.first(user)) ?? draft.user
    draft.team = LoggedName(attributes.first(team)) ?? draft.team
    draft.organisation = LoggedName(attributes.first(organisation)) ?? draft.organisation
    draft.apiKey = LoggedName(attributes.first(apiKey)) ?? draft.apiKey
    switch attributes.first(serviceTier)?.string {
    case "flex"?: draft.flags.insert(.flex)
    case "priority"?: draft.flags.insert(.priority)
    default: break
    }
    draft.answerID = LoggedName(attributes["gen_ai.response.id"])?.fingerprint ?? draft.answerID
    if draft.flags.contains(.streamed), let first = Stamp.span(attributes.first(firstToken), unit: 1e6) {
      draft.firstToken = first
    }
    if let first = Stamp.span(attributes.first(["ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"]), unit: 1e3) {
      draft.flags.insert(.streamed)
      draft.firstToken = first
    }
    if let reasons = draft.object(attributes["gen_ai.response.finish_reasons"]) {
      for reason in (reasons["arrayValue"]?["values"] ?? reasons).elements { draft.answer.end(reason["stringValue"] ?? reason) }
    }
    draft.answer.end(attributes.first(finishReason))
    // Strands has milliseconds there.
    if let first = Stamp.span(attributes["gen_ai.server.time_to_first_token"], unit: 1e3), first >= 10_000 { draft.firstToken = first }
    if draft.flags.contains(.streamed), let first = Stamp.span(attributes["trace.metadata.openrouter.first_token_ms"], unit: 1e3) {
      draft.firstToken = first
    }
    if let error = attributes["error.type"] {
      draft.flags.insert(.failed)
      draft.read(status: error)
    }
    draft.read(status: attributes.first(["http.response.status_code", "http.status_code"]))
  }

  /// Langfuse's SDKs write their own attributes, with objects as JSON.
  private static func readLangfuse(_ attributes: Attributes, into draft: inout RequestDraft) {
    guard attributes["langfuse.observation.type"] != nil else { return }
    if let counts = draft.object(attributes["langfuse.observation.usage_details"]) { draft.usage = Langfuse.usage(counts) ?? draft.usage }
    if let costs = draft.object(attributes["langfuse.observation.cost_details"]) { draft.read(cost: costs["total"]) }
    if attributes["langfuse.observation.level"]?.isText("ERROR") == true { draft.flags.insert(.failed) }
  }

  /// When the first token came, by Langfuse's SDKs: the JSON of a date.
  static func firstToken(_ attributes: Attributes, in draft: RequestDraft) -> Int64? {
    guard let told = attributes["langfuse.observation.completion_start_time"] else { return nil }
    return Stamp.moment(((try? draft.bodies.event.parse(textOf: told)) ?? nil) ?? told)
  }

  /// The model that was asked for; of an address of AWS's the last part.
  private static func askedModel(_ attributes: Attributes) -> LoggedName? {
    let asked = attributes.first(model)
    guard let asked, asked.isText(beginning: "arn:") || asked.isText(beginning: "\"") else { return LoggedName(asked) }
    return asked.isText(beginning: "arn:") ? asked.lastPart : asked.string.flatMap { LoggedName(unquoted($0)) }
  }

  /// What was read from or written to a cache is part of the input, by the conventions; where the total says that it is beside it, it is.
  private static func usage(_ attributes: Attributes) -> TokenUsage? {
    func count(_ names: [StaticString]) -> Int { Usage.count(attributes.first(names)) ?? 0 }
    guard let input = Usage.count(attributes.first(input)) else { return AgentEvents.claudeUsage(attributes) }
    let (read, written, output) = (count(cacheRead), count(cacheWrite), count(output))
    let isBeside = read + written > 0 && count(total) == input + read + written + output
    return Usage.disjoint(
      input: isBeside ? input + read + written : input, read: read, write5m: written, write1h: 0, output: output,
      reasoning: count(reasoning), total: Usage.count(attributes.first(total)))
  }
}
