import Units

/// Policy × size over dense ids, without durations and expiry: the engine for oracles, curves and sweeps (law 36).
///
/// The rules are those of libCacheSim: a hit leaves an entry's size as it was when stored; a miss stores the answer unless it is larger than the
/// store, after evicting until it fits.
public struct CountingReplay: Sendable, Equatable {
  /// Requests that found nothing.
  public private(set) var misses = 0
  /// The sizes of their answers, added up; their number where requests have no sizes.
  public private(set) var missedBytes = 0
  /// Entries stored at the end.
  public private(set) var resident = 0
  /// Whether each request was a hit; empty unless asked for.
  public private(set) var hits: [Bool] = []

  /// Replays requests through an empty store.
  ///
  /// - Parameters:
  ///   - capacity: in bytes only where requests have sizes.
  ///   - seed: of the draws of policies that choose at random.
  ///   - redis: the settings of Redis's policies.
  ///   - recordsHits: whether ``hits`` is filled.
  /// - Complexity: O(requests); LFU, Redis's policies and those by expiry have a larger constant or a logarithm (see each).
  public init(
    _ policy: EvictionPolicy, _ requests: CountedRequests, capacity: Capacity, seed: UInt64 = 0, redis: RedisEviction = RedisEviction(),
    recordsHits: Bool = false
  ) {
    let draws = Draws(seed: seed)
    switch Capacity.Kind(capacity, requests, evicts: policy != .noEviction) {
    case .entries(let room): run(policy, requests, room, draws, redis, recordsHits)
    case .bytes(let room): run(policy, requests, room, draws, redis, recordsHits)
    case .redis(let room): run(policy, requests, room, draws, redis, recordsHits)
    }
  }

  /// Replays requests through Belady's MIN: the fewest misses that any policy could have had, where all sizes are one (law 38).
  ///
  /// - Complexity: O(requests × log entries).
  public init(belady requests: CountedRequests, capacity: Capacity, recordsHits: Bool = false) {
    let policy = Belady(requests)
    switch Capacity.Kind(capacity, requests) {
    case .entries(let room): run(policy, requests, room, recordsHits)
    case .bytes(let room): run(policy, requests, room, recordsHits)
    case .redis(let room): run(policy, requests, room, recordsHits)
    }
  }

  /// The choice of a loop: once per replay, not once per request.
  private mutating func run(
    _ policy: EvictionPolicy, _ requests: CountedRequests, _ room: some Room, _ draws: Draws, _ redis: RedisEviction, _ recordsHits: Bool
  ) {
    let keys = requests.count
    switch policy {
    case .lru: run(LRU(keys: keys), requests, room, recordsHits)
    case .fifo: run(FIFO(keys: keys), requests, room, recordsHits)
    case .lfu: run(LFU(keys: keys), requests, room, recordsHits)
    case .clock: run(CLOCK(keys: keys), requests, room, recordsHits)
    case .sieve: run(SIEVE(keys: keys), requests, room, recordsHits)
    case .s3fifo: run(S3FIFO(keys: keys, capacity: room.capacity), requests, room, recordsHits)
    case .arc: run(ARC(keys: keys, capacity: room.capacity), requests, room, recordsHits)
    case .wTinyLFU: run(WTinyLFU(keys: keys, capacity: room.capacity, draws: draws), requests, room, recordsHits)
    case .random: run(RandomChoice(keys: keys, draws: draws), requests, room, recordsHits)
    case .noEviction: run(NoEviction(keys: keys), requests, room, recordsHits)
    case .earliestExpiry: run(EarliestExpiry(keys: keys), requests, room, recordsHits)
    case .halfEveryFiveMinutes: run(HalfEveryFiveMinutes(keys: keys, settings: redis, draws: draws), requests, room, recordsHits)
    case .allkeysLRU, .allkeysLFU, .allkeysRandom, .volatileLRU, .volatileLFU, .volatileRandom, .volatileTTL:
      run(RedisSampling(policy, keys: keys, settings: redis, draws: draws), requests, room, recordsHits)
    }
  }

  /// The loop: one specialisation per policy and kind of room.
  @inline(never)
  mutating func run(_ policy: some Evicting, _ requests: CountedRequests, _ room: some Room, _ recordsHits: Bool) {
    recordsHits ? run(policy, requests, room, HitColumn(count: requests.ids.count)) : run(policy, requests, room, NoRecord())
  }

  @inline(__always)
  private mutating func run<Policy: Evicting>(
    _ policy: Policy, _ requests: CountedRequests, _ room: some Room, _ record: some HitRecord
  ) {
    var (policy, room, record) = (policy, room, record)
    var missed = 0
    var bytes = 0
    let (times, deadlines) = Policy.looksAtTime ? (requests.times, requests.deadlines) : (nil, nil)
    let sizes = requests.sizes
    let ids = requests.ids
    requests: for index in ids.indices {
      let id = ids[index]
      let use = Use(time: times.map { $0[index] } ?? Int64(index) &* 1_000_000, deadline: deadlines.map { $0[index] } ?? .max)
      if Policy.sweeps {
        while let gone = policy.overdue(at: use.time, fill: room.fill) { room.release(gone) }
      }
      if policy.contains(id) {
        policy.hit(id, use)
        while policy.wantsMore, let gone = policy.evict(for: 0, at: use.time) { room.release(gone) }
        record.hit(index)
        continue
      }
      missed &+= 1
      bytes &+= sizes.map { Int($0[index]) } ?? 1
      policy.miss(id)
      let size = room.size(of: index)
      guard room.admits(size), policy.admits(size) else { continue }
      while !room.fits(size) || policy.wantsMore {
        guard let gone = policy.evict(for: size, at: use.time) else { continue requests }
        room.release(gone)
      }
      if policy.insert(id, size: size, use) { room.take(id, size) }
    }
    misses = missed
    missedBytes = bytes
    resident = room.entries
    hits = record.hits
  }
}

/// What is kept of each request.
protocol HitRecord {
  var hits: [Bool] { get }
  mutating func hit(_ request: Int)
}

/// Nothing.
private struct NoRecord: HitRecord {
  var hits: [Bool] { [] }
  @inline(__always) mutating func hit(_ request: Int) {}
}

/// Whether it was a hit.
private struct HitColumn: HitRecord {
  private(set) var hits: [Bool]
  init(count: Int) { hits = Array(repeating: false, count: count) }
  @inline(__always) mutating func hit(_ request: Int) { hits[request] = true }
}
