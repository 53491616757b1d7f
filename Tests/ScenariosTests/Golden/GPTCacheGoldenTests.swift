import Caching
import Foundation
import Scenarios
import Similarity
import Simulation
import Testing
import Traces
import Units

/// GPTCache 0.1.44 was asked 999 pairs of texts under three thresholds; its preset says of every one whether it was a hit, and whose answer it got.
@Suite("GPTCache, request by request", .enabled(if: GoldenFile.isThere, "no ../shared/data"))
struct GPTCacheGoldenTests {
  struct Pair {
    var origin: String
    var similar: String
    var results: [String: Any]

    /// What the product answered under a configuration: nil is a miss.
    func answer(_ configuration: String) -> String? { (results[configuration] as? [String: Any])?["answer"] as? String }
  }

  static func pairs() throws -> [Pair] {
    try GoldenFile.lines("golden/llm/gptcache_A.jsonl.zst").map { line in
      let object = try GoldenFile.object(line)
      return Pair(origin: object["origin"] as? String ?? "", similar: object["similar"] as? String ?? "", results: object)
    }
  }

  /// The texts by number, and the cosines of all pairs of them from 0.6 on.
  static func alike() throws -> (numbers: [String: Int], cosines: [(a: Int, b: Int, cosine: Double)]) {
    let name = "pairs/gptcache_mock_data.minilm-l6-v2"
    let texts = try GoldenFile.lines(name + ".ids.jsonl").map {
      try JSONDecoder().decode(String.self, from: Data($0.utf8))
    }
    let file = [UInt8](try GoldenFile.bytes(name + ".f16.npy"))
    let vectors = try file.withUnsafeBytes { bytes throws(NPYError) in try NPY.vectors(of: bytes, model: "minilm-l6-v2") }
    let floor = try #require(Score(atLeast: 0.6))
    let found = vectors.neighbours(floor: floor, degree: vectors.count, threads: 2)
    var cosines: [(a: Int, b: Int, cosine: Double)] = []
    for text in 0..<found.count {
      for place in Int(found.offsets[text])..<Int(found.offsets[text + 1]) where Int(found.neighbours[place]) > text {
        cosines.append((text, Int(found.neighbours[place]), Score(rawValue: found.scores[place]).cosine))
      }
    }
    return (Dictionary(texts.enumerated().map { ($1, $0) }) { first, _ in first }, cosines)
  }

  private func strategy(_ threshold: Double) throws -> Strategy {
    var strategy = try #require(Presets.named("gptcache-semantic"))
    #expect(strategy.semantic?.threshold.scale == .halfCosine)
    strategy.semantic?.threshold.value = threshold
    // The run raised the limit of 1,000 so that nothing was evicted.
    strategy.tiers[0].capacity = .entries(3_000)
    return strategy
  }

  /// Replays `rows` and compares each with what the product answered; `labels` are the answers that the rows would store.
  private func check(
    _ strategy: Strategy, _ rows: [Sketch.Row], _ cosines: [(a: Int, b: Int, cosine: Double)], labels: [String], expected: [String?],
    hits: Int
  ) throws {
    var sketch = Sketch(rows: rows)
    sketch.cosines = cosines
    let traffic = sketch.traffic(for: strategy)
    let replay = try strategy.replay(traffic, seed: 1)
    var wrong: [String] = []
    var others = 0
    var seen = 0
    for i in rows.indices {
      let answer = expected[i]
      let isHit = replay.outcome[i] == .hit
      if isHit { seen += 1 }
      if isHit != (answer != nil) { wrong.append("\(labels[i]) is a \(replay.outcome[i]), there \(answer ?? "a miss")") }
      if isHit, let answer, labels[Int(replay.answer[i])] != answer { others += 1 }
    }
    #expect(wrong.isEmpty, "\(wrong.count) differ: \(wrong.prefix(20))")
    #expect(seen == hits)
    // Scores are whole ten-thousandths: where two neighbours are alike to that, the older one answers here, the nearer there.
    #expect(others <= 3, "\(others) answers of another neighbour")
  }

  @Test("online: misses are stored", arguments: [(0.8, 690 + 960), (0.9, 356 + 903), (0.95, 168 + 746)])
  func online(_ threshold: Double, _ hits: Int) throws {
    let pairs = try Self.pairs()
    let (numbers, cosines) = try Self.alike()
    let texts = pairs.map(\.origin) + pairs.map(\.similar)
    let rows = try texts.enumerated().map { index, text in
      Sketch.Row(time: Int64(index) * 10_000_000, text: try #require(numbers[text]))
    }
    let labels = pairs.indices.map { "A\($0)" } + pairs.indices.map { "S\($0)" }
    let expected = pairs.map { $0.answer("online_origin_\(threshold)") } + pairs.map { $0.answer("online_\(threshold)") }
    try check(try strategy(threshold), rows, cosines, labels: labels, expected: expected, hits: hits)
  }

  @Test("read only: all origins are there, nothing is stored", arguments: [(0.8, 996), (0.9, 960), (0.95, 759)])
  func readOnly(_ threshold: Double, _ hits: Int) throws {
    let pairs = try Self.pairs()
    let (numbers, cosines) = try Self.alike()
    var strategy = try strategy(threshold)
    strategy.eligibility.controls.noStore = .noStore
    var rows: [Sketch.Row] = []
    var labels: [String] = []
    var expected: [String?] = []
    var loaded: Set<String> = []
    // The product keeps a row for each load; of equal texts the first one answers.
    for (index, pair) in pairs.enumerated() where loaded.insert(pair.origin).inserted {
      rows.append(Sketch.Row(time: Int64(rows.count) * 10_000_000, text: try #require(numbers[pair.origin]), flags: .skipCache))
      labels.append("A\(index)")
      expected.append(nil)
    }
    let first = rows.count
    for (index, pair) in pairs.enumerated() {
      rows.append(Sketch.Row(time: Int64(rows.count) * 10_000_000, text: try #require(numbers[pair.similar]), flags: .noStore))
      labels.append("S\(index)")
      expected.append(pair.answer("ro_\(threshold)"))
    }
    #expect(first == 964)
    try check(strategy, rows, cosines, labels: labels, expected: expected, hits: hits)
  }
}
