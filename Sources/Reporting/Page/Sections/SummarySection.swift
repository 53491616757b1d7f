import Duplicates
import Simulation
import Studies
import Units

/// The first screen: what a manager needs, and nothing else.
struct SummarySection {
  let study: Study
  let headline: Headline

  var markup: Markup {
    let charts = [Chart.waterfall(study, headline), Chart.modelCosts(study, headline)].compactMap { $0 }
    return """
      <section class="summary" id="summary" aria-labelledby="lead">
      <p class="over">\(overline)</p>
      <h1 id="lead">\(title)</h1>
      <div class="answer"><p class="lede">\(headline.sentence)</p>
      \(tiles)\(recommendation)</div>
      \(Section.grounds(grounds))\
      \(Self.whatIf(study.whatIf))<div class="pair">\(charts.markup(\.markup))</div>
      </section>

      """
  }

  private var overline: String {
    let inputs = study.audited.manifest.inputs
    let name = inputs.count == 1 ? cut(Escaping.plain(inputs[0].name), to: 60) : counted(inputs.count, "file")
    return "\(name) · \(counted(study.noCache.total.tally.requests, "request"))" + (days.map { " · \($0)" } ?? "")
  }

  /// The civil days of the log.
  private var days: String? {
    guard let span = study.audited.covered, span.lowerBound < span.upperBound else { return nil }
    return Dates.span(of: span, offset: study.month.offset)
  }

  private var title: Markup {
    guard let result = headline.result else {
      guard let before = headline.before else { return "The calls in this log" }
      return "The calls cost <b>\(before.description)</b> \(headline.money.per)"
    }
    guard let saving = headline.saving, headline.saves else {
      return headline.money.basis == .unpriced
        ? "<b>\(result.total.tally.requestHitRate.description)</b> of the requests could come from a cache"
        : study.month.basis == .none
          ? "So short a log cannot tell what a cache would save" : "No cache here would have saved money"
    }
    let per: Markup = headline.money.basis == .month ? "a month" : "over this log"
    return
      "<span class=\"name\">\(result.strategy.name)</span> would have saved <b>\(saving.description)</b> \(per)\(headline.beforeStore)\(refusal)"
  }

  /// Where what saves most is not what is recommended, the first line says so.
  private var refusal: String { Recommendation(study, headline)?.refusal?.words ?? "" }

  private var recommendation: Markup {
    guard let recommendation = Recommendation(study, headline) else { return "" }
    return "<div class=\"advice\"><h2>Recommendation</h2><p>\(recommendation.text)</p></div>\n"
  }

  /// Six figures; those that there are.
  private var tiles: Markup {
    guard let result = headline.result else { return "" }
    var tiles: [(what: String, figure: String, more: String)] = []
    if let saving = headline.saving {
      let range = headline.rangeText.map { "\(headline.rangeName) \($0)" } ?? ""
      tiles.append(
        (
          (saving < .zero ? "Costs more \(headline.money.per)" : "Saved \(headline.money.per)") + headline.beforeStore
            + (headline.isGuess ? ", a guess" : ""),
          (saving < .zero ? -saving : saving).description, range
        ))
    }
    if let share = headline.share, let before = headline.before, let after = headline.after {
      tiles.append(("Share of the bill", percent(share), "\(before) → \(after)"))
    }
    let tally = result.total.tally
    let kinds = Self.kinds(tally)
    tiles.append(("Answered from the cache", tally.requestHitRate.description, tally.requestHitRate.numerator == 0 ? "no request" : kinds))
    if let was = study.asLogged.total.latency, let now = result.total.latency {
      tiles.append(
        ("P95 latency", "\(now.p95)" == "\(was.p95)" ? now.p95.description : "\(was.p95) → \(now.p95)", "mean \(was.mean) → \(now.mean)"))
    }
    if let wrong = result.money.wrongAnswers {
      let count = wrong == 0 ? "none" : wrong < 1 ? "under 1" : "up to \(grouped(Int(wrong.rounded(.up))))"
      tiles.append(
        (
          "Wrong answers a month", count,
          wrong == 0 ? "exact repeats only" : headline.collisions ?? headline.basisOfWrong ?? "by labelled pairs"
        ))
    }
    if let stale = result.stale {
      let of = "of the hits: about \(grouped(stale.count)) of \(grouped(stale.hits))"
      tiles.append(
        ("Answers out of date", stale.count == 0 ? "none" : percent(stale.ofHits), stale.count == 0 ? "by the log's own answers" : of))
    }
    if let outlook = study.investment(in: result)?.expected {
      let months = outlook.payback.map { $0 == 0 ? "at once" : "\(plain($0, decimals: 1)) months" } ?? "never"
      tiles.append(("Pays back after", months, "first year \(outlook.firstYear)"))
    } else if result.stale == nil, let was = study.asLogged.total.latency, let now = result.total.latency {
      tiles.append(
        ("Median latency", "\(now.p50)" == "\(was.p50)" ? now.p50.description : "\(was.p50) → \(now.p50)", "P99 \(was.p99) → \(now.p99)"))
    }
    return Section.tiles(tiles)
  }

  /// "all word for word", or the share of the requests that each kind of hit answered.
  private static func kinds(_ tally: Tally) -> String {
    let kinds = [(Cause.near, "near"), (.semantic, "by meaning"), (.collision, "wrong by colliding keys")]
      .map { (count: tally.count(.hit, $0.0), name: $0.1) }.filter { $0.count > 0 }
    guard !kinds.isEmpty else { return "all word for word" }
    return ([(tally.count(.hit, .exact), "exact")] + kinds).map { "\(Ratio($0.0, of: tally.requests)) \($0.1)" }.joined(separator: ", ")
  }

  /// The gravest caveat that is about the log, or about the strategy that this page speaks of; those of other strategies stand below.
  private var gravest: Caveat? {
    let others = study.strategies.map(\.strategy.name).filter { $0 != headline.result?.strategy.name }
    func isOfAnother(_ caveat: Caveat) -> Bool {
      func names(_ name: String) -> Bool { caveat.text.contains("“\(name)”") }
      return others.contains(where: names) && !(headline.result.map { names($0.strategy.name) } ?? false)
    }
    return study.caveats.first { !isOfAnother($0) } ?? study.caveats.first
  }

  /// Span and requests, the month, the prices, the gravest caveat.
  private var grounds: [(name: String, words: Markup)] {
    let requests = counted(study.noCache.total.tally.requests, "request")
    let span = study.audited.covered.map { Microseconds($0.upperBound - $0.lowerBound) } ?? .zero
    let models = counted(study.noCache.models.count, "model")
    var out: [(name: String, words: Markup)] = [
      ("Traffic", "\(requests)\(span > .zero ? " over \(span.span)" : ""), \(models)"),
      ("Month", "\(StudyTables.month(study))"), ("Prices", "\(study.audited.manifest.prices)"),
    ]
    if let gap = study.reconciliation?.gap {
      let words = gap == 0 ? "as high as" : "\(percent(abs(gap))) \(gap > 0 ? "above" : "below")"
      out.append(("Bills", "The modelled bill is \(words) the real one"))
    }
    if let caveat = gravest {
      let others = study.caveats.count - 1
      let more: Markup = others == 0 ? "" : " <a href=\"#caveats\">\(others) more</a>"
      out.append(("Careful", "\(caveat.text)\(more)"))
    }
    return out
  }
}
