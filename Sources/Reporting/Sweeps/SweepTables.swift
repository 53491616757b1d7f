import Simulation
import Studies
import Units

/// The tables of a sweep.
enum SweepTables {
  static func all(_ sweep: Sweep) -> Table { table(sweep, sweep.ranking, most: 12) }

  /// "ttl-1h, ttl 5m, capacity 1GB".
  static func name(_ sweep: Sweep, _ index: Int) -> String {
    let point = sweep.points[index]
    let values = zip(sweep.axes, point.values).compactMap { axis, value in value.map { "\(short(axis.name)) \(axis.values[$0])" } }
    return ([point.base] + values).joined(separator: ", ")
  }

  /// The last step of a path.
  static func short(_ path: String) -> String { path.split(separator: ".").last.map(String.init) ?? path }

  static func table(_ sweep: Sweep, _ indices: [Int], most: Int) -> Table {
    let isAged = sweep.results.contains { $0.outdated != nil }
    let hasExpired = sweep.results.contains { ($0.served[.stale] ?? 0) > 0 }
    let hasWrong = sweep.results.contains { $0.wrongAnswers > 0 }
    var columns: [Table.Column] = [.name("strategy")] + sweep.axes.map { .text(short($0.name), rank: 0) }
    columns += [
      .number("hits", rank: 0), .number("saving/month", rank: 0), .number("P95", rank: 1), .number("cost/month", rank: 3),
      .number("mean", rank: 4),
    ]
    if hasWrong { columns.append(.number("wrong", rank: 2)) }
    if isAged { columns.append(.number("stale", rank: 2)) } else if hasExpired { columns.append(.number("expired", rank: 2)) }
    var table = Table(columns, mostInTerminal: most)
    for group in alike(sweep, indices) {
      let index = group[0]
      let (point, result) = (sweep.points[index], sweep.results[index])
      var row: [Cell] = [.text(point.base)]
      row += sweep.axes.indices.map { axis in
        var values: [Int] = []
        for value in group.compactMap({ sweep.points[$0].values[axis] }) where !values.contains(value) { values.append(value) }
        return values.isEmpty ? .none : .text(values.map { sweep.axes[axis].values[$0] }.joined(separator: ", "))
      }
      row += [.ratio(result.hitRate), .dollars(sweep.saving(index)), .time(result.p95), .dollars(result.total), .time(result.mean)]
      if hasWrong { row.append(.share(result.wrongShare)) }
      if isAged || hasExpired { row.append(.share(result.staleShare)) }
      table.append(row)
    }
    return table
  }

  /// Neighbours with one and the same result that differ in the value of one field alone: they are one row, with all these values.
  static func alike(_ sweep: Sweep, _ indices: [Int]) -> [[Int]] {
    var groups: [[Int]] = []
    for index in indices {
      if let group = groups.last, let first = group.first, sweep.points[first].base == sweep.points[index].base,
        sweep.results[first] == sweep.results[index]
      {
        let all = group + [index]
        let differing = sweep.axes.indices.filter { axis in Set(all.map { sweep.points[$0].values[axis] }).count > 1 }
        if differing.count == 1 {
          groups[groups.count - 1] = all
          continue
        }
      }
      groups.append([index])
    }
    return groups
  }

  static func skipped(_ sweep: Sweep) -> Table {
    var table = Table([.name("strategy"), .text("because", rank: 0)], mostInTerminal: 5)
    for each in sweep.skipped { table.append([.text(each.name), .text(each.reason)]) }
    return table
  }

  struct Titled: Sendable {
    let title: String
    let table: Table
  }

