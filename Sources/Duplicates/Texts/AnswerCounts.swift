public import Similarity

/// How alike the logged answers of some pairs of requests are.
public struct AnswerCounts: Sendable, Equatable {
  /// The pairs of which the log has both answers.
  public internal(set) var compared = 0
  /// … that differ, be it by a letter.
  public internal(set) var differing = 0

  /// Of the pairs of which it is known how alike they are: those that are equal, …
  public internal(set) var equal = 0
  /// … equal but for spelling, …
  public internal(set) var spelling = 0
  /// … similar (``AnswerSketch/similar``), …
  public internal(set) var similar = 0
  /// … and neither.
  public internal(set) var different = 0

  /// The pairs of which it is known how alike they are: where the log was read, and both answers are nothing but text.
  public var likened: Int { equal + spelling + similar + different }

  /// The share that differs by a letter or more, with its 95 % interval (Wilson).
  public var rate: Calibration.Precision { Calibration.Precision(right: differing, total: compared) }

  /// The share that is not even similar, with its 95 % interval (Wilson).
  public var differentRate: Calibration.Precision { Calibration.Precision(right: different, total: likened) }

  mutating func add(differs: Bool, _ likeness: AnswerSketch.Likeness?) {
    compared += 1
    if differs { differing += 1 }
    switch likeness {
    case .spelling: if differs { spelling += 1 } else { equal += 1 }
    case .similar: similar += 1
    case .different: different += 1
    case nil: break
    }
  }
}
