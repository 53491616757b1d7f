/// Lists of what there is to choose from, for a terminal.
public enum ListText {
  /// Rows of text under titles; the last column is wrapped.
  public static func render(titles: [String], rows: [[String]], style: TerminalStyle) -> String {
    let safe = rows.map { $0.map { Escaping.plain($0, limit: 400) } }
    let widths = titles.indices.dropLast().map { index in
      min(52, max(columnWidth(titles[index]), safe.map { columnWidth($0[index]) }.max() ?? 0))
    }
    let margin = widths.reduce(0) { $0 + $1 + 2 }
    let room = max(24, style.width - margin)
    func line(_ cells: [String]) -> String {
      var head = ""
      for (index, width) in widths.enumerated() {
        head += cells[index] + String(repeating: " ", count: max(2, width + 2 - columnWidth(cells[index])))
      }
      let lines = wrapped(cells.last ?? "", width: room, hanging: "").split(separator: "\n", omittingEmptySubsequences: false)
      let rest = lines.dropFirst().map { "\n" + String(repeating: " ", count: margin) + $0 }
      return head + (lines.first ?? "") + rest.joined() + "\n"
    }
    return style.dim(line(titles)) + safe.map(line).joined()
  }
}
