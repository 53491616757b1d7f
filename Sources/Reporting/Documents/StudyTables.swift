import Pricing
import Simulation
import Studies
import Units

/// The tables and sentences of a study.
enum StudyTables {
  static func title(_ study: Study) -> String {
    let inputs = study.audited.manifest.inputs
    let name = inputs.count == 1 ? inputs[0].name : counted(inputs.count, "file")
    let span =
      study.audited.covered.map { $0.lowerBound < $0.upperBound ? Microseconds($0.upperBound - $0.lowerBound).span : "at one moment" }
      ?? "no time"
    return "\(name): \(counted(study.noCache.total.tally.requests, "request")), \(span)"
  }

  /// The sentence for the manager.
  static func headline(_ study: Study) -> String { Headline(study).sentence }

  /// All strategies side by side.
  static func strategies(_ study: Study) -> Table {
    let money = Money(study)
    // A column of zeros would take room from the others; the page has a tile for it, and files have the figures.
    let isAged = study.strategies.contains { ($0.stale?.share ?? 0) > 0 }
    var columns: [Table.Column] = [
      .name("strategy"), .number("hits", rank: 0), .number("mean", rank: 3), .number("P50", rank: 4), .number("P95", rank: 1),
      .number("P99", rank: 4), .number(money.column("cost"), rank: 0), .number("cache", rank: 2), .number("saved", rank: 0),
    ]
    if isAged { columns.insert(.number("stale", rank: 2), at: 2) }
    var table = Table(columns)
    let before = money.all(study.asLogged)
    for (name, result) in all(study) {
      let latency = result.total.latency
      let cost = money.all(result)
      let saving = name == asLogged ? nil : money.saving(result, of: study)
      let share = saving.flatMap { saving in before.flatMap { $0 > .zero ? saving.value / $0.value : nil } }
      let aged: [Cell] = isAged ? [.share(result.stale?.share)] : []
      table.append(
        [.text(name), hits(result)] + aged + [
          .time(latency?.mean), .time(latency?.p50), .time(latency?.p95), .time(latency?.p99),
          cost.map { .dollars($0) } ?? .text("no price"), infrastructure(result, money), saving.map { .saving($0, share) } ?? .none,
        ])
    }
    return table
  }

  /// Each rate by its own name (law 32), and how far a month may be off.
  static func rates(_ study: Study) -> Table {
    let money = Money(study)
    let range = study.month.hasInterval ? "95 % interval" : "range"
    var table = Table([
      .name("strategy"), .number("of requests", rank: 0), .number("of look-ups", rank: 1), .number("of tokens", rank: 2),
      .number("of dollars", rank: 2), .number("\(money.column("cost")), \(range)", rank: 0),
    ])
    for (name, result) in all(study) {
      let isCache = !result.strategy.tiers.isEmpty
      table.append([
        .text(name), hits(result), isCache ? .ratio(result.total.tally.lookUpHitRate) : .none,
        isCache ? .ratio(result.total.tokenHitRate) : .none,
        isCache ? .share(result.total.dollarHitRate) : .none,
        Money.month(result.total).interval.map { .text(self.range($0, plus: money.infrastructure(result))) } ?? .none,
      ])
    }
    return table
  }

  private static let asLogged = "as logged"

  /// A strategy's name, with a word where nobody can run it.
  static func name(_ result: StrategyResult) -> String { result.strategy.name + (result.isBound ? " (bound)" : "") }

  /// What strategies are held against, and the strategies.
  private static func all(_ study: Study) -> [(String, StrategyResult)] {
    [(asLogged, study.asLogged)] + (study.hadCache ? [("no cache", study.noCache)] : []) + study.strategies.map { (name($0), $0) }
  }

  /// A baseline looks nothing up in a replay, so it has no hit rate; what an earlier cache answered is said in the caveats.
  private static func hits(_ result: StrategyResult) -> Cell {
    result.strategy.tiers.isEmpty ? .none : .ratio(result.total.tally.requestHitRate)
  }

