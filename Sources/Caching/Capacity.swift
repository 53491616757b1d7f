/// How much a tier holds.
public enum Capacity: Hashable, Sendable {
  /// As much as comes.
  case unlimited
  /// So many entries.
  case entries(Int)
  /// So many bytes, answers and overhead counted.
  case bytes(Int, overhead: EntryOverhead)
}

/// What an entry takes beyond its answer.
public enum EntryOverhead: Hashable, Sendable {
  /// Nothing.
  case none
  /// A constant number of bytes.
  case constant(Int)
  /// What Redis 7 takes for a key of so many bytes (`Sources/Caching/RedisEntry.swift` has the formula).
  case redis7(keyBytes: Int)
}

/// Which entry goes when there is no room.
public enum EvictionPolicy: String, CaseIterable, Hashable, Sendable {
  /// The entry not used for the longest time.
  case lru
  /// The oldest entry.
  case fifo
}
