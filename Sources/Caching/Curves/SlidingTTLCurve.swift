public import Units

/// The hits of an unlimited store at every sliding TTL at once: a request hits if and only if the last one for its key came no longer ago (law 15).
///
/// A fixed TTL is not read off this: there the moments of storing depend on the TTL (``FixedTTLCurve``).
public struct SlidingTTLCurve: Sendable {
  /// How many requests were replayed.
  public let requests: Int
  /// The curve is exact at multiples of this.
  public let resolution: Microseconds
  /// By multiples of the resolution, the hits of a TTL of so many.
  public let hits: [Int]

  /// Most points of a curve.
  static let mostPoints = 1 << 22

  /// - Parameters:
  ///   - requests: with times, ascending.
  ///   - resolution: at least this; twice as much, and so on, where the span has more than four million of them.
  /// - Complexity: O(requests + span / resolution).
  public init(_ requests: CountedRequests, resolution: Microseconds = Microseconds(1_000_000)) {
    guard let times = requests.times else { preconditionFailure("a curve of TTLs asks for requests with times") }
    self.requests = times.count
    let span = (times.last ?? 0) - (times.first ?? 0)
    var unit = max(1, resolution.count)
    while span / unit >= Int64(Self.mostPoints) { unit *= 2 }
    self.resolution = Microseconds(unit)
    let last = Slots(repeating: Int64.min, count: requests.count)
    let gaps = Slots(repeating: UInt32(0), count: Int((span + unit - 1) / unit) + 1)
    let ids = requests.ids
    let divisor = UInt64(unit)
    for index in ids.indices {
      if index &+ 16 < ids.count { last.prefetch(Int(ids[index &+ 16])) }
      let id = Int(ids[index])
      let (now, then) = (times[index], last[id])
      last[id] = now
      if then != .min { gaps[Int(truncatingIfNeeded: (UInt64(truncatingIfNeeded: now &- then) &+ divisor &- 1) / divisor)] &+= 1 }
    }
    var sum = 0
    hits = gaps.indices.map { gap in
      sum += Int(gaps[gap])
      return sum
    }
  }

  /// The hits of a TTL, rounded down to a multiple of the resolution.
  public func hits(ttl: Microseconds) -> Int {
    ttl < .zero ? 0 : hits[Int(min(ttl.count / resolution.count, Int64(hits.count - 1)))]
  }
}
