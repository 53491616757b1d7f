/// Words whose case tells two things apart, so that it is not levelled.
enum ExactCase {
  /// Whether the word at `range` is worth a closer look: few are.
  @inline(__always)
  static func mayHold(_ range: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
    guard range.count > 1, range.count <= longest else { return false }
    let first = text[range.lowerBound]
    if first <= UInt8(ascii: "9") { return text[range.upperBound - 1] > UInt8(ascii: "9") }
    let second = text[range.lowerBound + 1]
    return range.count <= 4 && (second < UInt8(ascii: "a") || second == UInt8(ascii: "b") && first < UInt8(ascii: "a"))
  }

  /// Whether the case of the word at `range` counts: US is not us, and 5 mW are not 5 MW.
  ///
  /// - Parameter afterNumber: Whether the token before it ends with a digit.
  @inline(never)
  static func holds(
    _ range: Range<Int>, in text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>, afterNumber: Bool
  ) -> Bool {
    guard range.count <= longest else { return false }
    if afterNumber || kinds[Int(text[range.lowerBound])] == .digit { return isUnit(range, in: text, kinds: kinds) }
    guard range.count <= 3, kinds[Int(text[range.lowerBound])] == .upper else { return false }
    return isAcronym(range, in: text, kinds: kinds)
  }

  /// Whether a word has capitals behind its first letter, and others that are none: iPhone. In quotation marks it is meant like that.
  static func isMixed(_ range: Range<Int>, in text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>) -> Bool {
    range.dropFirst().contains { kinds[Int(text[$0])] == .upper } && range.contains { kinds[Int(text[$0])] == .lower }
  }

  /// Whether a word with its case is one that ``holds(_:in:kinds:afterNumber:)`` is about.
  static func tellsApart(_ word: UnsafeRawBufferPointer) -> Bool {
    (acronyms + units).contains { word.elementsEqual($0) }
  }

  /// A number of so many bytes with a unit behind it is the longest word looked at.
  private static let longest = 12

  /// Units that are others in another case; all other ways to write them, such as mb for megabytes, are levelled.
  private static let units = ["mW", "mV", "mA", "mHz", "mPa", "mJ", "Mb", "Gb", "Tb", "MBps", "GBps"].map { Array($0.utf8) }

  private static func isUnit(_ range: Range<Int>, in text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound, !kinds[Int(text[start])].isLetter { start += 1 }
    return units.contains { $0.count == range.upperBound - start && text[start..<range.upperBound].elementsEqual($0) }
  }

  /// Acronyms that are other words in lower case, where nobody shouts: the words beside it are not in capitals.
  private static func isAcronym(_ range: Range<Int>, in text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>) -> Bool {
    guard range.allSatisfy({ kinds[Int(text[$0])] == .upper }), acronyms.contains(where: { text[range].elementsEqual($0) }) else {
      return false
    }
    return !isCapitals(from: range.upperBound, by: 1, in: text, kinds: kinds)
      && !isCapitals(from: range.lowerBound - 1, by: -1, in: text, kinds: kinds)
  }

  private static let acronyms = ["US", "IT", "WHO"].map { Array($0.utf8) }

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
}
