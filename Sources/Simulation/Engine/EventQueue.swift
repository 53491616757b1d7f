/// Something that will happen: earlier times first, at one time by sequence (law 3).
struct Event: BitwiseCopyable {
  var time: Int64
  var sequence: UInt32
  /// What it happens to: a request, a slot, a call.
  var subject: UInt32

  @inline(__always)
  static func < (a: Event, b: Event) -> Bool { a.time != b.time ? a.time < b.time : a.sequence < b.sequence }

  /// After all others.
  static let never = Event(time: .max, sequence: .max, subject: .max)
}

/// Events to come, of one kind.
///
/// Most come in order, as every entry of a tier lives equally long, or nearly so, as few calls are under way at a time: they wait in a queue that is kept in
/// order from its end. What is due much earlier than the last of that waits in a second one, where it comes in order (copies from other places live
/// shorter by their delay), and the rest in a heap of four children a node.
struct EventQueue: ~Copyable {
  private var first = Ring<Event>()
  private var second = Ring<Event>()
  private var heap = Vector<Event>()
  /// The next event; ``Event/never`` where there is none.
  private(set) var next = Event.never
  private var source = Source.none
  /// Whether anything waits elsewhere than in the first queue.
  private var hasOthers = false
  private enum Source: UInt8 { case none, first, second, heap }
  /// At most so many events of the first queue make room for one that comes out of order.
  private static var reach: Int { 32 }

  /// The time of the next event; `Int64.max` where there is none.
  @inline(__always)
  var nextTime: Int64 { next.time }

  /// Whether nothing is to come.
  @inline(__always)
  var isEmpty: Bool { source == .none }

  /// What an event some way off is about, where it came in order.
  ///
  /// Asks for the memory of those that come much later.
  @inline(__always)
  func subject(ahead count: Int) -> UInt32? {
    first.prefetch(ahead: 64)
    return switch source {
    case .first: count < first.count ? first[count].subject : nil
    case .second: count < second.count ? second[count].subject : nil
    case .heap, .none: nil
    }
  }

  /// - Complexity: O(1) in order or nearly so, else O(log *n*).
  @inline(__always)
  mutating func push(_ event: Event) {
    let count = first.count
    if count > 0, !(event < first[count &- 1]) {
      // Behind others: it is not the next one.
      first.append(event)
      return
    }
    var into = Source.first
    if count <= Self.reach || first[count &- 1 &- Self.reach] < event { first.insert(event) } else { into = pushApart(event) }
    if event < next || source == .none { (next, source) = (event, into) }
  }

  /// Takes the next event.
  @inline(__always)
  mutating func pop() -> Event? {
    guard source != .none else { return nil }
    let taken = next
    if hasOthers {
      popAny()
    } else {
      first.removeFirst()
      (next, source) = first.count > 0 ? (first[0], .first) : (.never, .none)
    }
    return taken
  }

  /// Drops the next event, of whichever queue.
  @inline(never)
  private mutating func popAny() {
    switch source {
    case .none: break
    case .first: first.removeFirst()
    case .second: second.removeFirst()
    case .heap: popHeap()
    }
    choose()
  }

  /// Finds the next event.
  private mutating func choose() {
    hasOthers = second.count > 0 || heap.count > 0
    (next, source) = first.count > 0 ? (first[0], .first) : (.never, .none)
    if second.count > 0, source == .none || second[0] < next { (next, source) = (second[0], .second) }
    if heap.count > 0, source == .none || heap[0] < next { (next, source) = (heap[0], .heap) }
  }

  @inline(never)
  private mutating func pushApart(_ event: Event) -> Source {
    hasOthers = true
    if second.count == 0 || second[second.count &- 1] < event {
      second.append(event)
      return .second
    }
    siftUp(event)
    return .heap
  }

  private mutating func siftUp(_ event: Event) {
    heap.append(event)
    var child = heap.count &- 1
    while child > 0 {
      let parent = (child &- 1) / 4
      guard event < heap[parent] else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = event
  }

  private mutating func popHeap() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    var parent = 0
    while true {
      let start = parent &* 4 &+ 1
      guard start < heap.count else { break }
      var least = start
      for child in start &+ 1..<max(start &+ 1, min(start &+ 4, heap.count)) where heap[child] < heap[least] { least = child }
      guard heap[least] < last else { break }
      heap[parent] = heap[least]
      parent = least
    }
    heap[parent] = last
  }
}
