/// What is kept of an answer to compare it with another one: how alike they are can be told from it, not what they say.
///
/// It lives as long as a log is read and audited, and no file holds it: who has it could test whether an answer that they guess was given.
public struct AnswerSketch: Sendable, Equatable, BitwiseCopyable {
  /// How alike two answers are.
  public enum Likeness: UInt8, Sendable, CaseIterable {
    /// Equal but for case, punctuation, white space and marks of formatting.
    case spelling
    /// The same numbers, and at least ``AnswerSketch/similar`` of all their words in common.
    case similar
    /// Neither.
    case different
  }

  /// The share of their words that similar answers have in common: distinct words of both over distinct words of either (Jaccard).
  public static let similar = 0.5

  /// Stands for "nothing is known of it".
  public static let unknown = AnswerSketch(words: 0, numbers: 0, sequence: 0, bits: (0, 0))

  /// How many words it has, at most 2^32 − 1.
  let words: UInt32
  /// Words with digits, in whatever order.
  let numbers: UInt32
  /// All words in order.
  let sequence: UInt64
  /// One bit for each of 128 parts of the least hashes of its words.
  let low: UInt64
  let high: UInt64

  init(words: UInt32, numbers: UInt32, sequence: UInt64, bits: (UInt64, UInt64)) {
    self.words = words
    self.numbers = numbers
    self.sequence = sequence
    (low, high) = bits
  }

  /// Whether something is known of the answer.
  public var isKnown: Bool { words > 0 }

  /// How alike two answers are.
  public func likeness(to other: AnswerSketch) -> Likeness {
    if words == other.words, sequence == other.sequence { return .spelling }
    return numbers == other.numbers && similarity(to: other) >= Self.similar ? .similar : .different
  }

  /// The share of distinct words that two answers have in common, as estimated from one bit of each part: off by .09 at most in two of
  /// three pairs.
  ///
  /// Bits of other words are equal every second time (b-bit minwise hashing: Li and König, WWW 2010).
  public func similarity(to other: AnswerSketch) -> Double {
    let equal = 128 - (low ^ other.low).nonzeroBitCount - (high ^ other.high).nonzeroBitCount
    return max(0, Double(equal) / 64 - 1)
  }
}

/// Makes the sketches of answers, one after the other. Keeps its scratch memory: use one per thread.
///
/// Words are runs of letters and digits, in lower case where they are of ASCII; of scripts without spaces (from U+3000 on) every character is
/// one, and so are signs that change a meaning (%, <, a minus before a number). Other signs are punctuation or formatting.
public struct AnswerSketcher: Sendable {
  private static let parts = 128
  private static let absent = UInt32.max

  /// The least hash of the words of each part (one-permutation hashing: Li, Owen and Zhang, NIPS 2012).
  private var least = [UInt32](repeating: Self.absent, count: Self.parts)
  private var words: UInt64 = 0
  private var numbers: UInt64 = 0
  private var sequence: UInt64 = 0

  /// A sketcher of which nothing is known yet.
  public init() {}

