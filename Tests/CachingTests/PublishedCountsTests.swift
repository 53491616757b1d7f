import Caching
import Testing

/// Facts: miss counts published with libCacheSim (test/test_evictionAlgo.c) for its CloudPhysics trace of 113,872 requests, at 128 MiB to 1 GiB.
@Suite struct PublishedCountsTests {
  static let published: [(EvictionPolicy, [Int])] = [
    (.lru, [93_374, 89_783, 83_572, 81_722, 72_494, 72_104, 71_972, 71_704]),
    (.fifo, [93_403, 89_386, 84_387, 84_025, 72_498, 72_228, 72_182, 72_140]),
  ]

  @Test("the miss counts that libCacheSim publishes", .enabled(if: Oracle.isThere, "shared/data is not beside the repository"))
  func published() throws {
    let trace = try #require(Oracle.load())
    #expect(trace.ids.count == 113_872)
    let requests = CountedRequests(ids: trace.ids, count: trace.count, sizes: trace.sizes)
    for (policy, misses) in Self.published {
      for (step, expected) in misses.enumerated() {
        let replay = CountingReplay(policy, requests, capacity: .bytes((step + 1) * 128 << 20, overhead: .none))
        #expect(replay.misses == expected, "\(policy) at \((step + 1) * 128) MiB")
      }
    }
  }
}
