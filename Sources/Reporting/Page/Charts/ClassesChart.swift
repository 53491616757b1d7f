import Duplicates
import Units

extension Chart {
  /// How the requests divide into classes.
  static func classes(_ audit: Audit) -> Chart? {
    let all = audit.total.headline.requests
    guard all > 0 else { return nil }
    let kinds = DuplicateClass.allCases.filter { $0.isInHeadline && audit.total[$0].all.requests > 0 }
    let rows = kinds.map { kind in
      let volume = audit.total[kind].all
      let share = Ratio(volume.requests, of: all)
      let cost = volume.unpriced == volume.requests ? "" : " · \(volume.dollars)"
      let style = kind == .exact ? "c1" : kind == .near ? "c6" : "level"
      return Bars.Row(
        name: AuditTables.name(kind), value: "\(share)\(cost)",
        lanes: [[Bars.Bar(length: share.value ?? 0, style: style, tip: "\(grouped(volume.requests)) of \(grouped(all)) requests")]])
    }
    return Chart(
      id: "classes", title: "What repeats",
      description: "Bars in shares of \(grouped(all)) requests. " + rows.map { "\($0.name) \($0.value)" }.joined(separator: "; ") + ".",
      subtitle: "Share of the \(grouped(all)) calls that generate text and did not fail, and what they cost",
      picture: Bars.picture(rows), data: AuditTables.classes(audit))
  }
}
