/// When a word counts as another one misspelt.
///
/// Of the words that are an edit away from a common one, half are words of their own: unverified, employee, clauses. The slips below are
/// those that misspellings are mostly made of, and other words seldom: counted on the rare words of 34,000 questions and of 64,000 prompts,
/// they keep three in four misspellings and drop six in seven of the others.
enum Typos {
  /// A misspelt word stands in at most so many texts of a corpus …
  static let rare: UInt32 = 3
  /// … and the right one at least in so many.
  static let common: UInt32 = 20
  /// Shorter words have too many neighbours.
  static let shortest = 5
  /// Longer ones are no words.
  static let longest = 32

  /// Whether two words of letters are one slip of the pen apart, between a first and a last letter that both have: a letter left out,
  /// slipped in or doubled, a vowel for another, or two neighbours swapped (the last two as well). A word and its opposite never are.
  static func isSlip(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard min(a.count, b.count) >= shortest, max(a.count, b.count) <= longest, abs(a.count - b.count) <= 1,
      a.allSatisfy(isLetter), b.allSatisfy(isLetter)
    else { return false }
    let front = zip(a, b).prefix { $0 == $1 }.count
    let back = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
    guard front > 0 else { return false }
    let isOneSlip: Bool
    if a.count != b.count {
      isOneSlip = back > 0 && front + back >= min(a.count, b.count)
    } else if front + back == a.count - 1 {
      isOneSlip = back > 0 && isVowel(a[front]) && isVowel(b[front])
    } else {
      isOneSlip = front + back == a.count - 2 && a[front] == b[front + 1] && a[front + 1] == b[front]
    }
    return isOneSlip && !Antonyms.shared.contains(a, b)
  }

  static func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }

  private static func isVowel(_ byte: UInt8) -> Bool { "aeiouy".utf8.contains(byte) }
}
