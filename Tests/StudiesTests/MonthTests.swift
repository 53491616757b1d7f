import Simulation
import Testing
import Units

@testable import Studies

@Suite("The run-rate month (law 33)")
struct MonthTests {
  private static let day: Int64 = 86_400_000_000
  private static let monday = TinyLog.start.microseconds

  private func month(_ days: Double, from start: Double = 0, offset: Int = 0) -> Month {
    let first = Self.monday + Int64(start * 86_400e6)
    return Month(span: first...first + Int64(days * 86_400e6), offset: offset)
  }

  @Test(
    "is made of the whole days that there are",
    arguments: [
      (0.0, Month.Basis.none, 0),
      (50.0 / 86_400, .none, 0), (1.0 / 24, .span, 0), (0.9, .span, 0), (1.0, .days, 1), (6.9, .days, 6), (7.0, .weekdays, 7),
      (14.0, .weekdays, 14), (42.0, .weekdays, 42),
    ])
  func basis(days: Double, basis: Month.Basis, whole: Int) {
    let month = month(days)
    #expect(month.basis == basis)
    #expect(month.wholeDays?.count ?? 0 == whole)
    // A quarter is for the caches to fill.
    #expect(month.hasInterval == (whole >= 21))
  }

  @Test(
    "models add up to their total, to the cent",
    arguments: [
      // 44.784 + 41.5945 + 6.308 + 1.743 is 94.4295: 94.43, but 44.78 + 41.59 + 6.31 + 1.74 is 94.42.
      ([44.784, 41.5945, 6.308, 1.743], 94.4295, [44.78, 41.60, 6.31, 1.74]),
      ([0.016, 0.0159, 0.016], 0.0479, [0.02, 0.01, 0.02]),
      // Less than a cent keeps its digits, whatever the rest does.
      ([1.004, 0.004, 2.0041], 3.0121, [1.00, 0.004, 2.01]),
      // A total of other days.
      ([1.004, 2.004], 3.50, [1.00, 2.00]),
    ])
  func apportions(exact: [Double], total: Double, wanted: [Double]) {
    var month = month(14)
    for isInCents in [false, true] {
      month.isInCents = isInCents
      var rows = exact.enumerated().map { row("m\($0)", $1, month) }
      month.apportion(&rows, like: [], to: month.told(dollars(total)))
      #expect(rows.map(\.monthly.expected) == (isInCents ? wanted : exact).map(dollars))
      #expect(rows.allSatisfy { row in row.monthly.expected.map { row.monthly.interval?.contains($0) ?? false } ?? false })
    }
  }

  @Test("a model that no cache touches costs before what it does after")
  func apportionsWhatIsTouched() {
    var month = month(14)
    month.isInCents = true
    var before = [3.0049, 2.0048, 1.0047].enumerated().map { row("m\($0)", $1, month) }
    month.apportion(&before, like: [], to: dollars(6.01))
    #expect(before.map(\.monthly.expected) == [3.01, 2.00, 1.00].map(dollars))
    var after = [3.0049, 2.0048, 0.5001].enumerated().map { row("m\($0)", $1, month) }
    month.apportion(&after, like: before, to: dollars(5.51))
    #expect(after.map(\.monthly.expected) == [3.01, 2.00, 0.50].map(dollars))
    after = [3.0049, 2.0048, 0.4951].enumerated().map { row("m\($0)", $1, month) }
    month.apportion(&after, like: before, to: dollars(5.50))
    #expect(after.map(\.monthly.expected) == [3.01, 2.00, 0.49].map(dollars))
  }

  private func dollars(_ amount: Double) -> Dollars { Dollars(nanodollars: Int64((amount * 1e9).rounded())) }

  private func row(_ name: String, _ exact: Double, _ month: Month) -> ResultRow {
    let told = month.told(dollars(exact))
    return ResultRow(
      name: name, tally: Tally(), monthly: MonthlyCost(expected: told, interval: told...told), tokens: 0, avoidedTokens: 0,
      exactMonth: exact * 1e9)
  }

  @Test("forgives an hour at either end, and no more")
  func tolerance() {
    let hour = 1.0 / 24
    let microsecond = 1 / 86_400e6
    #expect(month(1 - 2 * hour, from: hour).wholeDays?.count == 1)
    #expect(month(1 - 2 * hour, from: hour + 2 * microsecond).wholeDays == nil)
    #expect(month(1 - 2 * hour - 2 * microsecond, from: hour).wholeDays == nil)
    #expect(month(2, from: 0.5).wholeDays?.count == 1)
  }

  @Test("cuts days where the time zone does", arguments: [-43_200, -3_600 * 5, 0, 7_200, 50_400])
  func zones(_ offset: Int) {
    let start = -Double(offset) / 86_400
    let month = month(3, from: start, offset: offset)
    let first = Timestamp(microseconds: Self.monday).day()
    #expect(month.wholeDays == first...first + 2)
    // The same log seen from UTC has one whole day less, unless the clocks agree.
    #expect(self.month(3, from: start).wholeDays?.count == (offset == 0 ? 3 : 2))
  }

  @Test("has a warm-up of a quarter of the log, a week at the most, and none where it would leave no whole day")
  func warmUp() {
    func steady(_ days: Double, _ warmUp: Double, _ left: Int) {
      let month = month(days)
      #expect(month.steadyFrom == Self.monday + Int64(warmUp * 86_400e6))
      #expect(month.wholeDays?.count == Int(days), "the bill is of all days")
      #expect(month.steadyDays?.count == left)
      #expect(month.steadyDays?.upperBound == month.wholeDays?.upperBound)
      #expect(month.hasWarmUp == (left < Int(days)))
    }
    steady(1, 0.25, 1)
    steady(2, 0.5, 1)
    steady(7, 1.75, 5)
    steady(20, 5, 15)
    steady(28, 7, 21)
    steady(60, 7, 53)
    #expect(Month(span: 0...100_000_000, offset: 0).steadyFrom == 25_000_000)
  }

