import Simulation
import Studies
import Units

extension Chart {
  /// What the calls cost that still went upstream, by cause.
  static func causes(_ study: Study, _ result: StrategyResult) -> Chart? {
    guard !result.causes.isEmpty else { return nil }
    let isPriced = Money.isPriced(result.total)
    func size(_ row: CauseRow) -> Double { isPriced ? row.cost.value : Double(row.requests) }
    let top = max(result.causes.map(size).max() ?? 0, .leastNormalMagnitude)
    let ordered = isPriced ? result.causes : result.causes.sorted { $0.requests > $1.requests }
    let rows = ordered.map { row in
      let requests = "\(grouped(row.requests)) \(row.requests == 1 ? "request" : "requests")"
      let value = isPriced ? "\(row.cost) · \(requests)" : requests
      return Bars.Row(
        name: StudyTables.words(row), value: value,
        lanes: [
          [
            Bars.Bar(
              length: size(row) / top, style: isFixable(row.cause) ? "c2" : "level", tip: "\(row.outcome.name), \(row.cause.name): \(value)"
            )
          ]
        ])
    }
    return Chart(
      id: "causes", title: "What still goes upstream, and why",
      description: "Bars. " + rows.map { "\($0.name): \($0.value)" }.joined(separator: "; ") + ".",
      subtitle:
        "\(isPriced ? "US dollars" : "Requests") over the log with \(result.strategy.name); the coloured ones another setting could change",
      picture: Bars.picture(rows), data: StudyTables.causes(result))
  }

  /// Whether another setting of the strategy would have made hits of such calls.
  private static func isFixable(_ cause: Cause) -> Bool {
    switch cause {
    case .expired, .evicted, .inFlight, .temperature, .stream, .tools, .control: true
    default: false
    }
  }
}
