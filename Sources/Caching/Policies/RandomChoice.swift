internal import Units

/// Any entry, all alike likely.
struct RandomChoice: Evicting {
  private var pool: KeyPool
  private let draws: Draws
  private var evictions: UInt64 = 0

  init(keys: Int, draws: Draws) {
    pool = KeyPool(keys: keys)
    self.draws = draws
  }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { pool.contains(key) }

  @inline(__always)
  mutating func hit(_ key: UInt32, _ use: Use) {}

  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    guard !pool.isEmpty else { return nil }
    evictions += 1
    let victim = pool[Int(draws.bits(evictions) % UInt64(pool.count))]
    pool.remove(victim)
    return victim
  }

  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    pool.insert(key)
    return true
  }

  mutating func remove(_ key: UInt32, size: UInt32) { pool.remove(key) }

  func _checkInvariants() -> [UInt32] { pool._checkInvariants() }
}
