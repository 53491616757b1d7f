import Caching
import Testing
import Traces
import Units

@testable import Simulation

/// The engine against the slow, obviously right model, on thousands of small random cases in which ties abound.
@Suite struct ModelTests {
  @Test(arguments: 0..<16) func theEngineAgreesWithTheModel(part: Int) throws {
    for seed in part * 500..<(part + 1) * 500 {
      var dice = Dice(seed)
      let strategy = Self.strategy(&dice)
      let trace = Self.trace(&dice)
      guard Self.difference(strategy, trace) != nil else { continue }
      let smallest = shrink(trace) { Self.difference(strategy, $0) != nil }
      Issue.record(
        """
        seed \(seed): \(Self.difference(strategy, smallest) ?? "")
        \(strategy)
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
    var replaced = 0
    for seed in 0..<2_000 {
      var dice = Dice(seed)
      let strategy = Self.strategy(&dice)
      let replay = try strategy.replay(Self.trace(&dice).traffic(), seed: UInt64(seed))
      outcomes.formUnion(replay.outcome)
      causes.formUnion(replay.cause)
      tiers.formUnion(replay.tier)
      replaced += replay.entries.reduce(0) { $0 + $1.replaced }
    }
    #expect(outcomes == [.bypass, .hit, .miss, .error])
    let known: [Cause] = [
      .none, .exact, .near, .cold, .expired, .evicted, .inFlight, .notStored, .noContent, .temperature, .stream, .tools, .endpoint,
      .control, .regeneration, .agentLoop, .truncated,
    ]
    #expect(causes == Set(known))
    #expect(tiers == [0, 1, 2, 3])
    #expect(replaced > 100)
  }

  static func strategy(_ dice: inout Dice) -> Strategy {
    let near = dice.oneIn(2)
    let tiers = (0..<dice.pick([0, 1, 1, 1, 1, 2, 3])).map { index in
      let ttl = Microseconds(Int64(dice.roll(1...6)))
      let capacity: Capacity =
        switch dice.roll(0...5) {
        case 0: .unlimited
        case 1, 2: .entries(dice.roll(1...3))
        case 3: .bytes(dice.roll(1...8), overhead: .none)
        case 4: .bytes(dice.roll(3...9), overhead: .constant(dice.roll(0...2)))
        default: .bytes(RedisEntry.fixedBytes + dice.roll(240...900), overhead: .redis7(keyBytes: 32))
        }
      return Tier(
        name: "t\(index)", expiry: dice.pick([.never, .fixed(ttl), .fixed(ttl), .sliding(ttl)]), capacity: capacity,
        policy: dice.pick([.lru, .fifo]), largestValue: dice.oneIn(3) ? dice.roll(1...3) : nil,
        latency: dice.pick([
          .constant(.zero), .constant(Microseconds(Int64(dice.roll(0...2)))), .logNormal(median: Microseconds(2), sigma: 0.8),
        ]))
    }
    let eligibility = Eligibility(
      maximumTemperature: dice.oneIn(3) ? dice.pick([0, 0.5]) : nil, defaultTemperature: dice.pick([0, 1]), streams: !dice.oneIn(4),
      tools: !dice.oneIn(4), honoursControls: dice.oneIn(2))
    return Strategy(
      name: "random", key: near ? .near : .exact, scope: dice.pick([.global, .global, .user]), eligibility: eligibility, tiers: tiers)
  }

  static func trace(_ dice: inout Dice) -> Case {
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
    for _ in 0..<dice.roll(1...14) {
      var row = Case.Row()
      row.time = Int64(dice.roll(0...12))
      row.key = dice.oneIn(20) ? 0 : dice.roll(1...keys)
      row.wording = dice.roll(0...1)
      row.duration = Int64(dice.roll(0...slow))
      row.bytes = UInt32(dice.roll(0...4))
      row.cost = dice.oneIn(8) ? Traffic.unpriced : Int64(dice.roll(0...5))
      if !plain, dice.oneIn(3) { row.flags = dice.pick(flags) }
      row.parameters = plain ? 0 : dice.pick([0, 0, 0, 0, 1, 2, 3])
      row.user = dice.oneIn(5) ? 1 : 0
      if !plain, dice.oneIn(10) { row.apart = dice.pick([.regeneration, .agentLoop, .truncated]) }
      out.rows.append(row)
    }
    return out
  }

  /// What the engine and the model disagree on; `nil` where they agree.
  static func difference(_ strategy: Strategy, _ trace: Case) -> String? {
    let traffic = trace.traffic()
    var model = Model(strategy, traffic, seed: 7)
    model.run()
    let replay: Replay
    do { replay = try strategy.replay(traffic, seed: 7) } catch { return error.description }
    if replay.outcome != model.outcome { return "outcomes \(replay.outcome), the model has \(model.outcome)" }
    if replay.cause != model.cause { return "causes \(replay.cause), the model has \(model.cause)" }
    if replay.tier != model.tier { return "tiers \(replay.tier), the model has \(model.tier)" }
    if replay.latency != model.latency { return "latencies \(replay.latency), the model has \(model.latency)" }
    for (id, posting) in replay.ledger.made.enumerated() where model.made[UInt32(id), default: .init()] != .init(posting) {
      return "made \(posting), the model has \(String(describing: model.made[UInt32(id)]))"
    }
    for (id, posting) in replay.ledger.avoided.enumerated() where model.avoided[UInt32(id), default: .init()] != .init(posting) {
      return "avoided \(posting), the model has \(String(describing: model.avoided[UInt32(id)]))"
    }
    for (index, store) in model.stores.enumerated() {
      let counts = replay.entries[index]
      let use = replay.use[index]
      let facts = Model.EntryFacts(
        fills: counts.fills, replaced: counts.replaced, expired: counts.expired, evicted: counts.evicted, resident: counts.resident)
      if facts != store.counts { return "entries \(facts), the model has \(store.counts)" }
      if [use.reads, use.nullReads, use.peakBytes, use.peakEntries, Int(use.byteMicroseconds)]
        != [store.reads, store.nullReads, store.peakBytes, store.peakEntries, Int(store.byteMicroseconds)]
      {
        return "use \(use), the model has \(store)"
      }
    }
    return nil
  }
}

extension Model.PostingFacts {
  init(_ posting: Ledger.Posting) {
    self.init(calls: posting.calls, unpriced: posting.unpriced, nanodollars: posting.nanodollars)
  }
}
