/// Signs, stops, points and hyphens: which of them mean something, and which only separate.
extension Tokenizer {
  /// A sign by itself; a slash or a tilde that opens a path also says where that ends, and a dollar where a variable does.
  mutating func readSymbol() {
    let byte = text[index]
    if byte == UInt8(ascii: "$"), !kind(before: index).isWord, kind(after: index).isLetter {
      // A variable of a shell is meant letter by letter.
      var end = index + 1
      while end < text.count, kind(at: end).isWord || kind(at: end) == .underscore { end += 1 }
      if end > index + 2 {
        exactUntil = max(exactUntil, end)
        special(until: end)
      }
    }
    if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "~"), index >= exactUntil, !kind(before: index).isWord,
      kind(after: index).isLetter || kind(after: index) == .symbol
    {
      exactUntil = endOfRun(index)
      special(until: exactUntil)
    }
    put(index..<index + 1)
  }

  /// Where the white space after `index` begins.
  private func endOfRun(_ index: Int) -> Int {
    var end = index
    while end < text.count, text[end] > 0x20 { end += 1 }
    return end
  }

  /// `!` after a digit is a factorial, `?`, `!`, `??` or `?.` alone between words is spoken of, and part of what is written x?.y, T?: or $?; otherwise
  /// they end a clause.
  mutating func readStop() {
    let byte = text[index]
    if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?"), isOperator(index) {
      put(index..<index + 1)
      return
    }
    if byte == UInt8(ascii: "!"), kind(before: index) == .digit || isVariable(before: index) {
      put(index..<index + 1)
    } else if byte == UInt8(ascii: "?"), isCoalescing(index) {
      put(index..<index + 2)
      return
    } else if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?"), index > 0, text[index - 1] == 0x20, index + 2 < text.count,
      text[index + 1] == 0x20, kind(at: index + 2) == .lower
    {
      put(index..<index + 1)
      return
    } else {
      index += 1
    }
    endClause()
  }

  /// Whether `??` or `?.` stands at `index` alone between words: it is spoken of.
  private func isCoalescing(_ index: Int) -> Bool {
    guard index > 0, index + 3 < text.count, text[index - 1] == 0x20, text[index + 2] == 0x20 else { return false }
    return (text[index + 1] == UInt8(ascii: "?") || text[index + 1] == UInt8(ascii: ".")) && kind(at: index + 3) == .lower
  }

  /// Whether the `?` or `!` at `index` is an operator behind a name.
  private func isOperator(_ index: Int) -> Bool {
    // $? is one, but not what ends "is it 20$?".
    if index > 0, text[index - 1] == UInt8(ascii: "$") { return index < 2 || kind(at: index - 2) != .digit }
    guard index > 0, index + 1 < text.count else { return false }
    guard kind(before: index).isWord, kind(after: index) == .point, index + 2 < text.count else { return false }
    return text[index + 1] == UInt8(ascii: ".") ? kind(at: index + 2).isLetter : text[index + 1] == UInt8(ascii: ":")
  }

  /// Whether a letter stands before `index` that is no word: n, k.
  private func isVariable(before index: Int) -> Bool {
    guard count > 0, lastEnd == index, tokens[count - 1].count == 1, kind(before: index) == .lower else { return false }
    return !["a", "i", "u"].contains(Unicode.Scalar(text[index - 1]))
  }

  /// A point that starts a word (.5, .NET) is part of it; those of a path (./ and ..) and a sad face are words.
  mutating func readPoint() {
    let before = kind(before: index)
    let next = kind(after: index)
    if before == .gap || before == .symbol, let end = endOfSign(index) { return put(index..<end) }
    if text[index] == UInt8(ascii: "."), before == .gap || before == .symbol || before == .hyphen, next == .digit || next.isLetter {
      let start = begin()
      write(text[index])
      index += 1
      while index < text.count, kind(at: index).isWord || kind(at: index) == .underscore || isInnerPoint(index) || isPathPoint(index) {
        write(kind(at: index) == .upper ? text[index] | 0x20 : text[index])
        index += 1
      }
      end(Token(start..<length))
    } else {
      index += 1
      endClause()
    }
  }

  /// Where the sign ends that starts at `index`: one or two points before a slash, two by themselves, or :( by itself.
  private func endOfSign(_ index: Int) -> Int? {
    func isGap(_ place: Int) -> Bool { place >= text.count || text[place] <= 0x20 }
    let point = UInt8(ascii: ".")
    if text[index] == UInt8(ascii: ":") {
      return index + 1 < text.count && text[index + 1] == UInt8(ascii: "(") && isGap(index + 2) ? index + 2 : nil
    }
    guard text[index] == point else { return nil }
    let end = index + 1 < text.count && text[index + 1] == point ? index + 2 : index + 1
    if end < text.count, text[end] == UInt8(ascii: "/") { return end }
    return end == index + 2 && isGap(end) && index > 0 ? end : nil
  }

  /// Whether the point at `index` goes on with a name that a point opens: .env.local.
  private func isPathPoint(_ index: Int) -> Bool {
    kind(at: index) == .point && text[index] == UInt8(ascii: ".") && kind(before: index) == .lower && kind(after: index) == .lower
  }

  private func isInnerPoint(_ index: Int) -> Bool {
    kind(at: index) == .point && kind(before: index) == .digit && kind(after: index) == .digit
  }

  mutating func readHyphen() {
    guard isMinus(index) else {
      index += 1
      return
    }
    // An option, -A or --files, is meant letter by letter.
    if !kind(before: index).isWord, kind(after: index).isLetter || kind(after: index) == .hyphen {
      exactUntil = endOfRun(index)
      special(until: exactUntil)
    }
    put(index..<index + 1)
  }

  /// Whether the hyphen at `index` is a minus sign or starts an option: 5-3, x - y, -5, -v, --help.
  private func isMinus(_ index: Int) -> Bool {
    let before = kind(before: index)
    let next = kind(after: index)
    if count > 0, isOperand(tokens[count - 1]), lastEnd == index || lastEnd + 1 == index && text[lastEnd] == 0x20 {
      let place = index + 1 < text.count && text[index + 1] == 0x20 ? index + 2 : index + 1
      if place < text.count, kind(at: place) == .digit || kind(at: place).isLetter && !kind(after: place).isWord { return true }
      // A raised minus, as folded.
      if next == .symbol, text[index + 1] == UInt8(ascii: "^") { return true }
    }
    // Blood types and grades: O-, B-.
    if before == .upper, count > 0, lastEnd == index, tokens[count - 1].count <= 2, kind(at: index - tokens[count - 1].count) == .upper {
      return next == .gap || next == .stop || next == .point
    }
    guard before == .gap || before == .symbol || before == .stop else { return false }
    if next == .digit { return true }
    guard index + 2 < text.count else { return next.isLetter }
    let second = kind(at: index + 2)
    switch next {
    case .point: return second == .digit
    case .symbol: return text[index + 1] == UInt8(ascii: "$") && second == .digit
    case .hyphen: return second.isLetter
    default:
      if next.isLetter, count > 0, text[index - 1] == 0x20, let end = endOfLetters(index + 1), end - index <= 5 { return true }
      return next.isLetter && !second.isWord && second != .apostrophe && second != .hyphen
    }
  }

  /// Where the letters end that start at `start`, if white space or the end of the text is there: -rf.
  private func endOfLetters(_ start: Int) -> Int? {
    var end = start
    while end < text.count, kind(at: end).isLetter { end += 1 }
    return end == text.count || text[end] <= 0x20 ? end : nil
  }

  /// A number or a variable.
  private func isOperand(_ token: Token) -> Bool {
    let last = kinds[Int(out[Int(token.end) - 1])]
    return last == .digit || last == .lower && token.count == 1
  }
}
