import Caching
import Testing
import Traces
import Units

@testable import Simulation

/// Laws 8 to 17 where they go beyond one plain tier: keys, controls, what is done to the cache. Law 15 has tests of its own.
@Suite struct EntryLawTests {
  static func strategy(_ change: (inout Tier) -> Void) -> Strategy {
    var tier = Tier()
    change(&tier)
    return Strategy(name: "entry", tiers: [tier])
  }

  @Test("law 8: a narrow hash joins keys, and their hits are wrong")
  func narrowHash() throws {
    var strategy = Self.strategy { _ in }
    let traffic = Case("ABCDEABCDE|").traffic()
    #expect(try !strategy.replay(traffic, seed: 1).cause.contains(.collision))
    strategy.hashBits = 64
    #expect(try !strategy.replay(traffic, seed: 1).cause.contains(.collision))
    strategy.hashBits = 1
    let narrow = try strategy.replay(traffic, seed: 1)
    // Five keys in two buckets: at most two misses; a hit is wrong where the answer is to another key.
    #expect(narrow.outcome.count { $0 == .miss } <= 2)
    for i in narrow.outcome.indices where narrow.outcome[i] == .hit {
      #expect((narrow.cause[i] == .collision) == (Int(narrow.answer[i]) % 5 != i % 5))
    }
  }

  @Test("law 14: a first question says whether it was asked elsewhere")
  func firstQuestions() throws {
    var rows = Case("AAAB|")
    rows.parameters.append(Case.Parameters(model: "n"))
    rows.rows[1].user = 1
    rows.rows[2].parameters = 1
    var strategy = Self.strategy { _ in }
    strategy.scope = .user
    #expect(try strategy.replay(rows.traffic(), seed: 1).cause == [.cold, .otherScope, .fieldDiffers, .cold])
  }

  @Test("law 11: what a control does is the product's to say")
  func controls() throws {
    func outcomes(_ rules: ControlRules, _ change: (inout Case.Row) -> Void) throws -> [Outcome] {
      var rows = Case("AAA|")
      change(&rows.rows[0])
      var strategy = Self.strategy { _ in }
      strategy.eligibility.controls = rules
      return try strategy.replay(rows.traffic(), seed: 1).outcome
    }
    #expect(try outcomes(ControlRules(skip: .refresh)) { $0.flags = .skipCache } == [.bypass, .hit, .hit])
    #expect(try outcomes(ControlRules(refresh: .skip)) { $0.flags = .refreshCache } == [.bypass, .miss, .hit])
    #expect(try outcomes(ControlRules(refresh: .noStore)) { $0.flags = .refreshCache } == [.miss, .miss, .hit])
    #expect(try outcomes(ControlRules(onlyOnRequest: true)) { $0.asksForCache = true } == [.miss, .bypass, .bypass])
  }

  @Test("law 11: a key that the request names takes the place of the rule's, and an answer older than it allows is none")
  func namedKeysAndAges() throws {
    var rows = Case("ABA|")
    for index in 0..<2 { rows.rows[index].customKey = 1 }
    var strategy = Self.strategy { _ in }
    #expect(try strategy.replay(rows.traffic(), seed: 1).outcome == [.miss, .miss, .hit])
    strategy.eligibility.controls.customKey = true
    #expect(try strategy.replay(rows.traffic(), seed: 1).outcome == [.miss, .hit, .miss])
    var aged = Case("A-AA|")
    aged.rows[1].maximumAge = 2
    aged.rows[2].maximumAge = 2
    strategy.eligibility.controls.maximumAge = true
    let replay = try strategy.replay(aged.traffic(), seed: 1)
    #expect(replay.outcome == [.miss, .hit, .miss])
    #expect(replay.cause.last == .tooOld)
  }

