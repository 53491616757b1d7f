internal import Similarity
internal import Traces
internal import Units

/// What records of one's own say beside prompt and answer: who called when, how long it took, how it ended, what it cost.
///
/// Keys have many names in the wild; the first that a record has counts.
struct CallFacts {
  enum Key {
    static let request: [StaticString] = ["request", "req", "request_body", "requestBody", "RequestBody", "input", "body", "payload"]
    static let response: [StaticString] = ["response", "resp", "response_body", "responseBody", "ResponseBody", "output"]
    static let start: [StaticString] = [
      "start_time", "startTime", "request_time", "startedDateTime", "timestamp", "ts", "time", "created_at", "createdAt", "@timestamp",
      "date", "datetime", "started_at", "request_timestamp", "requested_at", "created", "timestamp_ms", "ts_ms", "time_ms", "Timestamp",
      "StartTime",
    ]
    static let end: [StaticString] = ["end_time", "endTime", "response_time_stamp", "completed_at", "finished_at", "ended_at"]
    static let milliseconds: [StaticString] = [
      "latency_ms", "duration_ms", "elapsed_ms", "response_time_ms", "latencyMs", "durationMs", "elapsedMs", "total_ms", "DurationMs",
      "LatencyMs", "ElapsedMs",
    ]
    static let seconds: [StaticString] = [
      "latency_s", "duration_s", "latency_seconds", "duration_seconds", "elapsed_seconds", "latency_sec", "duration_sec",
    ]
    static let noUnit: [StaticString] = ["latency", "duration", "elapsed", "response_time", "total_time"]
    static let firstToken: [StaticString] = ["ttft_ms", "time_to_first_token_ms", "time_to_first_token", "ttft"]
    static let status: [StaticString] = [
      "status", "status_code", "http_status", "statusCode", "response_status", "response_code", "StatusCode",
    ]
    static let uri: [StaticString] = ["uri", "url", "request_url", "path", "endpoint", "request_path"]
    static let id: [StaticString] = ["id", "request_id", "requestId", "call_id"]
    /// The run that a call is of: a trace before a session, which may hold several.
    static let run: [StaticString] = ["trace_id", "traceId", "run_id", "runId", "session_id", "sessionId"]
    static let headers: [StaticString] = ["response_headers", "responseHeaders", "headers"]
    static let cost: [StaticString] = ["cost_usd", "response_cost", "cost", "total_cost"]
    static let model: [StaticString] = ["model", "model_name", "modelName", "model_id", "modelId", "engine", "deployment", "Model"]
    static let provider: [StaticString] = ["provider", "custom_llm_provider", "llm_provider", "vendor", "Provider"]
    static let usage: [StaticString] = ["usage", "token_usage", "tokens", "usageMetadata"]
    static let input: [StaticString] = ["prompt_tokens", "input_tokens", "tokens_in", "promptTokens", "inputTokens", "tokens_prompt"]
    static let output: [StaticString] = [
      "completion_tokens", "output_tokens", "tokens_out", "completionTokens", "outputTokens", "tokens_completion",
    ]
    static let organisation: [StaticString] = [
      "organization", "organisation", "organization_id", "org", "org_id", "tenant", "tenant_id", "tenantId", "customer", "customer_id",
      "customerId", "account_id", "workspace", "workspace_id",
    ]
    static let team: [StaticString] = ["team", "team_id", "project", "project_id"]
    static let user: [StaticString] = ["user", "user_id", "end_user", "userId", "UserId"]
    static let apiKey: [StaticString] = ["api_key_hash", "key_hash", "api_key_id", "api_key"]
    static let place: [StaticString] = ["region", "place", "pop", "colo"]
    /// Parameters that a record may have at its top. Nothing else there is one: ids and stamps differ from call to call.
    static let parameters: [StaticString] = [
      "temperature", "top_p", "top_k", "max_tokens", "max_completion_tokens", "max_output_tokens", "n", "seed", "stop", "stop_sequences",
      "tools", "tool_choice", "functions", "function_call", "response_format", "stream", "frequency_penalty", "presence_penalty",
      "logit_bias", "reasoning_effort", "thinking", "cache",
    ]
    static let cacheHit: [StaticString] = ["cache_hit", "cached", "from_cache", "cache_status", "cacheHit", "is_cached"]
  }

