public import Units

/// Something that is done to the cache at a set time, or again and again.
public struct ScheduledEvent: Hashable, Sendable {
  /// When it is done first.
  public var at: Moment
  /// After how long it is done again, until the end of the log; `nil` for once.
  public var every: Microseconds?
  /// What is done.
  public var action: Action

  /// An event.
  public init(at: Moment, every: Microseconds? = nil, action: Action) {
    self.at = at
    self.every = every
    self.action = action
  }

  /// What can be done to a cache.
  public enum Action: Hashable, Sendable {
    /// Entries are removed, and answers on their way to them are not stored (law 13). `tier`: only in that one.
    case invalidate(Target, tier: String?)
    /// The most frequent keys of an earlier part of the log are fetched and stored where they are not live: never of the future.
    case warm(Warming)
    /// A tier, or one place of it, does not answer for a while.
    case outage(Outage)
    /// All requests turn to the other of two sets of stores (blue-green); the first has what it had when they turn back (rollback).
    case switchOver(to: Side)
  }

  /// Which entries.
  public enum Target: Hashable, Sendable {
    /// All.
    case all
    /// Those of a model, by a name that compares as in ``ModelTable``.
    case model(String)
    /// Those of a class of questions of the strategy's classifier.
    case queryClass(String)
  }

  /// One of two sets of stores.
  public enum Side: String, CaseIterable, Hashable, Sendable {
    /// The set that a replay begins with.
    case blue
    /// The other; empty until it is used.
    case green
  }
}

/// Fills a cache with what was asked most often.
public struct Warming: Hashable, Sendable {
  /// How many keys.
  public var top: Int
  /// Over how long before the event they are counted; `nil` for since the first arrival.
  public var over: Microseconds?

  /// A warming.
  public init(top: Int, over: Microseconds? = nil) {
    self.top = top
    self.over = over
  }
}

/// A time in which a tier does not answer.
public struct Outage: Hashable, Sendable {
  /// The name of the tier.
  public var tier: String
  /// The place, by the name that the log gives it; `nil` for all places.
  public var place: String?
  /// How long.
  public var duration: Microseconds
  /// What a look-up costs meanwhile: the client's time-out, or 0 where it is known to be down.
  public var lookUpTime: Microseconds
  /// Whether it comes back with what it had; otherwise it is empty (restart, failover without a replica).
  public var keepsEntries: Bool

  /// An outage; one of no duration is a restart or a flush.
  public init(
    tier: String, place: String? = nil, duration: Microseconds, lookUpTime: Microseconds = .zero, keepsEntries: Bool = false
  ) {
    self.tier = tier
    self.place = place
    self.duration = duration
    self.lookUpTime = lookUpTime
    self.keepsEntries = keepsEntries
  }
}
