extension TraceWriter {
  /// The graphs of a trace: what they are in one section, and five columns of each. A trace without graphs has no such sections.
  mutating func add(_ graphs: [TextGraph]) throws(TraceFileError) {
    guard !graphs.isEmpty else { return }
    var sink = ByteSink()
    sink.append(UInt32(graphs.count))
    for graph in graphs {
      let view = graph.kind.view
      sink.append(UInt32(clamping: view.messages ?? 0))
      sink.append(UInt8((view.onlyUser ? 1 : 0) | (view.withSystem ? 2 : 0)))
      sink.append(graph.kind.measure.rawValue)
      sink.append(graph.model)
      sink.append(UInt32(clamping: graph.graph.floor))
    }
    try addText("graphs", sink.bytes)
    for (index, graph) in graphs.enumerated() {
      let edges = graph.graph
      try add("graph.\(index).prompts", graph.textOfPrompt)
      try add("graph.\(index).degrees", zip(edges.offsets, edges.offsets.dropFirst()).map { UInt32($1 - $0) })
      try add("graph.\(index).neighbours", edges.neighbours)
      try add("graph.\(index).scores", edges.scores)
      try add("graph.\(index).differences", edges.differences.map(\.rawValue))
      try add("graph.\(index).cut", edges.cut.sorted())
    }
  }
}

extension TraceReader {
  /// More graphs than anybody compares by, and more neighbours of a text than any cap lets it have.
  private static let mostGraphs = 64
  private static let mostNeighbours = 4_096

  /// The graphs of a trace with so many rows of prompts.
  func graphs(prompts: Int) throws(TraceFileError) -> [TextGraph] {
    guard has("graphs") else { return [] }
    let kinds = try text("graphs") { source throws(TraceFileError) in
      let count = Int(try source.number(UInt32.self))
      guard count <= Self.mostGraphs else { throw source.failure("it has \(count) graphs") }
      var kinds: [(kind: CandidateGraph.Kind, model: String, floor: Int)] = []
      for _ in 0..<count {
        let messages = Int(try source.number(UInt32.self))
        let bits = try source.number(UInt8.self)
        guard let measure = CandidateGraph.Measure(rawValue: try source.text()) else {
          throw source.failure("texts are compared in no known way")
        }
        let view = TextView(messages: messages == 0 ? nil : messages, onlyUser: bits & 1 != 0, withSystem: bits & 2 != 0)
        kinds.append((CandidateGraph.Kind(view: view, measure: measure), try source.text(), Int(try source.number(UInt32.self))))
      }
      return kinds
    }
    var graphs: [TextGraph] = []
    for (index, (kind, model, floor)) in kinds.enumerated() {
      let name = "graph.\(index)"
      let textOfPrompt = try column("\(name).prompts", counts: prompts...prompts, of: UInt32.self)
      let degrees = try column("\(name).degrees", counts: 0...prompts, of: UInt32.self)
      var offsets: [UInt32] = [0]
      var sum = 0
      for degree in degrees {
        sum += Int(degree)
        guard degree <= Self.mostNeighbours, sum <= UInt32.max else {
          throw .inconsistent(section: "\(name).degrees", reason: "a text has \(degree) neighbours")
        }
        offsets.append(UInt32(sum))
      }
      let neighbours = try column("\(name).neighbours", counts: sum...sum, of: UInt32.self)
      let scores = try column("\(name).scores", counts: sum...sum, of: UInt16.self)
      let differences = try column("\(name).differences", counts: sum...sum, of: UInt8.self)
      let cut = try column("\(name).cut", counts: 0...degrees.count, of: UInt32.self)
      let graph = CandidateGraph(
        textOfRequest: [], offsets: offsets, neighbours: neighbours, scores: scores,
        differences: differences.map { CandidateGraph.Differences(rawValue: $0) }, floor: floor, cut: Set(cut))
      graphs.append(TextGraph(kind: kind, model: model, textOfPrompt: textOfPrompt, graph: graph))
    }
    return graphs
  }
}

extension TextGraph {
  /// Checks that every id is that of a text, that scores fall, and that nothing lies below the floor.
  func checkConsistency(section: String, prompts: Int) throws(TraceFileError) {
    func fail(_ part: String, _ reason: String) -> TraceFileError { .inconsistent(section: "\(section).\(part)", reason: reason) }
    guard textOfPrompt.count == prompts else { throw fail("prompts", "it is not as long as \"prompts.messages\"") }
    let texts = UInt32(graph.texts)
    guard textOfPrompt.allSatisfy({ $0 < texts || $0 == CandidateGraph.none }) else { throw fail("prompts", "a text is not in the graph") }
    guard graph.neighbours.allSatisfy({ $0 < texts }) else { throw fail("neighbours", "a neighbour is not in the graph") }
    guard graph.cut.allSatisfy({ $0 < texts }) else { throw fail("cut", "a text is not in the graph") }
    guard graph.differences.allSatisfy({ CandidateGraph.Differences.all.isSuperset(of: $0) }) else {
      throw fail("differences", "a kind of difference is not known")
    }
    guard graph.floor <= 10_000, graph.scores.allSatisfy({ $0 <= 10_000 && Int($0) >= graph.floor }) else {
      throw fail("scores", "a score is above a cosine of 1, or below the floor")
    }
  }
}
