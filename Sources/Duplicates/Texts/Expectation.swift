public import Similarity
internal import Units

/// How often hits of one kind are expected to be right, and what the wrong ones come to.
public struct Expectation: Sendable, Equatable {
  /// Of which hits.
  public enum Kind: Sendable, Hashable {
    /// Exact repeats: the same prompt, so the same answer will do.
    case exact
    /// Near repeats by the weakest normalisation that makes them equal.
    case near(Likeness)
    /// Semantic matches by what they differ in.
    case semantic(DifferenceKind)
    /// Semantic matches by score: at least so many ten-thousandths, and less than the next band.
    case band(Int)
  }

  /// Of which hits.
  public let kind: Kind
  /// The hits.
  public internal(set) var volume = Volume()
  /// The labelled pairs that the precision is counted on. In a band of scores they are of several kinds of difference.
  public internal(set) var labelled = Calibration.Precision(right: 0, total: 0)
  /// How many hits are expected to be wrong.
  public internal(set) var wrong = 0.0
  /// What the hits that are expected to be wrong seem to save.
  public internal(set) var wrongDollars = 0.0
  /// Hits of whose kind no labelled pair is known: all are counted as wrong.
  public internal(set) var unknown = 0

  /// Whether it is of a band of scores: its hits are those of kinds of difference too.
  public var isBand: Bool { if case .band = kind { true } else { false } }

  /// The share of hits that are expected to be right; `nil` without hits.
  public var precision: Double? { volume.requests == 0 ? nil : 1 - wrong / Double(volume.requests) }

  init(_ kind: Kind) { self.kind = kind }

  /// Adds a hit that is right as often as the labelled pairs are; exact ones always are.
  mutating func add(_ hit: Volume, _ precision: Calibration.Precision?) {
    volume += hit
    if case .exact = kind { return }
    if precision?.mean == nil { unknown += 1 }
    let share = 1 - (precision?.mean ?? 0)
    wrong += share
    wrongDollars += share * hit.dollars.value
  }
}

extension Expectation {
  /// The lines of all hits of an audit: exact, near by kind, semantic by kind and by band, in this order; those without hits left out.
  static func all(_ costed: CostedTrace, _ classification: Classification, _ matches: TextMatches?) -> [Expectation] {
    let calibration = Calibration.all
    var exact = Expectation(.exact)
    var near = Likeness.near.map { Expectation(.near($0)) }
    var kinds = DifferenceKind.allCases.map { Expectation(.semantic($0)) }
    let starts = matches?.measure.bands ?? []
    var bands = starts.map { Expectation(.band($0)) }
    for index in near.indices { near[index].labelled = calibration.precision(of: Likeness.near[index]) ?? near[index].labelled }
    for i in classification.classes.indices {
      switch classification.classes[i] {
      case .exact: exact.add(costed.volume(i), nil)
      case .near:
        guard let index = Likeness.near.firstIndex(of: classification.likeness[i]) else { continue }
        near[index].add(costed.volume(i), near[index].labelled)
      case .semantic:
        guard let matches, let band = starts.lastIndex(where: { $0 <= Int(matches.score[i]) }) else { continue }
        let precision = matches.precision(i)
        kinds[Int(matches.difference[i].rawValue)].add(costed.volume(i), precision)
        bands[band].add(costed.volume(i), precision)
      default: break
      }
    }
    // What a kind rests on: the labelled pairs of the bands that its hits are in.
    if let matches {
      for index in kinds.indices {
        let scores = matches.threshold...LexicalCorpus.full
        kinds[index].labelled = matches.measure.labelled(DifferenceKind.allCases[index], scores: scores, threshold: matches.threshold)
      }
      for index in bands.indices {
        let end = index + 1 < bands.count ? starts[index + 1] - 1 : LexicalCorpus.full
        bands[index].labelled = matches.measure.labelled(nil, scores: starts[index]...end, threshold: matches.threshold)
      }
    }
    return ([exact] + near + kinds + bands).filter { $0.volume.requests > 0 }
  }
}

extension Audit {
  /// How many hits of a class are expected to be wrong; `nil` for classes that no cache serves.
  public func expectedWrong(of kind: DuplicateClass) -> Double? {
    guard [.exact, .near, .semantic].contains(kind) else { return nil }
    return expectations.reduce(0) { sum, line in
      switch line.kind {
      case .exact: kind == .exact ? sum + line.wrong : sum
      case .near: kind == .near ? sum + line.wrong : sum
      case .semantic: kind == .semantic ? sum + line.wrong : sum
      case .band: sum
      }
    }
  }
}

extension Calibration {
  /// What near matches of a kind are worth.
  func precision(of likeness: Likeness) -> Precision? {
    switch likeness {
    case .none, .exact: nil
    case .spelling: precision(ofNear: .spelling)
    case .fillers: precision(ofNear: .fillers)
    case .inflection: precision(ofNear: .stems)
    case .typo: typos
    }
  }
}
