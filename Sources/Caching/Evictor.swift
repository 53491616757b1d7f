public import Units

/// The policy of one store, chosen at run time: what the event replay holds per tier. One of its fields is filled, and is changed in place.
///
/// An enum with payloads would move its payload out and in again at each change: measured 30 ns a hit, against 3 of this. The meaning of each member is
/// that in ``Evicting``.
public struct Evictor: Sendable {
  /// Which policy it is.
  public let policy: EvictionPolicy
  private let kind: Kind
  private enum Kind: UInt8 { case lru, fifo, lfu, clock, sieve, s3fifo, arc, wTinyLFU, random, redis, none, earliestExpiry, half }
  private var lru: LRU?
  private var fifo: FIFO?
  private var lfu: LFU?
  private var clock: CLOCK?
  private var sieve: SIEVE?
  private var s3fifo: S3FIFO?
  private var arc: ARC?
  private var wTinyLFU: WTinyLFU?
  private var random: RandomChoice?
  private var redis: RedisSampling?
  private var none: NoEviction?
  private var earliestExpiry: EarliestExpiry?
  private var half: HalfEveryFiveMinutes?

  /// An empty store.
  ///
  /// - Parameters:
  ///   - keys: every key is below it.
  ///   - capacity: entries or bytes, as sizes count.
  ///   - draws: what random choices are made with; those of two stores should differ.
  ///   - redis: the settings of Redis's policies.
  public init(_ policy: EvictionPolicy, keys: Int, capacity: Int, draws: Draws, redis: RedisEviction = RedisEviction()) {
    self.policy = policy
    switch policy {
    case .lru: (kind, lru) = (.lru, LRU(keys: keys))
    case .fifo: (kind, fifo) = (.fifo, FIFO(keys: keys))
    case .lfu: (kind, lfu) = (.lfu, LFU(keys: keys))
    case .clock: (kind, clock) = (.clock, CLOCK(keys: keys))
    case .sieve: (kind, sieve) = (.sieve, SIEVE(keys: keys))
    case .s3fifo: (kind, s3fifo) = (.s3fifo, S3FIFO(keys: keys, capacity: capacity))
    case .arc: (kind, arc) = (.arc, ARC(keys: keys, capacity: capacity))
    case .wTinyLFU: (kind, wTinyLFU) = (.wTinyLFU, WTinyLFU(keys: keys, capacity: capacity, draws: draws))
    case .random: (kind, random) = (.random, RandomChoice(keys: keys, draws: draws))
    case .noEviction: (kind, none) = (.none, NoEviction(keys: keys))
    case .earliestExpiry: (kind, earliestExpiry) = (.earliestExpiry, EarliestExpiry(keys: keys))
    case .halfEveryFiveMinutes: (kind, half) = (.half, HalfEveryFiveMinutes(keys: keys, settings: redis, draws: draws))
    case .allkeysLRU, .allkeysLFU, .allkeysRandom, .volatileLRU, .volatileLFU, .volatileRandom, .volatileTTL:
      (kind, self.redis) = (.redis, RedisSampling(policy, keys: keys, settings: redis, draws: draws))
    }
  }

  /// Whether an entry of this size may be stored at all; that it fits into the whole store is the store's to know.
  public func admits(_ size: UInt32) -> Bool {
    switch kind {
    case .lru: lru!.admits(size)
    case .fifo: fifo!.admits(size)
    case .lfu: lfu!.admits(size)
    case .clock: clock!.admits(size)
    case .sieve: sieve!.admits(size)
    case .s3fifo: s3fifo!.admits(size)
    case .arc: arc!.admits(size)
    case .wTinyLFU: wTinyLFU!.admits(size)
    case .random: random!.admits(size)
    case .redis: redis!.admits(size)
    case .none: none!.admits(size)
    case .earliestExpiry: earliestExpiry!.admits(size)
    case .half: half!.admits(size)
    }
  }

  /// Whether the key is stored.
  public func contains(_ key: UInt32) -> Bool {
    switch kind {
    case .lru: lru!.contains(key)
    case .fifo: fifo!.contains(key)
    case .lfu: lfu!.contains(key)
    case .clock: clock!.contains(key)
    case .sieve: sieve!.contains(key)
    case .s3fifo: s3fifo!.contains(key)
    case .arc: arc!.contains(key)
    case .wTinyLFU: wTinyLFU!.contains(key)
    case .random: random!.contains(key)
    case .redis: redis!.contains(key)
    case .none: none!.contains(key)
    case .earliestExpiry: earliestExpiry!.contains(key)
    case .half: half!.contains(key)
    }
  }

  /// A stored key was looked up.
  public mutating func hit(_ key: UInt32, _ use: Use) {
    switch kind {
    case .lru: lru!.hit(key, use)
    case .fifo: fifo!.hit(key, use)
    case .lfu: lfu!.hit(key, use)
    case .clock: clock!.hit(key, use)
    case .sieve: sieve!.hit(key, use)
    case .s3fifo: s3fifo!.hit(key, use)
    case .arc: arc!.hit(key, use)
    case .wTinyLFU: wTinyLFU!.hit(key, use)
    case .random: random!.hit(key, use)
    case .redis: redis!.hit(key, use)
    case .none: none!.hit(key, use)
    case .earliestExpiry: earliestExpiry!.hit(key, use)
    case .half: half!.hit(key, use)
    }
  }

