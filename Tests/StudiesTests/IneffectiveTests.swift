import Caching
import Duplicates
import Pricing
import Simulation
import Studies
import Testing
import Traces
import Units

/// What strategies say and this log cannot show.
@Suite struct IneffectiveTests {
  /// Four days of two models; users are named where `users` says so.
  private func log(users: (Int) -> UInt32 = { _ in 1 }) -> TinyLog {
    TinyLog(
      (0..<96).map { hour in
        var row = Row(time: Double(hour) * 3_600)
        (row.text, row.user, row.model) = (UInt32(hour % 5 + 1), users(hour), hour % 2 == 0 ? "m1" : "m2")
        return row
      })
  }

  private func caveats(_ log: TinyLog, _ change: (inout Strategy) -> Void) throws -> [Caveat] {
    var strategy = cache("mine", ttl: 3_600 * 6)
    change(&strategy)
    return try log.study([strategy]).caveats
  }

  private func without(_ change: (inout Strategy) -> Void) throws -> [String] {
    try caveats(log(), change).filter { $0.id.hasPrefix("without-effect") }.map(\.text)
  }

  private static func hours(_ count: Double) -> Moment { .after(Microseconds(seconds: count * 3_600)) }

  @Test("law 10: a scope whose callers the log does not name is a serious caveat, and is shared by the next wider")
  func untold() throws {
    let log = log()
    let serious = try caveats(log) { $0.scope = .apiKey }
    let caveat = try #require(serious.first { $0.id == "scope-not-told-api_key" })
    #expect(caveat.severity == .serious && caveat.text.contains("names no API keys, so “mine” was simulated as shared by all"))
    #expect(log.trace.told(.apiKey) == .global && log.trace.told(.team) == .global && log.trace.told(.user) == .user)
    #expect(try !caveats(log) { $0.scope = .user }.contains { $0.id.hasPrefix("scope") })
    #expect(try !caveats(log) { _ in }.contains { $0.id.hasPrefix("scope") })
    // The same figures as shared by all: that is what the caveat is for.
    var (all, keys) = (cache("all"), cache("keys"))
    (all.scope, keys.scope) = (.global, .apiKey)
    let study = try log.study([all, keys])
    #expect(study.strategies[0].total.tally == study.strategies[1].total.tally)
    #expect(study.strategies.map(\.sharedBy) == [.global, .global])
  }

