import Dispatch
import Synchronization

/// The misses of some policies at some capacities, exactly: a counting replay each, but all sizes of LRU in entries from one pass (``LRUCurve``).
public struct CapacityGrid: Sendable, Equatable {
  /// The policies, as given.
  public let policies: [EvictionPolicy]
  /// The capacities, as given.
  public let capacities: [Capacity]
  /// By policy, then by capacity.
  public let misses: [[Int]]

  /// Replays requests.
  ///
  /// - Parameters:
  ///   - capacities: in bytes only where requests have sizes.
  ///   - threads: how many replays run at a time; the result does not depend on it.
  ///   - seed: of the draws of policies that choose at random.
  ///   - redis: the settings of Redis's policies.
  /// - Complexity: O(requests × policies × capacities); memory for one replay a thread.
  public init(
    _ policies: [EvictionPolicy], at capacities: [Capacity], _ requests: CountedRequests, threads: Int, seed: UInt64 = 0,
    redis: RedisEviction = RedisEviction()
  ) {
    self.policies = policies
    self.capacities = capacities
    let results = Mutex(policies.map { _ in capacities.map { _ in requests.ids.count } })
    // The curve of LRU takes longest and comes first, so that the others fill the time beside it.
    let counted = capacities.indices.filter { capacities[$0].isOfEntries }
    let curves: [(policy: Int, capacity: Int?)] = counted.isEmpty ? [] : policies.indices.filter { policies[$0] == .lru }.map { ($0, nil) }
    let replays: [(policy: Int, capacity: Int?)] = policies.indices.flatMap { policy in
      capacities.indices.filter { policies[policy] != .lru || !capacities[$0].isOfEntries }.map { (policy, $0) }
    }
    let works = curves + replays
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, works.count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < works.count else { return }
        let (policy, capacity) = works[index]
        if let capacity {
          let replay = CountingReplay(policies[policy], requests, capacity: capacities[capacity], seed: seed, redis: redis)
          results.withLock { $0[policy][capacity] = replay.misses }
        } else {
          let curve = LRUCurve(ids: requests.ids, count: requests.count)
          results.withLock { for index in counted { $0[policy][index] = curve.misses(at: capacities[index]) } }
        }
      }
    }
    misses = results.withLock { $0 }
  }
}

extension Capacity {
  /// Whether a curve over numbers of entries tells what it holds.
  fileprivate var isOfEntries: Bool {
    switch self {
    case .unlimited, .entries: true
    case .bytes: false
    }
  }
}

extension LRUCurve {
  fileprivate func misses(at capacity: Capacity) -> Int {
    if case .entries(let count) = capacity { return misses(entries: count) }
    return misses(entries: keys)
  }
}
