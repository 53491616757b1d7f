import Units

extension Month {
  /// Longer logs get no interval: a stray date should not cost an hour.
  private static let mostDays = 3_660
  private static let rounds = 1_000

  /// The month's amount with the middle 95 % of 1,000 months whose days are drawn anew from the log's, in blocks of consecutive days so that
  /// weeks stay weeks (moving-block bootstrap, Künsch 1989; blocks of 7 days from two weeks on, else single days).
  ///
  /// The drawn months are set about the expected one, and spread by ``spread(days:block:)``. Draws depend on `seed` alone, so that
  /// strategies and models are compared over the same drawn months.
  ///
  /// - Complexity: O(days) × 1,000.
  func cost(byDay: [Int: Int64], all: Int64, seed: UInt64) -> MonthlyCost {
    guard let expected = amount(byDay: byDay, all: all) else { return MonthlyCost(expected: nil) }
    let point = told(Dollars(clamping: expected))
    guard let wholeDays, (3...Self.mostDays).contains(wholeDays.count) else { return MonthlyCost(expected: point) }
    let days = wholeDays.map { (day: $0, amount: Double(byDay[$0] ?? 0)) }
    let block = wholeDays.count >= 14 ? 7 : 1
    let months = months(of: days, block: block, Draws(seed: seed)).sorted()
    let middle = months.reduce(0, +) / Double(months.count)
    let spread = Self.spread(days: days.count, block: block)
    // What is never negative on a day is not so in a month.
    let least = days.contains { $0.amount < 0 } ? -Double.infinity : 0
    let low = told(Dollars(clamping: max(least, expected + (months[25] - middle) * spread)))
    let high = told(Dollars(clamping: expected + (months[974] - middle) * spread))
    return MonthlyCost(expected: point, interval: min(low, point)...max(high, point))
  }

  /// By how much the quantiles of drawn months fall short. Blocks of b from n days vary by only (n - b) / n of what they should, and that
  /// variance is itself an estimate: Student's t for the normal law, by Fisher's expansion, with the degrees of freedom of overlapping
  /// means (Meketon and Schmeiser 1984).
  private static func spread(days: Int, block: Int) -> Double {
    let (n, b) = (Double(days), Double(block))
    let freedom = (n - b) / b * (block > 1 ? 1.5 : 1)
    return (n / (n - b)).squareRoot() * (1 + (1.210 + 1.440 / freedom) / freedom)
  }

  private func months(of days: [(day: Int, amount: Double)], block: Int, _ draws: Draws) -> [Double] {
    let starts = Double(days.count - block + 1)
    return (0..<Self.rounds).map { round in
      var drawn: [(day: Int, amount: Double)] = []
      drawn.reserveCapacity(days.count + block)
      var part: UInt64 = 0
      while drawn.count < days.count {
        let start = Int(draws.unit(UInt64(round), 0x5EED_0000 + part) * starts)
        drawn += days[start..<start + block].prefix(days.count - drawn.count)
        part += 1
      }
      // Of single days, hardly ever each day of the week is drawn.
      return (block > 1 ? Self.mean(drawn) : Self.plainMean(drawn)) * Month.days * weight
    }
  }
}

extension Dollars {
  /// The nearest number of nanodollars within four billion dollars, so that sums of two do not overflow.
  init(clamping nanodollars: Double) {
    self.init(nanodollars: Int64(max(-4e18, min(nanodollars.rounded(), 4e18))))
  }
}
