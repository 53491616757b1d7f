import Simulation
import Studies
import Units

extension Chart {
  /// What share of the requests each strategy answers, by kind of hit.
  static func hitRates(_ study: Study) -> Chart? {
    guard !study.strategies.isEmpty else { return nil }
    var data = Table([
      .name("strategy"), .number("requests"), .number("exact hits"), .number("near hits"), .number("stale"), .number("hits"),
      .number("hit rate"),
    ])
    let top = Scale.ceiling(study.strategies.compactMap { $0.total.tally.requestHitRate.value }.max() ?? 0)
    let rows = study.strategies.map { result in
      let tally = result.total.tally
      let parts = [
        ("exact", tally.count(.hit, .exact), "c1"), ("near", tally.count(.hit, .near), "c6"), ("stale", tally.count(.stale), "c7"),
      ]
      data.append(
        [.text(result.strategy.name), .count(tally.requests)] + parts.map { .count($0.1) }
          + [.count(tally.requestHitRate.numerator), .ratio(tally.requestHitRate)])
      var from = 0.0
      let bars = parts.map { name, count, style in
        let share = Ratio(count, of: tally.requests)
        let bar = Bars.Bar(from: from, length: (share.value ?? 0) / top, style: style, tip: "\(grouped(count)) \(name): \(share)")
        from += bar.length
        return bar
      }
      return Bars.Row(name: StudyTables.name(result), value: tally.requestHitRate.description, lanes: [bars])
    }
    func has(_ count: (Tally) -> Int) -> Bool { study.strategies.contains { count($0.total.tally) > 0 } }
    var legend = [Legend(name: "exact", style: "c1")]
    if has({ $0.count(.hit, .near) }) { legend.append(Legend(name: "near", style: "c6")) }
    if has({ $0.count(.stale) }) { legend.append(Legend(name: "stale", style: "c7")) }
    return Chart(
      id: "hit-rates", title: "Request hit rate by strategy",
      description: "Bars from 0 to \(percent(top)). " + rows.map { "\($0.name) \($0.value)" }.joined(separator: "; ") + ".",
      subtitle: "Share of all requests answered from the cache; a full bar is \(percent(top))",
      legend: legend, picture: Bars.picture(rows), data: data)
  }
}
