import Foundation
import Similarity
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
      Bar(file: "sick.jsonl", precision: 0.98, recall: 0.09),
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
