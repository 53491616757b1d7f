/// What a cache of one policy does, without time: what the counting replay runs (law 36).
///
/// The rules are those of libCacheSim: a hit leaves the object's size as it was when stored; a miss stores the object unless it is larger than
/// the cache, after evicting until it fits. Ids are dense, so that all state is flat arrays.
public protocol CountingPolicy {
  /// An empty cache of some capacity for ids below `ids`.
  init(ids: Int, capacity: Int)
  /// Asks for an object and stores it if it is not there; returns whether it was. Sizes count against the capacity; all are 1 where it is a
  /// number of entries.
  mutating func request(_ id: UInt32, size: UInt32) -> Bool
}
