public import Studies

extension ClaimsFile {
  /// The claims of a CSV table: a row for each strategy, with the fields of a strategy as columns; the row called `baseline` is what they
  /// are compared with, and its `cost` the bill without a cache. An empty cell claims nothing.
  ///
  /// - Throws: ``ScenarioError`` with file, line and column (counted in cells).
  public static func read(csv text: String, file: String) throws(ScenarioError) -> Claims {
    let rows = cells(of: text)
    guard let header = rows.first?.cells else { throw ScenarioError(file: file, sentence: "The table is empty; add a header and a row.") }
    for (index, name) in header.enumerated() where columns[name] == nil && !texts.contains(name) {
      let known = (texts + columns.keys.sorted()).joined(separator: ", ")
      throw ScenarioError(
        file: file, line: 1, column: index + 1, sentence: "There is no column \"\(name.prefix(40))\"; there are: \(known).")
    }
    var claims = Claims()
    for (line, cells) in rows.dropFirst() {
      func fault(_ column: Int, _ sentence: String) -> ScenarioError {
        ScenarioError(file: file, line: line, column: column + 1, sentence: sentence)
      }
      guard cells.count == header.count else {
        throw fault(cells.count, "This row has \(cells.count) cells and the header \(header.count).")
      }
      var strategy = Claims.Strategy()
      for (index, cell) in cells.enumerated() where !cell.isEmpty {
        switch header[index] {
        case "name": strategy.name = cell
        case "extends": strategy.extends = cell
        case "matching":
          guard let matching = Claims.Matching(rawValue: cell) else {
            throw fault(index, "\"\(cell.prefix(40))\" is no matching; write exact, near or semantic.")
          }
          strategy.matching = matching
        case "price_ratio" where cell == "unknown": strategy.priceRatio = nil
        default:
          guard let (kind, path) = columns[header[index]] else { continue }
          guard let figure = kind.parse(cell) else { throw fault(index, "\"\(cell.prefix(40))\" is not \(kind.words).") }
          strategy[keyPath: path] = figure
        }
      }
      if strategy.name == "baseline" {
        claims.baseline.latency = strategy.latency
        claims.baseline.cost = strategy.cost
      } else {
        claims.strategies.append(strategy)
      }
    }
    do {
      try claims.validate()
    } catch {
      throw ScenarioError(file: file, sentence: error.path.isEmpty ? error.reason : "\(error.path): \(error.reason)")
    }
    return claims
  }

  private static let texts = ["name", "matching", "extends"]

  private static var columns: [String: (FigureKind, WritableKeyPath<Claims.Strategy, Claims.Figure?>)] {
    [
      "hit_rate": (.share, \.hitRate), "mean": (.duration, \.latency.mean), "p50": (.duration, \.latency.p50),
      "p90": (.duration, \.latency.p90), "p95": (.duration, \.latency.p95), "p99": (.duration, \.latency.p99),
      "cost_reduction": (.share, \.costReduction), "cost": (.dollars, \.cost), "price_ratio": (.share, \.priceRatio),
    ]
  }

  /// The cells of each line that is not empty, quoted or not (RFC 4180, without line breaks in cells), with the line's number.
  static func cells(of text: String) -> [(line: Int, cells: [String])] {
    var rows: [(line: Int, cells: [String])] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      guard line.contains(where: { !$0.isWhitespace }), !line.hasPrefix("#") else { continue }
      var cells = [""]
      var isQuoted = false
      var previous: Character?
      for character in line {
        if character == "\"" {
          // Inside quotes, a doubled one stands for itself.
          if !isQuoted, previous == "\"" { cells[cells.count - 1].append(character) }
          isQuoted.toggle()
        } else if character == ",", !isQuoted {
          cells.append("")
        } else {
          cells[cells.count - 1].append(character)
        }
        previous = character
      }
      rows.append((number + 1, cells.map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }))
    }
    return rows
  }
}
