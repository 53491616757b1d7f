internal import Glibc
internal import Units

/// How often each key is repeated: the r-th most popular in proportion to r^-exponent (Zipf).
///
/// Keys are numbered in the order in which they are first seen, which is that of drawing from the law without replacement: popular keys
/// tend to come early. A repeat is drawn among the keys already seen.
/// - Complexity: O(keys · log keys) to build, O(log keys) a draw.
struct Popularity {
  /// Rank of each key in the order of first sight; 0 is the most popular.
  let ranks: [Int32]
  private let exponent: Double
  /// Sums of weights of the keys seen, as a binary indexed tree (Fenwick 1994).
  private var tree: [UInt64]
  private var total: UInt64 = 0
  private var seen = 0

  init(keys: Int, exponent: Double, _ draws: Draws) {
    self.exponent = exponent
    // The order of keys by exponential clocks that run at the speed of their weight.
    var clocks: [(time: Double, rank: Int32)] = []
    clocks.reserveCapacity(keys)
    for rank in 0..<Int32(keys) {
      var dice = Dice(draws, Int(rank), .popularity)
      clocks.append((dice.exponential() / Double(Self.weight(rank, exponent)), rank))
    }
    clocks.sort { ($0.time, $0.rank) < ($1.time, $1.rank) }
    ranks = clocks.map(\.rank)
    tree = [UInt64](repeating: 0, count: keys + 1)
  }

  /// Takes up the next key and gives its number.
  mutating func see() -> Int {
    let weight = Self.weight(ranks[seen], exponent)
    seen += 1
    total += weight
    var node = seen
    while node < tree.count {
      tree[node] += weight
      node += node & -node
    }
    return seen - 1
  }

  /// One of the keys seen; there is at least one.
  func repeated(_ dice: inout Dice) -> Int {
    var rest = dice.bits().multipliedFullWidth(by: total).high
    var node = 0
    var step = 1
    while step * 2 < tree.count { step *= 2 }
    while step > 0 {
      let next = node + step
      if next < tree.count, tree[next] <= rest {
        rest -= tree[next]
        node = next
      }
      step /= 2
    }
    return node
  }

  /// Integers, so that the sums are exact.
  private static func weight(_ rank: Int32, _ exponent: Double) -> UInt64 {
    UInt64(max(1, 0x1p32 * exp(-exponent * log(Double(rank) + 1))))
  }
}
