import Duplicates
import Reporting
import Traces
import Units

/// `--review N --review-file FILE`: a sample of would-be hits as CSV, with the prompts, for a person to judge; and the verdicts read back.
enum ReviewFile {
  /// Longer prompts are cut: a person reads them.
  private static let longest = 4_000

  static func write(_ items: [ReviewItem], _ loaded: TraceLoader.Loaded, to file: OutputFile) throws {
    let texts = loaded.trace.prompts[.lastUserMessage] ?? []
    func prompt(_ i: Int) -> String {
      let text = Int(texts[Int(loaded.trace.requests.prompt[i])])
      return loaded.texts.indices.contains(text) ? String(loaded.texts[text].unicodeScalars.prefix(longest)) : ""
    }
    try file.write("id,match,class,difference,score,prompt,earlier_prompt,verdict\n")
    for item in items {
      let score = item.score == 0 ? "" : plain(Double(item.score) / 10_000, decimals: 4)
      try file.write(
        "\(item.request),\(item.match),\(item.kind.name),\(item.difference),\(score),\(RowText.csv(prompt(item.request))),"
          + "\(RowText.csv(prompt(item.match))),\n")
    }
  }

  /// The verdicts of a file: what has none yet is left out.
  static func verdicts(_ path: String) throws -> [(kind: String, isRight: Bool)] {
    let table = CSVRows(try text(of: path))
    guard let header = table.rows.first, let kind = header.firstIndex(of: "class"), let verdict = header.firstIndex(of: "verdict") else {
      throw Failure(.usage, "\(path) has no columns class and verdict; give a file that --review-file wrote, with its verdicts filled in.")
    }
    var out: [(kind: String, isRight: Bool)] = []
    for (index, row) in table.rows.enumerated().dropFirst() where row.indices.contains(verdict) && row.indices.contains(kind) {
      switch row[verdict].lowercased().filter({ !$0.isWhitespace }) {
      case "": continue
      case "right", "r", "yes", "y", "true", "1", "ok": out.append((row[kind], true))
      case "wrong", "w", "no", "n", "false", "0": out.append((row[kind], false))
      default: throw Failure(.usage, "\(path), row \(index + 1): the verdict is neither right nor wrong; write one of these, or nothing.")
      }
    }
    guard !out.isEmpty else { throw Failure(.usage, "\(path) has no verdict yet; write right or wrong in its column verdict.") }
    return out
  }
}

/// The rows of a CSV file as spreadsheets write it (RFC 4180): fields in quotation marks may hold commas and line breaks.
struct CSVRows {
  private(set) var rows: [[String]] = []

  init(_ text: String) {
    var (row, field, isQuoted): ([String], String.UnicodeScalarView, Bool) = ([], String.UnicodeScalarView(), false)
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    func end() {
      row.append(String(field))
      field = String.UnicodeScalarView()
    }
    while let scalar = next {
      next = scalars.next()
      switch scalar {
      case "\u{FEFF}" where rows.isEmpty && row.isEmpty && field.isEmpty: continue
      case "\"" where isQuoted && next == "\"":
        field.append(scalar)
        next = scalars.next()
      case "\"" where isQuoted || field.isEmpty: isQuoted.toggle()
      case "," where !isQuoted: end()
      case "\r" where !isQuoted: continue
      case "\n" where !isQuoted:
        end()
        rows.append(row)
        row = []
      default: field.append(scalar)
      }
    }
    if !field.isEmpty || !row.isEmpty {
      end()
      rows.append(row)
    }
  }
}
