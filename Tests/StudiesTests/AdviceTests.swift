import Caching
import Duplicates
import Pricing
import Simulation
import Testing
import Traces
import Units

@testable import Studies

@Suite struct AdviceTests {
  private let nothing = InfrastructurePrices(rows: [])

  /// Lives, sizes and keys of two products.
  private static let candidates: [Candidate] = {
    var out: [Candidate] = []
    for (index, key) in [KeyRule.exact, .near].enumerated() {
      for ttl: Double in [60, 3_600, 43_200, 86_400, 604_800] {
        for capacity in [Capacity.unlimited, .entries(15)] {
          var strategy = cache("c\(index).\(Int(ttl)).\(capacity == .unlimited)", ttl: ttl, latency: 0.005)
          strategy.key = key
          strategy.tiers[0].capacity = capacity
          out.append(Candidate(product: index == 0 ? "plain" : "near", strategy: strategy))
        }
      }
    }
    return out
  }()

  /// A log whose questions have two wordings each.
  private func log(_ seed: UInt64, days: Int = 12, perDay: Int = 40) -> Trace {
    var builder = TraceBuilder()
    let draws = Draws(seed: seed)
    let model = builder.addName("m1", to: .model)
    let parameters = builder.addParameters(
      KeyField.ofParameters.map { $0 == .model ? model : $0 == .endpoint ? UInt32(Endpoint.chat.rawValue) : 0 })
    let callers = (1...50).map { builder.addCaller([0, 0, UInt32($0), 0, 0]) }
    let questions = days * perDay / 4
    let prompts = (0..<2 * questions).map { wording in
      let text = UInt32(wording / 2 + 1)
      return builder.addPrompt([UInt32(wording + 1), 0, builder.addText(spelling: text, fillers: text, stems: text), 0])
    }
    for i in 0..<days * perDay {
      func unit(_ stage: UInt64) -> Double { draws.unit(UInt64(i), stage) }
      var row = Request()
      row.arrival = TinyLog.start.microseconds + Int64((Double(i) + unit(0)) * 86_400e6 / Double(perDay))
      row.prompt = prompts[2 * Int(Double(questions) * unit(1) * unit(2)) + (unit(3) < 0.3 ? 1 : 0)]
      row.parameters = parameters
      row.caller = callers[Int(draws.bits(UInt64(i), 4) % 50)]
      row.flags = [.hasUsage]
      row.usage = TokenUsage(uncachedInput: 100 + Int(unit(5) * 2_000), output: 20 + Int(unit(6) * 500))
      row.duration = Int64(500_000 + unit(7) * 4e6)
      row.answerBytes = 400
      builder.append(row)
    }
    return builder.finish()
  }

  private func audited(_ trace: Trace) -> AuditStudy {
    AuditStudy(trace, prices: TinyLog.prices, priceTable: "test", scope: .global, version: "1", seed: 1, dayOffset: 0)
  }

  private func logged(_ trace: Trace) -> LoggedTraffic {
    LoggedTraffic(trace, audit: audited(trace).audit, prices: TinyLog.prices, seed: 1)
  }

  private func advise(
    _ trace: Trace, _ constraints: Constraints, candidates: [Candidate] = AdviceTests.candidates, budget: Int = Adviser.budget
  ) throws -> Advice {
    try Adviser(
      audited(trace), logged(trace), infrastructure: nothing, constraints: constraints, threads: 2, budget: budget,
      sampler: { share in
        let (part, sample) = trace.samplingKeys(share, seed: 1)
        return (self.logged(part), SampleBasis(sample, of: trace, kept: part, prices: TinyLog.prices))
      }
    ).advise(candidates)
  }

