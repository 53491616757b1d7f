import Caching
import Testing

/// Facts: miss counts published with libCacheSim (test/test_evictionAlgo.c) for its CloudPhysics trace of 113,872 requests, at 128 MiB to 1 GiB.
@Suite struct PublishedCountsTests {
  static let published: [(String, [Int])] = [
    ("lru", [93_374, 89_783, 83_572, 81_722, 72_494, 72_104, 71_972, 71_704]),
    ("fifo", [93_403, 89_386, 84_387, 84_025, 72_498, 72_228, 72_182, 72_140]),
    ("clock", [93_313, 89_775, 83_411, 81_328, 74_815, 72_283, 71_927, 64_456]),
    ("lfu", [91_699, 86_720, 78_578, 76_707, 69_945, 66_221, 64_445, 64_376]),
    ("sieve", [91_699, 86_720, 78_578, 76_707, 69_945, 66_221, 64_445, 64_376]),
    ("arc", [90_252, 85_861, 78_168, 74_297, 67_381, 65_685, 64_439, 64_772]),
    ("belady", [79_256, 70_724, 65_481, 61_594, 59_645, 57_599, 50_873, 48_974]),
  ]
  static let publishedBytes: [(String, [Int])] = [
    ("lru", [4_214_303_232, 4_061_242_368, 3_778_040_320, 3_660_569_600, 3_100_927_488, 3_078_128_640, 3_075_403_776, 3_061_662_720]),
    ("fifo", [4_213_112_832, 4_052_646_400, 3_829_170_176, 3_807_412_736, 3_093_146_112, 3_079_525_888, 3_079_210_496, 3_077_547_520]),
    ("clock", [4_213_887_488, 4_064_512_000, 3_762_650_624, 3_644_467_200, 3_256_760_832, 3_091_688_448, 3_074_241_024, 2_697_378_816]),
    ("lfu", [4_158_632_960, 3_917_211_648, 3_536_227_840, 3_455_379_968, 3_035_580_416, 2_801_699_328, 2_699_456_000, 2_696_345_600]),
    ("sieve", [4_158_632_960, 3_917_211_648, 3_536_227_840, 3_455_379_968, 3_035_580_416, 2_801_699_328, 2_699_456_000, 2_696_345_600]),
    ("arc", [4_068_098_560, 3_821_026_816, 3_525_644_800, 3_296_890_368, 2_868_538_880, 2_771_180_032, 2_699_484_672, 2_712_971_264]),
    ("belady", [3_472_532_480, 2_995_165_696, 2_726_689_792, 2_537_648_128, 2_403_427_840, 2_269_212_672, 2_134_992_896, 2_029_769_728]),
  ]

  @Test("the miss counts that libCacheSim publishes", .enabled(if: Oracle.isThere, "shared/data is not beside the repository"))
  func published() throws {
    let trace = try #require(Oracle.load())
    #expect(trace.ids.count == 113_872)
    let requests = CountedRequests(ids: trace.ids, count: trace.count, sizes: trace.sizes)
    for ((policy, misses), (_, bytes)) in zip(Self.published, Self.publishedBytes) {
      for step in 0..<8 {
        let replay = LibCacheSimTests.replay(policy, requests, .bytes((step + 1) * 128 << 20, overhead: .none))
        #expect(replay.misses == misses[step], "\(policy) at \((step + 1) * 128) MiB")
        #expect(replay.missedBytes == bytes[step], "\(policy) at \((step + 1) * 128) MiB")
      }
    }
  }
}
