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
    var output = count(spent?["total"] ?? spent) ?? 0
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
    // Gemini's and xAI's output is without what was thought where the total says so.
    if reasoning > 0, count(usage["totalTokens"]) == input + output + reasoning { output += reasoning }
    return disjoint(
      input: isBeside ? input + read + written : input, read: read, write5m: written, write1h: 0, output: output, reasoning: reasoning)
  }

  /// Whether counts in camel case are the AI SDK's, and not those of Bedrock's Converse.
  static func isAISDK(_ usage: JSONValue) -> Bool {
    usage.first(["cachedInputTokens", "inputTokenDetails", "outputTokenDetails", "reasoningTokens"]) != nil
      || usage["inputTokens"]?.kind == .object
  }
}
