import Duplicates
import Traces
import Units

extension Chart {
  /// What share of the repeats comes within a TTL.
  static func reuseGaps(_ gaps: [ReuseGaps]) -> Chart? {
    let gaps = gaps.filter { $0.repeats.requests > 0 }
    guard let exact = gaps.first, let least = exact.within.first?.ttl, let most = exact.within.last?.ttl, least < most else { return nil }
    let x = Scale.logarithmic(Double(least.count) / 1.6...Double(most.count) * 1.6)
    let series = gaps.map { gaps in
      Lines.Series(
        name: "\(gaps.text.rawValue) keys", style: gaps.text == .exact ? "c1" : "c6",
        points: gaps.within.map { (x.percent(Double($0.ttl.count)), (gaps.shareOfRepeats($0).value ?? 0) * 100) }, hasDots: true)
    }
    let words = exact.within.map { "\($0.ttl.span) \(exact.shareOfRepeats($0))" }.joined(separator: "; ")
    return Chart(
      id: "reuse-gaps", title: "How soon repeats come",
      description: "The share of repeats within a time of the last answer, on a logarithmic axis. Exact keys: \(words).",
      subtitle: "Share of repeats that come within a TTL of the last answer to their key; logarithmic",
      legend: series.map { Legend(name: $0.name, style: $0.style, isSeries: true) },
      picture: Lines(
        x: exact.within.map { Tick(at: x.percent(Double($0.ttl.count)), label: $0.ttl.span) },
        y: [0, 25, 50, 75, 100].map { Tick(at: $0, label: "\(Int($0)) %") }, series: series
      ).picture, data: AuditTables.gaps(exact))
  }
}
