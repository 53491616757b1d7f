/// Takes off what English inflection adds, if what is left is sure to be the same word; otherwise leaves the word alone.
///
/// Nothing is taken from a base form, so that no two base forms can meet (plan and plane, not and note, hope and hop).
/// Words are lower-case ASCII letters.
enum Inflection {
  /// What is left of a word: its first letters, with a letter more.
  struct Stem: Equatable {
    /// How many letters of the word stay.
    var kept: Int
    /// A letter to add, or 0.
    var added: UInt8 = 0
  }

  /// The stem of a plural or a third person, -s; or `nil`.
  static func withoutS(_ word: UnsafeRawBufferPointer) -> Stem? {
    let count = word.count
    guard count >= 4, word[count - 1] == s else { return nil }
    let last = word[count - 2]
    guard last != s, last != u, last != i, last != apostrophe, hasVowel(word, count - 1) else { return nil }
    // -ics: economics is not economic.
    if ends(word, "ics") { return nil }
    if last == e {
      if count > 4, ends(word, "ies") { return Stem(kept: count - 3, added: y) }
      if count > 5, ends(word, "oes") { return Stem(kept: count - 2) }
      if ends(word, "sses") || ends(word, "shes") || ends(word, "ches") || ends(word, "xes") || ends(word, "zzes") {
        return Stem(kept: count - 2)
      }
    }
    return Stem(kept: count - 1)
  }

  /// The stem of a past form, -ed; or `nil`.
  static func withoutEd(_ word: UnsafeRawBufferPointer) -> Stem? {
    let count = word.count
    guard count > 4, word[count - 1] == UInt8(ascii: "d"), word[count - 2] == e, word[count - 3] != e else { return nil }
    if count > 5, word[count - 3] == i { return Stem(kept: count - 3, added: y) }
    return base(word, count - 2)
  }

  /// The stem of a progressive form, -ing; or `nil`.
  static func withoutIng(_ word: UnsafeRawBufferPointer) -> Stem? {
    guard word.count > 5, ends(word, "ing") else { return nil }
    return base(word, word.count - 3)
  }

  /// The verb of which the first `count` letters are left: undoubled (stopp → stop) or with its e (mak → make).
  private static func base(_ word: UnsafeRawBufferPointer, _ count: Int) -> Stem? {
    guard count >= 2, hasVowel(word, count) else { return nil }
    let last = word[count - 1]
    let before = word[count - 2]
    let third = count > 2 ? word[count - 3] : 0
    if count > 3, last == before, !isVowel(last), last != UInt8(ascii: "l"), last != s, last != UInt8(ascii: "z") {
      return Stem(kept: count - 1)
    }
    switch last {
    case UInt8(ascii: "v"), u, UInt8(ascii: "c"): return Stem(kept: count, added: e)
    case UInt8(ascii: "l") where contains("bdgptckf", before): return Stem(kept: count, added: e)
    case UInt8(ascii: "g") where contains("lnr", before): return Stem(kept: count, added: e)
    case s where before != s, UInt8(ascii: "z") where before == i: return Stem(kept: count, added: e)
    case UInt8(ascii: "t") where before == a && (!isVowel(third) || third == i || third == u): return Stem(kept: count, added: e)
    case UInt8(ascii: "t") where before == u && !isVowel(third): return Stem(kept: count, added: e)
    case UInt8(ascii: "d") where before == i && !isVowel(third): return Stem(kept: count, added: e)
    case UInt8(ascii: "r") where (before == a || before == i || before == u) && (!isVowel(third) || third == u):
      return Stem(kept: count, added: e)
    default: break
    }
    // One syllable with a single vowel and a single consonant: a short one would have doubled (hoping, but hopping).
    if isVowel(before), !isVowel(third), !isVowel(last), last != UInt8(ascii: "w"), last != UInt8(ascii: "x"), last != y,
      !hasVowel(word, count - 2)
    {
      return Stem(kept: count, added: e)
    }
    return Stem(kept: count)
  }

  private static let a = UInt8(ascii: "a")
  private static let e = UInt8(ascii: "e")
  private static let i = UInt8(ascii: "i")
  private static let u = UInt8(ascii: "u")
  private static let y = UInt8(ascii: "y")
  private static let s = UInt8(ascii: "s")
  private static let apostrophe = UInt8(ascii: "'")

  @inline(__always)
  private static func isVowel(_ letter: UInt8) -> Bool {
    // a e i o u y as bits of their place in the alphabet.
    0x0220_8222 >> UInt32(letter & 31) & 1 != 0 && letter >= a
  }

  private static func hasVowel(_ word: UnsafeRawBufferPointer, _ count: Int) -> Bool {
    for index in 0..<count where isVowel(word[index]) { return true }
    return false
  }

  @inline(__always)
  private static func ends(_ word: UnsafeRawBufferPointer, _ suffix: StaticString) -> Bool {
    let length = suffix.utf8CodeUnitCount
    guard word.count >= length else { return false }
    for offset in 0..<length where word[word.count - length + offset] != suffix.utf8Start[offset] { return false }
    return true
  }

  @inline(__always)
  private static func contains(_ letters: StaticString, _ letter: UInt8) -> Bool {
    for offset in 0..<letters.utf8CodeUnitCount where letters.utf8Start[offset] == letter { return true }
    return false
  }
}