  /// Whether a record holds a prompt of its own, so that what is beside it is no more than that.
  static func holdsPrompt(_ record: JSONValue) -> Bool {
    guard let prompt = record.first(["messages", "prompt", "request"]) else { return false }
    return prompt.kind == .string || prompt.kind == .object || prompt.kind == .array
  }

  /// What was seen in the sample of the file of latencies without a unit in their key.
  private var smallest = Double.infinity
  private var largest = 0.0
  private var sawFraction = false
  private var sawGeneration = false
  /// Whether they are in seconds: with a fraction, none from 100 on, and not those of embeddings alone from 10 on, which take so many
  /// milliseconds.
  private var isInSeconds: Bool { sawFraction && largest < 100 && (sawGeneration || smallest < 10) }
  /// Whether the other unit is not out of the question: answers of some seconds each, or none of as much as a second.
  private var isDoubtful: Bool { isInSeconds ? smallest >= 5 : largest < (sawFraction ? 100 : 600) }

  /// Looks at a record of the sample.
  mutating func examine(_ record: JSONValue) {
    guard let number = record.first(Key.noUnit)?.numeric else { return }
    smallest = min(smallest, number)
    largest = max(largest, number)
    if number != number.rounded() { sawFraction = true }
    let model = record.first(Key.model) ?? record.first(Key.request)?["model"]
    if model?.string?.contains("embed") != true { sawGeneration = true }
  }

  /// The model by the name that it is priced under: that of the address where it stands there (Bedrock, Gemini), that of the answer where
  /// the request names a deployment (Azure) or an alias, else the one asked for, else the one that answered.
  func readModel(_ record: JSONValue, _ target: CallTarget, into draft: inout RequestDraft) {
    let named = target.model.flatMap { LoggedName($0) }
    let served = draft.answer.model
    if target.provider == "azure" {
      draft.model = served ?? draft.model ?? named
    } else {
      draft.model = named ?? draft.model ?? served
    }
    draft.model = draft.model ?? LoggedName(record.first(Key.model))
    draft.provider = target.provider.flatMap { LoggedName($0) } ?? ProviderNames.known(record.first(Key.provider))
    draft.nameServed(served)
  }

  /// Objects in which records keep what is of no field of its own.
  private static let labels: [StaticString] = ["metadata", "tags", "labels"]
  private static let callers = ["x-user-id", "x-end-user", "x-user"]

  /// Who called, and in which run: by its trace, else by its session, in the record or in its metadata, else in those of the body, else by
  /// an id of the call itself (law 5).
  func readCallers(_ record: JSONValue, into draft: inout RequestDraft) {
    let labels = record.first(Self.labels)
    func name(_ names: [StaticString]) -> LoggedName? { LoggedName(record.first(names)) ?? LoggedName(labels?.first(names)) }
    draft.organisation = name(Key.organisation)
    draft.team = name(Key.team)
    let header = record.first(["request_headers", "requestHeaders", "headers"])?.header(Self.callers)
    draft.user = name(Key.user) ?? draft.user ?? LoggedName(header)
    draft.apiKey = name(Key.apiKey)
    draft.place = name(Key.place)
    let run = LoggedName(record.given(Key.run)) ?? LoggedName(labels?.given(Key.run))
    draft.call = run?.fingerprint ?? draft.call ?? LoggedName(record.first(Key.id))?.fingerprint
  }

