public import Traces

/// What a replay reads of a trace: one baseline's durations and costs beside the trace's own columns.
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
