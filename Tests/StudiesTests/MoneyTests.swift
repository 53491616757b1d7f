import Caching
import Duplicates
import Pricing
import Simulation
import Testing
import Traces
import Units

@testable import Studies

@Suite("The money of a study")
struct MoneyTests {
  private static let strategies = [cache("hour", ttl: 3_600), cache("day", ttl: 86_400), cache("all")]

  private func study(
    _ log: TinyLog, _ strategies: [Strategy] = strategies, repricings: [Repricing] = [],
    infrastructure: InfrastructurePrices = .init(rows: []),
    _ change: (inout MoneyTerms) -> Void = { _ in }
  ) throws -> Study {
    var terms = MoneyTerms()
    terms.repricings = repricings
    change(&terms)
    let audited = log.audited
    let logged = try LoggedTraffic(log.trace, audit: audited.audit, prices: TinyLog.prices, repricings: repricings, seed: 1)
    return try Study(audited, logged: logged, infrastructure: infrastructure, strategies: strategies, threads: 2, terms: terms)
  }

  @Test("has sources that add up to what was avoided, in the log and in the month", arguments: [1, 2, 3] as [UInt64])
  func sources(_ seed: UInt64) throws {
    let study = try study(TinyLog(busyRows(days: 20, seed: seed)))
    for result in study.strategies {
      let sum = result.money.sources.reduce(Dollars.zero) { $0 + $1.avoided }
      #expect(sum.nanodollars == result.total.tally.avoided.nanodollars)
      #expect(result.money.sources.reduce(0) { $0 + $1.requests } == result.total.tally.avoided.calls)
      let monthly = try result.money.sources.reduce(Dollars.zero) { try $0 + #require($1.monthly) }
      func billed(_ result: StrategyResult) throws -> Dollars {
        try result.money.billers.reduce(Dollars.zero) { try $0 + #require($1.monthly) }
      }
      let (before, after) = (try billed(study.asLogged), try billed(result))
      #expect(abs(monthly.value - (before - after).value) < 1e-6)
      // Bills are told in cents; what they are made of has all its digits.
      #expect(study.month.isInCents && result.total.monthly.expected == after.rounded(decimals: 2))
      #expect(study.saving(of: result).expected == before.rounded(decimals: 2) - after.rounded(decimals: 2))
    }
    #expect(study.noCache.money.sources.map(\.requests) == [0])
  }

  @Test("of a model that is not cached is the same before and after, and that of all models is the bill", arguments: [1, 2] as [UInt64])
  func untouchedModels(_ seed: UInt64) throws {
    var one = cache("one", ttl: 86_400)
    one.eligibility.models = ["m1"]
    let study = try study(TinyLog(busyRows(days: 20, seed: seed)), [one])
    #expect(study.month.hasWarmUp)
    func months(_ result: StrategyResult) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: result.models.compactMap { row in row.monthly.expected.map { (row.name, $0.value) } })
    }
    let (before, after) = (months(study.asLogged), months(study.strategies[0]))
    try #require(before.count > 1)
    for (name, bill) in before { #expect(name == "m1" ? after[name] ?? bill < bill : after[name] == bill, "\(name)") }
    for (result, months) in [(study.asLogged, before), (study.strategies[0], after)] {
      let total = try #require(result.total.monthly.expected).value
      #expect(abs(months.values.reduce(0, +) - total) < 0.01, "\(result.strategy.name)")
    }
  }

  @Test("has a waterfall whose steps are the differences of levels, to the cent", arguments: [1, 2] as [UInt64])
  func waterfall(_ seed: UInt64) throws {
    let prices = try InfrastructurePrices(csv: "service,component,meter,unit,price_usd\nbox,machine,time,month,0.07\n", name: "t")
    let strategies = [cache("day", ttl: 86_400, service: "box"), cache("hour", ttl: 3_600)]
    for isShapley in [false, true] {
      let study = try study(
        TinyLog(busyRows(days: 20, seed: seed)), strategies, repricings: [Repricing(from: "m2", to: "m1")], infrastructure: prices
      ) {
        $0.isShapley = isShapley
        $0.engineering = .init(once: Dollars(100), monthly: Dollars(0.5))
        $0.wrongAnswerPrice = Dollars(2)
      }
      for result in study.strategies {
        let fall = try #require(Waterfall(study, to: result))
        #expect(fall.isShapley == isShapley)
        for (a, b) in zip(fall.steps, fall.steps.dropFirst()) {
          #expect(b.kind == .level ? b.to == a.to : b.from == a.to)
          #expect(b.kind == .level || b.amount == b.to - b.from)
        }
        let start = try #require(study.asLogged.monthlyAll)
        #expect(abs(fall.steps[0].to.value - start.value) <= 0.005)
        let repriced = try #require(result.money.repriced)
        let end = repriced + result.infrastructureMonthly
        let level = try #require(fall.steps.first { $0.label == "With \(result.strategy.name), repriced" })
        #expect(abs(level.to.value - end.value) <= 0.005001)
        let last = try #require(fall.steps.last)
        #expect(abs(last.to.value - end.value - 0.5) <= 0.005001 && last.label == "With all costs named")
        let changes = fall.steps.filter { $0.kind != .level }
        #expect(fall.steps[0].to + changes.reduce(.zero) { $0 + $1.amount } == last.to)
        #expect(changes.map(\.label).contains("Vendor price change"))
        #expect(changes.last { $0.label == "Cache infrastructure" }?.kind == (result.strategy.name == "day" ? .change : .unknown))
      }
    }
  }

  /// Shapley shares from their definition: the mean marginal saving over all orders in which near comes after exact.
  @Test(
    "has the Shapley shares that all orders give",
    arguments: [[SavingSource.exact], [.exact, .near], [.exact, .near, .coalesced], SavingSource.allCases])
  func shapley(_ sources: [SavingSource]) throws {
    let draws = Draws(seed: UInt64(sources.count))
    let old = sources.indices.map { Dollars(10 + 90 * draws.unit(UInt64($0))) }
    let new = sources.indices.map { Dollars(5 * draws.unit(UInt64($0), 1)) }
    let left = Dollars(40)  // what the vendor saves on calls that nothing answers
    var money = ResultMoney()
    money.sources = sources.indices.map { .init(source: sources[$0], requests: 1, avoided: old[$0], monthly: old[$0], repriced: new[$0]) }
    let shares = try #require(Shapley(money, vendor: left))

    let vendor = sources.count
    var sums = [Double](repeating: 0, count: vendor + 1)
    var orders = 0
    for order in permutations(Array(0...vendor)) {
      let layers = order.filter { $0 < vendor && sources[$0].isLayer }
      guard layers == layers.sorted() else { continue }
      orders += 1
      var isNew = false
      var answered: Set<Int> = []
      for part in order {
        if part == vendor {
          isNew = true
          sums[vendor] += left.value
          for rest in 0..<vendor where !answered.contains(rest) { sums[vendor] += old[rest].value - new[rest].value }
        } else {
          answered.insert(part)
          sums[part] += isNew ? new[part].value : old[part].value
        }
      }
    }
    for index in sources.indices { #expect(abs(shares.sources[index].value - sums[index] / Double(orders)) < 1e-6) }
    #expect(abs(shares.vendor.value - sums[vendor] / Double(orders)) < 1e-6)
    #expect(Shapley(money, vendor: nil) == nil)
  }

  private func permutations(_ items: [Int]) -> [[Int]] {
    guard let first = items.first else { return [[]] }
    return permutations(Array(items.dropFirst())).flatMap { rest in
      (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
    }
  }

  /// A log whose calls find what others sent in the provider's prompt cache, `scale` times 1,000 tokens each.
  private func cooled(_ scale: Int, commitments: [Commitment]) throws -> Study {
    // Each day one question five times, an hour apart; all but the first read 800 of each 1,000 tokens from the prompt cache.
    let prices = PriceBook(
      rows: [
        ModelPrice(
          provider: "openai", model: "m1",
          standard: RateCard(
            base: TokenRates(
              input: TokenPrice(usdPerMillionTokens: 10), output: TokenPrice(usdPerMillionTokens: 0),
              cacheRead: TokenPrice(usdPerMillionTokens: 1))))
      ], asOf: "2026-11-01")
    var rows: [Row] = []
    for day in 0..<14 {
      for ask in 0..<5 {
        rows.append(
          Row(
            time: Double(day * 86_400 + ask * 3_600), text: UInt32(day + 1), input: scale * 1_000, output: 0,
            read: ask == 0 ? 0 : scale * 800))
      }
    }
    rows.append(Row(time: 14 * 86_400 - 1, text: 99, output: 0))
    let log = TinyLog(rows)
    var terms = MoneyTerms()
    terms.commitments = commitments
    let audited = AuditStudy(log.trace, prices: prices, priceTable: "t", scope: .global, version: "1", seed: 1, dayOffset: 0)
    let logged = LoggedTraffic(log.trace, audit: audited.audit, prices: prices, seed: 1)
    // For 90 minutes: of five an hour apart the second and the fourth are answered.
    return try Study(
      audited, logged: logged, infrastructure: InfrastructurePrices(rows: []), strategies: [cache("some", ttl: 5_400)], threads: 1,
      terms: terms)
  }

  @Test("what a cold prompt cache costs is told in cents where bills are, and the saving is less by that")
  func coldInCents() throws {
    let study = try cooled(25, commitments: [])
    let (money, worth) = (study.strategies[0].money, study.worth(of: study.strategies[0]))
    // 25 × 2 × $0.0072 × 30.4375 is $10.9575.
    #expect(money.cooling == Dollars(10.96) && study.month.isInCents)
    #expect(try worth.effectiveIfCold == #require(worth.effective) - Dollars(10.96))
  }

  @Test("counts an avoided call at list, at what it really cost, and in cash (law 30)")
  func worth() throws {
    let study = try cooled(1, commitments: [Commitment(provider: "openai", kind: .minimum, monthly: Dollars(0.6))])
    let result = study.strategies[0]
    let worth = study.worth(of: result)
    let month = 30.4375
    let days = try #require(study.month.wholeDays).count
    #expect(days == 13 || days == 14)
    // A read call costs 200 × $10 + 800 × $1 = $0.0028, at list $0.01; without the cache it is the latter too.
    #expect(try abs(#require(worth.effective).value - 2 * 0.0028 * month) < 1e-6)
    #expect(try abs(#require(worth.list).value - 2 * 0.01 * month) < 1e-6)
    // The third and the fifth call follow one that was avoided: $0.0072 dearer each if they find nothing.
    #expect(result.money.coolingRequests == 28)
    #expect(try abs(#require(result.money.cooling).value - 2 * 0.0072 * month) < 1e-6)
    #expect(try abs(#require(worth.effectiveIfCold).value - 2 * (0.0028 - 0.0072) * month) < 1e-6)
    // Today $0.6452 a month or so; the least spend is $0.60, so that no more than the rest is saved.
    let before = try #require(study.asLogged.total.monthly.expected).value
    #expect(try abs(#require(worth.cash).value - (before - 0.6)) < 1e-6)
    #expect(study.caveats.contains { $0.id == "prompt-cache-cools" })
  }

  @Test("adds up to an outlook: payback, first year, present value, and what hangs on what")
  func investment() throws {
    let log = TinyLog(busyRows(days: 28))
    let study = try study(log) {
      $0.engineering = .init(once: Dollars(0.3), monthly: Dollars(0.02))
      $0.discountRate = 0.21
    }
    let result = study.strategies[2]
    let found = try #require(study.investment(in: result))
    let saving = try #require(study.saving(of: result).expected).value
    let interval = try #require(study.saving(of: result).interval)
    #expect(abs(found.expected.monthly.value - (saving - 0.02)) < 1e-8)
    #expect(try abs(#require(found.expected.payback) - 0.3 / (saving - 0.02)) < 1e-6)
    #expect(abs(found.expected.firstYear.value - (12 * (saving - 0.02) - 0.3)) < 1e-7)
    // 21 % a year: a factor of 1.1 for half a year.
    let monthly = found.expected.monthly.value
    #expect(abs(power(1.21, 0.5) - 1.1) < 1e-12 && abs(power(1.08, 1) - 1.08) < 1e-12 && abs(power(1.08, 0) - 1) < 1e-12)
    let value = (1...12).reduce(-0.3) { $0 + monthly / power(1.21, Double($1) / 12) }
    #expect(abs(found.expected.presentValue.value - value) < 1e-7)
    #expect(found.low.monthly == interval.lowerBound - Dollars(0.02))
    #expect(found.high.monthly == interval.upperBound - Dollars(0.02))
    #expect(found.low.firstYear < found.expected.firstYear && found.expected.firstYear < found.high.firstYear)
    #expect((1...5).contains(found.tornado.count))
    #expect(found.tornado.map(\.swing) == found.tornado.map(\.swing).sorted(by: >))
    for lever in found.tornado { #expect(lever.firstYearLow <= lever.firstYearHigh) }
    #expect(found.tornado.contains { $0.assumption == "prices of tokens" })
    #expect(try self.study(log).investment(in: result) == nil)
    // What costs more than it saves never pays back.
    let dear = try self.study(log) { $0.engineering = .init(once: Dollars(1), monthly: Dollars(1_000_000)) }
    #expect(try #require(dear.investment(in: dear.strategies[2])).expected.payback == nil)
  }

  @Test("is held against bills, month by month")
  func bills() throws {
    // 1 October to 30 November would be two months; the log is of 5 October to 3 November.
    let rows = (0..<30 * 4).map { Row(time: Double($0) * 21_600 + 60, text: UInt32($0 + 1)) }
    let study = try study(TinyLog(rows)) {
      $0.invoices = [
        Invoice(provider: "openai", month: "2026-10", amount: Dollars(0.2)),
        Invoice(provider: "openai", month: "2026-11", amount: Dollars(0.3)),
        Invoice(provider: "anthropic", month: "2026-10", amount: Dollars(5)),
        Invoice(provider: "openai", month: "2026-07", amount: Dollars(9)),
      ]
    }
    let found = try #require(study.reconciliation)
    // 27 days of four calls at $0.002.
    #expect(found.rows[0].modelled == Dollars(0.216))
    #expect(abs(found.rows[0].coverage - 27.0 / 31) < 0.001)
    #expect(try abs(#require(found.rows[0].scaled).value - 0.248) < 0.001)
    #expect(try abs(#require(found.rows[0].gap) - 0.24) < 0.005)
    #expect(found.rows[1].modelled == Dollars(0.024))
    #expect(found.rows[2].modelled == .zero && found.rows[2].gap == -1)
    #expect(found.rows[3].coverage == 0 && found.rows[3].gap == nil)
    #expect(study.caveats.first { $0.id == "invoice-gap" }?.severity == .serious)
    // A bill that agrees is a note.
    let right = try self.study(TinyLog(rows)) { $0.invoices = [Invoice(provider: "openai", month: "2026-10", amount: Dollars(0.248))] }
    #expect(right.caveats.first { $0.id == "invoice-gap" }?.severity == .note)
    #expect(try self.study(TinyLog(rows)).reconciliation == nil)
  }

  @Test("refuses to reprice what is not there")
  func repricing() throws {
    let log = TinyLog(busyRows(days: 2))
    for (repricing, error) in [
      (Repricing(from: "m9", to: "m1"), RepricingError.notInLog("m9")), (Repricing(from: "m1", to: "m9"), .unpriced("m9")),
    ] {
      #expect(throws: error) { try study(log, repricings: [repricing]) }
    }
    #expect(Repricing("gpt-4.1=gpt-5-mini") == Repricing(from: "gpt-4.1", to: "gpt-5-mini"))
    #expect(Repricing("gpt-4.1") == nil && Repricing("=b") == nil)
    // The same calls at the same price are no change; at another, each its own.
    let same = try study(log, repricings: [Repricing(from: "m1", to: "m1")])
    #expect(same.noCache.money.repriced == same.noCache.total.monthly.expected)
  }
}
