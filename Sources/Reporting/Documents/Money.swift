import Pricing
import Simulation
import Studies
import Units

/// How a study tells its money: as a month, as the log's whole span where no month can be made of it, or not at all.
struct Money: Sendable {
  enum Basis: Sendable {
    /// The run-rate month (law 33).
    case month
    /// The log has no span of time: its whole cost.
    case log
    /// Nothing in the log has a price: an unpriced call is not a free one (law 29).
    case unpriced
  }

  let basis: Basis
  private let month: Month

  init(_ study: Study) {
    month = study.month
    if !Money.isPriced(study.noCache.total) {
      basis = .unpriced
    } else {
      basis = study.asLogged.total.monthly.expected == nil ? .log : .month
    }
  }

  /// "a month" or "over the log".
  var per: String { basis == .month ? "a month" : "over the log" }

  /// The title of a column: "cost/month".
  func column(_ word: String) -> String { basis == .month ? "\(word)/month" : "\(word), log" }

  /// Whether any request of a row has a price.
  static func isPriced(_ row: ResultRow) -> Bool { row.isPriced }

  /// What the calls upstream of a row cost; `nil` where none has a price.
  func upstream(_ row: ResultRow) -> Dollars? {
    guard basis != .unpriced, Money.isPriced(row) else { return nil }
    return basis == .month ? row.monthly.expected : month.told(Dollars(nanodollars: row.tally.made.nanodollars))
  }

  /// Upstream and tiers together.
  func all(_ result: StrategyResult) -> Dollars? { upstream(result.total).map { $0 + infrastructure(result) } }

  /// A row's run-rate month; `nil` where no month can be made or nothing has a price.
  static func month(_ row: ResultRow) -> MonthlyCost { isPriced(row) ? row.monthly : MonthlyCost(expected: nil) }

  /// The tiers, as far as their price is known; bills are made by the month.
  func infrastructure(_ result: StrategyResult) -> Dollars { basis == .month ? result.infrastructureMonthly : .zero }

  /// What a strategy saves of the bill as logged, tiers included: the difference of the two bills as they are told.
  func saving(_ result: StrategyResult, of study: Study) -> Dollars? {
    all(study.asLogged).flatMap { before in all(result).map { before - $0 } }
  }
}

extension Dollars {
  /// "$18,402.11" with so many digits after the point.
  func text(decimals: Int) -> String { (nanodollars < 0 ? "-$" : "$") + grouped(abs(value), decimals: decimals) }
}

extension StrategyResult {
  /// Whether this is a bound, which nobody can run.
  var isBound: Bool { strategy.isBound }

  /// A month of all tiers, or `nil` where one of them has no price.
  var knownInfrastructure: Dollars? { isInfrastructureKnown ? infrastructureMonthly : nil }
}
