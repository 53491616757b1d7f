import Testing
import Units

@testable import Pricing

/// The built-in facts.
@Suite struct CatalogueTests {
  @Test func everyTableReads() throws {
    let rows = try Catalogue.rows()
    #expect(rows.count == 178)
    #expect(PriceBook.builtIn.rows.count == rows.count)
    #expect(Set(rows.map(\.provider)).count == 18)
    for row in rows {
      #expect(!row.source.isEmpty, "\(row.model)")
      #expect(row.provider == "holysheep" || row.sourceDate.hasPrefix("2026-") || row.sourceDate == "2025-07-12", "\(row.model)")
      #expect(Catalogue.sources[row.source] == nil, "a source that is not written out: \(row.model)")
    }
    let infrastructure = try InfrastructurePrices(csv: Catalogue.infrastructure, name: "t")
    #expect(infrastructure == InfrastructurePrices.builtIn)
    for row in infrastructure.rows where row.confidence != .unverified {
      #expect(row.price != nil && !row.source.isEmpty && !row.sourceDate.isEmpty, "\(row.service) \(row.component)")
    }
  }

  @Test func everyAliasLeadsToARowAndHidesNone() {
    for alias in Catalogue.aliases {
      #expect(PriceBook.builtIn.rows.contains { $0.provider == alias.provider && $0.model == alias.model }, "\(alias)")
      #expect(!PriceBook.builtIn.rows.contains { $0.provider == alias.provider && $0.model == alias.name }, "\(alias)")
    }
  }

  /// All that the validator has against the built-in rows, and why it stands.
  @Test func knownPeculiarities() {
    let found = PriceBook.builtIn.validate().filter { $0.kind != .disputed }.map { "\($0.kind.rawValue) \($0.provider) \($0.model)" }
    #expect(
      found == [
        // Google gives 20 % off, not half.
        "batchNotHalf google gemini-embedding-001"
      ])
  }

  @Test func theArticlesPricesAreNotTheListPrices() throws {
    for (model, factor) in [("gpt-4.1", 4), ("claude-sonnet-4.5", 5), ("gemini-2.5-flash", 8.3), ("deepseek-v3.2", 1.5)]
      as [(String, Double)]
    {
      let article = try #require(PriceBook.builtIn.price(model: model, provider: "holysheep"))
      let list = try #require(PriceBook.builtIn.price(model: model))
      let ratio = article.standard.base.input.usdPerMillionTokens / list.standard.base.input.usdPerMillionTokens
      #expect(abs(ratio - factor) < 0.05)
    }
  }

  /// DeepSeek's names moved from model to model, and V3 was cheaper off peak: 16:30 to 00:30 UTC.
  @Test(arguments: [
    ("2025-01-10", 18.0, 0.27), ("2025-03-01", 12, 0.27), ("2025-03-01", 17, 0.135), ("2025-03-01", 0.25, 0.135), ("2025-03-01", 0.5, 0.27),
    ("2025-12-01", 18, 0.28), ("2026-07-23", 12, 0.28), ("2026-07-24", 12, 0.14), ("2026-11-01", 18, 0.14),
  ])
  func aNameThatMovesAndHoursThatAreCheaper(day: String, hour: Double, price: Double) throws {
    let midnight = try #require(CivilDay(day)).start
    let moment = Timestamp(microseconds: midnight.microseconds + Int64(hour * 3.6e9))
    let row = try #require(PriceBook.builtIn.price(model: "deepseek-chat", at: moment))
    #expect(row.standard.base.input == TokenPrice(usdPerMillionTokens: price))
  }
}
