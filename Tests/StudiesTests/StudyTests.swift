import Duplicates
import Caching
import Pricing
import Simulation
import Studies
import Testing
import Traces
import Units

@Suite("A study")
struct StudyTests {
  private static let strategies = [
    cache("none", ttl: 1), cache("hour", ttl: 3_600, latency: 0.001), cache("day", ttl: 86_400), cache("all"),
  ]

  private func results(_ study: Study) -> [StrategyResult] { [study.asLogged, study.noCache] + study.strategies }

  @Test("conserves calls and money to the nanodollar (law 28)", arguments: [1, 2, 3] as [UInt64])
  func conservation(_ seed: UInt64) throws {
    let study = try TinyLog(busyRows(days: 20, seed: seed)).study(Self.strategies)
    let baseline = study.noCache.total.tally
    #expect(baseline.avoided.calls == 0)
    for result in study.strategies {
      let tally = result.total.tally
      #expect(tally.made.nanodollars + tally.avoided.nanodollars == baseline.made.nanodollars)
      #expect(tally.made.calls + tally.avoided.calls == baseline.made.calls)
      #expect(tally.made.unpriced + tally.avoided.unpriced == baseline.made.unpriced)
      #expect(result.days.reduce(0) { $0 + $1.cost.nanodollars } == tally.made.nanodollars)
      #expect(result.days.reduce(0) { $0 + $1.requests } == tally.requests)
      #expect(result.days.reduce(0) { $0 + $1.served } == tally.avoided.calls)
    }
    #expect(try #require(study.strategies.last).total.tally.avoided.calls > 100)
  }

