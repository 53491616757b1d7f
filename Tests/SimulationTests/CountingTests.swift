import Caching
import Simulation
import Testing
import Traces
import Units

@Suite struct CountingTests {
  @Test("law 36: with zero durations, no TTL and one tier the two engines agree, request by request", arguments: EvictionPolicy.allCases)
  func enginesAgree(policy: EvictionPolicy) throws {
    for seed in 0..<300 {
      var dice = Dice(seed)
      var rows = Case()
      let keys = dice.roll(1...20)
      for time in 0..<60 {
        let key = min(dice.roll(1...keys), dice.roll(1...keys))
        rows.rows.append(Case.Row(time: Int64(time / 2), key: key, bytes: UInt32(key % 5)))
      }
      let inBytes = dice.oneIn(2)
      let limit = dice.roll(1...12)
      let capacity: Capacity = inBytes ? .bytes(limit, overhead: .none) : .entries(limit)
      let traffic = rows.traffic()
      let events = try Strategy(name: "one", tiers: [Tier(capacity: capacity, policy: policy)]).replay(traffic, seed: 1)
      let keyed = traffic.trace.keys(.exact)
      let counts = CountingReplay(
        policy, ids: keyed.ids, count: keyed.count, sizes: inBytes ? traffic.trace.requests.answerBytes : nil, capacity: limit,
        recordsHits: true)
      #expect(events.outcome.map { $0 == .hit } == counts.hits, "seed \(seed)")
      #expect(counts.misses == counts.hits.count { !$0 })
    }
  }

  @Test("the policies against lists searched from end to end", arguments: EvictionPolicy.allCases)
  func bruteForce(policy: EvictionPolicy) {
    for seed in 0..<300 {
      var dice = Dice(seed)
      let capacity = dice.roll(0...9)
      let ids = (0..<80).map { _ in UInt32(dice.roll(0...7)) }
      let sizes = ids.map { _ in UInt32(dice.roll(0...4)) }
      // Ids with the size that they were stored with, the next to go first.
      var list: [(id: UInt32, size: UInt32)] = []
      var hits: [Bool] = []
      for (id, size) in zip(ids, sizes) {
        let found = list.firstIndex { $0.id == id }
        hits.append(found != nil)
        if let found {
          if policy == .lru { list.append(list.remove(at: found)) }
        } else if size <= capacity {
          while list.reduce(size, { $0 + $1.size }) > capacity { list.removeFirst() }
          list.append((id, size))
        }
      }
      #expect(CountingReplay(policy, ids: ids, count: 8, sizes: sizes, capacity: capacity, recordsHits: true).hits == hits, "seed \(seed)")
    }
  }

  /// Facts: miss counts published with libCacheSim (test/test_evictionAlgo.c) for its CloudPhysics trace of 113,872 requests.
  static let published: [(EvictionPolicy, [Int])] = [
    (.lru, [93_374, 89_783, 83_572, 81_722, 72_494, 72_104, 71_972, 71_704]),
    (.fifo, [93_403, 89_386, 84_387, 84_025, 72_498, 72_228, 72_182, 72_140]),
  ]

  @Test("the miss counts that libCacheSim publishes", .enabled(if: Oracle.isThere, "shared/data is not beside the repository"))
  func oracle() throws {
    let trace = try #require(Oracle.load())
    #expect(trace.ids.count == 113_872)
    for (policy, misses) in Self.published {
      for (step, expected) in misses.enumerated() {
        let counts = CountingReplay(policy, ids: trace.ids, count: trace.count, sizes: trace.sizes, capacity: (step + 1) * 128 << 20)
        #expect(counts.misses == expected, "\(policy) at \((step + 1) * 128) MiB")
      }
    }
  }
}
