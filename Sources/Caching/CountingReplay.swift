/// Policy × size over dense ids, without durations and TTL: the engine for oracles, curves and sweeps (law 36).
public struct CountingReplay: Sendable, Equatable {
  /// Requests that found nothing.
  public private(set) var misses = 0
  /// Their sizes, added up.
  public private(set) var missedBytes = 0
  /// Whether each request was a hit; empty unless asked for.
  public private(set) var hits: [Bool] = []

  /// Replays requests for `ids` (each below `count`) through a cache of `capacity`.
  ///
  /// - Parameters:
  ///   - sizes: one per request; `nil` where the capacity is a number of entries.
  ///   - recordsHits: whether ``hits`` is filled.
  /// - Complexity: O(requests).
  public init(_ policy: EvictionPolicy, ids: [UInt32], count: Int, sizes: [UInt32]? = nil, capacity: Int, recordsHits: Bool = false) {
    precondition(sizes.map { $0.count == ids.count } ?? true, "one size per request")
    switch policy {
    case .lru: run(LRU(ids: count, capacity: capacity), ids, sizes, recordsHits)
    case .fifo: run(FIFO(ids: count, capacity: capacity), ids, sizes, recordsHits)
    }
  }

  /// The loop, one specialisation per policy: choosing is done once per replay, not once per request.
  private mutating func run(_ policy: some CountingPolicy, _ ids: [UInt32], _ sizes: [UInt32]?, _ recordsHits: Bool) {
    var policy = policy
    if recordsHits { hits = Array(repeating: false, count: ids.count) }
    for (index, id) in ids.enumerated() {
      let size = sizes.map { $0[index] } ?? 1
      let hit = policy.request(id, size: size)
      if !hit {
        misses += 1
        missedBytes += Int(size)
      }
      if recordsHits { hits[index] = hit }
    }
  }
}
