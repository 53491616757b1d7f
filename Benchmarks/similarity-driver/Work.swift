import Foundation
import Similarity

/// Two texts after each other are a pair: near by which form, score, kind of difference, the least score that guards ask for at the usual
/// threshold and at any (no score reaches a veto's), similarity of the article's cache.
func printPairs(_ file: Texts) {
  let (corpus, texts) = (file.corpus(), file.strings())
  var normalizer = Normalizer()
  var differ = Differ(corpus)
  let corrections = Corrections(corpus)
  for a in stride(from: 0, to: corpus.count - 1, by: 2) {
    let (x, y) = (normalizer.signatures(of: texts[a]), normalizer.signatures(of: texts[a + 1]))
    let near = texts[a] == texts[a + 1] ? "exact" : NormalForm.allCases.first { x[$0] == y[$0] }.map { "\($0)" }
    let kind = differ.kind(a, a + 1)
    let never = LexicalCorpus.full + 1
    let article = ArticleTFIDF.similarity(ArticleTFIDF.Bag(texts[a]), ArticleTFIDF.Bag(texts[a + 1])) ?? 0
    print(
      near ?? (corrections.differInTyposOnly(a, a + 1) ? "typo" : "-"), corpus.score(a, a + 1), kind.name,
      kind.leastScore(threshold: 9_000) ?? never, kind.leastScore(threshold: 0) ?? never, article,
      separator: "\t")
  }
}

/// Two texts after each other are a pair: why the guard for vectors refuses it, or "-".
func printGuards(_ file: Texts) {
  let corpus = file.corpus()
  var embeddingGuard = EmbeddingGuard(corpus)
  for a in stride(from: 0, to: corpus.count - 1, by: 2) { print(embeddingGuard.veto(a, a + 1)?.name ?? "-") }
}

func printBest(_ texts: Texts, floor: Int, threads: Int) {
  var corpus: LexicalCorpus!
  let reading = seconds { corpus = texts.corpus() }
  var matches: LexicalMatches!
  let searching = seconds { matches = LexicalIndex(corpus, floor: floor).bestEarlier(threads: threads) }
  print("texts", corpus.count, "reading", reading, "searching", searching, "undetermined", matches.undetermined, separator: "\t")
  print(
    "postings", matches.effort.postings, "candidates", matches.effort.candidates, "verified", matches.effort.verified, "peak",
    peakKiB(), separator: "\t")
  if let out = ProcessInfo.processInfo.environment["MATCHES"] {
    var lines = ""
    for (best, score) in zip(matches.best, matches.scores) { lines += "\(best == LexicalMatches.none ? -1 : Int(best))\t\(score)\n" }
    try? lines.write(toFile: out, atomically: true, encoding: .utf8)
  }
}

func printGraph(_ texts: Texts, floor: Int, threads: Int) {
  let corpus = texts.corpus()
  var graph: LexicalGraph!
  let searching = seconds { graph = LexicalIndex(corpus, floor: floor).graph(threads: threads) }
  print("texts", corpus.count, "searching", searching, "edges", graph.neighbours.count, "undetermined", graph.undetermined, separator: "\t")
}

/// The first half of the texts is cached, the second half is asked.
func printMock(_ texts: Texts) {
  let corpus = texts.corpus()
  let half = UInt32(corpus.count / 2)
  let index = LexicalIndex(corpus, texts: Array(0..<half), floor: 500)
  let matches = index.best(of: Array(half..<2 * half))
  var differ = Differ(corpus)
  for query in matches.best.indices {
    let best = matches.best[query]
    let kind = best == LexicalMatches.none ? "-" : differ.kind(Int(best), Int(half) + query).name
    print(best == LexicalMatches.none ? -1 : Int(best), matches.scores[query], kind, separator: "\t")
  }
}

func printNormalise(_ texts: Texts) {
  var normalizer = Normalizer()
  var bytes: [UInt8] = []
  var ends: [Int] = []
  texts.forEach {
    bytes += $0
    ends.append(bytes.count)
  }
  var sum = Fingerprint.zero
  let time = seconds {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      for end in ends {
        sum = sum.adding(normalizer.signatures(of: UnsafeRawBufferPointer(rebasing: bytes[start..<end])).stems)
        start = end
      }
    }
  }
  print("texts", ends.count, "seconds", time, "sum", sum.low, separator: "\t")
}

/// Every hundredth text against all earlier ones.
func printCheck(_ texts: Texts, floor: Int) {
  let corpus = texts.corpus()
  let matches = LexicalIndex(corpus, floor: floor).bestEarlier()
  var (checked, different) = (0, 0)
  for text in stride(from: 0, to: corpus.count, by: 100) {
    var best = (score: floor - 1, text: LexicalMatches.none)
    for other in 0..<text {
      let score = corpus.score(text, other)
      if score > best.score { best = (score, UInt32(other)) }
    }
    checked += 1
    if best.text != matches.best[text] || best.text != LexicalMatches.none && best.score != Int(matches.scores[text]) { different += 1 }
  }
  print("checked", checked, "different", different, separator: "\t")
}

/// Signatures of shingles of four characters, as the peers are given; the shingles are made beforehand.
func printMinHash(_ texts: Texts) {
  let minHash = MinHash(permutations: 128)
  var sets: [[UInt64]] = []
  texts.forEach { text in
    guard sets.count < 10_000 else { return }
    let starts = 0...max(0, text.count - 4)
    sets.append(starts.map { Fingerprint(of: UnsafeRawBufferPointer(rebasing: text[$0..<min($0 + 4, text.count)])).low })
  }
  var sum: UInt32 = 0
  let time = seconds { for set in sets { sum ^= minHash.signature(of: set)[0] } }
  print("texts", sets.count, "seconds", time, "shingles", sets.reduce(0) { $0 + $1.count }, "sum", sum, separator: "\t")
}

/// The forms of each text.
func printForms(_ file: Texts) {
  var normalizer = Normalizer()
  for text in file.strings() { print(NormalForm.allCases.map { normalizer.normalized(text, to: $0) }.joined(separator: "\t")) }
}
