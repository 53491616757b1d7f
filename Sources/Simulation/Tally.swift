import Traces
public import Units

/// What became of a group of requests: counts and money by outcome and cause, and the distribution of latencies. Tallies add up.
public struct Tally: Sendable, Equatable {
  /// By outcome, then by cause.
  private var postings = Array(repeating: Ledger.Posting(), count: places)
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

  /// What was counted apart.
  ///
  /// - Parameters:
  ///   - postings: by outcome, then by cause.
  ///   - latencies: `nil` where no request has one.
  init(postings: [Ledger.Posting], latencies: LatencyDistribution?, rescued: Int) {
    self.postings = postings
    self.latencies = latencies
    self.rescued = rescued
    for outcome in Outcome.allCases {
      for cause in Cause.allCases where outcome.isAnswered || cause.isOfMiss { lookUps += posting(outcome, cause).calls }
    }
  }

  /// Adds another group.
  public mutating func add(_ other: Tally) {
    for index in postings.indices { postings[index].add(other.postings[index]) }
    rescued += other.rescued
    lookUps += other.lookUps
    guard let theirs = other.latencies else { return }
    if latencies == nil { latencies = theirs } else { latencies?.add(theirs) }
  }

  /// Where a posting is found.
  @inline(__always)
  static func index(_ outcome: Outcome, _ cause: Cause) -> Int { Int(outcome.rawValue) &* causes &+ Int(cause.rawValue) }
  /// How many postings there are.
  static let places = Outcome.allCases.count * Cause.allCases.count
  @inline(__always)
  private static var causes: Int { Int(Cause.tenant.rawValue) &+ 1 }
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
    let book = TallyBook(groups: group, count: count)
    let (flags, costs) = (Column(traffic.trace.requests.flags), Column(traffic.cost))
    for i in outcome.indices where isCounted(i) {
      book.add(i, outcome[i], cause[i], cost: costs[i], latency: latency[i], failed: flags[i].contains(.failed))
    }
    return book.tallies()
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
      .agentLoop, .truncated, .rollout, .switchedOff, .tooLong, .tooShort, .model, .queryClass, .tenant:
      false
    }
  }
}
