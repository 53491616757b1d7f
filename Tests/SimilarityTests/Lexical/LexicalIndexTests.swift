import Similarity
import Testing

/// The index against brute force.
@Suite struct LexicalIndexTests {
  @Test(arguments: [500, 3_000, 6_000, 8_000, 9_000, 10_000])
  func bestEarlierIsThatOfBruteForce(floor: Int) {
    let corpus = Self.corpus(Texts.made(count: 1_500, longest: 12))
    let matches = LexicalIndex(corpus, floor: floor).bestEarlier()
    var found = 0
    for text in 0..<corpus.count {
      var best = (score: floor - 1, text: LexicalMatches.none)
      for other in 0..<text where corpus.score(text, other) > best.score { best = (corpus.score(text, other), UInt32(other)) }
      #expect(matches.best[text] == best.text, "\(text): \(matches.scores[text]) for \(best.score)")
      if best.text != LexicalMatches.none {
        #expect(Int(matches.scores[text]) == best.score)
        found += 1
      }
    }
    #expect(found > 100)
    #expect(matches.undetermined == 0)
  }

  @Test func theGraphIsThatOfBruteForce() {
    let corpus = Self.corpus(Texts.made(count: 600, longest: 8))
    var limits = LexicalLimits()
    limits.degree = 5
    let graph = LexicalIndex(corpus, floor: 6_000).graph(limits: limits)
    var differ = Differ(corpus)
    for text in 0..<corpus.count {
      let all = (0..<corpus.count).filter { $0 != text && corpus.score(text, $0) >= 6_000 }
        .sorted { corpus.score(text, $0) == corpus.score(text, $1) ? $0 < $1 : corpus.score(text, $0) > corpus.score(text, $1) }
      let row = Int(graph.offsets[text])..<Int(graph.offsets[text + 1])
      #expect(graph.neighbours[row].map(Int.init) == Array(all.prefix(5)))
      #expect(Int(graph.dropped[text]) == max(0, all.count - 5))
      for edge in row {
        #expect(Int(graph.scores[edge]) == corpus.score(text, Int(graph.neighbours[edge])))
        #expect(graph.kinds[edge] == differ.kind(text, Int(graph.neighbours[edge])).rawValue)
      }
    }
    #expect(graph.undetermined > 0)
    #expect(graph.undetermined == graph.dropped.filter { $0 > 0 }.count)
  }

  @Test func threadsChangeNothing() {
    let corpus = Self.corpus(Texts.made(count: 5_000))
    let index = LexicalIndex(corpus, floor: 7_000)
    #expect(index.bestEarlier(threads: 1) == index.bestEarlier(threads: 3))
    #expect(index.graph(threads: 1) == index.graph(threads: 3))
  }

  @Test func aPartOfTheCorpusIsSearchedAlone() {
    let corpus = Self.corpus(Texts.made(count: 400))
    let texts = (0..<UInt32(400)).filter { $0 % 3 == 0 }
    let index = LexicalIndex(corpus, texts: texts, floor: 5_000)
    let matches = index.best(of: Array(0..<400))
    for query in 0..<400 {
      var best = (score: 4_999, place: LexicalMatches.none)
      for (place, text) in texts.enumerated() where corpus.score(query, Int(text)) > best.score {
        best = (corpus.score(query, Int(text)), UInt32(place))
      }
      #expect(matches.best[query] == best.place)
    }
  }

  @Test func alikeTextsWithoutEndAreCutAndCounted() {
    let corpus = Self.corpus([String](repeating: "please summarise the ticket for me", count: 3_000))
    var limits = LexicalLimits()
    limits.postings = 1_000
    let cut = LexicalIndex(corpus, floor: 6_000).bestEarlier(limits: limits)
    #expect(cut.undetermined > 1_000)
    #expect(cut.effort.postings <= 3_000 * 1_001)
    let whole = LexicalIndex(corpus, floor: 6_000).bestEarlier()
    #expect(whole.undetermined == 0)
    #expect(whole.best.filter { $0 == LexicalMatches.none }.count == 1)
  }

  @Test(arguments: ["", " ", "word", "?", "😂", "世界", "שלום עולם", "你好，世界！今天天气怎么样", "\u{FFFD}", "x = f(y);"])
  func unusualTextsAreLikeThemselvesAlone(_ text: String) {
    let others = ["How do I reset my password?", "an entirely different matter"]
    let corpus = Self.corpus(others + [text, text])
    let isEmpty = text.allSatisfy { $0 == " " }
    #expect(corpus.score(2, 3) == (isEmpty || text == "?" ? 0 : LexicalCorpus.full))
    #expect(corpus.score(0, 2) == 0)
    let matches = LexicalIndex(corpus, floor: 9_000).bestEarlier()
    #expect(matches.best[3] == (isEmpty || text == "?" ? LexicalMatches.none : 2))
  }

  @Test(arguments: ["word ", "w", "a.b.", "世界", "שלום ", "😂", "`", "x@", "(", "\"", "the "])
  func longTextsTakeBoundedTime(_ unit: String) {
    let long = String(repeating: unit, count: 200_000 / unit.count)
    let corpus = Self.corpus([long, long + " q7", "q7 is short"])
    let index = LexicalIndex(corpus, floor: 6_000)
    var differ = Differ(corpus)
    // Generous: what is quadratic in 200,000 characters would take minutes.
    let time = ContinuousClock().measure {
      _ = index.bestEarlier()
      _ = differ.kind(0, 1)
      _ = differ.kind(0, 2)
    }
    #expect(time < .seconds(20))
    #expect(corpus.score(0, 0) == LexicalCorpus.full || corpus.score(0, 0) == 0)
  }

  @Test func scoresAreCosines() {
    let corpus = Self.corpus(["apple pear", "apple plum", "apple", "quince"])
    #expect(corpus.score(0, 0) == 10_000)
    #expect(corpus.score(0, 3) == 0)
    // Weights 1 + ln(5/4) = 1.2231 and 1 + ln(5/2) = 1.9163, cut off to 1,252 and 1,962 units of 1/1,024.
    #expect(corpus.score(0, 2) == 5_379)
    #expect(corpus.score(0, 1) == corpus.score(1, 0))
  }

  static func corpus(_ texts: [String]) -> LexicalCorpus {
    var builder = LexicalCorpusBuilder()
    for text in texts { builder.append(text) }
    return builder.freeze()
  }
}
