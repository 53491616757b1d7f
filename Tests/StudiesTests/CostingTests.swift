import Caching
import Pricing
import Duplicates
import Simulation
import Studies
import Testing
import Traces
import Units

@Suite("What requests cost")
struct CostingTests {
  private func costs(_ rows: [Row]) -> Costing { Costing(TinyLog(rows).trace, prices: TinyLog.prices) }

  @Test("is the price of their own day")
  func ownTime() {
    // 1,000 and 100 tokens: $1 and $10 a million give 2,000,000 nanodollars; m2 costs twice that, from the eighth on four times.
    let third = 3 * 86_400.0
    let costing = costs([Row(), Row(time: third - 1, model: "m2"), Row(time: third, model: "m2")])
    #expect(costing.costs == [2_000_000, 4_000_000, 8_000_000])
    #expect(costing.lookups.map(\.loggedModel) == ["m1", "m2"])
    #expect(costing.unpriced.isEmpty)
    #expect(costing.withoutUsage == 0)
  }

  @Test("is half in a batch, and for rows without a time the price of the day of the table")
  func batch() {
    let costing = costs([
      Row(flags: [.hasUsage, .batch]), Row(time: 1, model: "m2", flags: [.hasUsage, .batch]),
      Row(time: 2, model: "m2", flags: [.hasUsage, .noTime]),
    ])
    #expect(costing.costs == [1_000_000, 2_000_000, 8_000_000])
  }

  @Test("is unknown without a price and without usage, and nothing of a call that failed before it used a token")
  func unknown() {
    let costing = costs([
      Row(model: "free"), Row(time: 1, flags: []), Row(time: 2, flags: [.failed]), Row(time: 3, flags: [.failed, .hasUsage]),
      Row(time: 4, model: "free"), Row(time: 5, model: "other"), Row(time: 6, model: "free", flags: []),
    ])
    let unpriced = Traffic.unpriced
    #expect(costing.costs == [unpriced, unpriced, 0, 2_000_000, unpriced, unpriced, unpriced])
    #expect(costing.withoutUsage == 2)
    #expect(costing.unpriced.map(\.model) == ["free", "other"])
    #expect(costing.unpriced.map(\.requests) == [2, 1])
  }
}

@Suite("The traffic of a log")
struct LoggedTrafficTests {
  @Test("makes attempts of one call one request, with the time and the cost of all of them")
  func attempts() {
    let logged = TinyLog([
      Row(duration: 1, call: 7, flags: [.failed, .hasUsage]), Row(time: 3, duration: 2, call: 7), Row(time: 100, duration: 2),
    ]).logged
    #expect(logged.mergedAttempts == 1)
    #expect(logged.withoutCache.trace.requests.count == 2)
    #expect(logged.withoutCache.duration == [5_000_000, 2_000_000])
    #expect(logged.withoutCache.cost == [4_000_000, 2_000_000])
    #expect(logged.classes.count == 2)
    #expect(!logged.hadCache)
  }

  @Test("has two baselines where a cache was there: as logged, and without it (law 34)")
  func earlierCache() {
    let logged = TinyLog([
      Row(duration: 2), Row(time: 10, duration: 0.01, flags: [.hasUsage, .loggedHit], original: 0),
      Row(time: 20, text: 2, duration: 0.01, flags: [.hasUsage, .loggedHit]),
    ]).logged
    #expect(logged.hadCache)
    #expect(logged.asLogged.cost == [2_000_000, 0, 0])
    #expect(logged.asLogged.duration == [2_000_000, 10_000, 10_000])
    #expect(logged.withoutCache.cost == [2_000_000, 2_000_000, 2_000_000])
    // The one is joined to its call; the other is drawn from the model's calls, of which there is one.
    #expect(logged.withoutCache.duration == [2_000_000, 2_000_000, 2_000_000])
    #expect(logged.withoutCache.isEstimated == [false, false, true])
    #expect(!logged.withoutCache.trace.requests.flags.contains { $0.contains(.loggedHit) })
  }

  @Test("sets regenerations apart from repeats (law 5)")
  func regenerations() {
    let logged = TinyLog([
      Row(user: 3, temperature: 0.7), Row(time: 60, user: 3, temperature: 0.7), Row(time: 120, user: 4, temperature: 0.7),
      Row(time: 500, text: 2, user: 3, temperature: 0), Row(time: 510, text: 2, user: 3, temperature: 0),
    ]).logged
    #expect(logged.withoutCache.apart == [.none, .regeneration, .none, .none, .none])
  }
}
