public import Traces

/// What a replay reads of a trace: one baseline's durations and costs beside the trace's own columns, and what was computed from the texts
/// where a strategy needs it.
///
/// The columns that have a default are needed by some strategies only; a replay that needs one that is not there refuses, and says how to
/// come by it.
public struct Traffic: Sendable {
  /// The requests and their fields.
  public let trace: Trace
  /// How long each call takes upstream, in microseconds, known or estimated (law 4).
  public let duration: [Int64]
  /// What each call costs, in nanodollars, or ``unpriced`` (law 29).
  public let cost: [Int64]
  /// Whether ``duration`` is an estimate.
  public let isEstimated: [Bool]
  /// Why a request stands apart from the default saving and bypasses every cache (law 5), or ``Cause/none``; empty where none does.
  public let apart: [Cause]
  /// What each request asked of the cache, where the log says so.
  public var asked = Asked()
  /// How many messages each conversation has; empty where the ingest has not counted them.
  public var messages: [UInt16] = []
  /// The class of each request under a classifier: 0 for none, else its number from 1.
  public var classes: [QueryClassifier: [UInt8]] = [:]
  /// Which texts are alike.
  public var graphs: [CandidateGraph.Kind: CandidateGraph] = [:]
  /// How long each call takes without queueing, in microseconds (law 22); empty where it has not been fitted.
  public var serviceTime: [Int64] = []

  /// Stands for "no price is known" in ``cost``.
  public static let unpriced = Int64.min

  /// The traffic of a trace; all columns have one element per request.
  public init(trace: Trace, duration: [Int64], cost: [Int64], isEstimated: [Bool], apart: [Cause] = []) {
    precondition(duration.count == trace.requests.count && cost.count == duration.count && isEstimated.count == duration.count)
    precondition(apart.isEmpty || apart.count == duration.count)
    self.trace = trace
    self.duration = duration
    self.cost = cost
    self.isEstimated = isEstimated
    self.apart = apart
  }
}

/// What requests asked of the cache, beyond the flags of the trace (law 11). Each column has one element per request, or is empty where no
/// request of the log asked for such a thing.
public struct Asked: Sendable, Equatable {
  /// Stands for "not asked for" in ``ttl`` and ``maximumAge``.
  public static let nothing: Int64 = -1

  /// The TTL for the answer, in microseconds, or ``nothing``.
  public var ttl: [Int64]
  /// The greatest age of an answer, in microseconds, or ``nothing``.
  public var maximumAge: [Int64]
  /// The dense id of the key that the request names; 0 where it names none.
  public var key: [UInt32]
  /// Whether the request asks for the cache where that is off by default.
  public var cache: [Bool]

  /// Columns.
  public init(ttl: [Int64] = [], maximumAge: [Int64] = [], key: [UInt32] = [], cache: [Bool] = []) {
    self.ttl = ttl
    self.maximumAge = maximumAge
    self.key = key
    self.cache = cache
  }
}
