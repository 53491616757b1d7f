internal import Units

/// About how often keys were seen lately: a counting Bloom filter as libCacheSim's W-TinyLFU has it, 14.4 counters for each entry that it is made for and
/// ten of them a key, the least of which counts (false positives of 0.1 % if no more keys come than entries; as more do, counts get noisy, which is
/// part of what the policy does).
///
/// Keys are hashed with the draws of the replay; with libCacheSim's hash the noise would be another one.
struct FrequencySketch: Sendable {
  private var counters: [UInt32]
  private let draws: Draws
  private static let hashes = 10

  /// - Parameter entries: what the filter is made for. Where keys are few beside them, collisions are rare, and 32 counters a key do as well.
  init(entries: Int, keys: Int, draws: Draws) {
    // log(0.001) / log(2)^2 counters an entry.
    let wanted = min(14.377_587 * Double(max(0, entries)), 32 * Double(keys), Double(Int32.max))
    counters = Array(repeating: 0, count: max(2 * Self.hashes, Int(wanted.rounded(.up))))
    self.draws = draws
  }

  mutating func add(_ key: UInt32) {
    var (at, step) = hash(key)
    for _ in 0..<Self.hashes {
      counters[Int(at) % counters.count] &+= 1
      at &+= step
    }
  }

  func estimate(_ key: UInt32) -> UInt32 {
    var (at, step) = hash(key)
    var least = UInt32.max
    for _ in 0..<Self.hashes {
      least = min(least, counters[Int(at) % counters.count])
      at &+= step
    }
    return least
  }

  /// Halves all counts.
  mutating func age() {
    for index in counters.indices { counters[index] >>= 1 }
  }

  private func hash(_ key: UInt32) -> (UInt32, UInt32) {
    let bits = draws.bits(UInt64(key), 0x5EED)
    return (UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32))
  }
}
