/// First in, first out: a queue; hits change nothing.
struct FIFO: CountingPolicy {
  /// Size plus one of what is stored, 0 of what is not: the only thing a hit looks at.
  private var stored: [UInt64]
  private var queue: [UInt32] = []
  private var head = 0
  private let capacity: Int
  private var used = 0

  init(ids: Int, capacity: Int) {
    stored = Array(repeating: 0, count: ids)
    self.capacity = capacity
  }

  mutating func request(_ id: UInt32, size: UInt32) -> Bool {
    if stored[Int(id)] != 0 { return true }
    guard Int(size) <= capacity else { return false }
    while used + Int(size) > capacity {
      let oldest = Int(queue[head])
      head += 1
      used -= Int(stored[oldest] - 1)
      stored[oldest] = 0
    }
    if head > 1_024, head * 2 > queue.count {
      queue.removeFirst(head)
      head = 0
    }
    queue.append(id)
    stored[Int(id)] = UInt64(size) + 1
    used += Int(size)
    return false
  }
}
