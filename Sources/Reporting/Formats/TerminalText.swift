import Duplicates
import Units

/// How a terminal prints.
public struct TerminalStyle: Sendable {
  /// Columns that lines may fill.
  public var width: Int
  /// Whether it shows colours.
  public var hasColor: Bool

  /// A terminal of 80 columns without colours, unless told otherwise.
  public init(width: Int = 80, hasColor: Bool = false) {
    self.width = width
    self.hasColor = hasColor
  }
}

extension Document {
  /// The document for a terminal: tables fit the width by leaving out columns, and say which.
  func terminal(_ style: TerminalStyle) -> String {
    var out = ""
    for (index, block) in blocks.enumerated() {
      switch block {
      case .heading(let level, let text):
        let lines = wrapped(Escaping.plain(text, limit: level == 1 ? 400 : 120), width: style.width, hanging: "")
        out += (out.isEmpty ? "" : "\n") + style.bold(lines) + "\n"
      case .paragraph(let text): out += wrapped(Escaping.plain(text, limit: 2_000), width: style.width, hanging: "") + "\n"
      case .table(let table):
        if index > 0, case .table = blocks[index - 1] { out += "\n" }
        out += table.terminal(style)
      case .caveats(let caveats):
        out += "\n" + style.bold("Careful") + "\n"
        for caveat in caveats {
          let lines = wrapped("! " + Escaping.plain(caveat.text, limit: 600), width: style.width, hanging: "  ")
          out += style.mark(caveat.severity) + lines.dropFirst() + "\n"
        }
      }
    }
    return out
  }
}

extension Table {
  /// Columns that fit the width: while the table is too wide, the dearest to lose stays longest (``Column/rank``).
  private func fitting(_ width: Int, _ widths: [Int]) -> [Int] {
    var kept = Array(columns.indices)
    while kept.reduce(-2, { $0 + widths[$1] + 2 }) > width {
      guard let victim = kept.last(where: { index in kept.allSatisfy { columns[$0].rank <= columns[index].rank } }),
        columns[victim].rank > 0
      else { break }
      kept.removeAll { $0 == victim }
    }
    return kept
  }

  /// Makes the widest columns of text narrower until the kept columns fit; below eight they would say nothing.
  private func narrow(_ widths: inout [Int], _ kept: [Int], to width: Int) {
    while kept.reduce(-2, { $0 + widths[$1] + 2 }) > width {
      let texts = kept.filter { !columns[$0].isNumeric && widths[$0] > 8 }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }

  func terminal(_ style: TerminalStyle) -> String {
    let shown = rows.indices.filter { totals.contains($0) || $0 < mostInTerminal }
    let texts = shown.map { rows[$0].map { Escaping.plain($0.shown, limit: 40) } }
    var widths = columns.indices.map { index in
      max(columnWidth(columns[index].title), texts.map { columnWidth($0[index]) }.max() ?? 0)
    }
    let kept = fitting(style.width, widths)
    narrow(&widths, kept, to: style.width)
    func line(_ cells: [String]) -> String {
      var text = ""
      for (position, index) in kept.enumerated() {
        let cell = cut(cells[index], to: widths[index])
        let pad = String(repeating: " ", count: max(0, widths[index] - columnWidth(cell)))
        text += (position == 0 ? "" : "  ") + (columns[index].isNumeric ? pad + cell : cell + pad)
      }
      return text.trimmedRight
    }
    var out = style.dim(line(columns.map(\.title))) + "\n"
    for (index, cells) in zip(shown, texts) {
      out += (totals.contains(index) ? style.bold(line(cells)) : line(cells)) + "\n"
    }
    if shown.count < rows.count {
      let have = beyond == 0 ? "them all" : "the first \(grouped(rows.count - totals.count))"
      let text = "(and \(grouped(rows.count - shown.count + beyond)) more: --markdown, --csv and --json have \(have))"
      out += style.dim(wrapped(text, width: style.width, hanging: " ")) + "\n"
    } else if let beyondWords {
      out += style.dim("(\(beyondWords))") + "\n"
    }
    let dropped = columns.indices.filter { !kept.contains($0) }.map { columns[$0].title }
    if !dropped.isEmpty {
      out +=
        style.dim(wrapped("(a wider terminal also shows: \(dropped.joined(separator: ", ")))", width: style.width, hanging: " ")) + "\n"
    }
    return out
  }
}

/// Columns that a text fills on a terminal: wide East Asian characters and emoji fill two, combining marks none.
func columnWidth(_ text: String) -> Int {
  text.reduce(0) { sum, character in
    guard let scalar = character.unicodeScalars.first else { return sum }
    let value = scalar.value
    let isWide =
      (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value) || (0xAC00...0xD7A3).contains(value)
      || (0xF900...0xFAFF).contains(value) || (0xFE30...0xFE6F).contains(value) || (0xFF00...0xFF60).contains(value)
      || (0x1F300...0x1FAFF).contains(value) || (0x20000...0x3FFFD).contains(value)
    return sum + (isWide ? 2 : 1)
  }
}

/// As much of a text as fills `width` columns, with an ellipsis where something was cut.
func cut(_ text: String, to width: Int) -> String {
  guard columnWidth(text) > width else { return text }
  var out = ""
  var used = 1
  for character in text {
    used += columnWidth(String(character))
    if used > width { break }
    out.append(character)
  }
  return out + "…"
}

/// Words on lines of at most `width` columns; lines after the first begin with `hanging`. A longer word is broken.
func wrapped(_ text: String, width: Int, hanging: String) -> String {
  let room = max(1, width - columnWidth(hanging))
  var lines: [String] = []
  var line = ""
  var used = 0
  for word in text.split(separator: " ", omittingEmptySubsequences: true).flatMap({ pieces($0, of: room) }) {
    let size = columnWidth(word)
    if used > 0, used + 1 + size > width {
      lines.append(line)
      line = hanging + word
      used = columnWidth(hanging) + size
    } else {
      line += (used == 0 ? "" : " ") + word
      used += (used == 0 ? 0 : 1) + size
    }
  }
  return (lines + [line]).joined(separator: "\n")
}

/// A word in pieces of at most `width` columns.
private func pieces(_ word: Substring, of width: Int) -> [String] {
  guard columnWidth(String(word)) > width else { return [String(word)] }
  var out = [""]
  var used = 0
  for character in word {
    let size = columnWidth(String(character))
    if used + size > width, used > 0 {
      out.append("")
      used = 0
    }
    out[out.count - 1].append(character)
    used += size
  }
  return out
}

extension String {
  fileprivate var trimmedRight: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}

extension TerminalStyle {
  func bold(_ text: String) -> String { hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  /// Text that stands back; its lines end as they came.
  func dim(_ text: String) -> String { hasColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  fileprivate func mark(_ severity: Caveat.Severity) -> String {
    switch severity {
    case .serious: hasColor ? "\u{1B}[31m!\u{1B}[0m" : "!"
    case .careful: hasColor ? "\u{1B}[33m!\u{1B}[0m" : "!"
    case .note: "·"
    }
  }
}
