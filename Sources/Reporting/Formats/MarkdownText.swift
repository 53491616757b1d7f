import Duplicates

extension Document {
  /// The document as GitHub-flavoured Markdown.
  func markdown() -> String {
    var parts: [String] = []
    for block in blocks {
      switch block {
      case .heading(let level, let text): parts.append(String(repeating: "#", count: level) + " " + Escaping.markdown(text, limit: 400))
      case .paragraph(let text): parts.append(Escaping.markdown(text, limit: 2_000))
      case .table(let table): parts.append(table.markdown())
      case .caveats(let caveats):
        parts.append("## Careful")
        parts.append(
          caveats.map { "- " + ($0.severity == .note ? "" : "**!** ") + Escaping.markdown($0.text, limit: 600) }.joined(separator: "\n"))
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }
}

extension Table {
  func markdown() -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    var lines = [line(columns.map { Escaping.markdown($0.title) }), line(columns.map { $0.isNumeric ? "---:" : "---" })]
    for (index, row) in rows.enumerated() {
      // Spaces in front are not shown.
      let cells = row.map { ($0.isPart ? "&emsp;" : "") + Escaping.markdown(String($0.shown.drop { $0 == " " })) }
      lines.append(line(totals.contains(index) ? cells.map { "**\($0)**" } : cells))
    }
    return lines.joined(separator: "\n") + (beyondWords.map { "\n\n(\($0))" } ?? "")
  }
}
