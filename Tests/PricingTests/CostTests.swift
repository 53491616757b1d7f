import Pricing
import Testing
import Units

/// Costs worked out by hand from the price lists, in nanodollars.
@Suite struct CostTests {
  private func cost(_ model: String, _ usage: TokenUsage, batch: Bool = false) throws -> Int64 {
    try #require(PriceBook.builtIn.price(model: model)).cost(of: usage, batch: batch).nanodollars
  }

  @Test func openAI() throws {
    // 1,000 × $2 + 500 × $0.50 + 200 × $8 per million.
    let usage = TokenUsage(uncachedInput: 1_000, cacheRead: 500, output: 200, reasoning: 150)
    #expect(try cost("gpt-4.1", usage) == 3_850_000)
    // Half of it all: cached input follows the batch price of input.
    #expect(try cost("gpt-4.1", usage, batch: true) == 1_925_000)
    // Above 272,000 tokens, cached ones included: 2x input and cache, 1.5x output.
    #expect(try cost("gpt-5.5", TokenUsage(uncachedInput: 72_000, cacheRead: 200_000, output: 10)) == 460_300_000)
    #expect(try cost("gpt-5.5", TokenUsage(uncachedInput: 72_001, cacheRead: 200_000, output: 10)) == 920_460_000)
  }

  @Test func anthropic() throws {
    let usage = TokenUsage(uncachedInput: 1_000, cacheRead: 10_000, cacheWrite5m: 2_000, cacheWrite1h: 1_000, output: 500)
    #expect(try cost("claude-sonnet-4-5", usage) == 27_000_000)
    #expect(try cost("claude-sonnet-4-5", TokenUsage(uncachedInput: 200_000, output: 1)) == 600_015_000)
    // One token more and the whole request, output too, is at the long-context price.
    #expect(try cost("claude-sonnet-4-5", TokenUsage(uncachedInput: 200_001, output: 1)) == 1_200_028_500)
    // Writes for an hour in the tier: twice its input price, 12 dollars, as the base has it.
    #expect(try cost("claude-sonnet-4-5", TokenUsage(uncachedInput: 200_000, cacheWrite1h: 1_000)) == 1_212_000_000)
    #expect(try cost("claude-sonnet-4-5", TokenUsage(uncachedInput: 1_000, cacheRead: 1_000, output: 100), batch: true) == 2_400_000)
    #expect(try cost("claude-haiku-5-5", TokenUsage(uncachedInput: 40_000, cacheRead: 60_001, output: 1_000)) == 25_500_050)
  }

  @Test func google() throws {
    #expect(try cost("gemini-2.5-pro", TokenUsage(uncachedInput: 250_000, output: 100)) == 626_500_000)
    #expect(try cost("gemini-2.5-flash", TokenUsage(uncachedInput: 1_000, cacheRead: 4_000, output: 100)) == 670_000)
    #expect(try cost("gemini-2.5-flash", TokenUsage(uncachedInput: 1_000, cacheRead: 4_000, output: 100), batch: true) == 335_000)
  }

  @Test func bands() throws {
    // 1.2/6 up to 32,000, then 2.4/12, above 128,000 3/15.
    #expect(try cost("qwen3-max", TokenUsage(uncachedInput: 32_000, output: 1_000)) == 44_400_000)
    #expect(try cost("qwen3-max", TokenUsage(uncachedInput: 32_001, output: 1_000)) == 88_802_400)
    #expect(try cost("qwen3-max", TokenUsage(uncachedInput: 128_001, output: 1_000)) == 399_003_000)
  }

  @Test func roundsOnceHalfAwayFromZero() throws {
    // 18.75 nanodollars a token.
    for (tokens, expected) in [(1, 19), (2, 38), (3, 56), (4, 75)] as [(Int, Int64)] {
      #expect(try cost("gemini-2.0-flash-lite", TokenUsage(cacheRead: tokens)) == expected)
    }
    // 3.625 nanodollars a token.
    #expect(try cost("deepseek-v4-pro", TokenUsage(cacheRead: 4)) == 15)
  }

