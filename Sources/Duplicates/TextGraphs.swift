public import Similarity
public import Traces

extension TextGraph {
  /// Neighbours that a text has at most: the cap is raised from the first to the last of these, until few lists are cut (law 25).
  private static let degrees = [64, 256, 1_024]

  /// The graph of texts compared by their words.
  ///
  /// - Parameters:
  ///   - texts: Distinct texts, the earliest first.
  ///   - textOfPrompt: For each row of ``Trace/prompts`` the place of its text in `texts`, or ``CandidateGraph/none``.
  ///   - floor: The least score of an edge, in ten-thousandths.
  /// - Complexity: that of ``LexicalIndex/graph(limits:threads:)``. The result does not depend on the number of threads.
  public init(words texts: [String], of textOfPrompt: [UInt32], under view: TextView, floor: Int, threads: Int) {
    var builder = LexicalCorpusBuilder()
    for text in texts { builder.append(text) }
    let index = LexicalIndex(builder.freeze(), floor: max(floor, 1))
    let graph = Self.raised(texts: texts.count) { degree in
      var limits = LexicalLimits()
      limits.degree = degree
      return CandidateGraph(index.graph(limits: limits, threads: threads), textOfRequest: [])
    }
    self.init(kind: CandidateGraph.Kind(view: view, measure: .tfidf), textOfPrompt: textOfPrompt, graph: graph)
  }

  /// The graph of texts compared by vectors: those that have none are like no other.
  ///
  /// - Parameters:
  ///   - vectors: Vectors of one model.
  ///   - positions: The place in `texts` of each vector, ascending.
  ///   - texts: Distinct texts, the earliest first.
  /// - Complexity: that of ``VectorSet/neighbours(floor:degree:threads:)``. The result does not depend on the number of threads.
  public init(
    vectors: VectorSet, at positions: [Int], texts: [String], of textOfPrompt: [UInt32], under view: TextView, floor: Int, threads: Int
  ) {
    var builder = LexicalCorpusBuilder()
    for text in texts { builder.append(text) }
    let corpus = builder.freeze()
    let graph = Self.raised(texts: texts.count) { degree in
      let found = vectors.neighbours(floor: Score(rawValue: UInt16(clamping: max(floor, 1))), degree: degree, threads: threads)
      return CandidateGraph(found, at: positions, corpus: corpus, floor: floor)
    }
    self.init(kind: CandidateGraph.Kind(view: view, measure: .embedding), model: vectors.model, textOfPrompt: textOfPrompt, graph: graph)
  }

  /// The graph with the lowest cap under which at most one text of a thousand has a list that is cut; else that with the highest.
  private static func raised(texts: Int, _ make: (Int) -> CandidateGraph) -> CandidateGraph {
    var graph = make(degrees[0])
    for degree in degrees.dropFirst() where graph.cut.count * 1_000 > texts { graph = make(degree) }
    return graph
  }
}

extension CandidateGraph {
  fileprivate init(_ found: Neighbours, at positions: [Int], corpus: LexicalCorpus, floor: Int) {
    var guards = EmbeddingGuard(corpus)
    var offsets: [UInt32] = [0]
    var neighbours: [UInt32] = []
    var scores: [UInt16] = []
    var differences: [Differences] = []
    var cut: Set<UInt32> = []
    var row = 0
    for text in 0..<corpus.count {
      if row < positions.count, positions[row] == text {
        for edge in Int(found.offsets[row])..<Int(found.offsets[row + 1]) {
          let neighbour = positions[Int(found.neighbours[edge])]
          neighbours.append(UInt32(neighbour))
          scores.append(found.scores[edge])
          differences.append(guards.veto(text, neighbour)?.guarded ?? [])
        }
        if found.isCapped[row] { cut.insert(UInt32(text)) }
        row += 1
      }
      offsets.append(UInt32(neighbours.count))
    }
    self.init(
      textOfRequest: [], offsets: offsets, neighbours: neighbours, scores: scores, differences: differences, floor: floor, cut: cut)
  }
}
