import Caching
import Duplicates
import Pricing
import Simulation
import Testing
import Traces
import Units

@testable import Studies

/// Replays that strategies share, against replays of their own.
@Suite struct SharedReplayTests {
  private static let services = [nil, "elasticache-serverless-valkey", "upstash-redis-payg"]

  private func log(_ seed: UInt64) -> TinyLog {
    var rows = busyRows(days: 6, perDay: 50, seed: seed)
    let draws = Draws(seed: seed)
    for i in rows.indices { rows[i].answerBytes = UInt32(draws.bits(UInt64(i), 20) % 900) }
    // Some calls are still under way at the end.
    for i in rows.indices.suffix(5) { rows[i].duration = 40_000 }
    return TinyLog(rows)
  }

  /// Strategies that differ in little, so that many have one replay.
  private func strategies(_ seed: UInt64, _ count: Int) -> [Strategy] {
    (0..<count).map { index in
      let draws = Draws(seed: seed)
      func pick<Value>(_ values: [Value], _ stage: UInt64) -> Value { values[Int(draws.bits(UInt64(index), stage) % UInt64(values.count))] }
      var strategy = cache("s\(index)", ttl: pick([600, 90_000], 0), latency: 0.002, service: pick(Self.services, 1))
      let size = pick([1, 5, 20, 60, 200, 1_000], 2)
      strategy.tiers[0].capacity = pick(
        [
          .unlimited, .entries(size), .bytes(size * 500, overhead: .none), .bytes(1_000_000 + size * 900, overhead: .redis7(keyBytes: 40)),
        ], 3)
      strategy.tiers[0].policy = pick([.lru, .fifo, .noEviction, .allkeysLFU, .s3fifo, .wTinyLFU, .arc, .random], 4)
      strategy.tiers[0].removal = pick([.exact, .exact, .exact, .redis], 5)
      if draws.bits(UInt64(index), 6) % 5 == 0 { strategy.flights = FlightRules(singleFlight: .global) }
      if draws.bits(UInt64(index), 7) % 9 == 0 { strategy.tiers[0].eviction.countsOverwrites = true }
      return strategy
    }
  }

  @Test("the results of many strategies are those of each alone", arguments: 0..<2 as Range<UInt64>)
  func many(seed: UInt64) throws {
    let log = log(seed)
    let month = Month(span: log.trace.span, offset: 0)
    let maker = BriefMaker(
      log.logged, month: month, infrastructure: .builtIn, seed: 3, cut: TinyLog.start.microseconds + 4 * 86_400_000_000)
    let strategies = strategies(seed, 150)
    let together = try maker.results(strategies, threads: 2)
    for (strategy, result) in zip(strategies, together) {
      #expect(try maker.results([strategy], threads: 1)[0] == result, "\(strategy.name)")
    }
    #expect(Set(together.map(\.infrastructure)).count > 2)
  }

  @Test("where a replay says that there is room, nothing comes out otherwise", arguments: 0..<6 as Range<UInt64>)
  func room(seed: UInt64) throws {
    let log = log(seed)
    let traffic = log.logged.withoutCache
    let strategies = strategies(seed &+ 100, 120)
    var (shared, own) = (0, 0)
    for family in ReplayFamilies(strategies).families {
      let first = try strategies[family[0]].replay(traffic, seed: 3)
      let room = RoomTaken(strategies[family[0]], first, traffic)
      guard room.fits(strategies[family[0]]) else { continue }
      for other in family.dropFirst() {
        guard room.fits(strategies[other]) else {
          own += 1
          continue
        }
        shared += 1
        let replay = try strategies[other].replay(traffic, seed: 3)
        #expect(replay == first, "\(strategies[other].name)")
      }
    }
    #expect(shared > 10 && own > 10)
  }

  @Test("every index is told once, and what a strategy breaks is thrown whoever it shares with")
  func tells() throws {
    let log = log(9)
    let maker = BriefMaker(
      log.logged, month: Month(span: log.trace.span, offset: 0), infrastructure: .builtIn, seed: 3)
    var told: [Int] = []
    let results = try maker.results(strategies(9, 80), threads: 2) { index, _ in told.append(index) }
    #expect(told.sorted() == Array(0..<80) && results.count == 80)
    var broken = cache("broken", ttl: 600)
    broken.tiers[0].capacity = .entries(-1)
    #expect(throws: StrategyError.self) { try maker.results([cache("a", ttl: 600), broken], threads: 2) }
  }

  @Test("near hits are wrong as often as the audit says, by what they differ in")
  func oneSource() throws {
    var builder = TraceBuilder()
    let model = builder.addName("m1", to: .model)
    let parameters = builder.addParameters(
      KeyField.ofParameters.map { $0 == .model ? model : $0 == .endpoint ? UInt32(Endpoint.chat.rawValue) : 0 })
    let caller = builder.addCaller([0, 0, 1, 0, 0])
    // Two questions with four wordings each: as it is, in other spelling, with fillers, with other endings.
    let texts: [(spelling: UInt32, fillers: UInt32, stems: UInt32)] = [(1, 1, 1), (1, 1, 1), (2, 1, 1), (3, 3, 1)]
    let prompts = (0..<8 as Range<UInt32>).map { wording in
      let (text, more) = (texts[Int(wording % 4)], wording / 4 * 10)
      return builder.addPrompt([
        wording + 1, 0, builder.addText(spelling: text.spelling + more, fillers: text.fillers + more, stems: text.stems + more), 0,
      ])
    }
    for i in 0..<8 {
      var row = Request()
      row.arrival = TinyLog.start.microseconds + Int64(i) * 3_600_000_000
      row.prompt = prompts[i]
      row.parameters = parameters
      row.caller = caller
      row.flags = [.hasUsage]
      row.usage = TokenUsage(uncachedInput: 1_000, output: 100)
      row.duration = 1_000_000
      builder.append(row)
    }
    let trace = builder.finish()
    let audited = AuditStudy(trace, prices: TinyLog.prices, priceTable: "test", scope: .global, version: "1", seed: 1, dayOffset: 0)
    let logged = LoggedTraffic(trace, audit: audited.audit, prices: TinyLog.prices, seed: 1)
    var near = cache("near")
    near.key = .near
    let month = Month(span: trace.span, offset: 0)
    let brief = try BriefMaker(logged, month: month, infrastructure: InfrastructurePrices(rows: []), seed: 1).results([near], threads: 1)[0]
    let expected = try #require(audited.audit.expectedWrong(of: .near))
    #expect(brief.served == [.near: 6] && expected > 0 && abs(brief.wrongAnswers - expected) < 1e-12)
    let study = try Study(audited, logged: logged, infrastructure: InfrastructurePrices(rows: []), strategies: [near], threads: 1)
    let monthly = try #require(study.strategies[0].money.wrongAnswers)
    #expect(abs(monthly - expected / (8.0 / 24) * Month.days) < 1e-6)
  }
}
