import Testing
import Traces
import Units

/// A random graph over the prompts of a trace: edges with falling scores, some prompts without a text.
private func randomGraph(_ dice: inout Dice, of trace: Trace, measure: CandidateGraph.Measure = .tfidf) -> TextGraph {
  let texts = 1 + dice.roll(max(trace.prompts.count, 1))
  var offsets: [UInt32] = [0]
  var neighbours: [UInt32] = []
  var scores: [UInt16] = []
  var differences: [CandidateGraph.Differences] = []
  for _ in 0..<texts {
    let row = (0..<dice.roll(4)).map { _ in UInt16(7_000 + dice.roll(3_001)) }.sorted(by: >)
    scores += row
    neighbours += row.map { _ in dice.id(texts) }
    differences += row.map { _ in CandidateGraph.Differences(rawValue: UInt8(dice.roll(64))) }
    offsets.append(UInt32(neighbours.count))
  }
  let graph = CandidateGraph(
    textOfRequest: [], offsets: offsets, neighbours: neighbours, scores: scores, differences: differences, floor: 7_000,
    cut: Set((0..<dice.roll(3)).map { _ in dice.id(texts) }))
  let view = [TextView.lastUserMessage, .lastMessage, TextView(withSystem: true)][dice.roll(3)]
  return TextGraph(
    kind: CandidateGraph.Kind(view: view, measure: measure), model: measure == .embedding ? "größer" : "",
    textOfPrompt: (0..<trace.prompts.count).map { $0 == 0 || dice.chance(0.1) ? CandidateGraph.none : dice.id(texts) }, graph: graph)
}

private func randomTraceWithGraphs(_ seed: UInt64, requests: Int) -> Trace {
  var dice = Dice(seed &+ 1_000)
  var trace = randomTrace(seed, requests: requests)
  trace.carry([randomGraph(&dice, of: trace), randomGraph(&dice, of: trace, measure: .embedding)])
  return trace
}

@Suite("Which texts are alike, carried by a trace")
struct TextGraphTests {
  @Test("comes back from the trace file as it was", arguments: [0, 1, 40])
  func comesBack(requests: Int) throws {
    for seed in 0..<8 as Range<UInt64> {
      let trace = randomTraceWithGraphs(seed, requests: requests)
      let bytes = try trace.encoded()
      let back = try Trace(decoding: bytes)
      #expect(back == trace && back.graphs.count == 2)
      #expect(try back.encoded() == bytes)
    }
  }

  @Test("follows the requests through every part that is taken of a trace")
  func follows() {
    for seed in 0..<40 as Range<UInt64> {
      let trace = randomTraceWithGraphs(seed, requests: 60)
      var dice = Dice(seed)
      let kept = (0..<60).filter { _ in dice.chance(0.5) }
      let part = trace.filtered { kept.contains($0) }
      for (kind, whole) in trace.candidateGraphs() {
        let graph = part.candidateGraphs()[kind]
        #expect(graph?.textOfRequest == kept.map { whole.textOfRequest[$0] })
        #expect(graph?.neighbours == whole.neighbours && graph?.cut == whole.cut)
      }
    }
  }

  @Test("is replaced by one of the same kind, and stands beside one of another")
  func carried() {
    var dice = Dice(1)
    var trace = randomTrace(1, requests: 20)
    let (a, b) = (randomGraph(&dice, of: trace), randomGraph(&dice, of: trace, measure: .embedding))
    trace.carry([a, b, a])
    #expect(trace.graphs == [b, a])
  }

  @Test("forged in a trace file gives an error or a sound graph, never more")
  func forged() throws {
    var sound = 0
    for seed in 0..<300 as Range<UInt64> {
      var dice = Dice(seed)
      var file = try #require(ForgedFile(copying: try randomTraceWithGraphs(seed % 10, requests: 20).encoded()))
      let others = file.sections.filter { !$0.name.hasPrefix("graph") }
      var graphs = ForgedFile(requests: file.requests)
      graphs.sections = file.sections.filter { $0.name.hasPrefix("graph") }
      graphs.mutate(&dice)
      file.sections = others + graphs.sections
      guard let trace = try? Trace(decoding: file.encoded()) else { continue }
      sound += 1
      for graph in trace.candidateGraphs().values {
        #expect(graph.textOfRequest.allSatisfy { $0 == CandidateGraph.none || Int($0) < graph.texts })
        #expect(graph.neighbours.allSatisfy { Int($0) < graph.texts } && graph.scores.allSatisfy { $0 <= 10_000 })
      }
    }
    #expect((1..<300).contains(sound))
  }
}
