import Duplicates
import Simulation
public import Studies
import Units

/// A sweep in every format. Functions of the value; nothing is written.
public struct SweepReport: Sendable {
  let sweep: Sweep

  /// The report of a sweep.
  public init(_ sweep: Sweep) { self.sweep = sweep }

  /// For a terminal.
  public func terminal(_ style: TerminalStyle) -> String { document.terminal(style) }

  /// As GitHub-flavoured Markdown.
  public var markdown: String { document.markdown() }

  /// One row per strategy, in the order of the grid.
  public var csv: String {
    let frontier = Set(sweep.frontier)
    let header =
      ["strategy", "base"] + sweep.axes.map { Escaping.csv($0.name) } + [
        "requests", "hits", "request_hit_rate", "mean_ms", "p50_ms", "p95_ms", "p99_ms", "monthly_upstream_usd",
        "monthly_infrastructure_usd",
        "monthly_beside_usd", "monthly_saving_usd", "expected_wrong_share", "stale_share", "expired_served", "is_on_frontier",
      ]
    func ms(_ span: Microseconds?) -> String { span.map { plain($0.milliseconds, decimals: 3) } ?? "" }
    let rows = sweep.points.indices.map { index -> [String] in
      let (point, result) = (sweep.points[index], sweep.results[index])
      return [Escaping.csv(point.strategy.name), Escaping.csv(point.base)]
        + zip(sweep.axes, point.values).map { axis, value in value.map { Escaping.csv(axis.values[$0]) } ?? "" }
        + [
          "\(result.requests)", "\(result.hits)", CSVText.share(result.hitRate), ms(result.mean), ms(result.p50), ms(result.p95),
          ms(result.p99), result.upstream?.exact ?? "", result.infrastructure.exact, result.beside.exact,
          sweep.saving(index)?.exact ?? "", plain(result.wrongShare, decimals: 9),
          result.outdated == nil ? "" : plain(result.staleShare, decimals: 9), "\(result.served[.stale] ?? 0)",
          "\(frontier.contains(index))",
        ]
    }
    return CSVText.table(header, rows)
  }

  /// Schema `hindcast/sweep/1`.
  public var jsonText: String {
    let manifest = sweep.audited.manifest
    let frontier = Set(sweep.frontier)
    let rows = sweep.points.indices.map { index -> JSONTree in
      let (point, result) = (sweep.points[index], sweep.results[index])
      return .object([
        ("strategy", .string(point.strategy.name)), ("base", .string(point.base)),
        (
          "values",
          .object(
            zip(sweep.axes, point.values).map { axis, value in (axis.name, value.map { JSONTree.string(axis.values[$0]) } ?? .null) })
        ),
        ("is_on_frontier", .bool(frontier.contains(index))), ("monthly_saving_usd", .dollars(sweep.saving(index))),
        ("figures", SweepTables.json(result)),
      ])
    }
    let tree = JSONTree.object([
      ("schema", .string("hindcast/sweep/1")), ("version", .string(manifest.version)), ("seed", .digits("\(manifest.seed)")),
      ("price_table", .string(manifest.prices)), ("selection", manifest.selection.map { .string($0) } ?? .null),
      (
        "axes",
        .array(
          sweep.axes.map { .object([("field", .string($0.name)), ("values", .array($0.values.map { .string($0) }))]) })
      ),
      ("baseline", SweepTables.json(sweep.baseline)), ("results", .array(rows)),
      (
        "skipped",
        .array(sweep.skipped.map { .object([("strategy", .string($0.name)), ("reason", .string($0.reason))]) })
      ),
      (
        "caveats",
        .array(
          sweep.caveats.map {
            .object([("id", .string($0.id)), ("severity", .string($0.severity.name)), ("text", .string($0.text))])
          })
      ),
    ])
    return tree.text() + "\n"
  }

  /// All pictures as one SVG file.
  public var svg: String { ChartSheet.svg(charts) }

