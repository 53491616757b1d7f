internal import Similarity
internal import Traces

/// The parameters of a request that can change its answer, as fingerprints of their values: 1 and 1.0 are one value, absent and null are two.
struct LoggedParameters {
  private(set) var temperature: Fingerprint?
  /// The number, where it is one.
  private(set) var temperatureValue: Double?
  private(set) var topP: Fingerprint?
  private(set) var maxTokens: Fingerprint?
  private(set) var seed: Fingerprint?
  private(set) var responseFormat: Fingerprint?
  private(set) var tools: Fingerprint?
  private(set) var toolChoice: Fingerprint?
  private(set) var stream: Fingerprint?
  private(set) var other: Fingerprint?
  /// All of them as they were written.
  private(set) var written = WrittenParameters()
  /// Whether a stream was asked for.
  private(set) var wantsStream = false
  /// The kind of processing that was asked for, where its price is another.
  private(set) var service: RequestFlags = []
  /// What the caller asked of a cache on the way (law 11).
  private(set) var controls: RequestFlags = []
  /// … and what of it is a number; ``CacheControls/key`` is 0, the key is ``cacheKey``.
  private(set) var cacheControls = CacheControls()
  /// The key that the caller named.
  private(set) var cacheKey: Fingerprint?

  /// Whether none was given.
  var isEmpty: Bool {
    temperature == nil && topP == nil && maxTokens == nil && seed == nil && responseFormat == nil && tools == nil && toolChoice == nil
      && other == nil
  }

  /// All of them; equal for equal ones.
  var fingerprint: Fingerprint { known ?? allTogether }
  /// ``fingerprint``, where it was asked to be kept.
  private var known: Fingerprint?

  private var allTogether: Fingerprint {
    let sampling = Fingerprint.zero.with(temperature).with(topP).with(maxTokens).with(seed).with(responseFormat)
    return sampling.with(tools).with(toolChoice).with(stream).with(other).with(askedOfCache).with(written.values).with(written.order)
  }

  /// Has ``fingerprint`` at hand from now on.
  mutating func keepFingerprint() { known = allTogether }

  /// What was asked of a cache; `nil` for nothing.
  var askedOfCache: Fingerprint? {
    guard cacheControls != CacheControls() || cacheKey != nil else { return nil }
    return Fingerprint(high: UInt64(bitPattern: cacheControls.ttl), low: UInt64(bitPattern: cacheControls.maximumAge))
      .then(Fingerprint(high: cacheControls.wantsCache ? 1 : 0, low: 1)).with(cacheKey)
  }

  /// Where a parameter stands.
  enum Place {
    /// In the body.
    case body
    /// In an object of the body that has parameters of the interface alone, as Gemini's `generationConfig`.
    case configuration
    /// In an object for what the interface does not know, as `extra_body`.
    case extra
  }

  /// Takes the parameters among the members of a body, or of an object of parameters: none of anything else.
  mutating func add(membersOf body: JSONValue, in place: Place = .body) {
    body.forEachMember { key, value in add(key, value, in: place) }
  }

