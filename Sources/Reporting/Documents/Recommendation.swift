import Duplicates
import Simulation
import Studies
import Traces
import Units

/// What to do, and on which condition: drawn from the same figures as the headline, never from more.
struct Recommendation {
  /// Sentences; names in them come from a user's files and are to be escaped.
  let text: String
  /// The strategy that saves most of those that are expected to answer nothing wrongly, where the recommended one may.
  let safer: StrategyResult?
  /// What a wrong answer may cost before ``safer`` is the better choice.
  let breakEven: Dollars?
  /// Why what saves most is not to be taken; `nil` where it is, or nothing is advised.
  let refusal: Refusal?

  /// Why what saves most is not to be taken.
  enum Refusal: Equatable {
    /// With the costs named it brings less than it costs.
    case loss
    /// Such a share of its hits would be out of date.
    case aged(Double)

    /// ", but never pays back": behind the saving, as a headline says it.
    var words: String {
      switch self {
      case .loss: ", but never pays back"
      case .aged(let share): ", but \(percent(share)) of its hits would be out of date"
      }
    }
  }

  /// `nil` where there is no strategy to speak of, or nothing has a price.
  init?(_ study: Study, _ headline: Headline) {
    guard let result = headline.result, let saving = headline.saving, headline.money.basis != .unpriced else { return nil }
    let name = "“\(result.strategy.name)”"
    // Neither for a cache nor against it: what repeats, repeats after longer than that.
    guard study.month.basis != .none else {
      (text, safer, breakEven, refusal) = ("Do not decide by this log: \(Headline.tooShort(study.month)).", nil, nil, nil)
      return
    }
    guard headline.saves else {
      (text, safer, breakEven, refusal) = (Self.refusal(study, headline), nil, nil, nil)
      return
    }
    let wrong = result.money.wrongAnswers ?? 0
    let ranking = Ranking(study: study, money: headline.money)
    let loss = Self.loss(result, study)
    if !result.isBound, !headline.mayBeNone, let (text, taken) = loss ?? Self.aged(result, study, ranking) {
      refusal = loss != nil ? .loss : .aged(result.stale?.ofHits ?? 0)
      self.text = [text, taken.flatMap { Self.sharing($0, study) }].compactMap { $0 }.joined(separator: " ")
      (safer, breakEven) = (nil, nil)
      return
    }
    refusal = nil
    let safer = wrong > 0 ? Self.safest(study, ranking) : nil
    let saferSaving = safer.flatMap { headline.money.saving($0, of: study) } ?? .zero
    // Where only one of the two stores has a price, both are left out.
    let isComparable = safer.map { $0.isInfrastructureKnown == result.isInfrastructureKnown } ?? true
    let more =
      isComparable
      ? saving - saferSaving : safer.map { ranking.gain(result) - ranking.gain($0) } ?? .zero
    let breakEven = wrong > 0 && more > .zero ? Dollars(more.value / wrong) : nil
    (self.safer, self.breakEven) = (safer, breakEven)

    var sentences: [String] = []
    if headline.mayBeNone {
      sentences.append(
        "Do not decide yet: the saving may be none (\(headline.rangeName) \(headline.rangeText ?? "")). A longer log would tell.")
      if let stale = result.stale, stale.isGreat { sentences.append("And \(stale.words).") }
    } else if result.isBound {
      sentences.append("\(name) is a bound, not a cache that one can buy: name strategies with -s to learn how much of it they reach.")
    } else if let breakEven {
      var text = "Take \(name) where a wrong answer costs you less than \(breakEven)"
      text +=
        safer.map {
          "; where it costs more, take “\($0.strategy.name)”, which saves \(saferSaving)\($0.stores.beforeStore) and answers exact repeats only."
        } ?? "."
      sentences.append(text)
    } else {
      sentences.append("Take \(name).")
    }
    if result.money.wrongByCollision ?? 0 > 0 {
      sentences.append("Its keys collide (hash_bits \(result.strategy.hashBits ?? 0)): widen the hash first, which costs nothing.")
    }
    if let text = Self.storePrice(result, saving, study, ranking) { sentences.append(text) }
    if let outlook = study.investment(in: result)?.expected {
      sentences.append(Self.payback(outlook, study))
    }
    if let text = Self.sharing(result, study) { sentences.append(text) }
    text = sentences.joined(separator: " ")
  }

