import Foundation
import Similarity

/// The texts of a file, each ended by a zero byte.
struct Texts {
  let corpus: LexicalCorpus
  let strings: [String]

  init(_ path: String) throws {
    let file = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    var strings: [String] = []
    file.withUnsafeBytes { bytes in
      var start = 0
      for end in bytes.indices where bytes[end] == 0 {
        strings.append(String(decoding: bytes[start..<end], as: UTF8.self))
        start = end + 1
      }
    }
    self.strings = strings
    var builder = LexicalCorpusBuilder()
    for text in strings { builder.append(text) }
    corpus = builder.freeze()
  }
}

/// Two texts after each other are a pair: score of the vectors, why the guard vetoes it, or "-".
func printPairs(_ vectors: VectorSet, _ texts: Texts) throws {
  var embeddingGuard = EmbeddingGuard(texts.corpus)
  var differ = Differ(texts.corpus)
  for a in stride(from: 0, to: vectors.count - 1, by: 2) {
    let kind = differ.kind(a, a + 1)
    print(
      vectors.score(a, a + 1).rawValue, embeddingGuard.veto(a, a + 1)?.name ?? "-", kind.name, kind.isVetoForVectors ? 1 : 0,
      separator: "\t")
  }
}

/// The first half of the texts is cached, the second half is asked: best match, cosine, whether that is the same text as the one that
/// belongs to the query, but for case, punctuation and white space.
func printMock(_ vectors: VectorSet, _ texts: Texts) throws {
  let half = vectors.count / 2
  var normalizer = Normalizer()
  let spellings = texts.strings.map { normalizer.signatures(of: $0).spelling }
  for query in half..<2 * half {
    var best = (text: 0, cosine: -2.0)
    for text in 0..<half {
      let cosine = vectors.cosine(query, text)
      if cosine > best.cosine { best = (text, cosine) }
    }
    print(best.text, best.cosine, spellings[best.text] == spellings[query - half] ? 1 : 0, separator: "\t")
  }
}

/// Times the exact self-join. With an output, writes the nearest of all others and its score of each text (without a degree: of those
/// before it), a line each.
func join(_ vectors: VectorSet, floor: UInt16, degree: Int, threads: Int, output: String?) throws {
  let clock = ContinuousClock()
  let begin = clock.now
  let found = vectors.neighbours(floor: Score(rawValue: floor), degree: degree, threads: threads)
  let time = (clock.now - begin).components
  print(
    "vectors", vectors.count, "seconds", Double(time.seconds) + Double(time.attoseconds) * 1e-18, "edges", found.neighbours.count,
    "capped", found.isCapped.count { $0 }, "earlier", found.earlier.count { $0 != .max }, separator: "\t")
  guard let output else { return }
  var lines = ""
  for text in 0..<found.count {
    var best = found.bestEarlier(of: text)
    if degree > 0 {
      let place = Int(found.offsets[text])
      best = place < Int(found.offsets[text + 1]) ? (Int(found.neighbours[place]), Score(rawValue: found.scores[place])) : nil
    }
    lines += "\(best?.text ?? -1)\t\(best?.score.rawValue ?? 0)\n"
  }
  try lines.write(toFile: output, atomically: true, encoding: .utf8)
}
