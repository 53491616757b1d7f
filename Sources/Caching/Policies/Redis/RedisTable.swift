internal import Units

/// Redis's hash table as its sampling sees it: chains in a power of two of buckets, doubled before it holds more keys than buckets.
///
/// Samples are neighbours in the order of buckets, so a key behind empty buckets is met more often; where scores tie, that decides (measured for
/// `allkeys-lfu`). Rehashing is done at once instead of bit by bit.
struct RedisTable: Sendable {
  private static let none = UInt32.max
  private var buckets: [UInt32] = Array(repeating: none, count: 4)
  /// By key, the next of its chain.
  private var next: [UInt32]
  /// By key, whether it is in the table.
  private var isMember: [Bool]
  private(set) var count = 0
  private let draws: Draws
  private var drawn: UInt64 = 0

  init(keys: Int, draws: Draws) {
    next = Array(repeating: Self.none, count: keys)
    isMember = Array(repeating: false, count: keys)
    self.draws = draws
  }

  func contains(_ key: UInt32) -> Bool { isMember[Int(key)] }

  mutating func insert(_ key: UInt32) {
    if count >= buckets.count { resize(to: buckets.count * 2) }
    link(key)
    isMember[Int(key)] = true
    count += 1
  }

  mutating func remove(_ key: UInt32) {
    let bucket = bucket(of: key)
    if buckets[bucket] == key {
      buckets[bucket] = next[Int(key)]
    } else {
      var before = buckets[bucket]
      while next[Int(before)] != key { before = next[Int(before)] }
      next[Int(before)] = next[Int(key)]
    }
    isMember[Int(key)] = false
    count -= 1
    // Redis shrinks a table that is filled to less than a tenth.
    if buckets.count > 4, count * 10 < buckets.count { resize(to: max(4, buckets.count / 8)) }
  }

  /// Calls `body` with up to `most` keys: whole chains from a random bucket on (`dictGetSomeKeys`); elsewhere again after more than `most` empty
  /// buckets, and five at least.
  mutating func sample(_ most: Int, _ body: (UInt32) -> Void) {
    let wanted = min(most, count)
    guard wanted > 0 else { return }
    var found = 0
    var empty = 0
    var at = randomBucket()
    for _ in 0..<(wanted * 10) {
      var key = buckets[at]
      if key == Self.none {
        empty += 1
        if empty >= 5, empty > wanted {
          at = randomBucket()
          empty = 0
        }
      } else {
        empty = 0
        while key != Self.none {
          body(key)
          found += 1
          if found == wanted { return }
          key = next[Int(key)]
        }
      }
      at = (at + 1) & (buckets.count - 1)
    }
  }

  /// Some key, nearly all alike likely: one of fifteen samples (`dictGetFairRandomKey`); `nil` where there is none.
  mutating func randomKey() -> UInt32? {
    guard count > 0 else { return nil }
    var samples: [UInt32] = []
    while samples.isEmpty { sample(15) { samples.append($0) } }
    return samples[Int(draw() % UInt64(samples.count))]
  }

  /// A number that no other draw of this table depends on.
  mutating func draw() -> UInt64 {
    drawn += 1
    return draws.bits(drawn, 0x4ED1)
  }

  /// The keys in the order of buckets.
  var elements: [UInt32] {
    var elements: [UInt32] = []
    for bucket in buckets {
      var key = bucket
      while key != Self.none {
        elements.append(key)
        key = next[Int(key)]
      }
    }
    return elements
  }

  private mutating func randomBucket() -> Int { Int(truncatingIfNeeded: draw()) & (buckets.count - 1) }

  private func bucket(of key: UInt32) -> Int { Int(truncatingIfNeeded: draws.bits(UInt64(key), 0xD1C7)) & (buckets.count - 1) }

  private mutating func link(_ key: UInt32) {
    let bucket = bucket(of: key)
    next[Int(key)] = buckets[bucket]
    buckets[bucket] = key
  }

  private mutating func resize(to size: Int) {
    let keys = elements
    buckets = Array(repeating: Self.none, count: size)
    for key in keys { link(key) }
  }

  func _checkInvariants() -> [UInt32] {
    let elements = elements.sorted()
    precondition(
      elements == isMember.indices.filter { isMember[$0] }.map { UInt32($0) } && elements.count == count, "members are in a chain")
    precondition(count <= buckets.count && buckets.count.nonzeroBitCount == 1, "buckets are a power of two, and enough")
    return elements
  }
}
