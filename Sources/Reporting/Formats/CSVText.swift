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
      "model", "is_total", "class", "requests", "request_share", "servable_requests", "input_tokens", "output_tokens", "billed_usd",
      "unpriced_requests", "expected_wrong",
    ]
    let tables = [("all", true, audit.total)] + audit.models.map { ($0.name, false, $0.table) }
    return table(
      header,
      tables.flatMap { name, isTotal, classes in
        DuplicateClass.allCases.map { kind in
          let line = classes[kind]
          // What was not looked for is empty, not 0.
          guard audit.matches != nil || kind.needsNoTexts else {
            return [Escaping.csv(name), "\(isTotal)", kind.name] + Array(repeating: "", count: header.count - 3)
          }
          let wrong = isTotal ? audit.expectedWrong(of: kind).map { plain($0, decimals: 3) } : nil
          return [
            Escaping.csv(name), "\(isTotal)", kind.name, "\(line.all.requests)", share(classes.share(of: kind)),
            "\(line.servable.requests)",
            "\(line.all.inputTokens)", "\(line.all.outputTokens)", line.all.dollars.exact, "\(line.all.unpriced)", wrong ?? "",
          ]
        }
      })
  }
}

extension CSVText {
  static func study(_ study: Study) -> String {
    let header = [
      "strategy", "model", "is_total", "requests", "look_ups", "hits", "hits_exact", "hits_near", "stale", "coalesced", "misses",
      "bypasses", "errors", "request_hit_rate",
      "lookup_hit_rate", "token_hit_rate", "dollar_hit_rate", "mean_ms", "p50_ms", "p95_ms", "p99_ms", "upstream_usd", "avoided_usd",
      "unpriced_requests", "monthly_upstream_before_usd", "monthly_upstream_usd", "monthly_upstream_low_usd", "monthly_upstream_high_usd",
      "monthly_upstream_saving_usd", "monthly_infrastructure_usd", "monthly_saving_usd",
    ]
    var rows: [[String]] = []
    let results = [study.asLogged] + (study.hadCache ? [study.noCache] : []) + study.strategies
    let before = Dictionary(study.asLogged.models.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for result in results {
      rows.append(cells(result, result.total, before: study.asLogged.total, isTotal: true))
      rows += result.models.map { cells(result, $0, before: before[$0.name], isTotal: false) }
    }
    return table(header, rows)
  }

  private static func cells(_ result: StrategyResult, _ row: ResultRow, before: ResultRow?, isTotal: Bool) -> [String] {
    let tally = row.tally
    let latency = row.latency
    func ms(_ span: Microseconds?) -> String { span.map { plain($0.milliseconds, decimals: 3) } ?? "" }
    let month = Money.month(row)
    let was = before.flatMap { Money.month($0).expected }
    // The tiers serve all models: their cost, and so the saving after it, stands in the total alone.
    let upstream = was.flatMap { was in month.expected.map { was - $0 } }
    let saving = isTotal ? upstream.map { $0 - result.infrastructureMonthly } : nil
    return [
      Escaping.csv(result.strategy.name), Escaping.csv(row.name), "\(isTotal)", "\(tally.requests)", "\(tally.lookUps)",
      "\(tally.count(.hit))",
      "\(tally.count(.hit, .exact))", "\(tally.count(.hit, .near))", "\(tally.count(.stale))", "\(tally.count(.coalesced))",
      "\(tally.count(.miss))", "\(tally.count(.bypass))", "\(tally.count(.error))", share(tally.requestHitRate), share(tally.lookUpHitRate),
      share(row.tokenHitRate), row.dollarHitRate.map { plain($0, decimals: 6) } ?? "", ms(latency?.mean), ms(latency?.p50),
      ms(latency?.p95),
      ms(latency?.p99), Dollars(nanodollars: tally.made.nanodollars).exact, Dollars(nanodollars: tally.avoided.nanodollars).exact,
      "\(tally.made.unpriced + tally.avoided.unpriced)", was?.exact ?? "", month.expected?.exact ?? "",
      month.interval?.lowerBound.exact ?? "",
      month.interval?.upperBound.exact ?? "", upstream?.exact ?? "", isTotal ? result.knownInfrastructure?.exact ?? "" : "",
      saving?.exact ?? "",
    ]
  }
}