  /// A page that needs nothing but itself.
  public var html: String {
    var sections = [
      Section(
        id: "frontier", title: "What is worth choosing from",
        lead: "No other strategy tried is better in saving, P95, expected wrong answers and answers out of date at once.",
        body: "\(Section.chartPair([SweepCharts.frontier(sweep)].compactMap { $0 }))\(frontierTable.markup(label: "Frontier"))")
    ]
    let maps = SweepCharts.maps(sweep)
    if !maps.isEmpty {
      sections.append(Section(id: "maps", title: "Maps", body: Section.chartPair(maps)))
    }
    sections.append(Section(id: "all", title: "All strategies", body: SweepTables.all(sweep).markup(label: "All strategies")))
    let skipped = SweepTables.skipped(sweep)
    if !skipped.rows.isEmpty { sections.append(Section(id: "skipped", title: "Left out", body: skipped.markup(label: "Left out"))) }
    if !sweep.caveats.isEmpty {
      let items = sweep.caveats.markup { "<li class=\"\($0.severity.name)\"><b>\($0.severity.name)</b> \($0.text)</li>\n" }
      sections.append(Section(id: "caveats", title: "Caveats", body: "<ul class=\"caveats\">\(items)</ul>\n"))
    }
    return PlainPage(title: title, lead: sentence, version: sweep.audited.manifest.version, sections: sections).html
  }

  private var charts: [Chart] { [SweepCharts.frontier(sweep)].compactMap { $0 } + SweepCharts.maps(sweep) }

  private var title: String {
    sweep.points.count == 1 ? "One strategy tried" : "\(grouped(sweep.points.count)) strategies tried"
  }

  private var frontierTable: Table { SweepTables.table(sweep, sweep.frontier, most: 20) }

  /// Which is best, in a sentence.
  private var sentence: String {
    guard let best = sweep.ranking.first else { return "None of the strategies could be replayed." }
    if let unknown = sweep.audited.audit.quality.whyUnknown(hits: sweep.results.contains { $0.hits > 0 }) {
      return "Nothing can be said of what these would have changed: \(unknown)."
    }
    let result = sweep.results[best]
    let name = SweepTables.name(sweep, best)
    guard let saving = sweep.saving(best) else {
      return "Nothing can be said of money here: \(name) hits most, \(result.hitRate) of the requests."
    }
    let guess = StudyTables.guess(sweep.month)
    let words =
      saving > .zero
      ? "saves most, \(saving) a month\(guess)" : "is the least dear, but would have cost \(-saving) a month more"
    var risk =
      result.wrongAnswers == 0
      ? "no answer is expected to be wrong" : "\(percent(result.wrongShare)) of the requests are expected to get a wrong answer"
    if let old = result.outdated {
      risk +=
        result.wrongAnswers == 0 && old == 0
        ? " or out of date"
        : old == 0
          ? ", none one out of date"
          : result.wrongAnswers == 0
            ? ", but \(percent(result.staleShare)) of the requests get one that is out of date"
            : ", \(percent(result.staleShare)) one that is out of date"
    }
    return "\(name) \(words): it answers \(result.hitRate) of the requests; P95 is \(result.p95?.description ?? "–"); \(risk)."
  }

  private var document: Document {
    var document = Document()
    document.heading(title, level: 1)
    document.paragraph(sentence)
    document.heading("What is worth choosing from")
    document.table(frontierTable)
    document.heading("All strategies by saving")
    document.table(SweepTables.all(sweep))
    for map in SweepTables.maps(sweep) {
      document.heading(map.title)
      document.table(map.table)
    }
    let skipped = SweepTables.skipped(sweep)
    if !skipped.rows.isEmpty {
      document.heading("Left out")
      document.table(skipped)
    }
    document.caveats(sweep.caveats)
    document.heading("Made with")
    let manifest = sweep.audited.manifest
    document.paragraph(
      "Hindcast \(manifest.version), seed \(manifest.seed), prices \(manifest.prices)"
        + (manifest.selection.map { ", only requests \($0)" } ?? "") + ". \(StudyTables.month(sweep.month)) One month for all strategies.")
    return document
  }
}
