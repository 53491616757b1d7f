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
  /// The tokens that the reduction may change (``Token/mayChange(last:)``); the caller gives as much room.
  let changing: UnsafeMutableBufferPointer<UInt32>
  /// How many bytes of `out` are written.
  var length = 0
  /// How many tokens are written.
  var count = 0
  /// How many of them the reduction may change.
  var changingCount = 0

  /// The next byte to read.
  var index = 0
  /// Where the last token ended in `text`.
  var lastEnd = 0
  /// Words that start before this are quoted, and the mark at this place closes the quotation.
  var quotedUntil = -1
  /// Words that start before this belong to an option or a path, which stand as they are.
  var exactUntil = 0
  /// Words that start before this are not plain: those two, and file names and domains, which differ by more than inflection.
  private(set) var specialUntil = 0
  /// No address starts before this, but for one with `www`.
  private(set) var noAddressBefore = 0
  var spans = CodeSpans()
  private var addresses = Addresses()
  var quotations = Quotations()

  @inline(__always)
  init(
    text: UnsafeRawBufferPointer, kinds: UnsafeBufferPointer<ByteKind>, lexicon: Lexicon, needsRoles: Bool = true,
    out: UnsafeMutableRawBufferPointer, tokens: UnsafeMutableBufferPointer<Token>, changing: UnsafeMutableBufferPointer<UInt32>
  ) {
    self.text = text
    self.kinds = kinds
    self.lexicon = lexicon
    self.needsRoles = needsRoles
    self.out = out
    self.tokens = tokens
    self.changing = changing
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
  func kind(before index: Int) -> ByteKind { index > 0 ? kind(at: index - 1) : .gap }

  /// The kind of the byte after `index`; the edge of the text is a gap.
  func kind(after index: Int) -> ByteKind { index + 1 < text.count ? kind(at: index + 1) : .gap }

  @inline(__always)
  mutating func write(_ byte: UInt8) {
    out[length] = byte
    length += 1
  }

  /// Writes the space before a token, and says where the token starts.
  @inline(__always)
  mutating func begin() -> Int {
    write(0x20)
    return length
  }

  @inline(__always)
  mutating func end(_ token: Token) {
    tokens[count] = token
    changing[changingCount] = UInt32(truncatingIfNeeded: count)
    changingCount += token.mayChange(last: out[Int(token.end) - 1])
    count += 1
    lastEnd = index
  }

  /// Makes a token of bytes as they stand, and goes on after them.
  mutating func put(_ range: Range<Int>) {
    let start = begin()
    out[start..<start + range.count].copyBytes(from: text[range])
    length += range.count
    index = range.upperBound
    end(Token(start..<length))
  }

  mutating func endClause() {
    if count > 0 { tokens[count - 1].endsClause = true }
  }

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

  mutating func special(until end: Int) { specialUntil = max(specialUntil, end) }

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
}
