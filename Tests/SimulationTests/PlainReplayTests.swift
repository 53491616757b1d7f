import Caching
import Testing
import Traces
import Units

@testable import Simulation

/// The loop for plain strategies against the engine for all of them.
@Suite struct PlainReplayTests {
  /// What came up among the cases compared.
  private struct Seen {
    var outcomes: Set<Outcome> = []
    var causes: Set<Cause> = []
  }

  /// Both loops on 6,000 drawn cases: the same rows, the same books and the same tallies.
  private func seen<Store: PlainStoring & ~Copyable>(_: PlainReplay<Store>.Type, _ make: (inout Dice) -> Strategy) -> Seen {
    var seen = Seen()
    for seed in 0..<6_000 {
      var dice = Dice(seed)
      let strategy = make(&dice)
      let traffic = ModelTests.trace(&dice, for: dice.oneIn(2) ? strategy : nil).traffic()
      // A field may have more places than a store of a few.
      guard PlainReplay<Store>.suffices(for: strategy, traffic.trace) else {
        if case .field = strategy.tiers[0].places.routing { continue }
        Issue.record("\(strategy)")
        return seen
      }
      let plain = PlainReplay<Store>(strategy, traffic, projections: nil, seed: 7).run().replay
      let full = EventEngine(strategy, traffic, projections: nil, seed: 7).run().replay
      guard plain == full, seed % 30 > 0 || PlainReplay<Store>.talliesAgree(strategy, traffic) else {
        Issue.record("seed \(seed): \(strategy) on \(traffic.trace.requests.arrival): \(plain), the engine has \(full)")
        return seen
      }
      seen.outcomes.formUnion(plain.outcome)
      seen.causes.formUnion(plain.cause)
    }
    return seen
  }

