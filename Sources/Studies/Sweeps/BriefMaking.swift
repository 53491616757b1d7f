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
  /// How many requests of the log one of the replayed stands for: more than 1 in a sample.
  private let requestWeight: Double
  /// How answers age; `nil` where that is not to be reckoned.
  private let staleness: Staleness?
  /// Requests before this moment and from then on are told apart; `nil` for one part.
  private let cut: Int64?
  /// The part of each request.
  private let part: [UInt32]
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
  /// - Parameters:
  ///   - isAsLogged: whether an earlier cache is left in place (law 34).
  ///   - sample: of which questions of the log the traffic is, where it is not all of it; amounts are then those of the whole log.
  ///   - staleness: how answers of the log age, for ``BriefResult/outdated``.
  ///   - cut: a moment that ``BriefResult/parts`` are told apart by, in microseconds since the Unix epoch.
  public init(
    _ logged: LoggedTraffic, isAsLogged: Bool = false, month: Month, infrastructure: InfrastructurePrices, seed: UInt64,
    sample: SampleBasis? = nil, staleness: Staleness? = nil, cut: Int64? = nil
  ) {
    var month = month
    if let sample { month.weight = sample.costWeight }
    requestWeight = sample?.requestWeight ?? 1
    traffic = isAsLogged ? logged.asLogged : logged.withoutCache
    self.month = month
    self.infrastructure = infrastructure
    self.seed = seed
    self.staleness = staleness.flatMap { $0.isKnown ? $0 : nil }
    self.cut = cut
    let trace = traffic.trace
    let ids = trace.parameters[.model] ?? []
    model = ids.isEmpty ? [] : trace.requests.parameters.map { ids[Int($0)] }
    models = max(trace.names[.model]?.count ?? 1, 1)
    part = trace.requests.arrival.map { arrival in cut.map { arrival >= $0 ? 1 : 0 } ?? 0 }
    let civil = trace.requests.arrival.map { Timestamp(microseconds: $0).day(offset: month.offset) }
    let span = (civil.min() ?? 0)...(civil.max() ?? 0)
    firstDay = span.lowerBound
    days = span.count <= Self.farDays ? span.count : 0
    day = days == 0 ? [] : civil.map { UInt32($0 - span.lowerBound) }
  }

  /// The figures of each strategy, in their order.
  ///
  /// - Parameters:
  ///   - threads: How many strategies are replayed at a time; the result does not depend on it.
  ///   - onResult: Is told each index and result as they come, one at a time; what it throws ends the work.
  /// - Throws: ``StrategyError`` of the first strategy that cannot be replayed, or what `onResult` throws.
  /// - Complexity: O(strategies × requests) time; memory for one replay a thread.
  public func results(
    _ strategies: [Strategy], threads: Int, onResult: ((Int, BriefResult) throws -> Void)? = nil
  ) throws -> [BriefResult] {
    let projections = Projections(of: traffic.trace, for: strategies)
    let results = Mutex<[Result<BriefResult, any Error>?]>(Array(repeating: nil, count: strategies.count))
    let next = Atomic<Int>(0)
    // It is only called under the lock, and gone when this function ends.
    nonisolated(unsafe) let tell = onResult
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, strategies.count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < strategies.count else { return }
        let result = Result<BriefResult, any Error> {
          let strategy = strategies[index]
          return brief(strategy, try strategy.replay(traffic, projections: projections, seed: seed))
        }
        results.withLock { results in
          results[index] = result
          guard case .success(let value) = result, let tell else { return }
          do {
            try tell(index, value)
          } catch {
            results[index] = .failure(error)
            next.store(strategies.count, ordering: .relaxed)
          }
        }
      }
    }
    let all = results.withLock { $0 }
    for case .failure(let error) in all { throw error }
    return try all.compactMap { try $0?.get() }
  }

  private func brief(_ strategy: Strategy, _ replay: Replay) -> BriefResult {
    var result = BriefResult()
    result.requests = replay.outcome.count
    let sources = SavingSource.allCases
    let none = sources.count
    // Rows of days: one per model for the calls made, one per source for the calls avoided.
    var byDay = Array(repeating: Int64(0), count: (models + sources.count) * days)
    var all = Array(repeating: Int64(0), count: models + sources.count)
    var isPriced = false
    // By part, then by source; the last of each is for no source.
    var counts = Array(repeating: 0, count: 2 * (none + 1))
    var made: [Int64] = [0, 0]
    var outdated = [0.0, 0.0]
    var wrong = [0.0, 0.0]
    let risk = SemanticRisk(strategy, traffic)
    let arrival = traffic.trace.requests.arrival
    for i in replay.outcome.indices {
      let source = Self.sourceIndex(replay.outcome[i], replay.cause[i])
      let part = Int(part[i])
      counts[part * (none + 1) + source] += 1
      if let staleness, source < none {
        outdated[part] += staleness.outdated(age: arrival[i] &- arrival[Int(replay.answer[i])])
      }
      if let risk, replay.cause[i] == .semantic { wrong[part] += risk.wrong(i, answeredBy: Int(replay.answer[i])) }
      let cost = traffic.cost[i]
      guard cost != Traffic.unpriced else { continue }
      isPriced = true
      if source == none { made[part] &+= cost }
      guard days > 0 else { continue }
      let row = source < none ? models + source : model.isEmpty ? 0 : Int(model[i])
      byDay[row * days + Int(day[i])] &+= cost
      all[row] &+= cost
    }
    let tallies = replay.tallies(of: traffic, by: part, count: cut == nil ? 1 : 2)
    let tally = tallies.dropFirst().reduce(into: tallies[0]) { $0.add($1) }
    result.hits = tally.requestHitRate.numerator
    result.mean = tally.meanLatency
    result.p50 = tally.latency(percentile: 50)
    result.p95 = tally.latency(percentile: 95)
    result.p99 = tally.latency(percentile: 99)
    result.peakBytes = replay.use.first?.peakBytes ?? 0
    for (index, source) in sources.enumerated() {
      let count = counts[index] + counts[none + 1 + index]
      if count > 0 { result.served[source] = count }
    }
    if staleness != nil { result.outdated = outdated[0] + outdated[1] }
    result.semanticWrong = wrong[0] + wrong[1]
    if isPriced, days > 0 {
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
    result.infrastructure = bills(strategy, replay, month: month, infrastructure: infrastructure, weight: requestWeight)
      .reduce(.zero) { $0 + $1.total }
    result.beside = beside(replay)
    if cut != nil {
      result.parts = tallies.enumerated().map { index, tally in
        var part = BriefPart()
        part.requests = tally.requests
        part.hits = tally.requestHitRate.numerator
        for (source, name) in sources.enumerated() where counts[index * (none + 1) + source] > 0 {
          part.served[name] = counts[index * (none + 1) + source]
        }
        part.p95 = tally.latency(percentile: 95)
        if staleness != nil { part.outdated = outdated[index] }
        part.semanticWrong = wrong[index]
        if isPriced {
          part.cost =
            Dollars(Double(made[index]) / 1e9 * month.weight) + share(of: result.infrastructure + result.beside, isBefore: index == 0)
        }
        return part
      }
    }
    return result
  }

  /// The index of ``SavingSource``, or their number where the model answered: a look-up in a table, since it is asked for every request.
  @inline(__always)
  private static func sourceIndex(_ outcome: Outcome, _ cause: Cause) -> Int {
    Int(sourceTable[Int(outcome.rawValue) * Cause.allCases.count + Int(cause.rawValue)])
  }

  private static let sourceTable: [UInt8] = Outcome.allCases.flatMap { outcome in
    Cause.allCases.map { cause in
      UInt8(SavingSource(outcome, cause).flatMap { SavingSource.allCases.firstIndex(of: $0) } ?? SavingSource.allCases.count)
    }
  }

  /// A month of what is paid beside the calls of the log, at the rate of the log's span.
  private func beside(_ replay: Replay) -> Dollars {
    guard let span = month.span, month.basis != .none else { return .zero }
    let calls = (replay.ledger.refreshes + replay.ledger.warming).reduce(Int64(0)) { $0 &+ $1.nanodollars }
    let all = Double(calls &+ replay.semantic.embeddingCost &+ replay.semantic.verificationCost) * month.weight
    return Dollars(all / 1e9 / (Double(span.upperBound - span.lowerBound) / 86_400e6) * Month.days)
  }

  /// What of a month's amount falls on the time of the log before or after the cut.
  private func share(of monthly: Dollars, isBefore: Bool) -> Dollars {
    guard let span = month.span, let cut else { return .zero }
    let moment = min(max(cut, span.lowerBound), span.upperBound)
    let length = isBefore ? moment - span.lowerBound : span.upperBound - moment
    return Dollars(monthly.value * Double(length) / 86_400e6 / Month.days)
  }

  private func monthly(_ amounts: ArraySlice<Int64>, all: Int64) -> Dollars? {
    let byDay = Dictionary(uniqueKeysWithValues: zip(firstDay..., amounts).lazy.filter { $0.1 != 0 })
    return month.amount(byDay: byDay, all: all).map { Dollars(nanodollars: Int64(max(-4e18, min($0.rounded(), 4e18)))) }
  }
}
