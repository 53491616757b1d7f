import Caching
import Duplicates
import Pricing
import Simulation
import Testing
import Traces
import Units

@testable import Studies

@Suite("Samples, growth and their errors")
struct SampledStudyTests {
  /// Days of questions with a popular head and a long tail, fewer at weekends; `rate` times the traffic.
  private func log(days: Int, perDay: Double, seed: UInt64, tail: Int = 2_000) -> TinyLog {
    let draws = Draws(seed: seed &* 104_729 &+ 17)
    var rows: [Row] = []
    for day in 0..<days {
      let busy = (day % 7 >= 5 ? 0.4 : 1.0) * (0.75 + 0.5 * draws.unit(UInt64(day), 90))
      for i in 0..<Int(perDay * busy) {
        let n = UInt64(day * 100_000 + i)
        var row = Row()
        row.time = (Double(day) + draws.unit(n, 1)) * 86_400
        // A power of a uniform number: few questions are asked often.
        row.text = UInt32(1 + Int(Double(tail) * cube(draws.unit(n, 2))))
        row.user = UInt32(1 + draws.bits(n, 3) % 40)
        row.input = 500 + Int(draws.bits(n, 4) % 1_000)
        row.output = 50 + Int(draws.bits(n, 5) % 200)
        rows.append(row)
      }
    }
    return TinyLog(rows.sorted { $0.time < $1.time })
  }

  private func cube(_ x: Double) -> Double { x * x * x }

  /// What a strategy saves a day, and nothing else of a study.
  private func savings(_ log: TinyLog, _ strategy: Strategy) throws -> [Int: Int64] {
    let costs = Costing(log.trace, prices: TinyLog.prices).costs
    let traffic = Traffic(
      trace: log.trace, duration: Array(repeating: 1_000_000, count: costs.count), cost: costs,
      isEstimated: Array(repeating: false, count: costs.count))
    let replay = try strategy.replay(traffic, seed: 1)
    var byDay: [Int: Int64] = [:]
    for i in costs.indices where replay.outcome[i].isAnswered {
      byDay[Timestamp(microseconds: log.trace.requests.arrival[i]).day(), default: 0] += costs[i]
    }
    return byDay
  }

  @Test("have 95 % intervals of the saving that hold the truth at least 90 times of 100, over logs of 28 days")
  func coverage() throws {
    let strategy = cache("day", ttl: 86_400)
    var means: [Double] = []
    var intervals: [ClosedRange<Dollars>] = []
    for seed in 0..<100 {
      let log = log(days: 28, perDay: 60, seed: UInt64(seed))
      let month = Month(span: log.trace.span, offset: 0)
      let cost = month.cost(byDay: try savings(log, strategy), all: 0, seed: 1)
      means.append(try #require(cost.expected).value)
      intervals.append(try #require(cost.interval))
    }
    // The truth is what the same law gives on average: 2,800 days, of which each interval has seen 28.
    let truth = means.reduce(0, +) / 100
    let covered = intervals.count { $0.contains(Dollars(truth)) }
    #expect(covered >= 90, "\(covered) of 100")
    let widths = intervals.map { ($0.upperBound - $0.lowerBound).value / truth }
    #expect(widths.allSatisfy { $0 < 1 })
  }

  @Test("sampled by question miss by about what they say, in at least 90 of 100 samples")
  func sampled() throws {
    let log = log(days: 16, perDay: 150, seed: 5, tail: 1_500)
    let strategy = cache("day", ttl: 86_400)
    let audited = log.audited
    let logged = LoggedTraffic(log.trace, audit: audited.audit, prices: TinyLog.prices, seed: 1)
    let all = try Study(audited, logged: logged, infrastructure: .init(rows: []), strategies: [strategy], threads: 2)
    let truth = try #require(all.strategies[0].total.tally.requestHitRate.value)
    #expect(truth > 0.1)
    var covered = 0
    var ratios: [Double] = []
    for seed in 0..<100 {
      let (part, sample) = log.trace.samplingKeys(0.3, seed: UInt64(seed))
      let basis = SampleBasis(sample, of: log.trace, kept: part, prices: TinyLog.prices)
      let audit = AuditStudy(part, prices: TinyLog.prices, priceTable: "t", scope: .global, version: "1", seed: 1, dayOffset: 0).audit
      let traffic = LoggedTraffic(part, audit: audit, prices: TinyLog.prices, seed: 1)
      let study = try Study(
        audited, logged: traffic, infrastructure: .init(rows: []), strategies: [strategy], threads: 1, sample: basis)
      let result = study.strategies[0]
      let rate = try #require(result.total.tally.requestHitRate.value)
      let error = try #require(result.money.sampling)
      if abs(rate - truth) <= error.hitRate { covered += 1 }
      // Today's bill is that of the whole log, within the luck of the days.
      ratios.append(try #require(study.asLogged.total.monthly.expected).value / #require(all.asLogged.total.monthly.expected).value)
      if seed == 0 { #expect(study.caveats.contains { $0.id == "sampled-by-question" }) }
    }
    #expect(covered >= 90, "\(covered) of 100")
    #expect(abs(ratios.reduce(0, +) / 100 - 1) < 0.02)
  }

  @Test("grown by folding meet the hit rate of a log that really had more traffic, where scaling the old rate does not")
  func growth() throws {
    // An hour's cache: with three times the traffic the same questions meet within the hour far more often.
    let strategy = cache("hour", ttl: 3_600)
    func rate(_ trace: Trace) throws -> Double {
      let count = trace.requests.count
      let traffic = Traffic(
        trace: trace, duration: Array(repeating: 1_000_000, count: count), cost: Array(repeating: 1, count: count),
        isEstimated: Array(repeating: false, count: count))
      return try #require(try strategy.replay(traffic, seed: 1).tally(of: traffic).requestHitRate.value)
    }
    let small = log(days: 42, perDay: 100, seed: 3)
    let large = log(days: 14, perDay: 300, seed: 4)
    let (grown, _) = try #require(small.trace.grown(by: 3, offset: 0, seed: 1))
    let (before, truth, told) = (try rate(small.trace), try rate(large.trace), try rate(grown))
    #expect(truth > 1.5 * before)
    #expect(abs(told - truth) < 0.15 * truth, "\(before) \(truth) \(told)")
  }
}
