import Studies
import Units

/// What changed between two studies, in words.
enum DifferenceWords {
  /// The strategy whose saving changed most, those that nobody can run last; the first of equals.
  private static func subject(_ difference: StudyDifference) -> StudyDifference.Strategy? {
    func weight(_ strategy: StudyDifference.Strategy) -> (Int, Double) {
      (strategy.isBound ? 0 : 1, abs(strategy.total[.monthlySaving].absolute ?? 0))
    }
    var best: StudyDifference.Strategy?
    for strategy in difference.strategies where strategy.isInBoth {
      guard let known = best else {
        best = strategy
        continue
      }
      if weight(strategy) > weight(known) { best = strategy }
    }
    return best
  }

  /// The sentence that says it all.
  static func headline(_ difference: StudyDifference) -> String {
    guard let strategy = subject(difference) else { return "No strategy is in both studies." }
    guard difference.strategies.contains(where: { $0.isInBoth && $0.isChanged }) else {
      return difference.baselines.contains(where: \.isChanged)
        ? "What strategies are held against changed; they themselves did not."
        : "All figures of the strategies that both have are the same."
    }
    let figures: [(Figure, String)] = [(.monthlySaving, "the monthly saving"), (.requestHitRate, "the hit rate"), (.p95, "P95")]
    let parts = figures.compactMap { figure, name -> String? in
      let row = strategy.total[figure]
      guard let before = row.before, let after = row.after else { return nil }
      guard isVisible(row) else { return "\(name) stays at \(words(after, figure.unit))" }
      let change = figure == .monthlySaving ? " (\(self.change(row)))" : ""
      return "\(name) goes from \(words(before, figure.unit)) to \(words(after, figure.unit))\(change)"
    }
    return "“\(strategy.name)”: " + (parts.isEmpty ? "changed" : parts.joined(separator: "; ")) + "."
  }

  /// Whether a reader of rounded figures would see a change: what is printed differs, or a thousandth of it does.
  static func isVisible(_ change: StudyDifference.Change) -> Bool {
    guard change.isChange else { return false }
    guard let before = change.before, let after = change.after else { return true }
    return words(before, change.figure.unit) != words(after, change.figure.unit) || abs(change.relative ?? 1) >= 0.001
  }

  /// Strategies that only one study has, and those in both that did not change.
  static func alone(_ difference: StudyDifference) -> String {
    func names(_ strategies: [StudyDifference.Strategy]) -> String { strategies.map { "“\($0.name)”" }.joined(separator: ", ") }
    let all = difference.strategies
    let groups = [
      ("Only in \(difference.after.name)", all.filter { $0.total.before == nil }),
      ("Only in \(difference.before.name)", all.filter { $0.total.after == nil }),
      ("Unchanged", all.filter { $0.isInBoth && !$0.isChanged }),
    ]
    return groups.filter { !$0.1.isEmpty }.map { "\($0.0): \(names($0.1))." }.joined(separator: " ")
  }

  /// What is the same in both and so explains nothing.
  static func same(_ difference: StudyDifference) -> String {
    func isSame(_ kind: StudyFigures.Fact.Kind, _ name: String? = nil) -> Bool {
      !difference.facts.contains { $0.kind == kind && (name == nil || $0.name == name) }
    }
    let hasSelection = difference.after.facts.contains { $0.kind == .manifest && $0.name == "selection" }
    let parts = [
      ("log", isSame(.input)), ("selection", hasSelection && isSame(.manifest, "selection")),
      ("prices", isSame(.price) && isSame(.manifest, "price table")),
      ("settings of the strategies", isSame(.strategy)), ("seed", isSame(.manifest, "seed")), ("version", isSame(.manifest, "Hindcast")),
    ]
    let same = parts.filter(\.1).map(\.0)
    return same.isEmpty ? "Nothing is the same." : "The same in both: \(same.joined(separator: ", "))."
  }

  /// "The gate 'saving_usd < 1000' fails: monthly_saving_usd of “ttl-1h” is 812.44."
  static func failure(_ gate: Gate, _ verdict: Gate.Verdict, of study: String) -> String {
    let what = gate.figure.rawValue
    guard let strategy = verdict.strategy else {
      return "The gate '\(gate)' fails: \(study) has no strategy that it could be asked of."
    }
    let kind = gate.isOfChange ? "the change of \(what)" : what
    guard let value = verdict.value else { return "The gate '\(gate)' fails: \(kind) of “\(strategy)” is not known." }
    return "The gate '\(gate)' fails: \(kind) of “\(strategy)” is \(exact(value, gate.figure.unit))."
  }

  /// A value with all its digits, as a gate would have it.
  static func exact(_ value: Double, _ unit: Figure.Unit) -> String { plain(value, decimals: decimals(unit)) }

  /// Digits after the point that a figure has in JSON.
  static func decimals(_ unit: Figure.Unit) -> Int {
    switch unit {
    case .count: 0
    case .milliseconds: 3
    case .share, .dollars: 9
    }
  }

  /// A value as a reader wants it.
  static func words(_ value: Double, _ unit: Figure.Unit) -> String {
    switch unit {
    case .count: grouped(value, decimals: 0)
    case .share: percent(value)
    case .milliseconds: Microseconds(milliseconds: value).description
    case .dollars: Dollars(value).description
    }
  }

  /// "+$284.01, +5.9 %"; shares in percentage points.
  static func change(_ change: StudyDifference.Change) -> String {
    guard let absolute = absolute(change) else { return "–" }
    return absolute + (relative(change).map { ", \($0)" } ?? "")
  }

  /// "+$284.01", "-12 ms", "+1.3 pp"; "=" where it is what it was.
  static func absolute(_ change: StudyDifference.Change) -> String? {
    guard let absolute = change.absolute else { return nil }
    guard change.isChange else { return "=" }
    let sign = absolute > 0 ? "+" : ""
    if change.figure.unit == .dollars, abs(absolute) < 0.00001 { return "≈ $0" }
    guard change.figure.unit == .share else { return sign + words(absolute, change.figure.unit) }
    return sign + grouped(absolute * 100, decimals: abs(absolute) < 0.001 ? 3 : 1) + " pp"
  }

  /// "+5.9 %"; nothing for shares, of which a share would confuse.
  static func relative(_ change: StudyDifference.Change) -> String? {
    guard change.figure.unit != .share, change.isChange, let relative = change.relative else { return nil }
    return (relative > 0 ? "+" : "") + percent(relative)
  }

  /// What a figure is called in a table.
  static func name(_ figure: Figure) -> String {
    switch figure {
    case .requests: "requests"
    case .unpricedRequests: "requests without a price"
    case .requestHitRate: "hits, of requests"
    case .lookupHitRate: "hits, of look-ups"
    case .tokenHitRate: "hits, of tokens"
    case .dollarHitRate: "hits, of dollars"
    case .mean: "mean"
    case .p50: "P50"
    case .p95: "P95"
    case .p99: "P99"
    case .upstreamCost: "upstream, over the log"
    case .avoidedCost: "avoided, over the log"
    case .monthlyCost: "cost/month"
    case .monthlyInfrastructure: "cache/month"
    case .monthlySaving: "saved/month"
    case .savingShare: "saved, of the bill"
    }
  }
}
