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
  /// Writes the text that a checked string means, without its quotes, to `output`: never longer than the string. Lone surrogates
  /// become U+FFFD. Gives the number of bytes. Up to 31 more are written behind.
  static func unescape(_ inside: UnsafeRawBufferPointer, into output: UnsafeMutablePointer<UInt8>) -> Int {
    meaning.withUnsafeBufferPointer { unescape(inside, into: output, $0) }
  }

  private static func unescape(
    _ inside: UnsafeRawBufferPointer, into output: UnsafeMutablePointer<UInt8>, _ meanings: UnsafeBufferPointer<UInt8>
  ) -> Int {
    guard let base = inside.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    let end = base + inside.count
    var p = base
    var out = output
    while true {
      guard let stop = cscan_copy(p, end, out) else { return out - output }
      out += stop - p
      p = stop
      guard end - p >= 2 else { return out - output }
      let escape = p[1]
      p += 2
      if escape == UInt8(ascii: "u") {
        append(scalar(&p, end), &out)
      } else {
        out.pointee = meanings[Int(escape)]
        out += 1
      }
    }
  }

  /// What stands for each escape but that of a scalar: looked up, as which comes next is past guessing.
  private static let meaning: [UInt8] = (0...UInt8.max).map { escape in
    switch escape {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    default: escape
    }
  }

  /// The scalar whose four hexadecimal digits begin at `p`, with a second escape if both are a surrogate pair.
  @inline(__always)
  private static func scalar(_ p: inout Bytes, _ end: Bytes) -> UInt32 {
    guard end - p >= 4 else {
      p = end
      return 0xFFFD
    }
    let unit = hex(p)
    p += 4
    guard unit & 0xF800 == 0xD800 else { return unit }
    guard unit < 0xDC00, end - p >= 6, p[0] == backslash, p[1] == UInt8(ascii: "u") else { return 0xFFFD }
    let second = hex(p + 2)
    guard second & 0xFC00 == 0xDC00 else { return 0xFFFD }
    p += 6
    return 0x1_0000 + (unit & 0x3FF) << 10 + second & 0x3FF
  }

  /// The number that four checked digits are, all at once: the low four bits of each, and nine more for letters.
  @inline(__always)
  private static func hex(_ p: Bytes) -> UInt32 {
    let digits = UnsafeRawPointer(p).loadUnaligned(as: UInt32.self).bigEndian
    var x = digits & 0x0F0F_0F0F &+ (digits >> 6 & 0x0101_0101) &* 9
    x = (x | x >> 4) & 0x00FF_00FF
    return (x | x >> 8) & 0xFFFF
  }

  /// Writes a scalar in UTF-8, which is shorter than its escape; four bytes at once and without a branch for all but the rarest.
  @inline(__always)
  private static func append(_ scalar: UInt32, _ out: inout UnsafeMutablePointer<UInt8>) {
    let last = 0x80 | scalar & 0x3F
    let middle = 0x80 | scalar >> 6 & 0x3F
    let two = 0xC0 | scalar >> 6 | last << 8
    let three = 0xE0 | scalar >> 12 | middle << 8 | last << 16
    var bytes = scalar < 0x80 ? scalar : scalar < 0x800 ? two : three
    var count = 1 + (scalar < 0x80 ? 0 : 1) + (scalar < 0x800 ? 0 : 1)
    if scalar >= 0x1_0000 {
      bytes = 0xF0 | scalar >> 18 | (0x80 | scalar >> 12 & 0x3F) << 8 | middle << 16 | last << 24
      count = 4
    }
    UnsafeMutableRawPointer(out).storeBytes(of: bytes.littleEndian, as: UInt32.self)
    out += count
  }
}
