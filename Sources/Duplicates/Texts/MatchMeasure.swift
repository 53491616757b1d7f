public import Similarity

/// By what texts are compared, and what is known of how right that is.
public enum MatchMeasure: Sendable, Equatable {
  /// Their words.
  case words
  /// Vectors of an embedding model.
  case vectors(model: String)

  /// The threshold unless another one is asked for, in units of 1/10,000.
  public var usualThreshold: Int {
    switch self {
    case .words: 9_000
    case .vectors: 9_500
    }
  }

  /// Where bands of scores start, in units of 1/10,000.
  public var bands: [Int] {
    switch self {
    case .words: Calibration.bands
    case .vectors: VectorCalibration.bands
    }
  }

  /// The sets of labelled pairs that precision is counted on.
  public var sources: [String] {
    switch self {
    case .words: Calibration.sources
    case .vectors: VectorCalibration.sources
    }
  }

  /// How often a match of this score is right; `nil` where no labelled pair says it.
  public func precision(of difference: DifferenceKind, score: Int, isRefused: Bool) -> Calibration.Precision? {
    switch self {
    case .words: Calibration.all.precision(of: difference, score: score)
    case .vectors: VectorCalibration.all.precision(score: score, isRefused: isRefused)
    }
  }

  /// The labelled pairs that stand for hits within a range of scores, of one kind of difference or of all, as far as no guard refuses them at
  /// the threshold. Of vectors, no pairs are known by kind.
  func labelled(_ kind: DifferenceKind?, scores: ClosedRange<Int>, threshold: Int) -> Calibration.Precision {
    switch self {
    case .words:
      (kind.map { [$0] } ?? DifferenceKind.allCases).reduce(Calibration.Precision(right: 0, total: 0)) { sum, kind in
        guard let least = kind.leastScore(threshold: threshold), least <= scores.upperBound else { return sum }
        let served = least > threshold ? max(scores.lowerBound, least) : scores.lowerBound
        return sum + Calibration.all.pairs(of: [kind], scores: served...scores.upperBound)
      }
    case .vectors: kind == nil ? VectorCalibration.all.pairs(from: scores) : Calibration.Precision(right: 0, total: 0)
    }
  }
}

/// The vectors of texts, by the ids of the texts.
public struct TextVectors: Sendable {
  /// Vectors of one model.
  public let set: VectorSet
  /// By text id, the row of its vector; ``none`` where it has none.
  public let rows: [UInt32]

  /// Stands for "no vector" in ``rows``.
  public static let none = UInt32.max

  /// Vectors; `positions` has the text id of each, ascending, of `count` texts.
  public init(_ set: VectorSet, at positions: [Int], of count: Int) {
    self.set = set
    var rows = [UInt32](repeating: Self.none, count: count)
    for (row, text) in positions.enumerated() { rows[text] = UInt32(row) }
    self.rows = rows
  }
}
