public import Ingest

/// What a text is known by where the text itself must not be: the SHA-256 of its UTF-8.
public struct TextHash: Hashable, Sendable {
  private let a: UInt64
  private let b: UInt64
  private let c: UInt64
  private let d: UInt64

  /// The hash of a text.
  public init(of text: some StringProtocol) {
    var digest = SHA256()
    var copy = String(text)
    copy.withUTF8 { digest.update(UnsafeRawBufferPointer($0)) }
    self.init(digest: digest)
  }

  /// A digest as a hash.
  public init(digest: SHA256) {
    let words = digest.words.map(UInt64.init)
    (a, b, c, d) = (words[0] << 32 | words[1], words[2] << 32 | words[3], words[4] << 32 | words[5], words[6] << 32 | words[7])
  }

  /// A hash written in 64 hexadecimal digits; `nil` for anything else.
  public init?(hexadecimal: String) {
    let digits = Array(hexadecimal.utf8)
    guard digits.count == 64 else { return nil }
    var words: [UInt64] = []
    for start in stride(from: 0, to: 64, by: 16) {
      var word: UInt64 = 0
      for digit in digits[start..<start + 16] {
        let value: UInt8 =
          switch digit {
          case 0x30...0x39: digit - 0x30
          case 0x41...0x46: digit - 0x37
          case 0x61...0x66: digit - 0x57
          default: 16
          }
        guard value < 16 else { return nil }
        word = word << 4 | UInt64(value)
      }
      words.append(word)
    }
    (a, b, c, d) = (words[0], words[1], words[2], words[3])
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    [a, b, c, d].flatMap { word in stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) } }
  }

  /// In 64 hexadecimal digits.
  public var hexadecimal: String {
    [a, b, c, d].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
