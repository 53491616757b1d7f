public import Studies
import Units

/// The result of a suite in every format. Functions of the value; nothing is written, and no time that anything took is in it.
public struct SuiteReport: Sendable {
  let result: SuiteResult

  /// The report of a result.
  public init(_ result: SuiteResult) { self.result = result }

  /// One row per data set, strategy and seed: what is stored, and what later runs are held against.
  public var csv: String {
    let record = SuiteRecord(result.rows)
    let rows = record.keys.map { key in
      let cells = record.cells[key] ?? []
      return [Escaping.csv(key.dataset), Escaping.csv(key.strategy), "\(key.seed)"] + cells.dropLast() + [Escaping.csv(cells.last ?? "")]
    }
    return CSVText.table(SuiteRecord.keyColumns + SuiteRecord.columns, rows)
  }

  /// For a terminal: what changed, and the first strategies of each data set.
  public func terminal(_ style: TerminalStyle) -> String { document(isNarrow: true).terminal(style) }

  /// As GitHub-flavoured Markdown.
  public var markdown: String { document(isNarrow: false).markdown() }

  /// As one page that needs nothing but itself.
  public var html: String {
    var sections: [Section] = []
    if !SuiteTables.changes(result).rows.isEmpty {
      sections.append(Section(id: "changes", title: "What changed", body: SuiteTables.changes(result).markup(label: "What changed")))
    }
    for (index, dataset) in result.suite.datasets.enumerated() {
      let tables = result.suite.seeds.markup { seed in
        Section.titled(SuiteTables.title(seed, of: result.suite), SuiteTables.rows(result, dataset.name, seed))
          + Section.titled("Not replayed", SuiteTables.skipped(result, dataset.name, seed))
      }
      sections.append(Section(id: "dataset-\(index)", title: dataset.name, body: tables))
    }
    for (index, article) in result.articles.enumerated() where !article.rows.isEmpty {
      sections.append(
        Section(
          id: "article-\(index)", title: article.title, lead: "\(SuiteTables.lead(article))",
          body: SuiteTables.article(article).markup(label: article.title)))
    }
    return PlainPage(
      title: result.suite.title.isEmpty ? "Suite" : result.suite.title, lead: summary, version: result.version, sections: sections
    ).html
  }

  /// Schema `hindcast/bench/1`.
  public var jsonText: String { SuiteTables.json(result).text() + "\n" }

  /// "180 results are what they were." or what is otherwise.
  public var summary: String {
    let rows = result.rows
    let replayed = rows.filter { $0.figures != nil && !$0.isBaseline }.count
    let left = rows.filter { $0.figures == nil }.count
    let what =
      "\(counted(result.suite.datasets.count, "data set")), \(counted(replayed, "replay"))"
      + (left > 0 ? ", \(grouped(left)) left out" : "") + ", prices \(result.priceTable)"
    guard let changes = result.changes else { return "Nothing is stored to hold this against: \(what)." }
    guard !changes.isEmpty else { return "Nothing changed: \(what)." }
    let touched = Set(changes.map(\.key))
    return
      "\(touched.count == 1 ? "1 result is" : "\(grouped(touched.count)) results are") not what \(touched.count == 1 ? "it was" : "they were"): \(what)."
  }

  /// - Parameter isNarrow: for a terminal, where long names and reasons would be cut: they stand above the tables and in sentences.
  private func document(isNarrow: Bool) -> Document {
    var document = Document()
    document.heading(result.suite.title.isEmpty ? "Suite" : result.suite.title, level: 1)
    document.paragraph(summary)
    let changes = SuiteTables.changes(result)
    if !changes.rows.isEmpty {
      document.heading("What changed")
      document.table(changes)
    }
    for dataset in result.suite.datasets {
      for seed in result.suite.seeds {
        document.heading(dataset.name + (result.suite.seeds.count > 1 ? ", \(SuiteTables.title(seed, of: result.suite))" : ""))
        document.table(SuiteTables.rows(result, dataset.name, seed))
        guard isNarrow else {
          document.table(SuiteTables.skipped(result, dataset.name, seed))
          continue
        }
        for text in SuiteTables.skippedWords(result, dataset.name, seed) { document.paragraph(text) }
      }
    }
    for article in result.articles where !article.rows.isEmpty {
      document.heading(article.title)
      document.paragraph(SuiteTables.lead(article))
      guard isNarrow else {
        document.table(SuiteTables.article(article))
        continue
      }
      for part in SuiteTables.articleParts(article) {
        document.heading(part.title, level: 3)
        document.table(part.table)
      }
    }
    return document
  }
}