  /// Adds a text of the answer.
  /// - Complexity: O(*n*)
  public mutating func add(_ text: UnsafeRawBufferPointer) {
    var hash = Self.start
    var length = 0
    var hasDigit = false
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch Self.kinds[Int(byte)] {
      case .letter, .digit:
        let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
        if Self.kinds[Int(byte)] == .digit { hasDigit = true }
        hash = (hash ^ UInt64(lower)) &* Self.prime
        length += 1
      case .wide where !Self.isAlone(text, index) && !Self.isPunctuation(text, index):
        hash = (hash ^ UInt64(byte)) &* Self.prime
        length += 1
      case .wide, .sign, .between:
        if length > 0 { end(hash, hasDigit) }
        (hash, length, hasDigit) = (Self.start, 0, false)
        if Self.kinds[Int(byte)] == .wide {
          let last = min(index + 3, text.count)
          if !Self.isPunctuation(text, index) {
            for place in index..<last { hash = (hash ^ UInt64(text[place])) &* Self.prime }
            end(hash, false)
            hash = Self.start
          }
          index = last - 1
        } else if Self.kinds[Int(byte)] == .sign || byte == UInt8(ascii: "-") && Self.isMinus(text, index) {
          end((hash ^ UInt64(byte)) &* Self.prime, byte == UInt8(ascii: "-"))
        }
      }
      index += 1
    }
    if length > 0 { end(hash, hasDigit) }
  }

  /// Adds a text of the answer.
  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  /// The sketch of all that was added, which is then forgotten; ``AnswerSketch/unknown`` where there are no words.
  public mutating func finish() -> AnswerSketch {
    guard words > 0 else { return .unknown }
    var bits: (UInt64, UInt64) = (0, 0)
    // A part without words takes what the next one has, told apart by the distance (Shrivastava and Li, ICML 2014).
    var (distance, value) = (0, Self.absent)
    var first = 0
    while least[first] == Self.absent { first += 1 }
    for step in 0..<Self.parts {
      let part = (first + Self.parts - step) % Self.parts
      if least[part] == Self.absent { distance += 1 } else { (distance, value) = (0, least[part]) }
      let bit = Self.mixed(UInt64(value) | UInt64(distance) << 32) >> 63
      if part < 64 { bits.0 |= bit << UInt64(part) } else { bits.1 |= bit << UInt64(part - 64) }
    }
    let sketch = AnswerSketch(
      words: UInt32(clamping: words), numbers: UInt32(truncatingIfNeeded: numbers >> 32), sequence: sequence, bits: bits)
    for part in least.indices { least[part] = Self.absent }
    (words, numbers, sequence) = (0, 0, 0)
    return sketch
  }

  private mutating func end(_ hash: UInt64, _ isNumber: Bool) {
    let mixed = Self.mixed(hash)
    words += 1
    sequence = (sequence ^ mixed) &* Self.prime &+ sequence >> 29
    if isNumber { numbers &+= mixed }
    let part = Int(mixed >> 57)
    least[part] = min(least[part], UInt32(truncatingIfNeeded: mixed >> 8) & ~1)
  }

  /// Whether the character of three bytes at `index` is a word: those from U+3000 on.
  private static func isAlone(_ text: UnsafeRawBufferPointer, _ index: Int) -> Bool { text[index] > 0xE2 }

  /// Whether the character of three bytes at `index` is punctuation: U+2000 … 203F, U+3000 … 303F, and the full-width forms of ASCII's.
  private static func isPunctuation(_ text: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    guard index + 2 < text.count else { return false }
    switch (text[index], text[index + 1], text[index + 2]) {
    case (0xE2...0xE3, 0x80, _), (0xEF, 0xBC, 0x81...0x8F), (0xEF, 0xBC, 0x9A...0xA0): return true
    default: return false
    }
  }

  /// A minus is one before a digit, where no word ends.
  private static func isMinus(_ text: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    guard index + 1 < text.count, kinds[Int(text[index + 1])] == .digit else { return false }
    guard index > 0 else { return true }
    let before = kinds[Int(text[index - 1])]
    return before != .letter && before != .digit
  }

  // FNV-1a's constants; the finalizer is SplitMix64's (both public domain).
  private static let start: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  private enum Kind: UInt8 {
    case between
    case letter
    case digit
    /// The first byte of a character of three bytes.
    case wide
    case sign
  }

  private static let kinds: [Kind] = (0...255).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case 0xE2...0xEF: .wide
    case 0x80...: .letter
    case UInt8(ascii: "%"), UInt8(ascii: "$"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "+"),
      UInt8(ascii: "/"), UInt8(ascii: "^"), UInt8(ascii: "&"), UInt8(ascii: "@"):
      .sign
    default: .between
    }
  }
}
