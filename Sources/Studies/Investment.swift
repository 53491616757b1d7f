import Simulation
import Traces
public import Units

/// Whether a cache is worth building: what it costs once, what it brings in every month, and what that rests on.
public struct Investment: Sendable, Equatable {
  /// One view of the future: every month as the run-rate month.
  public struct Outlook: Sendable, Equatable {
    /// What a month brings in after the tiers, expected wrong answers and people.
    public let monthly: Dollars
    /// Months until the cost at the beginning has come in again; `nil` where it never does.
    public let payback: Double?
    /// After twelve months, the cost at the beginning taken off.
    public let firstYear: Dollars
    /// The same, with each month discounted to the beginning.
    public let presentValue: Dollars

    init(monthly: Dollars, terms: MoneyTerms) {
      let once = terms.engineering?.once ?? .zero
      self.monthly = monthly
      // A loss pays nothing back, not even where nothing was spent.
      payback = monthly > .zero ? max(once, .zero).value / monthly.value : nil
      firstYear = Dollars(monthly.value * 12) - once
      let growth = 1 + terms.discountRate
      presentValue = Dollars((1...12).reduce(0.0) { $0 + monthly.value / power(growth, Double($1) / 12) }) - once
    }
  }

  /// What an assumption does to the first year.
  public struct Lever: Sendable, Equatable {
    /// What is assumed.
    public let assumption: String
    /// What the low and the high end mean.
    public let low, high: String
    /// The first year at the low end.
    public let firstYearLow: Dollars
    /// The first year at the high end.
    public let firstYearHigh: Dollars

    /// How much hangs on it.
    public var swing: Dollars { firstYearHigh - firstYearLow }
  }

  /// The low end of the saving's interval, the provider's prompt cache cold.
  public let low: Outlook
  /// The run-rate month.
  public let expected: Outlook
  /// The high end of the interval.
  public let high: Outlook
  /// The five assumptions on which most hangs, the greatest first.
  public let tornado: [Lever]
}

extension Study {
  /// Whether a strategy is worth building; `nil` where the user says nothing of people, or no month can be made.
  public func investment(in result: StrategyResult) -> Investment? {
    guard let engineering = terms.engineering, let saving = worth(of: result).cash, asLogged.total.isPriced else { return nil }
    let interval = self.saving(of: result).interval
    let effective = result.saving(over: asLogged) ?? saving
    let wrong = Dollars((terms.wrongAnswerPrice?.value ?? 0) * (result.money.wrongAnswers ?? 0))
    let costs = wrong + engineering.monthly
    func outlook(_ saving: Dollars) -> Investment.Outlook { .init(monthly: saving - costs, terms: terms) }
    let cooling = result.money.cooling ?? .zero
    // The interval is that of the effective saving; commitments move it with the expected one.
    let shift = saving - effective
    let least = (interval?.lowerBound).map { $0 + shift } ?? saving
    let most = (interval?.upperBound).map { $0 + shift } ?? saving
    let expected = outlook(saving)
    let levers = levers(
      result, saving: saving, effective: effective, least: least, most: most, cooling: cooling, wrong: wrong, engineering: engineering,
      firstYear: { outlook($0).firstYear })
    return Investment(
      low: outlook(least - cooling), expected: expected, high: outlook(most),
      tornado: levers.filter { $0.swing != .zero }.enumerated().sorted { ($1.element.swing, $0.offset) < ($0.element.swing, $1.offset) }
        .map(\.element).prefix(5).map { $0 })
  }

  private func levers(
    _ result: StrategyResult, saving: Dollars, effective: Dollars, least: Dollars, most: Dollars, cooling: Dollars, wrong: Dollars,
    engineering: MoneyTerms.Engineering, firstYear: (Dollars) -> Dollars
  ) -> [Investment.Lever] {
    func lever(_ assumption: String, _ low: String, _ high: String, _ a: Dollars, _ b: Dollars) -> Investment.Lever {
      .init(assumption: assumption, low: low, high: high, firstYearLow: firstYear(min(a, b)), firstYearHigh: firstYear(max(a, b)))
    }
    let tiers = result.infrastructureMonthly
    let upstream = Dollars(effective.value + tiers.value - asLogged.infrastructureMonthly.value)
    var levers = [
      lever("the luck of the days", "low end of the interval", "high end", least, most),
      lever(
        "prices of tokens", "a quarter less", "a quarter more", saving - Dollars(upstream.value / 4), saving + Dollars(upstream.value / 4)),
    ]
    if let (a, b) = halves(of: result) {
      levers.append(
        lever(
          "the hit rate stays", "as in the worse half of the log", "as in the better half", a + saving - effective, b + saving - effective))
    }
    if cooling > .zero { levers.append(lever("the provider's prompt cache", "cold", "as warm as it was", saving - cooling, saving)) }
    if tiers > .zero { levers.append(lever("the price of the cache", "twice", "half", saving - tiers, saving + Dollars(tiers.value / 2))) }
    if wrong > .zero { levers.append(lever("wrong answers", "twice as many", "none", saving - wrong, saving + wrong)) }
    if let estimate = audited.usageEstimate {
      let error = Dollars(upstream.value * estimate.error)
      levers.append(lever("estimated token counts", "too many", "too few", saving - error, saving + error))
    }
    if let found = reconciliation?.gap {
      let error = Dollars(upstream.value * -found / (1 + found))
      levers.append(lever("the model's bill", "as modelled, or as billed", "the other", saving, saving + error))
    }
    if let row = growth?.rows.first(where: { $0.strategy == result.strategy.name }), let grown = row.saving.expected, let growth {
      let words = "\(plain(growth.growth.factor, decimals: 2)) times the traffic"
      let isMore = grown >= effective
      levers.append(
        lever("traffic", isMore ? "as it is" : words, isMore ? words : "as it is", saving, saving + grown - effective))
    }
    let people = engineering.monthly + Dollars(engineering.once.value / 12)
    if people > .zero {
      levers.append(
        lever(
          "the cost of people", "half as much again", "a quarter less", saving - Dollars(people.value / 2),
          saving + Dollars(people.value / 4)))
    }
    return levers
  }

  /// A month's saving as in the first and as in the second half of the days.
  private func halves(of result: StrategyResult) -> (Dollars, Dollars)? {
    let month = month.of(result.strategy)
    guard let days = month.wholeDays, days.count >= 14 else { return nil }
    var byDay: [Int: Double] = [:]
    for row in asLogged.days { byDay[row.day, default: 0] += row.cost.value }
    for row in result.days { byDay[row.day, default: 0] -= row.cost.value }
    // Halves of whole weeks, so that neither has more weekends.
    let length = days.count / 2 / 7 * 7
    let infrastructure = result.infrastructureMonthly - asLogged.infrastructureMonthly
    func monthly(_ days: some Collection<Int>) -> Dollars {
      Dollars(Month.mean(days.map { ($0, byDay[$0] ?? 0) }) * Month.days * month.weight) - infrastructure
    }
    return (monthly(days.prefix(length)), monthly(days.suffix(length)))
  }
}

/// `base` to a power from 0 to 1, for a base from 0.1 to 10: by square roots, as there is no Foundation here.
func power(_ base: Double, _ exponent: Double) -> Double {
  guard base > 0 else { return 0 }
  var (result, root, rest) = (1.0, base, exponent)
  for _ in 0..<60 {
    if rest >= 1 {
      result *= root
      rest -= 1
    }
    root = root.squareRoot()
    rest *= 2
  }
  return result
}
