import Simulation
public import Units

/// What one strategy did on one data set with one seed, or why it could not be replayed.
public struct SuiteRow: Sendable {
  /// What a row is of.
  public struct Key: Sendable, Hashable {
    /// The data set.
    public var dataset: String
    /// The strategy.
    public var strategy: String
    /// The seed.
    public var seed: UInt64

    /// What a row is of.
    public init(dataset: String, strategy: String, seed: UInt64) {
      self.dataset = dataset
      self.strategy = strategy
      self.seed = seed
    }
  }

  /// What the row is of.
  public let key: Key
  /// Whether nobody can run the strategy.
  public let isBound: Bool
  /// What it did; `nil` where it could not be replayed.
  public let figures: SuiteFigures?
  /// Why it could not; empty where it could.
  public let reason: String

  /// A strategy that was replayed.
  public init(_ result: StrategyResult, of study: Study, dataset: String) {
    key = Key(dataset: dataset, strategy: result.strategy.name, seed: study.audited.manifest.seed)
    isBound = result.strategy.isBound
    figures = SuiteFigures(result, of: study)
    reason = ""
  }

  /// A strategy that could not be replayed.
  public init(_ key: Key, reason: String) {
    self.key = key
    isBound = false
    figures = nil
    self.reason = reason
  }

  /// Whether it is the log as it was.
  public var isBaseline: Bool { key.strategy == "as-logged" }
}

/// The figures of a row: all requests of the data set together.
public struct SuiteFigures: Sendable, Equatable {
  /// Requests by what became of them.
  public let requests, exactHits, nearHits, otherHits, stale, coalesced, misses, bypasses, errors: Int
  /// (hits + stale) / requests.
  public let hitRate: Ratio
  /// Latencies; `nil` where no request has one.
  public let latency: LatencySummary?
  /// A month, tiers included as far as their price is known; `nil` where none can be made or nothing has a price.
  public let monthly: Dollars?
  /// A month of the tiers; `nil` where one of them has no price.
  public let infrastructure: Dollars?
  /// What a month costs less than as logged.
  public let saving: Dollars?
  /// What a month of the calls upstream costs less than as logged, as a share of that.
  public let callsSaved: Double?

  init(_ result: StrategyResult, of study: Study) {
    let tally = result.total.tally
    requests = tally.requests
    exactHits = tally.count(.hit, .exact)
    nearHits = tally.count(.hit, .near)
    otherHits = tally.count(.hit) - exactHits - nearHits
    stale = tally.count(.stale)
    coalesced = tally.count(.coalesced)
    misses = tally.count(.miss)
    bypasses = tally.count(.bypass)
    errors = requests - tally.count(.hit) - stale - coalesced - misses - bypasses
    hitRate = tally.requestHitRate
    latency = result.total.latency
    let isPriced = result.total.isPriced
    monthly = isPriced ? result.monthlyAll : nil
    infrastructure = result.isInfrastructureKnown ? result.infrastructureMonthly : nil
    saving = isPriced ? result.saving(over: study.asLogged) : nil
    let (before, after) = (study.asLogged.total.monthly.expected, result.total.monthly.expected)
    callsSaved =
      if isPriced, let before, let after, before > .zero { (before - after).value / before.value } else { nil }
  }
}

/// What a suite gave.
public struct SuiteResult: Sendable {
  /// The suite.
  public let suite: Suite
  /// By data set, seed and strategy, in the order of the suite; the log as it was stands first of each.
  public let rows: [SuiteRow]
  /// The published tables beside what is possible.
  public let articles: [ArticleComparison]
  /// The prices that were taken.
  public let priceTable: String
  /// Of Hindcast.
  public let version: String
  /// What is otherwise than in the last stored run; `nil` where there is none.
  public var changes: [SuiteChange]?

  /// A result that has not been held against another yet.
  public init(suite: Suite, rows: [SuiteRow], articles: [ArticleComparison], priceTable: String, version: String) {
    self.suite = suite
    self.rows = rows
    self.articles = articles
    self.priceTable = priceTable
    self.version = version
  }
}
