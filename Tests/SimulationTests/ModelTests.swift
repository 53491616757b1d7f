import Caching
import Foundation
import Testing
import Traces
import Units

@testable import Simulation

/// The engine against the slow, obviously right model, on thousands of small random cases in which ties abound.
@Suite struct ModelTests {
  /// The first seed, and how many cases each of the parts tries: `make cases` gives others, since each change of what is drawn makes all cases new.
  static let first = number("FROM", 0)
  static let casesOfPart = number("CASES", 10_000) / 20

  private static func number(_ name: String, _ standard: Int) -> Int {
    ProcessInfo.processInfo.environment["HINDCAST_\(name)"].flatMap(Int.init) ?? standard
  }

  @Test(arguments: 0..<20) func theEngineAgreesWithTheModel(part: Int) throws {
    let start = Self.first + part * Self.casesOfPart
    for seed in start..<start + Self.casesOfPart {
      var dice = Dice(seed)
      let strategy = RandomStrategy.make(&dice)
      let trace = Self.trace(&dice, for: strategy)
      guard Self.difference(strategy, trace) != nil else { continue }
      let few = shrink(trace) { Self.difference(strategy, $0) != nil }
      let simple = shrink(strategy) { Self.difference($0, few) != nil }
      let smallest = shrink(few) { Self.difference(simple, $0) != nil }
      Issue.record(
        """
        seed \(seed): \(Self.difference(simple, smallest) ?? "")
        \(told(simple, beside: Strategy(name: "random")))
        \(smallest)
        """)
      return
    }
  }

  /// The random cases are worth something only if everything that can happen does happen in them.
  @Test func theRandomCasesReachEveryOutcomeAndCause() throws {
    var outcomes: Set<Outcome> = []
    var causes: Set<Cause> = []
    var tiers: Set<UInt8> = []
    var counts = EntryCounts()
    var refreshes = 0
    for seed in 0..<8_000 {
      var dice = Dice(seed)
      let strategy = RandomStrategy.make(&dice)
      guard let replay = try? strategy.replay(Self.trace(&dice, for: strategy).traffic(), seed: UInt64(seed)) else { continue }
      outcomes.formUnion(replay.outcome)
      causes.formUnion(replay.cause)
      tiers.formUnion(replay.tier)
      refreshes += replay.ledger.refreshes.reduce(0) { $0 + $1.calls }
      for each in replay.entries {
        counts.replaced += each.replaced
        counts.replicas += each.replicas
        counts.dropped += each.dropped
        counts.evictedDead += each.evictedDead
        counts.invalidated += each.invalidated
      }
    }
    #expect(outcomes == Set(Outcome.allCases))
    #expect(causes == Set(Cause.allCases), "never: \(Set(Cause.allCases).subtracting(causes).map(\.name))")
    #expect(tiers == [0, 1, 2, 3])
    #expect(min(counts.replaced, counts.replicas, counts.dropped, counts.evictedDead, counts.invalidated, refreshes) > 50, "\(counts)")
  }

  @Test func everyLawThatTheEnginePlaysIsBrokenOnPurpose() {
    let played = Set(2...8).union(10...26).union([28, 29, 31])
    #expect(Set(Mutation.allCases.map(\.law)) == played)
  }

  /// A law that is broken on purpose must be seen, or the random cases do not test it.
  @Test(arguments: Mutation.allCases) func aBrokenLawIsSeen(mutation: Mutation) {
    let seen = (0..<8_000).contains { seed in
      var dice = Dice(seed)
      let strategy = RandomStrategy.make(&dice)
      return Self.difference(strategy, Self.trace(&dice, for: strategy), mutation: mutation) != nil
    }
    #expect(seen)
  }

  static func strategy(_ dice: inout Dice) -> Strategy { RandomStrategy.plain(&dice) }

