/// Words whose case tells two things apart, so that it is not levelled.
enum ExactCase {
  /// Whether the word at `range` is worth a closer look: few are.
  static func mayHold(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
    let first = text[range.lowerBound]
    guard range.count > 1 else { return mayBeVariable(first) }
    let last = text[range.upperBound - 1]
    if first <= UInt8(ascii: "9") { return last > UInt8(ascii: "9") }
    if isCapital(first), last <= UInt8(ascii: "9") || range.count <= 4 && text[range.lowerBound + 1] == UInt8(ascii: "b") { return true }
    // Small letters have a bit that capitals have not; eight bytes at a time, for there is room behind the text.
    let padded = UnsafeRawBufferPointer(start: text.baseAddress, count: text.count + Folder.padding)
    var place = range.lowerBound + 1
    while place < range.upperBound {
      let left = range.upperBound - place
      let mask: UInt64 = left >= 8 ? ~0 : (1 &<< UInt64(8 * left)) &- 1
      let bytes = padded.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
      if ~bytes & 0x2020_2020_2020_2020 & mask != 0 { return isMixedOrShort(range, in: text) }
      place += 8
    }
    return false
  }

  /// Whether a word has capitals behind its first letter, and is no long word of capitals alone.
  private static func isMixedOrShort(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
    var (hasInner, hasOther) = (false, range.count <= 3 || !isCapital(text[range.lowerBound]))
    for place in range.dropFirst() {
      if isCapital(text[place]) { hasInner = true } else { hasOther = true }
    }
    return hasInner && hasOther
  }

  /// Whether a letter by itself is a capital, but none of the words I and A.
  @inline(__always)
  static func mayBeVariable(_ letter: UInt8) -> Bool {
    isCapital(letter) && letter != UInt8(ascii: "I") && letter != UInt8(ascii: "A")
  }

  /// Whether the case of the word at `range` counts: US is not us, 5 mW are not 5 MW, and an id has its letters as they are.
  ///
  /// - Parameters:
  ///   - afterNumber: Whether the token before it ends with a digit.
  ///   - afterLabel: Whether the token before it announces something secret or made by a machine (``labels``).
  static func holds(
    _ range: Range<Int>, in text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>, afterNumber: Bool,
    afterLabel: @autoclosure () -> Bool
  ) -> Bool {
    let word = UnsafeRawBufferPointer(rebasing: text[range])
    guard word.count > 1 else { return isArgument(range.lowerBound, in: text) }
    if afterNumber || kinds[Int(word[0])] == .digit || isRate(range.upperBound, in: text), isUnit(word, kinds: kinds) { return true }
    if word.count <= 3, isAcronym(range, in: text, kinds: kinds) { return true }
    return word.count > 3 && (isIdentifier(word) || afterLabel() && isSecret(word))
  }

  /// Whether a word has capitals behind its first letter, and others that are none: iPhone. In quotation marks it is meant like that, and so
  /// is a letter that is all between them.
  static func isMixed(_ range: Range<Int>, in text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>) -> Bool {
    if range.count == 1 {
      func isMark(_ place: Int) -> Bool { text.indices.contains(place) && "\"'".utf8.contains(text[place]) }
      return isCapital(text[range.lowerBound]) && isMark(range.lowerBound - 1) && isMark(range.upperBound)
    }
    return range.dropFirst().contains { kinds[Int(text[$0])] == .upper } && range.contains { kinds[Int(text[$0])] == .lower }
  }

  /// Whether a word with its case is one that ``holds(_:in:kinds:afterNumber:afterLabel:)`` is about.
  static func tellsApart(_ word: UnsafeRawBufferPointer) -> Bool {
    word.count == 1 || isAcronym(word) || (2...4).contains(word.count) && units.contains(packed(word)) || isIdentifier(word)
      || word.count > 3 && isSecret(word) && word.contains { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }

  @inline(__always)
  private static func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }

  private static func isSmall(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }

  /// Units that are others in another case; all other ways to write them, such as mb for megabytes, are levelled.
  private static let units = [
    "mW", "mV", "mA", "mHz", "mPa", "mJ", "mS", "mM", "nM", "uM", "pM", "PF", "Mb", "Gb", "Tb", "MBps", "GBps",
  ].map { packed($0.utf8) }

