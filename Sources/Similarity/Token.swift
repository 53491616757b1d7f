/// A word, number or sign of a text in ``NormalForm/spelling``.
struct Token {
  /// Where it stands among the bytes of the spelling form.
  var start: UInt32
  var end: UInt32
  /// What it is to the reduction; ``WordRole/content`` if it is not plain.
  var role: WordRole
  /// Whether it is made of ASCII letters and stands outside quotation marks: only such words are dropped, written out or stemmed.
  var isPlain: Bool
  /// Whether a clause ends after it.
  var endsClause = false

  init(_ range: Range<Int>, role: WordRole = .content, isPlain: Bool = false) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
    self.role = role
    self.isPlain = isPlain
  }

  /// Where it stands among the bytes of the spelling form.
  var range: Range<Int> { Int(start)..<Int(end) }

  /// How many bytes it has.
  var count: Int { Int(end &- start) }
}
