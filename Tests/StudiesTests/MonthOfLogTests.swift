import Caching
import Pricing
import Simulation
import Testing
import Traces
import Units

@testable import Studies

/// Bills of small logs whose right answer is reckoned here, day by day, by the laws alone.
@Suite("The month of a log (law 33)")
struct MonthOfLogTests {
  private static let day: Int64 = 86_400_000_000
  private static let start = TinyLog.start.microseconds

  /// A log from Monday on with so many requests on each day, evenly spread and a tenth of a cent each, each one of so many questions.
  private func log(_ counts: [Int], questions: Int = 40) -> TinyLog {
    let draws = Draws(seed: 4)
    var rows: [Row] = []
    for (day, count) in counts.enumerated() {
      for i in 0..<count {
        rows.append(
          Row(
            time: (Double(day) + (Double(i) + 0.5) / Double(count)) * 86_400,
            text: UInt32(1 + draws.bits(UInt64(rows.count)) % UInt64(questions)), output: 0))
      }
    }
    return TinyLog(rows)
  }

  /// 48 requests on weekdays, 20 on weekends.
  private func weeks(_ days: Int, from first: Int = 0) -> [Int] { (first..<first + days).map { $0 % 7 < 5 ? 48 : 20 } }

  /// Requests in a month of such a week: (5 × 48 + 2 × 20) / 7 = 40 a day.
  private static let monthly = 40 * 30.4375

  private func cents(_ amount: Double) -> Double { (amount * 100).rounded() / 100 }

  @Test("a bill is the mean of the days of the week, whatever days a log has of a week", arguments: 7...30)
  func balanced(days: Int) throws {
    for first in [0, 3, 5] {
      let study = try log(weeks(days, from: first)).study([cache("hour", ttl: 3_600)])
      // TinyLog begins on a Monday, so days are counted from there: the pattern is shifted, its mean is not, from a whole week on.
      #expect(abs(study.month.requests - Self.monthly) < 1e-9)
      #expect(try #require(study.asLogged.total.monthly.expected).value == cents(Self.monthly * 0.001))
      #expect(study.noCache.total.monthly == study.asLogged.total.monthly)
    }
  }

  @Test("what a cache saves is its share of the days after the warm-up, of the bill of all days", arguments: [8, 16, 28, 33])
  func steady(days: Int) throws {
    let log = log(weeks(days), questions: 30)
    let study = try log.study([cache("six-hours", ttl: 21_600)])
    let month = study.month
    let replay = try cache("six-hours", ttl: 21_600).replay(log.logged.withoutCache, seed: 1)
    // By hand: the warm-up is a quarter of the log, and a week at the most; days that it reaches into by more than an hour do not count.
    let trace = log.trace
    let span = try #require(trace.span)
    let warmUp = min((span.upperBound - span.lowerBound) / 4, 7 * Self.day)
    let first = Int((span.lowerBound + warmUp - 3_600_000_000 - 1 - Self.start) / Self.day) + 1
    func weighed(_ costs: [Int], from first: Int) -> Double {
      var means = [Double](repeating: 0, count: 7)
      var counts = means
      for day in first..<days {
        means[day % 7] += Double(costs[day])
        counts[day % 7] += 1
      }
      guard !counts.contains(0) else { return Double(costs[first..<days].reduce(0, +)) / Double(days - first) }
      return zip(means, counts).map { $0 / $1 }.reduce(0, +) / 7
    }
    var (all, made) = ([Int](repeating: 0, count: days), [Int](repeating: 0, count: days))
    for i in trace.requests.arrival.indices {
      let day = Int((trace.requests.arrival[i] - Self.start) / Self.day)
      all[day] += 1
      if !replay.outcome[i].isAnswered { made[day] += 1 }
    }
    let bill = weighed(all, from: 0)
    let expected = cents(weighed(made, from: first) * bill / weighed(all, from: first) * 30.4375 * 0.001)
    #expect(month.wholeDays?.count == days && month.steadyDays?.count == days - first)
    let found = try #require(study.strategies[0].total.monthly.expected).value
    #expect(abs(found - expected) < 1e-9)
    #expect(found < cents(bill * 30.4375 * 0.001))
    // Hits avoid what is missing from the bill, to the cent.
    let avoided = study.strategies[0].money.sources.reduce(0) { $0 + ($1.monthly?.value ?? 0) }
    #expect(abs(found + avoided - cents(bill * 30.4375 * 0.001)) < 0.011)
    // A sweep and advice have it of the same days.
    let brief = try BriefMaker(
      log.logged, month: Month(of: log.logged, span: trace.span, offset: 0), infrastructure: .init(rows: []), seed: 1
    ).results([cache("six-hours", ttl: 21_600)], threads: 1)[0]
    #expect(brief.upstream == study.strategies[0].total.monthly.expected)
  }

