import Traces
public import Units

/// What became of a group of requests: counts and money by outcome and cause, and the distribution of latencies. Tallies add up.
public struct Tally: Sendable, Equatable {
  /// By outcome, then by cause.
  private var postings = Array(
    repeating: Ledger.Posting(), count: Outcome.allCases.count * Cause.allCases.count)
  private var latencies: LatencyDistribution?
  /// Requests that failed in the log and that a stored answer rescued (law 6); they count as hits too.
  public private(set) var rescued = 0
  /// Look-ups: requests for which at least one tier was asked.
  public private(set) var lookUps = 0

  /// Nothing counted yet.
  public init() {}

  /// All requests.
  public var requests: Int { postings.reduce(0) { $0 + $1.calls } }

  /// Requests of one outcome.
  public func count(_ outcome: Outcome) -> Int { posting(outcome).calls }

  /// Requests of one outcome and cause: hits that were exact, misses that were cold …
  public func count(_ outcome: Outcome, _ cause: Cause) -> Int { posting(outcome, cause).calls }

  /// Number and money of the requests of one outcome.
  public func posting(_ outcome: Outcome) -> Ledger.Posting {
    Cause.allCases.reduce(into: Ledger.Posting()) { $0.add(posting(outcome, $1)) }
  }

  /// Number and money of the requests of one outcome and cause.
  public func posting(_ outcome: Outcome, _ cause: Cause) -> Ledger.Posting { postings[Self.index(outcome, cause)] }

  /// Calls made upstream.
  public var made: Ledger.Posting { posting { !$0.avoidsCall($1) && $1 != .rateLimited } }

  /// Calls that a stored answer made needless.
  public var avoided: Ledger.Posting { posting { $0.avoidsCall($1) } }

  private func posting(_ isMeant: (Outcome, Cause) -> Bool) -> Ledger.Posting {
    var out = Ledger.Posting()
    for outcome in Outcome.allCases {
      for cause in Cause.allCases where isMeant(outcome, cause) { out.add(posting(outcome, cause)) }
    }
    return out
  }

  /// (hits + stale) / all requests (law 32).
  public var requestHitRate: Ratio { Ratio(count(.hit) + count(.stale), of: requests) }

  /// (hits + stale) / look-ups (law 32).
  public var lookUpHitRate: Ratio { Ratio(count(.hit) + count(.stale), of: lookUps) }

  /// Requests that have a latency: all but batch rows.
  public var timed: Int { latencies?.count ?? 0 }

  /// The mean latency; `nil` where no request has one.
  public var meanLatency: Microseconds? { latencies?.mean }

  /// The sum of all latencies.
  public var totalLatency: Microseconds { latencies?.sum ?? .zero }

  /// The least latency that at least `percent` % of the requests do not exceed, to three digits; `nil` where no request has one.
  public func latency(percentile percent: Double) -> Microseconds? { latencies?.percentile(percent) }

  /// The distribution, as ascending steps: the largest latency of the step, and how many requests are in it.
  public var latencySteps: [(upTo: Microseconds, requests: Int)] { latencies?.steps ?? [] }

  /// Counts one request.
  mutating func add(_ outcome: Outcome, _ cause: Cause, cost: Int64, latency: Int64, failed: Bool) {
    postings[Self.index(outcome, cause)].add(cost)
    if failed, outcome.isAnswered { rescued += 1 }
    if outcome.isAnswered || cause.isOfMiss { lookUps += 1 }
    guard latency != Replay.noLatency else { return }
    if latencies == nil { latencies = LatencyDistribution() }
    latencies?.record(latency)
  }

  /// Adds another group.
  public mutating func add(_ other: Tally) {
    for index in postings.indices { postings[index].add(other.postings[index]) }
    rescued += other.rescued
    lookUps += other.lookUps
    guard let theirs = other.latencies else { return }
    if latencies == nil { latencies = theirs } else { latencies?.add(theirs) }
  }

  private static func index(_ outcome: Outcome, _ cause: Cause) -> Int {
    Int(outcome.rawValue) * Cause.allCases.count + Int(cause.rawValue)
  }
}

/// Tallies that grow while a replay runs, in the place of its columns.
struct TallyBook: Sendable, Equatable {
  private(set) var tallies: [Tally]
  private let groups: [UInt32]
  private let costs: [Int64]
  private let flags: [RequestFlags]
  /// Whether nothing is counted: there are columns.
  let isEmpty: Bool

  /// For a replay with columns.
  init() {
    (tallies, groups, costs, flags) = ([], [], [], [])
    isEmpty = true
  }

  init(groups: [UInt32], count: Int, _ traffic: Traffic) {
    tallies = Array(repeating: Tally(), count: count)
    self.groups = groups
    costs = traffic.cost
    flags = traffic.trace.requests.flags
    isEmpty = false
  }

  @inline(__always)
  mutating func add(_ i: Int, _ outcome: Outcome, _ cause: Cause, latency: Int64) {
    tallies[groups.isEmpty ? 0 : Int(groups[i])].add(
      outcome, cause, cost: costs[i], latency: latency, failed: flags[i].contains(.failed))
  }
}

extension Replay {
  /// What became of each group of requests.
  ///
  /// - Parameters:
  ///   - traffic: what was replayed.
  ///   - group: the group of each request, below `count`.
  ///   - isCounted: which requests count: after a warm-up, of one kind of call …
  /// - Complexity: O(requests); a group with latencies takes 120 kB.
  public func tallies(
    of traffic: Traffic, by group: [UInt32], count: Int, where isCounted: (Int) -> Bool = { _ in true }
  ) -> [Tally] {
    precondition(group.count == outcome.count && traffic.cost.count == outcome.count, "one group and one cost per request")
    var out = Array(repeating: Tally(), count: count)
    let flags = traffic.trace.requests.flags
    for i in outcome.indices where isCounted(i) {
      out[Int(group[i])].add(
        outcome[i], cause[i], cost: traffic.cost[i], latency: latency[i], failed: flags[i].contains(.failed))
    }
    return out
  }

  /// What became of all requests.
  public func tally(of traffic: Traffic, where isCounted: (Int) -> Bool = { _ in true }) -> Tally {
    tallies(of: traffic, by: Array(repeating: 0, count: outcome.count), count: 1, where: isCounted)[0]
  }
}

extension Cause {
  /// Whether it explains why a look-up found nothing.
  public var isOfMiss: Bool {
    switch self {
    case .cold, .expired, .evicted, .inFlight, .notStored, .fieldDiffers, .otherScope, .otherPlace, .negative, .invalidated, .tooOld,
      .outage,
      .lockTimeout, .rateLimited, .timedOut:
      true
    case .none, .exact, .near, .semantic, .collision, .ifError, .noContent, .temperature, .stream, .tools, .endpoint, .control,
      .regeneration,
      .agentLoop, .truncated, .rollout, .switchedOff, .tooLong:
      false
    }
  }
}
