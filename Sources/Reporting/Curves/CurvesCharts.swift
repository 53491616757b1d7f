import Caching
import Studies
import Units

/// The pictures of curves.
enum CurvesCharts {
  static func all(_ curves: Curves) -> [Chart] {
    let set = curves.sets[0]
    return [
      sizes(curves), bytes(set), lives(set), gaps(set), staleness(set),
    ].compactMap { $0 }
  }

  /// The hit ratio by number of entries: LRU, other policies, and LRU of each model or tenant.
  private static func sizes(_ curves: Curves) -> Chart? {
    let all = curves.sets[0]
    guard all.keys > 1, all.mostHits > 0 else { return nil }
    let others = all.policies.filter { !$0.isInBytes }
    let x = Scale.logarithmic(0.7...Double(all.keys) * 1.2)
    // Beside models or tenants, LRU of all is one of them.
    let isDivided = others.isEmpty && curves.sets.count > 1
    var lines = [Line(name: isDivided ? "all" : "lru", points: all.entries.map { (Double($0.amount), all.ratio($0.hits).value ?? 0) })]
    lines += others.map { curve in
      Line(name: curve.policy.rawValue, points: curve.points.map { (Double($0.amount), $0.ratio.value) }, hasDots: true)
    }
    lines += curves.sets.dropFirst().prefix(others.isEmpty ? 7 : 0).map { set in
      Line(name: set.name, points: set.entries.map { (Double($0.amount), set.ratio($0.hits).value ?? 0) })
    }
    return chart(
      id: "sizes", title: "Hit ratio by size", subtitle: "Share of requests that hit, by entries of the store; logarithmic", x: x,
      ticks: powers(upTo: Double(all.keys), x) { grouped(Int($0)) }, lines, data: CurvesTables.entries(all, isWhole: true))
  }

  private static func bytes(_ set: CurveSet) -> Chart? {
    let curves = set.policies.filter { $0.isInBytes }
    guard let first = curves.first?.points.first?.amount, let last = curves.first?.points.last?.amount, first < last else { return nil }
    let x = Scale.logarithmic(Double(first) * 0.8...Double(last) * 1.2)
    let lines = curves.map { curve in
      Line(name: curve.policy.rawValue, points: curve.points.map { (Double($0.amount), $0.ratio.value) }, hasDots: true)
    }
    return chart(
      id: "bytes", title: "Hit ratio by size of answers", subtitle: "Share of requests that hit, by bytes of the store; logarithmic", x: x,
      ticks: powers(upTo: Double(last), x, from: Double(first)) { Bytes(Int($0)).description }, lines,
      data: CurvesTables.policies(set, inBytes: true))
  }

  private static func lives(_ set: CurveSet) -> Chart? {
    guard set.mostHits > 0, let first = set.lives.first?.ttl, let last = set.lives.last?.ttl else { return nil }
    let x = Scale.logarithmic(Double(first.count) / 1.6...Double(last.count) * 1.6)
    let lines = [
      Line(name: "fixed", points: set.lives.map { (Double($0.ttl.count), set.ratio($0.fixed).value ?? 0) }, hasDots: true),
      Line(name: "sliding", points: set.lives.map { (Double($0.ttl.count), set.ratio($0.sliding).value ?? 0) }, hasDots: true),
    ]
    return chart(
      id: "lives", title: "Hit ratio by TTL",
      subtitle: "Share of requests that hit, by TTL of a store that evicts nothing; logarithmic", x: x, ticks: times(set, x), lines,
      data: CurvesTables.lives(set))
  }

  private static func gaps(_ set: CurveSet) -> Chart? {
    guard set.mostHits > 0, let first = set.lives.first?.ttl, let last = set.lives.last?.ttl else { return nil }
    let x = Scale.logarithmic(Double(first.count) / 1.6...Double(last.count) * 1.6)
    let line = Line(
      name: "repeats", points: set.lives.map { (Double($0.ttl.count), Double($0.sliding) / Double(set.mostHits)) }, hasDots: true)
    return chart(
      id: "gaps", title: "How soon repeats come", subtitle: "Share of the repeats that come within a time of the last request; logarithmic",
      x: x,
      ticks: times(set, x), [line], data: CurvesTables.gaps(set))
  }

  private static func staleness(_ set: CurveSet) -> Chart? {
    let bands = set.staleness.bands.filter { $0.pairs > 0 }
    guard bands.count > 1, let first = bands.first?.upTo, let last = bands.last?.upTo else { return nil }
    let x = Scale.logarithmic(Double(first.count) / 1.6...Double(last.count) * 1.6)
    var lines = [Line(name: "another answer", points: bands.map { (Double($0.upTo.count), $0.share.value ?? 0) }, hasDots: true)]
    let aged = bands.compactMap { band in band.outdated.map { (Double(band.upTo.count), $0) } }
    if !aged.isEmpty { lines.append(Line(name: "put down to age", points: aged, hasDots: true)) }
    return chart(
      id: "staleness", title: "How answers age",
      subtitle: "Share of repeated questions that got another answer, by how much later they were asked; logarithmic", x: x,
      ticks: bands.map { Tick(at: x.percent(Double($0.upTo.count)), label: $0.upTo.span) }, lines, data: CurvesTables.staleness(set))
  }

  private struct Line {
    let name: String
    let points: [(x: Double, y: Double)]
    var hasDots = false
  }

  private static func chart(
    id: String, title: String, subtitle: String, x: Scale, ticks: [Tick], _ lines: [Line], data: Table
  ) -> Chart {
    let top = Scale.ceiling(lines.flatMap { $0.points.map(\.y) }.max() ?? 1)
    let series = lines.enumerated().map { index, line in
      Lines.Series(
        name: line.name, style: Chart.style(index), points: line.points.map { (x.percent($0.x), min($0.y / top, 1) * 100) },
        hasDots: line.hasDots)
    }
    let words = lines.map { line in
      "\(line.name) from \(percent(line.points.first?.y ?? 0)) to \(percent(line.points.last?.y ?? 0))"
    }
    return Chart(
      id: id, title: title, description: words.joined(separator: "; ") + ".", subtitle: subtitle,
      legend: series.map { Chart.Legend(name: $0.name, style: $0.style, isSeries: true) },
      picture: Lines(
        x: thinned(ticks), y: [0, 25, 50, 75, 100].map { Tick(at: $0, label: percent($0 / 100 * top)) }, series: series
      ).picture, data: data)
  }

  private static func times(_ set: CurveSet, _ x: Scale) -> [Tick] {
    set.lives.map { Tick(at: x.percent(Double($0.ttl.count)), label: $0.ttl.span) }
  }

  /// Labels that do not run into one another on a telephone.
  private static func thinned(_ ticks: [Tick]) -> [Tick] {
    var out: [Tick] = []
    for tick in ticks where out.last.map({ tick.at - $0.at >= 11 }) ?? true { out.append(tick) }
    return out
  }

  private static func powers(upTo last: Double, _ x: Scale, from first: Double = 1, _ label: (Double) -> String) -> [Tick] {
    var ticks: [Tick] = []
    var power = 1.0
    while power <= last * 1.001 {
      if power >= first { ticks.append(Tick(at: x.percent(power), label: label(power))) }
      power *= 10
    }
    return ticks
  }
}
