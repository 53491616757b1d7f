import Caching
import Foundation
import Simulation
import Testing
import Traces
import Units

/// Redis 7.0.15 with 20,000 keys whose lives end at one pace: how much of what it holds has expired.
@Suite("Redis's active expiry", .enabled(if: GoldenFile.isThere, "no ../shared/data"))
struct RedisExpiryGoldenTests {
  /// The mean share of expired keys in what a tier holds in the first `seconds`: stored bytes over time against those of exact removal.
  private func expiredShare(_ removal: ExpiredRemoval, keys: Int, ttl: ClosedRange<Double>, seconds: Double) throws -> Double {
    var rows: [Sketch.Row] = []
    for key in 0..<keys {
      var row = Sketch.Row(time: 0, text: key + 1)
      row.bytes = 1
      // Evenly spread, in no order.
      let place = Double(key * 7_919 % keys) / Double(keys)
      row.ttl = Int64((ttl.lowerBound + (ttl.upperBound - ttl.lowerBound) * place) * 1e6)
      rows.append(row)
    }
    rows.append(Sketch.Row(time: Int64(seconds * 1e6), text: keys + 1))
    let sketch = Sketch(rows: rows)
    func held(_ removal: ExpiredRemoval) throws -> Double {
      let tier = Tier(name: "redis", expiry: .fixed(.s(ttl.upperBound)), lifetime: Lifetime(fromRequest: true), removal: removal)
      return try sketch.replay(Strategy(name: "redis", tiers: [tier])).use[0].byteMicroseconds
    }
    let all = try held(removal)
    return (all - (try held(.exact))) / all
  }

  @Test("holds about as much of the dead as Redis does, at the paces of LLM calls and above")
  func shares() throws {
    let runs = try #require(try GoldenFile.object(in: "golden/servers/redis_ttl_memory.json")["active_expiry"] as? [[String: Any]])
    var compared = 0
    for run in runs {
      let pace = try #require(run["expiries_per_s"] as? Double)
      let ttl = try #require(run["ttl_ms"] as? [Double])
      let rows = try #require(run["rows"] as? [[Double]])
      // At 2,000 a second nearly all keys die at once, which this rule is not for.
      guard pace < 1_000, let last = rows.last else { continue }
      compared += 1
      var (dead, held) = (0.0, 0.0)
      for row in rows {
        dead += row[1] - row[2]
        held += row[1]
      }
      let share = try expiredShare(.redis, keys: 20_000, ttl: ttl[0] / 1_000...ttl[1] / 1_000, seconds: last[0])
      let there = dead / held
      #expect(abs(share - there) < max(0.003, there * 0.4), "\(pace) a second: \(share), there \(there)")
    }
    #expect(compared == 3)
  }

  @Test("is no burden at the pace of LLM calls: at one expiry a second a 400th of the keys")
  func slow() throws {
    let share = try expiredShare(.redis, keys: 2_000, ttl: 1...2_001, seconds: 500)
    #expect(abs(share - 0.0025) < 0.0003, "\(share)")
    let lazy = try expiredShare(.lazy, keys: 2_000, ttl: 1...2_001, seconds: 500)
    #expect(lazy > 0.1, "\(lazy)")
  }
}
