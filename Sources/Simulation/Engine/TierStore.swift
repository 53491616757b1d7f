import Caching
import Traces
import Units

/// One tier's entries: at most one per key (law 13), as an array by key through which a list runs in the order of eviction.
///
/// Expired entries leave at the end of the last instant of their life (laws 3 and 14), so memory never holds dead ones.
struct TierStore {
  /// What a look-up found.
  struct Found {
    /// The word-for-word key of the request whose answer it is.
    var wording: UInt32
    /// The size of the answer.
    var answerBytes: UInt32
    /// The last instant of the entry's life.
    var deadline: Int64
  }

  private struct Entry {
    /// Neighbours in the list: the one that is evicted later, and the one that is evicted earlier.
    var later: UInt32
    var earlier: UInt32
    /// The number of its fill in this tier, from 1; 0 where the key has no entry.
    var birth: UInt32 = 0
    var wording: UInt32 = 0
    var answerBytes: UInt32 = 0
    /// The last instant of its life; `Int64.max` where it has no end.
    var deadline: Int64 = 0
  }

  /// One per key, and after them the ends of the list: its `later` is the next to be evicted, its `earlier` the last.
  private var entries: [Entry]
  private let ends: UInt32
  private var births: UInt32 = 0
  private var expiries = EventQueue()

  private let ttl: Int64?
  private let slides: Bool
  private let hitsRefresh: Bool
  private let largestAnswer: Int
  private let mostEntries: Int
  private let mostBytes: Int
  private let overhead: EntryOverhead

  private var meter: StorageMeter
  private(set) var counts = EntryCounts()
  private(set) var use = TierUse()

  init(_ tier: Tier, keys: Int, span: ClosedRange<Int64>) {
    ends = UInt32(keys)
    entries = Array(repeating: Entry(later: ends, earlier: ends), count: keys + 1)
    switch tier.expiry {
    case .never: (ttl, slides) = (nil, false)
    case .fixed(let span): (ttl, slides) = (span.count, false)
    case .sliding(let span): (ttl, slides) = (span.count, true)
    }
    hitsRefresh = tier.policy == .lru
    largestAnswer = tier.largestValue ?? .max
    switch tier.capacity {
    case .unlimited: (mostEntries, mostBytes, overhead) = (.max, .max, .none)
    case .entries(let count): (mostEntries, mostBytes, overhead) = (count, .max, .none)
    case .bytes(let count, let each): (mostEntries, mostBytes, overhead) = (.max, count - each.fixedBytes, each)
    }
    meter = StorageMeter(span: span)
  }

  /// Whether an answer of this size can be stored at all (laws 12 and 16).
  func admits(_ answerBytes: UInt32) -> Bool {
    Int(answerBytes) <= largestAnswer && (mostBytes == .max || bytes(answerBytes) + tableBytes(1) <= mostBytes)
  }

  /// Looks a key up; a hit counts as a use, for eviction and for a sliding TTL (law 15).
  mutating func lookUp(_ key: UInt32, at now: Int64) -> Found? {
    use.reads += 1
    let index = Int(key)
    guard entries[index].birth != 0 else {
      use.nullReads += 1
      return nil
    }
    if slides, let ttl { entries[index].deadline = end(of: ttl, from: now) }
    if hitsRefresh, entries[index].later != ends {
      unlink(key)
      linkLast(key)
    }
    let entry = entries[index]
    use.transferredBytes += Int(entry.answerBytes)
    return Found(wording: entry.wording, answerBytes: entry.answerBytes, deadline: entry.deadline)
  }

  /// Stores an answer that ``admits(_:)`` lets in: it replaces the key's entry (law 13), else evicts until there is room (law 16).
  ///
  /// - Parameter latest: no later than this does the entry end: the rest of the life of the entry that it is copied from (law 17).
  mutating func fill(
    _ key: UInt32, wording: UInt32, answerBytes: UInt32, at now: Int64, latest: Int64 = .max, states: inout [KeyState]
  ) {
    if entries[Int(key)].birth != 0 {
      remove(key, at: now)
      counts.replaced += 1
    }
    let size = bytes(answerBytes)
    while meter.entries > 0, !hasRoom(for: size) {
      let victim = entries[Int(ends)].later
      remove(victim, at: now)
      counts.evicted += 1
      states[Int(victim)].fate = .evicted
    }
    births &+= 1
    let deadline = min(ttl.map { end(of: $0, from: now) } ?? .max, latest)
    entries[Int(key)] = Entry(
      later: ends, earlier: ends, birth: births, wording: wording, answerBytes: answerBytes, deadline: deadline)
    linkLast(key)
    if deadline != .max { expiries.push(Event(time: deadline, sequence: births, subject: key)) }
    counts.fills += 1
    use.writes += 1
    use.transferredBytes += Int(answerBytes)
    meter.change(entries: 1, bytes: size + tableBytes(meter.entries + 1) - tableBytes(meter.entries), at: now)
  }

  /// Lets go of all entries whose life ended before `time`.
  mutating func expire(before time: Int64, states: inout [KeyState]) {
    while expiries.nextTime < time, let event = expiries.pop() {
      let entry = entries[Int(event.subject)]
      guard entry.birth == event.sequence else { continue }
      if entry.deadline > event.time {
        // A hit has prolonged its life.
        expiries.push(Event(time: entry.deadline, sequence: event.sequence, subject: event.subject))
      } else {
        remove(event.subject, at: event.time)
        counts.expired += 1
        states[Int(event.subject)].fate = .expired
      }
    }
  }

  /// Closes the books: what is left is resident, and storage is billed up to the last arrival (law 23).
  mutating func close() {
    counts.resident = meter.entries
    use.byteMicroseconds = meter.total()
    use.peakBytes = meter.peakBytes
    use.peakEntries = meter.peakEntries
  }

  private func end(of ttl: Int64, from now: Int64) -> Int64 {
    let (sum, overflow) = now.addingReportingOverflow(ttl)
    return overflow ? .max : sum
  }

  private func bytes(_ answerBytes: UInt32) -> Int { overhead.entryBytes(answer: Int(answerBytes), expires: ttl != nil) }

  private func tableBytes(_ entries: Int) -> Int { overhead.tableBytes(entries: entries, expires: ttl != nil) }

  private func hasRoom(for size: Int) -> Bool {
    guard meter.entries < mostEntries else { return false }
    return mostBytes == .max || meter.bytes - tableBytes(meter.entries) + size + tableBytes(meter.entries + 1) <= mostBytes
  }

  private mutating func remove(_ key: UInt32, at now: Int64) {
    unlink(key)
    entries[Int(key)].birth = 0
    let size = bytes(entries[Int(key)].answerBytes)
    meter.change(entries: -1, bytes: tableBytes(meter.entries - 1) - tableBytes(meter.entries) - size, at: now)
  }

  private mutating func unlink(_ key: UInt32) {
    let (later, earlier) = (entries[Int(key)].later, entries[Int(key)].earlier)
    entries[Int(later)].earlier = earlier
    entries[Int(earlier)].later = later
  }

  private mutating func linkLast(_ key: UInt32) {
    let last = entries[Int(ends)].earlier
    entries[Int(key)].later = ends
    entries[Int(key)].earlier = last
    entries[Int(last)].later = key
    entries[Int(ends)].earlier = key
  }
}
