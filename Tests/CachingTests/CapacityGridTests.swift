import Caching
import Testing

@Suite struct CapacityGridTests {
  @Test("a grid is its counting replays one by one, on any number of threads")
  func grid() {
    for seed in 0..<20 {
      var dice = Stream(UInt64(seed) << 8 | 21)
      let keys = dice.roll(1...300)
      let ids = (0..<dice.roll(0...2_000)).map { _ in UInt32(min(dice.roll(0...keys - 1), dice.roll(0...keys - 1))) }
      let sizes = ids.map { _ in UInt32(dice.roll(1...50)) }
      let requests = CountedRequests(ids: ids, count: keys, sizes: sizes)
      let capacities: [Capacity] = [
        .entries(0), .entries(1), .entries(dice.roll(1...keys)), .bytes(dice.roll(50...5_000), overhead: .none), .unlimited,
      ]
      let policies: [EvictionPolicy] = [.fifo, .lru, .sieve, .s3fifo, .random]
      let grid = CapacityGrid(policies, at: capacities, requests, threads: 2, seed: 5)
      #expect(grid == CapacityGrid(policies, at: capacities, requests, threads: 1, seed: 5))
      for (policy, row) in zip(policies, grid.misses) {
        for (capacity, misses) in zip(capacities, row) {
          #expect(misses == CountingReplay(policy, requests, capacity: capacity, seed: 5).misses, "\(policy), \(capacity), seed \(seed)")
        }
      }
    }
  }
}
