internal import Units

/// Token counts of all dialects, normalised to disjoint parts so that each token is billed once.
///
/// Source of the rules: the providers' API references, as the extractors of genai-prices have them. OpenAI's `prompt_tokens` and Gemini's
/// `promptTokenCount` include what was read from a cache, Anthropic's and Bedrock's `input_tokens` do not; OpenAI's and Anthropic's output
/// includes reasoning, Gemini's `candidatesTokenCount` does not.
enum Usage {
  /// The tokens that an object of counts says; `nil` if it has none. In one's own words a total may be of anything: `isOwn`.
  static func read(_ usage: JSONValue?, isOwn: Bool = false) -> TokenUsage? {
    guard let usage, usage.kind == .object else { return nil }
    return usage.withFields(Member.self) { read($0, isOwn) }
  }

  private static func read(_ usage: JSONFound<Member>, _ isOwn: Bool) -> TokenUsage? {
    // Before names of others, which loggers put beside Gemini's own.
    if usage[.candidatesTokenCount] != nil { return gemini(usage.object) }
    if let input = count(usage[.promptTokens]) {
      return openAI(usage, isOwn, input: input, output: count(usage[.completionTokens]) ?? count(usage[.outputTokens]))
    }
    if let input = count(usage[.inputTokens]) {
      // Beside Anthropic's counts, those that are cached have another name.
      let isPlain = usage[.cached] != nil && usage[.cacheRead] == nil
      let isInside = isPlain || (usage[.inputDetails] ?? usage[.inputDetail] ?? usage[.promptDetails])?.kind == .object
      return isInside ? openAI(usage, isOwn, input: input, output: count(usage[.outputTokens])) : anthropic(usage, input: input)
    }
    if usage[.camelInputTokens] != nil || usage[.camelOutputTokens] != nil {
      return isAISDK(usage.object) ? aiSDK(usage.object, metadata: nil) : converse(usage.object)
    }
    if usage[.camelPromptTokens] != nil { return aiSDK(usage.object, metadata: nil) }
    if usage[.promptTokenCount] != nil { return gemini(usage.object) }
    if usage[.snakePromptTokenCount] != nil, usage[.totalTokenCount] ?? usage.object["candidates_token_count"] != nil {
      return gemini(usage.object)
    }
    if let cohere = usage[.billedUnits] ?? usage[.tokens], let input = count(cohere["input_tokens"]) {
      return TokenUsage(uncachedInput: input, output: count(cohere["output_tokens"]) ?? 0)
    }
    return nil
  }

  /// Members by which the dialects are told apart, and what those count that most answers come in.
  private enum Member: Int, JSONFields {
    case promptTokens, completionTokens, inputTokens, outputTokens, promptDetails, inputDetails, completionDetails, outputDetails
    case cacheRead, cacheHit, cacheCreation, cacheWritten
    case camelInputTokens, camelOutputTokens, camelPromptTokens, promptTokenCount, candidatesTokenCount, snakePromptTokenCount,
      totalTokenCount
    case billedUnits, tokens
    case inputDetail, outputDetail, cached, total, reasoning

    static let names: [StaticString] = [
      "prompt_tokens", "completion_tokens", "input_tokens", "output_tokens", "prompt_tokens_details", "input_tokens_details",
      "completion_tokens_details", "output_tokens_details",
      "cache_read_input_tokens", "prompt_cache_hit_tokens", "cache_creation", "cache_creation_input_tokens",
      "inputTokens", "outputTokens", "promptTokens", "promptTokenCount", "candidatesTokenCount", "prompt_token_count", "total_token_count",
      "billed_units", "tokens",
      // LangChain's, Moonshot's.
      "input_token_details", "output_token_details", "cached_tokens", "total_tokens", "reasoning_tokens",
    ]
    static let table = JSONFieldTable(names)
  }

  /// The part of an inclusive `input` that is neither read from a cache nor written to it; all of it where the parts do not fit inside.
  ///
  /// xAI and Gemini count what was thought beside the output: then it is more than that, or the `total` says so, by itself alone where
  /// nothing else of it is told. Sources: xAI's documentation of reasoning, and vercel/ai, issue 6082.
  static func disjoint(
    input: Int, read: Int, write5m: Int, write1h: Int, output: Int, reasoning: Int, total: Int? = nil
  ) -> TokenUsage {
    let cached = read + write5m + write1h
    var output = output
    if reasoning > output {
      output += reasoning
    } else if let total, total > input + output, total == input + output + reasoning || reasoning + cached == 0 {
      output = total - input
    }
    return TokenUsage(
      uncachedInput: cached <= input ? input - cached : input, cacheRead: read, cacheWrite5m: write5m, cacheWrite1h: write1h,
      output: output, reasoning: min(reasoning, output))
  }

