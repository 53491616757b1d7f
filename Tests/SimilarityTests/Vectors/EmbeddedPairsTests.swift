import Foundation
import Similarity
import Testing

private let sharedData = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../shared/data").standardized
private var hasEmbeddedPairs: Bool {
  FileManager.default.fileExists(atPath: sharedData.appendingPathComponent("pairs/paws_qqp.minilm-l6-v2.f16.npy").path)
}

/// How right matching by embeddings is: MiniLM-L6-v2 vectors of public labelled pairs, and runs of GPTCache with them.
@Suite(.enabled(if: hasEmbeddedPairs, "no vectors at ../shared/data/pairs")) struct EmbeddedPairsTests {
  private static let folder = sharedData

  private struct Pair: Decodable {
    var text_a: String
    var text_b: String
    var label: Int
  }

  private struct Row: Decodable {
    var origin: String
    var similar: String
  }

  /// The vectors of `texts`, row by row.
  private func vectors(_ name: String, of texts: [String]) throws -> VectorSet {
    let file = try Data(contentsOf: Self.folder.appendingPathComponent("pairs/\(name).minilm-l6-v2.f16.npy"))
    let all = try file.withUnsafeBytes { try NPY.vectors(of: $0, model: "all-MiniLM-L6-v2") }
    let ids = try Data(contentsOf: Self.folder.appendingPathComponent("pairs/\(name).minilm-l6-v2.ids.jsonl"))
    var rows: [String: Int] = [:]
    for (row, line) in ids.split(separator: 10).enumerated() {
      let text = try JSONSerialization.jsonObject(with: Data(line), options: .fragmentsAllowed) as? String
      if let text, rows[text] == nil { rows[text] = row }
    }
    #expect(all.count == ids.split(separator: 10).count)
    return all.selecting(try texts.map { try #require(rows[$0]) })
  }

  private func lines(_ path: String) throws -> Data? {
    let file = Self.folder.appendingPathComponent(path)
    guard file.pathExtension == "zst" else { return try Data(contentsOf: file) }
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/zstd") else { return nil }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/zstd")
    process.arguments = ["-dcq", file.path]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }

  /// Right and wrong of the pairs that reach `threshold`, all and without those that guards veto.
  private func hits(_ name: String, _ path: String, threshold: UInt16) throws -> (plain: Counts, guarded: Counts, all: Counts)? {
    guard let data = try lines(path) else { return nil }
    let pairs = try data.split(separator: 10).map { try JSONDecoder().decode(Pair.self, from: Data($0)) }
    let texts = pairs.flatMap { [$0.text_a, $0.text_b] }
    let vectors = try vectors(name, of: texts)
    var builder = LexicalCorpusBuilder()
    for text in texts { builder.append(text) }
    var embeddingGuard = EmbeddingGuard(builder.freeze())
    var result = (plain: Counts(), guarded: Counts(), all: Counts())
    for (index, pair) in pairs.enumerated() {
      result.all.add(pair.label)
      guard vectors.score(2 * index, 2 * index + 1).rawValue >= threshold else { continue }
      result.plain.add(pair.label)
      if !embeddingGuard.vetoes(2 * index, 2 * index + 1) { result.guarded.add(pair.label) }
    }
    return result
  }

  private struct Counts {
    var right = 0
    var wrong = 0
    var precision: Double { Double(right) / Double(max(right + wrong, 1)) }

    mutating func add(_ label: Int) {
      right += label
      wrong += 1 - label
    }
  }

  /// Word order says nothing to an embedding: without guards nine of ten traps are served.
  @Test func guardsStopTraps() throws {
    let found = try #require(try hits("paws_qqp", "pairs/paws_qqp.jsonl", threshold: 9_500))
    #expect(Double(found.plain.wrong) >= 0.9 * Double(found.all.wrong), "\(found)")
    #expect(Double(found.guarded.wrong) <= 0.12 * Double(found.all.wrong), "\(found)")
  }

  @Test func questionsAtTheDefaultThreshold() throws {
    guard let found = try hits("qqp_part", "pairs/qqp_part.jsonl.zst", threshold: 9_500) else { return }
    #expect(found.guarded.precision >= 0.88, "\(found)")
    #expect(Double(found.guarded.right) >= 0.19 * Double(found.all.right), "\(found)")
  }

  /// GPTCache publishes 25 wrong of 450 hits and 77 of 881, with a model of its own. Of its texts, some differ in case alone, which the
  /// model does not see: a cache with near keys stores them once.
  @Test func gptCachesBenchmark() throws {
    let rows = try JSONDecoder().decode([Row].self, from: try #require(try lines("pairs/gptcache_mock_data.json")))
    let (best, _) = try nearest(rows)
    let order = best.indices.sorted { best[$0].cosine == best[$1].cosine ? $0 < $1 : best[$0].cosine > best[$1].cosine }
    var normalizer = Normalizer()
    let origins = rows.map { normalizer.signatures(of: $0.origin).spelling }
    for (hits, most) in [(450, 10), (881, 40)] {
      let wrong = order.prefix(hits).count { origins[best[$0].text] != origins[$0] }
      #expect(wrong <= most, "\(wrong) of \(hits)")
    }
  }

  /// Every hit and every miss of GPTCache 0.1.44 over 999 look-ups at three thresholds, and which entry answered.
  @Test func gptCachesThresholdsAreEmulated() throws {
    struct Golden: Decodable {
      struct Outcome: Decodable {
        var hit: Bool
        var answer: String?
      }
      var rows: Row
      var outcomes: [Double: Outcome]

      init(from decoder: any Decoder) throws {
        rows = try Row(from: decoder)
        let values = try decoder.container(keyedBy: Key.self)
        outcomes = [:]
        for threshold in [0.8, 0.9, 0.95] {
          outcomes[threshold] = try values.decode(Outcome.self, forKey: Key(stringValue: "ro_\(threshold)"))
        }
      }

      struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
      }
    }
    guard FileManager.default.fileExists(atPath: Self.folder.appendingPathComponent("golden/llm/gptcache_A.jsonl.zst").path),
      let data = try lines("golden/llm/gptcache_A.jsonl.zst")
    else { return }
    let golden = try data.split(separator: 10).map { try JSONDecoder().decode(Golden.self, from: Data($0)) }
    #expect(golden.count == 999)
    let (best, _) = try nearest(golden.map(\.rows))
    for (index, line) in golden.enumerated() {
      for (threshold, outcome) in line.outcomes {
        let least = try #require(ThresholdScale.gptCache.score(of: threshold))
        let isHit = Score(cosine: best[index].cosine) >= least
        #expect(isHit == outcome.hit, "look-up \(index) at \(threshold)")
        if isHit { #expect(outcome.answer == "A\(best[index].text)", "look-up \(index) at \(threshold)") }
      }
    }
  }

  /// The nearest origin of each similar text; of equal ones the first.
  private func nearest(_ rows: [Row]) throws -> ([(text: Int, cosine: Double)], VectorSet) {
    let vectors = try vectors("gptcache_mock_data", of: rows.map(\.origin) + rows.map(\.similar))
    let best = rows.indices.map { query in
      var best = (text: 0, cosine: -2.0)
      for text in rows.indices {
        let cosine = vectors.cosine(rows.count + query, text)
        if cosine > best.cosine { best = (text, cosine) }
      }
      return best
    }
    return (best, vectors)
  }
}
