@testable import Ingest
import Similarity
import Testing
import Units

@Suite struct SignatureStageTests {
  /// Texts of every size, so many that batches go round several times, and one that fills several batches by itself.
  private static let texts: [[UInt8]] = {
    let draws = Draws(seed: 5)
    let words = ["How", "do", "I", "reset", "the", "café", "router?", "please", "don't", "`x = 1`", "\n", "running"]
    return (0..<4_000).map { ordinal in
      let count = ordinal == 2_000 ? 120_000 : Int(draws.bits(UInt64(ordinal)) % 200)
      return Array((0..<count).map { words[Int(draws.bits(UInt64(ordinal), UInt64($0 + 1)) % 12)] }.joined(separator: " ").utf8)
    }
  }()

  @Test(arguments: [false, true], [0, 3, 4_000])
  func signaturesComeInOrder(isBeside: Bool, count: Int) {
    let stage = SignatureStage(isBeside: isBeside)
    var made: [Signatures] = []
    for text in Self.texts.prefix(count) {
      text.withUnsafeBytes { bytes in stage.add(bytes) { made.append($0) } }
    }
    stage.finish { made.append($0) }
    var normalizer = Normalizer()
    check(made, Self.texts.prefix(count).map { text in text.withUnsafeBytes { normalizer.signatures(of: $0) } })
  }

  /// A run that ends early leaves no thread behind, and what is under way is not waited for by anyone else.
  @Test func mayBeDropped() {
    let stage = SignatureStage(isBeside: true)
    for text in Self.texts { text.withUnsafeBytes { stage.add($0) { _ in } } }
  }
}