  private static func isUnit(_ word: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>) -> Bool {
    var start = 0
    while start < word.count, !kinds[Int(word[start])].isLetter { start += 1 }
    return (2...4).contains(word.count - start) && units.contains(packed(word[start...]))
  }

  /// Whether what ends at `end` is said for each second: Mb/s.
  private static func isRate(_ end: Int, in text: UnsafeRawBufferPointer) -> Bool {
    end + 1 < text.count && text[end] == UInt8(ascii: "/") && text[end + 1] | 0x20 == UInt8(ascii: "s")
  }

  /// Acronyms that are other words in lower case, where nobody shouts: the words beside it are not in capitals.
  private static func isAcronym(_ range: Range<Int>, in text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>) -> Bool {
    guard isAcronym(text[range]) else { return false }
    return !isCapitals(from: range.upperBound, by: 1, in: text, kinds: kinds)
      && !isCapitals(from: range.lowerBound - 1, by: -1, in: text, kinds: kinds)
  }

  /// Whether an acronym of two or three letters is another word in lower case.
  static func isAcronym(_ letters: some Collection<UInt8>) -> Bool { (2...3).contains(letters.count) && acronyms.contains(packed(letters)) }

  private static let acronyms = ["US", "IT", "WHO"].map { packed($0.utf8) }

  /// At most four letters in one number.
  private static func packed(_ letters: some Collection<UInt8>) -> UInt32 { letters.reduce(0) { $0 << 8 | UInt32($1) } }

  /// Whether the next word in one direction, at most three signs away, has two capitals at its near end.
  private static func isCapitals(
    from start: Int, by step: Int, in text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>
  ) -> Bool {
    var place = start
    while text.indices.contains(place), !kinds[Int(text[place])].isLetter {
      if abs(place - start) > 3 { return false }
      place += step
    }
    return text.indices.contains(place) && text.indices.contains(place + step) && kinds[Int(text[place])] == .upper
      && kinds[Int(text[place + step])] == .upper
  }

  // MARK: Names that machines read

  /// Whether the capital at `place` names a function or what one is given: P(X = x). An item of a list, (B), is none.
  private static func isArgument(_ place: Int, in text: UnsafeRawBufferPointer) -> Bool {
    func byte(_ place: Int) -> UInt8 { text.indices.contains(place) ? text[place] : 0x20 }
    let (before, after) = (byte(place - 1), byte(place + 1))
    if after == UInt8(ascii: "(") { return true }
    if before == UInt8(ascii: "(") {
      let isCall = isCapital(byte(place - 2)) || isSmall(byte(place - 2))
      return isCall && after > 0x20
    }
    return after == UInt8(ascii: ")") && "=,|".utf8.contains(before)
  }

  /// Whether a word is spelt as nobody writes a name: myVar, or an id such as dQw4w9WgXcQ. Not iPhone, JavaScript or LaTeX.
  private static func isIdentifier(_ word: UnsafeRawBufferPointer) -> Bool {
    let small = word.prefix(while: isSmall).count
    if small >= 2, word.count > small + 1, isCapital(word[small]), isSmall(word[small + 1]) { return true }
    var (changes, odd, last, hasDigit) = (0, 0, UInt8(0), false)
    for (place, byte) in word.enumerated() {
      guard isCapital(byte) || isSmall(byte) else {
        hasDigit = hasDigit || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        continue
      }
      if last != 0, isCapital(last) != isCapital(byte) { changes += 1 }
      last = byte
      if isCapital(byte), place + 1 == word.count || !isSmall(word[place + 1]) { odd += 1 }
    }
    return hasDigit ? odd > 0 && changes >= 3 : odd > 1 && changes >= 5
  }

  /// Whether a word could be a password or a key: it has capitals, and small letters before one or a digit.
  private static func isSecret(_ word: UnsafeRawBufferPointer) -> Bool {
    let hasInner = word.dropFirst().contains(where: isCapital)
    if hasInner, word.contains(where: isSmall) { return true }
    return word.contains { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } && word.contains(where: isCapital)
  }

  /// What announces such a word.
  static let labels = ["password", "passphrase", "token", "key", "id", "uid", "secret", "hash", "decode", "lookup"].map { PackedWord($0) }
}
