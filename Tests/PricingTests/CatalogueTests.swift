import Testing
import Units

@testable import Pricing

/// The built-in facts.
@Suite struct CatalogueTests {
  @Test func everyTableReads() throws {
    let rows = try Catalogue.rows()
    #expect(rows.count == 172)
    #expect(PriceBook.builtIn.rows.count == rows.count)
    #expect(Set(rows.map(\.provider)).count == 18)
    for row in rows {
      #expect(!row.source.isEmpty, "\(row.model)")
      #expect(row.provider == "holysheep" || row.sourceDate.hasPrefix("2026-"), "\(row.model)")
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
}
