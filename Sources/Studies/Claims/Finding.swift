import Units

/// What a check says of a claim.
public enum Verdict: String, Sendable, CaseIterable {
  /// No requests whatever, within the premise, give these figures.
  case refuted
  /// What would decide it is not stated.
  case undecided
  /// There are requests that give these figures.
  case possible
}

/// What a bound rests on.
public enum Premise: String, Sendable, CaseIterable {
  /// Hits fall on slow and fast, dear and cheap requests alike.
  case independent
  /// None: whichever requests are cached.
  case anyHits = "any_hits"
}

/// An amount with its unit.
public enum Amount: Sendable, Equatable, CustomStringConvertible {
  case milliseconds(Double)
  case share(Double)
  case dollars(Double)

  /// As a person reads it.
  public var description: String {
    switch self {
    case .milliseconds(let value): Microseconds(milliseconds: value).description
    case .share(let value): percent(value)
    case .dollars(let value): Dollars(value).description
    }
  }

  /// The number, in milliseconds, as a fraction of 1, or in dollars.
  public var value: Double {
    switch self {
    case .milliseconds(let value), .share(let value), .dollars(let value): value
    }
  }
}

/// One bound held against one claimed figure.
public struct Finding: Sendable, Equatable {
  /// The figure that is judged.
  public enum Measure: Sendable, Hashable {
    case hitRate, mean, costReduction, cost, bill, shares, inputPrice, outputPrice
    case percentile(Claims.Percentile)
    /// The order of percentiles.
    case order
  }

  /// On which side of the bound the figure must lie.
  public enum Relation: String, Sendable {
    case atLeast = "at_least"
    case atMost = "at_most"
    case equals
  }

  /// What is judged.
  public let measure: Measure
  /// What the bound rests on.
  public let premise: Premise
  /// The figure as claimed.
  public let claimed: Amount
  /// How it must lie to ``bound``.
  public let relation: Relation
  /// The bound from the figures as printed; `nil` where nothing bounds it.
  public let bound: Amount?
  /// What follows.
  public let verdict: Verdict
  /// Why, with the numbers, in one or two sentences.
  public let sentence: String
}

/// What was found about one row of the claims.
public struct Subject: Sendable, Equatable {
  /// What kind of row.
  public enum Kind: String, Sendable {
    case baseline, strategy, bill, price
  }

  /// What kind of row.
  public let kind: Kind
  /// The row's name.
  public let name: String
  /// All bounds, the figures in the order of the file.
  public let findings: [Finding]

  /// The findings that count under a premise: those that rest on it, and those that need none. What is refuted whatever is cached stays so.
  public func findings(under premise: Premise) -> [Finding] {
    let special = Set(findings.filter { $0.premise == .independent }.map(\.measure))
    return findings.filter { finding in
      switch premise {
      case .anyHits: finding.premise == .anyHits
      case .independent: finding.premise == .independent || finding.verdict == .refuted || !special.contains(finding.measure)
      }
    }
  }

  /// The worst of what counts under a premise.
  public func verdict(under premise: Premise) -> Verdict {
    let verdicts = Set(findings(under: premise).map(\.verdict))
    return Verdict.allCases.first { verdicts.contains($0) } ?? .undecided
  }

  /// The finding that decides: the first of the worst.
  public func deciding(under premise: Premise) -> Finding? {
    let worst = verdict(under: premise)
    return findings(under: premise).first { $0.verdict == worst }
  }
}
