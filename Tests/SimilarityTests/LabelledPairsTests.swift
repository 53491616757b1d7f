import Foundation
@testable import Similarity
import Testing

/// How right *near* is, on public pairs of texts labelled as meaning the same or not.
@Suite struct LabelledPairsTests {
  struct Bar: Sendable, CustomTestStringConvertible {
    var file: String
    var precision: Double
    var recall: Double
    var testDescription: String { file }
  }

  private struct Pair: Decodable {
    var text_a: String
    var text_b: String
    var label: Int
  }

  private static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../shared/data/pairs").standardized

  private static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.appendingPathComponent("sick.jsonl").path) }

  @Test(
    .enabled(if: isPresent, "no labelled pairs at ../shared/data/pairs"),
    arguments: [
      Bar(file: "qqp_part.jsonl.zst", precision: 0.96, recall: 0.043), Bar(file: "paws_qqp.jsonl", precision: 0.98, recall: 0.13),
      Bar(file: "mrpc.jsonl", precision: 0.98, recall: 0.004), Bar(file: "stsb4.jsonl", precision: 0.98, recall: 0.046),
      Bar(file: "sick.jsonl", precision: 0.98, recall: 0.089),
    ])
  func nearIsRight(_ bar: Bar) throws {
    guard let lines = try read(Self.folder.appendingPathComponent(bar.file)) else { return }
    var normalizer = Normalizer()
    var hits = 0
    var right = 0
    var positive = 0
    for line in lines.split(separator: 10) {
      let pair = try JSONDecoder().decode(Pair.self, from: Data(line))
      positive += pair.label
      guard normalizer.signatures(of: pair.text_a).stems == normalizer.signatures(of: pair.text_b).stems else { continue }
      hits += 1
      right += pair.label
    }
    #expect(Double(right) >= bar.precision * Double(hits), "\(right) of \(hits)")
    #expect(Double(right) >= bar.recall * Double(positive), "\(right) of \(positive)")
  }

  /// The lexical matcher at .85 with guards is right far more often than the article's cache, and finds twice as many.
  @Test(.enabled(if: isPresent, "no labelled pairs at ../shared/data/pairs")) func guardsBeatTheArticlesCache() throws {
    guard let lines = try read(Self.folder.appendingPathComponent("qqp_part.jsonl.zst")) else { return }
    let pairs = try lines.split(separator: 10).map { try JSONDecoder().decode(Pair.self, from: Data($0)) }
    var builder = LexicalCorpusBuilder()
    for pair in pairs {
      builder.append(pair.text_a)
      builder.append(pair.text_b)
    }
    let corpus = builder.freeze()
    var differ = Differ(corpus)
    var (ours, article) = (Counts(), Counts())
    for (index, pair) in pairs.enumerated() {
      if corpus.score(2 * index, 2 * index + 1) >= 8_500, !differ.kind(2 * index, 2 * index + 1).isVeto { ours.add(pair.label) }
      let similarity = ArticleTFIDF.similarity(ArticleTFIDF.Bag(pair.text_a), ArticleTFIDF.Bag(pair.text_b))
      if (similarity ?? 0) >= ArticleTFIDF.threshold { article.add(pair.label) }
    }
    #expect(Double(ours.right) >= 0.75 * Double(ours.all), "\(ours)")
    #expect(ours.right >= 2 * article.right, "\(ours), \(article)")
    #expect((0.47...0.53).contains(Double(article.right) / Double(article.all)), "\(article)")
  }

  /// Guards that are mended without the calibration being counted again would leave it wrong.
  @Test(
    .enabled(if: isPresent, "no labelled pairs at ../shared/data/pairs"),
    arguments: [("sick", "sick.jsonl"), ("stsb4", "stsb4.jsonl"), ("paws_qqp", "paws_qqp.jsonl")])
  func calibrationIsOfTheseGuards(_ name: String, _ file: String) throws {
    guard let lines = try read(Self.folder.appendingPathComponent(file)) else { return }
    let pairs = try lines.split(separator: 10).map { try JSONDecoder().decode(Pair.self, from: Data($0)) }
    var builder = LexicalCorpusBuilder()
    for pair in pairs {
      builder.append(pair.text_a)
      builder.append(pair.text_b)
    }
    let corpus = builder.freeze()
    var differ = Differ(corpus)
    var found: [String: [Counts]] = [:]
    for (index, pair) in pairs.enumerated() {
      let score = corpus.score(2 * index, 2 * index + 1)
      guard let band = Calibration.bands.lastIndex(where: { $0 <= score }) else { continue }
      let kind = String(describing: differ.kind(2 * index, 2 * index + 1))
      found[kind, default: Calibration.bands.map { _ in Counts() }][band].add(pair.label)
    }
    let expected = found.map { kind, counts in "\(name) \(kind) " + counts.map { "\($0.right)/\($0.all)" }.joined(separator: " ") }
    let table = calibrationCounts.split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(expected.sorted() == table.filter { $0.hasPrefix(name + " ") && !$0.contains(" near-") }.map(String.init).sorted())
  }

  private struct Counts {
    var right = 0
    var all = 0

    mutating func add(_ label: Int) {
      right += label
      all += 1
    }
  }

  /// GPTCache's own benchmark: 999 texts stored, as many asked. GPTCache publishes 25 wrong of 450 hits and 77 of 881.
  @Test(.enabled(if: isPresent, "no labelled pairs at ../shared/data/pairs"), arguments: [(450, 20), (881, 66)])
  func gptCachesBenchmark(_ hits: Int, _ most: Int) throws {
    struct Row: Decodable {
      var origin: String
      var similar: String
    }
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("gptcache_mock_data.json"))
    let rows = try JSONDecoder().decode([Row].self, from: data)
    var builder = LexicalCorpusBuilder()
    for row in rows { builder.append(row.origin) }
    for row in rows { builder.append(row.similar) }
    let stored = 0..<UInt32(rows.count)
    let matches = LexicalIndex(builder.freeze(), texts: Array(stored), floor: 500).best(of: stored.map { $0 + UInt32(rows.count) })
    let order = rows.indices.sorted { matches.scores[$0] == matches.scores[$1] ? $0 < $1 : matches.scores[$0] > matches.scores[$1] }
    let wrong = order.prefix(hits).filter { rows[Int(matches.best[$0])].origin != rows[$0].origin }
    #expect(wrong.count <= most, "\(wrong.count)")
  }

  /// The bytes of a file; a compressed one through the `zstd` command, or `nil` where there is none.
  private func read(_ file: URL) throws -> Data? {
    guard file.pathExtension == "zst" else { return try Data(contentsOf: file) }
    let zstd = URL(fileURLWithPath: "/usr/bin/zstd")
    guard FileManager.default.isExecutableFile(atPath: zstd.path) else { return nil }
    let process = Process()
    let output = Pipe()
    process.executableURL = zstd
    process.arguments = ["-dcq", file.path]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }
}
