import Pricing
import Simulation
import Studies
import Units

/// The tables and sentences of a study.
enum StudyTables {
  static func title(_ study: Study) -> String {
    let inputs = study.audited.manifest.inputs
    let name = inputs.count == 1 ? inputs[0].name : "\(inputs.count) files"
    let span = study.audited.span.map { Microseconds($0.upperBound - $0.lowerBound).span } ?? "no time"
    return "\(name): \(grouped(study.noCache.total.tally.requests)) requests, \(span)"
  }

  /// The strategy that saves most; `nil` without one that saves.
  static func best(_ study: Study) -> (result: StrategyResult, saving: Dollars)? {
    study.strategies.compactMap { result in result.saving(over: study.asLogged).map { (result, $0) } }
      .filter { $0.1 > .zero && !isBound($0.0) }.max { $0.1 < $1.1 }
  }

  /// A bound is no strategy that anyone can run.
  static func isBound(_ result: StrategyResult) -> Bool { result.strategy.summary.hasPrefix("Bound:") }

  /// The sentence for the manager.
  static func headline(_ study: Study) -> String {
    guard let before = study.asLogged.monthlyAll else {
      return "The log has no span of time that a month could be made of; the figures below are for the log as a whole."
    }
    guard let (result, saving) = best(study) else {
      return study.strategies.isEmpty
        ? "A month costs \(before.description) as it is. Name strategies with -s to see what a cache would change."
        : "None of these strategies would have saved money: a month costs \(before.description) as it is."
    }
    var text = "\"\(result.strategy.name)\" would have saved \(saving.description) a month"
    if let low = result.total.monthly.interval, let base = study.asLogged.total.monthly.interval {
      // Both months are made of the same drawn days, so their ends belong together.
      let ends = [base.lowerBound - low.lowerBound, base.upperBound - low.upperBound].map { $0 - result.infrastructureMonthly }.sorted()
      text += " (\(study.month.hasInterval ? "95 % interval" : "range") \(ends[0].description) to \(ends[1].description))"
    }
    if before.nanodollars > 0 { text += ", \(percent(saving.value / before.value)) of the bill of \(before.description)" }
    text += ", by answering \(result.total.tally.requestHitRate) of the requests from the cache"
    if let was = study.asLogged.total.latency, let now = result.total.latency {
      text +=
        was.p95 == now.p95
        ? "; mean latency goes from \(was.mean) to \(now.mean), P95 stays at \(was.p95)"
        : "; mean latency goes from \(was.mean) to \(now.mean), P95 from \(was.p95) to \(now.p95)"
    }
    return text + "."
  }

  /// All strategies side by side.
  static func strategies(_ study: Study) -> Table {
    var table = Table([
      .name("strategy"), .number("hits", rank: 0), .number("mean", rank: 3), .number("P50", rank: 4), .number("P95", rank: 1),
      .number("P99", rank: 4), .number("month", rank: 0), .number("infra", rank: 2), .number("saved", rank: 0),
    ])
    table.append(row("as logged", study.asLogged, nil))
    if study.hadCache { table.append(row("no cache", study.noCache, study.asLogged)) }
    for result in study.strategies { table.append(row(result.strategy.name, result, study.asLogged)) }
    return table
  }

  private static func row(_ name: String, _ result: StrategyResult, _ baseline: StrategyResult?) -> [Cell] {
    let latency = result.total.latency
    let saving = baseline.flatMap { result.saving(over: $0) }
    let before = baseline?.monthlyAll
    let share = saving.flatMap { saving in before.flatMap { $0.nanodollars > 0 ? saving.value / $0.value : nil } }
    return [
      .text(name), .ratio(result.total.tally.requestHitRate), .time(latency?.mean), .time(latency?.p50), .time(latency?.p95),
      .time(latency?.p99), .dollars(result.monthlyAll), infrastructure(result), saving.map { .saving($0, share) } ?? .none,
    ]
  }

  /// A tier that nobody prices is "?", never $0.
  private static func infrastructure(_ result: StrategyResult) -> Cell {
    if result.strategy.tiers.isEmpty { return .none }
    let billed = Set(result.infrastructure.map(\.service))
    let isKnown = result.strategy.tiers.allSatisfy { $0.service.map(billed.contains) ?? false }
    return isKnown ? .dollars(result.infrastructureMonthly) : isBound(result) ? .none : .text("?")
  }

