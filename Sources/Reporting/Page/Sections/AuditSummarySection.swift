import Duplicates
import Studies
import Traces
import Units

/// The first screen of an audit: how much of the log a cache could answer, and how right it would be.
struct AuditSummarySection {
  let study: AuditStudy
  let whyNoTexts: String

  private var audit: Audit { study.audit }
  /// What shares are of.
  private var calls: Int { audit.total.headline.requests }

  var markup: Markup {
    """
    <section class="summary" id="summary" aria-labelledby="lead">
    <p class="over">\(overline)</p>
    <h1 id="lead">\(title)</h1>
    <div class="answer"><p class="lede">\(sentence)</p>
    \(tiles)</div>
    \(Section.grounds(grounds))\
    <div class="fixes">\(Section.titled("What to do, by what it is worth", AuditTables.fixes(audit)))</div>
    </section>

    """
  }

  private var overline: String {
    let inputs = study.manifest.inputs
    let name = inputs.count == 1 ? cut(Escaping.plain(inputs[0].name), to: 60) : counted(inputs.count, "file")
    let days = study.span.map { " · \(Dates.span(of: $0, offset: study.manifest.dayOffset))" } ?? ""
    return "\(name) · \(counted(audit.total.total.requests, "request"))\(days)"
  }

  private var title: Markup {
    guard AuditTables.hasContent(audit.total) else { return "What repeats is not known: no prompt is in the log" }
    let near = audit.unlimitedNear
    guard near.requests > 0 else { return "Nothing repeats in these \(counted(calls, "call"))" }
    let worth: Markup = near.unpriced < near.requests ? ", worth <b>\(near.dollars.description)</b>" : ""
    return "A cache could have answered <b>\(Ratio(near.requests, of: calls).description)</b> of these calls\(worth)"
  }

  private var sentence: String {
    guard AuditTables.hasContent(audit.total), audit.unlimitedNear.requests > 0 else { return AuditTables.headline(audit) }
    let (exact, near) = (audit.unlimitedExact, audit.unlimitedNear)
    var text =
      "Of \(counted(calls, "call")) that \(calls == 1 ? "generates" : "generate") text and did not fail, a cache without limits would have "
      + "answered \(grouped(exact.requests))\(AuditTables.worth(exact)) by exact keys"
    if near.requests > exact.requests { text += ", and \(grouped(near.requests))\(AuditTables.worth(near)) by keys that level spelling" }
    text += "."
    if let level = audit.fixes.first(where: { $0.kind == .nearKeys }), let wrong = level.wrong, wrong > 0 {
      let most = wrong < 1 ? "Less than one" : "Some \(grouped(Int(wrong.rounded())))"
      text += " \(most) of the latter would be expected to be wrong answers."
    }
    return text + " What a cache with limits saves in a month, ‘hindcast replay’ says."
  }

  /// The classes, each with what it means for a cache; those that are known.
  private var tiles: Markup {
    guard AuditTables.hasContent(audit.total) else { return "" }
    func share(_ kind: DuplicateClass) -> String { audit.total.share(of: kind)?.description ?? "–" }
    func right(_ kind: DuplicateClass) -> String? {
      let requests = audit.total[kind].all.requests
      guard requests > 0, let wrong = audit.expectedWrong(of: kind) else { return nil }
      return "\(percent(1 - wrong / Double(requests))) right"
    }
    func billed(_ kind: DuplicateClass) -> String? {
      let volume = audit.total[kind].all
      return volume.requests > volume.unpriced ? volume.dollars.description : nil
    }
    func more(_ words: String?...) -> String { words.compactMap { $0 }.joined(separator: " · ") }
    var tiles: [(what: String, figure: String, more: String)] = [
      ("Exact repeats", share(.exact), more(billed(.exact), "word for word")),
      ("Near repeats", share(.near), more(billed(.near), right(.near))),
    ]
    if audit.matches != nil {
      tiles.append(("Semantic matches", share(.semantic), more(billed(.semantic), right(.semantic))))
      tiles.append(("Fillings of a template", share(.templated), more(billed(.templated), "never to be served")))
    }
    tiles.append(("Unique", share(.unique), more(billed(.unique))))
    if let narrowest = audit.leakage.last(where: { $0.scope == .user }) ?? audit.leakage.last {
      tiles.append(
        (
          "Left with one cache per \(narrowest.scope == .apiKey ? "API key" : narrowest.scope.rawValue)",
          Ratio(narrowest.kept.requests, of: max(1, narrowest.shared.requests)).description, "of the exact repeats"
        ))
    }
    return Section.tiles(tiles)
  }

  private var grounds: [(name: String, words: Markup)] {
    let total = audit.total.total
    let span = study.span.map { Microseconds($0.upperBound - $0.lowerBound) } ?? .zero
    var out: [(name: String, words: Markup)] = [
      (
        "Traffic",
        "\(counted(total.requests, "request"))\(span > .zero ? " over \(span.span)" : ""), \(counted(audit.models.count, "model"))"
          + "\(total.requests > total.unpriced ? ", \(total.dollars) at list price" : "")"
      ), ("Prices", "\(study.manifest.prices)"),
    ]
    let basis = AuditTables.basis(audit, why: whyNoTexts)
    if audit.matches == nil, !basis.isEmpty { out.append(("Not looked for", "\(basis)")) }
    if let caveat = study.caveats.first {
      let others = study.caveats.count - 1
      let more: Markup = others == 0 ? "" : " <a href=\"#caveats\">\(others) more</a>"
      out.append(("Careful", "\(caveat.text)\(more)"))
    }
    return out
  }
}
