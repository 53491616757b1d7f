import Dispatch
public import Pricing
public import Simulation
import Synchronization
import Traces
import Units

/// Replays many strategies over one traffic and keeps only the brief figures of each.
public struct BriefMaker: Sendable {
  private let traffic: Traffic
  private let month: Month
  private let infrastructure: InfrastructurePrices
  private let seed: UInt64
  /// The model of each request, and how many there are.
  private let model: [UInt32]
  private let models: Int
  /// The day of each request, from the first.
  private let day: [UInt32]
  private let firstDay: Int
  private let days: Int

  /// Days that a log may span; beyond, no month is made.
  private static let farDays = 200_000

  /// A maker for the traffic of a log.
  ///
  /// - Parameter isAsLogged: whether an earlier cache is left in place (law 34).
  public init(_ logged: LoggedTraffic, isAsLogged: Bool = false, month: Month, infrastructure: InfrastructurePrices, seed: UInt64) {
    traffic = isAsLogged ? logged.asLogged : logged.withoutCache
    self.month = month
    self.infrastructure = infrastructure
    self.seed = seed
    let trace = traffic.trace
    let ids = trace.parameters[.model] ?? []
    model = ids.isEmpty ? [] : trace.requests.parameters.map { ids[Int($0)] }
    models = max(trace.names[.model]?.count ?? 1, 1)
    let civil = trace.requests.arrival.map { Timestamp(microseconds: $0).day(offset: month.offset) }
    let span = (civil.min() ?? 0)...(civil.max() ?? 0)
    firstDay = span.lowerBound
    days = span.count <= Self.farDays ? span.count : 0
    day = days == 0 ? [] : civil.map { UInt32($0 - span.lowerBound) }
  }

  /// The figures of each strategy, in their order.
  ///
  /// - Parameter threads: How many strategies are replayed at a time; the result does not depend on it.
  /// - Throws: ``StrategyError`` of the first strategy that cannot be replayed.
  /// - Complexity: O(strategies × requests) time; memory for one replay a thread.
  public func results(_ strategies: [Strategy], threads: Int) throws -> [BriefResult] {
    let projections = Projections(of: traffic.trace, for: strategies)
    let results = Mutex<[Result<BriefResult, any Error>?]>(Array(repeating: nil, count: strategies.count))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, strategies.count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < strategies.count else { return }
        let result = Result<BriefResult, any Error> {
          let strategy = strategies[index]
          return brief(strategy, try strategy.replay(traffic, projections: projections, seed: seed))
        }
        results.withLock { $0[index] = result }
      }
    }
    return try results.withLock { $0 }.compactMap { try $0?.get() }
  }

  private func brief(_ strategy: Strategy, _ replay: Replay) -> BriefResult {
    var result = BriefResult()
    result.requests = replay.outcome.count
    let sources = SavingSource.allCases
    // Rows of days: one per model for the calls made, one per source for the calls avoided.
    var byDay = Array(repeating: Int64(0), count: (models + sources.count) * days)
    var all = Array(repeating: Int64(0), count: models + sources.count)
    var isPriced = false
    for i in replay.outcome.indices {
      let source = SavingSource(replay.outcome[i], replay.cause[i])
      if let source { result.served[source, default: 0] += 1 }
      let cost = traffic.cost[i]
      guard cost != Traffic.unpriced, days > 0 else { continue }
      isPriced = true
      let row = source.flatMap { sources.firstIndex(of: $0) }.map { models + $0 } ?? (model.isEmpty ? 0 : Int(model[i]))
      byDay[row * days + Int(day[i])] &+= cost
      all[row] &+= cost
    }
    let tally = replay.tally(of: traffic)
    result.hits = tally.requestHitRate.numerator
    result.mean = tally.meanLatency
    result.p95 = tally.latency(percentile: 95)
    result.peakBytes = replay.use.first?.peakBytes ?? 0
    if isPriced {
      let months = all.indices.map { row in self.monthly(byDay[(row * days)..<((row + 1) * days)], all: all[row]) }
      let made = months.prefix(models).compactMap { $0 }
      if made.count == models {
        result.upstreamByModel = made
        result.upstream = made.reduce(.zero, +)
      }
      for (source, monthly) in zip(sources, months.dropFirst(models)) where result.served[source] != nil {
        result.avoided[source] = monthly
      }
    }
    result.infrastructure = bills(strategy, replay, month: month, infrastructure: infrastructure, weight: 1)
      .reduce(.zero) { $0 + $1.total }
    return result
  }

  private func monthly(_ amounts: ArraySlice<Int64>, all: Int64) -> Dollars? {
    let byDay = Dictionary(uniqueKeysWithValues: zip(firstDay..., amounts).lazy.filter { $0.1 != 0 })
    return month.amount(byDay: byDay, all: all).map { Dollars(nanodollars: Int64(max(-4e18, min($0.rounded(), 4e18)))) }
  }
}
