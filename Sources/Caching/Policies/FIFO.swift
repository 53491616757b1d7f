/// First in, first out: a queue; hits change nothing, and look at one byte.
struct FIFO: Evicting {
  static var looksAtTime: Bool { false }

  private let isStored: Slots<Bool>
  private var queue: KeyRing

  init(keys: Int) {
    isStored = Slots(repeating: false, count: keys)
    queue = KeyRing(keys: keys)
  }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { isStored[Int(key)] }

  @inline(__always)
  mutating func hit(_ key: UInt32, _ use: Use) {}

  @inline(__always)
  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    guard let oldest = queue.popFirst() else { return nil }
    isStored[Int(oldest)] = false
    return oldest
  }

  @inline(__always)
  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    queue.append(key)
    isStored[Int(key)] = true
    return true
  }

  mutating func remove(_ key: UInt32, size: UInt32) {
    queue.remove(key)
    isStored[Int(key)] = false
  }

  func _checkInvariants() -> [UInt32] {
    let stored = queue.elements.sorted()
    precondition(stored == isStored.indices.filter { isStored[$0] }.map { UInt32($0) }, "what is stored is in the queue")
    return stored
  }
}