  @Test("advice is what exhaustive search finds, and its figures those of a study", arguments: 0..<2 as Range<UInt64>)
  func exhaustive(seed: UInt64) throws {
    let trace = log(seed)
    let study = try Study(
      audited(trace), logged: logged(trace), infrastructure: nothing, strategies: Self.candidates.map(\.strategy), threads: 2)
    for constraints in [
      Constraints(), Constraints(wrong: 0.002), Constraints(wrong: 0), Constraints(p95: Microseconds(seconds: 4.2)),
      Constraints(p95: Microseconds(1)),
    ] {
      let advice = try advise(trace, constraints)
      #expect(advice.tried == (Self.candidates.count, Self.candidates.count) && advice.screenedBy == nil)
      // By the study's own tallies: hits here stand for money, since the months differ in warm-up.
      var best: (index: Int, saved: Int64)?
      for (index, result) in study.strategies.enumerated() {
        let tally = result.total.tally
        // The two wordings of a question differ in spelling alone.
        let wrong = NearRisk.spelling * Double(tally.count(.hit, .near)) / Double(tally.requests)
        if let limit = constraints.wrong, wrong > limit { continue }
        if let limit = constraints.p95, (result.total.latency?.p95 ?? .zero) > limit { continue }
        #expect(advice.choices[index].broken.isEmpty, "\(index)")
        #expect(
          abs(advice.choices[index].result.wrongShare - wrong) < 1e-12
            && advice.choices[index].result.hits == tally.requestHitRate.numerator)
        let saved = advice.choices[index].saving?.nanodollars ?? 0
        if saved > best?.saved ?? 0 { best = (index, saved) }
      }
      #expect(advice.winner.flatMap { advice.choices[$0].saving?.nanodollars } == best?.saved)
      #expect((advice.winner == nil) == (constraints.p95 == Microseconds(1)))
      if let winner = advice.winner, let runnerUp = advice.runnerUp {
        #expect((advice.choices[winner].saving ?? .zero) >= (advice.choices[runnerUp].saving ?? .zero) && winner != runnerUp)
      }
    }
  }

  @Test("a screening by a sample finds what the full search finds, or what is as good", arguments: 0..<1 as Range<UInt64>)
  func screened(seed: UInt64) throws {
    let trace = log(seed, days: 20, perDay: 120)
    // Enough candidates that not all pass.
    var many: [Candidate] = []
    for key in [KeyRule.exact, .near] {
      for minutes in 1...20 {
        var strategy = cache("m\(many.count)", ttl: Double(minutes * minutes * 90), latency: 0.005)
        strategy.key = key
        many.append(Candidate(product: "plain", strategy: strategy))
      }
    }
    let full = try advise(trace, Constraints(wrong: 0.001), candidates: many)
    let quick = try advise(trace, Constraints(wrong: 0.001), candidates: many, budget: 1)
    #expect(quick.screenedBy != nil && quick.tried.all == many.count && quick.tried.inFull < many.count)
    let (a, b) = (try #require(full.winner), try #require(quick.winner))
    #expect((quick.choices[b].saving?.value ?? 0) >= 0.999 * (full.choices[a].saving?.value ?? 0))
    #expect(quick.choices[b].broken.isEmpty)
  }

  @Test("the bill is taken apart without a rest, and each part is the replay that it says")
  func bound() throws {
    let trace = log(9)
    let small = Self.candidates.filter { $0.strategy.tiers[0].capacity != .unlimited && $0.strategy.key == .exact }
    let advice = try advise(trace, Constraints(), candidates: small)
    let (winner, bound) = (try #require(advice.winner), try #require(advice.bound))
    #expect(bound.winner == advice.choices[winner].result.total)
    #expect(bound.capacity + bound.life + bound.flightAndStore + bound.traffic == bound.winner)
    #expect(bound.capacity > .zero && bound.life >= .zero && bound.flightAndStore >= .zero && bound.traffic > .zero)
    var unlimited = advice.choices[winner].candidate.strategy
    unlimited.tiers[0].capacity = .unlimited
    let again = try advise(trace, Constraints(), candidates: small + [Candidate(product: "plain", strategy: unlimited.renamedTo("u"))])
    #expect(again.choices[small.count].result.total == bound.winner - bound.capacity)
    // Nothing hits more than the bound.
    #expect(advice.choices.allSatisfy { $0.result.hits <= bound.hits.numerator })
  }

  @Test("the last dollar is what the safer choice does without, the next one what limits cost")
  func margins() throws {
    let trace = log(3)
    let free = try advise(trace, Constraints())
    let (winner, last) = (try #require(free.winner), try #require(free.lastDollar))
    #expect(free.choices[winner].candidate.product == "near" && free.nextDollar == nil)
    #expect(last.dollars == (free.choices[winner].saving ?? .zero) - (free.choices[last.other].saving ?? .zero) && last.dollars > .zero)
    #expect(last.wrong > 0)
    let riskless = try #require(free.riskless)
    #expect(riskless.dollars >= last.dollars && riskless.wrong >= last.wrong && free.choices[riskless.other].result.wrongAnswers == 0)
    let strict = try advise(trace, Constraints(wrong: 0))
    let next = try #require(strict.nextDollar)
    #expect(
      strict.lastDollar == nil && strict.riskless == nil && next.dollars > .zero && next.wrong > 0
        && strict.choices[next.other].broken == [.wrong])
    #expect(strict.winner.map { strict.choices[$0].candidate.product } == "plain")
  }

  /// Questions that are asked again after 50 minutes with the same answer, and after a day with another one.
  private func known() -> Trace {
    var builder = TraceBuilder()
    let model = builder.addName("m1", to: .model)
    let parameters = builder.addParameters(
      KeyField.ofParameters.map { $0 == .model ? model : $0 == .endpoint ? UInt32(Endpoint.chat.rawValue) : 0 })
    let prompts = (1...30).map {
      builder.addPrompt([UInt32($0), 0, builder.addText(spelling: UInt32($0), fillers: UInt32($0), stems: UInt32($0)), 0])
    }
    let callers = (1...8).map { builder.addCaller([0, 0, UInt32($0), 0, 0]) }
    var rows: [(time: Double, question: Int, day: Int, turn: Int)] = []
    for day in 0..<30 {
      for question in 0..<30 {
        let asked = Double(day) * 86_400 + Double(question) * 600
        for turn in 0..<4 { rows.append((asked + Double(turn) * 3_000, question, day, turn)) }
      }
    }
    rows.sort { ($0.time, $0.question) < ($1.time, $1.question) }
    for row in rows {
      var request = Request()
      request.arrival = TinyLog.start.microseconds + Int64(row.time * 1e6)
      request.prompt = prompts[row.question]
      request.parameters = parameters
      request.caller = callers[(row.question + row.turn) % 8]
      request.flags = [.hasUsage]
      request.usage = TokenUsage(uncachedInput: 1_000, output: 100)
      request.duration = 2_000_000
      request.answer = UInt32(1 + row.day * 30 + row.question)
      request.answerBytes = 400
      builder.append(request)
    }
    return builder.finish()
  }

  @Test("where the best answer is known it is found, and out of sample too")
  func knownAnswer() throws {
    let trace = known()
    let candidates = [300.0, 3_600, 10_800, 144_000].map { ttl in
      Candidate(product: "plain", strategy: cache("t\(Int(ttl))", ttl: ttl))
    }
    // Three of four requests repeat within 150 minutes: an hour from the first answer serves one, three hours all three; what lives for longer
    // serves yesterday's answers.
    let strict = try advise(trace, Constraints(stale: 0.01), candidates: candidates)
    #expect(strict.winner.map { strict.choices[$0].candidate.strategy.name } == "t10800")
    #expect(strict.choices[2].result.hits == 30 * 30 * 3 && strict.choices[2].result.staleShare == 0)
    #expect(strict.choices[3].broken == [.stale] && strict.choices[3].result.staleShare > 0.3)
    let sample = try #require(strict.outOfSample)
    #expect(sample.chosen == strict.winner && sample.best == strict.winner && sample.broken.isEmpty)
    #expect(abs((sample.saved ?? 0) - 0.75) < 0.02)
    let loose = try advise(trace, Constraints(stale: 1), candidates: candidates)
    #expect(loose.winner.map { loose.choices[$0].candidate.strategy.name } == "t144000")
    #expect((loose.lastDollar?.stale ?? 0) > 0)
    // Without a limit, nobody means to be told mostly what is no longer so.
    let unsaid = try advise(trace, Constraints(), candidates: candidates)
    #expect(unsaid.winner == strict.winner && unsaid.choices[3].broken == [.stale])
    #expect(try #require(unsaid.choices[3].result.staleAnswers).isGreat && unsaid.nextDollar?.other == 3)
  }

  @Test("of what saves the same, the shortest life, the smallest room, and no comparing by meaning")
  func plainest() throws {
    let trace = known()
    // Each question comes back within 150 minutes; the day after, with another answer. All of these do the same.
    let lives = [36_000.0, 14_400, 10_800, 12_000]
    var candidates = lives.map { Candidate(product: "plain", strategy: cache("t\(Int($0))", ttl: $0)) }
    var small = cache("small", ttl: 10_800)
    small.tiers[0].capacity = .entries(1_000)
    var near = cache("near", ttl: 10_800)
    near.key = .near
    candidates += [Candidate(product: "plain", strategy: near), Candidate(product: "plain", strategy: small)]
    let advice = try advise(trace, Constraints(), candidates: candidates)
    #expect(Set(advice.choices.map(\.saving)).count == 1 && Set(advice.choices.map(\.result.hits)).count == 1)
    #expect(advice.winner.map { candidates[$0].strategy.name } == "small")
  }

  @Test("a tier without a price beside one that is billed: the advice says what its bill has and has not")
  func partlyBilled() throws {
    var two = cache("two", ttl: 86_400)
    two.tiers.append(two.tiers[0])
    two.tiers[1].name = "redis"
    two.tiers[1].service = "upstash-redis"
    var (plain, billed) = (cache("plain", ttl: 86_400), two)
    (plain.name, billed.tiers[0].service) = ("plain", "upstash-redis")
    func caveats(_ candidates: [Candidate]) throws -> [Caveat] {
      try advise(log(1), Constraints(), candidates: candidates).caveats.filter { $0.id.hasPrefix("advice-unbilled") }
    }
    let inPart = try caveats([Candidate(product: "proxy", strategy: two)])
    #expect(inPart.map(\.id) == ["advice-unbilled-in-part-proxy"])
    #expect(
      inPart[0].text
        == "Of proxy with “redis”, the bill has what that costs, but not what “\(two.tiers[0].name)” costs: take it off the saving.")
    #expect(try caveats([Candidate(product: "proxy", strategy: billed)]).isEmpty)
    let both = try caveats([Candidate(product: "proxy", strategy: two), Candidate(product: "web", strategy: plain)])
    #expect(
      both.map(\.id) == ["advice-unbilled", "advice-unbilled-in-part-proxy"] && both[0].text.hasPrefix("What the machines of web cost"))
  }

  /// Questions that come again in another spelling; so many of a hundred are then answered otherwise.
  private func respelt(differing: Int) -> Trace {
    var builder = TraceBuilder()
    let model = builder.addName("m1", to: .model)
    let parameters = builder.addParameters(
      KeyField.ofParameters.map { $0 == .model ? model : $0 == .endpoint ? UInt32(Endpoint.chat.rawValue) : 0 })
    let callers = (1...2).map { builder.addCaller([0, 0, UInt32($0), 0, 0]) }
    for question in 0..<400 {
      let text = UInt32(question + 1)
      for turn in 0..<2 {
        let prompt = builder.addPrompt(
          [UInt32(2 * question + turn + 1), 0, builder.addText(spelling: text, fillers: text, stems: text), 0])
        var row = Request()
        row.arrival = TinyLog.start.microseconds + Int64(2 * question + turn) * 1_800_000_000
        row.prompt = prompt
        row.parameters = parameters
        row.caller = callers[turn]
        row.flags = [.hasUsage]
        row.usage = TokenUsage(uncachedInput: 1_000, output: 100)
        row.duration = 2_000_000
        row.answer = UInt32(1 + question + (turn == 1 && question % 100 < differing ? 400 : 0))
        row.answerBytes = 400
        builder.append(row)
      }
    }
    return builder.finish()
  }

  @Test("wrong answers are counted by the log's own answers where these are worse than labelled pairs, and limits held against that")
  func ownAnswers() throws {
    var near = cache("near", ttl: 7_200)
    near.key = .near
    let candidates = [Candidate(product: "plain", strategy: near)]
    let trace = respelt(differing: 25)
    let study = try Study(audited(trace), logged: logged(trace), infrastructure: nothing, strategies: [near], threads: 2)
    let (money, hits) = (study.strategies[0].money, study.strategies[0].total.tally.count(.hit, .near))
    let (pairs, own) = (try #require(money.wrongByPairs), try #require(money.wrongByLog))
    #expect(hits == 400 && abs(own / pairs - 0.25 / NearRisk.spelling) < 1e-9 && money.wrongAnswers == own)
    #expect(
      study.caveats.contains { $0.id == "near-answers" && $0.text.contains("the logged answers to 400 near repeats differ in 25.0 %") })
    let advice = try advise(trace, Constraints(wrong: 0.1), candidates: candidates)
    #expect(advice.winner == nil && advice.choices[0].broken == [.wrong] && abs(advice.choices[0].result.wrongShare - 0.125) < 1e-9)
    #expect(advice.nearRisk == LoggedNearRisk(audited(trace).audit.answers) && advice.nearRisk?.share == 0.25)
    // Where the log's answers are better than labelled pairs, these count; where nearly all differ, the model never says the same twice.
    let alike = respelt(differing: 0)
    let better = try Study(audited(alike), logged: logged(alike), infrastructure: nothing, strategies: [near], threads: 2).strategies[0]
    #expect(better.money.wrongByLog == 0 && better.money.wrongAnswers == better.money.wrongByPairs)
    let talkative = respelt(differing: 90)
    #expect(LoggedNearRisk(audited(talkative).audit.answers) == nil)
  }

  @Test("what cannot be replayed is left out by reason")
  func skipped() throws {
    var semantic = cache("s", ttl: 60)
    semantic.semantic = SemanticLayer(threshold: Threshold(0.9))
    let two = [semantic, semantic.renamedTo("s2")].map { Candidate(product: "meaning", strategy: $0) }
    let advice = try advise(log(1), Constraints(), candidates: Self.candidates + two)
    #expect(advice.skipped.map(\.count) == [2] && advice.skipped[0].product == "meaning" && advice.skipped[0].reason.contains("texts"))
    #expect(advice.tried.all == Self.candidates.count)
  }
}

extension Strategy {
  fileprivate func renamedTo(_ name: String) -> Strategy {
    var out = self
    out.name = name
    return out
  }
}
