import Duplicates
import Studies
import Units

/// An audit as one page, made of the sections of a study's ``Page`` that speak of the log.
struct AuditPage {
  /// The whole page.
  let html: String

  init(_ study: AuditStudy, whyNoTexts: String, measured: [MeasuredPrecision]) {
    let sections: [Section] = [
      .repeats(study), .similarity(study.audit, measured: measured), .waste(study.audit), .safety(study), .log(study),
      .caveats(study.caveats),
    ].compactMap { $0 }
    html =
      PageFrame(
        title: "What repeats in \(counted(study.audit.total.total.requests, "request"))",
        what: "what repeats, and how right a cache would be", version: study.manifest.version,
        summary: AuditSummarySection(study: study, whyNoTexts: whyNoTexts).markup, sections: sections
      ).html
  }
}

extension Section {
  /// What a semantic cache would hit, and how right it would be; `nil` where texts were not compared and there are no answers.
  static func similarity(_ audit: Audit, measured: [MeasuredPrecision] = []) -> Section? {
    let answers = AuditTables.answers(audit)
    guard !audit.sweep.isEmpty || !answers.rows.isEmpty || !measured.isEmpty else { return nil }
    let chart = Chart.sweep(audit).map { chartPair([$0]) } ?? ""
    return Section(
      id: "similarity", title: "How right would a semantic cache be?", lead: audit.sweep.isEmpty ? "" : "\(AuditTables.sweepNote(audit))",
      body: chart + titled("By threshold", AuditTables.sweep(audit)) + titled("By score", AuditTables.bands(audit))
        + titled("How often logged answers differ", answers, note: "\(AuditTables.answersNote(audit))")
        + titled("What the verdicts say", AuditTables.measured(measured)))
  }

  /// Groups that a page shows of each division; more are in the files.
  private static let mostGroups = 100

  /// Where repeats are.
  static func waste(_ audit: Audit) -> Section? {
    let tables = audit.waste.filter { $0.division != .model }
    guard !tables.isEmpty else { return nil }
    return Section(
      id: "waste", title: "Where the repeats are",
      body: tables.markup {
        titled("By \(AuditTables.title($0.division))", AuditTables.waste($0, most: mostGroups), note: "\(AuditTables.wasteNote($0))")
      })
  }

  /// Everything the reader must know.
  static func caveats(_ caveats: [Caveat]) -> Section? {
    guard !caveats.isEmpty else { return nil }
    let items = caveats.markup { caveat in
      "<li class=\"\(caveat.severity.name)\"><b>\(caveat.severity.name)</b> \(caveat.text)</li>\n"
    }
    return Section(id: "caveats", title: "Caveats", body: "<ul class=\"caveats\">\(items)</ul>\n")
  }
}
