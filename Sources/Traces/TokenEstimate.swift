/// How many tokens a text has, about, without any model's tokenizer: for logs that have no counts.
///
/// A word counts by its length over 5.5, and one at least; digits by groups of three; a punctuation mark 0.75; a run of line breaks 0.7; a run of
/// spaces 0.6, a single space nothing; other than ASCII, a byte of UTF-8 counts 1 / 4.3. Measured against o200k on instructions, answers,
/// Python, Markdown and JSON, the middle document is 3 % to 9 % off and nine of ten within 20 %; other scripts are up to half off.
public struct TokenEstimate: Sendable, Equatable {
  /// Thousandths of a token.
  private var thousandths = 0

  /// No text yet.
  public init() {}

  /// The tokens of all texts so far, rounded up.
  public var tokens: UInt32 { UInt32(clamping: (thousandths + 999) / 1_000) }

  private enum Kind: UInt8 {
    case letter, digit, space, newline, mark, other

    init(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): self = .letter
      case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit
      case UInt8(ascii: " "), UInt8(ascii: "\t"): self = .space
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): self = .newline
      case 0x80...: self = .other
      default: self = .mark
      }
    }
  }

  private static let kinds = (0...UInt8.max).map { Kind($0) }

  /// Adds a text in UTF-8.
  ///
  /// - Complexity: O(bytes).
  public mutating func add(_ text: UnsafeRawBufferPointer) {
    Self.kinds.withUnsafeBufferPointer { kinds in
      var start = 0
      while start < text.count {
        let kind = kinds[Int(text[start])]
        var end = kind == .letter ? Self.lettersEnd(text, from: start &+ 1) : start &+ 1
        while end < text.count, kinds[Int(text[end])] == kind { end &+= 1 }
        thousandths += Self.weight(kind, end &- start)
        start = end
        // One space between two words counts nothing, and is what mostly comes next.
        if kind == .letter, text.count &- end >= 2, text[end] == UInt8(ascii: " "), kinds[Int(text[end &+ 1])] == .letter { start &+= 1 }
      }
    }
  }

  /// Where the letters that begin at `start` end, as far as eight bytes at a time tell: a word takes one step, or two.
  @inline(__always)
  private static func lettersEnd(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    var end = start
    while text.count &- end >= 8 {
      let word = text.loadUnaligned(fromByteOffset: end, as: UInt64.self).littleEndian
      // In small letters without the high bits: from "a" on the first sum carries into those, beyond "z" the second.
      let small = (word | (ones &* 0x20)) & ~high
      let letters = (small &+ (ones &* 0x1F)) & ~(small &+ (ones &* 0x05)) & ~word & high
      let others = letters ^ high
      if others != 0 { return end &+ others.trailingZeroBitCount &>> 3 }
      end &+= 8
    }
    return end
  }

  /// What a run of one kind counts, in thousandths.
  private static func weight(_ kind: Kind, _ run: Int) -> Int {
    guard run > 0 else { return 0 }
    switch kind {
    case .letter: return max(1_000, run * 2_000 / 11)
    case .digit: return (run + 2) / 3 * 1_000
    case .space: return run == 1 ? 0 : 600
    case .newline: return 700
    case .mark: return run * 750
    case .other: return run * 10_000 / 43
    }
  }
}
