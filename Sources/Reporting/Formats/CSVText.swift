import Duplicates
import Simulation
import Studies
import Units

/// The stable tables for spreadsheets and scripts: one header row, snake_case names with their unit, lines end in a line feed.
enum CSVText {
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  static func share(_ ratio: Ratio?) -> String { ratio?.value.map { plain($0, decimals: 6) } ?? "" }

  static func audit(_ audit: Audit) -> String {
    let header = [
      "model", "class", "requests", "request_share", "servable_requests", "input_tokens", "output_tokens", "billed_usd", "unpriced_requests",
    ]
    let tables = [("all", audit.total)] + audit.models.map { ($0.name, $0.table) }
    return table(
      header,
      tables.flatMap { name, classes in
        DuplicateClass.allCases.map { kind in
          let line = classes[kind]
          return [
            Escaping.csv(name), kind.name, "\(line.all.requests)", share(classes.share(of: kind)), "\(line.servable.requests)",
            "\(line.all.inputTokens)", "\(line.all.outputTokens)", line.all.dollars.exact, "\(line.all.unpriced)",
          ]
        }
      })
  }
}

extension CSVText {
  static func study(_ study: Study) -> String {
    let header = [
      "strategy", "model", "requests", "hits", "hits_exact", "hits_near", "stale", "coalesced", "misses", "bypasses", "errors", "request_hit_rate",
      "lookup_hit_rate", "token_hit_rate", "dollar_hit_rate", "mean_ms", "p50_ms", "p95_ms", "p99_ms", "upstream_usd", "avoided_usd",
      "unpriced_requests", "monthly_before_usd", "monthly_after_usd", "monthly_low_usd", "monthly_high_usd", "infrastructure_monthly_usd",
      "monthly_saving_usd",
    ]
    var rows: [[String]] = []
    let results = [study.asLogged] + (study.hadCache ? [study.noCache] : []) + study.strategies
    for result in results {
      rows.append(cells(result, result.total, before: study.asLogged.total, isTotal: true))
      for row in result.models {
        rows.append(cells(result, row, before: study.asLogged.models.first { $0.name == row.name }, isTotal: false))
      }
    }
    return table(header, rows)
  }

  private static func cells(_ result: StrategyResult, _ row: ResultRow, before: ResultRow?, isTotal: Bool) -> [String] {
    let tally = row.tally
    let latency = row.latency
    func ms(_ span: Microseconds?) -> String { span.map { plain($0.milliseconds, decimals: 3) } ?? "" }
    let infrastructure: Dollars? = isTotal ? result.infrastructureMonthly : nil
    let was = before?.monthly.expected
    let saving = was.flatMap { was in row.monthly.expected.map { was - $0 - (infrastructure ?? .zero) } }
    return [
      Escaping.csv(result.strategy.name), Escaping.csv(row.name), "\(tally.requests)", "\(tally.count(.hit))", "\(tally.count(.hit, .exact))",
      "\(tally.count(.hit, .near))", "\(tally.count(.stale))", "\(tally.count(.coalesced))", "\(tally.count(.miss))", "\(tally.count(.bypass))",
      "\(tally.count(.error))", share(tally.requestHitRate), share(tally.lookUpHitRate), share(row.tokenHitRate),
      row.dollarHitRate.map { plain($0, decimals: 6) } ?? "", ms(latency?.mean), ms(latency?.p50), ms(latency?.p95), ms(latency?.p99),
      Dollars(nanodollars: tally.made.nanodollars).exact, Dollars(nanodollars: tally.avoided.nanodollars).exact,
      "\(tally.made.unpriced + tally.avoided.unpriced)", was?.exact ?? "", row.monthly.expected?.exact ?? "",
      row.monthly.interval?.lowerBound.exact ?? "", row.monthly.interval?.upperBound.exact ?? "", infrastructure?.exact ?? "",
      saving?.exact ?? "",
    ]
  }
}
