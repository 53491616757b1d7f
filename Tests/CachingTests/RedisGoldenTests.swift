import Caching
import Foundation
import Testing

/// Redis's policies against a real Redis 7.0.15 (Debian 12) that was asked the same requests: GET, and SET where it gave nothing.
@Suite(.enabled(if: RedisGolden.isThere, "shared/data is not beside the repository"))
struct RedisGoldenTests {
  /// How far a hit rate may be from the mean of a few runs of the server, which itself has a spread.
  static let tolerances = ["allkeys-lru": 0.004, "allkeys-random": 0.005, "noeviction": 0.005, "allkeys-lfu": 0.008, "volatile-ttl": 0.010]

  @Test(
    "hit rate and number of keys, in true time", arguments: ["allkeys-lru", "allkeys-random", "noeviction", "allkeys-lfu", "volatile-ttl"])
  func golden(name: String) throws {
    let golden = try RedisGolden.load()
    let policy = try #require(EvictionPolicy(rawValue: name))
    let tolerance = try #require(Self.tolerances[name])
    let settings = golden.settings.filter { $0.policy == name && $0.isTrueTime && ($0.samples == 5 || $0.limit == 0.3) }
    #expect(settings.count >= 12)
    for (index, setting) in settings.enumerated() {
      // A mean over runs, as the server's.
      let requests = try golden.requests(of: setting)
      let replays = (0..<(["allkeys-lfu", "allkeys-random"].contains(name) ? 3 : 1)).map { run in
        CountingReplay(
          policy, requests, capacity: .bytes(setting.maxmemory, overhead: .redis7(keyBytes: 41)),
          seed: UInt64(index * 3 + run), redis: RedisEviction(samples: setting.samples, decayMinutes: setting.lfu_decay_time))
      }
      let replay = replays[0]
      let hitRate = 1 - Double(replays.reduce(0) { $0 + $1.misses }) / Double(100_000 * replays.count)
      let allowed = max(tolerance, 4 * setting.hit_rate_sd)
      #expect(abs(hitRate - setting.hit_rate) <= allowed, "\(setting): \(hitRate)")
      // Where sizes differ, how many fit depends on which: four standard deviations, at the spread of these sizes (1.5 times their mean).
      let slack = setting.sizes == "fixed" ? 1.01 : 6 * setting.dbsize.squareRoot()
      #expect(abs(Double(replay.resident) - setting.dbsize) <= slack, "\(setting): \(replay.resident) keys")
    }
  }
}

/// The measured runs: settings with their results, and the traces.
struct RedisGolden: Decodable {
  struct Setting: Decodable {
    var policy: String
    var alpha: Double
    var sizes: String
    var ttl: Bool
    var limit: Double
    var maxmemory: Int
    var samples: Int
    var lfu_decay_time: Int
    var us_per_request: Double
    var clock: String
    var hit_rate: Double
    var hit_rate_sd: Double
    var dbsize: Double
    var dbsize_sd: Double

    /// At full speed the clocks of a server hardly tick; that concerns the policies that look at them.
    var isTrueTime: Bool { clock == "fake_clock" || !["allkeys-lru", "allkeys-lfu"].contains(policy) }
  }
  var settings: [Setting]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data/golden/servers")
  static var isThere: Bool { FileManager.default.fileExists(atPath: folder.appending(path: "redis_golden_A.json").path) }
  static func load() throws -> RedisGolden {
    try JSONDecoder().decode(Self.self, from: Data(contentsOf: folder.appending(path: "redis_golden_A.json")))
  }

  func requests(of setting: Setting) throws -> CountedRequests {
    let ids = try Self.numbers("A_a\(setting.alpha).u16", UInt16.self)
    let sizes = try Self.numbers("A_\(setting.sizes).u16", UInt16.self)
    let lives = try setting.ttl ? Self.numbers("A_ttl.u32", UInt32.self) : nil
    let times = ids.indices.map { 1_700_000_000_000_000 + Int64(Double($0) * setting.us_per_request) }
    return CountedRequests(
      ids: ids, count: sizes.count, sizes: ids.map { sizes[Int($0)] }, times: times,
      deadlines: lives.map { lives in ids.indices.map { times[$0] + Int64(lives[Int(ids[$0])]) * 1_000_000 } })
  }

  /// Little-endian numbers of a file.
  private static func numbers<T: FixedWidthInteger>(_ name: String, _ type: T.Type) throws -> [UInt32] {
    let bytes = try Data(contentsOf: folder.appending(path: "traces_A/\(name)"))
    return bytes.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: MemoryLayout<T>.size).map {
        UInt32(T(littleEndian: raw.loadUnaligned(fromByteOffset: $0, as: T.self)))
      }
    }
  }
}
