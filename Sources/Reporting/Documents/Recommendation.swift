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

  /// `nil` where there is no strategy to speak of, or nothing has a price.
  init?(_ study: Study, _ headline: Headline) {
    guard let result = headline.result, let saving = headline.saving, headline.money.basis != .unpriced else { return nil }
    let name = "“\(result.strategy.name)”"
    guard headline.saves else {
      (text, safer, breakEven) = (Self.refusal(study, headline), nil, nil)
      return
    }
    let wrong = result.money.wrongAnswers ?? 0
    let safer = wrong > 0 ? Self.safest(study, than: result) : nil
    let saferSaving = safer.flatMap { study.saving(of: $0).expected } ?? .zero
    let breakEven = wrong > 0 ? Dollars(Money.difference(saving, saferSaving).value / wrong) : nil
    (self.safer, self.breakEven) = (safer, breakEven)

    var sentences: [String] = []
    if let least = headline.range?.lowerBound, least <= .zero {
      sentences.append(
        "Do not decide yet: the saving may be none (\(headline.rangeName) \(headline.rangeText ?? "")). A longer log would tell.")
    } else if result.isBound {
      sentences.append("\(name) is a bound, not a cache that one can buy: name strategies with -s to learn how much of it they reach.")
    } else if let breakEven {
      var text = "Take \(name) where a wrong answer costs you less than \(breakEven)"
      text +=
        safer.map { "; where it costs more, take “\($0.strategy.name)”, which saves \(saferSaving) and answers exact repeats only." } ?? "."
      sentences.append(text)
    } else {
      sentences.append("Take \(name).")
    }
    if !result.isInfrastructureKnown {
      sentences.append(
        "Ask first what its store costs: above \(saving) \(headline.money.per) it does not pay (give the price with --infrastructure).")
    }
    if let outlook = study.investment(in: result)?.expected {
      sentences.append(Self.payback(outlook, study))
    }
    if Self.crosses(result, study) {
      sentences.append("Settle first whether callers may get what others were told: \(name) shares its answers among all of them.")
    }
    text = sentences.joined(separator: " ")
  }

  private static func refusal(_ study: Study, _ headline: Headline) -> String {
    let best = study.strategies.filter(\.isBound).compactMap { bound in study.saving(of: bound).expected.map { (bound, $0) } }
      .max { $0.1 < $1.1 }
    let bound =
      best.map { " Even “\($0.0.strategy.name)”, the bound, would have saved no more than \(max($0.1, .zero)) \(headline.money.per)." }
      ?? ""
    return "Do not add one of these to save money." + bound
  }

  /// The greatest saver of those that are expected to answer nothing wrongly.
  private static func safest(_ study: Study, than best: StrategyResult) -> StrategyResult? {
    var found: (result: StrategyResult, saving: Dollars)?
    for result in study.strategies where !result.isBound && (result.money.wrongAnswers ?? 0) == 0 {
      guard let saving = study.saving(of: result).expected, saving > .zero, found.map({ saving > $0.saving }) ?? true else { continue }
      found = (result, saving)
    }
    return found?.result
  }

  private static func payback(_ outlook: Investment.Outlook, _ study: Study) -> String {
    let once = study.terms.engineering?.once ?? .zero
    guard let months = outlook.payback else { return "With the costs named it never pays back: a month brings \(outlook.monthly)." }
    guard once > .zero else { return "With the costs named a month brings \(outlook.monthly)." }
    return "The \(once) that building it costs come back after \(plain(months, decimals: 1)) months."
  }

  /// Whether answers cross between callers whom the log tells apart.
  private static func crosses(_ result: StrategyResult, _ study: Study) -> Bool {
    result.strategy.scope == .global && study.caveats.contains { $0.id == "answers-cross-callers" }
  }
}

extension Headline {
  /// "Up to 82 wrong answers a month are to be expected"; `nil` where no month can be made.
  var wrongAnswers: String? {
    guard let wrong = result?.money.wrongAnswers else { return nil }
    if wrong == 0 { return "No answer to another question is to be expected" }
    if wrong < 1 { return "Less than one wrong answer a month is to be expected" }
    let count = Int(wrong.rounded(.up))
    return count == 1
      ? "Up to one wrong answer a month is to be expected" : "Up to \(grouped(count)) wrong answers a month are to be expected"
  }
}
