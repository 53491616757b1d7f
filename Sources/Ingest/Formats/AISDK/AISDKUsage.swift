internal import Units

extension Usage {
  /// The counts of Vercel's AI SDK, of any version: numbers, or objects of a total and its parts.
  ///
  /// Sources: vercel/ai, `types/usage.ts` of versions 4 to 6, and the language models of its providers. Since version 6 the input includes
  /// what was cached; before that it was the provider's own number, which Anthropic's and Bedrock's models give without: `metadata` of the
  /// provider tells them.
  static func aiSDK(_ usage: JSONValue?, metadata: JSONValue?) -> TokenUsage? {
    guard let usage, let counted = usage.given(["inputTokens", "promptTokens"]), let input = count(counted["total"] ?? counted) else {
      return nil
    }
    let spent = usage.given(["outputTokens", "completionTokens", "generationTokens"])
    let output = count(spent?["total"] ?? spent) ?? 0
    let details = usage["inputTokenDetails"] ?? (counted.kind == .object ? counted : nil)
    let apart = metadata?.first(["anthropic", "bedrock"])
    let read =
      count(details?["cacheReadTokens"] ?? details?["cacheRead"]) ?? count(usage["cachedInputTokens"])
      ?? count(apart?["cacheReadInputTokens"] ?? apart?["usage"]?.given(["cache_read_input_tokens", "cacheReadInputTokens"]))
      ?? count(metadata?["openai"]?["cachedPromptTokens"]) ?? 0
    let written =
      count(details?["cacheWriteTokens"] ?? details?["cacheWrite"])
      ?? count(apart?["cacheCreationInputTokens"] ?? apart?["usage"]?.given(["cache_creation_input_tokens", "cacheWriteInputTokens"])) ?? 0
    let cached = read + written
    let isBeside = details == nil && (apart != nil || cached > 0 && count(usage["totalTokens"]) == input + cached + output)
    let reasoning =
      count(usage["outputTokenDetails"]?["reasoningTokens"] ?? spent?["reasoning"]) ?? count(usage["reasoningTokens"])
      ?? count(metadata?["openai"]?["reasoningTokens"]) ?? 0
    return disjoint(
      input: isBeside ? input + read + written : input, read: read, write5m: written, write1h: 0, output: output, reasoning: reasoning,
      total: count(usage["totalTokens"]))
  }

  /// The counts of a span of Anthropic's or Bedrock's models by versions before 6, whose input is without what was cached; `nil` for others.
  static func aiSDK(_ attributes: Attributes, in draft: RequestDraft) -> TokenUsage? {
    guard let input = count(attributes.first(["ai.usage.inputTokens", "ai.usage.promptTokens"])),
      let apart = draft.object(attributes["ai.response.providerMetadata"])?.first(["anthropic", "bedrock"])
    else { return nil }
    let counts = apart["usage"]
    guard (count(counts?["input_tokens"]) ?? input) == input, attributes["ai.usage.inputTokenDetails.cacheReadTokens"] == nil else {
      return nil
    }
    let output = count(attributes.first(["ai.usage.outputTokens", "ai.usage.completionTokens"])) ?? 0
    if var own = Usage.read(counts) {
      own.output = output
      return own
    }
    return TokenUsage(
      uncachedInput: input, cacheRead: count(apart["cacheReadInputTokens"] ?? counts?["cacheReadInputTokens"]) ?? 0,
      cacheWrite5m: count(apart["cacheCreationInputTokens"] ?? counts?["cacheWriteInputTokens"]) ?? 0, output: output)
  }

  /// Whether counts in camel case are the AI SDK's, and not those of Bedrock's Converse.
  static func isAISDK(_ usage: JSONValue) -> Bool {
    usage.first(["cachedInputTokens", "inputTokenDetails", "outputTokenDetails", "reasoningTokens"]) != nil
      || usage["inputTokens"]?.kind == .object
  }
}
