import Studies
import Units

extension SuiteTables {
  /// Schema `hindcast/bench/1`.
  static func json(_ result: SuiteResult) -> JSONTree {
    .object([
      ("schema", .string("hindcast/bench/1")), ("version", .string(result.version)), ("title", .string(result.suite.title)),
      ("price_table", .string(result.priceTable)),
      (
        "datasets",
        .array(result.suite.datasets.map { .object([("name", .string($0.name)), ("log", .string($0.log))]) })
      ),
      ("seeds", .array(result.suite.seeds.map { .digits("\($0)") })), ("results", .array(result.rows.map(json))),
      ("articles", .array(result.articles.map(json))),
      ("changes", result.changes.map { .array($0.map(json)) } ?? .null),
    ])
  }

  private static func json(_ row: SuiteRow) -> JSONTree {
    .object(
      key(row.key) + [
        ("is_bound", .bool(row.isBound)), ("figures", row.figures.map(json) ?? .null),
        ("not_replayed", row.figures == nil ? .string(row.reason) : .null),
      ])
  }

  private static func key(_ key: SuiteRow.Key) -> [(String, JSONTree)] {
    [("dataset", .string(key.dataset)), ("strategy", .string(key.strategy)), ("seed", .digits("\(key.seed)"))]
  }

  private static func json(_ figures: SuiteFigures) -> JSONTree {
    let latency = figures.latency
    return .object([
      ("requests", .int(figures.requests)), ("hits_exact", .int(figures.exactHits)), ("hits_near", .int(figures.nearHits)),
      ("hits_other", .int(figures.otherHits)), ("stale", .int(figures.stale)), ("coalesced", .int(figures.coalesced)),
      ("misses", .int(figures.misses)), ("bypasses", .int(figures.bypasses)), ("errors", .int(figures.errors)),
      ("request_hit_rate", .ratio(figures.hitRate)), ("mean_ms", .milliseconds(latency?.mean)), ("p50_ms", .milliseconds(latency?.p50)),
      ("p95_ms", .milliseconds(latency?.p95)), ("p99_ms", .milliseconds(latency?.p99)), ("monthly_cost_usd", .dollars(figures.monthly)),
      ("monthly_infrastructure_usd", .dollars(figures.infrastructure)), ("monthly_saving_usd", .dollars(figures.saving)),
    ])
  }

  private static func json(_ article: ArticleComparison) -> JSONTree {
    .object([
      ("title", .string(article.title)), ("dataset", .string(article.dataset)),
      (
        "figures",
        .array(
          article.rows.map { row in
            .object([
              ("claimed_for", .string(row.claimedStrategy)), ("strategy", .string(row.strategy)),
              ("measure", .string(row.measure.rawValue)),
              ("unit", .string(row.claimed.amount.unit)), ("claimed", json(row.claimed)), ("simulated", row.simulated.map(json) ?? .null),
              ("best", row.best.map(json) ?? .null), ("relation", row.bound.map { .string($0.relation.rawValue) } ?? .null),
              ("bound", row.bound.map { json($0.value) } ?? .null), ("verdict", .string(row.verdict.rawValue)),
            ])
          })
      ),
    ])
  }

  private static func json(_ value: ArticleComparison.Value) -> JSONTree {
    .object([
      ("value", .number(value.amount.value, decimals: 9)), ("of_baseline", value.ofBaseline.map { .number($0, decimals: 9) } ?? .null),
    ])
  }

  private static func json(_ change: SuiteChange) -> JSONTree {
    .object(
      key(change.key) + [
        ("figure", change.column.map { .string($0) } ?? .null), ("stored", change.expected.map { .string($0) } ?? .null),
        ("now", change.found.map { .string($0) } ?? .null),
      ])
  }
}
