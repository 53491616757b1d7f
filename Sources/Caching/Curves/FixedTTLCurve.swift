public import Units

/// The hits of an unlimited store at many fixed TTLs, sixteen in each pass: an entry lives from when it was stored, whatever hits it (law 15).
public struct FixedTTLCurve: Sendable {
  /// The TTLs, as given.
  public let ttls: [Microseconds]
  /// The hits of each.
  public let hits: [Int]

  /// Replays requests with times, ascending, at some TTLs.
  ///
  /// - Complexity: O(requests × TTLs / 16); a key takes 64 bytes where times are whole seconds or milliseconds, else 128.
  public init(_ requests: CountedRequests, ttls: [Microseconds]) {
    guard let times = requests.times else { preconditionFailure("a curve of TTLs asks for requests with times") }
    self.ttls = ttls
    let first: Int64 = times.first ?? 0
    let last: Int64 = times.last ?? 0
    let span = last - first
    let units: [Int64] = [1_000_000, 1_000]
    let unit: Int64 = units.first { unit in times.allSatisfy { ($0 &- first) % unit == 0 } } ?? 1
    var hits: [Int] = []
    for start in stride(from: 0, to: ttls.count, by: 16) {
      let group = ttls[start..<min(start + 16, ttls.count)]
      // A life is cut to the span: longer is for ever. Ends are one later than the last instant, so that 0 is none.
      let lives = group.map { $0 < .zero ? -1 : min($0.count, span) / unit }
      hits +=
        (span / unit) * 2 + 2 < Int64(UInt32.max)
        ? Self.pass(requests.ids, requests.count, times, first, unit, lives, UInt32.self)
        : Self.pass(requests.ids, requests.count, times, first, unit, lives, Int64.self)
    }
    self.hits = hits
  }

  /// One pass: each lane is a TTL, each key a vector of the ends of its entries' lives.
  private static func pass<Scalar: SIMDScalar & FixedWidthInteger>(
    _ ids: [UInt32], _ count: Int, _ times: [Int64], _ first: Int64, _ unit: Int64, _ lives: [Int64], _: Scalar.Type
  ) -> [Int] {
    var lanes = SIMD16<Scalar>(repeating: 0)
    for (lane, life) in lives.enumerated() where life >= 0 { lanes[lane] = Scalar(life) + 1 }
    var ends = [SIMD16<Scalar>](repeating: SIMD16(repeating: 0), count: count)
    var hits = SIMD16<Scalar>(repeating: 0)
    let one = SIMD16<Scalar>(repeating: 1)
    for (index, id) in ids.enumerated() {
      let now = SIMD16<Scalar>(repeating: Scalar(truncatingIfNeeded: (times[index] &- first) / unit))
      let old = ends[Int(id)]
      let isLive = old .> now
      ends[Int(id)] = (now &+ lanes).replacing(with: old, where: isLive)
      hits.replace(with: hits &+ one, where: isLive)
    }
    return lives.indices.map { lives[$0] < 0 ? 0 : Int(hits[$0]) }
  }
}
