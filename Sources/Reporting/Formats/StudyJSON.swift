import Pricing
import Simulation
import Studies
import Units

extension StudyReport {
  /// Schema `hindcast/study/1` (Reports/schemas/study.json).
  var json: JSONTree {
    let results = [("as_logged", study.asLogged), ("no_cache", study.noCache)].map { ($0.0, JSONTree($0.1, study)) }
    return .object(
      [("schema", .string("hindcast/study/1"))] + study.audited.members + [
        ("had_earlier_cache", .bool(study.hadCache)), ("month", JSONTree(study.month)),
      ] + results + [
        ("strategies", .array(study.strategies.map { JSONTree($0, study, file: files[$0.strategy.name]) })), ("money", study.moneyJSON),
        ("recommendation", Recommendation(study, Headline(study)).map(JSONTree.init) ?? .null),
        ("audit", JSONTree(study.audited.audit)), ("prices", JSONTree(study.audited.prices)), ("caveats", JSONTree(study.caveats)),
      ])
  }
}

extension JSONTree {
  fileprivate init(_ recommendation: Recommendation) {
    self = .object([
      ("text", .string(recommendation.text)),
      ("safer_strategy", recommendation.safer.map { .string($0.strategy.name) } ?? .null),
      ("wrong_answer_break_even_usd", .dollars(recommendation.breakEven)),
    ])
  }

  fileprivate init(_ month: Month) {
    let basis =
      switch month.basis {
      case .weekdays: "weekdays"
      case .days: "days"
      case .span: "span"
      case .none: "none"
      }
    let warmUp = Microseconds(month.steadyFrom - (month.span?.lowerBound ?? month.steadyFrom))
    self = .object([
      ("basis", .string(basis)), ("whole_days", .int(month.wholeDays?.count ?? 0)),
      ("first_whole_day", month.wholeDays.map { .string(Dates.iso($0.lowerBound)) } ?? .null),
      ("last_whole_day", month.wholeDays.map { .string(Dates.iso($0.upperBound)) } ?? .null),
      ("steady_days", .int(month.steadyDays?.count ?? 0)),
      ("first_steady_day", month.steadyDays.map { .string(Dates.iso($0.lowerBound)) } ?? .null),
      ("last_steady_day", month.steadyDays.map { .string(Dates.iso($0.upperBound)) } ?? .null),
      ("from", month.span.map { .string(Timestamp(microseconds: $0.lowerBound).description) } ?? .null),
      ("to", month.span.map { .string(Timestamp(microseconds: $0.upperBound).description) } ?? .null),
      ("requests_per_month", month.basis == .none ? .null : .number(month.requests, decimals: 6)),
      ("days_in_month", .number(Month.days, decimals: 4)), ("interval_is_95_percent", .bool(month.hasInterval)),
      ("warm_up_s", .number(warmUp.seconds, decimals: 6)),
      ("steady_from", .string(Timestamp(microseconds: month.steadyFrom).description)),
    ])
  }

