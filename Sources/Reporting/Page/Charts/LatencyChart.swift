import Glibc
import Simulation
import Studies
import Units

extension Chart {
  /// The share of requests answered within a time, by strategy.
  static func latencies(_ study: Study) -> Chart? {
    let results = baselines(study) + study.strategies.enumerated().map { ($1.strategy.name, style($0), $1) }
    let steps = results.map { $0.2.total.tally.latencySteps }
    let times = steps.flatMap { $0.map { Double($0.upTo.count) } }
    guard let longest = times.max(), longest > 0, let shortest = times.filter({ $0 > 0 }).min() else { return nil }
    // Nobody waits less than 0.1 ms in earnest.
    let range = Scale.decades(min(max(shortest, 100), longest)...longest)
    let scale = Scale.logarithmic(range)
    let series = zip(results, steps).compactMap { result, steps -> Lines.Series? in
      steps.isEmpty ? nil : Lines.Series(name: result.0, style: result.1, points: distribution(steps, scale))
    }
    let percents = [10.0, 25, 50, 75, 90, 95, 99]
    var data = Table([.name("strategy"), .number("requests"), .number("mean")] + percents.map { .number("P\(Int($0))") })
    for (name, _, result) in results {
      let tally = result.total.tally
      data.append([.text(name), .count(tally.timed), .time(tally.meanLatency)] + percents.map { .time(tally.latency(percentile: $0)) })
    }
    var ticks: [Tick] = []
    var power = range.lowerBound
    while power <= range.upperBound * 1.001 {
      ticks.append(Tick(at: scale.percent(power), label: label(power)))
      power *= 10
    }
    let shown = results.map { name, _, result in
      let latency = result.total.latency
      return "\(name): P50 \(latency?.p50.description ?? "–"), P95 \(latency?.p95.description ?? "–")"
    }
    return Chart(
      id: "latencies", title: "How long requests take",
      description: "Curves of the share of requests answered within a time, on a logarithmic axis. " + shown.joined(separator: "; ") + ".",
      subtitle: "Share of requests answered within a time, from request to whole answer; logarithmic",
      legend: series.map { Legend(name: $0.name, style: $0.style, isSeries: true) },
      picture: Lines(
        x: ticks, y: [0, 25, 50, 75, 95].map { Tick(at: $0, label: $0 == 95 ? "95 % (P95)" : "\(Int($0)) %") }, series: series
      ).picture, data: data)
  }

  /// What strategies are held against: one line, or two where there is a cache already.
  private static func baselines(_ study: Study) -> [(String, String, StrategyResult)] {
    [("as logged", "base", study.asLogged)] + (study.hadCache ? [("no cache", "base again", study.noCache)] : [])
  }

  /// The cumulative share at every step where it moves by a pixel or so.
  private static func distribution(_ steps: [(upTo: Microseconds, requests: Int)], _ scale: Scale) -> [(x: Double, y: Double)] {
    let all = Double(steps.reduce(0) { $0 + $1.requests })
    var points: [(x: Double, y: Double)] = [(0, 0)]
    var sum = 0
    for (index, step) in steps.enumerated() {
      let before = Double(sum) / all * 100
      sum += step.requests
      let x = scale.percent(Double(step.upTo.count))
      let y = Double(sum) / all * 100
      guard let last = points.last, x - last.x >= 0.5 || y - last.y >= 2 || index == steps.count - 1 else { continue }
      // A jump is drawn as one.
      if x - last.x > 1.5 { points.append((x, before)) }
      points.append((x, y))
    }
    points.append((100, 100))
    return points
  }

  private static func label(_ microseconds: Double) -> String {
    microseconds >= 999_999 ? "\(grouped(microseconds / 1e6, decimals: 0)) s" : "\(plain(microseconds / 1e3, decimals: 1)) ms"
  }
}
