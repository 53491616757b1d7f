import CPrefetch

/// An array that grows and is never shared: what a replay appends to and takes from for every call.
struct Vector<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 16) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  var isEmpty: Bool { count == 0 }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count, "an index is below the count")
      return base[index]
    }
    @inline(__always) _modify {
      assert(index >= 0 && index < count, "an index is below the count")
      yield &base[index]
    }
  }

  /// - Complexity: amortised O(1).
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    (base + count).initialize(to: element)
    count &+= 1
  }

  @inline(__always)
  mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    count &-= 1
    return base[count]
  }

  @inline(never)
  private mutating func grow() {
    let wider = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    wider.moveInitialize(from: base, count: count)
    base.deallocate()
    base = wider
    capacity *= 2
  }
}

/// A queue in a ring that grows and is never shared.
struct Ring<Element: BitwiseCopyable>: ~Copyable {
  /// A power of two of them; those in use run from `head`, around the end.
  private var base: UnsafeMutablePointer<Element>
  private var mask: Int
  private var head = 0
  private(set) var count = 0

  init() {
    mask = 15
    base = .allocate(capacity: 16)
  }

  deinit { base.deallocate() }

  /// The element that so many others stand before.
  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count, "an index is below the count")
      return base[(head &+ index) & mask]
    }
    nonmutating set {
      assert(index >= 0 && index < count, "an index is below the count")
      base[(head &+ index) & mask] = newValue
    }
  }

  /// - Complexity: amortised O(1).
  @inline(__always)
  mutating func append(_ element: Element) {
    if count > mask { grow() }
    (base + ((head &+ count) & mask)).initialize(to: element)
    count &+= 1
  }

  /// Asks for the memory of the element that so many others stand before, and does not wait for it.
  @inline(__always)
  func prefetch(ahead index: Int) { cprefetch(base + ((head &+ index) & mask)) }

  /// Drops the first element; there is one.
  @inline(__always)
  mutating func removeFirst() {
    assert(count > 0, "there is an element")
    head = (head &+ 1) & mask
    count &-= 1
  }

  @inline(never)
  private mutating func grow() {
    let wider = UnsafeMutablePointer<Element>.allocate(capacity: (mask + 1) * 2)
    for index in 0..<count { (wider + index).initialize(to: base[(head &+ index) & mask]) }
    base.deallocate()
    base = wider
    head = 0
    mask = mask * 2 + 1
  }
}

extension Ring<Event> {
  /// Puts an event behind those at the end that are due before it.
  ///
  /// - Complexity: O(events that are due after it).
  @inline(__always)
  mutating func insert(_ event: Event) {
    append(event)
    // Variables of their own: what is in memory would be read anew after each write.
    let (base, head, mask) = (base, head, mask)
    var at = head &+ count &- 1
    while at > head {
      let before = base[(at &- 1) & mask]
      guard event < before else { break }
      base[at & mask] = before
      at &-= 1
    }
    base[at & mask] = event
  }
}