  @Test("requests that do not name whom a scope keeps apart share among themselves, which is said with their share")
  func partlyTold() throws {
    let caveat = try #require(
      try caveats(log { $0 % 4 == 0 ? 0 : UInt32($0 % 3 + 1) }) { $0.scope = .user }.first { $0.id == "scope-partly-told-user" })
    #expect(caveat.severity == .careful && caveat.text.contains("24 of 96"), "\(caveat.text)")
  }

  @Test("the audit says it of its own scope")
  func audit() {
    let log = log()
    func ids(_ scope: Scope) -> [String] {
      AuditStudy(log.trace, prices: TinyLog.prices, priceTable: "t", scope: scope, version: "1", seed: 1, dayOffset: 0).caveats.map(\.id)
    }
    #expect(ids(.team).contains("scope-not-told-team"))
    #expect(!ids(.user).contains { $0.hasPrefix("scope") } && !ids(.global).contains { $0.hasPrefix("scope") })
  }

  @Test("advice leaves out scopes that the log cannot tell apart, and says so")
  func advice() throws {
    let log = log()
    var keys = cache("keys", ttl: 86_400)
    keys.scope = .apiKey
    let candidates = [Candidate(product: "a", strategy: keys), Candidate(product: "b", strategy: cache("all", ttl: 3_600 * 6))]
    let advice = try Adviser(
      log.audited, log.logged, infrastructure: .init(rows: []), constraints: Constraints(), threads: 1
    ).advise(candidates)
    #expect(advice.choices.map(\.candidate.product) == ["b"])
    let skipped = try #require(advice.skipped.first)
    #expect(skipped.product == "a" && skipped.count == 1 && skipped.reason.contains("API keys apart, of which the log names none"))
  }

  @Test("models that the log does not have are named, with the nearest; other spellings of those it has are not")
  func models() throws {
    let hour = Microseconds(seconds: 3_600)
    #expect(try without { $0.tiers[0].lifetime.byModel = ["M1": hour, "m2": hour] } == [])
    let typo = try without { $0.tiers[0].lifetime.byModel = ["m1": hour, "m3": hour] }
    #expect(
      typo.count == 1 && typo[0].contains("names “m3”, which the log does not have") && typo[0].hasSuffix("did you mean “m2”?"), "\(typo)")
    // A product's table is of many models.
    func ofProduct(_ names: [String]) throws -> [String] {
      try without {
        $0.source = "its manual"
        $0.tiers[0].lifetime.byModel = Dictionary(uniqueKeysWithValues: names.map { ($0, hour) })
      }
    }
    #expect(try ofProduct(["m1", "gpt-4.1"]) == [])
    #expect(try ofProduct(["gpt-4.1", "claude-sonnet-4.5"]).count == 1)
    func event(_ model: String) throws -> [String] {
      try without { $0.events = [ScheduledEvent(at: Self.hours(2), action: .invalidate(.model(model), tier: nil))] }
    }
    #expect(try event("M2") == [])
    #expect(try event("m22").first?.hasSuffix("removes nothing; did you mean “m2”?") ?? false)
  }

  @Test("tenants that the log does not have are named, with the nearest; where it names none, that is serious")
  func tenants() throws {
    let hour = Microseconds(seconds: 3_600)
    func found(_ spans: [String], _ log: TinyLog) throws -> [Caveat] {
      try caveats(log) { $0.tiers[0].lifetime.byTeam = Dictionary(uniqueKeysWithValues: spans.map { ($0, hour) }) }
        .filter { $0.id.hasPrefix("without-effect") }
    }
    let nobody = try #require(try found(["red"], log()).first)
    #expect(nobody.severity == .serious && nobody.text.contains("names no team, so ttl_by_team of tier “cache” does nothing here."))
    #expect(try found(["red", ""], log())[0].text.contains("nothing here but what it has for calls that name none"))
    let named = TinyLog(["checkout", "qa-1", ""].enumerated().map { Row(time: Double($0) * 3_600, team: $1) })
    #expect(try found(["checkout", "qa-*"], named) == [] && found(["*"], named) == [])
    let typo = try found(["chekout", "qa-*"], named)
    #expect(typo.map(\.severity) == [.careful] && typo[0].text.contains("names “chekout”"))
    #expect(typo[0].text.hasSuffix("did you mean “checkout”?"))
    let strange = try found(["sales"], named)
    #expect(strange.map(\.severity) == [.serious] && strange[0].text.hasSuffix("; the log has team “checkout”, “qa-1”."))
    #expect(try found(["sales", "checkout"], named)[0].text.hasSuffix("do nothing here; the log has team “qa-1”."))
    #expect(try found(["Qa_1"], named)[0].text.hasSuffix("; did you mean “qa-1”?"))
    func shut(_ teams: [String], _ log: TinyLog) throws -> [Caveat] {
      try caveats(log) { $0.eligibility.teams = teams }.filter { $0.id.hasPrefix("without-effect") }
    }
    #expect(try shut(["qa-*"], named) == [] && shut([""], log()) == [])
    #expect(try shut(["sales"], named).map(\.severity) == [.serious])
    #expect(try shut(["sales"], named)[0].text.hasSuffix("nothing is cached here at all; the log has team “checkout”, “qa-1”."))
    #expect(try shut(["check-out"], named)[0].text.hasSuffix("; did you mean “checkout”?"))
    #expect(try shut(["sales"], log())[0].text.hasSuffix("nothing is cached here at all: it names none."))
    // Every team of the log has a longer name than the pattern of all.
    #expect(try found(["*", "checkout", "qa-?"], named).map(\.severity) == [.careful])
  }

  @Test("a TTL by model counts for every spelling of it")
  func spelling() throws {
    var rows = (0..<40).map { Row(time: Double($0) * 60, text: 1, model: "claude-sonnet-4-5-20250929") }
    rows[0].duration = 1
    var strategy = cache("by-model", ttl: 86_400)
    strategy.tiers[0].lifetime.byModel = ["Claude-Sonnet-4.5": Microseconds(seconds: 30)]
    #expect(try TinyLog(rows).study([strategy]).strategies[0].total.tally.count(.hit) == 0)
    strategy.tiers[0].lifetime.byModel = ["claude-sonnet-4": Microseconds(seconds: 30)]
    #expect(try TinyLog(rows).study([strategy]).strategies[0].total.tally.count(.hit) > 30)
  }

  @Test("events, rollouts and switches after the end of the log are told; those within are not")
  func late() throws {
    func events(_ hours: Double) throws -> [String] {
      try without { $0.events = [ScheduledEvent(at: Self.hours(hours), action: .warm(Warming(top: 1)))] }
    }
    #expect(try events(95) == [])
    #expect(try events(96).first?.contains("event 1 (warm) begins at 2026-10-09T00:00:00Z, after the end of the log") ?? false)
    func rollout(_ hours: [Double]) throws -> [Caveat] {
      try caveats(log()) { $0.eligibility.rollout = Rollout(steps: hours.map { .init(from: Self.hours($0), share: 1) }) }
        .filter { $0.id.hasPrefix("without-effect") }
    }
    #expect(try rollout([0, 95]) == [])
    #expect(try rollout([0, 200]).map(\.severity) == [.careful])
    #expect(try rollout([100, 200]).map(\.severity) == [.serious])
    #expect(try without { $0.eligibility.switchedOff = [Period(from: Self.hours(100))] }.count == 1)
    // Told by two calendars, so that only the log can say which comes first.
    let before = Moment.at(TinyLog.start)
    #expect(try without { $0.eligibility.switchedOff = [Period(from: Self.hours(5), until: before)] }.first?.contains("never off") ?? false)
  }

  @Test("places that the log does not name, negative caching at one place, and TTLs that the bounds override")
  func tiers() throws {
    #expect(try without { $0.tiers[0].places = Places(.field(.place)) }.first?.contains("names no place, so tier “cache”") ?? false)
    #expect(try without { $0.tiers[0].places = Places(.field(.user)) } == [])
    #expect(try without { $0.tiers[0].negative = Microseconds(seconds: 60) }.first?.contains("has one place") ?? false)
    #expect(try without { ($0.tiers[0].negative, $0.tiers[0].places) = (Microseconds(seconds: 60), Places(.request(3))) } == [])
    #expect(try without { $0.tiers[0].lifetime.longest = Microseconds(seconds: 60) }.first?.contains("live 1 min") ?? false)
    #expect(try without { $0.tiers[0].lifetime.shortest = Microseconds(seconds: 86_400) }.first?.contains("is above its ttl") ?? false)
  }

  @Test("a size in bytes that is too small for a policy is blamed, not the answers")
  func tooSmall() throws {
    func of(_ bytes: Int, _ policy: EvictionPolicy) throws -> [Caveat] {
      try caveats(log()) {
        ($0.tiers[0].capacity, $0.tiers[0].policy) = (.bytes(bytes, overhead: .none), policy)
      }.filter { $0.id.hasPrefix("without-effect") }
    }
    // Answers are of 400 bytes.
    #expect(try of(4_000, .s3fifo).map(\.severity) == [.serious])
    #expect(try of(4_100, .s3fifo) == [])
    #expect(try of(39_900, .wTinyLFU).map(\.severity) == [.serious])
    #expect(try of(40_100, .wTinyLFU) == [] && of(4_000, .lru) == [])
  }

  @Test("a sweep, curves and what compares two studies say the same of scopes and places as a study")
  func everywhere() throws {
    let log = log()
    var (edge, keys) = (cache("edge", ttl: 3_600), cache("keys", ttl: 7_200))
    edge.tiers[0].places = Places(.field(.place))
    keys.scope = .apiKey
    let strategies = [edge, keys]
    let study = try log.study(strategies)
    let own = study.caveats.filter { $0.id.hasPrefix("without-effect") || $0.id.hasPrefix("scope-") }
    #expect(own.count == 2)
    let sweep = try SweepPlan(
      axes: [], points: strategies.map { SweepPoint(base: $0.name, values: [], strategy: $0) }, audited: log.audited, logged: log.logged,
      infrastructure: InfrastructurePrices(rows: [])
    ).run(known: [:], threads: 1) { _, _ in }
    for caveat in own { #expect(sweep.caveats.contains(caveat)) }
    // Neither store has a price.
    #expect(sweep.caveats.contains { $0.id == "infrastructure-unpriced" && $0.text.contains("edge, keys") })
    let curves = Curves(log.audited, log.logged.withoutCache, key: .exact, scope: .apiKey, by: nil, options: CurveOptions())
    #expect(curves.caveats.contains { $0.id == "scope-not-told-api_key" && $0.text.contains("what --scope api_key shows") })
    #expect(
      !Curves(log.audited, log.logged.withoutCache, key: .exact, scope: .user, by: nil, options: CurveOptions())
        .caveats.contains { $0.id.hasPrefix("scope") })
    func figures(_ caveats: [Caveat]) -> StudyFigures {
      StudyFigures(name: "a", facts: [], baselines: [], strategies: [], caveats: caveats)
    }
    let difference = StudyDifference(from: figures(own), to: figures(study.caveats))
    #expect(difference.standingCaveats == own && difference.newCaveats.count == study.caveats.count - own.count)
    // A caveat that is numbered through is another one where its words are others.
    let other = StudyDifference(
      from: figures([Caveat(id: "without-effect-1", severity: .careful, text: "a")]),
      to: figures([Caveat(id: "without-effect-1", severity: .careful, text: "b")]))
    #expect(other.newCaveats.map(\.text) == ["b"] && other.goneCaveats.map(\.text) == ["a"] && other.standingCaveats.isEmpty)
  }
}
