/// The fields of a kind of file, explained on a terminal: each with what may be written, its default and its meaning, as wide as the terminal.
public enum FieldsText {
  /// A field.
  public struct Row: Sendable {
    let path: String
    let values: String
    let standard: String
    let meaning: String

    /// A field: its path in the file, what may be written, its default (empty for none) and what it means.
    public init(path: String, values: String, standard: String, meaning: String) {
      self.path = path
      self.values = values
      self.standard = standard
      self.meaning = meaning
    }
  }

  /// A paragraph for each field.
  public static func render(_ rows: [Row], style: TerminalStyle) -> String {
    let legend = style.dim("field = default\n    write: what may be written\n    What it means.") + "\n"
    return rows.reduce(legend) { text, row in
      let head = lines(row.standard.isEmpty ? row.path : "\(row.path) = \(row.standard)", margin: 0, style)
      let write = lines("write: \(row.values)", margin: 4, style)
      return text + "\n\(style.bold(head))\n\(style.dim(write))\n\(lines(row.meaning, margin: 4, style, hanging: 0))\n"
    }
  }

  /// A text behind a margin, on as many lines as it needs; those after the first stand further in.
  private static func lines(_ text: String, margin: Int, _ style: TerminalStyle, hanging: Int = 2) -> String {
    let space = String(repeating: " ", count: margin)
    return wrapped(
      Escaping.plain(text, limit: 2_000), width: style.width - margin, hanging: String(repeating: " ", count: hanging)
    ).split(separator: "\n").map { space + $0 }.joined(separator: "\n")
  }
}
