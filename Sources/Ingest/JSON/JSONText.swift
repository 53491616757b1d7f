internal import CScan

/// How the inside of a string is read: eight bytes at a time where nothing is special.
enum JSONText {
  typealias Bytes = UnsafePointer<UInt8>

  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")

  /// Sets the high bit of each byte of `word` that is a quote, a backslash, a control character or not ASCII. Only the lowest
  /// one set is exact, as borrows travel upwards from there.
  @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = (word ^ (ones &* 0x22)) &- ones
    let backslashes = (word ^ (ones &* 0x5C)) &- ones
    let controls = word &- (ones &* 0x20)
    return (quotes | backslashes | controls | word) & (ones &* 0x80)
  }

  /// The first byte from `start` that is special, or `end`.
  @inline(__always)
  static func run(_ start: Bytes, _ end: Bytes) -> Bytes {
    var p = start
    while end - p >= 8 {
      let marks = special(UnsafeRawPointer(p).loadUnaligned(as: UInt64.self).littleEndian)
      if marks != 0 { return p + marks.trailingZeroBitCount >> 3 }
      p += 8
    }
    while p < end, p.pointee &- 0x20 < 0x60, p.pointee != quote, p.pointee != backslash { p += 1 }
    return p
  }

  /// Reads on from a special byte to the closing quote; says whether there were escapes.
  @inline(never)
  static func close(_ special: Bytes, _ end: Bytes, _ base: Bytes) throws(JSONFault) -> (quote: Bytes, escaped: Bool) {
    var p = special
    var escaped = false
    while p < end {
      let byte = p.pointee
      if byte == quote { return (p, escaped) }
      if byte == backslash {
        escaped = true
        let length = escapeLength(p, end)
        guard length > 0 else { throw JSONFault(kind: end - p < 6 ? .unexpectedEnd : .malformedEscape, offset: p - base) }
        p += length
      } else if byte < 0x20 {
        throw JSONFault(kind: .controlCharacter, offset: p - base)
      } else if byte >= 0x80 {
        let length = sequenceLength(p, end)
        guard length > 0 else { throw JSONFault(kind: .invalidUTF8, offset: p - base) }
        p += length
        if p < end, p.pointee >= 0x80 { continue }
      }
      p = run(p, end)
    }
    throw JSONFault(kind: .unexpectedEnd, offset: end - base)
  }

  /// The length of the escape at `p`, or 0 if there is none.
  @inline(__always)
  private static func escapeLength(_ p: Bytes, _ end: Bytes) -> Int {
    guard end - p >= 2 else { return 0 }
    switch p[1] {
    case quote, backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
      UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u"):
      guard end - p >= 6, isHex(p[2]), isHex(p[3]), isHex(p[4]), isHex(p[5]) else { return 0 }
      return 6
    default:
      return 0
    }
  }

  /// The length of the UTF-8 sequence of one scalar beyond ASCII, or 0 if it is malformed. Source: RFC 3629, section 4.
  @inline(__always)
  private static func sequenceLength(_ p: Bytes, _ end: Bytes) -> Int {
    func follows(_ index: Int) -> Bool { p[index] & 0xC0 == 0x80 }
    let left = end - p
    switch p[0] {
    case 0xC2...0xDF:
      return left >= 2 && follows(1) ? 2 : 0
    case 0xE0...0xEF:
      guard left >= 3, follows(1), follows(2) else { return 0 }
      if p[0] == 0xE0 && p[1] < 0xA0 || p[0] == 0xED && p[1] > 0x9F { return 0 }
      return 3
    case 0xF0...0xF4:
      guard left >= 4, follows(1), follows(2), follows(3) else { return 0 }
      if p[0] == 0xF0 && p[1] < 0x90 || p[0] == 0xF4 && p[1] > 0x8F { return 0 }
      return 4
    default:
      return 0
    }
  }

  @inline(__always)
  private static func isHex(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 }
}

extension JSONText {
  /// Bytes that may be written behind a text.
  static let slack = 64

  /// Writes the text that a checked string means, without its quotes, to `output`: never longer than the string. Lone surrogates
  /// become U+FFFD. Gives the number of bytes. Up to ``slack`` more are written behind. From the first byte of the string on `readable`
  /// bytes can be read: as many as it has, or more.
  static func unescape(
    _ inside: UnsafeRawBufferPointer, readable: Int, into output: UnsafeMutablePointer<UInt8>, level: CInt = JSONTokens.best
  ) -> Int {
    guard let base = inside.baseAddress else { return 0 }
    return cscan_unescape(level, base.assumingMemoryBound(to: UInt8.self), inside.count, readable, output)
  }
}