  /// Chat completions, completions, embeddings and Responses; LiteLLM's usage has the same form for every provider.
  private static func openAI(_ usage: JSONFound<Member>, _ isOwn: Bool, input: Int, output: Int?) -> TokenUsage {
    let details = usage[.promptDetails] ?? usage[.inputDetails] ?? usage[.inputDetail]
    let read =
      count(details?["cached_tokens"]) ?? count(usage[.cacheRead]) ?? count(usage[.cacheHit]) ?? count(usage[.cached])
      ?? usage[.inputDetail].map { sum($0, cacheReads) } ?? count(details?["cache_read"]) ?? 0
    let (write5m, write1h) = writes(
      lifetimes: details?["cache_creation_token_details"] ?? usage[.cacheCreation] ?? usage[.inputDetail],
      total: count(details?["cache_write_tokens"]) ?? count(details?["cache_creation_tokens"]) ?? count(usage[.cacheWritten])
        ?? count(details?["cache_creation_input_tokens"]) ?? count(details?["cache_creation"]))
    let spent = usage[.completionDetails] ?? usage[.outputDetails] ?? usage[.outputDetail]
    let reasoning =
      count(spent?["reasoning_tokens"]) ?? usage[.outputDetail].map { sum($0, reasonings) } ?? count(spent?["reasoning"])
      ?? count(usage[.reasoning]) ?? 0
    // The rest of the total, where nothing else is told of it.
    let output = output ?? max(0, (count(usage[.total]) ?? input) - input)
    var input = input
    let (written, total) = (write5m + write1h, count(usage[.total]))
    if read + written > 0, total == input + read + written + output {
      // Portkey has Anthropic's input as the prompt, and the sum of all as the total. Source: Portkey-AI/gateway, `anthropic/chatComplete.ts`.
      input += read + written
    } else if usage[.cacheWritten] != nil, usage[.cacheRead] != nil, isBeside(details) {
      input += written
    }
    return disjoint(
      input: input, read: read, write5m: write5m, write1h: write1h, output: output, reasoning: reasoning,
      total: isOwn && reasoning == 0 ? nil : total)
  }

  /// Whether LiteLLM's count of a prompt leaves out what was written to a cache, by its details: it did until late in 2025 for all providers,
  /// and had no count of it there. Source: BerriAI/litellm, issue 15270.
  static func isBeside(_ details: JSONValue?) -> Bool {
    details?.kind == .object
      && details?.given(["cache_creation_tokens", "cache_write_tokens", "cache_creation_token_details", "text_tokens"]) == nil
  }

  /// What LangChain calls tokens that were read from a cache and those of reasoning, with the tier of service before them where one was named.
  static let cacheReads: [StaticString] = ["cache_read", "priority_cache_read", "flex_cache_read"]
  static let reasonings: [StaticString] = ["reasoning", "priority_reasoning", "flex_reasoning"]

  /// All of some counts.
  static func sum(_ details: JSONValue?, _ names: [StaticString]) -> Int {
    guard let details else { return 0 }
    return names.reduce(0) { $0 + (count(details[$1]) ?? 0) }
  }

  private static func anthropic(_ usage: JSONFound<Member>, input: Int) -> TokenUsage {
    // Loggers shorten the names.
    let written = count(usage[.cacheWritten]) ?? count(usage.object.given(["cache_write_tokens", "cache_creation_tokens"]))
    let read = count(usage[.cacheRead]) ?? count(usage.object["cache_read_tokens"]) ?? 0
    let (write5m, write1h) = writes(lifetimes: usage[.cacheCreation], total: written)
    let output = count(usage[.outputTokens]) ?? 0
    let cached = read + write5m + write1h
    // Loggers use Anthropic's names for others' counts too: the total says so.
    let isInside = cached > 0 && cached <= input && count(usage[.total]) == input + output
    return TokenUsage(
      uncachedInput: isInside ? input - cached : input, cacheRead: read, cacheWrite5m: write5m, cacheWrite1h: write1h, output: output,
      reasoning: min(count(usage[.outputDetails]?["thinking_tokens"]) ?? 0, output))
  }

  private static func converse(_ usage: JSONValue) -> TokenUsage {
    let written =
      count(usage.given(["cacheWriteInputTokens", "cacheWriteInputTokenCount", "cacheCreationInputTokens", "cacheCreationTokens"])) ?? 0
    let details = usage["cacheDetails"]?.elements ?? JSONElements(of: usage)
    let long = details.reduce(0) { $0 + ($1["ttl"]?.isText("1h") == true ? count($1["inputTokens"]) ?? 0 : 0) }
    return TokenUsage(
      uncachedInput: count(usage["inputTokens"]) ?? 0,
      cacheRead: count(usage["cacheReadInputTokens"]) ?? count(usage["cacheReadInputTokenCount"]) ?? 0,
      cacheWrite5m: max(0, written - long), cacheWrite1h: min(long, written), output: count(usage["outputTokens"]) ?? 0)
  }

  /// In camel case as the API has it, or in snake case as Vertex AI logs it.
  private static func gemini(_ usage: JSONValue) -> TokenUsage {
    let thoughts = count(usage["thoughtsTokenCount"] ?? usage["thoughts_token_count"]) ?? 0
    let input = count(usage["promptTokenCount"] ?? usage["prompt_token_count"]) ?? 0
    let tools = count(usage["toolUsePromptTokenCount"] ?? usage["tool_use_prompt_token_count"]) ?? 0
    let output = count(usage["candidatesTokenCount"] ?? usage["candidates_token_count"]) ?? 0
    return disjoint(
      input: input + tools, read: count(usage["cachedContentTokenCount"] ?? usage["cached_content_token_count"]) ?? 0, write5m: 0,
      write1h: 0, output: output + thoughts, reasoning: thoughts,
      total: thoughts > 0 ? nil : count(usage["totalTokenCount"] ?? usage["total_token_count"]))
  }

  /// Tokens written to the provider's cache, by lifetime where the log tells it, else all for five minutes.
  private static func writes(lifetimes: JSONValue?, total: Int?) -> (short: Int, long: Int) {
    let short = count(lifetimes?["ephemeral_5m_input_tokens"])
    let long = count(lifetimes?["ephemeral_1h_input_tokens"])
    guard short != nil || long != nil, (short ?? 0) + (long ?? 0) > 0 else { return (total ?? 0, 0) }
    return (short ?? 0, long ?? 0)
  }

  /// A count of tokens: a whole number that is not negative and that a trace can hold, also if it was logged as text.
  static func count(_ value: JSONValue?) -> Int? {
    guard let number = value?.counted, number >= 0, number <= UInt32.max else { return nil }
    return number
  }
}