  @Test("law 12: answers are stored from a later request of a key on; what is not looked up does not count")
  func minimumUses() throws {
    func replay(_ uses: Int, _ change: (inout Case) -> Void = { _ in }) throws -> Replay {
      var rows = Case("ABAAAB|")
      change(&rows)
      let strategy = Strategy(name: "uses", eligibility: Eligibility(minimumUses: uses), tiers: [Tier()])
      return try strategy.replay(rows.traffic(), seed: 1)
    }
    #expect(try replay(1).outcome == [.miss, .miss, .hit, .hit, .hit, .hit])
    let second = try replay(2)
    #expect(second.outcome == [.miss, .miss, .miss, .hit, .hit, .miss])
    #expect(second.cause == [.cold, .cold, .notStored, .exact, .exact, .notStored])
    #expect(try replay(3).outcome == [.miss, .miss, .miss, .miss, .hit, .miss])
    // The first request goes past the cache: the second is then the first that counts.
    let skipped = try replay(2, { $0.rows[0].flags = .skipCache })
    #expect(skipped.outcome == [.bypass, .miss, .miss, .miss, .hit, .miss])
    // What had no answer was asked for all the same.
    #expect(try replay(2, { $0.rows[0].flags = .failed }).outcome == [.error, .miss, .miss, .hit, .hit, .miss])
  }

  @Test("law 11: calls of other tenants than those named go past the cache, and do not count as uses of it")
  func tenants() throws {
    func replay(_ change: (inout Eligibility) -> Void) throws -> Replay {
      var rows = Case("AAAAA|")
      for (index, team) in [0, 1, 1, 2, 2].enumerated() { (rows.rows[index].team, rows.rows[index].organisation) = (team, index % 2) }
      var strategy = Self.strategy { _ in }
      change(&strategy.eligibility)
      return try strategy.replay(rows.traffic(), seed: 1)
    }
    let red = try replay { $0.teams = ["red"] }
    #expect(red.outcome == [.bypass, .miss, .hit, .bypass, .bypass])
    #expect(red.cause == [.tenant, .cold, .exact, .tenant, .tenant])
    #expect(try replay { $0.teams = ["r*"] }.outcome == [.bypass, .miss, .hit, .hit, .hit])
    #expect(try replay { $0.teams = ["", "ros?"] }.outcome == [.miss, .bypass, .bypass, .hit, .hit])
    #expect(try replay { ($0.teams, $0.organisations) = (["r*"], ["acme"]) }.outcome == [.bypass, .miss, .bypass, .hit, .bypass])
    #expect(try replay { ($0.teams, $0.minimumUses) = (["rose"], 2) }.outcome == [.bypass, .bypass, .bypass, .miss, .miss])
  }

  @Test("design 4: a rollout lets a share in, a switch nothing, and both say so")
  func rolloutAndSwitch() throws {
    var strategy = Self.strategy { _ in }
    strategy.eligibility.rollout.steps = [.init(from: .after(Microseconds(2)), share: 1)]
    strategy.eligibility.switchedOff = [Period(from: .after(Microseconds(4)), until: .after(Microseconds(5)))]
    let replay = try strategy.replay(Case("AAAAAA|").traffic(), seed: 1)
    #expect(replay.outcome == [.bypass, .bypass, .miss, .hit, .bypass, .hit])
    #expect(replay.cause[1] == .rollout && replay.cause[4] == .switchedOff)
    // A larger share holds all that a smaller one held.
    let line = Case(String(repeating: "A", count: 40) + "|").traffic()
    func cached(_ share: Double) throws -> Set<Int> {
      strategy.eligibility.switchedOff = []
      strategy.eligibility.rollout.steps = [.init(from: .after(.zero), share: share)]
      let replay = try strategy.replay(line, seed: 1)
      return Set(replay.cause.indices.filter { replay.cause[$0] != .rollout })
    }
    let (few, many) = (try cached(0.3), try cached(0.7))
    #expect(few.isStrictSubset(of: many) && !few.isEmpty && many.count < 40)
  }

  @Test("law 14: when the expired leave decides only what memory sees")
  func removal() throws {
    func counts(_ removal: ExpiredRemoval) throws -> (EntryCounts, [Cause]) {
      let strategy = Self.strategy {
        $0.expiry = .fixed(Microseconds(2))
        $0.removal = removal
        $0.capacity = .entries(2)
        $0.policy = .fifo
      }
      let replay = try strategy.replay(Case("A--BC-A|").traffic(), seed: 1)
      return (replay.entries[0], replay.cause)
    }
    let (exact, lazy, atStore) = (try counts(.exact), try counts(.lazy), try counts(.atStore))
    // A is in to 2, B to 5, C to 6.
    #expect(exact.0.expired == 2 && exact.0.evicted == 0)
    // C takes the room of A, and the second A that of B, both dead.
    #expect(lazy.0.evicted == 2 && lazy.0.evictedDead == 2)
    // At the store of 6 C goes too: it is its last instant.
    #expect(atStore.0.expired == 3 && atStore.0.evicted == 0)
    #expect(exact.1 == [.cold, .cold, .cold, .expired] && lazy.1 == exact.1 && atStore.1 == exact.1)
  }

