public import Units

/// What happens to a request whose answer is already on its way (laws 19 and 20).
public struct FlightRules: Hashable, Sendable {
  /// Who waits for whom.
  public enum Domain: Hashable, Sendable {
    /// Nobody: every miss goes upstream.
    case none
    /// Requests in one of so many processes, at random behind a load balancer.
    case process(Int)
    /// Requests at one place of the first tier.
    case place
    /// All requests.
    case global
  }

  /// Who waits for whom.
  public var singleFlight: Domain
  /// How long a follower waits before it goes upstream alone, without storing; `nil` for as long as it takes.
  public var lockTimeout: Microseconds?
  /// How often a follower looks whether the answer is there, from its own arrival on (nginx: 500 ms); `nil` for at once.
  public var polls: Microseconds?

  /// Rules; by default nobody waits.
  public init(singleFlight: Domain = .none, lockTimeout: Microseconds? = nil, polls: Microseconds? = nil) {
    self.singleFlight = singleFlight
    self.lockTimeout = lockTimeout
    self.polls = polls
  }
}
