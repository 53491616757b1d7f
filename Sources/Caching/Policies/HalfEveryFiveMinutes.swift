internal import Units

/// A script beside Redis: it looks every five minutes, and where more than 80 % of the memory is taken it deletes half of the keys, in the order in
/// which SCAN meets them, which is none that users know. In between Redis evicts by itself (`allkeys-lru`).
///
/// From an article's `CacheMemoryManager` ("evict oldest entries"), which is run beside a Redis with `maxmemory-policy allkeys-lru`.
struct HalfEveryFiveMinutes: Evicting {
  private var redis: RedisSampling
  /// The number of the last interval that was looked at; `nil` before the first request.
  private var interval: Int64?
  private var condemned: [UInt32] = []

  private static let period: Int64 = 300_000_000
  private static let alarm = 0.8

  init(keys: Int, settings: RedisEviction, draws: Draws) {
    redis = RedisSampling(.idleTime, isVolatile: false, keys: keys, settings: settings, draws: draws)
  }

  static var sweeps: Bool { true }

  mutating func overdue(at time: Int64, fill: Double) -> UInt32? {
    let now = time / Self.period
    if interval == nil { interval = now }
    if now != interval {
      interval = now
      if fill > Self.alarm { condemned = Array(redis.table.elements.prefix(redis.table.count / 2)) }
    }
    while let key = condemned.popLast() {
      if redis.contains(key) {
        redis.remove(key, size: 0)
        return key
      }
    }
    return nil
  }

  func contains(_ key: UInt32) -> Bool { redis.contains(key) }
  mutating func hit(_ key: UInt32, _ use: Use) { redis.hit(key, use) }
  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? { redis.evict(for: size, at: time) }
  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool { redis.insert(key, size: size, use) }
  mutating func remove(_ key: UInt32, size: UInt32) { redis.remove(key, size: size) }
  func _checkInvariants() -> [UInt32] { redis._checkInvariants() }
}