  private static func refusal(_ study: Study, _ headline: Headline) -> String {
    let best = study.strategies.filter(\.isBound).compactMap { bound in headline.money.saving(bound, of: study).map { (bound, $0) } }
      .max { $0.1 < $1.1 }
    let bound =
      best.map { " Even “\($0.0.strategy.name)”, the bound, would have saved no more than \(max($0.1, .zero)) \(headline.money.per)." }
      ?? ""
    return "Do not add one of these to save money." + bound
  }

  /// Why not to take what saves most, where it costs more than it saves with the costs named, and what to take; `nil` where it pays.
  private static func loss(_ result: StrategyResult, _ study: Study) -> (text: String, taken: StrategyResult?)? {
    guard let outlook = study.investment(in: result)?.expected, outlook.payback == nil else { return nil }
    let others = study.strategies.filter { !$0.isBound }.compactMap { other in
      study.investment(in: other).map { (result: other, outlook: $0.expected) }
    }
    let best = others.filter { $0.outlook.payback != nil }.max { $0.outlook.monthly < $1.outlook.monthly }
    let loss = "a month of “\(result.strategy.name)” brings \(outlook.monthly)"
    guard let best else {
      return ("Take none\(others.count > 1 ? " of these" : ""): with the costs named it never pays back; \(loss).", nil)
    }
    let name = best.result.strategy.name
    return ("Take “\(name)”: with the costs named a month of it brings \(best.outlook.monthly), while \(loss).", best.result)
  }

  /// Why not to take what saves most, where a great share of its hits is out of date, and what to take; `nil` where that is not so.
  private static func aged(
    _ result: StrategyResult, _ study: Study, _ ranking: Ranking
  ) -> (text: String, taken: StrategyResult?)? {
    guard let stale = result.stale, stale.isGreat else { return nil }
    let others = study.strategies.filter { other in
      !other.isBound && other.stale != nil && other.strategy.name != result.strategy.name
        && ranking.saving(other).map { $0 > .zero } ?? false
    }
    func ofHits(_ result: StrategyResult) -> Double { result.stale?.ofHits ?? 0 }
    func words(_ other: StrategyResult) -> String {
      let saving = ranking.saving(other) ?? .zero
      return "which saves \(saving) \(ranking.money.per)\(other.stores.beforeStore), "
        + (ofHits(other) == 0 ? "none of its hits out of date" : "\(percent(ofHits(other))) of its hits out of date")
    }
    var text = "Do not take “\(result.strategy.name)”, though it saves most: \(stale.words)."
    let fresh = ranking.best(others.filter { !($0.stale?.isGreat ?? true) })
    if let fresh {
      text += " Take “\(fresh.strategy.name)”, \(words(fresh))."
    } else {
      let least = others.filter { ofHits($0) < stale.ofHits }.min { ofHits($0) < ofHits($1) }
      text += least.map { " The least out of date is “\($0.strategy.name)”, \(words($0))." } ?? ""
      text += " Try shorter TTLs (hindcast advise finds the best)."
    }
    return (text, fresh)
  }

  /// The best saver of those that are expected to answer nothing wrongly.
  private static func safest(_ study: Study, _ ranking: Ranking) -> StrategyResult? {
    ranking.best(
      study.strategies.filter { result in
        !result.isBound && (result.money.wrongAnswers ?? 0) == 0 && !(result.stale?.isGreat ?? false)
          && study.saving(of: result).expected.map { $0 > .zero } ?? false
      })
  }

