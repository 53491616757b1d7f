import Duplicates

/// A report before it has a format: blocks in reading order.
struct Document: Sendable {
  enum Block: Sendable {
    /// A heading of level 1 (the document's) to 3.
    case heading(Int, String)
    /// A paragraph of our own words; names from a log in it are hostile until escaped.
    case paragraph(String)
    case table(Table)
    case caveats([Caveat])
  }

  private(set) var blocks: [Block] = []

  mutating func heading(_ text: String, level: Int = 2) { blocks.append(.heading(level, text)) }

  /// A paragraph, left out where there is nothing to say.
  mutating func paragraph(_ text: String) {
    if !text.isEmpty { blocks.append(.paragraph(text)) }
  }

  /// A table, left out where it has no rows.
  mutating func table(_ table: Table) {
    if !table.rows.isEmpty { blocks.append(.table(table)) }
  }

  mutating func caveats(_ caveats: [Caveat]) {
    if !caveats.isEmpty { blocks.append(.caveats(caveats)) }
  }
}
