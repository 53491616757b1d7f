internal import Similarity
import Traces

/// How alike two logged answers are: those of a request and of the earlier one whose answer would have served it.
///
/// A proxy: answers in other words may both be right. What identical prompts disagree in is the model's own, and is subtracted: a model at
/// temperature 1 disagrees with itself more often than one at 0, so each kind of call is held against its own.
public struct AnswerAgreement: Sendable, Equatable {
  /// All pairs.
  public private(set) var all = AnswerCounts()
  /// Those of each kind of call (``AnswerPairs/kind``).
  private var kinds: [AnswerCounts] = []

  /// A kind of call with fewer identical prompts than this is held against the others of few, all together.
  static let fewest = 30

  /// By how much more these differ than `baseline` would if it were asked the same kinds of calls; never below 0, with the 95 % interval of
  /// the difference; `nil` where either has nothing.
  public func excess(over baseline: AnswerAgreement) -> (value: Double, interval: ClosedRange<Double>)? {
    excess(over: baseline) { $0.rate }
  }

  /// How many more of these are not even similar than of `baseline`, as ``excess(over:)``.
  public func differentExcess(over baseline: AnswerAgreement) -> (value: Double, interval: ClosedRange<Double>)? {
    excess(over: baseline) { $0.differentRate }
  }

  /// Newcombe's method 10 (Statistics in Medicine 17, 1998), from Wilson intervals, and for the weighted mean of the baseline its
  /// generalization by Zou and Donner (Statistics in Medicine 27, 2008): squared distances to the limits add up, times the squared weights.
  private func excess(
    over baseline: AnswerAgreement, _ rate: (AnswerCounts) -> Calibration.Precision
  ) -> (value: Double, interval: ClosedRange<Double>)? {
    let own = rate(all)
    guard let p = own.mean, rate(baseline.all).total > 0 else { return nil }
    let terms = expected(of: baseline, rate)
    let q = terms.reduce(0) { $0 + $1.weight * ($1.rate.mean ?? 0) }
    func distance(_ of: (Calibration.Precision, Double) -> Double) -> Double {
      terms.reduce(0) { sum, term in
        let side = term.weight * of(term.rate, term.rate.mean ?? 0)
        return sum + side * side
      }
    }
    let (up, down) = (distance { $0.interval.upperBound - $1 }, distance { $1 - $0.interval.lowerBound })
    let (below, above) = (p - own.interval.lowerBound, own.interval.upperBound - p)
    let low = p - q - (below * below + up).squareRoot()
    let high = p - q + (above * above + down).squareRoot()
    return (max(0, p - q), max(0, low)...max(0, high))
  }

  /// The rates of `baseline` that these are held against, with the share of these pairs each of them is for.
  private func expected(
    of baseline: AnswerAgreement, _ rate: (AnswerCounts) -> Calibration.Precision
  ) -> [(rate: Calibration.Precision, weight: Double)] {
    var terms: [(Calibration.Precision, Double)] = []
    var (few, others) = (Calibration.Precision(right: 0, total: 0), 0)
    for kind in 0..<max(kinds.count, baseline.kinds.count) {
      let count = kind < kinds.count ? rate(kinds[kind]).total : 0
      let known = kind < baseline.kinds.count ? rate(baseline.kinds[kind]) : Calibration.Precision(right: 0, total: 0)
      if known.total >= Self.fewest {
        if count > 0 { terms.append((known, Double(count) / Double(rate(all).total))) }
      } else {
        others += count
        few = Calibration.Precision(right: few.right + known.right, total: few.total + known.total)
      }
    }
    if others > 0 {
      terms.append((few.total >= Self.fewest ? few : rate(baseline.all), Double(others) / Double(rate(all).total)))
    }
    return terms
  }

  mutating func add(_ pairs: AnswerPairs, _ i: Int, _ earlier: Int) {
    guard let differs = pairs.differ(i, earlier) else { return }
    add(differs: differs, pairs.likeness(i, earlier), kind: pairs.kind(i))
  }

  mutating func add(differs: Bool, _ likeness: AnswerSketch.Likeness? = nil, kind: Int = 0) {
    while kinds.count <= kind { kinds.append(AnswerCounts()) }
    all.add(differs: differs, likeness)
    kinds[kind].add(differs: differs, likeness)
  }
}

/// How alike the answers of two requests are, where both are the model's own and whole.
struct AnswerPairs {
  private let requests: Requests
  /// By answer id; empty where answers are only known to be equal or not.
  private let sketches: [AnswerSketch]
  /// By row of parameters.
  private let kinds: [Int]

  init(_ trace: Trace, sketches: [AnswerSketch] = []) {
    requests = trace.requests
    self.sketches = sketches
    let (models, temperatures) = (trace.parameters[.model], trace.parameters[.temperature])
    kinds = (0..<trace.parameters.count).map { row in
      let temperature = temperatures.flatMap { trace.temperatures[Int($0[row])] }
      return 3 * Int(models?[row] ?? 0) + (temperature == 0 ? 0 : temperature == nil ? 1 : 2)
    }
  }

  /// The number of the kind of call a request is: of its model, and whether its temperature is 0, not said, or above.
  func kind(_ i: Int) -> Int { kinds[Int(requests.parameters[i])] }

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
  public var isLikened: Bool { [identical, near, semantic, templated].contains { $0.all.likened > 0 } }

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
