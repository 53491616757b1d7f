public import Simulation
public import Units

/// The run-rate month: the mean day × 30.4375, over whole days after the warm-up (law 33).
public struct Month: Sendable, Equatable {
  /// Days in the mean month of the Gregorian calendar's four-year cycle: 365.25 / 12.
  public static let days = 30.4375

  /// How a month is made.
  public enum Basis: Sendable, Equatable {
    /// The mean of each day of the week, weighed equally: from two whole weeks on.
    case weekdays
    /// The mean of the whole days.
    case days
    /// There is no whole day: the span of the log, scaled.
    case span
    /// The log spans less than a minute (no times, or one request): no month can be made.
    case none
  }

  /// How the month is made.
  public let basis: Basis
  /// The whole days it is made of (days since 1970-01-01), in order.
  public let wholeDays: ClosedRange<Int>?
  /// Where the warm-up ends, in microseconds since the Unix epoch.
  public let steadyFrom: Int64
  /// First and last arrival.
  public let span: ClosedRange<Int64>?
  /// Seconds east of UTC that days are cut at.
  public let offset: Int
  /// By how much amounts of the replayed requests are multiplied: 1, and more where they are a sample of the log's (law 35).
  public var weight = 1.0
  /// Whether bills are told in whole cents: those of a log whose calls cost a dollar a month or more (all
  /// of them, where no month can be made). Bills under a dollar keep their digits.
  public var isInCents = false

  /// Below this, in microseconds, scaling to a month says nothing.
  private static let shortest: Int64 = 60_000_000

  /// The month of a log.
  ///
  /// - Parameters:
  ///   - span: First and last arrival, in microseconds since the Unix epoch.
  ///   - warmUp: How long caches fill before days count; cut to a quarter of the span.
  ///   - offset: Seconds east of UTC that days are cut at.
  public init(span: ClosedRange<Int64>?, warmUp: Microseconds, offset: Int) {
    self.span = span
    self.offset = offset
    guard let span, span.upperBound - span.lowerBound >= Self.shortest else {
      basis = .none
      wholeDays = nil
      steadyFrom = span?.lowerBound ?? 0
      return
    }
    let length = span.upperBound - span.lowerBound
    steadyFrom = span.lowerBound + min(warmUp.count, length / 4)
    // A day counts when the log covers it up to its neighbours: a log rarely begins at midnight sharp, and quiet nights are no gaps.
    let tolerance: Int64 = 3_600_000_000
    let first = Timestamp(microseconds: steadyFrom - tolerance - 1).day(offset: offset) + 1
    let last = Timestamp(microseconds: span.upperBound + tolerance).day(offset: offset) - 1
    wholeDays = first <= last ? first...last : nil
    basis = wholeDays.map { $0.count >= 14 ? .weekdays : .days } ?? .span
  }

  /// The month of the traffic of a log without a cache: in whole cents where that costs a dollar a month or more.
  ///
  /// - Parameters:
  ///   - weight: By how much amounts are multiplied, where the traffic is a sample.
  ///   - span, warmUp, offset: as in ``init(span:warmUp:offset:)``.
  /// - Complexity: O(requests).
  public init(
    of traffic: Traffic, span: ClosedRange<Int64>?, warmUp: Microseconds, offset: Int, weight: Double = 1
  ) {
    self.init(span: span, warmUp: warmUp, offset: offset)
    self.weight = weight
    let all = traffic.cost.reduce(0.0) { $1 == Traffic.unpriced ? $0 : $0 + Double($1) } / 1e9 * weight
    var months = 1.0
    if let span, basis != .none { months = Double(span.upperBound - span.lowerBound) / 86_400e6 / Self.days }
    isInCents = all / months >= 1
  }

  /// A month's bill as it is told everywhere: in tables and pages, in files, to gates, and where strategies are ranked by it.
  ///
  /// Bills are rounded here, once, where they are made; savings are the differences of told bills. So every sum that a reader can reckon comes
  /// out to the cent, whichever command or format it is taken from. Less than a cent keeps its digits.
  public func told(_ bill: Dollars) -> Dollars {
    isInCents && abs(bill.value) >= 0.01 ? bill.rounded(decimals: 2) : bill
  }

  /// Whether an interval over the days may be called one of 95 %: under 14 full days it is a range (law 33).
  public var hasInterval: Bool { (wholeDays?.count ?? 0) >= 14 }

  /// A month's amount from the amounts of single days.
  ///
  /// - Parameters:
  ///   - byDay: Nanodollars (or any other amount) per day since 1970-01-01.
  ///   - all: The amount over the whole span, for logs without a whole day.
  ///   - start: When the requests behind `all` begin, in microseconds since the Unix epoch; the first arrival when `nil`.
  public func amount(byDay: [Int: Int64], all: Int64, from start: Int64? = nil) -> Double? {
    switch basis {
    case .none: return nil
    case .span:
      guard let span else { return nil }
      return Double(all) / (Double(span.upperBound - (start ?? span.lowerBound)) / 86_400e6) * Self.days * weight
    case .days, .weekdays:
      guard let wholeDays else { return nil }
      return mean(wholeDays.map { ($0, Double(byDay[$0] ?? 0)) }) * Self.days * weight
    }
  }

  /// The mean day of some (day, amount) pairs: by day of the week where the month is made so and each weekday is there.
  func mean(_ days: [(day: Int, amount: Double)]) -> Double {
    let plainMean = days.reduce(0) { $0 + $1.amount } / Double(max(days.count, 1))
    guard basis == .weekdays else { return plainMean }
    var sums = [Double](repeating: 0, count: 7)
    var counts = [Int](repeating: 0, count: 7)
    for (day, amount) in days {
      let weekday = ((day + 3) % 7 + 7) % 7
      sums[weekday] += amount
      counts[weekday] += 1
    }
    guard !counts.contains(0) else { return plainMean }
    return zip(sums, counts).reduce(0) { $0 + $1.0 / Double($1.1) } / 7
  }
}

/// What a month costs, with how far it may be off by the luck of the days.
public struct MonthlyCost: Sendable, Equatable {
  /// The run-rate month; `nil` where no month can be made.
  public var expected: Dollars?
  /// The middle 95 % of months made of days drawn anew; `nil` where there are too few days (fewer than 3).
  public var interval: ClosedRange<Dollars>?

  /// A month's cost.
  public init(expected: Dollars?, interval: ClosedRange<Dollars>? = nil) {
    self.expected = expected
    self.interval = interval
  }
}
