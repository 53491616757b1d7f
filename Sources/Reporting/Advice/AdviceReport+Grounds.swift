import Studies
import Units

/// What advice rests on: what the last dollar costs in risk, how far the winner is from the bound, and how sure the choice is.
extension AdviceReport {
  /// What the saving is bought with: what the next safer choice saves less, and what the next one beyond the limits would save more.
  var lastDollarText: String? {
    guard advice.winner != nil else { return nil }
    var sentences: [String] = []
    if let margin = advice.lastDollar, let winner = advice.winner, isNothing(margin.other), let saving = advice.choices[winner].saving,
      saving > .zero
    {
      let each = (margin.wrong + margin.stale) / saving.value
      sentences.append(
        "No safer choice saves anything: all of the saving is bought with \(AdviceWords.answers(margin)), \(significant(each, digits: 2)) for "
          + "each dollar.")
    } else if let margin = advice.lastDollar {
      var text = "The next safer choice, \(name(margin.other)), saves \(margin.dollars) a month less\(AdviceWords.before(margin)): "
      text += "that much is bought with \(AdviceWords.answers(margin))"
      if margin.dollars > .zero {
        let each = (margin.wrong + margin.stale) / margin.dollars.value
        text += ", \(significant(each, digits: 2)) for each dollar"
      }
      sentences.append(text + ".")
      if let riskless = advice.riskless, riskless.other != margin.other {
        sentences.append(
          "Without any such risk, \(name(riskless.other)) saves \(riskless.dollars) a month less\(AdviceWords.before(riskless)).")
      }
    } else {
      sentences.append("No choice is safer: the whole saving comes without expected wrong answers or answers out of date.")
    }
    if let margin = advice.nextDollar {
      sentences.append(
        "Beyond the limits, \(name(margin.other)) would save \(margin.dollars) a month more\(AdviceWords.before(margin)), with \(AdviceWords.answers(margin)); it breaks: "
          + "\(AdviceWords.broken(advice.choices[margin.other].broken)).")
    }
    return sentences.joined(separator: " ")
  }

  /// Whether a choice is as good as no cache: it saves nothing, and so brings no answer that may be wrong either.
  private func isNothing(_ index: Int) -> Bool {
    let choice = advice.choices[index]
    return choice.saving.map { $0 <= .zero } ?? false && choice.result.wrongShare + choice.result.staleShare < 1e-9
  }

  /// How far the winner is from what no cache can beat.
  func boundText(_ bound: Advice.Bound) -> String {
    let away = bound.winner - bound.traffic
    return
      "A store without limits, free, that knows every answer as soon as it is asked for, would pay \(bound.traffic) a month and answer "
      + "\(bound.hits) of the requests; no cache with these keys does better. The winner is \(away) away from it."
  }

  /// What its bill is made of: capacity, TTL, calls under way, traffic.
  func boundTable(_ bound: Advice.Bound) -> Table {
    var table = Table([.name("a month of the winner"), .number("amount", rank: 0), .number("share", rank: 0)])
    func add(_ name: String, _ amount: Dollars, isTotal: Bool = false) {
      table.append(
        [.text(name), .dollars(amount), .share(bound.winner > .zero ? amount.value / bound.winner.value : nil)], isTotal: isTotal)
    }
    add("evictions (capacity)", bound.capacity)
    add("expiry (TTL)", bound.life)
    add("in flight, and the store", bound.flightAndStore)
    add("asked once or not cacheable (traffic)", bound.traffic)
    add("its bill", bound.winner, isTotal: true)
    return table
  }

  /// How the choice of the first part of the log does on the last.
  var outOfSampleText: String? {
    guard let sample = advice.outOfSample, advice.winner != nil || sample.chosen != nil else { return nil }
    // The date says little of a log of hours.
    let isShort = advice.audited.span.map { $0.upperBound - $0.lowerBound < 3 * 86_400_000_000 } ?? true
    let cut = Timestamp(microseconds: sample.cut / 1_000_000 * 1_000_000)
    // Times of some logs are those since its start.
    let isRelative = sample.cut < Self.earliest.microseconds
    let part = "the first two thirds of the log" + (isRelative ? "" : ", before \(isShort ? "\(cut)" : cut.date),")
    guard let chosen = sample.chosen else { return "By \(part) alone nothing would have been worth choosing." }
    var text = "Chosen by \(part) alone: \(name(chosen))" + (chosen == advice.winner ? ", the same. " : ". ")
    if let saved = sample.saved {
      let isMoney = advice.choices[chosen].saving != nil
      text += "From then on it \(isMoney ? "saves" : "answers") \(percent(saved)) of the \(isMoney ? "bill" : "requests")"
      if let best = sample.best, let most = sample.bestSaved {
        text +=
          best == chosen || most <= saved
          ? "; nothing tried does better there."
          : "; with hindsight \(name(best)) would have been better: \(percent(most))."
      } else {
        text += "."
      }
    }
    text +=
      sample.broken.isEmpty
      ? " It keeps to the limits there." : " There it breaks: \(AdviceWords.broken(sample.broken)), so leave room to the limits."
    return text
  }

  /// No API for language models is older.
  private static let earliest = Timestamp(year: 2015, month: 1, day: 1)
}
