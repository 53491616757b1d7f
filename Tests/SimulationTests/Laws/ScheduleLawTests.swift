import Caching
import Testing
import Traces
import Units

@testable import Simulation

/// What is done to a cache at set times: invalidations (laws 3 and 13), warming, outages, blue-green.
@Suite struct ScheduleLawTests {
  private static func replay(
    _ rows: Case, _ action: ScheduledEvent.Action, at time: Int64, every: Int64? = nil, tier: Tier = Tier(),
    flights: FlightRules = FlightRules(), classifier: QueryClassifier? = nil
  ) throws -> Replay {
    let event = ScheduledEvent(at: .after(Microseconds(time)), every: every.map { Microseconds($0) }, action: action)
    return try Strategy(name: "events", classifier: classifier, tiers: [tier], flights: flights, events: [event])
      .replay(rows.traffic(), seed: 1)
  }

  @Test("law 3: an invalidation comes after what completes and before what arrives at its instant")
  func order() throws {
    let all = ScheduledEvent.Action.invalidate(.all, tier: nil)
    #expect(try Self.replay(Case("A-AA|"), all, at: 2).outcome == [.miss, .miss, .hit])
    #expect(try Self.replay(Case("A-AA|"), all, at: 2).cause == [.cold, .invalidated, .exact])
    // Completes at 2, and is removed at 2.
    #expect(try Self.replay(Case("A--A|", duration: 2), all, at: 2).entries[0].invalidated == 1)
  }

  @Test("law 13: an answer on its way when its key is invalidated is not stored, nor waited for by later requests")
  func epoch() throws {
    let all = ScheduledEvent.Action.invalidate(.all, tier: nil)
    let replay = try Self.replay(Case("A----A|", duration: 4), all, at: 2)
    #expect(replay.outcome == [.miss, .miss])
    #expect(replay.cause[1] == .invalidated)
    #expect(replay.entries[0].fills == 1)
    let joined = try Self.replay(Case("AA-A|", duration: 9), all, at: 2, flights: FlightRules(singleFlight: .global))
    #expect(joined.outcome == [.miss, .coalesced, .miss])
  }

  @Test("invalidation by model and by class of question, again and again")
  func targets() throws {
    var rows = Case("AB-AB|")
    rows.parameters.append(Case.Parameters(model: "n"))
    for index in [1, 3] { rows.rows[index].parameters = 1 }
    rows.rows[2].parameters = 0
    rows.rows[3].parameters = 1
    #expect(try Self.replay(rows, .invalidate(.model("n"), tier: nil), at: 2).outcome == [.miss, .miss, .hit, .miss])
    let classifier = QueryClassifier([QueryClass(name: "q", phrases: ["q"])])
    rows.classifier = classifier
    rows.rows[0].queryClass = 1
    let byClass = try Self.replay(rows, .invalidate(.queryClass("q"), tier: nil), at: 2, classifier: classifier)
    #expect(byClass.outcome == [.miss, .miss, .miss, .hit])
    let often = try Self.replay(Case("AAAAAA|"), .invalidate(.all, tier: nil), at: 2, every: 2)
    #expect(often.outcome == [.miss, .hit, .miss, .hit, .miss, .hit])
    #expect(often.use[0].deletes == 2)
  }

  @Test("laws 18 and 20: who leads after a failed call does so on the side in use, and is waited for there")
  func switchedLeader() throws {
    var rows = Case("AAA|")
    rows.rows.append(rows.rows[0])
    for (index, (time, duration)) in [(0, 3), (0, 1), (0, 0), (4, 0)].enumerated() {
      (rows.rows[index].time, rows.rows[index].duration) = (Int64(time), Int64(duration))
    }
    rows.rows[0].flags = .failed
    let strategy = Strategy(
      name: "switched", tiers: [Tier(missLatency: .constant(Microseconds(1)))], flights: FlightRules(singleFlight: .global),
      events: [ScheduledEvent(at: .after(Microseconds(3)), action: .switchOver(to: .green))])
    // The first call fails at 4, on blue; the next begins then, on green.
    let replay = try strategy.replay(rows.traffic(), seed: 1)
    #expect(replay.outcome == [.error, .miss, .coalesced, .coalesced])
    #expect(replay.latency == [4, 5, 5, 1])
  }

