/// Doubly linked lists of keys through one array: a key is in at most one of them. What LRU and its descendants move keys about in.
struct KeyLists: Sendable {
  private struct Link: Sendable, BitwiseCopyable {
    var newer: UInt32
    var older: UInt32
  }

  /// One per key, then one per list, in which `older` is its first (newest) key and `newer` its last.
  private let links: Slots<Link>
  private let keys: UInt32

  init(keys: Int, lists: Int = 1) {
    self.keys = UInt32(keys)
    links = Slots(repeating: Link(newer: .max, older: .max), count: keys + lists)
    for list in keys..<(keys + lists) { links[list] = Link(newer: UInt32(list), older: UInt32(list)) }
  }

  /// Whether the key is in a list.
  @inline(__always)
  func contains(_ key: UInt32) -> Bool { links[Int(key)].newer != .max }

  /// The key that is in a list for the longest time.
  @inline(__always)
  func last(of list: Int = 0) -> UInt32? {
    let last = links[Int(keys) &+ list].newer
    return last < keys ? last : nil
  }

  /// Puts a key that is in no list at the head of one.
  @inline(__always)
  mutating func prepend(_ key: UInt32, to list: Int = 0) {
    let end = keys &+ UInt32(truncatingIfNeeded: list)
    let first = links[Int(end)].older
    links[Int(key)] = Link(newer: end, older: first)
    links[Int(first)].newer = key
    links[Int(end)].older = key
  }

  /// Asks for the memory of a key that will be needed soon.
  func prefetch(_ key: UInt32) { links.prefetch(Int(key)) }

  /// Asks for that of the keys beside it, of which the key itself knows by now.
  func prefetchNeighbours(_ key: UInt32) {
    let link = links[Int(key)]
    guard link.newer != .max else { return }
    links.prefetch(Int(link.newer))
    links.prefetch(Int(link.older))
  }

  /// Takes a key out of its list.
  @inline(__always)
  mutating func remove(_ key: UInt32) {
    detach(key)
    links[Int(key)].newer = .max
  }

  /// Puts a key that is in a list at the head of one.
  @inline(__always)
  mutating func move(_ key: UInt32, to list: Int = 0) {
    if links[Int(key)].newer == keys &+ UInt32(truncatingIfNeeded: list) { return }
    detach(key)
    prepend(key, to: list)
  }

  @inline(__always)
  private mutating func detach(_ key: UInt32) {
    let link = links[Int(key)]
    links[Int(link.newer)].older = link.older
    links[Int(link.older)].newer = link.newer
  }

  /// The keys of a list from the newest to the oldest; traps where a link is not answered.
  func elements(of list: Int = 0) -> [UInt32] {
    let end = keys + UInt32(list)
    var elements: [UInt32] = []
    var at = end
    repeat {
      let next = links[Int(at)].older
      precondition(links[Int(next)].newer == at, "each link is answered")
      if next != end { elements.append(next) }
      at = next
    } while at != end
    return elements
  }
}