  @Test("one store, and nothing else: both loops give the same rows, the same books and the same tallies")
  func bothLoopsAgree() {
    let seen = seen(PlainReplay<PlainStore>.self, Self.strategy)
    #expect(seen.outcomes == [.bypass, .hit, .stale, .coalesced, .miss, .error])
    #expect(
      seen.causes.isSuperset(of: [.exact, .near, .cold, .expired, .evicted, .inFlight, .notStored, .otherScope, .fieldDiffers, .control]))
  }

  @Test("one store at a few places: both loops give the same rows, the same books and the same tallies")
  func bothLoopsAgreeAtPlaces() {
    let seen = seen(PlainReplay<PlacedStore>.self) { dice in
      var strategy = Self.strategy(&dice)
      strategy.tiers[0].capacity = .unlimited
      if case .sliding(let ttl) = strategy.tiers[0].expiry { strategy.tiers[0].expiry = .fixed(ttl) }
      strategy.tiers[0].places = Places(
        dice.pick([.caller(2), .caller(3), .caller(4), .request(1), .request(2), .request(4), .field(.user), .one]),
        visibleAfter: dice.oneIn(3) ? nil : Microseconds(Int64(dice.roll(0...5))))
      return strategy
    }
    #expect(seen.outcomes == [.bypass, .hit, .stale, .coalesced, .miss, .error])
    #expect(
      seen.causes.isSuperset(
        of: [.exact, .near, .cold, .expired, .otherPlace, .inFlight, .notStored, .otherScope, .fieldDiffers, .control]))
  }

  @Test("law 23: until the last call completes entries expire, a copy at another place too, and a call that fetches anew is one")
  func lastRefresh() {
    var rows = Case("A----A!|")
    (rows.rows[0].place, rows.rows[1].place, rows.rows[1].duration) = (1, 2, 10)
    let tier = Tier(
      expiry: .fixed(Microseconds(2)), stale: StaleRules(whileRevalidating: Microseconds(3)),
      places: Places(.field(.place), visibleAfter: Microseconds(1)))
    let (strategy, traffic) = (Strategy(name: "placed", tiers: [tier]), rows.traffic())
    let plain = PlainReplay<PlacedStore>(strategy, traffic, projections: nil, seed: 1).run().replay
    #expect(plain.outcome == [.miss, .stale])
    #expect(plain.entries[0].expired == 2 && plain.entries[0].resident == 0)
    #expect(plain == EventEngine(strategy, traffic, projections: nil, seed: 1).run().replay)
  }

  @Test("whatever else a strategy has, the plain loop is not for it")
  func whatIsNotPlain() {
    var dice = Dice(1)
    let trace = ModelTests.trace(&dice).traffic().trace
    let plain = Strategy(name: "plain", tiers: [Tier(expiry: .fixed(Microseconds(5)), capacity: .entries(2))])
    #expect(PlainReplay<PlainStore>.suffices(for: plain, trace))
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
    other { $0.tiers[0].stale.byModel = ["m": Microseconds(1)] }
    other { $0.tiers[0].stale.byClass = ["q": Microseconds(1)] }
    other {
      $0.tiers[0].expiry = .sliding(Microseconds(5))
      $0.tiers[0].lifetime.greatestAge = Microseconds(9)
    }
    other { $0.tiers[0].lifetime.jitter = 0.1 }
    other { $0.tiers[0].lifetime.byModel = ["m": Microseconds(1)] }
    other { $0.tiers[0].lifetime.byTeam = ["red": Microseconds(1)] }
    other { $0.tiers[0].lifetime.byOrganisation = ["acme": Microseconds(1)] }
    other { $0.tiers[0].capacity = .bytes(9, overhead: .none) }
    other { $0.tiers[0].policy = .sieve }
    other { $0.tiers[0].eviction.block = 0.5 }
    other { $0.tiers[0].largestValue = 3 }
    other { $0.tiers[0].fill.onMiss = false }
    other { $0.tiers[0].places = Places(.caller(2)) }
    other { $0.tiers[0].negative = Microseconds(1) }
    other { $0.tiers[0].writeInterval = Microseconds(1) }
    other { $0.tiers[0].answersByKey = false }
    for strategy in others { #expect(!PlainReplay<PlainStore>.suffices(for: strategy, trace), "\(strategy)") }
    // Without a limit, so that it is not for that alone.
    for var strategy in others where strategy.tiers.count == 1 && strategy.tiers[0].capacity == .entries(2) {
      strategy.tiers[0].capacity = .unlimited
      let isPlaced = strategy.tiers[0].policy == .sieve || strategy.tiers[0].places != Places()
      #expect(PlainReplay<PlacedStore>.suffices(for: strategy, trace) == isPlaced, "\(strategy)")
    }
    var placed = plain
    placed.tiers[0].places = Places(.caller(4))
    #expect(!PlainReplay<PlacedStore>.suffices(for: placed, trace), "places with a limit have policies")
    placed.tiers[0].capacity = .unlimited
    #expect(PlainReplay<PlacedStore>.suffices(for: placed, trace))
    placed.tiers[0].places = Places(.caller(5))
    #expect(!PlainReplay<PlacedStore>.suffices(for: placed, trace), "five are not few")
    placed.tiers[0].places = Places(.caller(4))
    placed.tiers[0].expiry = .sliding(Microseconds(5))
    #expect(!PlainReplay<PlacedStore>.suffices(for: placed, trace), "a hit prolongs nothing")
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

extension PlainReplay where Store: ~Copyable {
  /// Whether both loops give the same tallies where no rows are kept. A tally has thousands of steps of latency: one case in thirty is enough.
  fileprivate static func talliesAgree(_ strategy: Strategy, _ traffic: Traffic) -> Bool {
    let group = traffic.trace.requests.parameters
    return PlainReplay(strategy, traffic, projections: nil, seed: 7, tallying: (group, 4)).run().tallies
      == EventEngine(strategy, traffic, projections: nil, seed: 7, tallying: (group, 4)).run().tallies
  }
}
