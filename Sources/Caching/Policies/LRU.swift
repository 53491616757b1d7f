/// Least recently used: a list; hits move to its head, the tail is evicted.
struct LRU: Evicting {
  static var looksAtTime: Bool { false }

  private var list: KeyLists
  private let keys: Int

  init(keys: Int) {
    self.keys = keys
    list = KeyLists(keys: keys)
  }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { list.contains(key) }

  /// The key is looked up soon.
  func prefetch(_ key: UInt32) { list.prefetch(key) }

  /// The key is looked up very soon.
  func prefetchNeighbours(_ key: UInt32) { list.prefetchNeighbours(key) }

  /// The key that is evicted next if nothing else happens, asked for.
  func next() -> UInt32? {
    guard let last = list.last() else { return nil }
    list.prefetch(last)
    return last
  }

  @inline(__always)
  mutating func hit(_ key: UInt32, _ use: Use) { list.move(key) }

  @inline(__always)
  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    guard let last = list.last() else { return nil }
    list.remove(last)
    return last
  }

  @inline(__always)
  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    list.prepend(key)
    return true
  }

  mutating func remove(_ key: UInt32, size: UInt32) { list.remove(key) }

  func _checkInvariants() -> [UInt32] {
    let stored = list.elements().sorted()
    precondition(stored == (0..<UInt32(keys)).filter(contains), "what is stored is in the list")
    return stored
  }
}
