import Testing

@testable import Similarity

@Suite("Code spans") struct CodeSpansTests {
  @Test("are what the definition says, from every place of every short text of backticks")
  func definition() {
    for bits in 0..<1 << 11 {
      let text = (0..<11).map { bits >> $0 & 1 == 1 ? UInt8(ascii: "`") : UInt8(ascii: "a") }
      text.withUnsafeBytes { bytes in
        // One finder asked about one place after the other, as readers of a text do.
        var spans = CodeSpans()
        for start in text.indices where text[start] == UInt8(ascii: "`") {
          #expect(spans.end(of: start, in: bytes) == end(of: start, in: text), "\(String(decoding: text, as: UTF8.self)) at \(start)")
        }
      }
    }
  }

  /// The runs of backticks after the opener, as they stand: the first that closes it.
  private func end(of start: Int, in text: [UInt8]) -> Int? {
    func endOfRun(_ start: Int) -> Int { text[start...].firstIndex { $0 != UInt8(ascii: "`") } ?? text.count }
    let opener = endOfRun(start) - start
    guard opener != 2 else { return nil }
    var index = start + opener
    while let next = text[index...].firstIndex(of: UInt8(ascii: "`")) {
      index = endOfRun(next)
      let closer = index - next
      if opener == 1 ? closer == 1 : closer >= 3 { return index }
    }
    return nil
  }
}
