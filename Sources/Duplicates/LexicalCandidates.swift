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
      differences: graph.kinds.map { DifferenceKind(rawValue: $0)?.guarded ?? .all }, floor: graph.floor,
      cut: Set(graph.dropped.indices.filter { graph.dropped[$0] > 0 || graph.cut[$0] }.map { UInt32($0) }))
  }
}

extension DifferenceKind {
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
