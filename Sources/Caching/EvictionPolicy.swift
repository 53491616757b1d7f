/// Which entry goes when there is no room, by the name that strategy files give it. What each does is told where it is written (Policies/).
///
/// Belady's MIN is none of them: it knows the future (``CountingReplay/init(belady:capacity:)``).
public enum EvictionPolicy: String, CaseIterable, Hashable, Sendable {
  /// Least recently used.
  case lru
  /// First in, first out.
  case fifo
  /// Least frequently used.
  case lfu
  /// FIFO with reinsertion of what was used.
  case clock
  /// SIEVE.
  case sieve
  /// S3-FIFO as in libCacheSim 0.3.5.
  case s3fifo = "s3-fifo"
  /// ARC.
  case arc
  /// W-TinyLFU as in libCacheSim.
  case wTinyLFU = "w-tinylfu"
  /// Any entry.
  case random
  /// Redis: nothing goes, and what finds no room is not stored.
  case noEviction = "noeviction"
  /// Redis: by samples, the entry idle for the longest time.
  case allkeysLRU = "allkeys-lru"
  /// Redis: by samples, the entry with the lowest counter of uses.
  case allkeysLFU = "allkeys-lfu"
  /// Redis: any entry.
  case allkeysRandom = "allkeys-random"
  /// Redis: by samples, of the entries with a TTL the one idle for the longest time.
  case volatileLRU = "volatile-lru"
  /// Redis: by samples, of the entries with a TTL the one with the lowest counter of uses.
  case volatileLFU = "volatile-lfu"
  /// Redis: any entry with a TTL.
  case volatileRandom = "volatile-random"
  /// Redis: by samples, the entry whose TTL ends first.
  case volatileTTL = "volatile-ttl"
  /// LiteLLM's cache in memory: the entry whose TTL ends first.
  case earliestExpiry = "earliest-expiry"
  /// `allkeys-lru`, and beside it a script that deletes half of the keys where memory is short.
  case halfEveryFiveMinutes = "half-every-five-minutes"

  /// Why fewer than ``leastEntries`` hold nothing; `nil` where one is enough.
  public var whyLeast: String? {
    switch self {
    case .s3fifo: "what it stores must be smaller than its small queue, a tenth of the capacity"
    case .wTinyLFU: "what it stores must fit its window, a hundredth of the capacity"
    default: nil
    }
  }

  /// The bytes from which on an entry is not stored in so many; `nil` where it may be as large as the capacity.
  public func firstTooLarge(in bytes: Int) -> Int? {
    switch self {
    case .s3fifo: Int(Double(bytes) * 0.1)
    case .wTinyLFU: Int(Double(bytes) * 0.01) + 1
    default: nil
    }
  }

  /// Which entry goes, in words.
  public var summary: String {
    switch self {
    case .lru: "the entry not used for the longest time"
    case .fifo: "the oldest entry"
    case .lfu: "the entry used least often since it was stored; of equals, the one that came to its count first"
    case .clock: "the oldest entry not used since it was last spared"
    case .sieve: "the first entry not used since the hand last came by, from the oldest to the newest"
    case .s3fifo:
      "the oldest of a small queue unless used twice, else the oldest unused of the main one (libCacheSim 0.3.5; from 20 entries on)"
    case .arc: "the oldest of the entries used once or of those used again, balanced by what comes back (ARC)"
    case .wTinyLFU:
      "of what leaves a window of 1 % and the coolest entry behind it, the one seen less often (libCacheSim; from 100 entries on)"
    case .random: "any entry"
    case .noEviction: "none: an answer that finds no room is not stored (Redis's default)"
    case .allkeysLRU: "of 5 samples and the best of earlier ones, the entry idle for the longest time (Redis)"
    case .allkeysLFU:
      "likewise, the entry with the lowest counter of uses, which decays by the minute: chance at less than some uses a minute (Redis)"
    case .allkeysRandom: "any entry (Redis)"
    case .volatileLRU: "as allkeys-lru, but only entries with a TTL (Redis)"
    case .volatileLFU: "as allkeys-lfu, but only entries with a TTL (Redis)"
    case .volatileRandom: "any entry with a TTL (Redis)"
    case .volatileTTL: "of 5 samples and the best of earlier ones, the entry whose TTL ends first (Redis)"
    case .earliestExpiry: "the entry whose TTL ends first, used or not (LiteLLM in memory)"
    case .halfEveryFiveMinutes: "as allkeys-lru; and every five minutes half of all keys, where more than 80 % of the capacity is taken"
    }
  }

  /// The least number of entries at which anything is stored at all; by its own shares, of a capacity in bytes an entry takes at most the
  /// reciprocal of it.
  public var leastEntries: Int {
    switch self {
    case .s3fifo: 20
    case .wTinyLFU: 100
    default: 1
    }
  }

  /// Whether room is made even to replace an entry, which then may evict another, or the old one itself (LiteLLM in memory: overwriting a live key of a
  /// full cache evicts one).
  public var makesRoomToReplace: Bool { self == .earliestExpiry }
}
