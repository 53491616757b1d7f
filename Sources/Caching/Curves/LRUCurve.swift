/// The misses of LRU at every capacity at once, exactly: a request hits if and only if fewer distinct keys were asked for since the last one for its
/// key than there are entries (Mattson, Gecsei, Slutz, Traiger 1970).
///
/// How many is counted on a time axis with a bit for each key's last request: words are counted bit by bit, blocks of eight words by a Fenwick tree.
public struct LRUCurve: Sendable {
  /// How many requests were replayed.
  public let requests: Int
  /// The number of distinct keys: the misses of an unlimited store.
  public let keys: Int
  /// By number of entries, the misses of a store of so many; the last is that of an unlimited one.
  public let misses: [Int]

  /// The curve of a column of keys, each below `count`.
  ///
  /// - Complexity: O(requests × log keys), with a small constant: about the time of two replays.
  public init(ids: [UInt32], count: Int) {
    requests = ids.count
    var axis = TimeAxis(keys: count)
    var depths = [Int](repeating: 0, count: count + 1)
    for id in ids {
      if let depth = axis.touch(id) { depths[depth] &+= 1 }
    }
    keys = axis.live
    var misses = [ids.count]
    var left = ids.count
    for entries in 0..<axis.live {
      left -= depths[entries]
      misses.append(left)
    }
    self.misses = misses
  }

  /// The misses of a store of so many entries.
  public func misses(entries: Int) -> Int { misses[max(0, min(entries, misses.count - 1))] }
}

/// Where each key was last asked for, on an axis that is compacted when it is full.
struct TimeAxis {
  private static let bitsPerBlock = 512
  private static let nowhere = UInt32.max

  private let words: Slots<UInt64>
  /// Over blocks, from 1.
  private let tree: Slots<Int32>
  /// By key, where its bit is.
  private let places: Slots<UInt32>
  /// By place, whose bit is there.
  private let owners: Slots<UInt32>
  private var now = 0
  /// Keys asked for so far.
  private(set) var live = 0

  init(keys: Int) {
    var slots = 1_024
    while slots < 2 * keys { slots *= 2 }
    words = Slots(repeating: 0, count: slots / 64)
    tree = Slots(repeating: 0, count: slots / Self.bitsPerBlock + 1)
    places = Slots(repeating: Self.nowhere, count: keys)
    owners = Slots(repeating: Self.nowhere, count: slots)
  }

  /// Asks for a key; returns how many others were asked for since its last time, `nil` if it is the first.
  mutating func touch(_ key: UInt32) -> Int? {
    if now == owners.count { compact() }
    let last = places[Int(key)]
    var depth: Int?
    let newBlock = now / Self.bitsPerBlock
    if last != Self.nowhere {
      let place = Int(last)
      depth = live &- rank(place)
      words[place / 64] &= ~(1 << UInt64(place % 64))
      let oldBlock = place / Self.bitsPerBlock
      if oldBlock != newBlock {
        add(-1, to: oldBlock)
        add(1, to: newBlock)
      }
    } else {
      live &+= 1
      add(1, to: newBlock)
    }
    words[now / 64] |= 1 << UInt64(now % 64)
    places[Int(key)] = UInt32(now)
    owners[now] = key
    now &+= 1
    return depth
  }

  /// Bits up to and including a place.
  private func rank(_ place: Int) -> Int {
    let block = place / Self.bitsPerBlock
    var sum: Int32 = 0
    var node = block
    while node > 0 {
      sum &+= tree[node]
      node &= node &- 1
    }
    var bits = Int(sum)
    var word = block &* 8
    while word < place / 64 {
      bits &+= words[word].nonzeroBitCount
      word &+= 1
    }
    return bits &+ (words[place / 64] & (~0 >> UInt64(63 &- place % 64))).nonzeroBitCount
  }

  private mutating func add(_ change: Int32, to block: Int) {
    var node = block &+ 1
    while node < tree.count {
      tree[node] &+= change
      node &+= node & -node
    }
  }

  /// Moves all bits to the front, in their order; at least half of the axis is free then.
  private mutating func compact() {
    var next = 0
    for place in owners.indices where words[place / 64] & (1 << UInt64(place % 64)) != 0 {
      let owner = owners[place]
      owners[next] = owner
      places[Int(owner)] = UInt32(next)
      next += 1
    }
    for word in words.indices {
      let first = word * 64
      words[word] = next >= first + 64 ? ~0 : next > first ? 1 << UInt64(next - first) - 1 : 0
    }
    for node in 1..<tree.count { tree[node] = Int32(max(0, min(Self.bitsPerBlock, next - (node - 1) * Self.bitsPerBlock))) }
    for node in 1..<tree.count {
      let parent = node + (node & -node)
      if parent < tree.count { tree[parent] += tree[node] }
    }
    now = next
  }
}
