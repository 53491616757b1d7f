import Units

/// Compares choices.
struct Judge {
  let choices: [Advice.Choice]
  let baseline: BriefResult
  let constraints: Constraints
  let month: Month
  private let burdens: [Burden]

  init(choices: [Advice.Choice], baseline: BriefResult, constraints: Constraints, month: Month) {
    self.choices = choices
    self.baseline = baseline
    self.constraints = constraints
    self.month = month
    burdens = choices.map { Burden($0.candidate.strategy) }
  }

  /// Those within the limits that are worth having, the best first (``Merit``).
  var ranking: [Int] {
    Merit.ranked(choices.indices.filter { choices[$0].broken.isEmpty && merit($0).worth > 0 }, by: merit)
  }

  /// The next best that is not the winner's product over again, with settings that change nothing here; the next of all where there is no other.
  var runnerUp: Int? {
    let ranking = ranking
    guard let winner = ranking.first else { return nil }
    let others = ranking.dropFirst()
    return others.first { !isTwin($0, of: winner) } ?? others.first
  }

  /// Whether two are of one product, with all figures alike that are told of them.
  private func isTwin(_ a: Int, of b: Int) -> Bool {
    func figures(_ result: BriefResult) -> [Double?] {
      [result.total?.value, Double(result.hits), result.p95?.seconds, result.wrongShare, result.staleShare]
    }
    return choices[a].candidate.product == choices[b].candidate.product && figures(choices[a].result) == figures(choices[b].result)
  }

  /// The first of each product in ``ranking``.
  var byProduct: [Int] {
    var seen: Set<String> = []
    return ranking.filter { seen.insert(choices[$0].candidate.product).inserted }
  }

  private func merit(_ index: Int) -> Merit {
    let choice = choices[index]
    let worth = choice.saving?.nanodollars ?? Int64(choice.result.hits)
    return Merit(
      worth: worth, gain: choice.saving == nil ? worth : worth + choice.result.infrastructure.nanodollars,
      isWhole: choice.saving == nil || choice.isBilled, risk: choice.result.wrongShare + choice.result.staleShare,
      p95: choice.result.p95 ?? .zero, burden: burdens[index])
  }

  private func best(of indices: [Int]) -> Int? { Merit.ranked(indices, by: merit).first }

  /// The winner against the best of those with less risk.
  func lastDollar(_ winner: Int) -> Advice.Margin? {
    // What differs by the order of a sum alone is no safer.
    let risk = merit(winner).risk
    let safer = choices.indices.filter { choices[$0].broken.isEmpty && merit($0).risk < risk - 1e-9 }
    guard let other = best(of: safer) else { return nil }
    return margin(from: other, to: winner, other: other)
  }

  /// The winner against the best of those without any risk.
  func riskless(_ winner: Int) -> Advice.Margin? {
    guard merit(winner).risk > 0, let other = ranking.first(where: { merit($0).risk == 0 }) else { return nil }
    return margin(from: other, to: winner, other: other)
  }

  /// The best of those beyond the limits against the winner.
  func nextDollar(_ winner: Int) -> Advice.Margin? {
    guard let other = best(of: choices.indices.filter { !choices[$0].broken.isEmpty }),
      Merit.ranked([winner, other], by: merit).first == other, let margin = margin(from: winner, to: other, other: other)
    else { return nil }
    return margin.dollars > .zero ? margin : nil
  }

  private func margin(from a: Int, to b: Int, other: Int) -> Advice.Margin? {
    guard let x = choices[a].saving, let y = choices[b].saving, month.basis != .none else { return nil }
    // Where only one of the two has machines without a price, both are compared before theirs.
    let isBefore = choices[a].isBilled != choices[b].isBilled
    let machines = isBefore ? choices[b].result.infrastructure - choices[a].result.infrastructure : .zero
    return Advice.Margin(
      other: other, dollars: y - x + machines, isBeforeMachines: isBefore,
      wrong: (choices[b].result.wrongShare - choices[a].result.wrongShare) * month.requests,
      stale: (choices[b].result.staleShare - choices[a].result.staleShare) * month.requests)
  }

  /// The choice by the first part, judged by the last.
  func outOfSample(_ cut: Int64) -> Advice.OutOfSample {
    let (chosen, best) = (best(ofPart: 0), best(ofPart: 1))
    return Advice.OutOfSample(
      cut: cut, chosen: chosen, saved: chosen.flatMap { saved($0, part: 1) }, best: best, bestSaved: best.flatMap { saved($0, part: 1) },
      broken: chosen.map { constraints.broken(choices[$0].result.parts[1]) } ?? [])
  }

  /// By the figures of one part alone.
  private func best(ofPart part: Int) -> Int? {
    func merit(_ index: Int) -> Merit {
      let figures = choices[index].result.parts[part]
      let saving = baseline.parts[part].cost.flatMap { before in figures.cost.map { before - $0 } }
      let worth = saving?.nanodollars ?? Int64(figures.hits)
      return Merit(
        worth: worth, gain: saving == nil ? worth : worth + figures.machines.nanodollars,
        isWhole: saving == nil || choices[index].isBilled, risk: figures.wrongShare + figures.staleShare, p95: figures.p95 ?? .zero,
        burden: burdens[index])
    }
    let kept = choices.indices.filter { constraints.broken(choices[$0].result.parts[part]).isEmpty && merit($0).worth > 0 }
    return Merit.ranked(kept, by: merit).first
  }

  /// The share of the bill of a part that is saved; of requests that hit, where nothing is known of money.
  private func saved(_ index: Int, part: Int) -> Double? {
    let figures = choices[index].result.parts[part]
    guard let before = baseline.parts[part].cost, let after = figures.cost else {
      return figures.requests == 0 ? nil : Double(figures.hits) / Double(figures.requests)
    }
    return before > .zero ? (before - after).value / before.value : nil
  }
}
