internal import Units

/// Redis's evictions (evict.c of 7.x): a few samples for each, the best of which go into a pool; the best of the pool goes, if it is still there.
/// Held against Redis 7.0.15 (Tests/CachingTests/RedisGoldenTests.swift).
///
/// Use is stamped with Redis's clocks: LRU in seconds, in 24 bits; LFU with a counter of 8 bits that grows by chance and decays by the minute, in 16
/// bits. In a log of a few requests a second every counter is back at 0 after minutes, and LFU is no better than chance unless `lfu-decay-time` is
/// hours or days.
struct RedisSampling: Evicting {
  /// What is best evicted.
  enum Score: Sendable { case idleTime, frequency, expiry, none }

  private let score: Score
  /// Whether entries without an end of life are left alone (`volatile-…`).
  private let isVolatile: Bool
  private let settings: RedisEviction
  /// What may be evicted.
  private(set) var table: RedisTable
  private var pool = RedisPool()
  private var isStored: [Bool]
  /// By key: the second of its last use, or its minute (upper bits) and counter (lower eight); or the end of its life in milliseconds.
  private var stamps: [Int64]

  private static let initialCounter = 5

  init(_ score: Score, isVolatile: Bool, keys: Int, settings: RedisEviction, draws: Draws) {
    self.score = score
    self.isVolatile = isVolatile
    self.settings = settings
    table = RedisTable(keys: keys, draws: draws)
    isStored = Array(repeating: false, count: keys)
    stamps = score == .none ? [] : Array(repeating: 0, count: keys)
  }

  /// One of Redis's policies that evict.
  init(_ policy: EvictionPolicy, keys: Int, settings: RedisEviction, draws: Draws) {
    let score: Score =
      switch policy {
      case .allkeysLRU, .volatileLRU: .idleTime
      case .allkeysLFU, .volatileLFU: .frequency
      case .volatileTTL: .expiry
      default: .none
      }
    let isVolatile = [.volatileLRU, .volatileLFU, .volatileRandom, .volatileTTL].contains(policy)
    self.init(score, isVolatile: isVolatile, keys: keys, settings: settings, draws: draws)
  }

  func contains(_ key: UInt32) -> Bool { isStored[Int(key)] }

  mutating func hit(_ key: UInt32, _ use: Use) {
    switch score {
    case .idleTime: stamps[Int(key)] = Self.second(use.time)
    case .frequency:
      var counter = decayed(stamps[Int(key)], Self.minute(use.time))
      if counter < 255 {
        // An increment has the chance 1 / ((counter - 5) * factor + 1).
        let steps = max(0, counter - Self.initialCounter) * settings.logFactor + 1
        if Double(table.draw() >> 11) * 0x1p-53 * Double(steps) < 1 { counter += 1 }
      }
      stamps[Int(key)] = Self.minute(use.time) << 8 | Int64(counter)
    case .expiry: stamps[Int(key)] = Self.floor(use.deadline, by: 1_000)
    case .none: break
    }
    if isVolatile { setVolatile(key, use.deadline != .max) }
  }

  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    isStored[Int(key)] = true
    switch score {
    case .idleTime: stamps[Int(key)] = Self.second(use.time)
    case .frequency: stamps[Int(key)] = Self.minute(use.time) << 8 | Int64(Self.initialCounter)
    case .expiry: stamps[Int(key)] = Self.floor(use.deadline, by: 1_000)
    case .none: break
    }
    if !isVolatile || use.deadline != .max { table.insert(key) }
    return true
  }

  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    guard let victim = score == .none ? table.randomKey() : bestCandidate(at: time) else { return nil }
    forget(victim)
    return victim
  }

  mutating func remove(_ key: UInt32, size: UInt32) { forget(key) }

  private mutating func forget(_ key: UInt32) {
    if table.contains(key) { table.remove(key) }
    isStored[Int(key)] = false
  }

  private mutating func setVolatile(_ key: UInt32, _ isVolatile: Bool) {
    guard isVolatile != table.contains(key) else { return }
    if isVolatile { table.insert(key) } else { table.remove(key) }
  }

  private mutating func bestCandidate(at time: Int64) -> UInt32? {
    while table.count > 0 {
      fillPool(at: time)
      while let best = pool.popBest() {
        // A ghost, evicted or expired since it was sampled, is passed over.
        if table.contains(best) { return best }
      }
    }
    return nil
  }

  private mutating func fillPool(at time: Int64) {
    let (second, minute) = (Self.second(time), Self.minute(time))
    var samples: [UInt32] = []
    samples.reserveCapacity(settings.samples)
    table.sample(settings.samples) { samples.append($0) }
    for key in samples { pool.offer(key, score: evictability(of: key, second, minute)) }
  }

  private func evictability(of key: UInt32, _ second: Int64, _ minute: Int64) -> UInt64 {
    let stamp = stamps[Int(key)]
    switch score {
    // The clock of 24 bits goes round in 194 days; an idle time is short of a second then.
    case .idleTime: return UInt64(second >= stamp ? second - stamp : second + (1 << 24 - 1) - stamp)
    case .frequency: return UInt64(255 - decayed(stamp, minute))
    case .expiry: return UInt64.max - UInt64(bitPattern: max(0, stamp))
    case .none: return 0
    }
  }

  /// A counter less one for each `lfu-decay-time` since it was last looked at.
  private func decayed(_ stamp: Int64, _ minute: Int64) -> Int {
    let then = stamp >> 8
    let elapsed = minute >= then ? minute - then : 65_535 - then + minute
    let periods = settings.decayMinutes > 0 ? Int(elapsed) / settings.decayMinutes : 0
    return max(0, Int(stamp & 255) - periods)
  }

  /// Redis's LRU clock: seconds in 24 bits.
  private static func second(_ time: Int64) -> Int64 { floor(time, by: 1_000_000) & 0xFF_FFFF }

  /// Redis's LFU clock: minutes in 16 bits.
  private static func minute(_ time: Int64) -> Int64 { floor(time, by: 60_000_000) & 0xFFFF }

  private static func floor(_ time: Int64, by unit: Int64) -> Int64 { time >= 0 ? time / unit : -((unit - 1 - time) / unit) }

  func _checkInvariants() -> [UInt32] {
    let candidates = table._checkInvariants()
    let stored = isStored.indices.filter { isStored[$0] }.map { UInt32($0) }
    precondition(isVolatile ? Set(candidates).isSubset(of: stored) : candidates == stored, "what may be evicted is stored")
    return stored
  }
}
