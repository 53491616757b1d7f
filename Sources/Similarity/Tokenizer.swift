/// Cuts a folded text into tokens and writes them, a space between any two: the ``NormalForm/spelling`` form.
///
/// Letters, marks and digits make words, in lower case and without apostrophes; numbers keep their points, commas and colons (3.5 is
/// not 35), and a hyphen before or between numbers is a minus sign (-5 is not 5). Signs with a meaning are words of their own; other
/// punctuation separates. Code spans and URLs stand as they are. Words in quotation marks, of options (-A), paths and file names are not
/// plain: nothing is done to them later; and where case tells two things apart (``ExactCase``), it stays.
///
/// Most words ask for none of this: ``readSureWords()`` takes those, and all others are read byte by byte.
struct Tokenizer {
  /// The text: ASCII and what ``Folding`` leaves, with ``Folder/padding`` behind.
  let text: UnsafeRawBufferPointer
  let kinds: UnsafeBufferPointer<ByteKind>
  let lexicon: Lexicon
  /// Whether the roles of words are asked for.
  let needsRoles: Bool
  /// A space before each token, and it; the caller gives room for twice the text and sixteen bytes more.
  let out: UnsafeMutableRawBufferPointer
  /// The tokens; the caller gives room for one per byte of the text.
  let tokens: UnsafeMutableBufferPointer<Token>
  /// How many bytes of `out` are written.
  var length = 0
  /// How many tokens are written.
  var count = 0

  /// The next byte to read.
  var index = 0
  /// Where the last token ended in `text`.
  var lastEnd = 0
  /// Words that start before this are quoted, and the mark at this place closes the quotation.
  private var quotedUntil = -1
  /// Words that start before this belong to an option or a path, which stand as they are.
  private var exactUntil = 0
  /// Words that start before this are not plain: those two, and file names and domains, which differ by more than inflection.
  private(set) var specialUntil = 0
  /// No address starts before this, but for one with `www`.
  private(set) var noAddressBefore = 0
  private var spans = CodeSpans()
  private var addresses = Addresses()
  private var quotations = Quotations()

  init(
    text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>, lexicon: Lexicon, needsRoles: Bool = true,
    out: UnsafeMutableRawBufferPointer, tokens: UnsafeMutableBufferPointer<Token>
  ) {
    self.text = text
    self.kinds = kinds
    self.lexicon = lexicon
    self.needsRoles = needsRoles
    self.out = out
    self.tokens = tokens
  }

