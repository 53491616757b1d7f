import Units

/// What hit rates a log allows.
///
/// A hit answers a request with what an earlier request got, so hits <= requests that repeat an earlier one, in the sense in which the
/// cache takes two for the same: exact <= near <= semantic. And a cache that adds to another answers all that the other answers.
struct HitBounds {
  let facts: Claims.Facts

  /// The share of requests that repeat an earlier one for such a cache; `nil` where it is not stated.
  func repeats(_ matching: Claims.Matching) -> Claims.Figure? {
    let parts: [Claims.Figure?] =
      switch matching {
      case .exact: [facts.exact]
      case .near: [facts.exact, facts.near]
      case .semantic: [facts.exact, facts.near, facts.semantic]
      }
    let stated = parts.compactMap { $0 }
    let sum = stated.count == parts.count ? stated.dropFirst().reduce(stated[0], +) : nil
    return [sum, facts.duplicates].compactMap { $0 }.min { $0.value < $1.value }
  }

  /// The hit rate against the log, and against the strategy that this one adds to.
  func findings(_ strategy: Claims.Strategy, extends other: Claims.Strategy?) -> [Finding] {
    guard let rate = strategy.hitRate else { return [] }
    var findings: [Finding] = []
    if let most = repeats(strategy.matching) {
      findings.append(finding(rate, .atMost, most, Finding.isAbove(rate) { $0.highShare(most) }, reason(strategy.matching, most)))
    } else if let known = repeats(.near), strategy.matching == .semantic {
      findings.append(beyond(rate, known))
    }
    if let other, let least = other.hitRate {
      let sentence = "It adds to “\(other.name)”, so it answers at least the \(percent(least.value)) that the other does."
      findings.append(finding(rate, .atLeast, least, Finding.isBelow(rate) { $0.low(least) }, sentence))
    }
    return findings
  }

  private func finding(
    _ rate: Claims.Figure, _ relation: Finding.Relation, _ limit: Claims.Figure, _ isRefuted: Bool, _ sentence: String
  ) -> Finding {
    Finding(
      measure: .hitRate, premise: .anyHits, claimed: .share(rate.value), relation: relation, bound: .share(limit.value),
      verdict: isRefuted ? .refuted : .possible, sentence: sentence)
  }

  private func reason(_ matching: Claims.Matching, _ most: Claims.Figure) -> String {
    let kinds =
      switch matching {
      case .exact: "equal an earlier one"
      case .near: "equal an earlier one or differ from it in spelling only"
      case .semantic: "repeat an earlier one in any sense"
      }
    return "At most \(percent(most.value)) can be hits: no more requests of the log \(kinds)."
  }

  /// Hits of a semantic cache beyond exact and near repeats, whose number is not stated.
  private func beyond(_ rate: Claims.Figure, _ known: Claims.Figure) -> Finding {
    let rest = max(0, rate.value - known.value) / max(1 - known.value, .leastNonzeroMagnitude)
    let isKnown = rate.value <= known.value
    return Finding(
      measure: .hitRate, premise: .anyHits, claimed: .share(rate.value), relation: .atMost, bound: nil,
      verdict: isKnown ? .possible : .undecided,
      sentence: isKnown
        ? "No more than the exact and near repeats of the log."
        : "Exact and near repeats are \(percent(known.value)); it takes that \(percent(min(1, rest))) of the other requests are answered with "
          + "what somebody asked in other words. State \"semantic\" of the log.")
  }

  /// Shares of one log that are more than the whole; `nil` where they are not.
  func sum() -> Finding? {
    let parts = [facts.exact, facts.near, facts.semantic].compactMap { $0 }
    guard parts.count > 1 else { return nil }
    let sum = parts.dropFirst().reduce(parts[0], +)
    guard Finding.isAbove(sum, { _ in 1 }) else { return nil }
    return Finding(
      measure: .shares, premise: .anyHits, claimed: .share(sum.value), relation: .atMost, bound: .share(1), verdict: .refuted,
      sentence: "Exact, near and semantic repeats are shares of the same requests; together they cannot be more than all.")
  }
}
