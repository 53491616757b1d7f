import Units

extension Month {
  /// The month's cost with the middle 95 % of 1,000 months whose days are drawn anew from the log's, in blocks of consecutive days so that
  /// weeks stay weeks (moving-block bootstrap, Künsch 1989; blocks of 7 days from two weeks on, else single days).
  ///
  /// Draws depend on `seed` alone, so that strategies and models are compared over the same drawn months.
  func cost(byDay: [Int: Int64], all: Int64, seed: UInt64) -> MonthlyCost {
    guard let expected = amount(byDay: byDay, all: all) else { return MonthlyCost(expected: nil) }
    let point = Dollars(nanodollars: Int64(expected.rounded()))
    guard let wholeDays, wholeDays.count >= 3 else { return MonthlyCost(expected: point) }
    let days = wholeDays.map { (day: $0, amount: Double(byDay[$0] ?? 0)) }
    let block = basis == .weekdays ? 7 : 1
    let starts = days.count - block + 1
    let draws = Draws(seed: seed)
    var months: [Double] = []
    months.reserveCapacity(1_000)
    for round in 0..<1_000 {
      var drawn: [(day: Int, amount: Double)] = []
      var part: UInt64 = 0
      while drawn.count < days.count {
        let start = Int(draws.unit(UInt64(round), 0x5EED_0000 + part) * Double(starts))
        drawn += days[start..<min(start + block, days.count)].prefix(days.count - drawn.count)
        part += 1
      }
      months.append(mean(drawn) * Month.days)
    }
    months.sort()
    let low = Dollars(nanodollars: Int64(months[25].rounded()))
    let high = Dollars(nanodollars: Int64(months[974].rounded()))
    return MonthlyCost(expected: point, interval: min(low, point)...max(high, point))
  }
}
