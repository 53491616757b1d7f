import Simulation
import Studies
import Units

extension Chart {
  /// From today's bill to the bill with a strategy.
  static func waterfall(_ study: Study, _ headline: Headline) -> Chart? {
    guard let result = headline.result, let waterfall = Waterfall(study, to: result) else { return nil }
    let top = max(waterfall.steps.map { max($0.from, $0.to).value }.max() ?? 0, .leastNormalMagnitude)
    var data = Table([.name("step"), .number("change"), .number("bill")])
    var rows: [Bars.Row] = []
    for step in waterfall.steps {
      let amount = text(step, waterfall.decimals)
      let isLevel = step.kind == .level
      data.append(
        [.text(step.label), .text(isLevel ? "" : amount), .text(step.to.text(decimals: waterfall.decimals))], isTotal: false)
      let low = max(min(step.from, step.to).value, 0)
      let style = isLevel ? "level" : step.amount <= .zero ? "less" : "more"
      rows.append(
        Bars.Row(
          name: step.label, value: amount, isStrong: isLevel,
          lanes: [
            [Bars.Bar(from: low / top, length: abs(step.to.value - step.from.value) / top, style: style, tip: "\(step.label): \(amount)")]
          ]))
    }
    return Chart(
      id: "waterfall", title: headline.money.basis == .month ? "What changes in a month’s bill" : "What changes in the log’s bill",
      description: "A waterfall from the bill as logged to the bill with \(result.strategy.name). "
        + waterfall.steps.map { "\($0.label) \(text($0, waterfall.decimals))" }.joined(separator: "; ") + ".",
      subtitle: "US dollars \(headline.money.per), as logged and with \(result.strategy.name)", picture: Bars.picture(rows), data: data)
  }

  private static func text(_ step: Waterfall.Step, _ decimals: Int) -> String {
    switch step.kind {
    case .unknown: "no price"
    case .level: step.amount.text(decimals: decimals)
    case .change: (step.amount > .zero ? "+" : step.amount == .zero ? "±" : "") + step.amount.text(decimals: decimals)
    }
  }
}
