import Duplicates
import Simulation
import Studies
import Units

/// What the reader learns first: which strategy, how much, how sure, and what it does to the slow calls.
struct Headline: Sendable {
  let money: Money
  /// The strategy that the report speaks of: the one that saves most; where none saves, the one that answers most; bounds only where there
  /// is nothing else.
  let result: StrategyResult?
  /// Today's bill.
  let before: Dollars?
  /// The bill with the strategy, its tiers included as far as they have a price.
  let after: Dollars?
  /// Their difference; negative where the strategy would have cost more.
  let saving: Dollars?
  /// The saving over months whose days are drawn anew.
  let range: ClosedRange<Dollars>?
  /// "95 % interval", or "range" under 14 whole days (law 33).
  let rangeName: String
  /// Why nothing can be said of strategies: then the headline speaks of none.
  let unknown: String?
  private let study: Study

  init(_ study: Study) {
    self.study = study
    unknown =
      study.strategies.isEmpty
      ? nil : study.audited.audit.quality.whyUnknown(hits: study.strategies.contains { $0.total.tally.requestHitRate.numerator > 0 })
    money = Money(study)
    let money = money
    before = money.all(study.asLogged)
    rangeName = study.month.hasInterval ? "95 % interval" : "range"
    let real = study.strategies.filter { !$0.isBound }
    let candidates = real.isEmpty ? study.strategies : real
    let ranking = Ranking(study: study, money: money)
    let best = unknown == nil ? ranking.best(candidates) : nil
    result = best
    after = best.flatMap { money.all($0) }
    saving = best.flatMap { ranking.saving($0) }
    range = saving.flatMap { saving in best.flatMap { Headline.range($0, study, saving: saving) } }
  }

  /// How far the saving may be off: the interval of the daily difference, not the difference of two intervals.
  private static func range(_ result: StrategyResult, _ study: Study, saving: Dollars) -> ClosedRange<Dollars>? {
    study.saving(of: result).interval.map { min($0.lowerBound, saving)...max($0.upperBound, saving) }
  }

  /// Whether the strategy is worth its money.
  var saves: Bool { saving.map { $0 > .zero } ?? false }

  /// Whether the saving may be none, as far as the days of the log tell.
  var mayBeNone: Bool { range.map { $0.lowerBound <= .zero } ?? false }

  /// The saving as a share of today's bill.
  var share: Double? {
    guard let before, let saving, before > .zero else { return nil }
    return saving.value / before.value
  }

  /// "$4,100.12 to $5,410.95".
  var rangeText: String? { range.map { "\($0.lowerBound) to \($0.upperBound)" } }

  /// A sentence with how long the log is before it: "Over 42 days, the calls …"; capitalised where it has no length.
  private func over(_ text: String) -> String {
    guard let span = study.audited.covered, span.lowerBound < span.upperBound else { return text.prefix(1).uppercased() + text.dropFirst() }
    return "Over \(Microseconds(span.upperBound - span.lowerBound).span), \(text)"
  }

  /// ", before its store" where the saving is named and the store, or one of its tiers, has no price.
  var beforeStore: String { result.map(\.stores.beforeStore).flatMap { $0.isEmpty ? nil : "," + $0 } ?? "" }

  /// The sentence that says it all; names in it come from a user's files and are to be escaped.
  var sentence: String {
    guard study.noCache.total.tally.requests > 0 else { return "The log has no requests: there is nothing to say." }
    guard let result else { return unasked }
    guard money.basis != .unpriced, let before, let saving else {
      return "No call of this log has a price, so nothing can be said of money (give prices with --prices). "
        + over("“\(result.strategy.name)” \(effect(result)).\(agedSentence)")
    }
    guard saves else {
      let cost = saving < .zero ? "“\(result.strategy.name)” would have cost \(-saving) more" : "the bill would have stayed what it is"
      return over("none of these strategies would have saved money: \(cost), on \(before) \(money.per)\(ofPriced)\(guess). ")
        + "“\(result.strategy.name)” \(effect(result)).\(agedSentence)"
    }
    var text = over("“\(result.strategy.name)” would have saved \(saving) \(money.per)")
    text += guess
    if let rangeText { text += " (\(rangeName) \(rangeText))" }
    if let share { text += ", \(percent(share)) of the bill of \(before)\(ofPriced)" }
    text += result.stores.before + ". It \(effect(result)).\(agedSentence)"
    return text + (wrongAnswers.map { " \($0)." } ?? "")
  }

  /// " of the 50.0 % of its calls that have a price": behind the bill, where more than one of a hundred has none.
  private var ofPriced: String { PricedPart.words(study.audited.audit.total.total) }

  private var unasked: String {
    if let unknown {
      return "Nothing can be said of what a cache would have changed: \(unknown)."
        + (before.map { " " + over("the calls cost \($0) \(money.per)\(ofPriced)\(guess).") } ?? "")
    }
    guard let before else { return "No call of this log has a price. Name strategies with -s to see what a cache would change." }
    return over("the calls cost \(before) \(money.per)\(ofPriced)\(guess). Name strategies with -s to see what a cache would change.")
  }

  /// How many answers the model would have given otherwise by then, where the log's own answers tell of any; with a space before it.
  private var agedSentence: String {
    guard let stale = result?.stale, stale.count > 0 else { return "" }
    return stale.isGreat ? " But \(stale.words)." : " \(stale.words.prefix(1).uppercased() + stale.words.dropFirst())."
  }

  /// What a month is that rests on less than a day, in the sentence that tells it: a guess. With a space before it.
  private var guess: String { isGuess ? StudyTables.guess(study.month) : "" }

  /// Whether the month is scaled from less than a day.
  var isGuess: Bool { money.basis == .month && study.month.basis == .span }

  /// The hit rate after the warm-up, where money is made of those days alone and they differ from the whole log by more than is nothing.
  private func filledRate(_ result: StrategyResult) -> String? {
    let (whole, filled) = (result.total.tally.requestHitRate, result.steady.tally.requestHitRate)
    guard money.basis == .month, study.month.hasWarmUp, let a = whole.value, let b = filled.value, abs(a - b) >= 0.005 else { return nil }
    return percent(b)
  }

  /// What a strategy does to requests and their time.
  private func effect(_ result: StrategyResult) -> String {
    let tally = result.total.tally
    var text = "would have answered \(tally.requestHitRate) of the requests from the cache"
    if let filled = filledRate(result) { text += " (\(filled) once it had filled, which the month is made of)" }
    let shared = tally.count(.coalesced)
    if shared > 0 { text += ", and shared the call under way for \(counted(shared, "request"))" }
    guard let was = study.asLogged.total.latency, let now = result.total.latency else { return text }
    let staysSame = "\(was.mean)" == "\(now.mean)"
    text += "; mean latency " + (staysSame ? "stays at \(was.mean)" : "goes from \(was.mean) to \(now.mean)") + ", P95 "
    return text
      + ("\(was.p95)" == "\(now.p95)"
        ? (staysSame ? "at \(was.p95)" : "stays at \(was.p95)") : (staysSame ? "goes " : "") + "from \(was.p95) to \(now.p95)")
  }
}

extension StaleAnswers {
  /// "about 5,080 of its 5,236 hits would have answered with what the model no longer said".
  var words: String { "about \(grouped(count)) of its \(counted(hits, "hit")) would have answered with what the model no longer said" }
}
