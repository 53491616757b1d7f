public import Units

/// What one strategy would have done, in the few figures that are kept where many are tried.
public struct BriefResult: Sendable, Equatable {
  /// Requests that were replayed.
  public var requests = 0
  /// Requests that an answer of the cache served, by kind of answer; coalesced ones apart from hits (law 32).
  public var served: [SavingSource: Int] = [:]
  /// Requests that a live or stale entry answered.
  public var hits = 0
  /// Mean latency; `nil` where no request has one.
  public var mean: Microseconds?
  /// Median of the latency, to three digits.
  public var p50: Microseconds?
  /// 95th percentile of the latency, to three digits.
  public var p95: Microseconds?
  /// 99th percentile of the latency, to three digits.
  public var p99: Microseconds?
  /// A month of the calls made upstream, as it is told; `nil` where none can be made or nothing has a price.
  public var upstream: Dollars?
  /// … by model, with all digits, in the order of the trace's names; empty where no month can be made.
  public var upstreamByModel: [Dollars] = []
  /// What the calls that each kind of answer avoided would have cost in a month.
  public var avoided: [SavingSource: Dollars] = [:]
  /// A month of the tiers, as far as their prices are known.
  public var infrastructure = Dollars.zero
  /// A month of what is paid beside the calls of the log: refreshes, warming, embeddings and checks.
  public var beside = Dollars.zero
  /// Answers served that the aging of the log's own answers puts down as out of date (``Staleness``); `nil` where that is not known.
  public var outdated: Double?
  /// The same of the requests before a moment and from then on; empty where none was asked for.
  public var parts: [BriefPart] = []
  /// The most bytes that the first tier stored at any time.
  public var peakBytes = 0

  /// (hits + stale) / requests.
  public var hitRate: Ratio { Ratio(hits, of: requests) }
  /// Upstream and tiers.
  public var monthly: Dollars? { upstream.map { $0 + infrastructure } }
  /// Upstream, tiers, and what is paid beside.
  public var total: Dollars? { monthly.map { $0 + beside } }
  /// Wrong answers among all that were served, as labelled pairs let one expect of near hits and of hits by meaning, or, of near hits, as the
  /// log's own answers do (``LoggedNearRisk``): the worse.
  public var wrongAnswers = 0.0
  /// Those among all requests.
  public var wrongShare: Double { requests == 0 ? 0 : wrongAnswers / Double(requests) }
  /// Answers out of date among all requests; where the log does not tell how answers age, those served after their end.
  public var staleShare: Double { requests == 0 ? 0 : (outdated ?? Double(served[.stale] ?? 0)) / Double(requests) }

  /// Nothing known yet.
  public init() {}
}

/// What one strategy would have done with a part of the requests.
public struct BriefPart: Sendable, Equatable {
  /// Requests of the part.
  public var requests = 0
  /// Those that a live or stale entry answered.
  public var hits = 0
  /// Requests that an answer of the cache served, by kind of answer.
  public var served: [SavingSource: Int] = [:]
  /// What the calls made upstream cost, and of tiers and the rest the part's share by time; `nil` where nothing has a price.
  public var cost: Dollars?
  /// What the tiers have of that.
  public var machines = Dollars.zero
  /// 95th percentile of the latency.
  public var p95: Microseconds?
  /// As ``BriefResult/outdated``; of the first part, by how answers aged up to its end.
  public var outdated: Double?
  /// As ``BriefResult/wrongAnswers``.
  public var wrongAnswers = 0.0

  /// Those among all requests.
  public var wrongShare: Double { requests == 0 ? 0 : wrongAnswers / Double(requests) }
  /// As ``BriefResult/staleShare``.
  public var staleShare: Double { requests == 0 ? 0 : (outdated ?? Double(served[.stale] ?? 0)) / Double(requests) }

  /// Nothing known yet.
  public init() {}
}
