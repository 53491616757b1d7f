/// Something that will happen: earlier times first, at one time by sequence (law 3).
struct Event {
  var time: Int64
  var sequence: UInt32
  /// What it happens to: a request, a slot, a call.
  var subject: UInt32

  @inline(__always)
  static func < (a: Event, b: Event) -> Bool { a.time != b.time ? a.time < b.time : a.sequence < b.sequence }
}

/// Events to come, of one kind. Most come in order (every entry of a tier lives equally long) and wait in a queue; the others wait in a heap
/// of four children a node.
struct EventQueue {
  private var inOrder: [Event] = []
  private var head = 0
  private var heap: [Event] = []
  /// The time of the next event; `Int64.max` where there is none.
  private(set) var nextTime = Int64.max
  /// The sequence of the next event.
  private(set) var nextSequence = UInt32.max
  /// Whether nothing is to come.
  var isEmpty: Bool { head == inOrder.count && heap.isEmpty }

  /// What an event some way off is about, where it came in order.
  @inline(__always)
  func subject(ahead count: Int) -> UInt32? { head + count < inOrder.count ? inOrder[head + count].subject : nil }

  /// - Complexity: O(1) in order, else O(log *n*).
  @inline(__always)
  mutating func push(_ event: Event) {
    if head == inOrder.count || inOrder[inOrder.count &- 1] < event {
      inOrder.append(event)
    } else {
      heap.append(event)
      siftUp()
    }
    if event.time < nextTime || (event.time == nextTime && event.sequence < nextSequence) {
      nextTime = event.time
      nextSequence = event.sequence
    }
  }

  /// Takes the next event.
  @inline(__always)
  mutating func pop() -> Event? {
    let next: Event
    if head < inOrder.count, heap.isEmpty || inOrder[head] < heap[0] {
      next = inOrder[head]
      head &+= 1
      if head >= 1_024, head &* 2 >= inOrder.count {
        inOrder.removeFirst(head)
        head = 0
      }
    } else if heap.isEmpty {
      return nil
    } else {
      next = popHeap()
    }
    let fromHeap = !heap.isEmpty && (head == inOrder.count || heap[0] < inOrder[head])
    if fromHeap {
      (nextTime, nextSequence) = (heap[0].time, heap[0].sequence)
    } else if head < inOrder.count {
      (nextTime, nextSequence) = (inOrder[head].time, inOrder[head].sequence)
    } else {
      (nextTime, nextSequence) = (.max, .max)
    }
    return next
  }

  private mutating func siftUp() {
    var child = heap.count - 1
    let event = heap[child]
    while child > 0 {
      let parent = (child - 1) / 4
      guard event < heap[parent] else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = event
  }

  private mutating func popHeap() -> Event {
    let first = heap[0]
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    var parent = 0
    while true {
      let start = parent * 4 + 1
      guard start < heap.count else { break }
      var least = start
      for child in start + 1..<max(start + 1, min(start + 4, heap.count)) where heap[child] < heap[least] { least = child }
      guard heap[least] < last else { break }
      heap[parent] = heap[least]
      parent = least
    }
    heap[parent] = last
    return first
  }
}
