/// The tokens of one request in disjoint parts, so that each is billed once (providers differ in what their counts include).
public struct TokenUsage: Hashable, Sendable {
  /// Input billed at the full input price.
  public var uncachedInput: Int
  /// Input served from the provider's prompt cache.
  public var cacheRead: Int
  /// Input written to the provider's prompt cache for five minutes (or the provider's only lifetime).
  public var cacheWrite5m: Int
  /// Input written to the provider's prompt cache for one hour.
  public var cacheWrite1h: Int
  /// All output, reasoning included.
  public var output: Int
  /// The part of ``output`` that was reasoning.
  public var reasoning: Int

  /// Usage from its disjoint parts.
  public init(
    uncachedInput: Int = 0, cacheRead: Int = 0, cacheWrite5m: Int = 0, cacheWrite1h: Int = 0, output: Int = 0, reasoning: Int = 0
  ) {
    self.uncachedInput = uncachedInput
    self.cacheRead = cacheRead
    self.cacheWrite5m = cacheWrite5m
    self.cacheWrite1h = cacheWrite1h
    self.output = output
    self.reasoning = reasoning
  }

  /// All input, cached or not: what price tiers are chosen by.
  public var input: Int { uncachedInput + cacheRead + cacheWrite5m + cacheWrite1h }

  /// All tokens.
  public var total: Int { input + output }
}
