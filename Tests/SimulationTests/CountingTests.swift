import Caching
import Simulation
import Testing
import Traces
import Units

@Suite struct CountingTests {
  @Test("law 36: with zero durations, no TTL and one tier the two engines agree, request by request", arguments: EvictionPolicy.allCases)
  func enginesAgree(policy: EvictionPolicy) throws {
    // W-TinyLFU's window is 1 % of the capacity and S3-FIFO's small queue 10 %: below 100 and 10 they take next to nothing in.
    let scale =
      switch policy {
      case .wTinyLFU: 25
      case .s3fifo: 10
      default: 1
      }
    var (hits, misses) = (0, 0)
    for seed in 0..<300 / scale {
      var dice = Dice(seed)
      var rows = Case()
      let keys = dice.roll(1...20) * scale
      for time in 0..<60 * scale {
        let key = min(dice.roll(1...keys), dice.roll(1...keys))
        rows.rows.append(Case.Row(time: Int64(time / 2), key: key, bytes: UInt32(key % 5)))
      }
      let inBytes = dice.oneIn(2)
      let limit = dice.roll(1...12) + (scale == 1 ? 0 : 4 * scale)
      let capacity: Capacity = inBytes ? .bytes(limit, overhead: .none) : .entries(limit)
      let traffic = rows.traffic()
      // Policies that look at the end of lives are not taken without one; nothing reaches this one, and every use moves it, as in the counting replay.
      let tier = Tier(expiry: .sliding(Microseconds(1 << 40)), capacity: capacity, policy: policy)
      let events = try Strategy(name: "one", tiers: [tier]).replay(traffic, seed: 1)
      let keyed = traffic.trace.keys(.exact)
      let requests = CountedRequests(
        ids: keyed.ids, count: keyed.count, sizes: traffic.trace.requests.answerBytes, times: traffic.trace.requests.arrival,
        deadlines: traffic.trace.requests.arrival.map { $0 + 1 << 40 })
      let counts = CountingReplay(policy, requests, capacity: capacity, seed: 1, recordsHits: true)
      #expect(events.outcome.map { $0 == .hit } == counts.hits, "seed \(seed)")
      #expect(counts.misses == counts.hits.count { !$0 })
      hits += counts.hits.count { $0 }
      misses += counts.misses
    }
    #expect(hits > 500 && misses > 500)
  }
}
