import Duplicates
import Reporting
import Traces
import Units

/// `--review N --review-file FILE`: a sample of would-be hits as CSV, with the prompts, for a person to judge; and the verdicts read back.
enum ReviewFile {
  /// Longer prompts are cut: a person reads them.
  private static let longest = 4_000

  static func write(_ items: [ReviewItem], _ loaded: TraceLoader.Loaded, to file: OutputFile) throws {
    try file.write("id,match,class,difference,score,prompt,earlier_prompt,verdict\n")
    for item in items {
      let score = item.score == 0 ? "" : plain(Double(item.score) / 10_000, decimals: 4)
      try file.write(
        "\(item.request),\(item.match),\(item.kind.name),\(item.difference),\(score),\(RowText.csv(prompt(item.request, loaded))),"
          + "\(RowText.csv(prompt(item.match, loaded))),\n")
    }
  }

  private static func prompt(_ i: Int, _ loaded: TraceLoader.Loaded) -> String {
    guard let texts = loaded.trace.prompts[.lastUserMessage], loaded.trace.requests.prompt.indices.contains(i) else { return "" }
    let text = Int(texts[Int(loaded.trace.requests.prompt[i])])
    return loaded.texts.indices.contains(text) ? String(loaded.texts[text].unicodeScalars.prefix(longest)) : ""
  }

  /// What a person said of a would-be hit.
  struct Verdict {
    let kind: String
    let isRight: Bool
    /// The request and its prompt, where the file still has them.
    let request: Int?
    let prompt: String
  }

  /// Refuses verdicts of another log: those of which no prompt is that of the request of its number here. Of a trace file that is not known.
  static func check(_ verdicts: [Verdict], _ path: String, _ loaded: TraceLoader.Loaded) throws {
    let known = verdicts.filter { $0.request != nil && !$0.prompt.isEmpty }
    guard loaded.texts.count > 1, !known.isEmpty else { return }
    // Spreadsheets trim, and write line breaks in their own way.
    func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
    guard !known.contains(where: { bare(prompt($0.request ?? -1, loaded)) == bare($0.prompt) }) else { return }
    throw Failure(
      .usage, "\(path) has verdicts of another log: no prompt in it is that of the request of its id here; name the log it was drawn from.")
  }

  /// The verdicts of a file: what has none yet is left out.
  static func verdicts(_ path: String) throws -> [Verdict] {
    let table = CSVRows(try text(of: path))
    guard let header = table.rows.first, let kind = header.firstIndex(of: "class"), let verdict = header.firstIndex(of: "verdict") else {
      throw Failure(.usage, "\(path) has no columns class and verdict; give a file that --review-file wrote, with its verdicts filled in.")
    }
    let (id, prompt) = (header.firstIndex(of: "id"), header.firstIndex(of: "prompt"))
    var out: [Verdict] = []
    for (index, row) in table.rows.enumerated().dropFirst() where row.indices.contains(verdict) && row.indices.contains(kind) {
      let isRight: Bool
      switch row[verdict].lowercased().filter({ !$0.isWhitespace }) {
      case "": continue
      case "right", "r", "yes", "y", "true", "1", "ok": isRight = true
      case "wrong", "w", "no", "n", "false", "0": isRight = false
      default: throw Failure(.usage, "\(path), row \(index + 1): the verdict is neither right nor wrong; write one of these, or nothing.")
      }
      func cell(_ column: Int?) -> String { column.flatMap { row.indices.contains($0) ? row[$0] : nil } ?? "" }
      out.append(Verdict(kind: row[kind], isRight: isRight, request: Int(cell(id)), prompt: cell(prompt)))
    }
    guard !out.isEmpty else { throw Failure(.usage, "\(path) has no verdict yet; write right or wrong in its column verdict.") }
    return out
  }
}

/// The rows of a CSV file as spreadsheets write it (RFC 4180): fields in quotation marks may hold commas and line breaks. Where decimals have a
/// comma, spreadsheets part fields by semicolons: what parts those of the first line parts all.
struct CSVRows {
  private(set) var rows: [[String]] = []

  init(_ text: String) {
    let header = text.prefix { !$0.isNewline }
    let comma: Unicode.Scalar = header.contains(",") ? "," : header.contains("\t") ? "\t" : ";"
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
      case comma where !isQuoted: end()
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
