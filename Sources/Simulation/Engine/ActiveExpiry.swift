import Caching
import Units

/// What a tier knows of Redis's active expiry: how many entries of each place have expired and are still there (law 14).
struct ActiveExpiry {
  private let draws: Draws
  private let stage: UInt64
  private var expired: [Int]

  init(shards: Int, tier: Int, seed: UInt64) {
    draws = Draws(seed: seed)
    stage = Stage.expiry + UInt64(tier)
    expired = Array(repeating: 0, count: shards)
  }

  /// An entry has expired at `end` and stays; the result is when the expiry comes by.
  mutating func linger(_ birth: UInt32, shard: Int, entries: Int, end: Int64) -> Int64 {
    let delay = RedisActiveExpiry.delay(keys: entries, expired: expired[shard], unit: draws.unit(UInt64(birth), stage))
    expired[shard] += 1
    return sum(end, delay)
  }

  /// An entry that stayed leaves, however it does.
  mutating func leave(_ shard: Int) { expired[shard] -= 1 }
}
