import Simulation
public import Traces
public import Units

/// What strategies would do with more traffic: replayed, not multiplied.
public struct GrowthOutcome: Sendable {
  /// One strategy.
  public struct Row: Sendable {
    /// Its name.
    public var strategy: String
    /// (hits + stale) / requests.
    public var hitRate: Ratio
    /// A month with it, tiers included.
    public var monthly: Dollars?
    /// What a month costs less than without it.
    public var saving: MonthlyCost
  }

  /// How the traffic was made.
  public let growth: Growth
  /// Today's bill at that traffic.
  public let before: Dollars?
  /// In the order of the study.
  public let rows: [Row]

  /// The outcome of a study of the grown traffic.
  public init(_ study: Study, growth: Growth) {
    self.growth = growth
    before = study.asLogged.monthlyAll
    rows = study.strategies.map { result in
      Row(
        strategy: result.strategy.name, hitRate: result.total.tally.requestHitRate, monthly: result.monthlyAll,
        saving: study.saving(of: result))
    }
  }
}