  /// One strategy by model.
  static func models(_ result: StrategyResult, baseline: StrategyResult) -> Table {
    var table = Table([
      .name("model"), .number("requests", rank: 1), .number("hits", rank: 0), .number("mean", rank: 3), .number("P50", rank: 4),
      .number("P95", rank: 2), .number("P99", rank: 4), .number("before/month", rank: 0), .number("after/month", rank: 0),
      .number("saved", rank: 1),
    ])
    for row in result.models {
      table.append(cells(row, before: baseline.models.first { $0.name == row.name }))
    }
    if result.models.count > 1 { table.append(cells(result.total, before: baseline.total), isTotal: true) }
    return table
  }

  private static func cells(_ row: ResultRow, before: ResultRow?) -> [Cell] {
    let tally = row.tally
    let isUnpriced = tally.made.unpriced + tally.avoided.unpriced == tally.requests
    let was = before?.monthly.expected
    let now = row.monthly.expected
    let saved = was.flatMap { was in now.map { was - $0 } }
    return [
      .text(row.name.isEmpty ? "(no model)" : row.name), .count(tally.requests), .ratio(tally.requestHitRate), .time(row.latency?.mean),
      .time(row.latency?.p50), .time(row.latency?.p95), .time(row.latency?.p99), isUnpriced ? .text("no price") : .dollars(was),
      isUnpriced ? .none : .dollars(now), isUnpriced ? .none : .dollars(saved),
    ]
  }

  /// Why requests were not answered from the cache: what could be fixed.
  static func causes(_ result: StrategyResult) -> Table {
    var table = Table([.name("went upstream because"), .number("requests", rank: 0), .number("share", rank: 1), .number("cost", rank: 0)])
    for cause in result.causes where cause.cause != .cold || result.causes.count > 1 {
      table.append([
        .text(words(cause)), .count(cause.requests), .ratio(Ratio(cause.requests, of: result.total.tally.requests)), .dollars(cause.cost),
      ])
    }
    return table
  }

  static func words(_ row: CauseRow) -> String {
    switch row.cause {
    case .cold: "first time asked"
    case .expired: "the entry had expired"
    case .evicted: "the entry had been evicted"
    case .inFlight: "the same was under way"
    case .notStored: "earlier answers not storable"
    case .noContent: "prompt not in the log"
    case .temperature: "temperature above the limit"
    case .stream: "streams not cached"
    case .tools: "tools not cached"
    case .endpoint: "not a text generation"
    case .control: "the caller asked for it"
    case .regeneration: "another answer asked for"
    case .agentLoop: "agent in a loop"
    case .truncated: "prompt cut in the log"
    case .none, .exact, .near: row.outcome.name
    }
  }

  static func prices(_ study: Study) -> Table {
    var table = Table([
      .name("model"), .text("priced as"), .number("input $/M"), .number("cached $/M"), .number("output $/M"), .text("seen on"),
      .text("source"),
    ])
    for lookup in study.audited.prices {
      guard let row = lookup.schedule.rows.last else { continue }
      let rates = row.standard.base
      table.append([
        .text(lookup.loggedModel), .text("\(lookup.provider) \(lookup.model)"), .text(plain(rates.input.usdPerMillionTokens, decimals: 6)),
        .text(rates.cacheRead.map { plain($0.usdPerMillionTokens, decimals: 6) } ?? "–"),
        .text(plain(rates.output.usdPerMillionTokens, decimals: 6)), .text(row.sourceDate), .text(row.source),
      ])
    }
    return table
  }

  /// Version, seed, prices and days: what makes it repeatable.
  static func manifest(_ study: Study) -> String {
    let manifest = study.audited.manifest
    var text = "Hindcast \(manifest.version), seed \(manifest.seed), prices \(manifest.prices). "
    switch study.month.basis {
    case .weekdays, .days:
      text += "A month is \(plain(Month.days, decimals: 4)) mean days, made of \(study.month.wholeDays?.count ?? 0) whole days"
      text += study.month.basis == .weekdays ? ", each day of the week weighed alike" : ""
      text += study.month.steadyFrom > (study.month.span?.lowerBound ?? 0) ? ", after a warm-up of \(warmUp(study))." : "."
    case .span: text += "A month is \(plain(Month.days, decimals: 4)) days at the log's own rate."
    case .none: text += "The log has no span of time, so no month is made."
    }
    return text
  }

  private static func warmUp(_ study: Study) -> String {
    Microseconds(study.month.steadyFrom - (study.month.span?.lowerBound ?? study.month.steadyFrom)).span
  }
}
