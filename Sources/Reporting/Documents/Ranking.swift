import Simulation
import Studies
import Units

/// Which strategy saves most, where what some stores cost is not known.
///
/// A saving before its store is greater than the same after it, so the two cannot be compared. Of those whose bill is known the one that saves
/// most after it is best, of the others the one that saves most before it; between these two an unpriced store is taken to cost what the
/// other's does: it is better only if it saves more before both stores.
struct Ranking {
  let study: Study
  let money: Money

  /// The best of some; the first of equals, so that the order of the command line decides.
  func best(_ candidates: [StrategyResult]) -> StrategyResult? {
    let known = first(candidates.filter(\.isInfrastructureKnown))
    let unknown = first(candidates.filter { !$0.isInfrastructureKnown })
    guard let known else { return unknown }
    guard let unknown else { return known }
    guard let after = saving(known), let before = saving(unknown) else {
      return [known, unknown].max { hits($0) < hits($1) }
    }
    // Neither pays: the smaller loss, which for the unpriced is a lower bound.
    if before <= .zero { return known }
    return after > .zero && gain(known) >= gain(unknown) ? known : unknown
  }

  /// What a month costs less than today's bill, stores included as far as they have a price; `nil` where nothing has a price.
  func saving(_ result: StrategyResult) -> Dollars? { money.saving(result, of: study) }

  /// What a month saves before any store is paid.
  func gain(_ result: StrategyResult) -> Dollars {
    (saving(result) ?? .zero) + (money.basis == .month ? result.storesMonthly : .zero)
  }

  /// The best of those on the other side: with a known bill where `result` has none, and the other way round. `nil` where it saves nothing.
  func rival(of result: StrategyResult, among candidates: [StrategyResult]) -> StrategyResult? {
    first(candidates.filter { $0.isInfrastructureKnown != result.isInfrastructureKnown }).flatMap { rival in
      saving(rival).map { $0 > .zero } ?? false ? rival : nil
    }
  }

  /// The best of those that are comparable: all with a known bill, or all without.
  private func first(_ candidates: [StrategyResult]) -> StrategyResult? {
    var best: StrategyResult?
    for candidate in candidates where best.map({ isBetter(candidate, than: $0) }) ?? true { best = candidate }
    return best
  }

  private func isBetter(_ a: StrategyResult, than b: StrategyResult) -> Bool {
    if let x = money.all(a), let y = money.all(b), x != y { return x < y }
    return hits(a) > hits(b)
  }

  private func hits(_ result: StrategyResult) -> Double { result.total.tally.requestHitRate.value ?? 0 }
}
