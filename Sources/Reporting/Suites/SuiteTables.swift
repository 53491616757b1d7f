import Studies
import Units

/// The tables of a suite's result.
enum SuiteTables {
  /// "seed 2", where there are several.
  static func title(_ seed: UInt64, of suite: Suite) -> String { suite.seeds.count > 1 ? "seed \(seed)" : "Strategies" }

  /// The strategies of a data set side by side.
  static func rows(_ result: SuiteResult, _ dataset: String, _ seed: UInt64) -> Table {
    var table = Table([
      .name("strategy"), .number("hits", rank: 0), .number("mean", rank: 5), .number("P50", rank: 3), .number("P95", rank: 1),
      .number("P99", rank: 4), .number("cost/month", rank: 0), .number("infrastructure", rank: 2), .number("saving", rank: 1),
    ])
    for row in result.rows where row.key.dataset == dataset && row.key.seed == seed {
      guard let figures = row.figures else { continue }
      let latency = figures.latency
      table.append([
        .text(row.key.strategy), row.isBaseline ? .none : .ratio(figures.hitRate), .time(latency?.mean), .time(latency?.p50),
        .time(latency?.p95), .time(latency?.p99), .dollars(figures.monthly), row.isBaseline ? .none : .dollars(figures.infrastructure),
        row.isBaseline ? .none : .dollars(figures.saving),
      ])
    }
    return table
  }

  /// The strategies that could not be replayed, and why.
  static func skipped(_ result: SuiteResult, _ dataset: String, _ seed: UInt64) -> Table {
    var table = Table([.name("not replayed"), .text("why", rank: 0)])
    for group in left(result, dataset, seed) { table.append([.text(group.names.joined(separator: ", ")), .text(group.reason)]) }
    return table
  }

  /// The same as sentences, with every name.
  static func skippedWords(_ result: SuiteResult, _ dataset: String, _ seed: UInt64) -> [String] {
    left(result, dataset, seed).map { group in
      "Not replayed (\(grouped(group.names.count))): \(group.names.joined(separator: ", ")). Why: "
        + (group.reason.hasSuffix(".") ? group.reason : group.reason + ".")
    }
  }

  private static func left(_ result: SuiteResult, _ dataset: String, _ seed: UInt64) -> [(reason: String, names: [String])] {
    let rows = result.rows.filter { $0.key.dataset == dataset && $0.key.seed == seed && $0.figures == nil }
    var reasons: [String] = []
    for row in rows where !reasons.contains(row.reason) { reasons.append(row.reason) }
    return reasons.map { reason in (reason, rows.filter { $0.reason == reason }.map(\.key.strategy)) }
  }

  /// What is not as it was stored, a row a cell.
  static func changes(_ result: SuiteResult) -> Table {
    let hasSeeds = result.suite.seeds.count > 1
    var table = Table(
      [
        .text("data set", rank: 1), .name("strategy"), .text("figure", rank: 0), .number("stored", rank: 0), .number("now", rank: 0),
      ], mostInTerminal: 40)
    for change in result.changes ?? [] {
      let strategy = change.key.strategy + (hasSeeds ? ", seed \(change.key.seed)" : "")
      table.append([
        .text(change.key.dataset), .text(strategy), .text(change.column ?? "the whole row"), .text(shown(change.expected)),
        .text(shown(change.found)),
      ])
    }
    return table
  }

  private static func shown(_ cell: String?) -> String {
    guard let cell, !cell.isEmpty else { return "–" }
    return cell
  }

  /// What the table of an article shows.
  static func lead(_ article: ArticleComparison) -> String {
    "Claimed, simulated on “\(article.dataset)”, the best that a cache without limits of room and time does there, and the bound that the "
      + "claim's own figures prove ('hindcast check'). Latencies also as a share of those without a cache: the data set has its own."
  }

  /// An article's figures beside what is possible.
  static func article(_ article: ArticleComparison) -> Table {
    var table = Table(
      [
        .name("claimed for"), .text("simulated as", rank: 2), .text("figure", rank: 0), .number("claimed", rank: 0),
        .number("simulated", rank: 0), .number("best", rank: 1), .number("bound", rank: 1), .text("verdict", rank: 0),
      ], mostInTerminal: .max)
    for row in article.rows {
      table.append([.text(row.claimedStrategy), .text(row.strategy), .text(row.measure.title)] + cells(row))
    }
    return table
  }

  /// The same by what was claimed, each under its whole name: for a terminal.
  static func articleParts(_ article: ArticleComparison) -> [(title: String, table: Table)] {
    var groups: [[ArticleComparison.Row]] = []
    for row in article.rows {
      if let last = groups.last?.first, (last.claimedStrategy, last.strategy) == (row.claimedStrategy, row.strategy) {
        groups[groups.count - 1].append(row)
      } else {
        groups.append([row])
      }
    }
    return groups.map { rows in
      var table = Table(
        [
          .name("figure"), .number("claimed", rank: 0), .number("simulated", rank: 0), .number("best", rank: 1), .number("bound", rank: 2),
          .text("verdict", rank: 0),
        ], mostInTerminal: .max)
      for row in rows { table.append([.text(row.measure.title)] + cells(row)) }
      return ("\(rows[0].claimedStrategy), simulated as \(rows[0].strategy)", table)
    }
  }

  private static func cells(_ row: ArticleComparison.Row) -> [Cell] {
    [
      .text(words(row.claimed)), row.simulated.map { .text(words($0)) } ?? .none, row.best.map { .text(words($0)) } ?? .none,
      row.bound.map { .text("\($0.relation.sign) \(words($0.value))") } ?? .none, .text(row.verdict.rawValue),
    ]
  }

  /// "68 ms (48 %)"
  private static func words(_ value: ArticleComparison.Value) -> String {
    "\(value.amount)" + (value.ofBaseline.map { " (\(percent($0)))" } ?? "")
  }
}

extension ArticleComparison.Row.Measure {
  /// In a table.
  var title: String {
    switch self {
    case .hitRate: "hit rate"
    case .mean: "mean"
    case .p95: "P95"
    case .costReduction: "calls saved, $"
    }
  }
}