  private static func range(_ interval: ClosedRange<Dollars>, plus infrastructure: Dollars) -> String {
    "\(interval.lowerBound + infrastructure) – \(interval.upperBound + infrastructure)"
  }

  /// Stores that nobody prices are "?", never $0; where some are priced, the sum that the saving has is the least that all cost.
  private static func infrastructure(_ result: StrategyResult, _ money: Money) -> Cell {
    if result.strategy.tiers.isEmpty || result.isBound { return .none }
    guard money.basis == .month else { return .text("?") }
    let stores = result.stores
    if stores.isWhole { return .dollars(result.infrastructureMonthly) }
    return .text(stores.isInPart ? "≥ \(result.infrastructureMonthly)" : "?")
  }

  /// The whole log beside what is left of it after the warm-up (law 33).
  static func steadyState(_ study: Study) -> Table {
    var table = Table([
      .name("strategy"), .number("requests", rank: 1), .number("hits", rank: 0), .number("P95", rank: 1),
      .number("steady requests", rank: 1),
      .number("steady hits", rank: 0), .number("steady P95", rank: 1),
    ])
    for result in study.strategies {
      let (whole, steady) = (result.total, result.steady)
      table.append([
        .text(result.strategy.name), .count(whole.tally.requests), .ratio(whole.tally.requestHitRate), .time(whole.latency?.p95),
        .count(steady.tally.requests), .ratio(steady.tally.requestHitRate), .time(steady.latency?.p95),
      ])
    }
    return table
  }

  /// One strategy by model; from `limit` models on, the cheapest are one row.
  static func models(_ result: StrategyResult, _ study: Study, limit: Int = .max) -> Table {
    let money = Money(study)
    var table = Table([
      .name("model"), .number("requests", rank: 1), .number("hits", rank: 0), .number("mean", rank: 3), .number("P50", rank: 4),
      .number("P95", rank: 2), .number("P99", rank: 4), .number("before", rank: 0), .number(money.column("after"), rank: 0),
      .number("saved upstream", rank: 1),
    ])
    for (before, after) in ModelPair.all(result, study, limit: limit) { table.append(cells(after, before: before, money)) }
    if result.models.count > 1 { table.append(cells(result.total, before: study.asLogged.total, money), isTotal: true) }
    return table
  }

  private static func cells(_ row: ResultRow, before: ResultRow?, _ money: Money) -> [Cell] {
    // A percentile is a walk through the distribution: once a row.
    let latency = row.latency
    let was = before.flatMap { money.upstream($0) }
    let now = money.upstream(row)
    let saved = was.flatMap { was in now.map { was - $0 } }
    return [
      .text(ModelPair.title(row.name)), .count(row.tally.requests), .ratio(row.tally.requestHitRate), .time(latency?.mean),
      .time(latency?.p50), .time(latency?.p95), .time(latency?.p99), Money.isPriced(row) ? .dollars(was) : .text("no price"),
      .dollars(now), .dollars(saved),
    ]
  }

  /// Why requests were not answered from the cache: what could be fixed.
  static func causes(_ result: StrategyResult) -> Table {
    var table = Table([.name("went upstream because"), .number("requests", rank: 0), .number("share", rank: 1), .number("cost", rank: 0)])
    for cause in result.causes where cause.cause != .cold || result.causes.count > 1 {
      table.append([
        .text(words(cause)), .count(cause.requests), .ratio(Ratio(cause.requests, of: result.total.tally.requests)),
        isPriced(cause, result) ? .dollars(cause.cost) : .text("no price"),
      ])
    }
    return table
  }

  private static func isPriced(_ row: CauseRow, _ result: StrategyResult) -> Bool {
    let posting = result.total.tally.posting(row.outcome, row.cause)
    return posting.unpriced < posting.calls
  }