  /// At which price of an unpriced store the choice turns: of the recommended one, or of one that would be better were it cheap.
  private static func storePrice(_ result: StrategyResult, _ saving: Dollars, _ study: Study, _ ranking: Ranking) -> String? {
    let per = ranking.money.per
    let others = study.strategies.filter { !$0.isBound && $0.strategy.name != result.strategy.name }
    let rival = ranking.rival(of: result, among: others)
    guard !result.isInfrastructureKnown else {
      guard let rival, let before = ranking.saving(rival), before > saving else { return nil }
      return
        "“\(rival.strategy.name)”, whose \(rival.stores.unpriced) has no price here, would be better while that costs less than "
        + "\(before - saving) \(per) (give the price with --infrastructure)."
    }
    if result.isBound { return nil }
    let store = result.stores.unpriced
    guard let rival, let after = ranking.saving(rival), after > .zero, saving > after else {
      return "Ask first what its \(store) costs: above \(saving) \(per) it does not pay (give the price with --infrastructure)."
    }
    return
      "Ask first what its \(store) costs: it beats “\(rival.strategy.name)”, which saves \(after) after its own, while its \(store) costs "
      + "less than \(saving - after) \(per) (give the price with --infrastructure)."
  }

  private static func payback(_ outlook: Investment.Outlook, _ study: Study) -> String {
    let once = study.terms.engineering?.once ?? .zero
    guard let months = outlook.payback else { return "With the costs named it never pays back: a month brings \(outlook.monthly)." }
    guard once > .zero else { return "With the costs named a month brings \(outlook.monthly)." }
    let firstYear = outlook.firstYear < .zero ? "; the first year brings \(outlook.firstYear)" : ""
    return "The \(once) that building it costs come back after \(plain(months, decimals: 1)) months\(firstYear)."
  }

  /// What to settle first, where answers cross between callers.
  private static func sharing(_ result: StrategyResult, _ study: Study) -> String? {
    guard crosses(result, study) else { return nil }
    let scope = result.strategy.scope
    return "Settle first whether callers may get what others were told: “\(result.strategy.name)” "
      + (scope == .global
        ? "shares its answers among all of them."
        : "was simulated as shared by \(result.sharedBy == .global ? "all of them" : "each \(result.sharedBy.rawValue)"), since the log does not "
          + "tell by \(scope.rawValue).")
  }

  /// Whether answers cross between callers: those whom the log tells apart, or those whom it should and does not.
  private static func crosses(_ result: StrategyResult, _ study: Study) -> Bool {
    result.sharedBy != result.strategy.scope
      || result.sharedBy == .global && study.caveats.contains { $0.id == "answers-cross-callers" }
  }
}

extension Headline {
  /// Why a log of which no month can be made decides nothing, and which one would.
  static func tooShort(_ month: Month) -> String {
    let moment = month.span.map { $0.lowerBound == $0.upperBound } ?? true
    return "it is of \(moment ? "one moment" : "less than a minute"), too short to tell what a cache would save; a week of logs would tell"
  }

  /// "Up to 82 wrong answers a month are to be expected"; `nil` where no month can be made.
  var wrongAnswers: String? {
    guard let wrong = result?.money.wrongAnswers else { return nil }
    if wrong == 0 { return "No answer to another question is to be expected" }
    let collisions = (collisions.map { ", \($0)" } ?? "") + (basisOfWrong.map { " (\($0))" } ?? "")
    if wrong < 1 { return "Less than one wrong answer a month is to be expected" + collisions }
    let count = Int(wrong.rounded(.up))
    return
      (count == 1
      ? "Up to one wrong answer a month is to be expected" : "Up to \(grouped(count)) wrong answers a month are to be expected")
      + collisions
  }

  /// "by the log's own answers; by labelled pairs 38": where both have a say, which of them is worse and counts, and what the other says.
  var basisOfWrong: String? {
    guard let money = result?.money, let byLog = money.wrongByLog, let byPairs = money.wrongByPairs else { return nil }
    func count(_ number: Double) -> String { number < 1 ? "less than one" : grouped(Int(number.rounded(.up))) }
    return byLog > byPairs
      ? "by the log’s own answers; by labelled pairs \(count(byPairs))" : "by labelled pairs; by the log’s own answers \(count(byLog))"
  }

  /// "of them 120 by colliding keys (hash_bits 4)"; `nil` where no keys collide.
  var collisions: String? {
    guard let result, let count = result.money.wrongByCollision, count > 0 else { return nil }
    let width = result.strategy.hashBits.map { " (hash_bits \($0))" } ?? ""
    return "of them \(count < 1 ? "less than one" : grouped(Int(count.rounded()))) by colliding keys\(width)"
  }
}
