import Simulation
import Traces
public import Units

extension Month {
  /// What a month of more traffic is held to. Logs laid over one another cover other days than the log itself, and of some callers only a
  /// part: so many times the traffic is exactly so many times the bill, and the replay says what share of it a cache saves.
  public struct Target: Sendable, Equatable {
    /// The bill as logged; `nil` where nothing has a price.
    public let bill: Dollars?
    /// Requests in the month.
    public let requests: Double

    /// `factor` times the month of a study.
    public init(_ factor: Double, times study: Study) {
      bill = study.asLogged.total.isPriced ? study.asLogged.total.monthly.expected.map { Dollars($0.value * factor) } : nil
      requests = study.month.requests * factor
    }
  }

  /// The month of the traffic of a log: in whole cents where it costs a dollar a month or more without a cache.
  ///
  /// - Parameters:
  ///   - span: The time that the requests stand for, in microseconds since the Unix epoch.
  ///   - offset: Seconds east of UTC that days are cut at.
  ///   - sample: Of which questions of the log the traffic is, where it is not all of it.
  ///   - target: What the month comes to, where the traffic is more than the log's.
  /// - Complexity: O(requests).
  public init(
    of logged: LoggedTraffic, span: ClosedRange<Int64>?, offset: Int, sample: SampleBasis? = nil, target: Target? = nil
  ) {
    self.init(span: span, offset: offset)
    if let sample {
      weight = sample.costWeight
      requestWeight = sample.requestWeight
    }
    let trace = logged.withoutCache.trace
    let count = trace.requests.count
    if basis == .span, span == trace.span, count > 1 {
      length = Microseconds(Int64((Double(length.count) * Double(count) / Double(count - 1)).rounded()))
    }
    let days = Days(logged.withoutCache, offset: offset)
    if let wholeDays, let steadyDays {
      let (all, after) = (days.cost(wholeDays), days.cost(steadyDays))
      if hasWarmUp, all > 0, after > 0 { steadyWeight = all / after }
      replayedRequests = days.requests(wholeDays) * Self.days
    } else if basis == .span {
      replayedRequests = Double(count) / lengthInMonths
    }
    if let target {
      if replayedRequests > 0, target.requests > 0 { requestWeight = target.requests / replayedRequests }
      let before = logged.hadCache ? Days(logged.asLogged, offset: offset) : days
      let bill = (wholeDays.map { before.cost($0) * Self.days } ?? before.all / lengthInMonths) * weight / 1e9
      weight *= target.bill.flatMap { $0 > .zero && bill > 0 ? $0.value / bill : nil } ?? 1
    }
    isInCents = days.all * weight / 1e9 / (basis == .none ? 1 : lengthInMonths) >= 1
  }
}

/// What arrives on each day, and what it costs.
private struct Days {
  private var days: [Int: (cost: Double, requests: Double)] = [:]
  /// The cost of all, in nanodollars.
  private(set) var all = 0.0

  init(_ traffic: Traffic, offset: Int) {
    // Requests are in the order of their arrivals: one look-up a day.
    var (day, end) = (0, Int64.min)
    var (cost, count) = (0.0, 0.0)
    let arrival = traffic.trace.requests.arrival
    for i in arrival.indices {
      if arrival[i] >= end {
        if count > 0 { days[day] = (cost, count) }
        day = Timestamp(microseconds: arrival[i]).day(offset: offset)
        end = Int64(day + 1) * 86_400_000_000 - Int64(offset) * 1_000_000
        (cost, count) = (0, 0)
      }
      count += 1
      guard traffic.cost[i] != Traffic.unpriced else { continue }
      cost += Double(traffic.cost[i])
      all += Double(traffic.cost[i])
    }
    if count > 0 { days[day] = (cost, count) }
  }

  /// What a mean day of `range` costs.
  func cost(_ range: ClosedRange<Int>) -> Double { Month.mean(range.map { ($0, days[$0]?.cost ?? 0) }) }

  /// Requests of a mean day.
  func requests(_ range: ClosedRange<Int>) -> Double { Month.mean(range.map { ($0, days[$0]?.requests ?? 0) }) }
}
