import Studies
import Units

extension Chart {
  /// What the first year hangs on: for each assumption from its low to its high end, parted where all is as expected.
  static func tornado(_ investment: Investment, of strategy: String) -> Chart? {
    let expected = investment.expected.firstYear
    let ends = investment.tornado.flatMap { [$0.firstYearLow.value, $0.firstYearHigh.value] } + [expected.value]
    guard let least = ends.min(), let most = ends.max(), most > least else { return nil }
    func place(_ amount: Dollars) -> Double { (amount.value - least) / (most - least) }
    let rows = investment.tornado.map { lever in
      let (low, high) = (min(lever.firstYearLow, expected), max(lever.firstYearHigh, expected))
      return Bars.Row(
        name: lever.assumption, value: "\(lever.firstYearLow) to \(lever.firstYearHigh)",
        lanes: [
          [
            Bars.Bar(
              from: place(low), length: place(expected) - place(low), style: "more", tip: "\(lever.low): \(lever.firstYearLow)"),
            Bars.Bar(
              from: place(expected), length: place(high) - place(expected), style: "less", tip: "\(lever.high): \(lever.firstYearHigh)"),
          ]
        ])
    }
    return Chart(
      id: "tornado", title: "What the first year hangs on",
      description:
        "The first twelve months with \(strategy), expected to bring \(expected), when one assumption at a time is at its low or its high end: "
        + investment.tornado.map { "\($0.assumption) \($0.firstYearLow) to \($0.firstYearHigh)" }.joined(separator: "; ") + ".",
      subtitle: "US dollars in twelve months with \(strategy), \(expected) if all is as expected", picture: Bars.picture(rows),
      data: MoneyTables.tornado(investment))
  }
}
