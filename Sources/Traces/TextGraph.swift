/// Which texts of a trace are alike under a view: the part of a ``CandidateGraph`` that does not depend on which requests are looked at.
///
/// It is made once, of all logs together, so that its scores are frozen (law 26): a part of the trace, or more traffic made of it, has the
/// same graph, and only asks other texts of it.
public struct TextGraph: Sendable, Equatable {
  /// What is compared, and how.
  public let kind: CandidateGraph.Kind
  /// The model whose vectors were compared; empty where words were.
  public let model: String
  /// The text of each row of ``Trace/prompts`` under the view, or ``CandidateGraph/none``.
  public private(set) var textOfPrompt: [UInt32]
  /// The graph; no request asks it yet.
  public let graph: CandidateGraph

  /// A graph of the texts that rows of ``Trace/prompts`` have.
  public init(kind: CandidateGraph.Kind, model: String = "", textOfPrompt: [UInt32], graph: CandidateGraph) {
    self.kind = kind
    self.model = model
    self.textOfPrompt = textOfPrompt
    self.graph = graph.asked(by: [])
  }

  /// The rows of prompts have been renumbered: `old` has the old one of each.
  mutating func follow(_ old: [UInt32]) { textOfPrompt = old.map { textOfPrompt[Int($0)] } }
}

extension Trace {
  /// Lets the trace carry these graphs, made for its own rows of ``prompts``, instead of those that it has of the same kind.
  public mutating func carry(_ graphs: [TextGraph]) {
    for graph in graphs {
      precondition(graph.textOfPrompt.count == prompts.count, "one text per row of prompts")
      self.graphs.removeAll { $0.kind == graph.kind }
      self.graphs.append(graph)
    }
  }

  /// The graphs as the requests of this trace ask them.
  ///
  /// - Complexity: O(requests) for each.
  public func candidateGraphs() -> [CandidateGraph.Kind: CandidateGraph] {
    var out: [CandidateGraph.Kind: CandidateGraph] = [:]
    for graph in graphs { out[graph.kind] = graph.graph.asked(by: requests.prompt.map { graph.textOfPrompt[Int($0)] }) }
    return out
  }
}
