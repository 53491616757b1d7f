import Caching
import Testing
import Traces
import Units

@testable import Simulation

/// Law 15: how long entries live. Drawn as time lines: m miss, h hit.
@Suite struct LifeLawTests {
  @Test("law 15: header, class, model, default, in that order, then the clamp; 0 stores nothing")
  func lives() throws {
    let classifier = QueryClassifier([QueryClass(name: "q", phrases: ["q"])])
    var strategy = EntryLawTests.strategy {
      $0.expiry = .fixed(Microseconds(1))
      $0.lifetime = Lifetime(
        byModel: ["n": Microseconds(3)], byClass: ["q": Microseconds(5)], fromRequest: true, longest: Microseconds(8))
    }
    strategy.classifier = classifier
    /// How long the answer lives that a row of this kind stores.
    func life(_ change: (inout Case.Row) -> Void) throws -> Int {
      for age in 1...10 {
        var rows = Case("A" + String(repeating: "-", count: age - 1) + "A|")
        rows.parameters.append(Case.Parameters(model: "n"))
        rows.classifier = classifier
        for index in rows.rows.indices { change(&rows.rows[index]) }
        if try strategy.replay(rows.traffic(), seed: 1).outcome[1] == .miss { return age - 1 }
      }
      return 10
    }
    #expect(try life { _ in } == 1)
    #expect(try life { $0.parameters = 1 } == 3)
    #expect(
      try life {
        $0.parameters = 1
        $0.queryClass = 1
      } == 5)
    #expect(
      try life {
        $0.queryClass = 1
        $0.askedTTL = 2
      } == 2)
    #expect(try life { $0.askedTTL = 100 } == 8)
    #expect(try life { $0.askedTTL = 0 } == 0)
  }

  @Test("law 15: an answer lives as long as the tenants of the request that stored it have it: the team's TTL, else the organisation's")
  func livesOfTenants() throws {
    var strategy = EntryLawTests.strategy {
      $0.expiry = .fixed(Microseconds(1))
      $0.lifetime = Lifetime(
        byModel: ["m": Microseconds(4)], byTeam: ["red": Microseconds(2), "r*": Microseconds(5)],
        byOrganisation: ["acme": Microseconds(3), "": Microseconds(7)])
    }
    /// Which questions, one each microsecond, are answered, where the first is of some tenants and the others of none.
    func line(team: Int = 0, organisation: Int = 0) throws -> String {
      var rows = Case("AAAAAAAAA|")
      (rows.rows[0].team, rows.rows[0].organisation) = (team, organisation)
      for index in 1..<rows.rows.count { rows.rows[index].flags = .noStore }
      return Case.drawing(try strategy.replay(rows.traffic(), seed: 1).outcome, over: "AAAAAAAAA|")
    }
    #expect(try line(team: 1, organisation: 1) == "mhhmmmmmm|")
    // No team has the very name: the pattern counts.
    #expect(try line(team: 2, organisation: 1) == "mhhhhhmmm|")
    #expect(try line(organisation: 1) == "mhhhmmmmm|")
    // The empty name stands for calls that name none.
    #expect(try line() == "mhhhhhhhm|")
    strategy.tiers[0].lifetime.byOrganisation = [:]
    #expect(try line() == "mhhhhmmmm|")
    strategy.tiers[0].lifetime.byTeam = ["*": .zero]
    #expect(try line(team: 1) == "mmmmmmmmm|")
    #expect(try line() == "mhhhhmmmm|")
  }

  @Test("law 15: jitter shortens lives by a draw, whole seconds are cut, a live entry may keep its end")
  func endsOfLives() throws {
    let jittered = EntryLawTests.strategy {
      $0.expiry = .fixed(Microseconds(100))
      $0.lifetime.jitter = 0.5
    }
    var rows = Case()
    for key in 1...5 { rows.rows += [0, 49, 101].map { Case.Row(time: $0, key: key) } }
    let replay = try jittered.replay(rows.traffic(), seed: 1)
    #expect(replay.outcome == Array(repeating: .miss, count: 5) + Array(repeating: .hit, count: 5) + Array(repeating: .miss, count: 5))
    #expect(replay.late[0].calls == 5)
    let cut = EntryLawTests.strategy {
      $0.expiry = .fixed(Microseconds(1_999_999))
      $0.lifetime.inWholeSeconds = true
    }
    var seconds = Case()
    seconds.rows = [0, 1_000_000, 1_000_001].map { Case.Row(time: $0) }
    #expect(try cut.replay(seconds.traffic(), seed: 1).outcome == [.miss, .hit, .miss])
    var overwritten = Case("A-A--A|")
    overwritten.rows[1].flags = .refreshCache
    #expect(try EntryLawTests.strategy { $0.expiry = .fixed(Microseconds(4)) }.replay(overwritten.traffic(), seed: 1).outcome.last == .hit)
    let keeping = EntryLawTests.strategy {
      $0.expiry = .fixed(Microseconds(4))
      $0.lifetime.keepsEnd = true
    }
    #expect(try keeping.replay(overwritten.traffic(), seed: 1).outcome.last == .miss)
  }

  @Test("law 15: a hit may end a life sooner that has the end of the answer before it")
  func shortened() throws {
    var rows = Case("AAA------B|")
    (rows.rows[0].askedTTL, rows.rows[1].askedTTL) = (6, 2)
    rows.rows[1].flags = .refreshCache
    let strategy = EntryLawTests.strategy {
      $0.expiry = .sliding(Microseconds(6))
      $0.lifetime = Lifetime(fromRequest: true, keepsEnd: true)
    }
    let replay = try strategy.replay(rows.traffic(), seed: 1)
    #expect(replay.outcome == [.miss, .bypass, .hit, .miss])
    // The second answer would live until 6, as the first; used at 2, it lives for its own time, until 4.
    #expect(replay.use[0].byteMicroseconds == 4)
  }

  @Test("law 15: a sliding life has a greatest age, from when the entry was stored")
  func greatestAges() throws {
    func line(_ text: String, _ age: Int64?, tiers below: [Tier] = []) throws -> String {
      var strategy = EntryLawTests.strategy {
        $0.expiry = .sliding(Microseconds(3))
        $0.lifetime.greatestAge = age.map { Microseconds($0) }
      }
      strategy.tiers += below
      let replay = try strategy.replay(Case(text).traffic(), seed: 1)
      return below.isEmpty ? Case.drawing(replay.outcome, over: text) : replay.tier.map { "\($0)" }.joined()
    }
    #expect(try line("A--A--A--A--A|", nil) == "m--h--h--h--h|")
    // The last instant of its life is that of its greatest age; what is stored then lives anew.
    #expect(try line("A--A--A--A--A|", 9) == "m--h--h--h--m|")
    #expect(try line("A--A--A--A--A|", 8) == "m--h--h--m--h|")
    // Nobody asks in time: the TTL ends first.
    #expect(try line("A---A|", 9) == "m---m|")
    // A copy from below counts from when it was copied: the tier below has it for ever.
    #expect(try line("A----A--A--A|", 5, tiers: [Tier(name: "below")]) == "0212")
    #expect(try line("A----A--A--A|", 6, tiers: [Tier(name: "below")]) == "0211")
  }

  @Test("law 15: what is seen at another place ends there no later than where it was written")
  func greatestAgeElsewhere() throws {
    var rows = Case("A-A-A-A-A|")
    for index in 1..<rows.rows.count { rows.rows[index].place = 1 }
    rows.rows[0].place = 2
    let strategy = EntryLawTests.strategy {
      $0.expiry = .sliding(Microseconds(4))
      $0.lifetime.greatestAge = Microseconds(6)
      $0.places = Places(.field(.place), visibleAfter: Microseconds(2))
    }
    #expect(try strategy.replay(rows.traffic(), seed: 1).outcome == [.miss, .hit, .hit, .hit, .miss])
  }
}
