/// A word, number or sign of a text in ``NormalForm/spelling``: 16 bytes.
struct Token {
  /// Where it stands among the bytes of the spelling form.
  var start: UInt32
  var end: UInt32
  /// Its letters as a ``PackedWord``, with flags in the bits above.
  private var packed: UInt64

  init(_ range: Range<Int>, word: PackedWord = .none, isPlain: Bool = false) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
    packed = word.bits | (isPlain ? Self.plain : 0)
  }

  private static let plain: UInt64 = 1 << 63
  private static let stop: UInt64 = 1 << 62

  /// Whether it is made of ASCII letters and stands outside quotation marks: only such words are dropped, written out or stemmed.
  var isPlain: Bool { packed & Self.plain != 0 }

  /// Whether a clause ends after it.
  var endsClause: Bool {
    get { packed & Self.stop != 0 }
    set { packed = newValue ? packed | Self.stop : packed & ~Self.stop }
  }

  /// The word, or nothing if it is not plain or too long for a ``PackedWord``.
  var word: PackedWord {
    isPlain && end - start <= 12 ? PackedWord(bits: packed & (1 << 60 - 1)) : .none
  }

  /// Where it stands among the bytes of the spelling form.
  var range: Range<Int> { Int(start)..<Int(end) }
}
