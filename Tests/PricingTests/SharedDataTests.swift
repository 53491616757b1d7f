import Foundation
@testable import Pricing
import Testing
import Units

/// The table of facts beside the repository, where there is one, against the built-in rows.
@Suite struct SharedDataTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/data/prices")
  static let table = try? String(contentsOf: folder.appending(path: "models.csv"), encoding: .utf8)

  @Test(.enabled(if: table != nil, "shared/data/prices/models.csv is not beside the repository"))
  func builtInRowsAreThoseOfTheTable() throws {
    let table = try #require(Self.table)
    let book = try PriceBook(csv: table, name: "models.csv")
    #expect(book.rows.count == 168)
    // Models whose table row was completed with the price before or after it, or corrected; each says so in its note.
    let changed: Set = [
      "gpt-5.6-sol", "gpt-5.6-terra", "gpt-5.6-luna", "claude-sonnet-5-5", "claude-3-haiku-20240307", "qwen3-max", "qwen3-coder-plus",
      "deepseek-chat", "deepseek-reasoner",
    ]
    for row in book.rows where changed.contains(row.model) {
      // Their figures are there, on the days that the note tells; of four only what was corrected differs.
      let mine = PriceBook.builtIn.rows.filter { $0.provider == row.provider && $0.model == row.model }
      func rates(_ row: ModelPrice) -> [TokenPrice?] {
        [row.standard.base.input, row.standard.base.output, row.standard.base.cacheRead, row.standard.base.cacheWrite5m]
      }
      #expect(mine.contains { rates($0) == rates(row) && $0.batch?.base.input == row.batch?.base.input }, "\(row.model)")
    }
    #expect(PriceBook.builtIn.rows.first { $0.model == "qwen3-max" }?.standard.tiers.map(\.threshold) == [32_000, 128_000])
    for row in book.rows where !changed.contains(row.model) {
      let mine = try #require(
        PriceBook.builtIn.rows.first { $0.provider == row.provider && $0.model == row.model && $0.validFrom == row.validFrom })
      #expect(mine.standard == row.standard, "\(row.model)")
      #expect(mine.batch == row.batch, "\(row.model)")
      #expect(mine.validTo == row.validTo && mine.deprecation == row.deprecation, "\(row.model)")
      #expect(mine.minimumCacheablePrefix == row.minimumCacheablePrefix, "\(row.model)")
    }
  }

  static let infrastructure = try? String(contentsOf: folder.appending(path: "infrastructure.csv"), encoding: .utf8)

  @Test(.enabled(if: infrastructure != nil, "shared/data/prices/infrastructure.csv is not beside the repository"))
  func builtInInfrastructureIsThatOfTheTable() throws {
    let lines = try #require(Self.infrastructure).split(whereSeparator: \.isNewline).map(Self.cells)
    let header = try #require(lines.first)
    func column(_ name: String) throws -> Int { try #require(header.firstIndex(of: name)) }
    let (service, component, unit) = (try column("service"), try column("component"), try column("unit"))
    let (price, included, verified) = (try column("price_usd"), try column("included_per_month"), try column("verified"))
    #expect(lines.count == 68)
    for cells in lines.dropFirst() {
      let isPlan = cells[service] == "upstash-redis" && cells[component].hasPrefix("fixed ")
      let rows = InfrastructurePrices.builtIn.rows.filter { $0.service == (isPlan ? "upstash-redis-fixed" : cells[service]) }
      #expect(!rows.isEmpty, "\(cells[service])")
      guard let amount = Double(cells[price]) else {
        // No price is no price here too.
        #expect(rows.contains { $0.price == nil && $0.confidence == .unverified }, "\(cells[service]) \(cells[component])")
        continue
      }
      // A share of memory that stays reserved is no price: it is in the note.
      if cells[unit] == "fraction", cells[service] == "elasticache-node" { continue }
      let free = Double(cells[included]) ?? 0
      let grade: PriceConfidence = cells[verified] == "yes" ? .verified : cells[verified].hasPrefix("secondary") ? .secondary : .unverified
      #expect(
        rows.contains { row in
          row.price.map { abs($0.value - amount) < 1e-12 } ?? false && row.included == free && row.confidence == grade
            && row.unitSize == Self.size(cells[unit])
        }, "\(cells[service]) \(cells[component])")
    }
  }

  /// The cells of a line, quoted or not.
  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  /// How many operations a unit is: "100 million dims", "10000 requests", "MTok".
  private static func size(_ unit: String) -> Double {
    let count = Double(unit.prefix { $0.isNumber }) ?? 1
    return unit.contains("million") || unit == "MTok" ? count * 1e6 : count
  }
}
