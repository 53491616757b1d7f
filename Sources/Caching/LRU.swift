/// Least recently used: a doubly linked list through an array; hits move to its head, the tail is evicted.
struct LRU: CountingPolicy {
  private struct Node {
    var newer: UInt32
    var older: UInt32
    var size: UInt32
    var isStored: Bool
  }

  /// One per id, and after them the ends of the list: its `older` is the head, its `newer` the tail.
  private var nodes: [Node]
  private let ends: UInt32
  private let capacity: Int
  private var used = 0

  init(ids: Int, capacity: Int) {
    ends = UInt32(ids)
    nodes = Array(repeating: Node(newer: ends, older: ends, size: 0, isStored: false), count: ids + 1)
    self.capacity = capacity
  }

  mutating func request(_ id: UInt32, size: UInt32) -> Bool {
    if nodes[Int(id)].isStored {
      unlink(id)
      linkFirst(id)
      return true
    }
    guard Int(size) <= capacity else { return false }
    while used + Int(size) > capacity {
      let tail = nodes[Int(ends)].newer
      unlink(tail)
      nodes[Int(tail)].isStored = false
      used -= Int(nodes[Int(tail)].size)
    }
    nodes[Int(id)].isStored = true
    nodes[Int(id)].size = size
    linkFirst(id)
    used += Int(size)
    return false
  }

  private mutating func unlink(_ id: UInt32) {
    let node = nodes[Int(id)]
    nodes[Int(node.newer)].older = node.older
    nodes[Int(node.older)].newer = node.newer
  }

  private mutating func linkFirst(_ id: UInt32) {
    let head = nodes[Int(ends)].older
    nodes[Int(id)].newer = ends
    nodes[Int(id)].older = head
    nodes[Int(head)].newer = id
    nodes[Int(ends)].older = id
  }
}
