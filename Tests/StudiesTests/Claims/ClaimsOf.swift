@testable import Studies

extension Claims.Latency {
  /// Exact figures, in milliseconds.
  static func of(mean: Double? = nil, p50: Double? = nil, p90: Double? = nil, p95: Double? = nil, p99: Double? = nil) -> Claims.Latency {
    var latency = Claims.Latency()
    latency.mean = mean.map { Claims.Figure($0) }
    latency.p50 = p50.map { Claims.Figure($0) }
    latency.p90 = p90.map { Claims.Figure($0) }
    latency.p95 = p95.map { Claims.Figure($0) }
    latency.p99 = p99.map { Claims.Figure($0) }
    return latency
  }
}

extension Claims {
  /// One strategy against a baseline.
  static func one(_ baseline: Latency = Latency(), cost: Double? = nil, facts: Facts = Facts(), _ change: (inout Strategy) -> Void)
    -> Claims
  {
    var claims = Claims()
    claims.baseline.latency = baseline
    claims.baseline.cost = cost.map { Figure($0) }
    claims.facts = facts
    var strategy = Strategy()
    strategy.name = "it"
    change(&strategy)
    claims.strategies = [strategy]
    return claims
  }
}

extension ClaimCheck {
  /// The finding about a figure of a row.
  func finding(_ measure: Finding.Measure, _ premise: Premise, of name: String = "it") -> Finding? {
    subjects.first { $0.name == name }?.findings.first { $0.measure == measure && $0.premise == premise }
  }

  func verdict(_ measure: Finding.Measure, _ premise: Premise, of name: String = "it") -> Verdict? {
    finding(measure, premise, of: name)?.verdict
  }
}
