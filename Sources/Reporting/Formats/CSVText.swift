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
      "unpriced_requests", "expected_wrong", "table", "name", "shared_prefix_tokens", "shared_prefix_usd",
    ]
    let tables = [("all", true, audit.total)] + audit.models.map { ($0.name, false, $0.table) }
    let classes = tables.flatMap { name, isTotal, classes in
      DuplicateClass.allCases.map { kind in
        let line = classes[kind]
        // What was not looked for is empty, not 0.
        guard audit.matches != nil || kind.needsNoTexts else {
          return [Escaping.csv(name), "\(isTotal)", kind.name] + Array(repeating: "", count: 8) + ["class", "", "", ""]
        }
        let wrong = isTotal ? audit.expectedWrong(of: kind) : nil
        return [
          Escaping.csv(name), "\(isTotal)", kind.name, "\(line.all.requests)", share(classes.share(of: kind)),
          "\(line.servable.requests)",
        ] + amounts(line.all, wrong: wrong) + ["class", "", "", ""]
      }
    }
    return table(header, classes + thresholds(audit) + waste(audit) + fixes(audit))
  }

  /// Tokens, dollars and what is expected to be wrong.
  private static func amounts(_ volume: Volume, wrong: Double?) -> [String] {
    [
      "\(volume.inputTokens)", "\(volume.outputTokens)", volume.dollars.exact, "\(volume.unpriced)",
      wrong.map { plain($0, decimals: 3) } ?? "",
    ]
  }

  /// A row of another table than that of the classes, for all models.
  private static func row(
    _ table: String, _ name: String, _ kind: String, _ volume: Volume, _ audit: Audit, wrong: Double? = nil, prefix: [String] = ["", ""]
  ) -> [String] {
    ["all", "true", kind, "\(volume.requests)", share(Ratio(volume.requests, of: audit.total.headline.requests)), ""]
      + amounts(volume, wrong: wrong) + [table, Escaping.csv(name)] + prefix
  }

  private static func thresholds(_ audit: Audit) -> [[String]] {
    audit.sweep.flatMap { point in
      let name = plain(Double(point.threshold) / 10_000, decimals: 4)
      return [
        row("threshold", name, "semantic", point.hits, audit, wrong: point.wrong),
        row("threshold", name, "semantic without guards", point.unguarded, audit, wrong: point.unguardedWrong),
      ]
    }
  }

  private static func waste(_ audit: Audit) -> [[String]] {
    audit.waste.flatMap { table in
      table.rows.flatMap { line in
        let prefix = table.division == .template ? ["\(line.sharedPrefixTokens)", line.sharedPrefixDollars.exact] : ["", ""]
        return [
          row(table.division.rawValue, line.name, "all", line.all, audit, prefix: prefix),
          row(table.division.rawValue, line.name, "repeats", line.repeats, audit),
        ]
      }
    }
  }

  private static func fixes(_ audit: Audit) -> [[String]] {
    audit.fixes.map { row("fix", AuditTables.words($0, audit), "", $0.volume, audit, wrong: $0.wrong) }
  }
}

extension CSVText {
  static func study(_ study: Study) -> String {
    let header = [
      "strategy", "model", "is_total", "requests", "look_ups", "hits", "hits_exact", "hits_near", "stale", "coalesced", "misses",
      "bypasses", "errors", "request_hit_rate",
      "lookup_hit_rate", "token_hit_rate", "dollar_hit_rate", "mean_ms", "p50_ms", "p95_ms", "p99_ms", "upstream_usd", "avoided_usd",
      "unpriced_requests", "monthly_upstream_before_usd", "monthly_upstream_usd", "monthly_upstream_low_usd", "monthly_upstream_high_usd",
      "monthly_upstream_saving_usd", "monthly_infrastructure_usd", "monthly_saving_usd", "outdated_answers", "outdated_share",
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
    let stale = isTotal ? result.stale : nil
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
      saving?.exact ?? "", stale.map { plain($0.expected, decimals: 3) } ?? "", stale.map { plain($0.share, decimals: 6) } ?? "",
    ]
  }
}