  /// A map as rows and columns of savings, where two fields are varied.
  static func maps(_ sweep: Sweep) -> [Titled] {
    SweepMap.all(sweep).map { map in
      var table = Table(
        [.text("\(short(map.rows.name)) \\ \(short(map.columns.name))", rank: 0)] + map.columns.values.map { .number($0, rank: 1) },
        mostInTerminal: 20)
      for (row, value) in map.rows.values.enumerated() {
        table.append(
          [.text(value)]
            + map.cells[row].map { index in
              index.map { map.isMoney ? .dollars(sweep.saving($0)) : .ratio(sweep.results[$0].hitRate) } ?? .none
            })
      }
      return Titled(title: map.title, table: table)
    }
  }

  static func json(_ result: BriefResult) -> JSONTree {
    .object([
      ("requests", .int(result.requests)), ("hits", .int(result.hits)), ("request_hit_rate", .ratio(result.hitRate)),
      (
        "served",
        .object(
          SavingSource.allCases.filter { result.served[$0] != nil }.map { ($0.rawValue, .int(result.served[$0] ?? 0)) })
      ),
      ("mean_ms", .milliseconds(result.mean)), ("p50_ms", .milliseconds(result.p50)), ("p95_ms", .milliseconds(result.p95)),
      ("p99_ms", .milliseconds(result.p99)), ("monthly_upstream_usd", .dollars(result.upstream)),
      ("monthly_infrastructure_usd", .dollars(result.infrastructure)), ("monthly_beside_usd", .dollars(result.beside)),
      ("expected_wrong_share", .number(result.wrongShare, decimals: 9)),
      ("outdated_share", result.outdated == nil ? .null : .number(result.staleShare, decimals: 9)), ("peak_bytes", .int(result.peakBytes)),
    ])
  }
}

/// Two fields of a sweep against each other, for one strategy; other fields as the best of its variants has them.
struct SweepMap: Sendable {
  let title: String
  let rows: SweepAxis
  let columns: SweepAxis
  /// By row, then by column: the index of the result.
  let cells: [[Int?]]
  /// Whether savings are known; else hits are shown.
  let isMoney: Bool

  /// More would be no map.
  private static let mostCells = 400
  /// Maps that are drawn, those of the best strategies.
  private static let most = 4

  static func all(_ sweep: Sweep) -> [SweepMap] {
    var bases: [String] = []
    for index in sweep.ranking where !bases.contains(sweep.points[index].base) { bases.append(sweep.points[index].base) }
    return bases.prefix(most).compactMap { SweepMap(sweep, base: $0) }
  }

  private init?(_ sweep: Sweep, base: String) {
    guard let best = sweep.ranking.first(where: { sweep.points[$0].base == base }) else { return nil }
    let own = sweep.points[best].values
    let varied = sweep.axes.indices.filter { own[$0] != nil && sweep.axes[$0].values.count > 1 }
    guard varied.count >= 2 else { return nil }
    // The two with the most values; rows are those of the first.
    let chosen = varied.sorted { (sweep.axes[$1].values.count, $0) < (sweep.axes[$0].values.count, $1) }.prefix(2).sorted()
    let (rows, columns) = (chosen[0], chosen[1])
    self.rows = sweep.axes[rows]
    self.columns = sweep.axes[columns]
    guard self.rows.values.count * self.columns.values.count <= Self.mostCells else { return nil }
    var cells = self.rows.values.map { _ in [Int?](repeating: nil, count: sweep.axes[columns].values.count) }
    for (index, point) in sweep.points.enumerated() where point.base == base {
      let isSlice = sweep.axes.indices.allSatisfy { $0 == rows || $0 == columns || point.values[$0] == own[$0] }
      if isSlice, let row = point.values[rows], let column = point.values[columns] { cells[row][column] = index }
    }
    self.cells = cells
    let others = varied.filter { $0 != rows && $0 != columns }.map { axis in
      "\(SweepTables.short(sweep.axes[axis].name)) \(own[axis].map { sweep.axes[axis].values[$0] } ?? "")"
    }
    isMoney = sweep.saving(best) != nil
    title =
      "\(isMoney ? "Saving a month" : "Hit rate") of \(base)" + (others.isEmpty ? "" : " at " + others.joined(separator: ", "))
  }
}
