import HeapModule

/// Something that will happen: earlier times first, at one time by sequence (law 3).
struct Event: Comparable {
  var time: Int64
  var sequence: UInt32
  /// What it happens to: a request, or a key.
  var subject: UInt32

  static func < (a: Event, b: Event) -> Bool { a.time != b.time ? a.time < b.time : a.sequence < b.sequence }
}

/// Events to come, of one kind. Most come in order (every entry of a tier lives equally long) and wait in a queue; the others wait in a heap.
struct EventQueue {
  private var inOrder: [Event] = []
  private var head = 0
  private var others = Heap<Event>()
  /// The time of the next event; `Int64.max` where there is none.
  private(set) var nextTime = Int64.max
  /// Whether nothing is to come.
  var isEmpty: Bool { head == inOrder.count && others.isEmpty }

  /// - Complexity: O(1) in order, else O(log *n*).
  mutating func push(_ event: Event) {
    if head == inOrder.count || inOrder[inOrder.count - 1] < event {
      inOrder.append(event)
    } else {
      others.insert(event)
    }
    nextTime = min(nextTime, event.time)
  }

  /// Takes the next event.
  mutating func pop() -> Event? {
    let next: Event?
    if head < inOrder.count, others.min.map({ inOrder[head] < $0 }) ?? true {
      next = inOrder[head]
      head += 1
      if head >= 1_024, head * 2 >= inOrder.count {
        inOrder.removeFirst(head)
        head = 0
      }
    } else {
      next = others.popMin()
    }
    nextTime = min(head < inOrder.count ? inOrder[head].time : .max, others.min?.time ?? .max)
    return next
  }
}
