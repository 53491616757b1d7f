import Testing

@testable import Caching

@Suite struct RedisEntryTests {
  /// Measured on Redis 7.0.15: bytes per entry with full tables, by size of key and value.
  @Test(arguments: [(41, 44, 152), (41, 45, 168), (41, 1_000, 1_128), (41, 2_000, 2_152), (41, 4_096, 5_224), (41, 20_000, 20_584)])
  func redisEntry(key: Int, value: Int, measured: Int) {
    let entries = 1 << 16
    func perEntry(_ key: Int, expires: Bool) -> Int {
      let tables = RedisEntry.tableBytes(entries: entries, expires: expires)
      return RedisEntry.bytes(key: key, value: value, expires: expires) + tables / entries
    }
    #expect(perEntry(key, expires: false) == measured)
    #expect(perEntry(key, expires: true) == measured + 40)
    #expect(perEntry(75, expires: false) == measured + 32)
  }

  /// 17,176 keys in 32,768 buckets: a TTL was measured at 47.3 bytes.
  @Test func redisTTLInAHalfFullTable() {
    let entries = 17_176
    func total(_ expires: Bool) -> Int {
      entries * RedisEntry.bytes(key: 41, value: 1_000, expires: expires) + RedisEntry.tableBytes(entries: entries, expires: expires)
    }
    #expect(abs(Double(total(true) - total(false)) / Double(entries) - 47.3) < 0.05)
  }

  @Test func sizeClassesGoByFourStepsPerDoubling() {
    let classes = [
      16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1_024, 1_280, 1_536, 1_792, 2_048, 2_560,
      3_072, 3_584, 4_096, 5_120, 6_144, 7_168, 8_192, 10_240, 12_288, 14_336, 16_384, 20_480,
    ]
    for bytes in 1...20_480 {
      #expect(RedisEntry.sizeClass(bytes) == classes.first { $0 >= bytes })
    }
  }

  @Test func bucketsArePowersOfTwo() {
    #expect(RedisEntry.tableBytes(entries: 0, expires: false) == 0)
    for (entries, buckets) in [(1, 4), (4, 4), (5, 8), (8, 8), (9, 16), (1_024, 1_024), (1_025, 2_048)] {
      #expect(RedisEntry.tableBytes(entries: entries, expires: false) == 8 * buckets)
      #expect(RedisEntry.tableBytes(entries: entries, expires: true) == 16 * buckets)
    }
  }
}
