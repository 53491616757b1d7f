import Caching
import Duplicates
import Pricing
import Simulation
import Synchronization
import Testing
import Traces
import Units

@testable import Studies

@Suite struct SweepTests {
  private let log = TinyLog(busyRows(days: 16))
  private let infrastructure = InfrastructurePrices(rows: [])

  private var strategies: [Strategy] {
    var out = [60.0, 3_600, 86_400, 5 * 86_400].map { cache("c\(Int($0))", ttl: $0, latency: 0.01) } + [cache("ever")]
    out[1].tiers[0].capacity = .entries(20)
    out[2].tiers[0].stale.whileRevalidating = Microseconds(seconds: 7_200)
    out[3].flights = FlightRules(singleFlight: .global)
    return out
  }

  private func plan(_ strategies: [Strategy]) -> SweepPlan {
    SweepPlan(
      axes: [], points: strategies.map { SweepPoint(base: $0.name, values: [], strategy: $0) }, audited: log.audited, logged: log.logged,
      infrastructure: infrastructure)
  }

  @Test("a row of a sweep is the study of the same strategies")
  func rowsAreStudies() throws {
    let study = try log.study(strategies)
    let sweep = try plan(strategies).run(known: [:], threads: 2) { _, _ in }
    #expect(sweep.month == study.month && sweep.baseline.upstream == study.asLogged.total.monthly.expected)
    for (brief, result) in zip(sweep.results, study.strategies) {
      let tally = result.total.tally
      #expect(brief.requests == tally.requests && brief.hits == tally.requestHitRate.numerator)
      #expect(brief.mean == tally.meanLatency && brief.p50 == result.total.latency?.p50)
      #expect(brief.p95 == result.total.latency?.p95 && brief.p99 == result.total.latency?.p99)
      #expect(brief.upstream == result.total.monthly.expected && brief.total == result.monthlyAll, "\(result.strategy.name)")
      #expect(brief.served[.exact] ?? 0 == tally.count(.hit, .exact) && brief.served[.stale] ?? 0 == tally.count(.stale))
      #expect(brief.served[.coalesced] ?? 0 == tally.count(.coalesced))
      #expect(result.stale == brief.staleAnswers && result.stale != nil, "\(result.strategy.name)")
    }
    #expect(sweep.results.last.map { $0.hits > 100 } ?? false)
    #expect(sweep.results[2].beside > .zero && sweep.results[0].beside == .zero)
  }

  @Test("whether the log is long enough is said of the TTLs that were tried, and not of others")
  func tooShortForATTL() throws {
    let log = TinyLog(busyRows(days: 10))
    func text(_ caveats: [Caveat]) -> String? { caveats.first { $0.id == "ttl-lower-bound" }?.text }
    #expect(text(log.audited.caveats)?.contains("less than twice a TTL of 7 days: ") == true)
    for (days, said) in [(3.0, nil), (6, " a TTL of 6 days: ")] as [(Double, String?)] {
      let point = SweepPoint(base: "a", values: [], strategy: cache("a", ttl: days * 86_400))
      let plan = SweepPlan(axes: [], points: [point], audited: log.audited, logged: log.logged, infrastructure: infrastructure)
      let found = text(try plan.run(known: [:], threads: 1) { _, _ in }.caveats)
      #expect(said.map { found?.contains($0) == true } ?? (found == nil), "\(found ?? "")")
    }
  }

  @Test("a single strategy's hits and latencies are those of it alone")
  func single() throws {
    let sweep = try plan(strategies).run(known: [:], threads: 2) { _, _ in }
    for (index, strategy) in strategies.enumerated() {
      let alone = try plan([strategy]).run(known: [:], threads: 1) { _, _ in }
      #expect(alone.results[0].hits == sweep.results[index].hits && alone.results[0].p95 == sweep.results[index].p95)
      #expect(alone.results[0].served == sweep.results[index].served && alone.results[0].mean == sweep.results[index].mean)
    }
  }