  @Test("weighs the days of the week alike, as a plain mean of means does", arguments: 7..<44)
  func weekdays(_ count: Int) throws {
    let draws = Draws(seed: UInt64(count))
    let start = Int(draws.bits(0) % 7)
    let month = month(Double(count), from: Double(start))
    let days = try #require(month.wholeDays)
    let byDay = Dictionary(uniqueKeysWithValues: days.map { ($0, Int64(draws.bits(UInt64($0)) % 1_000_000_000)) })
    var means: [Double] = []
    for weekday in 0..<7 {
      let amounts = days.filter { Timestamp(microseconds: Int64($0) * Self.day).weekday() == weekday }.map { Double(byDay[$0] ?? 0) }
      means.append(amounts.reduce(0, +) / Double(amounts.count))
    }
    let expected = means.reduce(0, +) / 7 * 30.4375
    let found = try #require(month.amount(byDay: byDay, all: 0))
    #expect(abs(found - expected) < expected * 1e-12)
  }

  @Test("is the plain mean under a week, a scaled span under a day, and nothing of nothing")
  func short() throws {
    let days = month(3)
    let first = Timestamp(microseconds: Self.monday).day()
    let amount = try #require(days.amount(byDay: [first: 10, first + 1: 20, first + 5: 900], all: 5))
    #expect(abs(amount - 10 * 30.4375) < 1e-9)
    #expect(try abs(#require(month(0.5).amount(byDay: [:], all: 100)) - 200 * 30.4375) < 1e-9)
    #expect(month(0).amount(byDay: [first: 10], all: 100) == nil)
    #expect(Month(span: nil, offset: 0).amount(byDay: [:], all: 1) == nil)
  }

  @Test("of an enormous bill is clamped instead of trapping")
  func enormous() throws {
    let cost = month(1.0 / 1_440).cost(byDay: [:], all: .max, seed: 1)
    #expect(try #require(cost.expected).nanodollars == 4_000_000_000_000_000_000)
  }
}

@Suite("The interval of a month")
struct BootstrapTests {
  private func month(_ days: Int) -> Month {
    let start = TinyLog.start.microseconds
    return Month(span: start...start + Int64(days) * 86_400_000_000, offset: 0)
  }

  /// Days about a weekly curve, with a spread of 30 % a day and heavier days now and then.
  private func series(_ days: ClosedRange<Int>, seed: UInt64) -> [Int: Int64] {
    let draws = Draws(seed: seed &* 7_919)
    return Dictionary(
      uniqueKeysWithValues: days.map { day in
        let noise = (0..<12).reduce(-6.0) { $0 + draws.unit(UInt64(day), UInt64($1)) }
        let weekend = Timestamp(microseconds: Int64(day) * 86_400_000_000).weekday() >= 5
        return (day, Int64((weekend ? 4e8 : 1e9) * max(0, 1 + 0.3 * noise)))
      })
  }

  @Test("holds the expected month, and the true one at least 90 times of 100", arguments: [28, 42])
  func coverage(_ count: Int) throws {
    let month = month(count)
    let days = try #require(month.wholeDays)
    let truth = (5 * 1e9 + 2 * 4e8) / 7 * 30.4375
    var covered = 0
    for seed in 0..<100 {
      let cost = month.cost(byDay: series(days, seed: UInt64(seed)), all: 0, seed: 1)
      let (expected, interval) = (try #require(cost.expected), try #require(cost.interval))
      #expect(interval.contains(expected))
      if interval.contains(Dollars(nanodollars: Int64(truth))) { covered += 1 }
      // Not by being absurdly wide.
      let width = Double((interval.upperBound - interval.lowerBound).nanodollars)
      #expect(width < 0.6 * truth)
    }
    #expect(covered >= 90)
  }

  @Test("is the same again, another for another seed, and none under three days")
  func determinism() throws {
    let days = try #require(month(20).wholeDays)
    let byDay = series(days, seed: 3)
    let first = month(20).cost(byDay: byDay, all: 0, seed: 1)
    #expect(first == month(20).cost(byDay: byDay, all: 0, seed: 1))
    #expect(first != month(20).cost(byDay: byDay, all: 0, seed: 2))
    #expect(month(2).cost(byDay: byDay, all: 0, seed: 1).interval == nil)
    #expect(month(3).cost(byDay: byDay, all: 0, seed: 1).interval != nil)
    #expect(month(20_000).cost(byDay: byDay, all: 0, seed: 1).interval == nil)
  }

  @Test("of days that are all alike is a point, and of costs never below zero")
  func bounds() throws {
    let days = try #require(month(14).wholeDays)
    let same = month(14).cost(byDay: Dictionary(uniqueKeysWithValues: days.map { ($0, 1_000_000) }), all: 0, seed: 1)
    #expect(same.interval == Dollars(nanodollars: 30_437_500)...Dollars(nanodollars: 30_437_500))
    let lumpy = month(14).cost(byDay: [days.lowerBound + 3: 1_000_000_000], all: 0, seed: 1)
    #expect(try #require(lumpy.interval).lowerBound == .zero)
  }
}
