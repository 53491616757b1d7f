public import Simulation
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
  /// 95th percentile of the latency, to three digits.
  public var p95: Microseconds?
  /// A month of the calls made upstream; `nil` where none can be made or nothing has a price.
  public var upstream: Dollars?
  /// … by model, in the order of the trace's names; empty where no month can be made.
  public var upstreamByModel: [Dollars] = []
  /// What the calls that each kind of answer avoided would have cost in a month.
  public var avoided: [SavingSource: Dollars] = [:]
  /// A month of the tiers, as far as their prices are known.
  public var infrastructure = Dollars.zero
  /// The most bytes that the first tier stored at any time.
  public var peakBytes = 0

  /// (hits + stale) / requests.
  public var hitRate: Ratio { Ratio(hits, of: requests) }
  /// Upstream and tiers.
  public var monthly: Dollars? { upstream.map { $0 + infrastructure } }
  /// Wrong answers among all that were served, at the expected rate of each kind.
  public var wrongAnswers: Double { served.reduce(0) { $0 + Double($1.value) * $1.key.wrongShare } }
}