  @Test("law 14: Redis's active expiry lets the dead go within a tenth of a second where there are few, and before that when they are met")
  func activeExpiry() throws {
    let strategy = Self.strategy {
      $0.expiry = .fixed(Microseconds(1_000_000))
      $0.removal = .redis
    }
    // Twenty entries that expire after a second, and one request that is too soon, or late enough, for all of them to be gone.
    func expired(at last: Int64) throws -> EntryCounts {
      var rows = (1...20).map { Case.Row(time: 0, key: $0) }
      rows.append(Case.Row(time: last, key: 21))
      return try strategy.replay(Case(rows: rows).traffic(), seed: 1).entries[0]
    }
    #expect(try expired(at: 1_000_000).expired == 0)
    let half = try expired(at: 1_050_000).expired
    #expect(0 < half && half < 20)
    let all = try expired(at: 1_100_002)
    #expect(all.expired == 20 && all.resident == 1)
    // Whoever is asked for again is met, and counted once.
    let again = try strategy.replay(
      Case(rows: [Case.Row(time: 0), Case.Row(time: 1_000_001), Case.Row(time: 1_200_000)]).traffic(), seed: 1)
    #expect(again.cause == [.cold, .expired, .exact])
    #expect(again.entries[0].expired == 1 && again.entries[0].replaced == 0)
  }

  @Test("law 16: eviction in blocks, and for overwrites too, where the product does so")
  func evictionRules() throws {
    let blocks = Self.strategy {
      $0.capacity = .entries(5)
      $0.eviction.block = 0.4
    }
    let replay = try blocks.replay(Case("ABCDEFABCDEF|").traffic(), seed: 1)
    #expect(replay.outcome[6] == .miss && replay.outcome[7] == .miss)
    // Six in a tier of five: the two oldest leave for F, which makes room for A too; then two for B, for D and for F.
    #expect(replay.entries[0].evicted == 8)
    var overwritten = Case("ABAB|")
    overwritten.rows[2].flags = .refreshCache
    let overwriting = Self.strategy {
      $0.capacity = .entries(2)
      $0.policy = .fifo
      $0.eviction.countsOverwrites = true
    }
    // A is the oldest: it is evicted for its own new answer.
    #expect(try overwriting.replay(overwritten.traffic(), seed: 1).entries[0].evicted == 1)
    #expect(try Self.strategy { $0.capacity = .entries(2) }.replay(overwritten.traffic(), seed: 1).entries[0].evicted == 0)
  }

  @Test("law 17: copies from below live for what is left, anew, or are not made")
  func copies() throws {
    func tiers(_ fill: FillRules) throws -> [UInt8] {
      let above = Tier(name: "above", expiry: .fixed(Microseconds(3)), fill: fill)
      let below = Tier(name: "below", expiry: .fixed(Microseconds(5)))
      return try Strategy(name: "two", tiers: [above, below]).replay(Case("A---AA-A|").traffic(), seed: 1).tier
    }
    #expect(try tiers(FillRules()) == [0, 2, 1, 0])
    #expect(try tiers(FillRules(onHitBelow: .fresh)) == [0, 2, 1, 1])
    #expect(try tiers(FillRules(onHitBelow: .never)) == [0, 2, 2, 0])
    #expect(try tiers(FillRules(onHitBelow: .fresh, copyTTL: Microseconds(1))) == [0, 2, 1, 0])
    #expect(try tiers(FillRules(onMiss: false)) == [0, 2, 1, 0])
  }

  @Test("law 17: a copy leaves a tier without a TTL when what it is copied from ends, whatever the tier below does with its own")
  func copiesEnd() throws {
    let tiers = [
      Tier(name: "above", capacity: .entries(1)), Tier(name: "below", expiry: .fixed(Microseconds(4)), removal: .lazy),
    ]
    let above = try Strategy(name: "two", tiers: tiers).replay(Case("AB--A-C|").traffic(), seed: 1).entries[0]
    // A goes for B, and B for the copy of A; that ends before C comes.
    #expect(above.evicted == 2)
    #expect(above.expired == 1)
    #expect(above.evictedDead == 0)
  }
}
