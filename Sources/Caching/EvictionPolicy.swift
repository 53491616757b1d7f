/// Which entry goes when there is no room, by the name that strategy files give it.
public enum EvictionPolicy: String, CaseIterable, Hashable, Sendable {
  /// Least recently used.
  case lru
  /// First in, first out.
  case fifo

  /// Which entry goes, in words.
  public var summary: String {
    switch self {
    case .lru: "the entry not used for the longest time"
    case .fifo: "the oldest entry"
    }
  }
}
