internal import Units

/// Holds lines back until their request has ended: gateways log at completion. A binary heap by (end, ordinal).
/// - Complexity: O(log n) a line, with n requests in flight.
struct CompletionOrder {
  private struct Line {
    var end: Timestamp
    var ordinal: Int
    var bytes: [UInt8]

    func precedes(_ other: Line) -> Bool { (end, ordinal) < (other.end, other.ordinal) }
  }

  private var heap: [Line] = []

  /// Takes a line that is due at `end`.
  mutating func add(_ bytes: [UInt8], end: Timestamp, ordinal: Int) {
    heap.append(Line(end: end, ordinal: ordinal, bytes: bytes))
    var child = heap.count - 1
    while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// The next line that is due by `time`; whichever comes next when `nil`.
  mutating func next(by time: Timestamp?) -> [UInt8]? {
    guard let first = heap.first, time.map({ first.end <= $0 }) ?? true else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while 2 * parent + 1 < heap.count {
      var child = 2 * parent + 1
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(heap[parent]) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return first.bytes
  }
}
