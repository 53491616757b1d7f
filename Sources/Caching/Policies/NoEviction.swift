/// Redis's default: nothing is evicted; what finds no room is not stored.
struct NoEviction: Evicting {
  private var isStored: [Bool]

  init(keys: Int) { isStored = Array(repeating: false, count: keys) }

  @inline(__always) func contains(_ key: UInt32) -> Bool { isStored[Int(key)] }
  @inline(__always) mutating func hit(_ key: UInt32, _ use: Use) {}
  @inline(__always) mutating func evict(for size: UInt32, at time: Int64) -> UInt32? { nil }
  @inline(__always) mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    isStored[Int(key)] = true
    return true
  }
  mutating func remove(_ key: UInt32, size: UInt32) { isStored[Int(key)] = false }

  func _checkInvariants() -> [UInt32] { isStored.indices.filter { isStored[$0] }.map { UInt32($0) } }
}
