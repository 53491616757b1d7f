/// Keys in the order in which they came, and nothing else: what FIFO evicts from. Four bytes a key, as a replay of FIFO does little but go around it.
///
/// Taking a key out of the middle leaves it behind in the ring, to be skipped: what a key has left behind stands before the one that counts, if there is
/// one, so that it is enough to know how often it did.
struct KeyRing: Sendable {
  /// A power of two of keys; those in use run from `head`, around the end.
  private var ring = Slots<UInt32>(repeating: 0, count: 16)
  private var head = 0
  private var used = 0
  /// By key, how often it is left behind; empty until something is taken out of the middle.
  private var left = Slots<UInt32>(repeating: 0, count: 0)
  private var hasLeft = false
  private let keys: Int

  init(keys: Int) { self.keys = keys }

  /// - Complexity: amortised O(1).
  @inline(__always)
  mutating func append(_ key: UInt32) {
    if used == ring.count { makeRoom() }
    ring[(head &+ used) & (ring.count &- 1)] = key
    used &+= 1
  }

  /// Takes the oldest key; `nil` where there is none.
  @inline(__always)
  mutating func popFirst() -> UInt32? {
    while used > 0 {
      let key = ring[head]
      head = (head &+ 1) & (ring.count &- 1)
      used &-= 1
      if hasLeft, skips(key) { continue }
      return key
    }
    return nil
  }

  /// Takes a key that is in the ring out of it.
  mutating func remove(_ key: UInt32) {
    if !hasLeft {
      left = Slots(repeating: 0, count: keys)
      hasLeft = true
    }
    left[Int(key)] &+= 1
  }

  /// The keys from the oldest to the newest.
  var elements: [UInt32] {
    var skipped: [UInt32: UInt32] = [:]
    return all.filter { key in
      guard hasLeft, skipped[key, default: 0] < left[Int(key)] else { return true }
      skipped[key, default: 0] += 1
      return false
    }
  }

  private var all: [UInt32] { (0..<used).map { ring[(head + $0) & (ring.count - 1)] } }

  /// Whether this one was left behind; then there is one less.
  @inline(never)
  private func skips(_ key: UInt32) -> Bool {
    guard left[Int(key)] > 0 else { return false }
    left[Int(key)] &-= 1
    return true
  }

  /// Drops what is left behind, and doubles the ring unless that frees half of it.
  @inline(never)
  private mutating func makeRoom() {
    let kept = hasLeft ? all.filter { !skips($0) } : all
    let length = kept.count * 2 > ring.count ? ring.count * 2 : ring.count
    ring = Slots(kept, then: 0, count: length)
    head = 0
    used = kept.count
  }
}