  @Test("no figure of a strategy depends on what stands beside it")
  func alone() throws {
    let log = TinyLog(busyRows(days: 23))
    let (short, long) = (cache("hour", ttl: 3_600), cache("month", ttl: 30 * 86_400))
    let together = try log.study([short, long, cache("for-ever")])
    for (index, strategy) in [short, long].enumerated() {
      let alone = try log.study([strategy]).strategies[0]
      #expect(alone.total.monthly == together.strategies[index].total.monthly)
      #expect(alone.money == together.strategies[index].money)
      #expect(alone.steady.tally == together.strategies[index].steady.tally)
    }
    // Nor on its life, where that changes no outcome: every question comes again within the minute.
    var rows: [Row] = []
    for i in 0..<400 {
      rows.append(Row(time: Double(i) * 3_000, text: UInt32(i + 1)))
      rows.append(Row(time: Double(i) * 3_000 + 30, text: UInt32(i + 1)))
    }
    let quick = try TinyLog(rows).study([60.0, 3_600, 86_400, 30 * 86_400].map { cache("ttl-\(Int($0))", ttl: $0) } + [cache("for-ever")])
    #expect(quick.strategies.allSatisfy { $0.total.tally.count(.hit) == 400 })
    #expect(Set(quick.strategies.map(\.total.monthly.expected)).count == 1)
  }

  @Test("n times the traffic is n times today's bill", arguments: [2.0, 2.5, 3, 4])
  func growth(factor: Double) throws {
    for days in [8, 15, 28, 29] {
      let log = log(weeks(days), questions: 300)
      let strategy = cache("day", ttl: 86_400)
      let today = try log.study([strategy])
      let (grown, growth) = try #require(log.trace.grown(by: factor, offset: 0, seed: 1))
      let audited = AuditStudy(grown, prices: TinyLog.prices, priceTable: "t", scope: .global, version: "1", seed: 1, dayOffset: 0)
      let logged = LoggedTraffic(grown, audit: audited.audit, prices: TinyLog.prices, seed: 1)
      let study = try Study(
        audited, logged: logged, infrastructure: .init(rows: []), strategies: [strategy], threads: 1,
        target: Month.Target(factor, times: today))
      let outcome = GrowthOutcome(study, growth: growth)
      let before = try #require(today.asLogged.total.monthly.expected).value
      #expect(abs(try #require(outcome.before).value - cents(before * factor)) < 1e-9, "\(days) days")
      #expect(abs(study.month.requests - today.month.requests * factor) < 1e-6)
      // What is saved is a share of that.
      let tally = study.strategies[0].steady.tally
      let share = Double(tally.avoided.nanodollars) / Double(tally.avoided.nanodollars + tally.made.nanodollars)
      #expect(abs(try #require(outcome.rows[0].saving.expected).value / (before * factor) - share) < 0.1)
    }
  }

  @Test("a selected week is a week, and a selected day a day, though requests do not reach their ends")
  func selected() throws {
    // Requests from nine to five on weekdays, two weeks and a bit.
    var rows: [Row] = []
    for day in 0..<17 {
      for i in 0..<(day % 7 < 5 ? 30 : 10) { rows.append(Row(time: Double(day) * 86_400 + 32_400 + Double(i) * 960, text: 1, output: 0)) }
    }
    func month(_ first: Int, _ end: Int, selected: Bool) -> Month {
      var trace = TinyLog(rows).trace
      trace = trace.cut(
        from: Timestamp(microseconds: Self.start + Int64(first) * Self.day), to: Timestamp(microseconds: Self.start + Int64(end) * Self.day)
      )
      if selected { trace.window = Self.start + Int64(first) * Self.day...Self.start + Int64(end) * Self.day }
      let audited = AuditStudy(trace, prices: TinyLog.prices, priceTable: "t", scope: .global, version: "1", seed: 1, dayOffset: 0)
      let logged = LoggedTraffic(trace, audit: audited.audit, prices: TinyLog.prices, seed: 1)
      return Month(of: logged, span: audited.covered, offset: 0)
    }
    // A week has 5 × 30 + 2 × 10 requests.
    #expect(abs(month(1, 8, selected: true).requests - 170.0 / 7 * 30.4375) < 1e-9)
    #expect(abs(month(2, 3, selected: true).requests - 30 * 30.4375) < 1e-9)
    #expect(month(2, 3, selected: true).basis == .days)
    // Of a day whose ends nobody vouches for, only the rate of its hours is known: one in 16 minutes.
    #expect(month(2, 3, selected: false).basis == .span)
    #expect(abs(month(2, 3, selected: false).requests - 90 * 30.4375) < 1e-6)
  }
}
