internal import Units

/// What providers keep of system prompts: those of 1,024 tokens or more, for five minutes after their last use.
struct ProviderCache {
  private struct Prefix: Hashable {
    var model: Int
    var system: Int
  }

  private var lastUse: [Prefix: Timestamp] = [:]

  /// The usage of a request that starts at `time` and begins with a system prompt of so many tokens.
  ///
  /// Anthropic bills what it writes apart; the others write for nothing and read in steps of 128 tokens.
  mutating func usage(
    input: Int, output: Int, prefix: Int, of key: Key, provider: String, at time: Timestamp
  ) -> TokenUsage {
    guard prefix >= 1_024, let system = key.system else { return TokenUsage(uncachedInput: input, output: output) }
    let place = Prefix(model: key.model, system: system)
    let isWarm = lastUse[place].map { (time.microseconds - $0.microseconds) <= 300_000_000 } ?? false
    lastUse[place] = time
    if provider == "anthropic" {
      return isWarm
        ? TokenUsage(uncachedInput: input - prefix, cacheRead: prefix, output: output)
        : TokenUsage(uncachedInput: input - prefix, cacheWrite5m: prefix, output: output)
    }
    let read = isWarm ? prefix / 128 * 128 : 0
    return TokenUsage(uncachedInput: input - read, cacheRead: read, output: output)
  }
}
