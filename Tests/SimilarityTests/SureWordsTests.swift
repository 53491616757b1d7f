import Testing

@testable import Similarity

/// What is read 64 bytes at a time is held against what is read byte by byte.
@Suite struct SureWordsTests {
  private struct Reading: Equatable {
    var spelling: [UInt8]
    var tokens: [String]
    var changing: [UInt32]
  }

  /// The folded text, read in one way or the other.
  private func read(_ text: [UInt8], byteByByte: Bool) -> Reading {
    let padded = text + [UInt8](repeating: 0, count: Folder.padding)
    var room = TokenRoom()
    return padded.withUnsafeBytes { padded in
      room.withTokenizer(of: UnsafeRawBufferPointer(rebasing: padded[..<text.count])) { tokenizer in
        tokenizer.run(byteByByte: byteByByte)
        return Reading(
          spelling: Array(tokenizer.spelling), tokens: tokenizer.tokens[..<tokenizer.count].map { "\($0)" },
          changing: Array(tokenizer.changing[..<tokenizer.changingCount]))
      }
    }
  }

  private func expectSame(_ text: String) {
    var folder = Folder()
    guard case .folded(let count, _) = Array(text.utf8).withUnsafeBytes({ folder.fold($0, limit: .max) }) else {
      Issue.record("not folded: \(text)")
      return
    }
    let folded = Array(folder.bytes[..<count])
    #expect(read(folded, byteByByte: false) == read(folded, byteByByte: true), "\(text)")
  }

  @Test func madeTexts() {
    for text in Texts.made(count: 6_000, longest: 30) { expectSame(text) }
  }

  /// Every byte but the alphabet's others, before, in and behind words of any length.
  @Test func everySignAroundWords() {
    let words = [
      "", "a", "Ab", "WWW", "www", "Mb", "US", "word", "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyzabcdefg", "5", "42", "3rd", "x1", "B",
      "aBc", "H2", "5km", "abcdefghijklmnopQ",
    ]
    let ascii = (0..<128).map { String(Unicode.Scalar(UInt8($0))) }.filter { !("b"..."y").contains($0) }
    let signs = ascii + ["é", "世", "://", "w.", "@x", "\" "]
    for word in words {
      for sign in signs {
        for next in ["", "a", " b", "7", "Éa", ".", " it is"] { expectSame("the \(word)\(sign)\(next)") }
      }
    }
  }

  @Test func randomBytes() {
    var state: UInt64 = 11
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let alphabet = Array("aabcdegswwITBkm  ..,:;!?'\"`-_/@5é\n\t()[=&~$".unicodeScalars)
    for _ in 0..<20_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<draw(40) { text.append(alphabet[draw(alphabet.count)]) }
      expectSame(String(text))
    }
  }
}
