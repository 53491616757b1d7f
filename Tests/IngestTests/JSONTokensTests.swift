import Testing

@testable import Ingest

/// Every set of instructions must make the tape that parsing byte by byte makes, and take exactly what that takes.
@Suite("Tokens of JSON")
struct JSONTokensTests {
  private static let levels = Array(1...max(1, JSONTokens.best))

  @Test("a scan makes the same tape of whole texts, and none of damaged ones", .enabled(if: JSONTokens.best > 0), arguments: levels)
  func differential(level: Int32) {
    var writer = Writer(seed: 7)
    var accepted = 0
    var rejected = 0
    for round in 0..<6_000 {
      // Everything comes to stand at every place of a block of 64 bytes, and across its end.
      var text = Array((String(repeating: " ", count: round % 67) + writer.value() + writer.space()).utf8)
      if round % 3 == 1 { text = Array("[\"".utf8) + filler(round, &writer) + Array("\",".utf8) + text + Array("]".utf8) }
      if round % 2 == 1 { Tape.damage(&text, &writer.random) }
      let expected = Tape.tape(text, level: 0)
      #expect(scanned(text, level: level) == expected, "\(String(decoding: text, as: UTF8.self))")
      #expect(Tape.tape(text, level: level) == expected)
      if expected == nil { rejected += 1 } else { accepted += 1 }
    }
    #expect(accepted > 3_000)
    #expect(rejected > 1_500)
  }

  @Test("escapes and sequences of UTF-8 are checked across blocks", .enabled(if: JSONTokens.best > 0), arguments: levels)
  func borders(level: Int32) {
    let pieces =
      [
        #"\u00e9"#, #"\u00g9"#, #"\n"#, #"\x"#, #"\\"#, #"\\\""#, #"\""#, #"""#, "é", "€", "😀", "\u{7F}", "\u{1F}", "\u{0}", "\\",
        #"\ud83d\ude42"#,
      ].map { Array($0.utf8) } + [
        [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80],
      ]
    for piece in pieces {
      for place in 0..<140 {
        let inside = [UInt8](repeating: 0x61, count: place) + piece
        for text in [inside + Array("tail".utf8), inside] {
          let text = Array("{\"".utf8) + text + Array("\":[\"".utf8) + text + Array("\"]}".utf8)
          #expect(scanned(text, level: level) == Tape.tape(text, level: 0), "\(piece) at \(place)")
        }
      }
    }
  }

  @Test("texts too long to scan are parsed all the same")
  func long() throws {
    let text = Array("[\"".utf8) + [UInt8](repeating: 0x61, count: JSONTokens.longest) + Array("\"]".utf8)
    #expect(try withJSON(text) { $0[0]?.raw.count } == JSONTokens.longest + 2)
  }

  private func filler(_ round: Int, _ writer: inout Writer) -> [UInt8] {
    (0..<round % 5).flatMap { _ in [UInt8](repeating: 0x62, count: Int.random(in: 0..<90, using: &writer.random)) + Array(#"\n"#.utf8) }
  }

  /// The tape that the scan alone makes.
  private func scanned(_ text: [UInt8], level: Int32) -> [[UInt32]]? {
    var parser = JSONParser(level: level)
    return Tape.exact(text) { bytes in
      guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), parser.scan(base, bytes.count) else { return nil }
      return Tape.nodes(of: parser)
    }
  }
}
