/// The entries of the tier that a semantic layer compares, by what they are compared by: the text and all that must be equal besides.
struct SemanticMembers {
  private static let none = UInt32.max

  /// The group of each request, or ``none``.
  private let groups: [UInt32]
  private let groupCount: Int
  /// The first slot of each (shard, group).
  private var heads: [UInt32]
  private var next: [UInt32]
  private var previous: [UInt32]
  /// The list of each slot.
  private var list: [UInt32]
  /// Living births, where a window counts them.
  private var living: RankTree?

  init(groups: [UInt32], groupCount: Int, shards: Int, slots: Int, ranks: Bool) {
    self.groups = groups
    self.groupCount = groupCount
    heads = Array(repeating: Self.none, count: groupCount * shards)
    next = Array(repeating: Self.none, count: slots)
    previous = next
    list = next
    living = ranks ? RankTree() : nil
  }

  mutating func insert(_ slot: UInt32, answer: UInt32, birth: UInt32, shard: Int) {
    living?.add(Int(birth), 1)
    let group = groups[Int(answer)]
    guard group != Self.none else {
      list[Int(slot)] = Self.none
      return
    }
    let head = shard * groupCount + Int(group)
    list[Int(slot)] = UInt32(head)
    next[Int(slot)] = heads[head]
    previous[Int(slot)] = Self.none
    if heads[head] != Self.none { previous[Int(heads[head])] = slot }
    heads[head] = slot
  }

  mutating func remove(_ slot: UInt32, birth: UInt32) {
    living?.add(Int(birth), -1)
    let s = Int(slot)
    guard list[s] != Self.none else { return }
    if previous[s] != Self.none { next[Int(previous[s])] = next[s] } else { heads[Int(list[s])] = next[s] }
    if next[s] != Self.none { previous[Int(next[s])] = previous[s] }
    list[s] = Self.none
  }

  /// The slots of a group at a shard.
  func slots(group: UInt32, shard: Int) -> [UInt32] {
    var out: [UInt32] = []
    var slot = heads[shard * groupCount + Int(group)]
    while slot != Self.none {
      out.append(slot)
      slot = next[Int(slot)]
    }
    return out
  }

  /// How many living entries were born before, and how many at or after.
  func rank(_ birth: UInt32) -> (older: Int, newer: Int) {
    guard let living else { return (0, 0) }
    let older = living.sum(below: Int(birth))
    return (older, living.total - older)
  }
}

/// Counts by position, and how many stand before one: a binary indexed tree that grows (P. Fenwick, 1994).
struct RankTree {
  private var tree: [Int32] = [0, 0]
  private(set) var total = 0

  mutating func add(_ position: Int, _ count: Int32) {
    while position >= tree.count { grow() }
    total += Int(count)
    var i = position
    while i < tree.count {
      tree[i] += count
      i += i & -i
    }
  }

  /// The counts of positions 1 to `position` − 1.
  func sum(below position: Int) -> Int {
    var (i, sum) = (position - 1, 0)
    while i > 0 {
      sum += Int(tree[i])
      i -= i & -i
    }
    return sum
  }

  /// Doubles the length, a power of two: the new top node holds all that there is.
  private mutating func grow() {
    let length = tree.count
    tree += Array(repeating: 0, count: length)
    tree[length] = Int32(total)
  }
}
