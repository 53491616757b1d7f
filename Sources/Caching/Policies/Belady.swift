/// Belady's MIN: evicts what is asked for again last. It knows the future, so it is a bound and no cache that anyone can run: the fewest misses
/// where all sizes are one, and a clairvoyant heuristic elsewhere (law 38).
struct Belady: Evicting {
  static var looksAtTime: Bool { false }

  private var heap: KeyHeap<Int64>
  /// By request, the number of the next one for its key.
  private let next: [Int64]
  private var request = 0

  /// - Complexity: O(requests).
  init(_ requests: CountedRequests) {
    heap = KeyHeap(keys: requests.count, zero: 0)
    var later = Array(repeating: Int64.max, count: requests.count)
    var next = Array(repeating: Int64.max, count: requests.ids.count)
    for index in requests.ids.indices.reversed() {
      let id = Int(requests.ids[index])
      next[index] = later[id]
      later[id] = Int64(index)
    }
    self.next = next
  }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { heap.contains(key) }

  mutating func hit(_ key: UInt32, _ use: Use) {
    heap.change(key, to: next[request])
    request += 1
  }

  mutating func miss(_ key: UInt32) { request += 1 }

  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? { heap.pop() }

  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    heap.insert(key, next[request - 1])
    return true
  }

  mutating func remove(_ key: UInt32, size: UInt32) { heap.remove(key) }

  func _checkInvariants() -> [UInt32] { heap._checkInvariants() }
}