  /// How it ended, what was counted, and whether a cache answered; `exchange` is the answer's own record, where headers stand in it.
  func readOutcome(_ record: JSONValue, _ exchange: JSONValue? = nil, into draft: inout RequestDraft) {
    draft.usage = draft.answer.usage ?? Usage.read(record.first(Key.usage)) ?? usage(record, in: &draft)
    if let cost = record.first(Key.cost)?.amount ?? draft.answer.cost { draft.loggedCost = Dollars(cost) }
    let status = exchange?.first(Key.status) ?? record.first(Key.status)
    draft.status = status?.whole.map { max($0, 0) } ?? draft.answer.errorStatus
    if draft.answer.isError || CallOutcome.hasFailed(record, status: status) { draft.flags.insert(.failed) }
    draft.answerID = draft.answer.id
    let cached = record.first(Key.cacheHit)
    let header = (exchange ?? record).first(Key.headers)?.header(["cf-aig-cache-status", "x-portkey-cache-status", "helicone-cache"])
    draft.read(cacheStatus: cached?.kind == .object ? header : cached ?? header)
  }

  /// Counts beside everything else.
  private func usage(_ record: JSONValue, in draft: inout RequestDraft) -> TokenUsage? {
    if let read = Usage.read(record) { return read }
    let object = record.first(Key.usage)
    let output = draft.count(record.first(Key.output) ?? object?.first(["output", "completion"]))
    let counted = record.first(Key.input) ?? object?.first(["input", "prompt"])
    let input = draft.count(counted)
    // Output alone is a count of it; beside an input that cannot be read it is none.
    guard let input = input ?? (counted?.isNothing == false ? nil : output.map { _ in 0 }) else { return nil }
    return TokenUsage(uncachedInput: input, output: output ?? 0)
  }

  /// A stamp without a word about it is the start. Where there is none, the whole seconds of the answer or of its `Date` header stand in.
  func readTimes(_ record: JSONValue, _ exchange: JSONValue? = nil, into draft: inout RequestDraft) {
    let headers = (exchange ?? record).first(Key.headers)
    draft.duration = Stamp.span(record.first(Key.milliseconds), unit: 1e3) ?? Stamp.span(record.first(Key.seconds), unit: 1e6)
    if draft.duration == nil, let span = Stamp.span(record.first(Key.noUnit), unit: isInSeconds ? 1e6 : 1e3) {
      draft.duration = span
      // A span with its unit leaves no doubt.
      let isBare = record.first(Key.noUnit)?.numeric != nil
      if isDoubtful, isBare { draft.note = draft.note ?? (isInSeconds ? .latencySeconds : .latencyMilliseconds) }
    }
    // An HTTP archive has its whole time, in milliseconds, where others have the stamp.
    if record["startedDateTime"] != nil { draft.duration = Stamp.span(record["time"], unit: 1e3) }
    draft.arrival = draft.moment(record.first(Key.start))
    draft.end = draft.moment(record.first(Key.end))
    if draft.flags.contains(.streamed) {
      let first = record.first(Key.firstToken)
      let isSeconds = first?.double.map { $0 != $0.rounded() && $0 < 100 } ?? false
      draft.firstToken =
        Stamp.span(record["ttft_ms"] ?? record["time_to_first_token_ms"], unit: 1e3)
        ?? Stamp.span(first, unit: isSeconds ? 1e6 : 1e3)
    }
    draft.duration = draft.duration ?? draft.answer.duration
    // OpenAI's header is the time until the answer began: for streams that is not their duration.
    if draft.duration == nil, !draft.flags.contains(.streamed) {
      draft.duration = Stamp.span(headers?.header(["openai-processing-ms"]), unit: 1e3)
    }
    draft.coarseTime = draft.answer.created
    if draft.coarseTime == nil, let date = headers?.header(["date"])?.withText({ Stamp.lettered($0) }) ?? nil {
      draft.coarseTime = date - (draft.duration ?? 0)
    }
  }
}
