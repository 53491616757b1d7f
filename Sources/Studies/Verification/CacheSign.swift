public import Traces
internal import Units

/// How the cache of production differs from the replayed one, as the answers show that it gave and did not give.
public enum CacheSign: Sendable, Equatable {
  /// It keeps callers apart: each hit was of a caller who had asked the same before, and what it missed others had asked.
  case keepsApart(Scope)
  /// It has room for about so many entries: what it missed had not been asked for longer than that many other questions, what it hit had.
  case evicts(entries: Int)
}

/// Collects what tells causes apart of misses that a replay has as hits. Both are read off sure signs alone: nearly all requests must fit.
struct CacheEvidence {
  private static let fields: [(field: KeyField, scope: Scope)] = [(.user, .user), (.apiKey, .apiKey), (.team, .team)]
  /// Misses and hits that there must be at least, to say anything.
  private static let least = 20
  /// The share of both that must fit.
  private static let sure = 0.95

  private let callers: [UInt32]
  private let names: [[UInt32]]
  /// For each field, when each (key, value) pair was last answered by the model.
  private var made: [[UInt64: Int64]]
  /// For each field, how long ago the model had answered the same caller: of hits, and of misses that the replay has as hits, with
  /// how long ago it had answered anyone.
  private var found: [[Int64]]
  private var missed: [[(own: Int64, any: Int64)]]
  /// Questions since each key was asked last, of hits and of misses that the replay has as hits.
  private var distances = RecencyOrder()
  private var ofHits: [Int] = []
  private var ofMisses: [(arrival: Int64, age: Int64, distance: Int)] = []
  private var lastMade: [Int: Int64] = [:]
  private let arrival: [Int64]

  init(_ trace: Trace) {
    callers = Array(trace.requests.caller)
    arrival = Array(trace.requests.arrival)
    names = Self.fields.map { trace.callers[$0.field] ?? [] }
    made = Array(repeating: [:], count: names.count)
    found = Array(repeating: [], count: names.count)
    missed = Array(repeating: [], count: names.count)
    distances.reserve(arrival.count)
  }

  /// Takes request `i`, in order.
  mutating func add(_ i: Int, key: Int, isHit: Bool, wasHit: Bool) {
    for index in names.indices where !names[index].isEmpty {
      let pair = UInt64(key) << 32 | UInt64(names[index][Int(callers[i])])
      let age = made[index][pair].map { arrival[i] - $0 } ?? .max
      if wasHit {
        found[index].append(age)
      } else {
        if isHit { missed[index].append((age, lastMade[key].map { arrival[i] - $0 } ?? .max)) }
        made[index][pair] = arrival[i]
      }
    }
    let distance = distances.touch(key)
    if let distance {
      if wasHit {
        ofHits.append(distance)
      } else if isHit {
        ofMisses.append((arrival[i], arrival[i] - (lastMade[key] ?? arrival[i]), distance))
      }
    }
    if !wasHit { lastMade[key] = arrival[i] }
  }

  /// What nearly all of it fits; the caller's own questions first, for they leave nothing to chance.
  func sign(oldestServed: Microseconds?) -> CacheSign? {
    // The widest that fits: who keeps teams apart keeps their users apart as well.
    for index in names.indices.reversed() where !names[index].isEmpty {
      let (hits, misses) = (found[index].count, missed[index].count)
      guard hits >= Self.least, misses >= Self.least else { continue }
      // An answer that is older than any that was served is none, whoever asked: its life was over. A call's duration lies between the ages.
      let oldest = (oldestServed?.count ?? 0) / 20
      let (own, others) = (found[index].count { $0 <= oldest * 21 }, missed[index].count { $0.own > oldest * 18 && $0.any <= oldest * 21 })
      if Double(own) >= Self.sure * Double(hits), Double(others) >= Self.sure * Double(misses) {
        return .keepsApart(Self.fields[index].scope)
      }
    }
    // A shorter life explains misses of what is older than anything served; eviction must explain the others.
    let young = ofMisses.filter { $0.age < (oldestServed?.count ?? 0) * 9 / 10 }
    guard ofHits.count >= Self.least, young.count >= Self.least, Double(young.count) >= 0.5 * Double(ofMisses.count) else { return nil }
    let hits = ofHits.sorted()
    let misses = young.map(\.distance).sorted()
    // The room below which nearly all hits lie, and above which nearly all misses.
    let room = hits[Int(Double(hits.count - 1) * Self.sure)]
    let above = misses.count { $0 >= room }
    return Double(above) >= Self.sure * Double(misses.count) ? .evicts(entries: room + 1) : nil
  }
}

/// How many other keys were asked since a key was asked last: a stack distance (Mattson and others 1970), by a Fenwick tree over the requests.
struct RecencyOrder {
  private var sums: [Int32] = []
  private var last: [Int: Int] = [:]
  private var time = 0

  /// Makes room for so many touches.
  mutating func reserve(_ count: Int) { sums = Array(repeating: 0, count: count + 1) }

  /// Touches a key; other keys since its last touch, `nil` at the first.
  ///
  /// - Complexity: O(log touches).
  mutating func touch(_ key: Int) -> Int? {
    time += 1
    var distance: Int?
    if let before = last[key] {
      distance = sum(to: time - 1) - sum(to: before)
      add(-1, at: before)
    }
    add(1, at: time)
    last[key] = time
    return distance
  }

  private mutating func add(_ amount: Int32, at index: Int) {
    var index = index
    while index < sums.count {
      sums[index] += amount
      index += index & -index
    }
  }

  private func sum(to index: Int) -> Int {
    var (index, total) = (index, 0)
    while index > 0 {
      total += Int(sums[index])
      index -= index & -index
    }
    return total
  }
}
