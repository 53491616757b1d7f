/// Redis's pool of candidates for eviction: the sixteen best of all samples so far, worst first, with the scores that they had when sampled.
struct RedisPool: Sendable {
  private static let slots = 16
  private var candidates: [(score: UInt64, key: UInt32)] = []

  /// Takes a sample in, unless the pool is full of better ones. A key may be in it twice, as in Redis.
  mutating func offer(_ key: UInt32, score: UInt64) {
    let place = candidates.firstIndex { $0.score >= score } ?? candidates.count
    if candidates.count < Self.slots {
      candidates.insert((score, key), at: place)
    } else if place > 0 {
      candidates.insert((score, key), at: place)
      candidates.removeFirst()
    }
  }

  /// Takes the best candidate out.
  mutating func popBest() -> UInt32? { candidates.popLast()?.key }
}
