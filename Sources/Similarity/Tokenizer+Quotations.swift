/// Apostrophes, quotation marks and backticks.
extension Tokenizer {
  /// An apostrophe outside a word: feet and minutes after a digit, the prime of a variable, otherwise the start or the end of a quotation.
  mutating func readApostrophe() {
    if index > quotedUntil, kind(before: index) == .digit || isPrime(index) {
      put(index..<index + 1)
      return
    }
    if index > quotedUntil, !kind(before: index).isWord, kind(after: index).isWord,
      let end = quotations.closingApostrophe(after: index, in: text, kinds: kinds)
    {
      quotedUntil = end
      special(until: end)
      keepLiteral(until: end)
    }
    index += 1
  }

  /// Whether a variable, or a prime, stands before the apostrophe at `index`.
  private func isPrime(_ index: Int) -> Bool {
    guard count > 0, lastEnd == index, tokens[count - 1].count == 1 else { return false }
    return "'abcefghkpqrvxyz".utf8.contains(text[index - 1] | 0x20)
  }

  /// What an equals sign says to be equal to is meant letter by letter.
  private mutating func keepLiteral(until end: Int) {
    guard count > 0, tokens[count - 1].count == 1, out[Int(tokens[count - 1].start)] == UInt8(ascii: "=") else { return }
    exactUntil = max(exactUntil, end)
  }

  /// A double quotation mark: inches after a digit, two primes after a variable, otherwise the start or the end of a quotation. One without a word stays as it is.
  mutating func readQuote() {
    if index <= quotedUntil {
      index += 1
    } else if kind(before: index) == .digit || isPrime(index) {
      put(index..<index + 1)
    } else if let end = quotations.closingQuote(after: index, in: text) {
      let content = index + 1..<end
      let isSpoken = text[content].contains { kinds[Int($0)].isWord || kinds[Int($0)] == .symbol }
      if isSpoken || text[content].allSatisfy({ $0 <= 0x20 }) {
        quotedUntil = end
        special(until: end)
        keepLiteral(until: end)
        index += 1
      } else {
        put(index..<end + 1)
      }
    } else {
      index += 1
    }
  }

  mutating func readBackticks() {
    if let end = spans.end(of: index, in: text) {
      put(index..<end)
    } else {
      index += spans.run(at: index, in: text)
    }
  }
}
