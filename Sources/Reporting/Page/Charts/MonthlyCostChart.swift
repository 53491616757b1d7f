import Simulation
import Studies
import Units

extension Chart {
  /// What each strategy's bill is made of, by model.
  static func monthlyCosts(_ study: Study) -> Chart? {
    let money = Money(study)
    guard money.basis != .unpriced else { return nil }
    let results =
      [("as logged", study.asLogged)] + (study.hadCache ? [("no cache", study.noCache)] : [])
      + study.strategies.map { (StudyTables.name($0), $0) }
    let names = study.noCache.models.filter { Money.isPriced($0) }.map(\.name)
    // Seven colours for the dearest models, one for all others, one for the cache.
    let shown = names.count > 8 ? Array(names.prefix(7)) : names
    let hasRest = names.count > shown.count
    let top = max(results.compactMap { money.all($0.1)?.value }.max() ?? 0, .leastNormalMagnitude)
    var data = Table(
      [.name("strategy")] + shown.map { .number(ModelPair.title($0)) } + (hasRest ? [.number("other models")] : []) + [
        .number("cache"), .number("all"),
      ])
    let rows = results.map { name, result in
      let amounts = Dictionary(result.models.map { ($0.name, money.upstream($0) ?? .zero) }, uniquingKeysWith: +)
      var parts = shown.enumerated().map { (ModelPair.title($1), amounts[$1] ?? .zero, style($0)) }
      let all = money.all(result) ?? .zero
      let infrastructure = money.infrastructure(result)
      if hasRest {
        // Months of single models need not add up to the month of all to the nanodollar: the rest takes the difference.
        let rest = all - infrastructure - parts.reduce(Dollars.zero) { $0 + $1.1 }
        parts.append(("other models", max(rest, .zero), "rest"))
      }
      parts.append(("cache", infrastructure, "store"))
      data.append([.text(name)] + parts.map { .dollars($0.1) } + [.dollars(all)])
      var from = 0.0
      let bars = parts.map { part, amount, style in
        let bar = Bars.Bar(from: from, length: max(amount.value, 0) / top, style: style, tip: "\(part): \(amount)")
        from += bar.length
        return bar
      }
      return Bars.Row(name: name, value: all.description, isStrong: name == "as logged", lanes: [bars])
    }
    var legend = shown.enumerated().map { Legend(name: Chart.short(ModelPair.title($1)), style: style($0)) }
    if hasRest { legend.append(Legend(name: "\(names.count - shown.count) other models", style: "rest")) }
    if results.contains(where: { money.infrastructure($0.1) > .zero }) { legend.append(Legend(name: "cache", style: "store")) }
    return Chart(
      id: "monthly-costs", title: money.basis == .month ? "Monthly cost by strategy and model" : "Cost by strategy and model",
      description: "Stacked bars. " + rows.map { "\($0.name) \($0.value)" }.joined(separator: "; ") + ".",
      subtitle: "US dollars \(money.per), calls upstream and cache", legend: legend, picture: Bars.picture(rows), data: data)
  }
}
