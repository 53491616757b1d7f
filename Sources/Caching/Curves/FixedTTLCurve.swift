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
    let first = times.first ?? 0
    let span = (times.last ?? 0) - first
    let unit: Int64 = [1_000_000, 1_000].first { unit in times.allSatisfy { ($0 &- first) % unit == 0 } } ?? 1
    let fits = span / unit * 2 + 2 < Int64(UInt32.max)
    var hits: [Int] = []
    for start in stride(from: 0, to: ttls.count, by: 16) {
      // A life is cut to the span: longer is for ever. A negative one never hits.
      let lives = ttls[start..<min(start + 16, ttls.count)].map { $0 < .zero ? -1 : min($0.count, span) / unit }
      hits += fits ? Self.pass(requests, times, first, unit, lives) : Self.longPass(requests, times, first, unit, lives)
    }
    self.hits = hits
  }

  /// One pass: each lane is a TTL, each key a vector of the ends of its entries' lives, plus one; 0 is none.
  private static func pass(_ requests: CountedRequests, _ times: [Int64], _ first: Int64, _ unit: Int64, _ lives: [Int64]) -> [Int] {
    var lanes = SIMD16<UInt32>(repeating: 0)
    for (lane, life) in lives.enumerated() where life >= 0 { lanes[lane] = UInt32(life) + 1 }
    let ends = Slots(repeating: SIMD16<UInt32>(repeating: 0), count: requests.count)
    var hits = SIMD16<UInt32>(repeating: 0)
    let one = SIMD16<UInt32>(repeating: 1)
    for (index, id) in requests.ids.enumerated() {
      let now = SIMD16<UInt32>(repeating: UInt32(truncatingIfNeeded: (times[index] &- first) / unit))
      let old = ends[Int(id)]
      let isLive = old .> now
      ends[Int(id)] = (now &+ lanes).replacing(with: old, where: isLive)
      hits.replace(with: hits &+ one, where: isLive)
    }
    return lives.indices.map { lives[$0] < 0 ? 0 : Int(hits[$0]) }
  }

  /// The same where moments do not fit 32 bits. (Written twice: vectors of a generic scalar are not compiled to vector instructions.)
  private static func longPass(_ requests: CountedRequests, _ times: [Int64], _ first: Int64, _ unit: Int64, _ lives: [Int64]) -> [Int] {
    var lanes = SIMD16<Int64>(repeating: 0)
    for (lane, life) in lives.enumerated() where life >= 0 { lanes[lane] = life + 1 }
    let ends = Slots(repeating: SIMD16<Int64>(repeating: 0), count: requests.count)
    var hits = SIMD16<Int64>(repeating: 0)
    let one = SIMD16<Int64>(repeating: 1)
    for (index, id) in requests.ids.enumerated() {
      let now = SIMD16<Int64>(repeating: (times[index] &- first) / unit)
      let old = ends[Int(id)]
      let isLive = old .> now
      ends[Int(id)] = (now &+ lanes).replacing(with: old, where: isLive)
      hits.replace(with: hits &+ one, where: isLive)
    }
    return lives.indices.map { lives[$0] < 0 ? 0 : Int(hits[$0]) }
  }
}
