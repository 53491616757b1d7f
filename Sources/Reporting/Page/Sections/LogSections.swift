import Duplicates
import Pricing
import Studies
import Traces
import Units

extension Section {
  /// What repeats in the log.
  static func repeats(_ audited: AuditStudy) -> Section? {
    let audit = audited.audit
    let charts = [Chart.classes(audit), Chart.reuseGaps(audit.gaps)].compactMap { $0 }
    guard !charts.isEmpty else { return nil }
    let gaps = audit.gaps.filter { $0.repeats.requests > 0 }.prefix(1).markup { "<p class=\"note\">\(AuditTables.percentiles($0))</p>\n" }
    let keysNote: Markup = "Keys are named by their first appearance; no prompt is on this page."
    return Section(
      id: "repeats", title: "What repeats in the log", lead: "\(AuditTables.headline(audit))",
      body: """
        \(chartPair(charts))\(titled("How right each class is", AuditTables.classes(audit), note: "\(AuditTables.basis(audit, why: ""))"))\
        \(gaps)\(chartPair([Chart.repeatLaw(audit.repeatLaw)].compactMap { $0 }))\
        \(titled("By model", AuditTables.models(audit)))\
        \(titled("Where the money repeats", AuditTables.topKeys(audit, prompts: []), note: keysNote))
        """)
  }

  /// What a key must hold, and who may share.
  static func safety(_ audited: AuditStudy) -> Section? {
    let (fields, tenants) = (AuditTables.keySafety(audited.audit), AuditTables.leakage(audited.audit))
    guard !fields.rows.isEmpty || !tenants.rows.isEmpty else { return nil }
    return Section(
      id: "safety", title: "Key safety and tenants",
      lead: "What would go wrong if a field were left out of the key, and what it costs to keep tenants apart.",
      body: titled(
        "What a key must not leave out", fields,
        note:
          "Requests that would get the answer to a request with another value of the field. "
          + "Fields outside the key are those where this happens now; it may be meant."
      )
        + titled(
          "What keeping tenants apart costs", tenants,
          note:
            "“Lost” are repeats that only another tenant had asked before: the price of apart, "
            + "and what would cross between tenants if they shared."
        ))
  }

  /// What was read, and what was not.
  static func log(_ audited: AuditStudy) -> Section {
    let log = audited.log
    let aside = log.setAside.reduce(0) { $0 + $1.count }
    let files = log.sources.count == 1 ? "one file" : counted(log.sources.count, "file")
    return Section(
      id: "log", title: "The log",
      lead: "\(counted(log.records, "record")) in \(files), \(grouped(aside)) of them set aside.",
      body: titled("Quality", AuditTables.quality(audited.audit.quality)) + titled("Files", AuditTables.allSources(log))
        + titled("Set aside", AuditTables.setAside(log)))
  }

  /// The prices used, with source and date.
  static func prices(_ study: Study) -> Section? {
    let table = StudyTables.prices(study)
    let notes = study.audited.prices.flatMap { lookup in lookup.notes.map { "\(lookup.loggedModel): \($0)" } }
    let unpriced = study.audited.audit.quality.unpricedModels.map {
      "\(cut(ModelPair.title($0.name), to: 60)): no price, so \(counted($0.requests, "request")) \($0.requests == 1 ? "is" : "are") not in the dollars."
    }
    guard !table.rows.isEmpty || !unpriced.isEmpty else { return nil }
    let remarks = (unpriced + notes).prefix(60).markup { "<li>\($0)</li>\n" }
    return Section(
      id: "prices", title: "Prices used",
      lead: "US dollars per million tokens, \(study.audited.manifest.prices). Each request is priced at its own time.",
      body: table.markup(label: "Prices used") + "\(if: !remarks.isEmpty, "<ul class=\"notes\">\(remarks)</ul>\n")")
  }

  /// Everything the reader must know.
  static func caveats(_ study: Study) -> Section? { caveats(study.caveats) }
}