  static func trace(_ dice: inout Dice, for strategy: Strategy? = nil) -> Case {
    var out = Case()
    out.parameters = [
      Case.Parameters(), Case.Parameters(model: "n", temperature: 2), Case.Parameters(temperature: 3, tools: true),
      Case.Parameters(endpoint: .embedding),
    ]
    let flags: [RequestFlags] = [
      .failed, .unfinishedAnswer, .noStore, .skipCache, .refreshCache, .streamed, .batch, .missingContext, .noContent, .calledTools,
    ]
    let keys = dice.roll(1...5)
    let plain = dice.oneIn(2)
    let slow = dice.roll(0...4)
    let failing = dice.oneIn(4)
    out.classifier = strategy?.classifier
    if strategy?.semantic != nil {
      out.alike = []
      for a in 0..<5 {
        for b in a + 1..<5 where dice.oneIn(2) {
          out.alike?.append(
            Case.Edge(
              a: a, b: b, score: dice.pick([6_000, 8_000, 9_000, 9_000, 9_500]),
              differences: dice.oneIn(3) ? dice.pick([.number, .negation]) : []))
        }
      }
      if dice.oneIn(3) { out.cut = [UInt32(dice.roll(0...4))] }
    }
    for _ in 0..<dice.roll(1...14) {
      var row = Case.Row()
      row.time = Int64(dice.roll(0...12))
      row.key = dice.oneIn(20) ? 0 : dice.roll(1...keys)
      row.wording = dice.roll(0...1)
      row.duration = Int64(dice.roll(0...slow))
      row.bytes = UInt32(dice.roll(0...4))
      row.cost = dice.oneIn(8) ? Traffic.unpriced : Int64(dice.roll(0...5))
      if !plain, dice.oneIn(3) { row.flags = dice.pick(flags) }
      if failing, dice.oneIn(3) { row.flags.insert(.failed) }
      if row.flags.contains(.failed), dice.oneIn(3) { row.status = 429 }
      row.parameters = plain ? 0 : dice.pick([0, 0, 0, 0, 1, 2, 3])
      row.user = dice.oneIn(5) ? 1 : 0
      if !plain, dice.oneIn(10) { row.apart = dice.pick([.regeneration, .agentLoop, .truncated]) }
      if strategy != nil {
        if dice.oneIn(3) { (row.team, row.organisation) = (dice.roll(0...2), dice.roll(0...1)) }
        row.place = dice.roll(0...2)
        row.queryClass = UInt8(dice.roll(0...2))
        row.messages = UInt16(dice.roll(1...4))
        row.tokens = dice.roll(0...4)
        if dice.oneIn(4) { row.askedTTL = Int64(dice.roll(0...5)) }
        if dice.oneIn(4) { row.maximumAge = Int64(dice.roll(0...5)) }
        if dice.oneIn(6) { row.customKey = UInt32(dice.roll(1...2)) }
        row.asksForCache = dice.roll(0...3) > 0
        row.service = Int64(dice.roll(0...slow))
      }
      out.rows.append(row)
    }
    return out
  }

  /// What the engine and the model disagree on; `nil` where they agree.
  static func difference(_ strategy: Strategy, _ trace: Case, mutation: Mutation? = nil) -> String? {
    let traffic = trace.traffic()
    var model = Model(strategy, traffic, seed: 7, mutation: mutation)
    model.run()
    let replay: Replay
    do { replay = try strategy.replay(traffic, seed: 7) } catch {
      // A log in which the place of an outage does not occur is refused, as it should be.
      if case .invalid(let path, _) = error, path.hasSuffix(".place") { return nil }
      return error.description
    }
    if replay.outcome != model.outcome { return "outcomes \(replay.outcome), the model has \(model.outcome)" }
    if replay.cause != model.cause { return "causes \(replay.cause), the model has \(model.cause)" }
    if replay.tier != model.tier { return "tiers \(replay.tier), the model has \(model.tier)" }
    if replay.latency != model.latency { return "latencies \(replay.latency), the model has \(model.latency)" }
    if replay.answer.map({ Int($0) }) != model.answer { return "answers \(replay.answer), the model has \(model.answer)" }
    for (name, postings, facts) in [
      ("made", replay.ledger.made, model.made), ("avoided", replay.ledger.avoided, model.avoided),
      ("refused", replay.ledger.refused, model.refused), ("refreshes", replay.ledger.refreshes, model.refreshes),
      ("warming", replay.ledger.warming, model.warming),
    ] {
      for (id, posting) in postings.enumerated() where facts[UInt32(id), default: .init()] != .init(posting) {
        return "\(name) \(posting), the model has \(String(describing: facts[UInt32(id)]))"
      }
    }
    if replay.ledger.retries.reduce(0, { $0 + $1.calls }) != model.retries { return "retries, the model has \(model.retries)" }
    if replay.late.reduce(0, { $0 + $1.calls }) != model.late.count { return "late \(replay.late), the model has \(model.late)" }
    if replay.semantic.embeddings != model.semantic.embeddings || replay.semantic.verifications != model.semantic.verifications {
      return "\(replay.semantic), the model has \(model.semantic)"
    }
    for (index, store) in model.stores.enumerated() {
      let counts = replay.entries[index]
      let use = replay.use[index]
      let facts = Model.EntryFacts(
        fills: counts.fills, replicas: counts.replicas, dropped: counts.dropped, replaced: counts.replaced, expired: counts.expired,
        evicted: counts.evicted, evictedDead: counts.evictedDead, invalidated: counts.invalidated, resident: counts.resident)
      if facts != store.counts { return "entries \(facts), the model has \(store.counts)" }
      let used = Model.UseFacts(
        reads: use.reads, nullReads: use.nullReads, deletes: use.deletes, peakBytes: use.peakBytes, peakEntries: use.peakEntries,
        byteMicroseconds: Int64(use.byteMicroseconds))
      if used != store.use { return "use \(used), the model has \(store.use)" }
    }
    return nil
  }
}