  @Test("has rows by model that add up to the total, their months too")
  func models() throws {
    for result in results(try TinyLog(busyRows(days: 23)).study(Self.strategies)) {
      var sum = Tally()
      for row in result.models { sum.add(row.tally) }
      #expect(sum == result.total.tally)
      #expect(result.models.reduce(0) { $0 + $1.tokens } == result.total.tokens)
      #expect(result.models.reduce(0) { $0 + $1.avoidedTokens } == result.total.avoidedTokens)
      let months = try result.models.map { try #require($0.monthly.expected).nanodollars }
      let total = try #require(result.total.monthly.expected).nanodollars
      // Each is told to the cent.
      #expect(abs(months.reduce(0, +) - total) <= Int64(months.count + 1) * 5_000_000)
      #expect(total > 0)
      let volumes = result.models.map { $0.tally.made.nanodollars + $0.tally.avoided.nanodollars }
      #expect(volumes == volumes.sorted(by: >))
      #expect(Set(result.models.map(\.name)) == ["m1", "m2", "free"])
    }
  }

  @Test("explains every request: causes, hits and what failed are all there is")
  func causes() throws {
    let study = try TinyLog(busyRows(days: 16)).study(Self.strategies)
    for result in study.strategies {
      let tally = result.total.tally
      let explained = result.causes.reduce(0) { $0 + $1.requests }
      #expect(explained + tally.count(.hit) + tally.count(.error) == tally.requests)
      #expect(result.causes.map(\.cost) == result.causes.map(\.cost).sorted(by: >))
      #expect(result.causes.allSatisfy { $0.requests > 0 })
    }
    #expect(study.noCache.causes.isEmpty)
  }

  @Test("has a steady state of the requests after the warm-up alone")
  func steady() throws {
    let study = try TinyLog(busyRows(days: 20)).study([cache("day", ttl: 86_400)])
    let trace = TinyLog(busyRows(days: 20)).trace
    let late = trace.requests.arrival.indices.filter { trace.requests.arrival[$0] >= study.month.steadyFrom }
    for result in results(study) {
      #expect(result.steady.tally.requests == late.count)
      let tokens = late.reduce(0) { $0 + trace.requests.usage($1).total }
      #expect(result.steady.tokens + result.steady.avoidedTokens == tokens)
      #expect(result.steady.tokens < result.total.tokens)
      // Whole days come after the warm-up: the month is one and the same.
      #expect(result.steady.monthly == result.total.monthly)
    }
  }

  @Test("of part of a day makes one month of all of it, at the rate of its gaps")
  func steadySpan() throws {
    // Twelve requests an hour apart, all alike: one an hour, of which the first is the only miss; the last nine come after the warm-up.
    let log = TinyLog((0..<12).map { Row(time: Double($0) * 3_600) })
    let study = try log.study([cache("day", ttl: 86_400)])
    #expect(study.month.basis == .span)
    #expect(study.noCache.steady.tally.requests == 9)
    let whole = try #require(study.noCache.total.monthly.expected).value
    let cached = try #require(study.strategies[0].total.monthly.expected).value
    #expect(whole == ((0.002 * 24 * 30.4375) * 100).rounded() / 100)
    #expect(cached == ((0.002 * 2 * 30.4375) * 100).rounded() / 100)
    #expect(study.strategies[0].steady.monthly == study.strategies[0].total.monthly)
    #expect(study.strategies[0].steady.tally.count(.miss) == 0)
  }

  @Test("is the same for one thread and for four")
  func threads() throws {
    let log = TinyLog(busyRows(days: 15))
    let one = try log.study(Self.strategies, threads: 1)
    let four = try log.study(Self.strategies, threads: 4)
    for (a, b) in zip(results(one), results(four)) {
      #expect(a.strategy == b.strategy)
      #expect(a.total.tally == b.total.tally)
      #expect(a.total.monthly == b.total.monthly)
      #expect(a.steady.tally == b.steady.tally)
      #expect(a.models.map(\.name) == b.models.map(\.name))
      #expect(a.models.map(\.tally) == b.models.map(\.tally))
      #expect(a.models.map(\.monthly) == b.models.map(\.monthly))
      #expect(a.causes == b.causes)
      #expect(a.days == b.days)
      #expect(a.infrastructure == b.infrastructure)
      #expect(a.entries == b.entries)
      #expect(a.use == b.use)
    }
    #expect(one.caveats == four.caveats)
  }

  @Test("saves the difference of the months, with an interval of its own")
  func saving() throws {
    let study = try TinyLog(busyRows(days: 28)).study(Self.strategies)
    for result in study.strategies {
      let before = try #require(study.asLogged.total.monthly.expected)
      let after = try #require(result.total.monthly.expected)
      let saving = study.saving(of: result)
      #expect(saving.expected == before - after)
      #expect(result.saving(over: study.asLogged) == before - after)
      #expect(try #require(saving.interval).contains(before - after))
    }
    let all = try #require(study.saving(of: study.strategies[3]).interval)
    #expect(all.lowerBound > .zero)
    #expect(all.lowerBound < all.upperBound)
    #expect(study.saving(of: study.noCache) == MonthlyCost(expected: .zero, interval: .zero ... .zero))
  }

  @Test("counts savings from today's bill where a cache was there already (law 34)")
  func hadCache() throws {
    // Two days; each hour one question, asked again a minute later; the cache that was there answered half of the repeats.
    var rows: [Row] = []
    for hour in 0..<49 {
      rows.append(Row(time: Double(hour) * 3_600, text: UInt32(hour + 1)))
      var again = Row(time: Double(hour) * 3_600 + 60, text: UInt32(hour + 1), user: 9)
      if hour % 2 == 0 { (again.flags, again.duration, again.original) = ([.hasUsage, .loggedHit], 0.005, rows.count - 1) }
      rows.append(again)
    }
    let study = try TinyLog(rows).study([cache("all")])
    #expect(study.hadCache)
    #expect(study.month.basis == .days)
    // A day has 24 questions and 24 repeats, of which 12 were paid for.
    let cent = { (calls: Double) in Dollars(calls * 0.002 * 30.4375).rounded(decimals: 2) }
    #expect(study.noCache.total.monthly.expected == cent(48))
    #expect(study.asLogged.total.monthly.expected == cent(36))
    #expect(study.strategies[0].total.monthly.expected == cent(24))
    #expect(study.strategies[0].saving(over: study.asLogged) == cent(12))
    #expect(study.strategies[0].saving(over: study.noCache) == cent(24))
    #expect(study.noCache.saving(over: study.asLogged).map { $0 < .zero } == true)
    #expect(study.asLogged.total.latency.map { $0.mean < Microseconds(seconds: 2) } == true)
    #expect(study.noCache.total.latency?.mean == Microseconds(seconds: 2))
    // That hits of a cache cost nothing gives a model no price that has none.
    for index in rows.indices { rows[index].model = "free" }
    let unpriced = try TinyLog(rows).study([cache("all")])
    #expect(unpriced.hadCache && unpriced.asLogged.total.tally.made.unpriced == 49 + 24)
    #expect(!unpriced.asLogged.models[0].isPriced && !unpriced.asLogged.total.isPriced && study.asLogged.models[0].isPriced)
  }
}
