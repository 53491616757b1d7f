public import Similarity
import Traces

/// How alike two logged answers are: those of a request and of the earlier one whose answer would have served it.
///
/// A proxy: answers in other words may both be right. What identical prompts disagree in is the model's own, and is subtracted.
public struct AnswerAgreement: Sendable, Equatable {
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

  /// By how much more these differ than `baseline`, never below 0, with the 95 % interval of the difference; `nil` where either has nothing.
  public func excess(over baseline: AnswerAgreement) -> (value: Double, interval: ClosedRange<Double>)? {
    Self.excess(rate, over: baseline.rate)
  }

  /// How many more of these are not even similar than of `baseline`, as ``excess(over:)``.
  public func differentExcess(over baseline: AnswerAgreement) -> (value: Double, interval: ClosedRange<Double>)? {
    Self.excess(differentRate, over: baseline.differentRate)
  }

  /// Newcombe's method 10 (Statistics in Medicine 17, 1998): from the two Wilson intervals.
  private static func excess(
    _ rate: Calibration.Precision, over baseline: Calibration.Precision
  ) -> (value: Double, interval: ClosedRange<Double>)? {
    guard let p = rate.mean, let q = baseline.mean else { return nil }
    let (a, b) = (rate.interval, baseline.interval)
    func root(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    let low = p - q - root(p - a.lowerBound, b.upperBound - q)
    let high = p - q + root(a.upperBound - p, q - b.lowerBound)
    return (max(0, p - q), max(0, low)...max(0, high))
  }

  mutating func add(_ pairs: AnswerPairs, _ i: Int, _ earlier: Int) {
    guard let differs = pairs.differ(i, earlier) else { return }
    compared += 1
    if differs { differing += 1 }
    guard let likeness = pairs.likeness(i, earlier) else { return }
    switch likeness {
    case .spelling: if differs { spelling += 1 } else { equal += 1 }
    case .similar: similar += 1
    case .different: different += 1
    }
  }
}

/// How alike the answers of two requests are, where both are the model's own and whole.
struct AnswerPairs {
  private let requests: Requests
  /// By answer id; empty where answers are only known to be equal or not.
  private let sketches: [AnswerSketch]

  init(_ trace: Trace, sketches: [AnswerSketch] = []) {
    requests = trace.requests
    self.sketches = sketches
  }

  /// `nil` where an answer is not in the log, failed, was cut short, or came from a cache: it would agree by itself.
  func differ(_ i: Int, _ earlier: Int) -> Bool? {
    let flags = requests.flags[i].union(requests.flags[earlier])
    guard requests.answer[i] != 0, requests.answer[earlier] != 0 else { return nil }
    guard flags.isDisjoint(with: [.failed, .unfinishedAnswer, .loggedHit]) else { return nil }
    return requests.answer[i] != requests.answer[earlier]
  }

  /// How alike they are; `nil` where one of them says more than its text, or no text was read.
  func likeness(_ i: Int, _ earlier: Int) -> AnswerSketch.Likeness? {
    let (a, b) = (Int(requests.answer[i]), Int(requests.answer[earlier]))
    guard max(a, b) < sketches.count, sketches[a].isKnown, sketches[b].isKnown else { return nil }
    return sketches[a].likeness(to: sketches[b])
  }
}

/// What the logged answers say of each class of would-be hits.
public struct AnswerComparison: Sendable, Equatable {
  /// Identical prompts: how often the model disagrees with itself. Exact repeats, and those that a user asked again.
  public internal(set) var identical = AnswerAgreement()
  /// Near repeats.
  public internal(set) var near = AnswerAgreement()
  /// Semantic matches at the threshold.
  public internal(set) var semantic = AnswerAgreement()
  /// Fillings of one form, which no cache should serve: what would happen if one did.
  public internal(set) var templated = AnswerAgreement()

  /// Whether it is known of any pair how alike its answers are, not only whether they are equal.
  public var isLikened: Bool { [identical, near, semantic, templated].contains { $0.likened > 0 } }

  init(_ pairs: AnswerPairs, _ classification: Classification) {
    for i in classification.classes.indices where classification.match[i] != Classification.noMatch {
      let earlier = Int(classification.match[i])
      switch classification.classes[i] {
      case .exact, .regeneration: if classification.likeness[i] == .exact { identical.add(pairs, i, earlier) }
      case .near: near.add(pairs, i, earlier)
      case .semantic: semantic.add(pairs, i, earlier)
      case .templated: templated.add(pairs, i, earlier)
      default: break
      }
    }
  }
}
