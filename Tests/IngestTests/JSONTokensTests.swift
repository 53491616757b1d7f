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
      if round % 2 == 1 { damage(&text, &writer.random) }
      let expected = tape(text, level: 0)
      #expect(scanned(text, level: level) == expected, "\(String(decoding: text, as: UTF8.self))")
      #expect(tape(text, level: level) == expected)
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
          #expect(scanned(text, level: level) == tape(text, level: 0), "\(piece) at \(place)")
        }
      }
    }
  }

  @Test("texts too long to scan are parsed all the same")
  func long() throws {
    let text = Array("[\"".utf8) + [UInt8](repeating: 0x61, count: JSONTokens.longest) + Array("\"]".utf8)
    #expect(try withJSON(text) { $0[0]?.raw.count } == JSONTokens.longest + 2)
  }

  @Test("lines whose tokens were found ahead are what a parser makes of them, and others are not there", .enabled(if: JSONTokens.best > 0))
  func ahead() throws {
    var writer = Writer(seed: 9)
    let lines = (0..<300).map { index in
      index % 7 == 3 ? "{\"broken\":" : "{\"n\":\(index),\"v\":\(writer.value().filter { !$0.isNewline })}"
    }
    let block = Array((lines.joined(separator: "\n") + "\n{\"cut\":").utf8)
    let ahead = LinesAhead()
    var parser = JSONParser()
    try block.withUnsafeBytes { block in
      for _ in 0..<2 {
        ahead.clear()
        ahead.scan(block)
        var found = 0
        var start = 0
        for line in lines {
          let text = UnsafeRawBufferPointer(rebasing: block[start..<start + line.utf8.count])
          start += line.utf8.count + 1
          guard let tokens = ahead.tokens(of: text) else { continue }
          let value = try? parser.parse(text, tokens: tokens)
          let expected = try? Model.parse(Array(line.utf8))
          #expect(value.map { model(of: $0) } == expected)
          if expected != nil { found += 1 }
        }
        #expect(found == lines.indices.count { $0 > 0 && $0 % 7 != 3 })
      }
    }
  }

  @Test("texts of a shape that was met have the tape that parsing byte by byte makes", .enabled(if: JSONTokens.best > 0), arguments: levels)
  func shapes(level: Int32) {
    var writer = Writer(seed: 13)
    var parser = JSONParser(level: level)
    var known = 0
    var rejected = 0
    for _ in 0..<600 {
      let first = Array("{\"a\":\(writer.value()),\"n\":10.5,\"b\":[\(writer.value())]}".utf8)
      for round in 0..<12 {
        var text = first
        if round > 1 { vary(&text, &writer.random) }
        if round % 4 == 3 { damage(&text, &writer.random) }
        let expected = tape(text, level: 0)
        let found = exact(text) { bytes in (try? parser.count(parsing: bytes)).map { nodes(of: parser, $0) } }
        #expect(found == expected, "\(String(decoding: text, as: UTF8.self))")
        if expected == nil { rejected += 1 } else if round > 0, JSONHead.of(parser.nodes).pointee.shape != nil { known += 1 }
      }
    }
    #expect(known > 2_000)
    #expect(rejected > 500)
  }

  /// Other digits and letters, in names, texts and numbers alike; some of these are malformed then.
  private func vary(_ text: inout [UInt8], _ random: inout Random) {
    for _ in 0..<4 {
      let index = Int.random(in: 0..<text.count, using: &random)
      switch text[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): text[index] = UInt8(ascii: "0") + UInt8(random.next() % 10)
      case UInt8(ascii: "a")...UInt8(ascii: "z"): text[index] = UInt8(ascii: "a") + UInt8(random.next() % 26)
      default: break
      }
    }
  }

  private func filler(_ round: Int, _ writer: inout Writer) -> [UInt8] {
    (0..<round % 5).flatMap { _ in [UInt8](repeating: 0x62, count: Int.random(in: 0..<90, using: &writer.random)) + Array(#"\n"#.utf8) }
  }

  private func damage(_ text: inout [UInt8], _ random: inout Random) {
    guard !text.isEmpty else { return }
    let index = Int.random(in: 0..<text.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: text.remove(at: index)
    case 1: text[index] = UInt8(truncatingIfNeeded: random.next())
    case 2: text.insert(Array("{}[],:\"\\0e-.u".utf8)[Int(random.next() % 13)], at: index)
    default: text.removeSubrange(index...)
    }
  }

  /// The tape of a text, by whatever way a parser takes; `nil` if it is no JSON.
  private func tape(_ text: [UInt8], level: Int32) -> [[UInt32]]? {
    var parser = JSONParser(level: level)
    return exact(text) { bytes in (try? parser.count(parsing: bytes)).map { nodes(of: parser, $0) } }
  }

  /// The tape that the scan alone makes.
  private func scanned(_ text: [UInt8], level: Int32) -> [[UInt32]]? {
    var parser = JSONParser(level: level)
    return exact(text) { bytes in
      guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), parser.scan(base, bytes.count) else { return nil }
      let first = parser.nodes[0]
      return nodes(of: parser, first.isKind(.array) || first.isKind(.object) ? Int(first.link) : 1)
    }
  }

  private func nodes(of parser: borrowing JSONParser, _ count: Int) -> [[UInt32]] {
    (0..<count).map { index in
      let node = parser.nodes[index]
      let hasLink = node.isKind(.array) || node.isKind(.object) || node.isKind(.key) || node.isKind(.escapedKey)
      return [node.start, node.length, hasLink ? node.link : 0, node.tag]
    }
  }

  /// Calls `body` with the text in memory of exactly its size.
  private func exact<R>(_ text: [UInt8], _ body: (UnsafeRawBufferPointer) -> R) -> R {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: text)
    return body(UnsafeRawBufferPointer(memory))
  }
}
