import Duplicates
import Units

extension Chart {
  /// How many keys are asked how often, and what share of the traffic they are.
  static func repeatLaw(_ law: RepeatLaw) -> Chart? {
    let bands = law.bands.filter { $0.keys > 0 }
    let all = law.bands.reduce(0) { $0 + $1.volume.requests }
    guard law.keys > 0, all > 0 else { return nil }
    let rows = bands.map { band in
      let keys = Ratio(band.keys, of: law.keys)
      let requests = Ratio(band.volume.requests, of: all)
      return Bars.Row(
        name: band.name == "1" ? "asked once" : "asked \(band.name) times", value: "\(keys) of keys · \(requests) of requests",
        lanes: [
          [Bars.Bar(length: keys.value ?? 0, style: "level", tip: "\(grouped(band.keys)) keys")],
          [Bars.Bar(length: requests.value ?? 0, style: "c1", tip: "\(grouped(band.volume.requests)) requests")],
        ])
    }
    return Chart(
      id: "repeat-law", title: "How often the same is asked",
      description: "Pairs of bars, keys and requests. " + rows.map { "\($0.name): \($0.value)" }.joined(separator: "; ") + ".",
      subtitle:
        "\(grouped(law.keys)) keys; the most asked 1 % of them take \(law.topPercent) of the requests, the ten most asked \(law.topTen)",
      legend: [Legend(name: "share of keys", style: "level"), Legend(name: "share of requests", style: "c1")], picture: Bars.picture(rows),
      data: AuditTables.repeatLaw(law))
  }
}
