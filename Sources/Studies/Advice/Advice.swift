public import Duplicates
public import Simulation
public import Units

/// A configuration of a product that can be chosen.
public struct Candidate: Sendable, Hashable {
  /// The product that can be configured so: "redis".
  public let product: String
  /// What it would do.
  public let strategy: Strategy

  /// A candidate.
  public init(product: String, strategy: Strategy) {
    self.product = product
    self.strategy = strategy
  }
}

/// Which configuration to take, and how sure that is.
public struct Advice: Sendable {
  /// What was to be kept to.
  public let constraints: Constraints
  /// All candidates that could be replayed, and those replayed in full.
  public let tried: (all: Int, inFull: Int)
  /// The share of the questions that candidates were screened by; `nil` where all were replayed in full.
  public let screenedBy: Double?
  /// Candidates that could not be replayed, by reason.
  public let skipped: [Skipped]
  /// Those replayed in full, in the order of the candidates.
  public let choices: [Choice]
  /// The index of the best that keeps to the constraints and is worth having; `nil` where none is.
  public let winner: Int?
  /// The next best; none of the winner's product that did the very same.
  public let runnerUp: Int?
  /// The best of each product that keeps to the constraints, the best product first.
  public let byProduct: [Int]
  /// The best of those whose machines are all in their bill; `nil` where none is worth having.
  public let bestBilled: Int?
  /// The best of the others, whose machines have no price here; `nil` where none is worth having.
  public let bestUnbilled: Int?
  /// Today.
  public let baseline: BriefResult
  /// What the last dollar of the winner costs in risk; `nil` where no safer candidate saves less.
  public let lastDollar: Margin?
  /// The winner against the best without expected wrong answers or answers out of date; `nil` where it has none itself, or there is none.
  public let riskless: Margin?
  /// What the log's own answers say of near ones, by which expected wrong answers are counted where it is worse than by labelled pairs; `nil`
  /// where it says too little.
  public let nearRisk: LoggedNearRisk?
  /// What wider limits would save.
  public let nextDollar: Margin?
  /// How far the winner is from the best that any cache could do.
  public let bound: Bound?
  /// How sure the choice is; `nil` where the log is too short to be cut.
  public let outOfSample: OutOfSample?
  /// The audit of the log.
  public let audited: AuditStudy
  /// How a month was made.
  public let month: Month
  /// What the reader must know.
  public let caveats: [Caveat]

  /// A candidate with what it would have done.
  public struct Choice: Sendable {
    /// The candidate.
    public let candidate: Candidate
    /// Its figures.
    public let result: BriefResult
    /// What a month costs less than today; `nil` where nothing is known of money.
    public let saving: Dollars?
    /// The limits that it breaks.
    public let broken: [Constraints.Limit]
    /// Whether what its stores cost is known: else their machines are not in its bill.
    public var isBilled: Bool { stores.isWhole }
  }

  /// Candidates that could not be replayed for one reason.
  public struct Skipped: Sendable, Equatable {
    /// The product.
    public let product: String
    /// How many.
    public let count: Int
    /// Why, and what to do.
    public let reason: String

    /// Candidates that are left out; a count of 0 where none was even made.
    public init(product: String, count: Int, reason: String) {
      self.product = product
      self.count = count
      self.reason = reason
    }
  }

  /// The difference between two choices.
  public struct Margin: Sendable, Equatable {
    /// The index of the other choice.
    public let other: Int
    /// What the dearer of the two saves more in a month.
    public let dollars: Dollars
    /// Whether that is before the machines of both are paid, since those of one have no price.
    public let isBeforeMachines: Bool
    /// By how many more answers a month are expected to be wrong.
    public let wrong: Double
    /// By how many more a month are out of date.
    public let stale: Double
  }

  /// The winner's bill taken apart: each step takes one limit away.
  public struct Bound: Sendable, Equatable {
    /// What the winner pays in a month.
    public let winner: Dollars
    /// What evictions cost: the winner against the same without a limit to its size. Below zero where memory would cost more than it saves.
    public let capacity: Dollars
    /// What expiry costs: that against the same whose entries never end.
    public let life: Dollars
    /// What is asked again before it is answered, look-ups that are billed, and the store itself: that against a free store that knows each
    /// answer as soon as it is asked for.
    public let flightAndStore: Dollars
    /// What no cache with these keys saves: what is asked once, or not to be cached.
    public let traffic: Dollars
    /// The hits of the bound.
    public let hits: Ratio
  }

  /// The choice made on the first part of the log, judged on the last.
  public struct OutOfSample: Sendable, Equatable {
    /// When the last part begins, in microseconds since the Unix epoch.
    public let cut: Int64
    /// The index of the choice by the first part alone; `nil` where none was worth having there.
    public let chosen: Int?
    /// What it saves of the bill of the last part.
    public let saved: Double?
    /// What the best of those that keep to the limits there saves, which nobody could know; its index.
    public let best: Int?
    /// The share that it saves.
    public let bestSaved: Double?
    /// The limits that the choice breaks on the last part.
    public let broken: [Constraints.Limit]
  }
}
