/// The prices a table states for a tier or a service, which often are only those of input and output.
struct StatedRates {
  var input: TokenPrice?
  var output: TokenPrice?
  var cacheRead: TokenPrice?
  var cacheWrite5m: TokenPrice?
  var cacheWrite1h: TokenPrice?
  var reasoning: TokenPrice?

  /// Whether nothing is stated.
  var isEmpty: Bool {
    input == nil && output == nil && cacheRead == nil && cacheWrite5m == nil && cacheWrite1h == nil && reasoning == nil
  }

  /// All rates, from those of the tier or service next below. What is not stated follows the input price in proportion, as the price lists
  /// of Anthropic, OpenAI and Google have it (cache prices are multiples of the input price, and stack with tiers and batch), and
  /// reasoning follows the output price.
  func completed(from lower: TokenRates) -> TokenRates {
    let input = input ?? lower.input
    let output = output ?? lower.output.scaled(from: lower.input, to: input)
    func followingInput(_ price: TokenPrice?) -> TokenPrice? { price?.scaled(from: lower.input, to: input) }
    return TokenRates(
      input: input, output: output, cacheRead: cacheRead ?? followingInput(lower.cacheRead),
      cacheWrite5m: cacheWrite5m ?? followingInput(lower.cacheWrite5m), cacheWrite1h: cacheWrite1h ?? followingInput(lower.cacheWrite1h),
      reasoning: reasoning ?? lower.reasoning?.scaled(from: lower.output, to: output))
  }
}

/// What a table states for one kind of service: the rates and those of its tiers, by threshold.
struct StatedCard {
  var base = StatedRates()
  var tiers: [Int: StatedRates] = [:]

  /// Whether nothing is stated.
  var isEmpty: Bool { base.isEmpty && tiers.values.allSatisfy(\.isEmpty) }

  /// The card of standard service; `nil` if it has no price of input or output.
  func standard() -> RateCard? {
    guard let input = base.input, let output = base.output else { return nil }
    let low = TokenRates(
      input: input, output: output, cacheRead: base.cacheRead, cacheWrite5m: base.cacheWrite5m, cacheWrite1h: base.cacheWrite1h,
      reasoning: base.reasoning)
    return RateCard(base: low, tiers: tiers.map { PriceTier(above: $0.key, rates: $0.value.completed(from: low)) })
  }

  /// The card of another service than standard; `nil` if nothing is stated for it. Tiers keep their proportion to the base.
  func service(from standard: RateCard) -> RateCard? {
    guard !isEmpty else { return nil }
    let low = base.completed(from: standard.base)
    let high = standard.tiers.map { tier in
      var stated = tiers[tier.threshold] ?? StatedRates()
      stated.input = stated.input ?? tier.rates.input.scaled(from: standard.base.input, to: low.input)
      stated.output = stated.output ?? tier.rates.output.scaled(from: standard.base.output, to: low.output)
      return PriceTier(above: tier.threshold, rates: stated.completed(from: tier.rates))
    }
    return RateCard(base: low, tiers: high)
  }
}
