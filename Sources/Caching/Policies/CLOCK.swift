/// CLOCK with one bit, the same as FIFO with reinsertion: a queue, in which what was used since it was last at the end gets another round.
struct CLOCK: Evicting {
  static var looksAtTime: Bool { false }

  private enum State: UInt8, BitwiseCopyable { case absent, stored, used }

  private let states: Slots<State>
  private var queue: KeyQueue

  init(keys: Int) {
    states = Slots(repeating: .absent, count: keys)
    queue = KeyQueue(keys: keys)
  }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { states[Int(key)] != .absent }

  @inline(__always)
  mutating func hit(_ key: UInt32, _ use: Use) { states[Int(key)] = .used }

  @inline(__always)
  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    while let oldest = queue.popFirst() {
      if states[Int(oldest.key)] == .used {
        states[Int(oldest.key)] = .stored
        queue.append(oldest.key, size: oldest.size)
      } else {
        states[Int(oldest.key)] = .absent
        return oldest.key
      }
    }
    return nil
  }

  @inline(__always)
  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    queue.append(key, size: size)
    states[Int(key)] = .stored
    return true
  }

  mutating func remove(_ key: UInt32, size: UInt32) {
    queue.remove(key, size: size)
    states[Int(key)] = .absent
  }

  func _checkInvariants() -> [UInt32] {
    queue._checkInvariants()
    let stored = queue.elements.map(\.key).sorted()
    precondition(stored == states.indices.filter { states[$0] != .absent }.map { UInt32($0) }, "what is stored is in the queue")
    return stored
  }
}
