import Caching
import Duplicates
import Pricing
import Simulation
import Testing
import Traces
import Units

@testable import Studies

/// Advice on drawn logs, from drawn candidates, within drawn limits, against trying everything and reading the rows.
@Suite struct AdviceOracleTests {
  /// The first requests of a drawn log: questions of two wordings whose answers change now and then. What comes later changes nothing of them.
  private static func log(_ seed: UInt64, _ count: Int) -> Trace {
    let draws = Draws(seed: seed)
    var builder = TraceBuilder()
    let model = builder.addName("m1", to: .model)
    let parameters = builder.addParameters(
      KeyField.ofParameters.map { $0 == .model ? model : $0 == .endpoint ? UInt32(Endpoint.chat.rawValue) : 0 })
    let callers = (1...9).map { builder.addCaller([0, 0, UInt32($0), 0, 0]) }
    let questions = 20 + Int(draws.bits(0, 90) % 60)
    let prompts = (0..<2 * questions).map { wording in
      let text = UInt32(wording / 2 + 1)
      return builder.addPrompt([UInt32(wording + 1), 0, builder.addText(spelling: text, fillers: text, stems: text), 0])
    }
    // Minutes between requests, and hours that an answer holds.
    let (step, life) = (2 + draws.unit(0, 91) * 20, 2 + draws.unit(0, 92) * 40)
    for i in 0..<count {
      func unit(_ stage: UInt64) -> Double { draws.unit(UInt64(i), stage) }
      let minutes = (Double(i) + unit(0)) * step
      let question = Int(Double(questions) * unit(1) * unit(2))
      var row = Request()
      row.arrival = TinyLog.start.microseconds + Int64(minutes * 60e6)
      row.prompt = prompts[2 * question + (unit(3) < 0.3 ? 1 : 0)]
      row.parameters = parameters
      row.caller = callers[Int(unit(4) * 9)]
      row.flags = [.hasUsage]
      row.usage = TokenUsage(uncachedInput: 100 + Int(unit(5) * 2_000), output: 20 + Int(unit(6) * 500))
      row.duration = Int64(500_000 + unit(7) * 4e6)
      row.answer = UInt32(1 + question * 1_000 + Int(minutes / 60 / life + draws.unit(UInt64(question), 93)))
      row.answerBytes = 400
      builder.append(row)
    }
    return builder.finish()
  }

  private static func candidates(_ draws: Draws) -> [Candidate] {
    (0..<10).map { index in
      func pick<Value>(_ values: [Value], _ stage: UInt64) -> Value { values[Int(draws.bits(UInt64(index), stage) % UInt64(values.count))] }
      var strategy = cache("c\(index)", ttl: pick([600, 3_600, 14_400, 86_400, 604_800], 0), latency: pick([0.005, 0.8], 1))
      strategy.key = pick([.exact, .exact, .near], 2)
      strategy.tiers[0].capacity = pick([.unlimited, .entries(5), .entries(25)], 3)
      if pick([true, false, false], 4) { strategy.tiers[0].stale.whileRevalidating = Microseconds(seconds: 7_200) }
      return Candidate(product: pick(["a", "b", "c"], 5), strategy: strategy)
    }
  }

  private static func limits(_ draws: Draws) -> Constraints {
    func pick<Value>(_ values: [Value], _ stage: UInt64) -> Value { values[Int(draws.bits(99, stage) % UInt64(values.count))] }
    return Constraints(
      wrong: pick([nil, nil, 0, 0.000_5], 0), stale: pick([nil, 0.01, 0.05, 0.2], 1),
      p95: pick([nil, nil, Microseconds(seconds: 4.3), Microseconds(seconds: 4)], 2))
  }

  /// What one candidate did, by its rows.
  private struct Facts {
    var paid: [Int: Int64] = [:]
    var all: Int64 = 0
    /// What was paid from the cut on, and before.
    var late: Int64 = 0
    var early: Int64 = 0
    var wrong = 0.0
    var stale = 0.0
    var p95: Microseconds?
    /// Of the hits, those out of date; `nil` where the log does not tell.
    var staleHits: Double?
    func keeps(_ limits: Constraints) -> Bool {
      wrong <= limits.wrong ?? 1 && (limits.stale.map { stale <= $0 } ?? (staleHits ?? 0 <= 0.05))
        && p95 ?? .zero <= limits.p95 ?? Microseconds(.max)
    }
    func isSafer(than other: Facts) -> Bool { wrong + stale < other.wrong + other.stale - 1e-9 }
  }

  private static func facts(_ strategy: Strategy, _ traffic: Traffic, cut: Int) throws -> Facts {
    let replay = try strategy.replay(traffic, seed: 1)
    let staleness = Staleness(CountableRequests(traffic, key: .exact, scope: .global), of: traffic.trace)
    let arrival = traffic.trace.requests.arrival
    var facts = Facts()
    for i in arrival.indices {
      guard replay.outcome[i] == .hit || replay.outcome[i] == .stale else {
        facts.all += traffic.cost[i]
        facts.paid[Timestamp(microseconds: arrival[i]).day(offset: 0), default: 0] += traffic.cost[i]
        if i < cut { facts.early += traffic.cost[i] } else { facts.late += traffic.cost[i] }
        continue
      }
      if replay.cause[i] == .near { facts.wrong += NearRisk.spelling }
      let age = arrival[i] - arrival[Int(replay.answer[i])]
      facts.stale += staleness.isKnown ? staleness.outdated(age: age) : replay.outcome[i] == .stale ? 1 : 0
    }
    let hits = replay.outcome.count { $0 == .hit || $0 == .stale }
    facts.staleHits = staleness.isKnown && hits > 0 ? facts.stale / Double(hits) : nil
    facts.wrong /= Double(arrival.count)
    facts.stale /= Double(arrival.count)
    facts.p95 = replay.tallies(of: traffic, by: Array(repeating: 0, count: arrival.count), count: 1)[0].latency(percentile: 95)
    return facts
  }

