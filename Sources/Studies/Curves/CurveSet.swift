public import Caching
public import Units

/// The curves of some requests with a store of their own: all of a log, or those of one model or tenant.
public struct CurveSet: Sendable {
  /// The model or tenant; "all" for all.
  public let name: String
  /// Requests that count.
  public let requests: Int
  /// Requests that do not: failed, not to be cached, without a prompt, or apart.
  public let leftOut: Int
  /// Distinct keys: the misses of an unlimited store.
  public let keys: Int
  /// What an unlimited store would hold, in bytes of answers; 0 where the log has no sizes.
  public let bytes: Int
  /// LRU by number of entries, exact.
  public let entries: [Point]
  /// LRU by bytes of answers, and other policies by entries and by bytes, as far as they were asked for.
  public let policies: [PolicyCurve]
  /// An unlimited store by TTL, exact; empty where the log has no times.
  public let lives: [Life]
  /// How long after the last request of their key repeats come; empty where the log has no times, or nothing repeats.
  public let gaps: [Gap]
  /// How often an answer changed with age.
  public let staleness: Staleness

  /// Hits at a capacity.
  public struct Point: Sendable, Equatable {
    /// Entries or bytes.
    public let amount: Int
    /// Hits.
    public let hits: Int
  }

  /// Hits at a TTL.
  public struct Life: Sendable, Equatable {
    /// The TTL.
    public let ttl: Microseconds
    /// Hits where it counts from the last use.
    public let sliding: Int
    /// Hits where it counts from when the answer was stored.
    public let fixed: Int
  }

  /// A percentile of the gaps.
  public struct Gap: Sendable, Equatable {
    /// From 1 to 99.
    public let percent: Int
    /// The least gap that at least so many per cent do not exceed (nearest rank).
    public let gap: Microseconds
  }

  /// The hit ratio of requests.
  public func ratio(_ hits: Int) -> Ratio { Ratio(hits, of: requests) }

  /// The hits of an unlimited store.
  public var mostHits: Int { requests - keys }
}

/// One policy at some capacities.
public struct PolicyCurve: Sendable, Equatable {
  /// The policy.
  public let policy: EvictionPolicy
  /// Whether ``Point/amount`` is in bytes; else it is a number of entries.
  public let isInBytes: Bool
  /// By rising amount.
  public let points: [Point]
  /// The share of the keys in all samples together; `nil` where all requests were replayed, and the figures are exact.
  public let sampled: Double?

  /// A hit ratio.
  public struct Point: Sendable, Equatable {
    /// Entries or bytes.
    public let amount: Int
    /// The hit ratio with its standard error, which is 0 where it is exact.
    public let ratio: Estimate
  }
}
