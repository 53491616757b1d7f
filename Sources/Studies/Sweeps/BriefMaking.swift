import Dispatch
public import Pricing
public import Simulation
import Synchronization
import Traces
import Units

/// Replays many strategies over one traffic and keeps only the brief figures of each.
public struct BriefMaker: Sendable {
  let traffic: Traffic
  let month: Month
  let infrastructure: InfrastructurePrices
  let seed: UInt64
  /// How answers age; `nil` where that is not to be reckoned.
  let staleness: Staleness?
  /// How they age by the requests before the cut alone: all that could be known then. `nil` where these do not tell.
  let early: Staleness?
  /// Requests before this moment and from then on are told apart; `nil` for one part.
  let cut: Int64?
  /// The part of each request.
  let part: [UInt32]
  /// The model of each request, and how many there are.
  let model: [UInt32]
  let models: Int
  /// The day of each request, from the first.
  let day: [UInt32]
  let firstDay: Int
  let days: Int

  /// Days that a log may span; beyond, no month is made.
  private static let farDays = 200_000

  /// A maker for the traffic of a log.
  ///
  /// - Parameters:
  ///   - isAsLogged: whether an earlier cache is left in place (law 34).
  ///   - sample: of which questions of the log the traffic is, where it is not all of it; amounts are then those of the whole log.
  ///   - staleness: how answers of the log age, for ``BriefResult/outdated``.
  ///   - early: the same by the requests before `cut`, for the first of ``BriefResult/parts``, which is to know nothing of what comes later.
  ///   - cut: a moment that ``BriefResult/parts`` are told apart by, in microseconds since the Unix epoch.
  public init(
    _ logged: LoggedTraffic, isAsLogged: Bool = false, month: Month, infrastructure: InfrastructurePrices, seed: UInt64,
    sample: SampleBasis? = nil, staleness: Staleness? = nil, early: Staleness? = nil, cut: Int64? = nil
  ) {
    var month = month
    if let sample {
      month.weight = sample.costWeight
      month.requestWeight = sample.requestWeight
    }
    traffic = isAsLogged ? logged.asLogged : logged.withoutCache
    self.month = month
    self.infrastructure = infrastructure
    self.seed = seed
    self.staleness = staleness.flatMap { $0.isKnown ? $0 : nil }
    self.early = early.flatMap { $0.isKnown ? $0 : nil }
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
  /// Strategies whose replays cannot differ share one (``ReplayFamilies``), and all share what their keys are made of. Replays do not share passes over
  /// the requests: what each reads in order, 52 bytes a request, takes 0.05 s of 10 M requests (10 GB/s, measured on two cores of a Xeon), of the 0.85 s
  /// that the plain loop takes for them with a row per request, and the 2.2 s of a Redis with its memory and its latencies. A pass for many would save
  /// 6 % and 2 % at the most, and crowd out of the processor's cache what replays do wait for, their own state.
  /// Of a sweep of 48 strategies of which no two share a replay, over 1 M requests on one thread, reading the trace, its audit and its traffic are
  /// about a quarter of the time, and the keys 1 %, once for all. Of what each replay does again only asking which requests may be cached could be
  /// shared: 3 % (by sampling).
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
    let isOver = Atomic<Bool>(false)
    // It is only called under the lock, and gone when this function ends.
    nonisolated(unsafe) let tell = onResult
    @Sendable func settle(_ index: Int, _ result: Result<BriefResult, any Error>) {
      results.withLock { results in
        results[index] = result
        guard case .success(let value) = result, let tell, !isOver.load(ordering: .relaxed) else { return }
        do {
          try tell(index, value)
        } catch {
          results[index] = .failure(error)
          isOver.store(true, ordering: .relaxed)
        }
      }
    }
    /// Replays the first of each group, and settles with it those of the group that have the same replay.
    @Sendable func replayFirst(of groups: [[Int]], areAlike: Bool) {
      let next = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: max(1, min(threads, groups.count))) { _ in
        while !isOver.load(ordering: .relaxed) {
          let number = next.add(1, ordering: .relaxed).oldValue
          guard number < groups.count else { return }
          let (first, others) = (groups[number][0], groups[number].dropFirst())
          do {
            let replay = try strategies[first].replay(traffic, projections: projections, seed: seed)
            let figures = self.figures(strategies[first], replay)
            settle(first, .success(brief(strategies[first], figures)))
            guard !others.isEmpty else { continue }
            let room = areAlike ? nil : RoomTaken(strategies[first], replay, traffic)
            // The first must have had room itself, else its replay says nothing of others.
            guard room?.fits(strategies[first]) ?? true else { continue }
            for other in others where room?.fits(strategies[other]) ?? true {
              settle(
                other,
                Result {
                  try strategies[other].checkInputs(traffic)
                  return brief(strategies[other], figures)
                })
            }
          } catch {
            settle(first, .failure(error))
          }
        }
      }
    }
    replayFirst(of: ReplayFamilies(strategies).families, areAlike: false)
    let left = results.withLock { results in results.indices.filter { results[$0] == nil } }
    replayFirst(of: ReplayFamilies.alike(left, strategies), areAlike: true)
    let all = results.withLock { $0 }
    for case .failure(let error) in all { throw error }
    return try all.compactMap { try $0?.get() }
  }

}
