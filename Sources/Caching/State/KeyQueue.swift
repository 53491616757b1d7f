/// Keys in the order in which they came, each with its size: what FIFO and its descendants evict from.
///
/// A ring of items in one array. Taking a key out of the middle leaves its item behind: a key has a generation, an item the generation that its key
/// had, and items of an earlier one are skipped. So a queue from which nothing but its oldest is ever taken (as in a counting replay) pays nothing
/// for it.
struct KeyQueue: Sendable {
  struct Item: Sendable, BitwiseCopyable {
    var key: UInt32
    var size: UInt32
    var generation: UInt32
  }

  /// A power of two of them; those in use run from `head`, around the end.
  private var ring: Slots<Item>
  private var head = 0
  private var used = 0
  /// One per key; empty until something is taken out of the middle.
  private var generations: [UInt32] = []
  private var hasGenerations = false
  private let keys: Int
  /// Keys in the queue.
  private(set) var count = 0
  /// Their sizes, added up.
  private(set) var size = 0

  init(keys: Int) {
    self.keys = keys
    ring = Slots(repeating: Item(key: 0, size: 0, generation: 0), count: 16)
  }

  var isEmpty: Bool { count == 0 }

  /// - Complexity: amortised O(1).
  @inline(__always)
  mutating func append(_ key: UInt32, size: UInt32) {
    if used == ring.count { makeRoom() }
    let generation = !hasGenerations ? 0 : generations[Int(key)]
    ring[(head &+ used) & (ring.count &- 1)] = Item(key: key, size: size, generation: generation)
    used &+= 1
    count &+= 1
    self.size &+= Int(size)
  }

  /// Takes the oldest key; `nil` where there is none.
  @inline(__always)
  mutating func popFirst() -> Item? {
    while used > 0 {
      let item = ring[head]
      head = (head &+ 1) & (ring.count &- 1)
      used &-= 1
      if hasGenerations, generations[Int(item.key)] != item.generation { continue }
      count &-= 1
      size &-= Int(item.size)
      return item
    }
    return nil
  }

  /// Takes a key that is in the queue, with this size, out of it.
  mutating func remove(_ key: UInt32, size: UInt32) {
    if !hasGenerations {
      generations = Array(repeating: 0, count: keys)
      hasGenerations = true
    }
    generations[Int(key)] &+= 1
    count -= 1
    self.size -= Int(size)
  }

  /// The keys from the oldest to the newest.
  var elements: [Item] {
    (0..<used).map { ring[(head + $0) & (ring.count - 1)] }.filter { !hasGenerations || generations[Int($0.key)] == $0.generation }
  }

  /// Drops what is left behind, and doubles the ring unless that frees half of it.
  @inline(never)
  private mutating func makeRoom() {
    let kept = elements
    let length = kept.count * 2 > ring.count ? ring.count * 2 : ring.count
    ring = Slots(kept, then: Item(key: 0, size: 0, generation: 0), count: length)
    head = 0
    used = kept.count
  }

  /// Traps unless counts and sizes are those of the items.
  func _checkInvariants() {
    let elements = elements
    precondition(ring.count.nonzeroBitCount == 1 && used <= ring.count, "a ring is a power of two")
    precondition(elements.count == count && elements.reduce(0) { $0 + Int($1.size) } == size, "count and size are those of the items")
    precondition(Set(elements.map(\.key)).count == count, "a key is in the queue once")
  }
}
