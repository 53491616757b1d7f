import Simulation
import Studies
import Units

/// The models of a study before and after a strategy.
enum ModelPair {
  /// Each model's row as logged and under a strategy, dearest first. From `limit` models on, the cheapest are summed up in one row, whose
  /// name says how many.
  static func all(
    _ result: StrategyResult, _ study: Study, limit: Int, where isWanted: (ResultRow) -> Bool = { _ in true }
  ) -> [(before: ResultRow?, after: ResultRow)] {
    let before = Dictionary(study.asLogged.models.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let pairs = result.models.filter(isWanted).map { (before: before[$0.name], after: $0) }
    guard pairs.count > max(limit, 1) else { return pairs }
    let kept = pairs.prefix(max(limit, 1) - 1)
    let rest = pairs.dropFirst(kept.count)
    let name = "\(rest.count) other models"
    guard let after = sum(rest.map(\.after), name) else { return pairs }
    return kept + [(sum(rest.compactMap(\.before), name), after)]
  }

  /// One row that sums up some; amounts that are not known are left out. `nil` of none.
  private static func sum(_ rows: [ResultRow], _ name: String) -> ResultRow? {
    guard var out = rows.first else { return nil }
    out.name = name
    for row in rows.dropFirst() {
      out.tally.add(row.tally)
      out.tokens += row.tokens
      out.avoidedTokens += row.avoidedTokens
    }
    let months = rows.compactMap(\.monthly.expected)
    out.monthly = MonthlyCost(expected: months.isEmpty ? nil : months.reduce(.zero, +))
    return out
  }

  /// A model's name as a report shows it, or what to call none.
  static func title(_ name: String) -> String { name.isEmpty ? "(no model)" : Escaping.plain(name) }
}
