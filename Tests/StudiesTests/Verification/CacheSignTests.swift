import Caching
import Simulation
import Testing
import Traces
import Units

@testable import Studies

@Suite("What production's hits tell of its cache") struct CacheSignTests {
  @Test("other keys since the last touch are counted as a list does", arguments: 0..<20 as Range<UInt64>)
  func distances(seed: UInt64) {
    let draws = Draws(seed: seed)
    var order = RecencyOrder()
    order.reserve(300)
    var list: [Int] = []
    for i in 0..<300 as Range<UInt64> {
      let key = Int(draws.bits(i) % (5 + seed * 3))
      let place = list.firstIndex(of: key)
      #expect(order.touch(key) == place)
      if let place { list.remove(at: place) }
      list.insert(key, at: 0)
    }
  }

  /// A log of 1,500 requests of some users, written behind the cache that `production` is.
  private func log(behind production: Strategy, seed: UInt64) throws -> TinyLog {
    let draws = Draws(seed: seed)
    var rows = (0..<1_500).map { i in
      // Some questions come far more often than others.
      let rank = 1 + 120 * draws.unit(UInt64(i), 1) * draws.unit(UInt64(i), 2)
      return Row(time: Double(i) * 300, text: UInt32(rank), user: UInt32(1 + draws.bits(UInt64(i), 3) % 4))
    }
    let replay = try production.replay(TinyLog(rows).logged.withoutCache, seed: 1)
    for i in rows.indices where replay.outcome[i].isAnswered {
      rows[i].flags.insert(.loggedHit)
      rows[i].original = Int(replay.answer[i])
      rows[i].duration = 0.01
    }
    return TinyLog(rows)
  }

  private func sign(_ production: Strategy, seed: UInt64) throws -> CacheSign? {
    try Agreement(cache("day", ttl: 86_400), log(behind: production, seed: seed).logged, seed: 1).sign
  }

  @Test("the planted cause is found, and none where there is none", arguments: 1...4 as ClosedRange<UInt64>)
  func planted(seed: UInt64) throws {
    #expect(try sign(cache("day", ttl: 86_400), seed: seed) == nil)
    #expect(try sign(cache("hours", ttl: 10_800), seed: seed) == nil)
    var own = cache("own", ttl: 86_400)
    own.scope = .user
    #expect(try sign(own, seed: seed) == .keepsApart(.user))
    var small = cache("small", ttl: 86_400)
    small.tiers[0].capacity = .entries(20)
    small.tiers[0].policy = .lru
    guard case .evicts(let entries) = try sign(small, seed: seed) else {
      Issue.record("no room was found")
      return
    }
    #expect((14...22).contains(entries), "\(entries)")
  }
}
