import Caching
import Foundation
import Testing
import Units

@Suite struct CurveTests {
  @Test("LRU at every capacity is what counting replays give, on random cases")
  func lruCurve() {
    for seed in 0..<200 {
      var dice = Stream(UInt64(seed) << 8 | 16)
      let keys = dice.roll(1...1_500)
      let ids = (0..<dice.roll(0...3_000)).map { _ in UInt32(min(dice.roll(0...keys - 1), dice.roll(0...keys - 1))) }
      let curve = LRUCurve(ids: ids, count: keys)
      let requests = CountedRequests(ids: ids, count: keys)
      #expect(curve.keys == Set(ids).count && curve.requests == ids.count)
      for entries in [0, 1, 2, 3, dice.roll(0...keys), dice.roll(0...keys), keys, keys + 5] {
        #expect(
          curve.misses(entries: entries) == CountingReplay(.lru, requests, capacity: .entries(entries)).misses, "seed \(seed), \(entries)")
      }
    }
  }

  @Test("LRU at 20 capacities of a Zipf trace")
  func lruCurveOfZipf() {
    let (ids, sizes) = Traces.zipf(1.0, objects: 5_000, count: 60_000)
    let curve = LRUCurve(ids: ids, count: sizes.count)
    let requests = CountedRequests(ids: ids, count: sizes.count)
    for step in 1...20 {
      let entries = step * 250
      #expect(curve.misses(entries: entries) == CountingReplay(.lru, requests, capacity: .entries(entries)).misses)
    }
    #expect(zip(curve.misses, curve.misses.dropFirst()).allSatisfy { $0 >= $1 })
  }

  /// An unlimited store with a TTL, from the law alone: per key, the last instant of the entry's life.
  private static func hits(_ requests: CountedRequests, ttl: Int64, slides: Bool) -> Int {
    var ends: [UInt32: Int64] = [:]
    var hits = 0
    for (id, now) in zip(requests.ids, requests.times ?? []) {
      if let end = ends[id], now <= end {
        hits += 1
        if slides { ends[id] = now + ttl }
      } else {
        ends[id] = now + ttl
      }
    }
    return hits
  }

  @Test("TTLs, sliding and fixed, are what one store after the other gives", arguments: [1, 1_000, 1_000_000] as [Int64])
  func ttlCurves(unit: Int64) {
    for seed in 0..<150 {
      var dice = Stream(UInt64(seed) << 8 | 17)
      let keys = dice.roll(1...6)
      var time = Int64(dice.roll(0...9)) * unit
      let times = (0..<200).map { _ in
        time += Int64(dice.roll(0...4)) * unit
        return time
      }
      let requests = CountedRequests(ids: times.map { _ in UInt32(dice.roll(0...keys - 1)) }, count: keys, times: times)
      let ttls =
        [0, 1, 2, 3, 5, 8, 13, 21, 34, 1_000_000].map { $0 * unit }
        + (0..<dice.roll(0...20)).map { _ in Int64(dice.roll(0...40)) * unit + 1 }
      let fixed = FixedTTLCurve(requests, ttls: ttls.map { Microseconds($0) })
      #expect(fixed.hits == ttls.map { Self.hits(requests, ttl: $0, slides: false) }, "seed \(seed)")
      let sliding = SlidingTTLCurve(requests, resolution: Microseconds(unit))
      #expect(sliding.resolution == Microseconds(unit))
      for ttl in ttls {
        // Times are multiples of the unit, so a TTL between two of them does as the lower.
        #expect(sliding.hits(ttl: Microseconds(ttl)) == Self.hits(requests, ttl: ttl, slides: true), "seed \(seed), TTL \(ttl)")
      }
    }
  }

  @Test("a curve of long spans is coarser, and still exact at its points")
  func coarseSlidingCurve() {
    let times: [Int64] = [0, 1, 1_000_000_007, 40_000_000_000, 80_000_000_000_000]
    let requests = CountedRequests(ids: [0, 0, 0, 0, 0], count: 1, times: times)
    let curve = SlidingTTLCurve(requests, resolution: Microseconds(1))
    #expect(curve.hits.count <= 1 << 22 && curve.resolution > Microseconds(1))
    for points in [0, 1, 60, 3_000, curve.hits.count - 1] {
      let ttl = Int64(points) * curve.resolution.count
      #expect(curve.hits(ttl: Microseconds(ttl)) == Self.hits(requests, ttl: ttl, slides: true))
    }
  }

  @Test("a sample of the keys tells the curve, and how far off it may be")
  func sampledCurve() {
    let (ids, sizes) = Traces.zipf(0.8)
    let exact = LRUCurve(ids: ids, count: sizes.count)
    let sampled = SampledLRUCurve(ids: ids, count: sizes.count, rate: 0.1)
    var errors: [Double] = []
    for entries in stride(from: 200, through: 18_000, by: 200) {
      let truth = Double(exact.misses(entries: entries)) / Double(ids.count)
      let estimate = sampled.missRatio(entries: entries)
      errors.append(abs(estimate.value - truth))
      #expect(abs(estimate.value - truth) < max(0.01, 6 * estimate.standardError))
      // Parts of a small store are a few entries.
      #expect(estimate.standardError < (entries < 4_000 ? 0.1 : 0.03))
    }
    #expect(errors.reduce(0, +) / Double(errors.count) < 0.006)
    // All keys are no sample.
    let whole = SampledLRUCurve(ids: ids, count: sizes.count, rate: 1)
    for entries in [0, 1, 100, 5_000] {
      #expect(whole.missRatio(entries: entries).value == Double(exact.misses(entries: entries)) / Double(ids.count))
    }
  }

  @Test("miniature replays tell the miss ratio of other policies", arguments: [EvictionPolicy.sieve, .s3fifo, .lfu, .arc, .fifo, .random])
  func miniature(policy: EvictionPolicy) {
    let (ids, objectSizes) = Traces.zipf(0.8, objects: 20_000, count: 100_000)
    let requests = CountedRequests(ids: ids, count: objectSizes.count, sizes: ids.map { objectSizes[Int($0)] })
    let miniature = MiniatureSimulation(requests, rate: 0.1)
    let bytes = objectSizes.reduce(0) { $0 + Int($1) }
    for capacity in [Capacity.entries(1_000), .entries(5_000), .bytes(bytes / 10, overhead: .none)] {
      let truth = Double(CountingReplay(policy, requests, capacity: capacity).misses) / Double(ids.count)
      let estimate = miniature.missRatio(policy, capacity: capacity)
      #expect(abs(estimate.value - truth) < max(0.01, 5 * estimate.standardError), "\(policy) at \(capacity): \(estimate), should \(truth)")
      #expect(estimate.standardError < 0.05)
    }
  }
}
