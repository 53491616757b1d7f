import Units

extension Table {
  /// The longest text of a cell that a page shows.
  private static let limit = 100

  /// The table in a box that scrolls where it is too wide; cells carry what their column is sorted by.
  func markup(label: String) -> Markup {
    guard !rows.isEmpty else { return "" }
    let head = columns.markup { "<th scope=\"col\"\(if: $0.isNumeric, " class=\"n\"")>\($0.title)</th>" }
    let body = rows.indices.filter { !totals.contains($0) }.markup(row)
    let foot = rows.indices.filter { totals.contains($0) }.markup(row)
    return """
      <div class="scroll" role="region" aria-label="\(label)" tabindex="0"><table><thead><tr>\(head)</tr></thead>
      <tbody>\(body)</tbody>\(if: !foot.isEmpty, "<tfoot>\(foot)</tfoot>")</table></div>
      \(if: beyond > 0, "<p class=\"note\">(\(beyondWords ?? ""))</p>\n")
      """
  }

  private func row(_ index: Int) -> Markup {
    "<tr>\(rows[index].indices.markup { cell(rows[index][$0], at: $0) })</tr>\n"
  }

  private func cell(_ cell: Cell, at column: Int) -> Markup {
    let shown = Escaping.plain(cell.shown, limit: Self.limit)
    guard column > 0 else { return "<th scope=\"row\"\(if: cell.isPart, " class=\"part\"")>\(shown)</th>" }
    guard columns[column].isNumeric else {
      // Short words and dates are not broken; names of files are, unless the table scrolls in any case.
      let width = shown.count
      return "<td\(if: width <= 16, " class=\"s\"")\(if: 17...48 ~= width, " class=\"m\"")>\(shown)</td>"
    }
    guard let key = cell.sortKey else { return "<td class=\"n\">\(shown)</td>" }
    return "<td class=\"n\" data-v=\"\(plain(key, decimals: 6))\">\(shown)</td>"
  }
}
