import Simulation
import Studies
import Units

extension Chart {
  /// Each model's cost as logged and with a strategy.
  static func modelCosts(_ study: Study, _ headline: Headline) -> Chart? {
    let money = headline.money
    guard money.basis != .unpriced else { return nil }
    let result = headline.result ?? study.asLogged
    let pairs = ModelPair.all(result, study, limit: 6) { Money.isPriced($0) }
    let unpriced = result.models.count { !Money.isPriced($0) }
    let amounts = pairs.map { (was: $0.before.flatMap(money.upstream), now: money.upstream($0.after)) }
    let top = max(amounts.flatMap { [$0.was?.value ?? 0, $0.now?.value ?? 0] }.max() ?? 0, .leastNormalMagnitude)
    func bar(_ amount: Dollars?, _ style: String, _ name: String) -> [Bars.Bar] {
      amount.map { [Bars.Bar(length: $0.value / top, style: style, tip: "\(name): \($0)")] } ?? []
    }
    let rows = zip(pairs, amounts).map { pair, amount in
      let name = ModelPair.title(pair.after.name)
      let change = amount.was.flatMap { was in amount.now.map { "\(was) → \($0)" } } ?? "no price"
      return Bars.Row(
        name: name, value: headline.result == nil ? amount.now?.description ?? "no price" : change,
        lanes: headline.result == nil
          ? [bar(amount.now, "level", name)] : [bar(amount.was, "level", "As logged"), bar(amount.now, "c1", "After")])
    }
    return Chart(
      id: "model-costs", title: headline.result == nil ? "Cost per model" : "Cost per model, before and after",
      description: "Pairs of bars. " + rows.map { "\($0.name): \($0.value)" }.joined(separator: "; ") + ".",
      subtitle:
        "US dollars \(money.per) for calls upstream, dearest model first\(unpriced == 0 ? "" : "; \(unpriced) without a price left out")",
      legend: headline.result.map { [Legend(name: "as logged", style: "level"), Legend(name: "with \($0.strategy.name)", style: "c1")] }
        ?? [],
      picture: Bars.picture(rows), data: StudyTables.models(result, study))
  }
}
