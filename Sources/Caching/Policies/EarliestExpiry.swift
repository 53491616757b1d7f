/// The entry whose life ends first, as LiteLLM's cache in memory does; uses play no part. Of equal ends, the entry stored first. (LiteLLM: the one
/// whose key sorts first, which a log does not tell.)
///
/// O(log *n*) a fill.
struct EarliestExpiry: Evicting {
  private struct End: Comparable, Sendable {
    var deadline: Int64
    var insertion: UInt64
    /// Earlier ends are higher.
    static func < (a: End, b: End) -> Bool { a.deadline != b.deadline ? a.deadline > b.deadline : a.insertion > b.insertion }
  }

  private var heap: KeyHeap<End>
  private var insertions: UInt64 = 0

  init(keys: Int) { heap = KeyHeap(keys: keys, zero: End(deadline: 0, insertion: 0)) }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { heap.contains(key) }

  mutating func hit(_ key: UInt32, _ use: Use) {
    var end = heap[key]
    guard end.deadline != use.deadline else { return }
    end.deadline = use.deadline
    heap.change(key, to: end)
  }

  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? { heap.pop() }

  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    insertions += 1
    heap.insert(key, End(deadline: use.deadline, insertion: insertions))
    return true
  }

  mutating func remove(_ key: UInt32, size: UInt32) { heap.remove(key) }

  func _checkInvariants() -> [UInt32] { heap._checkInvariants() }
}
