import Simulation
import Studies
import Units

extension Chart {
  /// The hit rate of each strategy day by day; `nil` for a log within one day.
  static func dailyHits(_ study: Study) -> Chart? {
    guard let days = study.strategies.first?.days, days.count > 1, let first = days.first?.day, let end = days.last?.day else {
      return nil
    }
    // A few calls after midnight are no day: they would draw a fall that there was not.
    let others = days.dropLast()
    let isPart = others.count > 1 && (days.last?.requests ?? 0) * 4 * others.count < others.reduce(0) { $0 + $1.requests }
    let last = isPart && end > study.month.wholeDays?.upperBound ?? end ? others.last?.day ?? end : end
    func rate(_ day: DayRow) -> Double { Ratio(day.served, of: day.requests).value ?? 0 }
    let top = Scale.ceiling(study.strategies.flatMap { $0.days.map(rate) }.max() ?? 0)
    let x = Scale.linear(Double(first)...Double(last))
    let y = Scale.linear(0...top)
    let series = study.strategies.enumerated().map { index, result in
      Lines.Series(
        name: result.strategy.name, style: style(index),
        points: result.days.filter { $0.day <= last }.map { (x.percent(Double($0.day)), y.percent(rate($0))) },
        hasDots: days.count < 10)
    }
    var data = Table([.name("day"), .number("requests")] + study.strategies.map { .number($0.strategy.name) })
    for (index, day) in days.enumerated() {
      let rates = study.strategies.map { Cell.ratio(Ratio($0.days[index].served, of: $0.days[index].requests)) }
      data.append([.text(Dates.iso(day.day)), .count(day.requests)] + rates)
    }
    let step = max(1, (last - first + 4) / 5)
    let ticks = stride(from: first, through: last, by: step).map { Tick(at: x.percent(Double($0)), label: Dates.short($0)) }
    return Chart(
      id: "daily-hits", title: "Hit rate over time",
      description: "Lines by day from \(Dates.iso(first)) to \(Dates.iso(last)), up to \(percent(top)).",
      subtitle: "Share of each day’s requests answered from the cache"
        + (last < end ? "; the last day, of which the log has a part, is in the figures only" : ""),
      legend: series.map { Legend(name: $0.name, style: $0.style, isSeries: true) },
      picture: Lines(
        x: ticks, y: [0, 0.5, 1].map { Tick(at: $0 * 100, label: percent($0 * top)) }, series: series
      ).picture, data: data)
  }
}
