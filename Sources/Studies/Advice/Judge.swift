import Units

/// Compares choices.
struct Judge {
  let choices: [Advice.Choice]
  let baseline: BriefResult
  let constraints: Constraints
  let month: Month
  let requests: Int

  /// Those within the limits that are worth having, the best first: by saving (by hits where nothing is known of money), then by risk, then
  /// those whose bill is whole, then by P95, then by their order.
  var ranking: [Int] {
    choices.indices.filter { choices[$0].broken.isEmpty && worth($0) > 0 }.sorted(by: isBetter)
  }

  /// The first of each product in ``ranking``.
  var byProduct: [Int] {
    var seen: Set<String> = []
    return ranking.filter { seen.insert(choices[$0].candidate.product).inserted }
  }

  private func isBetter(_ a: Int, _ b: Int) -> Bool {
    if worth(a) != worth(b) { return worth(a) > worth(b) }
    if risk(a) != risk(b) { return risk(a) < risk(b) }
    if choices[a].isBilled != choices[b].isBilled { return choices[a].isBilled }
    let (x, y) = (choices[a].result.p95 ?? .zero, choices[b].result.p95 ?? .zero)
    return x != y ? x < y : a < b
  }

  private func worth(_ index: Int) -> Int64 { choices[index].saving?.nanodollars ?? Int64(choices[index].result.hits) }

  private func risk(_ index: Int) -> Double { choices[index].result.wrongShare + choices[index].result.staleShare }

  /// The winner against the best of those with less risk.
  func lastDollar(_ winner: Int) -> Advice.Margin? {
    // What differs by the order of a sum alone is no safer.
    let safer = choices.indices.filter { choices[$0].broken.isEmpty && risk($0) < risk(winner) - 1e-9 }
    guard let other = safer.min(by: isBetter) else { return nil }
    return margin(from: other, to: winner, other: other)
  }

  /// The winner against the best of those without any risk.
  func riskless(_ winner: Int) -> Advice.Margin? {
    guard risk(winner) > 0, let other = ranking.first(where: { risk($0) == 0 }) else { return nil }
    return margin(from: other, to: winner, other: other)
  }

  /// The best of those beyond the limits against the winner.
  func nextDollar(_ winner: Int) -> Advice.Margin? {
    let beyond = choices.indices.filter { !choices[$0].broken.isEmpty && worth($0) > worth(winner) }
    guard let other = beyond.min(by: isBetter) else { return nil }
    return margin(from: winner, to: other, other: other)
  }

  private func margin(from a: Int, to b: Int, other: Int) -> Advice.Margin? {
    guard let x = choices[a].saving, let y = choices[b].saving, let span = month.span, month.basis != .none else { return nil }
    let perMonth = Double(requests) / (Double(span.upperBound - span.lowerBound) / 86_400e6) * Month.days
    return Advice.Margin(
      other: other, dollars: y - x, wrong: (choices[b].result.wrongShare - choices[a].result.wrongShare) * perMonth,
      stale: (choices[b].result.staleShare - choices[a].result.staleShare) * perMonth)
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
    let ranked = choices.indices.filter { index in
      let figures = choices[index].result.parts[part]
      return constraints.broken(figures).isEmpty && worth(index, part: part) > 0
    }
    return ranked.max { a, b in
      let (x, y) = (choices[a].result.parts[part], choices[b].result.parts[part])
      let (worthA, worthB) = (worth(a, part: part), worth(b, part: part))
      if worthA != worthB { return worthA < worthB }
      let (riskA, riskB) = (x.wrongShare + x.staleShare, y.wrongShare + y.staleShare)
      if riskA != riskB { return riskA > riskB }
      return choices[a].isBilled != choices[b].isBilled ? choices[b].isBilled : a > b
    }
  }

  private func worth(_ index: Int, part: Int) -> Int64 {
    let figures = choices[index].result.parts[part]
    guard let before = baseline.parts[part].cost, let after = figures.cost else { return Int64(figures.hits) }
    return (before - after).nanodollars
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
