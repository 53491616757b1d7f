import Caching
import Testing
import Traces
import Units

@testable import Simulation

/// Law 18: where a copy of a tier lives, and what of it is seen elsewhere.
@Suite struct PlaceLawTests {
  @Test("law 18: places have entries of their own, or see each other's writes after a while; the last completion wins")
  func places() throws {
    func replay(_ line: String, _ places: [Int], visibleAfter: Int64?) throws -> Replay {
      var rows = Case(line)
      for (index, place) in places.enumerated() { rows.rows[index].place = place }
      let strategy = EntryLawTests.strategy {
        $0.places = Places(.field(.place), visibleAfter: visibleAfter.map { Microseconds($0) })
      }
      return try strategy.replay(rows.traffic(), seed: 1)
    }
    let apart = try replay("A--AA|", [1, 2, 2], visibleAfter: nil)
    #expect(apart.outcome == [.miss, .miss, .hit] && apart.cause[1] == .otherPlace)
    #expect(try replay("A--A|", [1, 2], visibleAfter: 3).outcome == [.miss, .hit])
    #expect(try replay("A--A|", [1, 2], visibleAfter: 4).cause == [.cold, .otherPlace])
    // Written at 1 by the first place, at 2 by the second: the later write is what both have in the end.
    let last = try replay("AA---AA|", [1, 2, 2, 1], visibleAfter: 3)
    #expect(last.answer == [0, 1, 1, 1])
    #expect(last.entries[0].fills == 2 && last.entries[0].replicas == 1)
  }

  @Test("law 18: a look-up that found nothing is remembered at its place; writes above a rate are dropped")
  func negativeAndWriteLimit() throws {
    var rows = Case("A!AA-A|")
    for (index, place) in [2, 1, 2, 2].enumerated() { rows.rows[index].place = place }
    rows.rows[2].flags = .noStore
    let strategy = EntryLawTests.strategy {
      $0.places = Places(.field(.place), visibleAfter: .zero)
      $0.negative = Microseconds(3)
    }
    let replay = try strategy.replay(rows.traffic(), seed: 1)
    #expect(replay.cause == [.cold, .notStored, .negative, .exact])
    var writes = Case("AAAA|")
    for index in 1..<4 { writes.rows[index].flags = .refreshCache }
    let limited = try EntryLawTests.strategy { $0.writeInterval = Microseconds(3) }.replay(writes.traffic(), seed: 1)
    #expect(limited.entries[0].fills == 2 && limited.entries[0].dropped == 2)
  }

  @Test("law 11: a key that a request names takes the place of the rule's, also where a log has one place alone")
  func namedKeys() throws {
    // Nobody asks for B by the rule's key.
    var rows = Case("AB--B|")
    (rows.rows[1].customKey, rows.rows[2].customKey) = (2, 2)
    var tier = Tier(expiry: .fixed(Microseconds(2)), capacity: .entries(8), negative: Microseconds(1))
    tier.places = Places(.field(.place))
    let rules = Eligibility(controls: ControlRules(customKey: true))
    let replay = try Strategy(name: "named", eligibility: rules, tiers: [tier]).replay(rows.traffic(), seed: 1)
    #expect(replay.cause == [.cold, .cold, .expired])
  }
}
