public import Similarity
import Traces

/// How often two logged answers differ: those of a request and of the earlier one whose answer would have served it.
///
/// A proxy: answers that differ in their words may both be right. What identical prompts disagree in is the model's own, and is subtracted.
public struct AnswerAgreement: Sendable, Equatable {
  /// The pairs of which the log has both answers.
  public internal(set) var compared = 0
  /// … that differ.
  public internal(set) var differing = 0

  /// The share that differs, with its 95 % interval (Wilson).
  public var rate: Calibration.Precision { Calibration.Precision(right: differing, total: compared) }

  /// By how much more these differ than `baseline`, never below 0, with the 95 % interval of the difference; `nil` where either has nothing.
  ///
  /// Newcombe's method 10 (Statistics in Medicine 17, 1998): from the two Wilson intervals.
  public func excess(over baseline: AnswerAgreement) -> (value: Double, interval: ClosedRange<Double>)? {
    guard let p = rate.mean, let q = baseline.rate.mean else { return nil }
    let (a, b) = (rate.interval, baseline.rate.interval)
    func root(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    let low = p - q - root(p - a.lowerBound, b.upperBound - q)
    let high = p - q + root(a.upperBound - p, q - b.lowerBound)
    return (max(0, p - q), max(0, low)...max(0, high))
  }

  mutating func add(_ pairs: AnswerPairs, _ i: Int, _ earlier: Int) {
    guard let differs = pairs.differ(i, earlier) else { return }
    compared += 1
    if differs { differing += 1 }
  }
}

/// Whether the answers of two requests differ, where both are the model's own and whole.
struct AnswerPairs {
  private let requests: Requests

  init(_ trace: Trace) { requests = trace.requests }

  /// `nil` where an answer is not in the log, failed, was cut short, or came from a cache: it would agree by itself.
  func differ(_ i: Int, _ earlier: Int) -> Bool? {
    let flags = requests.flags[i].union(requests.flags[earlier])
    guard requests.answer[i] != 0, requests.answer[earlier] != 0 else { return nil }
    guard flags.isDisjoint(with: [.failed, .unfinishedAnswer, .loggedHit]) else { return nil }
    return requests.answer[i] != requests.answer[earlier]
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

  init(_ trace: Trace, _ classification: Classification) {
    let pairs = AnswerPairs(trace)
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
