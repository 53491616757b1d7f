import Similarity
internal import Units

/// What a semantic cache behind exact and near keys would hit at one threshold, with and without guards, and how right it would be.
public struct ThresholdPoint: Sendable, Equatable {
  /// The least score, in units of 1/10,000.
  public let threshold: Int
  /// Semantic hits: as alike as the threshold asks, no veto, not templated.
  public internal(set) var hits = Volume()
  /// … of which so many are expected to be wrong.
  public internal(set) var wrong = 0.0
  /// What a cache without guards would hit.
  public internal(set) var unguarded = Volume()
  /// … of which so many are expected to be wrong.
  public internal(set) var unguardedWrong = 0.0
  /// What the logged answers of the semantic hits say.
  public internal(set) var answers = AnswerAgreement()

  /// The share of semantic hits that are expected to be right; `nil` without hits.
  public var precision: Double? { Self.precision(wrong, of: hits.requests) }
  /// The same without guards.
  public var unguardedPrecision: Double? { Self.precision(unguardedWrong, of: unguarded.requests) }

  private static func precision(_ wrong: Double, of hits: Int) -> Double? { hits == 0 ? nil : 1 - wrong / Double(hits) }

  /// The thresholds of a sweep, in units of 1/10,000.
  public static let thresholds = [7_000, 7_500, 8_000, 8_500, 9_000, 9_250, 9_500, 9_700, 9_800, 9_900]
}

extension ThresholdPoint {
  /// One point for each of ``thresholds``, from one pass: what is the best match does not depend on the threshold.
  static func sweep(
    _ costed: CostedTrace, _ classification: Classification, _ matches: TextMatches, _ answers: AnswerPairs
  ) -> [ThresholdPoint] {
    var points = thresholds.map { ThresholdPoint(threshold: $0) }
    for i in classification.classes.indices where matches.match[i] != Classification.noMatch {
      // What a typing error makes near no key answers; a semantic cache does.
      switch classification.classes[i] {
      case .templated, .semantic, .unique: break
      case .near where classification.likeness[i] == .typo: break
      default: continue
      }
      let wrong = 1 - (matches.precision(i)?.mean ?? 0)
      let volume = costed.volume(i)
      for index in points.indices where Int(matches.score[i]) >= points[index].threshold {
        points[index].unguarded += volume
        points[index].unguardedWrong += wrong
        guard matches.isHit(i, threshold: points[index].threshold) else { continue }
        points[index].hits += volume
        points[index].wrong += wrong
        points[index].answers.add(answers, i, Int(matches.match[i]))
      }
    }
    return points
  }
}
