import Simulation
import Studies
import Units

extension Section {
  /// Strategies side by side.
  static func strategies(_ study: Study, _ headline: Headline) -> Section {
    let charts = [Chart.hitRates(study), Chart.monthlyCosts(study)].compactMap { $0 }
    let models = study.strategies.markup { result in
      folded(
        "\(result.strategy.name) by model", StudyTables.models(result, study).markup(label: "\(result.strategy.name) by model"),
        isOpen: result.strategy.name == headline.result?.strategy.name)
    }
    return Section(
      id: "strategies", title: "Strategies side by side",
      lead: """
        Hits are of all requests. Costs have the calls upstream and the cache; “saved” is counted from the bill as logged. A cache \
        without a \
        known price shows “?”.
        """,
      body: """
        \(StudyTables.strategies(study).markup(label: "Strategies side by side"))\(chartPair(charts))\
        \(models)\
        \(if: !study.strategies.isEmpty, folded("Other rates, and ranges", StudyTables.rates(study).markup(label: "Other rates")))\
        \(if: !study.strategies.isEmpty, folded("Whole log and steady state", StudyTables.steadyState(study).markup(label: "Steady state")))
        """)
  }

  /// Latency and hits over time.
  static func time(_ study: Study) -> Section? {
    let charts = [Chart.latencies(study), Chart.dailyHits(study)].compactMap { $0 }
    guard !charts.isEmpty else { return nil }
    return Section(
      id: "time", title: "Latency, and hits over time",
      lead: """
        A cache makes hits fast; it leaves the slow calls as they are, and adds a look-up to each miss. So the mean falls long before \
        P95 does: \
        P95 moves only when hits take away most of the slowest twentieth.
        """, body: chartPair(charts))
  }

  /// What still went upstream.
  static func causes(_ study: Study, _ headline: Headline) -> Section? {
    guard let shown = headline.result, let chart = Chart.causes(study, shown) else { return nil }
    let others = study.strategies.filter { $0.strategy.name != shown.strategy.name && !$0.causes.isEmpty }.markup { result in
      folded(result.strategy.name, StudyTables.causes(result).markup(label: "Causes: \(result.strategy.name)"))
    }
    return Section(
      id: "causes-of-misses", title: "What is left to gain",
      lead: "Each call that went upstream has one cause, and its cost is what removing the cause could bring at most.",
      body: chart.markup + others)
  }

  /// Each strategy's configuration, and what its stores did.
  static func configurations(_ study: Study, _ files: [String: String]) -> Section? {
    guard !study.strategies.isEmpty else { return nil }
    let cards = study.strategies.markup { result in
      let rows = StrategyWords.fields(result.strategy).markup { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" }
      // What the words leave out, the file says.
      let file: Markup = files[result.strategy.name].map { "<pre class=\"file\" tabindex=\"0\">\(lines($0))</pre>" } ?? ""
      return
        "<article class=\"card\"><h3>\(result.strategy.name)</h3><p>\(result.strategy.summary)</p><dl>\(rows)</dl>\(file)</article>\n"
    }
    return Section(
      id: "configurations", title: "Strategies in full",
      body:
        "<div class=\"cards\">\(cards)</div>\n" + titled("What the stores did", StudyTables.tiers(study))
        + titled("What the stores cost a month", StudyTables.bills(study))
    )
  }

  /// A text of many lines, as it stands: each line is escaped.
  private static func lines(_ text: String) -> Markup {
    text.split(separator: "\n", omittingEmptySubsequences: false).markup { Markup.whole(String($0)) + "\n" }
  }

  static func chartPair(_ charts: [Chart]) -> Markup { "<div class=\"pair\">\(charts.markup(\.markup))</div>\n" }
}
