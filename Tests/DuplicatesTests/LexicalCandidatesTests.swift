import Duplicates
import Similarity
import Testing
import Traces

@Suite struct LexicalCandidatesTests {
  @Test func aGraphOfTextsBecomesThatOfATrace() {
    var builder = LexicalCorpusBuilder()
    for text in [
      "transfer money from Ann to Bob", "transfer money from Bob to Ann", "please transfer money from Ann to Bob", "a wholly other matter",
    ] {
      builder.append(text)
    }
    var limits = LexicalLimits()
    limits.degree = 1
    let index = LexicalIndex(builder.freeze(), floor: 5_000)
    let whole = CandidateGraph(index.graph(), textOfRequest: [0, 1, 0, 3, CandidateGraph.none])
    #expect(whole.texts == 4)
    #expect(whole.offsets == [0, 2, 4, 6, 6])
    #expect(whole.neighbours == [1, 2, 0, 2, 0, 1])
    #expect(whole.scores[0] == 10_000)
    #expect(whole.differences == [.order, [], .order, .order, [], .order])
    #expect(whole.cut.isEmpty)
    #expect(whole.textOfRequest.count == 5)
    let capped = CandidateGraph(index.graph(limits: limits), textOfRequest: [])
    #expect(capped.neighbours == [1, 0, 0])
    #expect(capped.cut == [0, 1, 2])
  }

  @Test func everyVetoHasItsGuard() {
    for kind in DifferenceKind.allCases { #expect(kind.isVeto == !kind.guarded.isEmpty, "\(kind)") }
  }

  /// What an audit at the usual threshold refuses, the guards of a replay refuse.
  @Test func contentMoreOrLessNeedsAHigherScore() {
    for kind in DifferenceKind.allCases {
      for score in [9_000, 9_400, 9_499, 9_500, 10_000] {
        let isServed = kind.leastScore(threshold: 9_000).map { score >= $0 } ?? false
        #expect(isServed == kind.guarded(score: score).isEmpty, "\(kind) \(score)")
      }
    }
    #expect(DifferenceKind.insertion.guarded(score: 9_499) == .intent && DifferenceKind.insertion.guarded(score: 9_500).isEmpty)
  }
}
