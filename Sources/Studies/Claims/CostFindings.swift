import Units

/// What a cache can save.
///
/// **Premises.** A hit saves its whole call and costs nothing; a miss costs what it cost without the cache. Let a be the share of requests that are
/// answered, s what such a request costs without the cache as a multiple of another's.
/// - *Hits independent of cost*, s = 1: the saving is a of the bill.
/// - *Whatever is cached*, s at most S: the answered requests make a·s/(a·s + 1 − a) of the bill, which grows with s: at most a·S/(a·S + 1 − a).
///   Without such an S nothing bounds it: a single request may be the whole bill.
///
/// Where prices change too, to p times the old ones, p·(1 − saving) of the bill is left: the rest of the difference is the price's, not the cache's.
struct CostBounds {
  let baseline: Claims.Figure?
  let strategy: Claims.Strategy
  /// Requests that can be answered: not more than the hit rate, nor than repeat.
  let answered: [Claims.Figure]
  /// S, where it is stated.
  let ratio: Claims.Figure?

  /// a, the least of its bounds.
  func share(_ reading: Reading) -> Double? { answered.map { reading.highShare($0) }.min() }

  /// The most that caching can save of the bill; `nil` where nothing bounds it.
  func mostSaved(_ premise: Premise, _ reading: Reading) -> Double? {
    guard let a = share(reading) else { return nil }
    switch premise {
    case .independent: return a
    case .anyHits:
      guard let ratio else { return a == 0 ? 0 : nil }
      let answered = a * reading.high(ratio)
      return answered == 0 ? 0 : answered / (answered + 1 - a)
    }
  }

  /// What s must be for a saving: from saving = a·s/(a·s + 1 − a).
  func requiredRatio(_ saving: Double) -> Double? {
    guard let a = share(.printed), a > 0, saving < 1 else { return nil }
    return saving * (1 - a) / ((1 - saving) * a)
  }

  func findings() -> [Finding] {
    var findings: [Finding] = []
    if let claimed = strategy.costReduction { findings += reductions(claimed) }
    if let claimed = strategy.cost, let baseline { findings += costs(claimed, of: baseline) }
    if let claimed = strategy.costReduction, let cost = strategy.cost, let baseline {
      findings += [agreement(claimed, cost, baseline)].compactMap { $0 }
    }
    return findings
  }

  private func reductions(_ claimed: Claims.Figure) -> [Finding] {
    func finding(_ premise: Premise, isPossible: Bool) -> Finding {
      let most = mostSaved(premise, .printed)
      let isRefuted = Finding.isAbove(claimed) { mostSaved(premise, $0) ?? .infinity }
      return Finding(
        measure: .costReduction, premise: premise, claimed: .share(claimed.value), relation: .atMost, bound: most.map { .share($0) },
        verdict: isRefuted ? .refuted : most == nil && !isPossible ? .undecided : .possible,
        sentence: most.map { "At equal prices caching saves at most \(percent($0)) of the bill: " + reason(premise) }
          ?? undecided(saving: claimed.value, isPossible: isPossible))
    }
    let independent = finding(.independent, isPossible: false)
    return [independent, finding(.anyHits, isPossible: independent.verdict == .possible)]
  }

  private func costs(_ claimed: Claims.Figure, of baseline: Claims.Figure) -> [Finding] {
    guard let price = strategy.priceRatio else { return [split(claimed, of: baseline)] }
    func finding(_ premise: Premise, isPossible: Bool) -> Finding {
      func bound(_ reading: Reading) -> Double? {
        mostSaved(premise, reading).map { reading.low(baseline) * reading.low(price) * (1 - $0) }
      }
      let least = bound(.printed)
      let isRefuted = Finding.isBelow(claimed) { bound($0) ?? 0 }
      let after = price.value == 1 ? "" : " at \(percent(price.value)) of the old prices"
      return Finding(
        measure: .cost, premise: premise, claimed: .dollars(claimed.value), relation: .atLeast, bound: least.map { .dollars($0) },
        verdict: isRefuted ? .refuted : least == nil && !isPossible ? .undecided : .possible,
        sentence: least.map { "At least \(Amount.dollars($0)) of \(Amount.dollars(baseline.value)) is left\(after): " + reason(premise) }
          ?? undecided(saving: 1 - claimed.value / (baseline.value * price.value), isPossible: isPossible))
    }
    let independent = finding(.independent, isPossible: false)
    return [independent, finding(.anyHits, isPossible: independent.verdict == .possible)]
  }

  /// The bill where the provider was changed too, and nobody says to which prices: what caching can have done of it.
  private func split(_ claimed: Claims.Figure, of baseline: Claims.Figure) -> Finding {
    func bound(_ reading: Reading) -> Double { reading.low(baseline) * (1 - (share(reading) ?? 1)) }
    let least = bound(.printed)
    let isPossible = !Finding.isBelow(claimed, bound)
    var sentence = "Prices changed as well, and the new ones are not stated"
    if let a = share(.printed), a < 1, !isPossible {
      sentence +=
        ": caching saves at most \(percent(a)), \(Amount.dollars(baseline.value - least)); the other \(Amount.dollars(least - claimed.value)) "
        + "comes from prices, at \(percent(claimed.value / least)) of the old ones or less. State \"price_ratio\"."
    } else {
      sentence +=
        isPossible && share(.printed) != nil ? "; at equal prices at least \(Amount.dollars(least)) is left." : ", nor the hit rate."
    }
    return Finding(
      measure: .cost, premise: .independent, claimed: .dollars(claimed.value), relation: .atLeast,
      bound: share(.printed).map { _ in .dollars(least) }, verdict: isPossible && share(.printed) != nil ? .possible : .undecided,
      sentence: sentence)
  }

  /// The reduction that the two bills give, where it is not the one stated.
  private func agreement(_ claimed: Claims.Figure, _ cost: Claims.Figure, _ baseline: Claims.Figure) -> Finding? {
    guard strategy.priceRatio?.value == 1, baseline.value > baseline.slack else { return nil }
    let least = 1 - Reading.generous.high(cost) / Reading.generous.low(baseline)
    let most = 1 - Reading.generous.low(cost) / Reading.generous.high(baseline)
    guard Reading.generous.high(claimed) < least - 1e-9 || Reading.generous.low(claimed) > most + 1e-9 else { return nil }
    let given = 1 - cost.value / baseline.value
    return Finding(
      measure: .costReduction, premise: .anyHits, claimed: .share(claimed.value), relation: .equals, bound: .share(given),
      verdict: .refuted,
      sentence: "From \(Amount.dollars(baseline.value)) to \(Amount.dollars(cost.value)) is a reduction by \(percent(given)).")
  }

  private func reason(_ premise: Premise) -> String {
    let a = percent(share(.printed) ?? 0)
    switch premise {
    case .independent: return "\(a) of the requests can be answered, and they cost what the others cost."
    case .anyHits:
      return
        "\(a) of the requests can be answered, and they cost at most \(plain(ratio?.value ?? 1, decimals: 2)) times what the others cost."
    }
  }

  private func undecided(saving: Double, isPossible: Bool) -> String {
    guard share(.printed) != nil else { return "Neither the hit rate nor what repeats is stated, so nothing bounds the saving." }
    if isPossible { return "Possible where hits cost what the others cost, and so whatever is cached." }
    let needed = requiredRatio(saving).map {
      "It takes that requests answered from the cache cost \(plain($0, decimals: 1)) times the others. "
    }
    return (needed ?? "") + "State \"hit_cost_ratio\" of the log to bound that."
  }
}