  /// The spelling form of what was read.
  var spelling: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(out)[min(length, 1)..<length]) }

  /// Reads the whole text.
  ///
  /// - Parameter byteByByte: Whether nothing is taken for sure; what comes out is the same.
  /// - Complexity: O(*n*)
  mutating func run(byteByByte: Bool = false) {
    noAddressBefore = addresses.nextStart(from: 0, in: text)
    while index < text.count {
      if index >= specialUntil, !byteByByte {
        readSureWords()
        guard index < text.count else { return }
      }
      switch kind(at: index) {
      case .gap: index += 1
      case .lower, .upper, .digit, .beyond, .underscore: readWord()
      case .symbol: readSymbol()
      case .stop: readStop()
      case .point: readPoint()
      case .hyphen: readHyphen()
      case .apostrophe: readApostrophe()
      case .quote: readQuote()
      case .backtick: readBackticks()
      }
    }
  }

  @inline(__always)
  func kind(at index: Int) -> ByteKind { kinds[Int(text[index])] }

  /// The kind of the byte before `index`; the edge of the text is a gap.
  private func kind(before index: Int) -> ByteKind { index > 0 ? kind(at: index - 1) : .gap }

  /// The kind of the byte after `index`; the edge of the text is a gap.
  func kind(after index: Int) -> ByteKind { index + 1 < text.count ? kind(at: index + 1) : .gap }

  @inline(__always)
  mutating func write(_ byte: UInt8) {
    out[length] = byte
    length += 1
  }

  /// Writes the space before a token, and says where the token starts.
  @inline(__always)
  private mutating func begin() -> Int {
    write(0x20)
    return length
  }

  @inline(__always)
  mutating func end(_ token: Token) {
    tokens[count] = token
    count += 1
    lastEnd = index
  }

  /// Makes a token of bytes as they stand, and goes on after them.
  private mutating func put(_ range: Range<Int>) {
    let start = begin()
    out[start..<start + range.count].copyBytes(from: text[range])
    length += range.count
    index = range.upperBound
    end(Token(start..<length))
  }

  private mutating func endClause() {
    if count > 0 { tokens[count - 1].endsClause = true }
  }

  // MARK: Words

  private mutating func readWord() {
    if index >= noAddressBefore || text[index] | 0x20 == UInt8(ascii: "w") {
      if let address = addresses.address(at: index, in: text) { return readAddress(address) }
      noAddressBefore = addresses.nextStart(from: index, in: text)
    }
    let start = begin()
    let first = index
    var isPlain = index >= specialUntil
    var packed = PackedWord()
    var apostrophe: Int?
    reading: while index < text.count {
      readLetters(&packed)
      guard index < text.count else { break }
      switch kind(at: index) {
      case .digit, .beyond, .underscore:
        write(text[index])
        isPlain = false
      case .apostrophe where joins(index): apostrophe = length - start
      case .point where kind(before: index) == .digit && kind(after: index) == .digit: write(text[index])
      default: break reading
      }
      index += 1
    }
    if kinds[Int(out[start])] == .underscore, out[start..<length].allSatisfy({ $0 == UInt8(ascii: "_") }) {
      length = start - 1
      return
    }
    if !isPlain || index < text.count && text[index] == UInt8(ascii: ".") || ExactCase.mayHold(first..<index, in: text) {
      if isSettled(first, at: start, isPlain) { return }
    }
    guard isPlain, length - start <= PackedWord.longest else { return end(Token(start..<length, isPlain: isPlain)) }
    if let apostrophe, lexicon.isHomograph(packed) {
      for place in stride(from: length, to: start + apostrophe, by: -1) { out[place] = out[place - 1] }
      out[start + apostrophe] = UInt8(ascii: "'")
      length += 1
      packed = PackedWord(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(out)[start..<length]))
    }
    end(Token(start..<length, role: lexicon.role(of: packed), isPlain: true))
  }

  /// Ends the word from `first` to `index` if its case counts, or if a file name begins with it; otherwise says that it did not.
  @inline(never)
  private mutating func isSettled(_ first: Int, at start: Int, _ isPlain: Bool) -> Bool {
    let isPoint = index < text.count && text[index] == UInt8(ascii: ".")
    if isPoint, index - first == 1, readAbbreviation(first, at: start) { return true }
    if text[first] <= UInt8(ascii: "9"), first >= specialUntil, let unit = startOfUnit(first) {
      endNumber(first, at: start, before: unit)
      return true
    }
    let fileName = isPoint ? endOfFileName(first) : nil
    if let fileName { special(until: fileName) }
    let isExact = isExact(first)
    if isExact { keepCase(first, at: start) }
    guard isExact || fileName != nil else { return false }
    end(Token(start..<length, isPlain: isPlain && fileName == nil))
    return true
  }

  /// Whether the case of the word from `first` to `index` counts.
  private func isExact(_ first: Int) -> Bool {
    first < exactUntil || first < quotedUntil && ExactCase.isMixed(first..<index, in: text, kinds: kinds)
      || ExactCase.mayHold(first..<index, in: text)
        && ExactCase.holds(first..<index, in: text, kinds: kinds, afterNumber: endsWithDigit(), afterLabel: endsWithLabel())
  }

  /// Whether the last token says that what follows is meant letter by letter.
  private func endsWithLabel() -> Bool {
    guard count > 0 else { return false }
    let last = tokens[count - 1]
    guard last.isPlain, (2...10).contains(last.count) else { return false }
    return ExactCase.labels.contains(PackedWord(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(out)[last.range])))
  }

  private mutating func special(until end: Int) { specialUntil = max(specialUntil, end) }

  /// Whether the last token does.
  private func endsWithDigit() -> Bool { count > 0 && kinds[Int(out[Int(tokens[count - 1].end) - 1])] == .digit }

  /// Writes the word from `first` on again, with its case; apostrophes stay out.
  mutating func keepCase(_ first: Int, at start: Int) {
    var place = start
    for byte in first..<index where kind(at: byte) != .apostrophe {
      out[place] = text[byte]
      place += 1
    }
  }

  /// Where the file name or domain ends whose first part starts at `first` and ends at `index`, a point: users.csv, node.js; `nil` for the
  /// end of a sentence.
  private func endOfFileName(_ first: Int) -> Int? {
    guard index - first > 1 else { return nil }
    var end = index + 1
    while end < text.count, kind(at: end) == .lower || kind(at: end) == .digit { end += 1 }
    guard (1...4).contains(end - index - 1), kind(at: index + 1) == .lower else { return nil }
    return end == text.count || !kind(at: end).isWord ? end : nil
  }

  /// Writes the letters that follow in lower case, and adds them to `word`; eight at a time, for there is room behind the form.
  @inline(__always)
  private mutating func readLetters(_ word: inout PackedWord) {
    var place = index
    var end = length
    defer {
      index = place
      length = end
    }
    while text.count - place >= 8 {
      let letters = EightLetters(text.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      out.storeBytes(of: letters.lowered, toByteOffset: end, as: UInt64.self)
      word.append(letters)
      place += letters.count
      end += letters.count
      if letters.count < 8 { return }
    }
    while place < text.count {
      let letter = text[place] | 0x20
      guard letter &- UInt8(ascii: "a") < 26, text[place] < 0x80 else { return }
      out[end] = letter
      word.append(letter)
      place += 1
      end += 1
    }
  }

  /// Whether the apostrophe at `index`, in a word, goes on with it: don't, 1990's, but not 5'10.
  private func joins(_ index: Int) -> Bool {
    guard index != quotedUntil else { return false }
    let next = kind(after: index)
    return next.isLetter || next == .beyond
  }

  private mutating func readAddress(_ address: Addresses.Address) {
    switch address {
    case .url(let end): put(index..<end)
    case .mail(let end):
      let start = begin()
      while index < end {
        write(kind(at: index) == .upper ? text[index] | 0x20 : text[index])
        index += 1
      }
      self.end(Token(start..<length))
    }
  }

  // MARK: Punctuation

  /// A sign by itself; a slash or a tilde that opens a path also says where that ends, and a dollar where a variable does.
  private mutating func readSymbol() {
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

  /// `!` after a digit is a factorial, `?` or `!` alone between words is spoken of, and part of what is written x?.y, T?: or $?; otherwise
  /// they end a clause.
  private mutating func readStop() {
    let byte = text[index]
    if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?"), isOperator(index) {
      put(index..<index + 1)
      return
    }
    if byte == UInt8(ascii: "!"), kind(before: index) == .digit || isVariable(before: index) {
      put(index..<index + 1)
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

  /// Whether the `?` or `!` at `index` is an operator behind a name.
  private func isOperator(_ index: Int) -> Bool {
    guard index > 0, index + 1 < text.count else { return index > 0 && text[index - 1] == UInt8(ascii: "$") }
    if text[index - 1] == UInt8(ascii: "$") { return true }
    guard kind(before: index).isWord, kind(after: index) == .point, index + 2 < text.count else { return false }
    return text[index + 1] == UInt8(ascii: ".") ? kind(at: index + 2).isLetter : text[index + 1] == UInt8(ascii: ":")
  }

  /// Whether a letter stands before `index` that is no word: n, k.
  private func isVariable(before index: Int) -> Bool {
    guard count > 0, lastEnd == index, tokens[count - 1].count == 1, kind(before: index) == .lower else { return false }
    return !["a", "i", "u"].contains(Unicode.Scalar(text[index - 1]))
  }

  /// A point that starts a word (.5, .NET) is part of it; those of a path (./ and ..) and a sad face are words.
  private mutating func readPoint() {
    let before = kind(before: index)
    let next = kind(after: index)
    if before == .gap || before == .symbol, let end = endOfSign(index) { return put(index..<end) }
    if text[index] == UInt8(ascii: "."), before == .gap || before == .symbol || before == .hyphen, next == .digit || next.isLetter {
      let start = begin()
      write(text[index])
      index += 1
      while index < text.count, kind(at: index).isWord || kind(at: index) == .underscore || isInnerPoint(index) {
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

  private func isInnerPoint(_ index: Int) -> Bool {
    kind(at: index) == .point && kind(before: index) == .digit && kind(after: index) == .digit
  }

  private mutating func readHyphen() {
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

  // MARK: Quotations

  /// An apostrophe outside a word: feet and minutes after a digit, the prime of a variable, otherwise the start or the end of a quotation.
  private mutating func readApostrophe() {
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
  private mutating func readQuote() {
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

  private mutating func readBackticks() {
    if let end = spans.end(of: index, in: text) {
      put(index..<end)
    } else {
      index += spans.run(at: index, in: text)
    }
  }
}
