public import Simulation
import Traces
public import Units

/// What a replay and production say of the same requests.
public struct Agreement: Sendable, Equatable {
  /// Answered from the cache by both.
  public var both = 0
  /// Answered by the replay, while production made a call.
  public var onlyReplay = 0
  /// Answered by production, while the replay makes a call.
  public var onlyProduction = 0
  /// Answered by neither.
  public var neither = 0
  /// The greatest age of an answer that production served, counted from the latest call with the same key; `nil` where no hit has one.
  public var oldestServed: Microseconds?
  /// The greatest age of an answer that the replay serves.
  public var oldestReplayed: Microseconds?

  /// What tells the cache of production from the replayed one, where the log shows it; `nil` where it does not.
  public var sign: CacheSign?

  /// Nothing compared yet.
  public init() {}

  /// The share of the requests of which both say the same.
  public var share: Ratio { Ratio(both + neither, of: both + neither + onlyReplay + onlyProduction) }

  /// Compares a strategy's replay of a log with what the log says.
  ///
  /// - Throws: ``StrategyError`` where the strategy cannot be replayed.
  public init(_ strategy: Strategy, _ logged: LoggedTraffic, seed: UInt64) throws {
    let replay = try strategy.replay(logged.withoutCache, seed: seed)
    let requests = logged.asLogged.trace.requests
    let keys = logged.asLogged.trace.keys(.exact)
    var evidence = CacheEvidence(logged.asLogged.trace)
    /// When the latest answer of each key came from upstream.
    var made = [Int64?](repeating: nil, count: keys.count)
    for i in requests.arrival.indices {
      let wasHit = requests.flags[i].contains(.loggedHit)
      let isHit = replay.outcome[i].isAnswered
      switch (isHit, wasHit) {
      case (true, true): both += 1
      case (true, false): onlyReplay += 1
      case (false, true): onlyProduction += 1
      case (false, false): neither += 1
      }
      if isHit {
        let source = Int(replay.answer[i])
        let age = requests.arrival[i] - requests.arrival[source] - max(logged.withoutCache.duration[source], 0)
        if age > (oldestReplayed?.count ?? 0) { oldestReplayed = Microseconds(age) }
      }
      let key = keys.ids[i]
      guard key != Keys.none else { continue }
      evidence.add(i, key: Int(key), isHit: isHit, wasHit: wasHit)
      if wasHit {
        if let from = made[Int(key)], requests.arrival[i] - from > (oldestServed?.count ?? -1) {
          oldestServed = Microseconds(requests.arrival[i] - from)
        }
      } else if !requests.flags[i].contains(.failed) {
        made[Int(key)] = requests.arrival[i] + max(requests.duration[i], 0)
      }
    }
    sign = evidence.sign(oldestServed: oldestServed)
  }
}
