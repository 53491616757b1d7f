import Foundation
import Pricing
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
    ]
    for row in book.rows where !changed.contains(row.model) {
      let mine = try #require(
        PriceBook.builtIn.rows.first { $0.provider == row.provider && $0.model == row.model && $0.validFrom == row.validFrom })
      #expect(mine.standard == row.standard, "\(row.model)")
      #expect(mine.batch == row.batch, "\(row.model)")
      #expect(mine.validTo == row.validTo && mine.deprecation == row.deprecation, "\(row.model)")
      #expect(mine.minimumCacheablePrefix == row.minimumCacheablePrefix, "\(row.model)")
    }
  }
}
