public import Units

/// What a token costs, by what it is. A price that the provider does not state is `nil`, which is not zero.
public struct TokenRates: Hashable, Sendable {
  /// Input that no prompt cache had.
  public var input: TokenPrice
  /// Output.
  public var output: TokenPrice
  /// Input read from the provider's prompt cache; where `nil`, such input costs the input price.
  public var cacheRead: TokenPrice?
  /// Input written to the prompt cache for five minutes; where `nil`, such input costs the input price.
  public var cacheWrite5m: TokenPrice?
  /// Input written to the prompt cache for an hour; where `nil`, such input costs as much as a write for five minutes.
  public var cacheWrite1h: TokenPrice?
  /// The reasoning part of the output; where `nil`, it costs the output price.
  public var reasoning: TokenPrice?

  /// Rates; what is left out is not stated by the provider.
  public init(
    input: TokenPrice, output: TokenPrice, cacheRead: TokenPrice? = nil, cacheWrite5m: TokenPrice? = nil, cacheWrite1h: TokenPrice? = nil,
    reasoning: TokenPrice? = nil
  ) {
    self.input = input
    self.output = output
    self.cacheRead = cacheRead
    self.cacheWrite5m = cacheWrite5m
    self.cacheWrite1h = cacheWrite1h
    self.reasoning = reasoning
  }

  /// The rates with each price changed by `change`.
  func mapped(_ change: (TokenPrice) -> TokenPrice) -> TokenRates {
    TokenRates(
      input: change(input), output: change(output), cacheRead: cacheRead.map(change), cacheWrite5m: cacheWrite5m.map(change),
      cacheWrite1h: cacheWrite1h.map(change), reasoning: reasoning.map(change))
  }
}

/// The rates of a request whose whole input, cached or not, exceeds a number of tokens.
public struct PriceTier: Hashable, Sendable {
  /// The tier holds for more input tokens than this.
  public var threshold: Int
  /// The rates of the whole request, output included.
  public var rates: TokenRates

  /// A tier above `threshold` input tokens.
  public init(above threshold: Int, rates: TokenRates) {
    self.threshold = threshold
    self.rates = rates
  }
}

/// What one request cost, in parts that add up exactly to ``total``.
public struct CostParts: Hashable, Sendable {
  /// Input at the input price.
  public var input: Dollars
  /// Input read from the prompt cache.
  public var cacheRead: Dollars
  /// Input written to the prompt cache.
  public var cacheWrite: Dollars
  /// Output, reasoning included.
  public var output: Dollars

  /// The cost of the request.
  public var total: Dollars { input + cacheRead + cacheWrite + output }
}

/// The rates of a model under one kind of service, by length of input.
public struct RateCard: Hashable, Sendable {
  /// The rates of requests below all tiers.
  public let base: TokenRates
  /// Tiers in rising order of threshold.
  public let tiers: [PriceTier]

  /// Rates with tiers, in any order.
  public init(base: TokenRates, tiers: [PriceTier] = []) {
    self.base = base
    self.tiers = tiers.sorted { $0.threshold < $1.threshold }
  }

  /// The rates of a request with that much input, cached input included. The tier holds for the whole request, output too: it is not
  /// marginal (as OpenAI, Anthropic, Google and xAI bill).
  public func rates(input: Int) -> TokenRates {
    tiers.last { input > $0.threshold }?.rates ?? base
  }

  /// The cost of a request, rounded once to the nanodollar, half away from zero. Negative counts cost nothing; what exceeds the range of
  /// `Dollars` is clamped.
  public func cost(of usage: TokenUsage) -> Dollars { RateCard.rounded(sums(of: usage).output) }

  /// The cost of a request by part. Each running sum is rounded, so that the parts add up to ``cost(of:)`` and each is within a
  /// nanodollar of its exact value.
  public func parts(of usage: TokenUsage) -> CostParts {
    let sums = sums(of: usage)
    let input = RateCard.rounded(sums.input)
    let read = RateCard.rounded(sums.cacheRead)
    let write = RateCard.rounded(sums.cacheWrite)
    return CostParts(input: input, cacheRead: read - input, cacheWrite: write - read, output: RateCard.rounded(sums.output) - write)
  }

  /// Running sums in femtodollars: each includes the one before it.
  private func sums(of usage: TokenUsage) -> (input: Int128, cacheRead: Int128, cacheWrite: Int128, output: Int128) {
    func tokens(_ count: Int) -> Int128 { Int128(max(count, 0)) }
    let uncached = tokens(usage.uncachedInput)
    let read = tokens(usage.cacheRead)
    let write5m = tokens(usage.cacheWrite5m)
    let write1h = tokens(usage.cacheWrite1h)
    let output = tokens(usage.output)
    let reasoning = min(tokens(usage.reasoning), output)

    let rates = tiers.isEmpty ? base : self.rates(input: Int(clamping: uncached + read + write5m + write1h))
    func price(_ price: TokenPrice) -> Int128 { Int128(price.femtodollars) }
    let shortWrite = rates.cacheWrite5m ?? rates.input
    let inputSum = uncached * price(rates.input)
    let readSum = inputSum + read * price(rates.cacheRead ?? rates.input)
    let writeSum = readSum + write5m * price(shortWrite) + write1h * price(rates.cacheWrite1h ?? shortWrite)
    let outputSum =
      writeSum + (output - reasoning) * price(rates.output) + reasoning * price(rates.reasoning ?? rates.output)
    return (inputSum, readSum, writeSum, outputSum)
  }

  private static func rounded(_ femtodollars: Int128) -> Dollars {
    Dollars(nanodollars: Int64(clamping: (femtodollars + 500_000) / 1_000_000))
  }

  /// The card with each price changed by `change`.
  func mapped(_ change: (TokenPrice) -> TokenPrice) -> RateCard {
    RateCard(base: base.mapped(change), tiers: tiers.map { PriceTier(above: $0.threshold, rates: $0.rates.mapped(change)) })
  }
}

extension RateCard {
  /// What the request would cost if no prompt cache had helped: all of its input at the full input price.
  public func costWithoutPromptCache(of usage: TokenUsage) -> Dollars {
    var usage = usage
    usage.uncachedInput = usage.input
    (usage.cacheRead, usage.cacheWrite5m, usage.cacheWrite1h) = (0, 0, 0)
    return cost(of: usage)
  }

  /// What the request would cost if the prompt cache had been cold: what it read is written anew, for the price of input where the
  /// provider has none of writes.
  public func costWithColdPromptCache(of usage: TokenUsage) -> Dollars {
    var usage = usage
    usage.cacheWrite5m += usage.cacheRead
    usage.cacheRead = 0
    return cost(of: usage)
  }
}
