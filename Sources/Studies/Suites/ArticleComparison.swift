import Units

/// A published table, figure by figure, beside what the same strategies do on a data set and what can be at all.
public struct ArticleComparison: Sendable {
  /// Where the table is from.
  public let title: String
  /// The data set that was replayed.
  public let dataset: String
  /// The figures, strategy by strategy in the order of the table.
  public let rows: [Row]

  /// One claimed figure.
  public struct Row: Sendable {
    /// What kind of figure.
    public enum Measure: String, Sendable, CaseIterable {
      case hitRate = "hit_rate"
      case mean
      case p95
      case costReduction = "cost_reduction"
    }

    /// The strategy as the table calls it.
    public let claimedStrategy: String
    /// The strategy of the suite that does what it says.
    public let strategy: String
    /// What kind of figure.
    public let measure: Measure
    /// As claimed.
    public let claimed: Value
    /// On the data set; `nil` where it is not known.
    public let simulated: Value?
    /// The best that any cache without capacity and expiry does on the data set; `nil` where the suite has no such bound.
    public let best: Value?
    /// The bound that the table's own figures prove, with its relation; `nil` where nothing bounds it.
    public let bound: (relation: Finding.Relation, value: Value)?
    /// Whether the claim can be true.
    public let verdict: Verdict
  }

  /// An amount, and latencies as a share of those without the cache as well: a data set has latencies of its own.
  public struct Value: Sendable, Equatable {
    /// The amount.
    public let amount: Amount
    /// As a share of the baseline; `nil` for what is a share already, or where there is none.
    public let ofBaseline: Double?
  }

  /// Holds claims against the rows of a suite.
  ///
  /// - Parameters:
  ///   - check: The claims, checked by themselves.
  ///   - rows: Of one data set and one seed, the log as it was among them.
  public init(_ check: ClaimCheck, article: Suite.Article, rows: [SuiteRow]) {
    title = check.claims.title
    dataset = article.dataset
    let baseline = rows.first(where: \.isBaseline)?.figures
    let bounds = rows.filter(\.isBound).compactMap(\.figures)
    self.rows = check.claims.strategies.flatMap { claim -> [Row] in
      guard let name = article.strategies[claim.name] else { return [] }
      let figures = rows.first { $0.key.strategy == name }?.figures
      let subject = check.subjects.first { $0.kind == .strategy && $0.name == claim.name }
      return Row.Measure.allCases.compactMap { measure -> Row? in
        guard let claimed = measure.claimed(claim) else { return nil }
        let amounts = bounds.compactMap { measure.simulated($0) }
        let best = measure.isBetterHigher ? amounts.max { $0.value < $1.value } : amounts.min { $0.value < $1.value }
        let findings = (subject?.findings(under: .independent) ?? []).filter { $0.measure == measure.finding }
        let deciding = findings.first { $0.verdict == .refuted } ?? findings.first
        let claimedBase = measure.claimed(check.claims.baseline.latency)
        let base = baseline.flatMap { measure.simulated($0) }?.value
        func value(_ amount: Amount, _ base: Double?) -> Value {
          Value(amount: amount, ofBaseline: measure.isLatency ? base.flatMap { $0 > 0 ? amount.value / $0 : nil } : nil)
        }
        return Row(
          claimedStrategy: claim.name, strategy: name, measure: measure, claimed: value(claimed, claimedBase),
          simulated: figures.flatMap { measure.simulated($0) }.map { value($0, base) }, best: best.map { value($0, base) },
          bound: deciding.flatMap { finding in finding.bound.map { (finding.relation, value($0, claimedBase)) } },
          verdict: deciding?.verdict ?? .undecided)
      }
    }
  }
}

extension ArticleComparison.Row.Measure {
  /// Whether more is better.
  public var isBetterHigher: Bool { self == .hitRate || self == .costReduction }
  fileprivate var isLatency: Bool { self == .mean || self == .p95 }

  fileprivate var finding: Finding.Measure {
    switch self {
    case .hitRate: .hitRate
    case .mean: .mean
    case .p95: .percentile(.p95)
    case .costReduction: .costReduction
    }
  }

  fileprivate func claimed(_ claim: Claims.Strategy) -> Amount? {
    switch self {
    case .hitRate: claim.hitRate.map { .share($0.value) }
    case .mean: claim.latency.mean.map { .milliseconds($0.value) }
    case .p95: claim.latency.p95.map { .milliseconds($0.value) }
    case .costReduction: claim.costReduction.map { .share($0.value) }
    }
  }

  fileprivate func claimed(_ baseline: Claims.Latency) -> Double? {
    switch self {
    case .mean: baseline.mean?.value
    case .p95: baseline.p95?.value
    case .hitRate, .costReduction: nil
    }
  }

  fileprivate func simulated(_ figures: SuiteFigures) -> Amount? {
    switch self {
    case .hitRate: figures.hitRate.value.map { .share($0) }
    case .mean: figures.latency.map { .milliseconds($0.mean.milliseconds) }
    case .p95: figures.latency.map { .milliseconds($0.p95.milliseconds) }
    case .costReduction: figures.callsSaved.map { .share($0) }
    }
  }
}
