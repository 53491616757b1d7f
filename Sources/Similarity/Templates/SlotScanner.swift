/// Cuts a text into words and values.
///
/// Values: runs with a digit (numbers, dates, times, ids such as A-17 or 3f2a9c), e-mail addresses, URLs, what stands between double
/// quotation marks or backticks, months and weekdays, and words that start with a capital inside a sentence.
struct SlotScanner {
  struct Piece {
    var range: Range<Int>
    var slot: Slot?
  }

  private let text: UnsafeRawBufferPointer
  private var index = 0
  private var addresses = Addresses()
  private var spans = CodeSpans()
  private var quotations = Quotations()
  /// Whether the next word opens a sentence.
  private var opensSentence = true
  /// Whether capitals mark names: not where most words have one.
  private let hasNames: Bool

  init(text: UnsafeRawBufferPointer) {
    self.text = text
    var (words, capitals) = (0, 0)
    var inWord = false
    for byte in text {
      let isWord = Self.isWord(byte)
      if isWord, !inWord {
        words += 1
        if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { capitals += 1 }
      }
      inWord = isWord
    }
    hasNames = capitals * 2 <= words
  }

  /// The next piece, or `nil` at the end. Punctuation and white space between pieces belong to none.
  mutating func next() -> Piece? {
    while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\""):
        if let end = quotations.closingQuote(after: index, in: text) { return piece(to: end + 1, .quotation) }
      case UInt8(ascii: "`"):
        if let end = spans.end(of: index, in: text) { return piece(to: end, .quotation) }
        index += spans.run(at: index, in: text)
        continue
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), 0x0A: opensSentence = true
      default:
        if Self.isWord(byte) { return word() }
        if Self.signs.contains(byte) { return piece(to: index + 1, nil) }
      }
      index += 1
    }
    return nil
  }

  private mutating func piece(to end: Int, _ slot: Slot?) -> Piece {
    defer {
      index = end
      opensSentence = false
    }
    return Piece(range: index..<end, slot: slot)
  }

  private mutating func word() -> Piece {
    switch addresses.address(at: index, in: text) {
    case .url(let end): return piece(to: end, .url)
    case .mail(let end): return piece(to: end, .mail)
    case nil: break
    }
    var end = index
    var hasDigit = false
    var hasLetter = false
    var hasColon = false
    while end < text.count {
      let byte = text[end]
      if Self.isDigit(byte) {
        hasDigit = true
      } else if Self.isWord(byte) {
        hasLetter = true
      } else if end + 1 < text.count, Self.joins(byte), Self.isDigit(text[end + 1]) || hasDigit && Self.isWord(text[end + 1]) {
        // Points, hyphens, slashes and colons inside of numbers, dates, times and ids.
        if byte == UInt8(ascii: ":") { hasColon = true }
      } else {
        break
      }
      end += 1
    }
    if hasDigit { return piece(to: end, hasLetter ? .id : hasColon ? .time : .number) }
    let word = UnsafeRawBufferPointer(rebasing: text[index..<end])
    let isCapital = word[0] >= UInt8(ascii: "A") && word[0] <= UInt8(ascii: "Z")
    if isCapital, Calendar.contains(word) { return piece(to: end, .date) }
    // "I" and the letter of a list are no names.
    return piece(to: end, isCapital && hasNames && !opensSentence && word.count > 1 ? .name : nil)
  }

  private static let signs: [UInt8] = Array("+#$%&@*/<>=^|~\\{}[]()".utf8)

  private static func joins(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || isDigit(byte) || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
  }
}

/// Months and weekdays.
private enum Calendar {
  static func contains(_ word: UnsafeRawBufferPointer) -> Bool {
    guard word.count >= 3, word.count <= 9 else { return false }
    return words.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  private static let words: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
  ]
}