  /// A key that is not stored was looked up.
  public mutating func miss(_ key: UInt32) {
    switch kind {
    case .lru: lru!.miss(key)
    case .fifo: fifo!.miss(key)
    case .lfu: lfu!.miss(key)
    case .clock: clock!.miss(key)
    case .sieve: sieve!.miss(key)
    case .s3fifo: s3fifo!.miss(key)
    case .arc: arc!.miss(key)
    case .wTinyLFU: wTinyLFU!.miss(key)
    case .random: random!.miss(key)
    case .redis: redis!.miss(key)
    case .none: none!.miss(key)
    case .earliestExpiry: earliestExpiry!.miss(key)
    case .half: half!.miss(key)
    }
  }

  /// Chooses an entry and lets go of it; `nil` where none may go: then the new one is not stored.
  public mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    switch kind {
    case .lru: lru!.evict(for: size, at: time)
    case .fifo: fifo!.evict(for: size, at: time)
    case .lfu: lfu!.evict(for: size, at: time)
    case .clock: clock!.evict(for: size, at: time)
    case .sieve: sieve!.evict(for: size, at: time)
    case .s3fifo: s3fifo!.evict(for: size, at: time)
    case .arc: arc!.evict(for: size, at: time)
    case .wTinyLFU: wTinyLFU!.evict(for: size, at: time)
    case .random: random!.evict(for: size, at: time)
    case .redis: redis!.evict(for: size, at: time)
    case .none: none!.evict(for: size, at: time)
    case .earliestExpiry: earliestExpiry!.evict(for: size, at: time)
    case .half: half!.evict(for: size, at: time)
    }
  }

  /// A key is looked up soon: where a replay would wait for memory most (LRU's list), that is asked for.
  mutating func prefetch(_ key: UInt32) { if kind == .lru { lru!.prefetch(key) } }

  /// A key is looked up very soon.
  mutating func prefetchNeighbours(_ key: UInt32) { if kind == .lru { lru!.prefetchNeighbours(key) } }

  /// The key that is evicted next if nothing else happens, where that is known.
  mutating func next() -> UInt32? { kind == .lru ? lru!.next() : nil }

  /// ``admits(_:)``, asked in place: only the policies that turn any size away are asked.
  mutating func letsIn(_ size: UInt32) -> Bool {
    switch kind {
    case .s3fifo: s3fifo!.admits(size)
    case .wTinyLFU: wTinyLFU!.admits(size)
    default: true
    }
  }

  /// ``wantsMore``, asked in place.
  mutating func mustLetGo() -> Bool { kind == .wTinyLFU && wTinyLFU!.wantsMore }

  /// Whether something more has to go although there is room: after a hit, and while room is made.
  public var wantsMore: Bool { kind == .wTinyLFU && wTinyLFU!.wantsMore }

  /// Stores a key for which there is room; returns whether it did.
  public mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    switch kind {
    case .lru: lru!.insert(key, size: size, use)
    case .fifo: fifo!.insert(key, size: size, use)
    case .lfu: lfu!.insert(key, size: size, use)
    case .clock: clock!.insert(key, size: size, use)
    case .sieve: sieve!.insert(key, size: size, use)
    case .s3fifo: s3fifo!.insert(key, size: size, use)
    case .arc: arc!.insert(key, size: size, use)
    case .wTinyLFU: wTinyLFU!.insert(key, size: size, use)
    case .random: random!.insert(key, size: size, use)
    case .redis: redis!.insert(key, size: size, use)
    case .none: none!.insert(key, size: size, use)
    case .earliestExpiry: earliestExpiry!.insert(key, size: size, use)
    case .half: half!.insert(key, size: size, use)
    }
  }

  /// A stored key leaves by another cause than eviction.
  public mutating func remove(_ key: UInt32, size: UInt32) {
    switch kind {
    case .lru: lru!.remove(key, size: size)
    case .fifo: fifo!.remove(key, size: size)
    case .lfu: lfu!.remove(key, size: size)
    case .clock: clock!.remove(key, size: size)
    case .sieve: sieve!.remove(key, size: size)
    case .s3fifo: s3fifo!.remove(key, size: size)
    case .arc: arc!.remove(key, size: size)
    case .wTinyLFU: wTinyLFU!.remove(key, size: size)
    case .random: random!.remove(key, size: size)
    case .redis: redis!.remove(key, size: size)
    case .none: none!.remove(key, size: size)
    case .earliestExpiry: earliestExpiry!.remove(key, size: size)
    case .half: half!.remove(key, size: size)
    }
  }

  /// Whether ``overdue(at:fill:)`` can ever give an entry.
  public var sweeps: Bool { kind == .half }

  /// An entry that goes at this time although there is room, let go of; to be asked until it is `nil`.
  public mutating func overdue(at time: Int64, fill: Double) -> UInt32? { half?.overdue(at: time, fill: fill) }

  /// Traps unless the state is consistent; returns the stored keys in ascending order. For tests.
  public func _checkInvariants() -> [UInt32] {
    switch kind {
    case .lru: lru!._checkInvariants()
    case .fifo: fifo!._checkInvariants()
    case .lfu: lfu!._checkInvariants()
    case .clock: clock!._checkInvariants()
    case .sieve: sieve!._checkInvariants()
    case .s3fifo: s3fifo!._checkInvariants()
    case .arc: arc!._checkInvariants()
    case .wTinyLFU: wTinyLFU!._checkInvariants()
    case .random: random!._checkInvariants()
    case .redis: redis!._checkInvariants()
    case .none: none!._checkInvariants()
    case .earliestExpiry: earliestExpiry!._checkInvariants()
    case .half: half!._checkInvariants()
    }
  }
}