  fileprivate init(_ result: StrategyResult, _ study: Study, file: String? = nil) {
    let baseline = study.asLogged
    let isPriced = Money.isPriced(result.total)
    let saving = isPriced ? study.saving(of: result) : MonthlyCost(expected: nil)
    let before = Dictionary(baseline.models.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self = .object([
      ("strategy", .string(result.strategy.name)), ("summary", .string(result.strategy.summary)), ("is_bound", .bool(result.isBound)),
      ("configuration", JSONTree(result.strategy)), ("file", file.map { .digits(Escaping.json($0)) } ?? .null),
      ("monthly_cost_usd", .dollars(isPriced ? result.monthlyAll : nil)),
      ("monthly_infrastructure_usd", .dollars(result.knownInfrastructure)),
      ("monthly_saving_usd", .dollars(saving.expected)), ("monthly_saving_low_usd", .dollars(saving.interval?.lowerBound)),
      ("monthly_saving_high_usd", .dollars(saving.interval?.upperBound)), ("money", study.moneyJSON(result)),
      ("total", JSONTree(result.total, before: baseline.total)), ("steady_state", .object(counts(result.steady))),
      ("models", .array(result.models.map { row in JSONTree(row, before: before[row.name] ?? row) })),
      (
        "causes",
        .array(
          result.causes.map {
            .object([
              ("outcome", .string($0.outcome.name)), ("cause", .string($0.cause.name)), ("requests", .int($0.requests)),
              ("cost_usd", .dollars($0.cost)),
            ])
          })
      ),
      (
        "days",
        .array(
          result.days.map {
            .object([
              ("date", .string(Dates.iso($0.day))), ("requests", .int($0.requests)),
              ("served", .int($0.served)), ("upstream_cost_usd", .dollars($0.cost)),
            ])
          })
      ),
      (
        "tiers",
        .array(
          zip(result.strategy.tiers, zip(result.entries, result.use)).enumerated().map { index, row in
            // Tiers of one service have one bill, which stands at the first of them.
            let (tier, (entries, use)) = row
            let isFirst = result.strategy.tiers.firstIndex { $0.service == tier.service } == index
            return JSONTree(tier.name, entries, use, bill: isFirst ? result.infrastructure.first { $0.service == tier.service } : nil)
          })
      ),
    ])
  }

  private init(_ tier: String, _ entries: EntryCounts, _ use: TierUse, bill: InfrastructureBill?) {
    self = .object([
      ("tier", .string(tier)), ("reads", .int(use.reads)), ("null_reads", .int(use.nullReads)), ("writes", .int(use.writes)),
      ("deletes", .int(use.deletes)), ("transferred_bytes", .int(use.transferredBytes)),
      ("peak_bytes", .int(use.peakBytes)), ("peak_entries", .int(use.peakEntries)),
      ("stored_gigabyte_hours", .number(use.byteMicroseconds / 1e9 / 3.6e9, decimals: 9)), ("fills", .int(entries.fills)),
      ("replaced", .int(entries.replaced)), ("expired", .int(entries.expired)), ("evicted", .int(entries.evicted)),
      ("evicted_dead", .int(entries.evictedDead)), ("invalidated", .int(entries.invalidated)), ("resident", .int(entries.resident)),
      (
        "bill",
        bill.map { bill in
          .object([
            ("service", .string(bill.service)), ("complete", .bool(bill.isComplete)), ("monthly_usd", .dollars(bill.total)),
            (
              "lines",
              .array(
                bill.lines.map {
                  .object([
                    ("what", .string($0.what)), ("quantity", .number($0.quantity, decimals: 6)), ("unit", .string($0.unit)),
                    ("unit_price_usd", .dollars($0.unitPrice)), ("amount_usd", .dollars($0.amount)),
                  ])
                })
            ),
          ])
        } ?? .null
      ),
    ])
  }

  private init(_ row: ResultRow, before: ResultRow) {
    let month = Money.month(row)
    self = .object(
      counts(row) + [
        ("token_hit_rate", .ratio(row.tokenHitRate)), ("monthly_upstream_usd", .dollars(month.expected)),
        ("monthly_upstream_low_usd", .dollars(month.interval?.lowerBound)),
        ("monthly_upstream_high_usd", .dollars(month.interval?.upperBound)),
        ("monthly_upstream_before_usd", .dollars(Money.month(before).expected)),
      ])
  }
}

/// Outcomes, rates, latencies and money of some requests.
private func counts(_ row: ResultRow) -> [(String, JSONTree)] {
  let tally = row.tally
  let latency = row.latency
  let avoided = Dollars(nanodollars: tally.avoided.nanodollars)
  let made = Dollars(nanodollars: tally.made.nanodollars)
  return [
    ("name", .string(row.name)), ("requests", .int(tally.requests)),
    ("outcomes", .object(Outcome.allCases.map { ($0.name, .int(tally.count($0))) })),
    ("hits_exact", .int(tally.count(.hit, .exact))), ("hits_near", .int(tally.count(.hit, .near))), ("rescued", .int(tally.rescued)),
    ("request_hit_rate", .ratio(tally.requestHitRate)), ("lookup_hit_rate", .ratio(tally.lookUpHitRate)),
    (
      "dollar_hit_rate",
      .object([
        ("value", row.dollarHitRate.map { .number($0, decimals: 9) } ?? .null), ("numerator_usd", .dollars(avoided)),
        ("denominator_usd", .dollars(made + avoided)),
      ])
    ),
    ("timed_requests", .int(tally.timed)), ("mean_ms", .milliseconds(latency?.mean)), ("p50_ms", .milliseconds(latency?.p50)),
    ("p95_ms", .milliseconds(latency?.p95)), ("p99_ms", .milliseconds(latency?.p99)), ("upstream_cost_usd", .dollars(made)),
    ("avoided_cost_usd", .dollars(avoided)), ("unpriced_requests", .int(tally.made.unpriced + tally.avoided.unpriced)),
  ]
}
