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

  /// 1 if the reduction may drop it, write it out or stem it, by its role or by its last letter; 0 if it stays as it is wherever it stands.
  ///
  /// There is no branch, for no processor foresees what words are.
  @inline(__always)
  func mayChange(last: UInt8) -> Int {
    // Letters by their place in the alphabet, d, g and s; bit 5 is set in small ones.
    let isInflected = 0x8_0090 &>> UInt32(last & 31) & UInt32(last &>> 5) & 1
    // Of words without a role only these may change.
    let changing = WordRole.changing | UInt64(isInflected & (isPlain ? 1 : 0)) &<< UInt64(WordRole.content.rawValue)
    return Int(truncatingIfNeeded: changing &>> UInt64(role.rawValue) & 1)
  }

  /// How many bytes it has.
  var count: Int { Int(end &- start) }
}
