public import Similarity
public import Traces

extension CandidateGraph {
  /// The graph of texts compared by their words, for the requests that ask them: `textOfRequest` has the place of each request's text among
  /// the texts of the index, or ``CandidateGraph/none``.
  ///
  /// A text is cut where the cap on the degree left neighbours out, or the search ended before it had seen all (law 25).
  public init(_ graph: LexicalGraph, textOfRequest: [UInt32]) {
    self.init(
      textOfRequest: textOfRequest, offsets: graph.offsets, neighbours: graph.neighbours, scores: graph.scores,
      differences: zip(graph.kinds, graph.scores).map { DifferenceKind(rawValue: $0)?.guarded(score: Int($1)) ?? .all }, floor: graph.floor,
      cut: Set(graph.dropped.indices.filter { graph.dropped[$0] > 0 || graph.cut[$0] }.map { UInt32($0) }))
  }
}

extension DifferenceKind {
  /// The guard of a strategy that refuses this difference between texts of a score by their words, in ten-thousandths: a content word
  /// more or less asks for something else unless the score is so high that it is served at the usual threshold.
  public func guarded(score: Int) -> CandidateGraph.Differences {
    let usual = MatchMeasure.words.usualThreshold
    guard let least = leastScore(threshold: usual) else { return guarded }
    return score < least && least > usual ? .intent : []
  }

  /// The guard of a strategy that refuses this difference; none for what is no veto.
  public var guarded: CandidateGraph.Differences {
    switch self {
    case .none, .filler, .inflection, .typo, .function, .insertion, .general: []
    case .number, .unit: .number
    case .negation: .negation
    case .opposite, .logic: .opposite
    case .order, .exchange: .order
    case .substitution, .name, .literal: .name
    case .symbol, .question, .detail: .intent
    }
  }
}