  /// A cause in words that explain themselves.
  static func words(_ row: CauseRow) -> String {
    switch row.cause {
    case .cold: "first time asked"
    case .expired: "the entry had expired"
    case .evicted: "the entry had been evicted"
    case .inFlight: "the same was under way"
    case .notStored: "no earlier answer was stored"
    case .noContent: "prompt not in the log"
    case .temperature: "temperature above the limit"
    case .stream: "streams not cached"
    case .tools: "tools not cached"
    case .endpoint: "not a text generation"
    case .control: "the caller asked for it"
    case .regeneration: "another answer asked for"
    case .agentLoop: "agent in a loop"
    case .truncated: "prompt cut in the log"
    case .semantic: "by meaning"
    case .collision: "another question of the same hash: wrong"
    case .fieldDiffers: "same text, another field differs"
    case .otherScope: "asked in another scope"
    case .otherPlace: "stored at another place"
    case .negative: "the place remembered a miss"
    case .invalidated: "the entry was invalidated"
    case .tooOld: "older than the caller allows"
    case .outage: "the tier did not answer"
    case .lockTimeout: "waited until the lock timed out"
    case .ifError: "an old answer, as the call failed"
    case .rateLimited: "turned away by the API"
    case .timedOut: "given up as it took too long"
    case .rollout: "not in the rollout yet"
    case .switchedOff: "cache switched off"
    case .tooLong: "conversation too long"
    case .tooShort: "prompt too short"
    case .model: "model not cached"
    case .queryClass: "class not cached"
    case .tenant: "tenant not cached"
    case .none, .exact, .near: row.outcome.name
    }
  }

  /// The last known prices of each model; all of them are in the JSON.
  static func prices(_ study: Study) -> Table {
    var table = Table([
      .name("model"), .text("priced as"), .number("input $/M"), .number("cached $/M", rank: 2), .number("output $/M"),
      .text("from", rank: 3), .text("seen on", rank: 2), .text("source", rank: 4),
    ])
    for lookup in study.audited.prices {
      guard let row = lookup.schedule.rows.last else { continue }
      let rates = row.standard.base
      table.append([
        .text(lookup.loggedModel), .text("\(lookup.provider) \(lookup.model)"), .rate(rates.input.usdPerMillionTokens),
        .rate(rates.cacheRead?.usdPerMillionTokens), .rate(rates.output.usdPerMillionTokens),
        .text(row.validFrom?.description ?? "–"), .text(row.sourceDate), .text(row.source),
      ])
    }
    return table
  }

  /// Version, seed, prices and days: what makes it repeatable.
  static func manifest(_ study: Study) -> String {
    let manifest = study.audited.manifest
    let selection = manifest.selection.map { ", only requests \($0)" } ?? ""
    return "Hindcast \(manifest.version), seed \(manifest.seed), prices \(manifest.prices)\(selection). \(month(study))"
  }

  /// What a month is that rests on less than a day, for the sentence that tells it; with a space before it, empty of longer logs.
  static func guess(_ month: Month) -> String {
    month.basis == .span ? " (a guess from \(month.length.span), as if all hours were like these)" : ""
  }

  /// How a month is made of the log's days, as a sentence.
  static func month(_ study: Study) -> String { month(study.month) }

  /// How a month is made of a log's days, as a sentence.
  static func month(_ month: Month) -> String {
    let length = plain(Month.days, decimals: 4)
    switch month.basis {
    case .weekdays, .days:
      var text = "A month is \(length) mean days, made of \(counted(month.wholeDays?.count ?? 0, "whole day"))"
      if month.basis == .weekdays { text += ", each day of the week weighed alike" }
      guard month.hasWarmUp, let steady = month.steadyDays?.count else { return text + "; caches begin them empty." }
      let warmUp = Microseconds(month.steadyFrom - (month.span?.lowerBound ?? month.steadyFrom))
      return text + "; what caches do is taken from the \(steady) after a warm-up of \(warmUp.span)."
    case .span: return "A month is \(length) days at the log's own rate: it covers no whole day; caches begin empty."
    case .none:
      let isMoment = month.span.map { $0.lowerBound == $0.upperBound } ?? true
      return "The log \(isMoment ? "has no span of time" : "spans less than a minute"), so no month is made of it."
    }
  }
}
