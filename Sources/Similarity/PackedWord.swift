/// A lower-case ASCII word of at most twelve letters in one integer, five bits a letter: 1–26, and 27 for an apostrophe; 0 is no word.
struct PackedWord: Hashable {
  private(set) var bits: UInt64

  /// The empty word.
  init() { bits = 0 }

  init(_ word: some StringProtocol) {
    bits = 0
    for byte in word.utf8 { append(byte) }
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    bits = 0
    for byte in bytes { append(byte) }
  }

  /// The most letters a word may have.
  static let longest = 12

  /// Adds a letter of either case, or an apostrophe.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    bits = bits << 5 | (byte == UInt8(ascii: "'") ? 27 : UInt64(byte & 31))
  }

  /// Adds the letters at the front of eight bytes.
  @inline(__always)
  mutating func append(_ letters: EightLetters) {
    if letters.count > 0 { append(letters.lowered, letters.count) }
  }

  /// Adds the first letters of eight bytes, little-endian: 1…8 of them.
  @inline(__always)
  mutating func append(_ letters: UInt64, _ count: Int) {
    // The first letter goes highest; those behind the last fall off. Then five bits of each byte move together, by pairs.
    var x = letters.byteSwapped &>> UInt64(64 - 8 * count) & 0x1F1F_1F1F_1F1F_1F1F
    x = x & 0x001F_001F_001F_001F | x >> 3 & 0x03E0_03E0_03E0_03E0
    x = x & 0x0000_03FF_0000_03FF | x >> 6 & 0x000F_FC00_000F_FC00
    x = x & 0x0000_0000_000F_FFFF | x >> 12 & 0x0000_00FF_FFF0_0000
    bits = bits &<< UInt64(5 * count) | x
  }
}

/// The ASCII letters at the front of eight bytes.
struct EightLetters {
  /// The bytes, little-endian, with all letters in lower case.
  let lowered: UInt64
  /// How many bytes are letters before the first that is none.
  let count: Int

  /// Looks at eight bytes as they stand in memory.
  @inline(__always)
  init(_ bytes: UInt64) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let word = bytes.littleEndian
    lowered = word | ones &* 0x20
    // Seven bits of a byte cannot carry into the next: the high bit says at least "a", and beyond "z".
    let low = lowered & (ones &* 0x7F)
    let fromA = low &+ (ones &* (0x80 - 0x61))
    let beyondZ = low &+ (ones &* (0x80 - 0x7B))
    let other = (~fromA | beyondZ | word) & (ones &* 0x80)
    count = other.trailingZeroBitCount >> 3
  }
}

/// Twelve lower-case ASCII letters in one integer, as ``PackedWord``, but made of sixteen bytes as they stand in memory with few steps and no
/// branch: what stands before and after is not looked at, so it takes no apostrophes, and nothing can be added to it.
struct SureKey {
  /// 0 if the word is longer.
  let bits: UInt64

  /// A word of 1…16 lower-case letters, of which sixteen bytes can be read.
  @inline(__always)
  init(_ letters: UnsafeRawPointer, _ count: Int) {
    // Five bits tell a letter, so that three bits between any two are free: those that are left of the ninth to twelfth letter go there.
    let fives: UInt64 = 0x1F1F_1F1F_1F1F_1F1F
    let first = letters.loadUnaligned(as: UInt64.self).littleEndian & fives &>> UInt64(truncatingIfNeeded: 64 &- 8 &* min(count, 8))
    // In two steps, for there may be none.
    let last =
      letters.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
      & ((fives &>> 1) &>> UInt64(truncatingIfNeeded: 63 &- 8 &* max(count &- 8, 0)))
    bits = count > PackedWord.longest ? 0 : first | (last & 0x0707_0707) << 5 | (last & 0x1818_1818) << 34
  }

  /// `nil` if the word is none of 1…``PackedWord/longest`` lower-case letters.
  init?(_ word: String) {
    var bytes = Array(word.utf8)
    guard (1...PackedWord.longest).contains(bytes.count), bytes.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
    let count = bytes.count
    bytes += [UInt8](repeating: 0, count: 16)
    self = bytes.withUnsafeBytes { bytes in
      guard let letters = bytes.baseAddress else { return SureKey(bits: 0) }
      return SureKey(letters, count)
    }
  }

  private init(bits: UInt64) { self.bits = bits }
}
