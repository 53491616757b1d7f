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
  /// What Redis 7 takes for a key of so many bytes (``RedisEntry`` has the formula).
  case redis7(keyBytes: Int)
}

extension EntryOverhead {
  /// What one entry takes, its answer of so many bytes included; tables that all entries share are not.
  public func entryBytes(answer: Int, expires: Bool) -> Int {
    switch self {
    case .none: answer
    case .constant(let bytes): answer + bytes
    case .redis7(let keyBytes): RedisEntry.bytes(key: keyBytes, value: answer, expires: expires)
    }
  }

  /// What the tables for so many entries take.
  public func tableBytes(entries: Int, expires: Bool) -> Int {
    if case .redis7 = self { RedisEntry.tableBytes(entries: entries, expires: expires) } else { 0 }
  }

  /// What the store takes before it holds anything; it counts against the capacity.
  public var fixedBytes: Int {
    if case .redis7 = self { RedisEntry.fixedBytes } else { 0 }
  }
}