  private static func logged(_ trace: Trace) -> (AuditStudy, LoggedTraffic) {
    let audited = AuditStudy(trace, prices: TinyLog.prices, priceTable: "test", scope: .global, version: "1", seed: 1, dayOffset: 0)
    return (audited, LoggedTraffic(trace, audit: audited.audit, prices: TinyLog.prices, seed: 1))
  }

  @Test("winner, runner-up, margins and the choice by the first part are what trying everything finds", arguments: 0..<12 as Range<UInt64>)
  func everything(seed: UInt64) throws {
    let draws = Draws(seed: seed &+ 500)
    let (count, cut) = (600, 400)
    let (candidates, limits) = (Self.candidates(draws), Self.limits(draws))
    let (audited, logged) = Self.logged(Self.log(seed, count))
    let advice = try Adviser(
      audited, logged, infrastructure: InfrastructurePrices(rows: []), constraints: limits, threads: 2
    ).advise(candidates)
    let facts = try candidates.map { try Self.facts($0.strategy, logged.withoutCache, cut: cut) }
    let today = try Self.facts(.noCache, logged.withoutCache, cut: cut)
    let refreshes = advice.choices.map(\.result.beside)

    // A month's saving, in dollars: the replay's rows by day, what is paid beside by the span; bills in cents where the log's is a dollar or more.
    func told(_ month: Double) -> Double { advice.month.isInCents ? (month / 1e7).rounded() * 1e7 : month }
    func saving(_ index: Int) throws -> Double {
      let before = try #require(advice.month.amount(byDay: today.paid, all: today.all))
      let after = try #require(advice.month.steady.amount(byDay: facts[index].paid, all: facts[index].all))
      return (told(before) - told(after)) / 1e9 - refreshes[index].value
    }
    let savings = try candidates.indices.map { try saving($0) }
    for index in candidates.indices {
      #expect(abs((advice.choices[index].saving?.value ?? .nan) - savings[index]) < 1e-6, "\(index)")
      #expect(advice.choices[index].broken.isEmpty == facts[index].keeps(limits), "\(index)")
    }
    let kept = candidates.indices.filter { facts[$0].keeps(limits) && savings[$0] > 1e-9 }
    func most(_ indices: [Int]) -> Double? { indices.map { savings[$0] }.max() }
    func same(_ index: Int?, _ saved: Double?) -> Bool {
      guard let index, let saved else { return index == nil && saved == nil }
      return abs(savings[index] - saved) < 1e-6
    }
    #expect(same(advice.winner, most(kept)))
    guard let winner = advice.winner else { return }
    // Settings of the winner's product that change nothing are no runner-up, where there is another.
    let others = kept.filter { $0 != winner }
    func isTwin(_ index: Int) -> Bool {
      candidates[index].product == candidates[winner].product && abs(savings[index] - savings[winner]) < 1e-9
        && advice.choices[index].result.hits == advice.choices[winner].result.hits && facts[index].p95 == facts[winner].p95
        && facts[index].wrong == facts[winner].wrong && facts[index].stale == facts[winner].stale
    }
    let distinct = others.filter { !isTwin($0) }
    #expect(same(advice.runnerUp, most(distinct.isEmpty ? others : distinct)))
    #expect(advice.byProduct.count == Set(kept.map { candidates[$0].product }).count)
    for index in advice.byProduct {
      #expect(same(index, most(kept.filter { candidates[$0].product == candidates[index].product })))
    }
    // A choice that saves nothing is none, and neither is it a safer one.
    let safer = candidates.indices.filter { facts[$0].keeps(limits) && facts[$0].isSafer(than: facts[winner]) }
    #expect(same(advice.lastDollar?.other, most(safer)))
    let beyond = candidates.indices.filter { !facts[$0].keeps(limits) && savings[$0] > savings[winner] }
    #expect(same(advice.nextDollar?.other, most(beyond)))

    // By the first part alone: a log that ends at the cut.
    let (_, first) = Self.logged(Self.log(seed, cut))
    let known = try candidates.map { try Self.facts($0.strategy, first.withoutCache, cut: cut) }
    let sample = try #require(advice.outOfSample)
    #expect(sample.cut == logged.withoutCache.trace.requests.arrival[cut])
    let worth = try candidates.indices.map { index in
      let part = try #require(advice.choices[index].result.parts.first?.cost)
      let refreshed = part.value - Double(known[index].all) / 1e9
      #expect(refreshed > -1e-9 && (refreshed < 1e-9 || candidates[index].strategy.tiers[0].stale.whileRevalidating > .zero))
      return Double(today.early - known[index].all) / 1e9 - refreshed
    }
    let best = candidates.indices.filter { known[$0].keeps(limits) && worth[$0] > 1e-9 }.map { worth[$0] }.max()
    #expect((sample.chosen == nil) == (best == nil))
    if let chosen = sample.chosen, let best {
      #expect(abs(worth[chosen] - best) < 1e-6)
      let paid = try #require(advice.choices[chosen].result.parts.last?.cost)
      #expect(abs((sample.saved ?? 0) - (Double(today.late) / 1e9 - paid.value) / (Double(today.late) / 1e9)) < 1e-9)
      #expect(abs(paid.value - Double(facts[chosen].late) / 1e9) < 1e-9 || refreshes[chosen] > .zero)
    }
  }
}
