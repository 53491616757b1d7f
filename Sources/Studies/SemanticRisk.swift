import Similarity
import Simulation
import Traces

/// How often answers found by meaning are expected to be wrong: by the score of the two texts, and by what they differ in (law 27).
struct SemanticRisk {
  private let graph: CandidateGraph
  private let measure: CandidateGraph.Measure

  /// `nil` where the strategy compares nothing by meaning, or the traffic does not know which texts are alike.
  init?(_ strategy: Strategy, _ traffic: Traffic) {
    guard let layer = strategy.semantic else { return nil }
    guard let graph = traffic.graphs[CandidateGraph.Kind(view: layer.view, measure: layer.measure)] else { return nil }
    self.graph = graph
    measure = layer.measure
  }

  /// The chance that the answer to request `origin` is wrong for request `i`, which got it by meaning: 0 where both asked the same text.
  ///
  /// - Complexity: O(neighbours of a text).
  func wrong(_ i: Int, answeredBy origin: Int) -> Double {
    let (text, other) = (graph.textOfRequest[i], graph.textOfRequest[origin])
    guard text != other, text != CandidateGraph.none else { return 0 }
    for edge in Int(graph.offsets[Int(text)])..<Int(graph.offsets[Int(text) + 1]) where graph.neighbours[edge] == other {
      return Self.wrong(score: Int(graph.scores[edge]), differences: graph.differences[edge], measure)
    }
    return Self.beyondGraph
  }

  /// Pairs that differ in what a guard refuses count as pairs with this difference do among labelled ones (``Calibration``); all others as
  /// hits of their band do in ``falseHits(_:)``.
  static func wrong(score: Int, differences: CandidateGraph.Differences, _ measure: CandidateGraph.Measure) -> Double {
    let kinds = Self.kinds.filter { differences.contains($0.difference) }
      .compactMap { Calibration.all.precision(of: $0.kind, score: max(score, Calibration.bands[0])) }
    if let least = kinds.compactMap(\.mean).min() { return 1 - least }
    let bands = falseHits(measure)
    return (bands.last { $0.from <= score } ?? bands[0]).share
  }

  /// For a hit whose pair no graph has, which none should be: the share of wrong ones of pairs alike by vectors from .95 on and not vetoed.
  private static let beyondGraph = 0.12

  private static let kinds: [(difference: CandidateGraph.Differences, kind: DifferenceKind)] = [
    (.number, .number), (.negation, .negation), (.opposite, .opposite), (.order, .order), (.name, .substitution), (.intent, .question),
  ]

  /// The share of wrong hits by score, from this one to the next, measured on a stream of labelled questions of which every second has only
  /// a look-alike that means something else in the cache (Quora question pairs; 20,000 questions against 23,712; vectors of MiniLM). Look-alikes
  /// that nobody labelled count as wrong, so these are upper bounds.
  private static func falseHits(_ measure: CandidateGraph.Measure) -> [(from: Int, share: Double)] {
    switch measure {
    case .embedding:
      [(0, 0.95), (7_000, 0.76), (8_000, 0.58), (8_500, 0.42), (9_000, 0.26), (9_500, 0.16), (9_800, 0.05)]
    case .tfidf:
      [(0, 0.54), (7_000, 0.48), (8_000, 0.48), (8_500, 0.38), (9_000, 0.28), (9_500, 0.05)]
    }
  }
}
