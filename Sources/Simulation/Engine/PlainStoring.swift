import Caching
import Traces
import Units

/// The one store of a ``PlainReplay``, by slot: a key has one, or one at each place.
///
/// A type for each kind of store, so that the loop is compiled for it alone.
protocol PlainStoring: ~Copyable {
  associatedtype View: PlainView
  /// What the loop reads of it.
  var view: View { get }
  var use: TierUse { get set }
  /// How many flights there may be: every ``flight(_:_:)`` is below it.
  var flightCount: Int { get }
  /// When the next write becomes visible at other places; `Int64.max` where none will, or where there are none.
  var nextSpread: Int64 { get }

  /// Whether it does all that the store of a strategy has to do which needs nothing beside ``PlainReplay``.
  static func suffices(for tier: Tier, _ trace: Trace) -> Bool

  init(_ strategy: Strategy, _ keys: KeyPlan, _ trace: Trace, _ draws: Draws)

  // MARK: Entries

  /// Whether an entry is there whose life, or time after it, has not ended.
  func isKept(_ slot: UInt32, at now: Int64) -> Bool
  /// The last instant of an entry's life.
  func deadline(_ slot: UInt32) -> Int64
  func isRefreshing(_ slot: UInt32) -> Bool
  func setRefreshing(_ slot: UInt32, _ value: Bool)
  /// An entry answers.
  mutating func serve(_ slot: UInt32, isFresh: Bool, at now: Int64)
  /// Stores an answer, after all that ends before.
  mutating func store(_ slot: UInt32, key: UInt32, answer: UInt32, answerBytes: UInt32, at now: Int64)
  /// Everything whose time ended before `time` leaves.
  mutating func endLives(before time: Int64)
  /// The next write becomes visible at the other places.
  mutating func spread()
  /// What became of the entries, and what the store did, up to `time`.
  mutating func close(at time: Int64) -> (counts: EntryCounts, use: TierUse)

  // MARK: Keys

  /// Why nothing answers; ``Cause/none`` where nothing ever did.
  mutating func absence(_ key: UInt32, _ slot: UInt32, at now: Int64) -> Cause
  /// When what ``absence(_:_:at:)`` told came about.
  func absentSince(_ key: UInt32) -> Int64
  /// An answer is not stored.
  mutating func noteUnstored(_ key: UInt32, at now: Int64)
  func isAsked(_ key: UInt32) -> Bool
  func markAsked(_ key: UInt32)
  /// Whether calls are under way whose answer will be stored.
  func isExpected(_ key: UInt32) -> Bool
  func expect(_ key: UInt32)
  func expectNoMore(_ key: UInt32)

  // MARK: Calls that others may wait for

  /// The flight of a key and its slot: one for each key, or for each of its places.
  func flight(_ key: UInt32, _ slot: UInt32) -> UInt32
  func isUnderWay(_ flight: UInt32) -> Bool
  func setUnderWay(_ flight: UInt32, _ value: Bool)
  func isAwaited(_ flight: UInt32) -> Bool
  func setAwaited(_ flight: UInt32, _ value: Bool)
}

/// What the loop of a ``PlainReplay`` reads of a store: it stands in a variable of the loop, as what is in memory would be read anew after each write.
protocol PlainView: BitwiseCopyable {
  /// The slot of a request and its key.
  func slot(_ i: Int, _ key: UInt32) -> UInt32
  /// Whether an entry is there that answers.
  func isFresh(_ slot: UInt32, at now: Int64) -> Bool
  /// The request whose answer an entry is, and the size of that.
  func answer(_ slot: UInt32) -> UInt32
  func answerBytes(_ slot: UInt32) -> UInt32
  /// Asks for the memory that a request will need soon.
  func prefetch(_ i: Int, _ key: UInt32)
  /// Asks for the memory of requests some way behind.
  func prefetchColumns(_ rows: Range<Int>)
}

extension Strategy {
  /// Whether nothing but calls and what one store does ever happens, so that ``PlainReplay`` may do.
  var isPlain: Bool {
    guard tiers.count == 1, hashBits == nil, semantic == nil, events.isEmpty else { return false }
    guard upstream.isUnlimited, !eligibility.controls.maximumAge else { return false }
    guard flights.lockTimeout == nil, flights.polls == nil else { return false }
    if case .process = flights.singleFlight { return false }
    let tier = tiers[0]
    // What is left at its default is off.
    var plain = Tier(
      name: tier.name, expiry: tier.expiry, capacity: tier.capacity, policy: tier.policy, redis: tier.redis, places: tier.places,
      latency: tier.latency, missLatency: tier.missLatency, service: tier.service)
    plain.fill.onHitBelow = tier.fill.onHitBelow
    plain.stale = StaleRules(whileRevalidating: tier.stale.whileRevalidating, refresh: tier.stale.refresh)
    guard tier == plain else { return false }
    switch tier.expiry {
    case .never: return true
    case .fixed(let ttl), .sliding(let ttl): return ttl > .zero
    }
  }
}
