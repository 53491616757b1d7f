import Caching
import Duplicates
public import Studies
import Traces
import Units

/// Curves in every format. Functions of the value; nothing is written.
public struct CurvesReport: Sendable {
  let curves: Curves

  /// The report of some curves.
  public init(_ curves: Curves) { self.curves = curves }

  /// For a terminal.
  public func terminal(_ style: TerminalStyle) -> String { document(isWhole: false).terminal(style) }

  /// As GitHub-flavoured Markdown.
  public var markdown: String { document(isWhole: true).markdown() }

  /// All pictures of all requests as one SVG file.
  public var svg: String { ChartSheet.svg(CurvesCharts.all(curves)) }

  /// A page that needs nothing but itself.
  public var html: String {
    var sections = [section(curves.sets[0], id: "all", title: "All requests", charts: CurvesCharts.all(curves))]
    for (index, set) in curves.sets.dropFirst().enumerated() {
      sections.append(section(set, id: "set-\(index + 1)", title: Escaping.plain(set.name, limit: 60), charts: []))
    }
    if !curves.caveats.isEmpty {
      let items = curves.caveats.markup { "<li class=\"\($0.severity.name)\"><b>\($0.severity.name)</b> \($0.text)</li>\n" }
      sections.append(Section(id: "caveats", title: "Caveats", body: "<ul class=\"caveats\">\(items)</ul>\n"))
    }
    return PlainPage(title: title, lead: lead, version: curves.audited.manifest.version, sections: sections).html
  }

  private func section(_ set: CurveSet, id: String, title: String, charts: [Chart]) -> Section {
    // All sizes are among the figures of the chart.
    let tables = CurvesTables.all(set, isWhole: charts.isEmpty).markup { Section.titled($0.title, $0.table) }
    let pairs = stride(from: 0, to: charts.count, by: 2).map { Array(charts[$0..<min($0 + 2, charts.count)]) }
    return Section(
      id: id, title: title, lead: charts.isEmpty ? "\(CurvesTables.sentence(set))" : "",
      body: "\(pairs.markup { "<div class=\"pair\">\($0.markup(\.markup))</div>\n" })\(tables)")
  }

  private var title: String { "Curves of \(counted(curves.sets[0].requests, "request"))" }

  private var lead: String { CurvesTables.sentence(curves.sets[0]) }

  private func document(isWhole: Bool) -> Document {
    var document = Document()
    document.heading(title, level: 1)
    document.paragraph(lead)
    for table in CurvesTables.all(curves.sets[0], isWhole: isWhole) {
      document.heading(table.title)
      document.table(table.table)
    }
    if let division = curves.division, curves.sets.count > 1 {
      document.heading("By \(division), each with a store of its own")
      document.table(CurvesTables.division(curves, division))
      if curves.more > 0 { document.paragraph("(\(grouped(curves.more)) more with fewer requests are left out.)") }
      if isWhole {
        for set in curves.sets.dropFirst() {
          document.heading(set.name)
          for table in CurvesTables.all(set, isWhole: true) {
            document.heading(table.title, level: 3)
            document.table(table.table)
          }
        }
      }
    }
    document.caveats(curves.caveats)
    document.heading("Made with")
    let manifest = curves.audited.manifest
    let selection = manifest.selection.map { ", only requests \($0)" } ?? ""
    document.paragraph(
      "Hindcast \(manifest.version), seed \(manifest.seed)\(selection). Keys: \(curves.key == .near ? "near" : "exact"); shared by: \(curves.scope.rawValue)."
    )
    return document
  }
}
