import Caching
import Testing
import Traces
import Units

@testable import Simulation

/// The loop for plain strategies against the engine for all of them.
@Suite struct PlainReplayTests {
  @Test("one store, and nothing else: both loops give the same rows, the same books and the same tallies")
  func bothLoopsAgree() {
    var compared = 0
    var outcomes: Set<Outcome> = []
    var causes: Set<Cause> = []
    for seed in 0..<6_000 {
      var dice = Dice(seed)
      let strategy = Self.strategy(&dice)
      #expect(PlainReplay.suffices(for: strategy), "\(strategy)")
      let traffic = ModelTests.trace(&dice, for: dice.oneIn(2) ? strategy : nil).traffic()
      let plain = PlainReplay(strategy, traffic, projections: nil, seed: 7).run().replay
      let full = EventEngine(strategy, traffic, projections: nil, seed: 7).run().replay
      guard plain == full, seed % 30 > 0 || Self.talliesAgree(strategy, traffic) else {
        Issue.record("seed \(seed): \(strategy) on \(traffic.trace.requests.arrival): \(plain), the engine has \(full)")
        return
      }
      compared += 1
      outcomes.formUnion(plain.outcome)
      causes.formUnion(plain.cause)
    }
    #expect(compared == 6_000)
    #expect(outcomes == [.bypass, .hit, .stale, .coalesced, .miss, .error])
    #expect(causes.isSuperset(of: [.exact, .near, .cold, .expired, .evicted, .inFlight, .notStored, .otherScope, .fieldDiffers, .control]))
  }

  @Test("whatever else a strategy has, the plain loop is not for it")
  func whatIsNotPlain() {
    let plain = Strategy(name: "plain", tiers: [Tier(expiry: .fixed(Microseconds(5)), capacity: .entries(2))])
    #expect(PlainReplay.suffices(for: plain))
    var others: [Strategy] = []
    func other(_ change: (inout Strategy) -> Void) {
      var strategy = plain
      change(&strategy)
      others.append(strategy)
    }
    other { $0.tiers = [] }
    other { $0.tiers.append(Tier(name: "second")) }
    other { $0.hashBits = 31 }
    other { $0.flights.singleFlight = .process(2) }
    other { $0.flights = FlightRules(singleFlight: .global, lockTimeout: Microseconds(1)) }
    other { $0.flights = FlightRules(singleFlight: .global, polls: Microseconds(1)) }
    other { $0.upstream.concurrency = 1 }
    other { $0.events = [ScheduledEvent(at: .after(.zero), action: .invalidate(.all, tier: nil))] }
    other { $0.semantic = SemanticLayer(threshold: Threshold(0.9), embedding: .constant(.zero), search: .constant(.zero)) }
    other { $0.eligibility.controls.maximumAge = true }
    other { $0.tiers[0].removal = .lazy }
    other { $0.tiers[0].stale.ifError = Microseconds(1) }
    other { $0.tiers[0].lifetime.jitter = 0.1 }
    other { $0.tiers[0].lifetime.byModel = ["m": Microseconds(1)] }
    other { $0.tiers[0].capacity = .bytes(9, overhead: .none) }
    other { $0.tiers[0].policy = .sieve }
    other { $0.tiers[0].eviction.block = 0.5 }
    other { $0.tiers[0].largestValue = 3 }
    other { $0.tiers[0].fill.onMiss = false }
    other { $0.tiers[0].places = Places(.caller(2)) }
    other { $0.tiers[0].negative = Microseconds(1) }
    other { $0.tiers[0].writeInterval = Microseconds(1) }
    other { $0.tiers[0].answersByKey = false }
    for strategy in others { #expect(!PlainReplay.suffices(for: strategy), "\(strategy)") }
  }

  @Test("a replay gives the same bytes on one thread and on several at once, by either loop")
  func threads() async throws {
    for seed in 0..<40 {
      var dice = Dice(seed)
      let strategy = dice.oneIn(2) ? Self.strategy(&dice) : RandomStrategy.make(&dice)
      let traffic = ModelTests.trace(&dice, for: strategy).traffic()
      guard let alone = try? strategy.replay(traffic, seed: 3) else { continue }
      let projections = Projections(of: traffic.trace, for: [strategy])
      let together = try await withThrowingTaskGroup(of: Replay.self) { group in
        for _ in 0..<4 { group.addTask { try strategy.replay(traffic, projections: projections, seed: 3) } }
        return try await group.reduce(into: [Replay]()) { $0.append($1) }
      }
      #expect(together.count == 4)
      for replay in together { #expect(replay == alone) }
    }
  }

  /// Whether both loops give the same tallies where no rows are kept. A tally has thousands of steps of latency: one case in thirty is enough.
  private static func talliesAgree(_ strategy: Strategy, _ traffic: Traffic) -> Bool {
    let group = traffic.trace.requests.parameters
    return PlainReplay(strategy, traffic, projections: nil, seed: 7, tallying: (group, 4)).run().tallies
      == EventEngine(strategy, traffic, projections: nil, seed: 7, tallying: (group, 4)).run().tallies
  }

  private static func strategy(_ dice: inout Dice) -> Strategy {
    var strategy = RandomStrategy.plain(&dice)
    let ttl = Microseconds(Int64(dice.roll(1...6)))
    var tier = Tier(
      name: "t", expiry: dice.pick([.never, .fixed(ttl), .sliding(ttl)]), capacity: dice.oneIn(4) ? .unlimited : .entries(dice.roll(1...3)),
      policy: dice.pick([.lru, .fifo]),
      latency: dice.pick([.constant(.zero), .constant(Microseconds(2)), .logNormal(median: Microseconds(2), sigma: 0.8)]))
    if dice.oneIn(3) { tier.missLatency = .constant(Microseconds(1)) }
    if tier.expiry != .never, dice.oneIn(2) {
      tier.stale = StaleRules(
        whileRevalidating: Microseconds(Int64(dice.roll(0...5))), refresh: dice.pick(StaleRules.Refresh.allCases))
    }
    strategy.tiers = [tier]
    strategy.flights.singleFlight = dice.pick([.none, .place, .global])
    return strategy
  }
}
