public import Units

/// What a strategy must keep to.
public struct Constraints: Sendable, Hashable {
  /// The most expected wrong answers among all requests; `nil` for any.
  public var wrong: Double?
  /// The most answers out of date among all requests (``BriefResult/staleShare``); `nil` for what ``staleHits`` allows.
  public var stale: Double?
  /// The most answers out of date among the hits, where ``stale`` is not named and the log tells how answers age: nobody means to be told
  /// mostly what is no longer so.
  public private(set) var staleHits = StaleAnswers.great
  /// The greatest P95 of the latency; `nil` for any.
  public var p95: Microseconds?

  /// No limits.
  public init(wrong: Double? = nil, stale: Double? = nil, p95: Microseconds? = nil) {
    self.wrong = wrong
    self.stale = stale
    self.p95 = p95
  }

  /// A limit, to say which is broken.
  public enum Limit: String, Sendable, CaseIterable {
    case wrong, stale, p95
  }

  /// The limits that some figures break.
  public func broken(_ result: BriefResult) -> [Limit] {
    broken(wrong: result.wrongShare, stale: result.staleShare, answers: result.staleAnswers, p95: result.p95)
  }

  /// The limits that a part of a log breaks.
  public func broken(_ part: BriefPart) -> [Limit] {
    let answers = part.outdated.map { StaleAnswers(expected: $0, hits: part.hits, requests: part.requests) }
    return broken(wrong: part.wrongShare, stale: part.staleShare, answers: answers, p95: part.p95)
  }

  private func broken(wrong share: Double, stale staleShare: Double, answers: StaleAnswers?, p95 time: Microseconds?) -> [Limit] {
    var out: [Limit] = []
    if let wrong, share > wrong { out.append(.wrong) }
    if let stale {
      if staleShare > stale { out.append(.stale) }
    } else if let answers, answers.ofHits > staleHits {
      out.append(.stale)
    }
    // A log without latencies cannot break a limit on them.
    if let p95, let time, time > p95 { out.append(.p95) }
    return out
  }

  /// Wider limits, for figures of samples.
  var loosened: Constraints {
    var out = Constraints(
      wrong: wrong.map { $0 * 1.5 + 0.0005 }, stale: stale.map { $0 * 1.5 + 0.002 },
      p95: p95.map { Microseconds(seconds: $0.seconds * 1.25) })
    out.staleHits = staleHits * 1.5
    return out
  }
}