  @Test("what is known is not replayed, and the result is the same")
  func resumes() throws {
    let whole = try plan(strategies).run(known: [:], threads: 2) { _, _ in }
    let replayed = Mutex<[Int]>([])
    let again = try plan(strategies).run(known: [0: whole.results[0], 3: whole.results[3]], threads: 2) { index, result in
      replayed.withLock { $0.append(index) }
      #expect(result == whole.results[index])
    }
    #expect(replayed.withLock { $0.sorted() } == [1, 2, 4])
    #expect(again.results == whole.results)
    struct Stop: Error {}
    #expect(throws: Stop.self) { try plan(strategies).run(known: [:], threads: 1) { _, _ in throw Stop() } }
  }

  @Test("parts of a log add up to it")
  func parts() throws {
    let month = Month(span: log.trace.span, offset: 0)
    let cut = TinyLog.start.microseconds + 9 * 86_400_000_000
    let maker = BriefMaker(log.logged, month: month, infrastructure: infrastructure, seed: 1, cut: cut)
    let whole = BriefMaker(log.logged, month: month, infrastructure: infrastructure, seed: 1)
    for (a, b) in zip(try maker.results(strategies, threads: 2), try whole.results(strategies, threads: 2)) {
      var bare = a
      bare.parts = []
      #expect(bare == b)
      #expect(a.parts.count == 2 && a.parts.reduce(0) { $0 + $1.requests } == a.requests && a.parts.reduce(0) { $0 + $1.hits } == a.hits)
      for source in SavingSource.allCases {
        #expect(a.parts.reduce(0) { $0 + ($1.served[source] ?? 0) } == a.served[source] ?? 0)
      }
    }
  }

  @Test("strategies that cannot be replayed are left out, and it is said why")
  func skips() throws {
    var semantic = cache("by-meaning", ttl: 60)
    semantic.semantic = SemanticLayer(threshold: Threshold(0.9))
    let sweep = try plan([cache("a", ttl: 60), semantic]).run(known: [:], threads: 1) { _, _ in }
    #expect(sweep.points.map(\.strategy.name) == ["a"] && sweep.skipped.map(\.name) == ["by-meaning"])
    #expect(sweep.skipped[0].reason.contains("texts") && sweep.caveats.contains { $0.id == "sweep-skipped" })
  }

  @Test("the frontier is what nothing dominates, by brute force")
  func frontier() throws {
    let sweep = try plan(strategies).run(known: [:], threads: 2) { _, _ in }
    for seed in 0..<200 {
      let draws = Draws(seed: UInt64(seed))
      let results = (0..<12).map { index -> BriefResult in
        var result = BriefResult()
        func pick(_ below: UInt64, _ stage: UInt64) -> Int { Int(draws.bits(UInt64(index), stage) % below) }
        result.requests = 100
        result.hits = pick(5, 0)
        result.upstream = Dollars(nanodollars: Int64(pick(4, 1)))
        result.p95 = Microseconds(Int64(pick(4, 2)))
        result.served = [.stale: pick(3, 4)]
        result.wrongAnswers = Double(pick(3, 3))
        return result
      }
      let points = (0..<12).map { SweepPoint(base: "\($0)", values: [], strategy: cache("s\($0)")) }
      let made = Sweep(
        axes: [], points: points, results: results, skipped: [], baseline: sweep.baseline, audited: sweep.audited, month: sweep.month,
        caveats: [])
      let frontier = made.frontier
      func isBetter(_ a: Int, _ b: Int) -> Bool {
        let (x, y) = (results[a], results[b])
        let better = [
          x.upstream! < y.upstream!, x.p95! < y.p95!, x.wrongShare < y.wrongShare, x.staleShare < y.staleShare,
        ]
        let worse = [
          x.upstream! > y.upstream!, x.p95! > y.p95!, x.wrongShare > y.wrongShare, x.staleShare > y.staleShare,
        ]
        if worse.contains(true) { return false }
        return better.contains(true) || a < b
      }
      let expected = Set((0..<12).filter { index in !(0..<12).contains { $0 != index && isBetter($0, index) } })
      #expect(Set(frontier) == expected, "seed \(seed)")
      #expect(zip(frontier, frontier.dropFirst()).allSatisfy { results[$0].upstream! <= results[$1].upstream! })
    }
  }
}