  /// Takes one member of a body: the names of all dialects, by what they mean.
  mutating func add(_ key: JSONKey, _ value: JSONValue, in place: Place = .body) {
    known = nil
    switch key {
    case "messages", "model", "input", "system", "contents", "prompt", "instructions", "inputText", "systemInstruction",
      "system_instruction", "message", "chat_history", "preamble", "previous_response_id", "conversation":
      break  // the prompt, read apart
    case "temperature":
      temperature = read(key, value, in: place)
      temperatureValue = value.numeric
    case "top_p", "topP", "p":
      topP = read(key, value, in: place)
    case "max_tokens", "max_completion_tokens", "max_output_tokens", "maxTokens", "maxOutputTokens", "max_new_tokens",
      "max_tokens_to_sample", "max_gen_len", "maxTokenCount", "num_predict":
      maxTokens = joined(maxTokens, read(key, value, in: place))
    case "seed", "random_seed":
      seed = read(key, value, in: place)
    case "response_format", "responseSchema", "responseMimeType", "responseJsonSchema", "response_mime_type", "response_schema",
      "output_format", "output_config":
      responseFormat = joined(responseFormat, read(key, value, in: place))
    case "text":  // what is embedded, where it is no object
      if value.kind == .object { responseFormat = joined(responseFormat, read(key, value, in: place)) }
    case "tools", "functions":
      let print = withoutCacheControl(value)
      tools = joined(tools, print)
      if place != .extra {
        written.add(key, value, value.elements.contains { $0["cache_control"] != nil } ? value.fingerprint(tag: 0) : print)
      }
    case "toolConfig": add(membersOf: value, in: .configuration)
    case "tool_choice", "function_call", "toolChoice":
      toolChoice = joined(toolChoice, read(key, value, in: place))
    case "stream":
      wantsStream = value.bool ?? false
      stream = wantsStream ? read(key, value, in: place) : value.fingerprint(tag: 0)
    case "generationConfig", "generation_config", "inferenceConfig", "textGenerationConfig": add(membersOf: value, in: .configuration)
    case "additionalModelRequestFields", "extra_body": add(membersOf: value, in: .extra)
    case "cache":
      readControls(value)
    case "cache_key":
      cacheKey = value.string == nil ? nil : value.fingerprint(tag: 0)
    case "ttl":
      // As an argument of LiteLLM's calls; that of its cache argument goes before.
      if cacheControls.ttl == CacheControls.nothing { cacheControls.ttl = Self.microseconds(value) }
    case "caching":
      if value.bool == false { controls.insert(.skipCache) }
    case "service_tier", "serviceTier":
      let tier = value["type"] ?? value  // Converse has an object
      service = tier.isText("flex") ? .flex : tier.isText("priority") ? .priority : []
      _ = read(key, value, in: place)
    case "user", "safety_identifier", "prompt_cache_key":
      if place != .extra { written.add(identifier: key, value) }  // who asks
    case "stream_options", "store", "prompt_cache_retention", "prompt_cache_options", "cache_control", "include":
      _ = read(key, value, in: place)  // how the call is made
    case "metadata", "anthropic_version", "anthropic_beta", "schemaVersion", "extra_headers", "headers", "timeout", "request_timeout",
      "api_key", "api_base", "base_url", "api_version", "num_retries", "max_retries",
      "custom_llm_provider", "requestMetadata", "performanceConfig", "safety_model", "litellm_metadata", "litellm_params",
      "litellm_call_id", "litellm_trace_id", "litellm_session_id", "langfuse_trace_id", "session_id", "trace_id", "trace", "request_id",
      "client_request_id", "x-request-id", "user_id", "self", "tags", "labels", "secret_fields", "proxy_server_request":
      break  // who asks and how the call is made: no part of what is asked
    case "texts", "inputs", "instances", "requests", "singleEmbeddingParams", "textToImageParams", "text_prompts":
      break  // the prompt of what is no chat
    // Of Google's SDKs; of Ollama; of DashScope, watsonx and Hugging Face.
    case "config" where value.kind == .object, "options" where value.kind == .object, "parameters" where value.kind == .object:
      add(membersOf: value, in: .configuration)
    default:
      let print = value.fingerprint(tag: 0)
      other = (other ?? .zero).adding(key.withText { Fingerprint(of: $0) }.then(print))
      // LiteLLM looks for the summary of the reasoning in an extra body too.
      let isKnown = place == .configuration || WrittenParameters.isKnown(key)
      if isKnown, place != .extra || key == "reasoning_summary" || key == "reasoningSummary" { written.add(key, value, print) }
    }
  }

  /// The value of a parameter that is also kept as it was written.
  private mutating func read(_ key: JSONKey, _ value: JSONValue, in place: Place) -> Fingerprint {
    let print = value.fingerprint(tag: 0)
    if place != .extra { written.add(key, value, print) }
    return print
  }

  private func joined(_ before: Fingerprint?, _ print: Fingerprint) -> Fingerprint { before?.adding(print) ?? print }

  /// Tools without the marks that only steer the provider's prompt cache.
  private func withoutCacheControl(_ tools: JSONValue) -> Fingerprint {
    guard tools.kind == .array else { return tools.fingerprint(tag: 0) }
    let points = tools.elements.count { $0["cachePoint"] != nil }
    var print = Fingerprint(high: 0, low: UInt64(truncatingIfNeeded: tools.count - points))
    for tool in tools.elements where tool["cachePoint"] == nil { print = print.then(tool.fingerprint(tag: 0) { $0 == "cache_control" }) }
    return print
  }

  /// LiteLLM's control of its cache: `no-cache` fetches anew and stores, `no-store` looks up only, both together do neither; `ttl` is that of
  /// the answer, `s-maxage` the greatest age of one that is read, in seconds; a namespace parts the cache as any other parameter does.
  private mutating func readControls(_ value: JSONValue) {
    if value["no-cache"]?.bool ?? false { controls.insert(.refreshCache) }
    if value["no-store"]?.bool ?? false { controls.insert(.noStore) }
    if let ttl = value["ttl"] { cacheControls.ttl = Self.microseconds(ttl) }
    cacheControls.maximumAge = Self.microseconds(value["s-maxage"] ?? value["s-max-age"])
    cacheControls.wantsCache = value["use-cache"]?.bool ?? false
    if let namespace = value["namespace"], let name = namespace.string, !name.isEmpty {
      let print = Fingerprint(of: "cache.namespace").then(namespace.fingerprint(tag: 0))
      other = (other ?? .zero).adding(print)
      written.add(print)
    }
  }

  /// A time of whatever `float()` reads, as LiteLLM does it; one before now is now.
  private static func microseconds(_ seconds: JSONValue?) -> Int64 {
    guard let seconds = seconds?.double ?? seconds?.string.flatMap(Double.init), seconds.isFinite else { return CacheControls.nothing }
    return Int64(min((max(seconds, 0) * 1e6).rounded(), Double(Requests.limit)))
  }
}