  @Test("warming fetches what was asked most before, never what comes later, and its cost is posted")
  func warming() throws {
    let tier = Tier(expiry: .fixed(Microseconds(3)))
    let replay = try Self.replay(Case("AAB---C-ABC|"), .warm(Warming(top: 1)), at: 7, tier: tier)
    #expect(replay.outcome == [.miss, .hit, .miss, .miss, .hit, .miss, .miss])
    #expect(replay.ledger.warming[1].calls == 1 && replay.ledger.warming[1].nanodollars == 1)
    let narrow = try Self.replay(Case("AAB---C-ABC|"), .warm(Warming(top: 1, over: Microseconds(5))), at: 7, tier: tier)
    #expect(narrow.outcome == [.miss, .hit, .miss, .miss, .miss, .hit, .miss])
    // What is live is not fetched again.
    #expect(try Self.replay(Case("A--A|"), .warm(Warming(top: 1)), at: 2).ledger.warming[1].calls == 0)
  }

  @Test("an outage costs the time-out of a look-up; the tier comes back as it was, or empty")
  func outage() throws {
    func replay(keeps: Bool, duration: Int64 = 2) throws -> Replay {
      let outage = Outage(
        tier: "cache", duration: Microseconds(duration), lookUpTime: Microseconds(5), keepsEntries: keeps)
      var rows = Case("A--A-A|")
      rows.rows[1].duration = 7
      return try Self.replay(rows, .outage(outage), at: 2)
    }
    let kept = try replay(keeps: true)
    #expect(kept.outcome == [.miss, .miss, .hit])
    #expect(kept.cause[1] == .outage && kept.latency[1] == 5 + 7)
    let lost = try replay(keeps: false)
    #expect(lost.outcome == [.miss, .miss, .miss])
    // A restart: no time, but nothing is left.
    let restart = try replay(keeps: false, duration: 0)
    #expect(restart.cause[1] == .outage && restart.latency[1] == 7)
  }

  @Test("an outage of one place leaves the others, and what completes meanwhile is not stored there")
  func outageOfAPlace() throws {
    var rows = Case("AA-AAA|")
    for (index, place) in [1, 2, 1, 2, 1].enumerated() { rows.rows[index].place = place }
    let tier = Tier(places: Places(.field(.place)))
    let outage = Outage(tier: "cache", place: "x", duration: Microseconds(2))
    let replay = try Self.replay(rows, .outage(outage), at: 2, tier: tier)
    #expect(replay.outcome == [.miss, .miss, .miss, .hit, .miss])
    #expect(replay.entries[0].dropped == 1)
    let unknown = Outage(tier: "cache", place: "nowhere", duration: Microseconds(2))
    #expect(throws: StrategyError.self) { try Self.replay(rows, .outage(unknown), at: 2, tier: tier) }
  }

  @Test("blue-green: the other side begins empty, and the first has what it had after a rollback")
  func blueGreen() throws {
    let events = [
      ScheduledEvent(at: .after(Microseconds(2)), action: .switchOver(to: .green)),
      ScheduledEvent(at: .after(Microseconds(5)), action: .switchOver(to: .blue)),
    ]
    let replay = try Strategy(name: "blue-green", tiers: [Tier()], events: events).replay(Case("A--AA-A|").traffic(), seed: 1)
    #expect(replay.outcome == [.miss, .miss, .hit, .hit])
    #expect(replay.cause[1] == .otherPlace)
    #expect(replay.answer == [0, 1, 1, 0])
  }
}
