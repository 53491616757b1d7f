import Testing

@testable import Ingest

@Suite("What strings mean")
struct JSONTextTests {
  private static let levels: [CInt] = Array(0...JSONTokens.best)

  /// A piece of a string, as it is written and as it is meant.
  private static func piece(_ random: inout some RandomNumberGenerator) -> (written: String, meant: String) {
    func escaped(_ unit: some BinaryInteger) -> String {
      let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    switch Int.random(in: 0..<9, using: &random) {
    case 0:
      let plain = String(repeating: "x y", count: .random(in: 0...40, using: &random))
      return (plain, plain)
    case 1: return ("é…😀", "é…😀")
    case 2: return ("\\\\", "\\")
    case 3:
      let (name, meant) =
        [("\"", "\""), ("/", "/"), ("b", "\u{8}"), ("f", "\u{C}"), ("n", "\n"), ("r", "\r"), ("t", "\t")]
        .randomElement(using: &random) ?? ("n", "\n")
      return ("\\" + name, meant)
    case 4:
      let unit = UInt16.random(in: 0..<0xD800, using: &random)
      return (escaped(unit), String(decoding: [unit], as: UTF16.self))
    case 5:
      let scalar = Unicode.Scalar(UInt32.random(in: 0x1_0000...0x10_FFFF, using: &random)).map(String.init) ?? ""
      return (scalar.utf16.map { escaped($0) }.joined(), scalar)
    case 6: return (escaped(UInt16.random(in: 0xDC00..<0xE000, using: &random)) + "-", "\u{FFFD}-")
    case 7: return (escaped(UInt16.random(in: 0xD800..<0xDC00, using: &random)) + "\\n", "\u{FFFD}\n")
    default: return ("a", "a")
    }
  }

  @Test("is the same with all instructions, and nothing is written beyond the slack", arguments: levels)
  func meaning(level: CInt) {
    var random = Random(0x7E57)
    for _ in 0..<3_000 {
      let pieces = (0..<Int.random(in: 0...30, using: &random)).map { _ in Self.piece(&random) }
      let written = Array(pieces.map(\.written).joined().utf8)
      // What stands behind the string, and may be read.
      let more = Array(repeating: UInt8(ascii: "\\"), count: .random(in: 0...200, using: &random))
      let meant = Array(pieces.map(\.meant).joined().utf8)
      var output = [UInt8](repeating: 0xA5, count: written.count + JSONText.slack + 16)
      let count = (written + more).withUnsafeBytes { all in
        let inside = UnsafeRawBufferPointer(rebasing: all[..<written.count])
        return output.withUnsafeMutableBufferPointer { output in
          output.baseAddress.map { JSONText.unescape(inside, readable: all.count, into: $0, level: level) }
        }
      }
      #expect(count == meant.count)
      #expect(output.prefix(meant.count).elementsEqual(meant))
      #expect(output.suffix(16).allSatisfy { $0 == 0xA5 })
    }
  }

  @Test("of half an escape at the end is what can be said", arguments: levels)
  func endsAnywhere(level: CInt) {
    let text = Array((String(repeating: "z", count: 180) + "\\uD83D\\uDE00").utf8)
    for end in 0...text.count {
      // A copy of its own, so that a reader of memory behind it is found out by tools that watch for that.
      let part = Array(text[..<end])
      var output = [UInt8](repeating: 0, count: end + JSONText.slack)
      let count = part.withUnsafeBytes { part in
        output.withUnsafeMutableBufferPointer { output in
          output.baseAddress.map { JSONText.unescape(part, readable: part.count, into: $0, level: level) }
        }
      }
      #expect(output.prefix(min(end, 180)).allSatisfy { $0 == UInt8(ascii: "z") })
      #expect((count ?? 0) <= end)
    }
  }
}
