import Testing

@testable import Similarity

/// What is remembered of characters is held against folding each of them, one after the other.
@Suite struct FolderTests {
  private var folder = Folder()

  private func foldOneByOne(_ text: [Unicode.Scalar]) -> (bytes: [UInt8], hasLetters: Bool) {
    withUnsafeTemporaryAllocation(byteCount: FoldingSink.most * (text.count + 1), alignment: 1) { room in
      guard let out = room.baseAddress else { return ([], false) }
      var sink = FoldingSink(out: out)
      for scalar in text {
        if scalar.isASCII {
          sink.flush()
          sink.append(byte: UInt8(scalar.value))
        } else {
          Folding.shared.fold(scalar.value, into: &sink)
        }
      }
      sink.flush()
      return (Array(room[..<sink.length]), sink.hasLetters)
    }
  }

  /// Characters that stand alone, marks, what is ignored, what folds to much, and what shares a place with others.
  private static let characters: [Unicode.Scalar] = [
    "a", " ", "é", "É", "\u{301}", "\u{323}", "\u{345}", "\u{200D}", "\u{FE0F}", "\u{AD}", "–", "’", "“", "½", "²", "…", "世", "界", "한", "ß",
    "İ", "😂", "\u{1F3FD}", "\u{FDFA}", "ﬁ", "А", "ж", "\u{4E9}", "\u{8E9}", "\u{1EAD}", "\u{10FFFF}", "\u{E0100}",
  ]

  @Test mutating func charactersFoldAsOneByOne() {
    var state: UInt64 = 3
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<20_000 {
      let text = (0..<draw(24)).map { _ in
        draw(8) == 0 ? Unicode.Scalar(UInt32(draw(0x3000))) ?? "a" : Self.characters[draw(Self.characters.count)]
      }.filter { $0 != "`" }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text)
      let outcome = Array(String(view).utf8).withUnsafeBytes { folder.fold($0, limit: .max) }
      let expected = foldOneByOne(text)
      #expect(outcome == .folded(count: expected.bytes.count, hasLetters: expected.hasLetters))
      #expect(Array(folder.bytes[..<expected.bytes.count]) == expected.bytes, "\(text)")
      #expect(folder.bytes[expected.bytes.count...].prefix(Folder.padding).allSatisfy { $0 == 0 })
    }
  }

  @Test mutating func whatIsNotUTF8IsSaid() {
    var state: UInt64 = 5
    let bytes: [UInt8] = [0x61, 0x60, 0x80, 0xBF, 0xC1, 0xC2, 0xC3, 0xDF, 0xE0, 0xA0, 0x9F, 0xED, 0xEF, 0xF0, 0x90, 0x8F, 0xF4, 0xF5, 0xFF]
    var wellFormed = 0
    for _ in 0..<100_000 {
      var text: [UInt8] = []
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      for place in 0..<Int(state >> 60 & 7) { text.append(bytes[Int(state >> UInt64(8 + 6 * place)) % bytes.count]) }
      let isWellFormed = String(validating: text, as: UTF8.self) != nil
      let outcome = text.withUnsafeBytes { folder.fold($0, limit: .max) }
      #expect((outcome != .illFormed) == isWellFormed, "\(text)")
      wellFormed += isWellFormed ? 1 : 0
    }
    #expect((1_000..<99_000).contains(wellFormed))
  }

  @Test mutating func whatGrowsBeyondTheLimitIsTooLong() {
    let ligatures = Array(String(repeating: "\u{FDFA}", count: 1_000).utf8)
    let expected = foldOneByOne([Unicode.Scalar](repeating: "\u{FDFA}", count: 1_000)).bytes
    #expect(ligatures.withUnsafeBytes { folder.fold($0, limit: expected.count - 1) } == .tooLong)
    #expect(ligatures.withUnsafeBytes { folder.fold($0, limit: expected.count) } == .folded(count: expected.count, hasLetters: true))
    #expect(folder.bytes.starts(with: expected))
    #expect(Array("word".utf8).withUnsafeBytes { folder.fold($0, limit: 3) } == .tooLong)
  }
}
