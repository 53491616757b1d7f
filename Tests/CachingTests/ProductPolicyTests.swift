import Caching
import Testing

@Suite struct ProductPolicyTests {
  @Test("earliest-expiry evicts what ends first, of equal ends what was stored first")
  func earliestExpiry() {
    for seed in 0..<300 {
      var dice = Stream(UInt64(seed) << 8 | 32)
      let keys = dice.roll(1...12)
      let capacity = dice.roll(1...6)
      var store = Store(.earliestExpiry, keys: keys, capacity: capacity, seed: 0)
      // In the order of storing.
      var model: [(id: Int, deadline: Int64)] = []
      for step in 0..<120 {
        let (id, deadline) = (dice.roll(0...keys - 1), Int64(step + dice.roll(0...5)))
        let place = model.firstIndex { $0.id == id }
        #expect(store.request(id, size: 1, time: Int64(step), deadline: deadline) == (place != nil))
        if let place {
          model[place].deadline = deadline
          continue
        }
        if model.count == capacity {
          let first = model.map(\.deadline).min()
          model.remove(at: model.firstIndex { $0.deadline == first }!)
        }
        model.append((id, deadline))
        #expect(store.keys == model.map(\.id).sorted(), "seed \(seed), step \(step)")
      }
    }
  }

  @Test("noeviction keeps what it has, and stores nothing more when full")
  func noEviction() {
    var store = Store(.noEviction, keys: 10, capacity: 3, seed: 0)
    for id in 0..<10 { _ = store.request(id, size: 1, time: Int64(id)) }
    #expect(store.keys == [0, 1, 2])
    store.remove(1)
    _ = store.request(7, size: 1, time: 10)
    #expect(store.keys == [0, 2, 7])
  }

  @Test(
    "volatile policies leave entries without a TTL alone, and refuse what then has no room",
    arguments: [EvictionPolicy.volatileLRU, .volatileLFU, .volatileRandom, .volatileTTL])
  func volatile(policy: EvictionPolicy) {
    for seed in 0..<50 {
      var store = Store(policy, keys: 40, capacity: 10, seed: UInt64(seed))
      for id in 0..<4 { _ = store.request(id, size: 1, time: 0) }
      for id in 4..<30 { _ = store.request(id, size: 1, time: Int64(id) * 1_000_000, deadline: Int64(id) * 9_000_000) }
      #expect(store.keys.prefix(4) == [0, 1, 2, 3] && store.keys.count == 10)
      for id in 30..<40 { _ = store.request(id, size: 1, time: Int64(id) * 1_000_000) }
      let kept = store.keys
      #expect(kept.count == 10 && kept.allSatisfy { $0 < 4 || $0 >= 30 }, "seed \(seed): \(kept)")
      _ = store.request(20, size: 1, time: 50_000_000)
      #expect(store.keys == kept)
    }
  }

  @Test("half of the keys goes every five minutes, where more than 80 % is taken")
  func halfEveryFiveMinutes() {
    let minute: Int64 = 60_000_000
    var store = Store(.halfEveryFiveMinutes, keys: 20, capacity: 10, seed: 0)
    for id in 0..<9 { _ = store.request(id, size: 1, time: Int64(id)) }
    _ = store.request(0, size: 1, time: 4 * minute)
    #expect(store.keys.count == 9)
    _ = store.request(0, size: 1, time: 5 * minute)
    // Four of nine have gone, and what was asked for is there again.
    #expect(store.keys.count == 5 || store.keys.count == 6)
    #expect(store.keys.contains(0))
    for id in 0..<8 { _ = store.request(id, size: 1, time: 6 * minute) }
    #expect(store.keys.count == 8)
    // 80 % is not more than 80 %.
    _ = store.request(0, size: 1, time: 11 * minute)
    #expect(store.keys.count == 8)
    // In between it evicts as allkeys-lru does.
    for id in 0..<20 { _ = store.request(id, size: 1, time: 12 * minute) }
    #expect(store.keys.count == 10)
  }

  @Test("below its least capacity a policy stores nothing", arguments: EvictionPolicy.allCases)
  func leastEntries(policy: EvictionPolicy) {
    let requests = CountedRequests(ids: [1, 1, 1, 1], count: 2)
    let least = policy.leastEntries
    #expect(CountingReplay(policy, requests, capacity: .entries(least - 1)).misses == 4)
    #expect(CountingReplay(policy, requests, capacity: .entries(least)).misses == 1)
  }

  @Test("at the rate of LLM calls Redis's LFU is no better than chance, unless its counters decay slowly")
  func lfuAtLLMRates() {
    let (ids, sizes) = Traces.zipf(1.0, objects: 2_000, count: 30_000)
    let requests = CountedRequests(ids: ids, count: sizes.count, times: ids.indices.map { Int64($0) * 6_000_000 })
    func misses(_ policy: EvictionPolicy, decayMinutes: Int = 1) -> Int {
      CountingReplay(policy, requests, capacity: .entries(200), redis: RedisEviction(decayMinutes: decayMinutes)).misses
    }
    #expect(misses(.allkeysLFU) > misses(.allkeysRandom) * 97 / 100)
    #expect(misses(.allkeysLFU, decayMinutes: 1_440) < misses(.allkeysLRU))
    #expect(misses(.allkeysLRU) < misses(.allkeysRandom) * 97 / 100)
  }
}
