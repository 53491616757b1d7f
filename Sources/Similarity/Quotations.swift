/// Finds the ends of quotations. Remembers how far it looked in vain, so that a whole text costs O(*n*).
struct Quotations {
  private var noQuoteAfter = Int.max
  private var noApostropheBefore = 0

  /// The next double quotation mark after `index`, or `nil`.
  mutating func closingQuote(after index: Int, in text: UnsafeRawBufferPointer) -> Int? {
    guard index < noQuoteAfter else { return nil }
    var place = index + 1
    while place < text.count {
      if text[place] == UInt8(ascii: "\"") { return place }
      place += 1
    }
    noQuoteAfter = index
    return nil
  }

  /// The next apostrophe after `index` on its line that stands after a word and not before one, or `nil`.
  mutating func closingApostrophe(after index: Int, in text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>) -> Int? {
    guard index >= noApostropheBefore else { return nil }
    var place = index + 1
    while place < text.count, text[place] != UInt8(ascii: "\n") {
      if text[place] == UInt8(ascii: "'"), kinds[Int(text[place - 1])] != .gap,
        place + 1 == text.count || !kinds[Int(text[place + 1])].isWord
      {
        return place
      }
      place += 1
    }
    noApostropheBefore = place
    return nil
  }
}
