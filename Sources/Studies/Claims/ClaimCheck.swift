public import Pricing

/// Claims held against one another: could all of these figures be true?
///
/// Only figures that are too good are refuted: a cache can make latencies and bills worse without limit.
public struct ClaimCheck: Sendable {
  /// What was claimed.
  public let claims: Claims
  /// The baseline, where it contradicts itself, then strategies and bills in the order of the file.
  public let subjects: [Subject]

  /// Checks `claims`.
  ///
  /// - Parameter prices: What claimed prices are held against.
  /// - Throws: ``ClaimsError`` where rows cannot be told apart.
  /// - Complexity: O(rows).
  public init(_ claims: Claims, prices: PriceBook = .builtIn) throws(ClaimsError) {
    try claims.validate()
    self.claims = claims
    let byName = Dictionary(claims.strategies.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let hits = HitBounds(facts: claims.facts)
    let own = [Finding.mean(claims.baseline.latency), Finding.order(claims.baseline.latency), hits.sum()].compactMap { $0 }
      .filter { $0.verdict == .refuted }
    var subjects = own.isEmpty ? [] : [Subject(kind: .baseline, name: "baseline", findings: own)]
    for strategy in claims.strategies {
      let findings = hits.findings(strategy, extends: byName[strategy.extends])
      subjects.append(Subject(kind: .strategy, name: strategy.name, findings: findings + ClaimCheck.findings(strategy, claims, hits)))
    }
    for bill in claims.bills {
      subjects.append(Subject(kind: .bill, name: bill.name, findings: [bill.finding].compactMap { $0 }))
    }
    for price in claims.prices { subjects.append(Subject(kind: .price, name: price.name, findings: price.findings(prices))) }
    self.subjects = subjects
  }

  /// Latencies and money.
  private static func findings(_ strategy: Claims.Strategy, _ claims: Claims, _ hits: HitBounds) -> [Finding] {
    let repeats = hits.repeats(strategy.matching)
    var findings: [Finding] = []
    if let share = strategy.hitRate ?? repeats {
      let bounds = LatencyBounds(
        baseline: claims.baseline.latency, hit: claims.hit, fewestHits: strategy.hitRate ?? Claims.Figure(0), hits: share,
        claimed: strategy.latency)
      findings += bounds.findings()
    } else {
      findings += Finding.withoutHitRate(strategy.latency)
    }
    let cost = CostBounds(
      baseline: claims.baseline.cost, strategy: strategy, answered: [strategy.hitRate, repeats].compactMap { $0 },
      ratio: claims.facts.hitCostRatio)
    return findings + cost.findings()
  }

  /// The subjects of a verdict under a premise.
  public func subjects(_ verdict: Verdict, under premise: Premise) -> [Subject] {
    subjects.filter { $0.verdict(under: premise) == verdict }
  }
}
