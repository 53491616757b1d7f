import Simulation
import Traces

/// How many answers of a strategy the model would have given otherwise by then, as the log's own answers tell (``Staleness``).
public struct StaleAnswers: Sendable, Equatable {
  /// Answers served that are put down as out of date: an expectation by their ages.
  public let expected: Double
  /// Requests that a live or stale entry answered.
  public let hits: Int
  /// All requests.
  public let requests: Int

  /// So many of the hits, and of all requests.
  public init(expected: Double, hits: Int, requests: Int) {
    (self.expected, self.hits, self.requests) = (expected, hits, requests)
  }

  /// The share of all requests.
  public var share: Double { requests == 0 ? 0 : expected / Double(requests) }
  /// The share of the hits.
  public var ofHits: Double { hits == 0 ? 0 : min(1, expected / Double(hits)) }
  /// ``expected`` as a whole number of the hits.
  public var count: Int { min(hits, Int(expected.rounded())) }
  /// Whether so many hits are out of date that the strategy is not to be recommended without a warning.
  public var isGreat: Bool { ofHits > StaleAnswers.great }

  /// The greatest share of a strategy's hits that may be out of date before one has to be warned.
  public static let great = 0.05
}

extension Staleness {
  /// How the answers of a log age; `nil` where it has none, or they do not tell.
  init?(of traffic: Traffic) {
    guard traffic.trace.requests.answer.contains(where: { $0 != 0 }) else { return nil }
    self.init(CountableRequests(traffic, key: .exact, scope: .global), of: traffic.trace)
    guard isKnown else { return nil }
  }

  /// What of the answers of a replay is out of date.
  ///
  /// - Complexity: O(requests).
  func answers(of replay: Replay, _ traffic: Traffic) -> StaleAnswers {
    let arrival = traffic.trace.requests.arrival
    var (expected, hits) = (0.0, 0)
    for i in replay.outcome.indices where SavingSource(replay.outcome[i], replay.cause[i]) != nil {
      expected += outdated(age: arrival[i] &- arrival[Int(replay.answer[i])])
    }
    for outcome in replay.outcome where outcome == .hit || outcome == .stale { hits += 1 }
    return StaleAnswers(expected: expected, hits: hits, requests: replay.outcome.count)
  }
}

extension BriefResult {
  /// Answers out of date among those served; `nil` where the log does not tell how answers age.
  public var staleAnswers: StaleAnswers? { outdated.map { StaleAnswers(expected: $0, hits: hits, requests: requests) } }
}
