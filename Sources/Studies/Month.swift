public import Simulation
public import Units

/// The run-rate month: the mean day × 30.4375, over the whole days of the log (law 33). There is one for each log: it knows no strategy, so that
/// no figure depends on what stands beside it.
///
/// Bills are made of all whole days. What a cache does is taken from the days after the warm-up, ``steady``, and scaled so that the same traffic
/// without a cache costs what it does over all of them.
public struct Month: Sendable, Equatable {
  /// Days in the mean month of the Gregorian calendar's four-year cycle: 365.25 / 12.
  public static let days = 30.4375

  /// How a month is made.
  public enum Basis: Sendable, Equatable {
    /// The mean of each day of the week, weighed equally: from a whole week on.
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
  public private(set) var wholeDays: ClosedRange<Int>?
  /// Those of them after the warm-up; all where it would leave none.
  public let steadyDays: ClosedRange<Int>?
  /// Where the warm-up ends, in microseconds since the Unix epoch: after a quarter of the span, and a week at the most.
  public let steadyFrom: Int64
  /// The time that the requests stand for: from first to last arrival, or what was selected of a log that covers it.
  public let span: ClosedRange<Int64>?
  /// How long that is. Where both ends are arrivals, *n* requests are *n* - 1 gaps apart, which matters where the span itself is scaled.
  public internal(set) var length: Microseconds
  /// Seconds east of UTC that days are cut at.
  public let offset: Int
  /// By how much amounts of the replayed requests are multiplied: 1, and more where they are a sample of the log's (law 35).
  public internal(set) var weight = 1.0
  /// By how much counts of the replayed requests are multiplied.
  public internal(set) var requestWeight = 1.0
  /// By how much amounts of ``steadyDays`` are multiplied besides, so that the traffic without a cache costs there what it does over all days.
  public internal(set) var steadyWeight = 1.0
  /// Replayed requests in a month.
  var replayedRequests = 0.0
  /// Whether bills are told in whole cents: those of a log whose calls cost a dollar a month or more (all
  /// of them, where no month can be made). Bills under a dollar keep their digits.
  public var isInCents = false

  /// Below this, in microseconds, scaling to a month says nothing.
  private static let shortest: Int64 = 60_000_000
  private static let week: Int64 = 7 * 86_400_000_000

  /// The days of a span of time.
  ///
  /// - Parameters:
  ///   - span: The time that the requests stand for, in microseconds since the Unix epoch.
  ///   - offset: Seconds east of UTC that days are cut at.
  public init(span: ClosedRange<Int64>?, offset: Int) {
    self.span = span
    self.offset = offset
    let length = span.map { $0.upperBound - $0.lowerBound } ?? 0
    self.length = Microseconds(length)
    guard let span, length >= Self.shortest else {
      basis = .none
      wholeDays = nil
      steadyDays = nil
      steadyFrom = span?.lowerBound ?? 0
      return
    }
    steadyFrom = span.lowerBound + min(length / 4, Self.week)
    // A day counts when the log covers it up to its neighbours: a log rarely begins at midnight sharp, and quiet nights are no gaps.
    let tolerance: Int64 = 3_600_000_000
    func day(_ moment: Int64) -> Int { Timestamp(microseconds: moment).day(offset: offset) }
    func firstDay(from moment: Int64) -> Int { day(moment - tolerance - 1) + 1 }
    let (first, steady, last) = (firstDay(from: span.lowerBound), firstDay(from: steadyFrom), day(span.upperBound + tolerance) - 1)
    wholeDays = first <= last ? first...last : nil
    steadyDays = steady <= last ? steady...last : wholeDays
    basis = wholeDays.map { $0.count >= 7 ? .weekdays : .days } ?? .span
  }

  /// The month that caches are judged by: of ``steadyDays``.
  public var steady: Month {
    var out = self
    out.wholeDays = steadyDays
    out.weight *= steadyWeight
    return out
  }

  /// The month that a strategy is judged by: without a cache there is nothing to fill.
  public func of(_ strategy: Strategy) -> Month { strategy.tiers.isEmpty ? self : steady }

  /// Whether what caches do is taken from fewer days than the bill.
  public var hasWarmUp: Bool { steadyDays != wholeDays }

  /// Requests in a month.
  public var requests: Double { replayedRequests * requestWeight }

  /// A month's bill as it is told everywhere: in tables and pages, in files, to gates, and where strategies are ranked by it.
  ///
  /// Bills are rounded here, once, where they are made; savings are the differences of told bills. So every sum that a reader can reckon comes
  /// out to the cent, whichever command or format it is taken from. Less than a cent keeps its digits.
  public func told(_ bill: Dollars) -> Dollars {
    isInCents && abs(bill.value) >= 0.01 ? bill.rounded(decimals: 2) : bill
  }

  /// Whether an interval over the days may be called one of 95 %: under 14 full days it is a range (law 33).
  public var hasInterval: Bool { (steadyDays?.count ?? 0) >= 14 }

  /// Months in ``length``.
  var lengthInMonths: Double { Double(length.count) / 86_400e6 / Self.days }

  /// A month's amount from the amounts of single days.
  ///
  /// - Parameters:
  ///   - byDay: Nanodollars (or any other amount) per day since 1970-01-01.
  ///   - all: The amount over the whole span, for logs without a whole day.
  public func amount(byDay: [Int: Int64], all: Int64) -> Double? {
    switch basis {
    case .none: nil
    case .span: Double(all) / lengthInMonths * weight
    case .days, .weekdays: wholeDays.map { days in Self.mean(days.map { ($0, Double(byDay[$0] ?? 0)) }) * Self.days * weight }
    }
  }

  /// The mean day of some (day, amount) pairs: the mean of the means of each day of the week, where each is there.
  public static func mean(_ days: [(day: Int, amount: Double)]) -> Double {
    let plainMean = plainMean(days)
    guard days.count >= 7 else { return plainMean }
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

  /// The mean day of some (day, amount) pairs, as they come.
  static func plainMean(_ days: [(day: Int, amount: Double)]) -> Double {
    days.reduce(0) { $0 + $1.amount } / Double(max(days.count, 1))
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
