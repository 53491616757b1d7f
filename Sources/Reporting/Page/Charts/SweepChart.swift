import Duplicates
import Units

extension Chart {
  /// Hit rate against expected precision, with and without guards: one point a threshold.
  static func sweep(_ audit: Audit) -> Chart? {
    let all = audit.total.headline.requests
    let points = audit.sweep.filter { $0.unguarded.requests > 0 }
    guard all > 0, !points.isEmpty else { return nil }
    let top = Scale.ceiling(points.compactMap { Ratio($0.unguarded.requests, of: all).value }.max() ?? 0)
    let x = Scale.linear(0...top)
    func place(_ hits: Int, _ precision: Double?) -> (x: Double, y: Double)? {
      precision.map { (x.percent(Ratio(hits, of: all).value ?? 0), $0 * 100) }
    }
    let series = [
      Lines.Series(
        name: "with guards", style: "c1", points: points.compactMap { place($0.hits.requests, $0.precision) }, hasDots: true),
      Lines.Series(
        name: "threshold alone", style: "c6",
        points: points.compactMap { place($0.unguarded.requests, $0.unguardedPrecision) }, hasDots: true),
    ]
    let words = points.map {
      "\(AuditTables.threshold($0.threshold)) \(Ratio($0.hits.requests, of: all)) right \($0.precision.map { percent($0) } ?? "–")"
    }
    return Chart(
      id: "sweep", title: "Hit rate against precision",
      description: "Expected precision over the share of requests hit, a point for each threshold. With guards: "
        + words.joined(separator: "; ") + ".",
      subtitle: "Expected precision of semantic hits over the share of requests that they are; thresholds fall from left to right",
      legend: series.map { Legend(name: $0.name, style: $0.style, isSeries: true) },
      picture: Lines(
        x: [0, 0.25, 0.5, 0.75, 1].map { Tick(at: $0 * 100, label: percent($0 * top)) },
        y: [0, 25, 50, 75, 100].map { Tick(at: $0, label: "\(Int($0)) %") }, series: series
      ).picture, data: AuditTables.sweep(audit))
  }
}
