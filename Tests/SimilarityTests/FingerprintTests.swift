import Similarity
import Testing

@Suite struct FingerprintTests {
  @Test func equalTextsAgreeAndOthersDiffer() {
    var seen: [Fingerprint: String] = [:]
    for length in 0..<70 {
      for variant in 0..<20 {
        var bytes = [UInt8](repeating: 97, count: length)
        if length > 0 { bytes[variant % length] = UInt8(65 + variant) }
        let text = String(decoding: bytes, as: UTF8.self)
        let print = Fingerprint(of: text)
        #expect(seen[print, default: text] == text)
        #expect(print == Fingerprint(of: text))
        seen[print] = text
      }
    }
    #expect(Fingerprint(of: "a", tag: 1) != Fingerprint(of: "a", tag: 2))
    #expect(Fingerprint(of: "\0") != Fingerprint(of: ""))
  }

  @Test func neighboursInMemoryDoNotCount() {
    for length in 0..<40 {
      let text = (0..<length).map { UInt8($0) }
      let expected = text.withUnsafeBytes { Fingerprint(of: $0) }
      for filler: UInt8 in [0, 1, 255] {
        let around = [UInt8](repeating: filler, count: 9)
        let actual = (around + text + around).withUnsafeBytes { Fingerprint(of: .init(rebasing: $0[9..<9 + length])) }
        #expect(actual == expected)
      }
    }
  }

  @Test func combiningKeepsOrShedsOrder() {
    let a = Fingerprint(of: "a")
    let b = Fingerprint(of: "b")
    let c = Fingerprint(of: "c")
    #expect(a.then(b) != b.then(a))
    #expect(a.then(b).then(c) != a.then(b.then(c)))
    #expect(a.adding(b) == b.adding(a))
    #expect(a.adding(.zero) == a)
  }
}