  @Test func pricesThatAreNotStated() {
    let rates = TokenRates(input: TokenPrice(usdPerMillionTokens: 2), output: TokenPrice(usdPerMillionTokens: 8))
    let row = ModelPrice(provider: "p", model: "m", standard: RateCard(base: rates))
    let usage = TokenUsage(uncachedInput: 1, cacheRead: 10, cacheWrite5m: 100, cacheWrite1h: 1_000, output: 1)
    #expect(row.cost(of: usage).nanodollars == 1_111 * 2_000 + 8_000)
    #expect(row.cost(of: usage, batch: true) == row.cost(of: usage))
    var short = row
    short.standard = RateCard(
      base: TokenRates(
        input: rates.input, output: rates.output, cacheWrite5m: TokenPrice(usdPerMillionTokens: 2.5),
        reasoning: TokenPrice(usdPerMillionTokens: 4)))
    #expect(short.cost(of: TokenUsage(cacheWrite1h: 10)).nanodollars == 25_000)
    #expect(short.cost(of: TokenUsage(output: 10, reasoning: 4)).nanodollars == 6 * 8_000 + 4 * 4_000)
    #expect(short.cost(of: TokenUsage(output: 10, reasoning: 40)).nanodollars == 10 * 4_000)
  }

  @Test func hostileCountsNeitherTrapNorGoNegative() {
    let row = ModelPrice(
      provider: "p", model: "m",
      standard: RateCard(
        base: TokenRates(input: .highest, output: .highest),
        tiers: [PriceTier(above: 5, rates: TokenRates(input: .highest, output: .highest))]))
    let all = TokenUsage(uncachedInput: .max, cacheRead: .max, cacheWrite5m: .max, cacheWrite1h: .max, output: .max, reasoning: .max)
    #expect(row.cost(of: all).nanodollars == .max)
    #expect(row.parts(of: all).total.nanodollars == .max)
    #expect(row.cost(of: TokenUsage(uncachedInput: .min, output: .min, reasoning: .min)) == .zero)
  }

  /// Requests drawn at random against every row: parts add up, each within a nanodollar of its own cost, and costs of disjoint parts of a
  /// request add up to a nanodollar as long as no tier is between them.
  @Test func partsAndAdditivity() {
    let draws = Draws(seed: 7)
    for (index, row) in PriceBook.builtIn.rows.enumerated() {
      let flat = RateCard(base: row.standard.base)
      for round in 0..<40 {
        func count(_ stage: UInt64) -> Int { Int(draws.bits(UInt64(index * 40 + round), stage) % 90_000) }
        func usage(_ stage: UInt64) -> TokenUsage {
          TokenUsage(
            uncachedInput: count(stage), cacheRead: count(stage + 1), cacheWrite5m: count(stage + 2), cacheWrite1h: count(stage + 3),
            output: count(stage + 4))
        }
        let a = usage(0)
        let b = usage(10)
        let both = TokenUsage(
          uncachedInput: a.uncachedInput + b.uncachedInput, cacheRead: a.cacheRead + b.cacheRead,
          cacheWrite5m: a.cacheWrite5m + b.cacheWrite5m,
          cacheWrite1h: a.cacheWrite1h + b.cacheWrite1h, output: a.output + b.output)
        let gap = flat.cost(of: both) - flat.cost(of: a) - flat.cost(of: b)
        #expect(abs(gap.nanodollars) <= 1)

        for batch in [false, true] {
          let parts = row.parts(of: a, batch: batch)
          #expect(parts.total == row.cost(of: a, batch: batch))
        }
        let alone = flat.cost(of: TokenUsage(output: a.output)) - flat.parts(of: a).output
        #expect(abs(alone.nanodollars) <= 1)
      }
    }
  }

  /// The same sum in another way: whole femtodollars by long addition of each rate.
  @Test func agreesWithAPlainModel() {
    let draws = Draws(seed: 11)
    for (index, row) in PriceBook.builtIn.rows.enumerated() {
      func count(_ stage: UInt64) -> Int { Int(draws.bits(UInt64(index), stage) % 400_000) }
      let usage = TokenUsage(uncachedInput: count(0), cacheRead: count(1), cacheWrite5m: count(2), output: count(3))
      var rates = row.standard.base
      for tier in row.standard.tiers where usage.uncachedInput + usage.cacheRead + usage.cacheWrite5m > tier.threshold {
        rates = tier.rates
      }
      let exact =
        Double(usage.uncachedInput) * rates.input.usdPerMillionTokens
        + Double(usage.cacheRead) * (rates.cacheRead ?? rates.input).usdPerMillionTokens
        + Double(usage.cacheWrite5m) * (rates.cacheWrite5m ?? rates.input).usdPerMillionTokens
        + Double(usage.output) * rates.output.usdPerMillionTokens
      #expect(abs(Double(row.cost(of: usage).nanodollars) - exact * 1_000) <= 0.5 + exact * 1e-9)
    }
  }
}
