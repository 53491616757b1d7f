import Caching
import Testing
import Traces
import Units

@testable import Simulation

@Suite struct TallyTests {
  @Test("law 31: groups add up to the total, and the total to the requests")
  func groupsAddUp() throws {
    for seed in 0..<300 {
      var dice = Dice(seed)
      let strategy = ModelTests.strategy(&dice)
      let traffic = ModelTests.trace(&dice).traffic()
      let replay = try strategy.replay(traffic, seed: 1)
      let group = traffic.trace.requests.parameters
      var sum = Tally()
      for tally in replay.tallies(of: traffic, by: group, count: 4) { sum.add(tally) }
      let total = replay.tally(of: traffic)
      #expect(sum == total)
      #expect(total.requests == replay.outcome.count)
      #expect(Outcome.allCases.reduce(0) { $0 + total.count($1) } == total.requests)
      #expect(total.made.nanodollars == replay.ledger.made.reduce(0) { $0 + $1.nanodollars })
      #expect(total.avoided.calls == replay.ledger.avoided.reduce(0) { $0 + $1.calls })
      #expect(total.lookUps == replay.use.first?.reads ?? 0)
      let timed = replay.latency.filter { $0 != Replay.noLatency }
      #expect(total.timed == timed.count)
      #expect(total.totalLatency.count == timed.reduce(0, +))
    }
  }

  @Test("a replay without columns has the same tallies, and the same postings")
  func withoutColumns() throws {
    for seed in 0..<400 {
      var dice = Dice(seed)
      let strategy = RandomStrategy.make(&dice)
      let traffic = ModelTests.trace(&dice, for: strategy).traffic()
      guard let replay = try? strategy.replay(traffic, seed: 7) else { continue }
      let group = traffic.trace.requests.parameters
      let (tallies, bare) = try strategy.tallies(traffic, by: group, count: 4, seed: 7)
      #expect(tallies == replay.tallies(of: traffic, by: group, count: 4))
      #expect(bare.ledger == replay.ledger && bare.use == replay.use && bare.entries == replay.entries && bare.outcome.isEmpty)
    }
  }

  @Test func ratesNameTheirDenominators() throws {
    var rows = Case("AAAB?|")
    rows.rows[1].flags = .batch
    rows.rows[3].flags = .failed
    let traffic = rows.traffic()
    let tally = try Strategy(name: "plain", tiers: [Tier()]).replay(traffic, seed: 1).tally(of: traffic)
    #expect(tally.requestHitRate == Ratio(2, of: 5))
    #expect(tally.lookUpHitRate == Ratio(2, of: 4))
    #expect(tally.count(.hit, .exact) == 2)
    #expect(tally.count(.miss, .cold) == 1)
    #expect(tally.count(.error, .cold) == 1)
    #expect(tally.count(.bypass, .noContent) == 1)
    #expect(tally.timed == 4)
  }

  @Test func onlyWhatCountsIsCounted() throws {
    let traffic = Case("AAAA|").traffic()
    let replay = try Strategy(name: "plain", tiers: [Tier()]).replay(traffic, seed: 1)
    #expect(replay.tally(of: traffic) { $0 > 0 }.requestHitRate == Ratio(3, of: 3))
  }

  @Test("law 31: a broken replay is found", arguments: 0..<9)
  func conservation(fault: Int) throws {
    let traffic = Case("AABA!|").traffic()
    var replay = try Strategy(name: "plain", tiers: [Tier()]).replay(traffic, seed: 1)
    try replay.check(against: traffic)
    switch fault {
    case 0: replay.outcome[0] = .hit
    case 1: replay.tier[1] = 0
    case 2: replay.entries[0].evicted += 1
    case 3: replay.use[0].nullReads -= 1
    case 4: replay.ledger.made[1].nanodollars -= 1
    case 5: replay.ledger.avoided[1].calls += 1
    case 6: replay.latency[2] = Replay.noLatency
    case 7: replay.latency.removeLast()
    default: replay.outcome[2] = .error
    }
    let broken = replay
    #expect(throws: StrategyError.self) { try broken.check(against: traffic) }
  }

  @Test func moreMoneyThanAnInt64HoldsIsSaid() throws {
    var rows = Case("AB|")
    for index in 0..<2 { rows.rows[index].cost = .max }
    let error = try #require(throws: StrategyError.self) { try Strategy.noCache.replay(rows.traffic(), seed: 1) }
    guard case .broken(29, _) = error else {
      Issue.record("\(error)")
      return
    }
  }
}
