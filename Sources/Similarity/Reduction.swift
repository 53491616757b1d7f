/// Writes the ``NormalForm/fillers`` and ``NormalForm/stems`` of an English text from its tokens.
///
/// Dropped: articles, do and does before what they help, intensifiers, politeness where it is not spoken of, and "can" in "how can I".
/// Written out: contractions. Stemmed: -s and -ed, -ing after a form of to be, and that form to "is" or "was". Each rule was held
/// against labelled pairs of questions; what "to be" and "do" tell apart (what is X like, what does X like) stays apart.
struct Reduction {
  /// The spelling form that the tokens point into.
  private let spelling: UnsafeRawBufferPointer
  private let tokens: UnsafeBufferPointer<Token>
  private let lexicon: Lexicon
  /// The form without fillers, then the stems; the caller gives each room for twice the spelling form.
  private(set) var fillers: Writer
  private(set) var stems: Writer

  /// A form as it is written: words, a space between any two. Words in a row that are as they are in the spelling form are copied together.
  struct Writer {
    private let out: UnsafeMutableRawBufferPointer
    private var length = 0
    /// The first token that is not written yet, if all from it on are as they are.
    private var first = 0
    /// Whether anything is not as it is in the spelling form.
    private(set) var isChanged = false

    init(_ out: UnsafeMutableRawBufferPointer) { self.out = out }

    /// What was written; `nil` if that is the spelling form.
    var bytes: UnsafeRawBufferPointer? {
      isChanged ? UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(out)[..<length]) : nil
    }

    /// Whether nothing was written.
    var isEmpty: Bool { isChanged && length == 0 }

    /// Writes the tokens before `index` that are as they are; `count` tokens from it on are not.
    @inline(__always)
    mutating func replace(_ index: Int, _ count: Int = 1, of tokens: UnsafeBufferPointer<Token>, in spelling: UnsafeRawBufferPointer) {
      if first < index {
        copy(UnsafeRawBufferPointer(rebasing: spelling[Int(tokens[first].start)..<Int(tokens[index - 1].end)]))
      }
      first = index + count
      isChanged = true
    }

    /// Writes the tokens that are left.
    mutating func finish(_ tokens: UnsafeBufferPointer<Token>, in spelling: UnsafeRawBufferPointer) {
      if isChanged { replace(tokens.count, 0, of: tokens, in: spelling) }
    }

    /// Bytes of the spelling form: sixteen at a time, for there is room beyond the ends of all forms.
    @inline(__always)
    mutating func copy(_ bytes: UnsafeRawBufferPointer, adding letter: UInt8 = 0) {
      guard let source = bytes.baseAddress, let target = out.baseAddress else { return }
      if length > 0 { append(0x20) }
      var offset = 0
      repeat {
        let chunk = source.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
        (target + length + offset).storeBytes(of: chunk, as: SIMD16<UInt8>.self)
        offset += 16
      } while offset < bytes.count
      length += bytes.count
      if letter != 0 { append(letter) }
    }

    /// Bytes from elsewhere.
    mutating func write(_ bytes: UnsafeRawBufferPointer) {
      if length > 0 { append(0x20) }
      for byte in bytes { append(byte) }
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) {
      out[length] = byte
      length += 1
    }
  }

  init(
    spelling: UnsafeRawBufferPointer, tokens: UnsafeBufferPointer<Token>, lexicon: Lexicon, fillers: UnsafeMutableRawBufferPointer,
    stems: UnsafeMutableRawBufferPointer
  ) {
    self.spelling = spelling
    self.tokens = tokens
    self.lexicon = lexicon
    self.fillers = Writer(fillers)
    self.stems = Writer(stems)
  }

  /// Reads all tokens, and says whether the forms hold: not if the text is in another language, or has nothing but fillers.
  /// - Complexity: O(*n*)
  mutating func run() -> Bool {
    var index = 0
    /// Whether everything so far in this clause was dropped.
    var opensClause = true
    while index < tokens.count {
      let token = tokens[index]
      if token.role == .content ? !token.isPlain || !mayBeInflected(token) : token.role.staysAsItIs {
        opensClause = token.endsClause
        index += 1
        continue
      }
      let role = token.role
      guard role != .foreign else { return false }
      let dropped = fillerLength(at: index, role, opensClause: opensClause)
      if dropped > 0 {
        fillers.replace(index, dropped, of: tokens, in: spelling)
        stems.replace(index, dropped, of: tokens, in: spelling)
        if tokens[index + dropped - 1].endsClause { opensClause = true }
        index += dropped
      } else {
        emit(index, role)
        opensClause = token.endsClause
        index += 1
      }
    }
    fillers.finish(tokens, in: spelling)
    stems.finish(tokens, in: spelling)
    return !fillers.isEmpty
  }

  /// Whether the last letter is one of those that ``stem(of:at:)`` looks at.
  @inline(__always)
  private func mayBeInflected(_ token: Token) -> Bool {
    let last = spelling[Int(token.end) - 1]
    return last == UInt8(ascii: "s") || last == UInt8(ascii: "d") || last == UInt8(ascii: "g")
  }

  private func role(at index: Int) -> WordRole { tokens.indices.contains(index) ? tokens[index].role : .content }

  private func word(at index: Int) -> PackedWord { PackedWord(bytes(of: tokens[index])) }

  private func bytes(of token: Token) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: spelling[token.range]) }

  /// Whether a word of the same clause follows.
  private func goesOn(_ index: Int) -> Bool { index + 1 < tokens.count && !tokens[index].endsClause }

  private func startsClause(_ index: Int) -> Bool { index == 0 || tokens[index - 1].endsClause }

  // MARK: Fillers

  /// How many tokens from `index` on are fillers.
  private func fillerLength(at index: Int, _ role: WordRole, opensClause: Bool) -> Int {
    switch role {
    case .content: return 0
    case .article: return goesOn(index) && !isSpokenOf(index) ? 1 : 0
    case .auxiliary: return isAuxiliary(index, opensClause: opensClause) ? 1 : 0
    case .a: return isArticle(index) ? 1 : 0
    case .intensifier: return goesOn(index) && self.role(at: index - 1) != .negation ? 1 : 0
    case .exactly:
      let before = self.role(at: index - 1)
      return goesOn(index) && (before == .question || before == .how) ? 1 : 0
    case .please: return isPoliteness(index, opensClause: opensClause) ? 1 : 0
    case .greeting: return isGreeting(index) ? 1 : 0
    case .thanks, .thank: return thanksLength(index, role)
    case .modal: return modalLength(index, opensClause: opensClause)
    default: return 0
    }
  }

  /// "do" bears meaning where it opens a question (do I need it, I need it), at the end of a clause, and in "can do", "to do", "I do".
  private func isAuxiliary(_ index: Int, opensClause: Bool) -> Bool {
    guard goesOn(index), !opensClause else { return false }
    if role(at: index + 1) == .negation { return true }
    switch role(at: index - 1) {
    case .modal, .negation, .contraction, .preposition, .pronoun, .you: return false
    default: return true
    }
  }

  /// "what does an mean" asks for the word.
  private func isSpokenOf(_ index: Int) -> Bool {
    role(at: index + 1) == .mention && role(at: index - 1) == .auxiliary && word(at: index + 1) == PackedWord("mean")
  }

  /// "a" is no article in "vitamin a", "from a to b", "a + b" or at the end; and few are not a few.
  private func isArticle(_ index: Int) -> Bool {
    guard goesOn(index), tokens[index + 1].count > 1, self.role(at: index - 1) != .label else { return false }
    if self.role(at: index + 1) == .quantity { return false }
    switch role(at: index + 1) {
    case .preposition, .be, .was, .auxiliary, .modal, .article, .a, .negation, .contraction: return false
    default: return tokens[index + 1].isPlain || index == 0 || role(at: index - 1) != .preposition
    }
  }

  /// "please" opens or ends a sentence, stands before a request or after "could you"; elsewhere it is spoken of (how to say please).
  private func isPoliteness(_ index: Int, opensClause: Bool) -> Bool {
    if goesOn(index) { return opensClause || role(at: index + 1) == .request || role(at: index - 1) == .you }
    if startsClause(index) { return tokens.count > 1 }
    switch role(at: index - 1) {
    case .mention, .preposition, .article, .a, .be, .was, .label, .how, .question: return false
    default: return tokens[index - 1].isPlain
    }
  }

  /// "hello" greets at the start, before a comma or a request: not in "hello world".
  private func isGreeting(_ index: Int) -> Bool {
    guard index == 0 || role(at: index - 1) == .greeting, index + 1 < tokens.count else { return false }
    if tokens[index].endsClause { return true }
    switch role(at: index + 1) {
    case .greeting, .please, .modal, .how, .question, .request: return true
    default: return false
    }
  }

  /// "thanks", "thank you", with or without "in advance", "so much" or "very much", as a clause of its own.
  private func thanksLength(_ index: Int, _ role: WordRole) -> Int {
    guard startsClause(index), tokens.count > 2 else { return 0 }
    var last = index
    if role == .thank {
      guard goesOn(last), self.role(at: last + 1) == .you else { return 0 }
      last += 1
    }
    if goesOn(last), last + 2 < tokens.count, !tokens[last + 1].endsClause {
      let tail = (word(at: last + 1), word(at: last + 2))
      if Self.thanksTails.contains(where: { $0 == tail }) { last += 2 }
    }
    return goesOn(last) ? 0 : last - index + 1
  }

  private static let thanksTails = [
    (PackedWord("in"), PackedWord("advance")), (PackedWord("so"), PackedWord("much")), (PackedWord("very"), PackedWord("much")),
  ]

  /// "could you" before a request, and "can" in "how can I".
  private func modalLength(_ index: Int, opensClause: Bool) -> Int {
    guard goesOn(index), goesOn(index + 1) else { return 0 }
    let next = role(at: index + 1)
    let before = role(at: index - 1)
    if before == .how, next == .you || next == .pronoun { return Self.abilities.contains(word(at: index)) ? 1 : 0 }
    guard opensClause, next == .you else { return 0 }
    switch role(at: index + 2) {
    case .request, .label, .please: return 2
    default: return 0
    }
  }

  private static let abilities = [PackedWord("can"), PackedWord("could")]

  // MARK: Stems

  /// Writes what becomes of a word, if it does not stay as it is.
  private mutating func emit(_ index: Int, _ role: WordRole) {
    let token = tokens[index]
    let word = bytes(of: token)
    switch role {
    case .contraction:
      let expansion = lexicon.expansion(of: PackedWord(word))
      fillers.replace(index, of: tokens, in: spelling)
      fillers.write(expansion)
      stems.replace(index, of: tokens, in: spelling)
      writeExpansion(expansion)
    case .be, .was:
      stems.replace(index, of: tokens, in: spelling)
      emitBe(index, role)
    case .auxiliary:
      stems.replace(index, of: tokens, in: spelling)
      write("do")
    case .ie:
      stems.replace(index, of: tokens, in: spelling)
      stems.copy(UnsafeRawBufferPointer(rebasing: word.dropLast()))
    case .content, .label, .request:
      guard token.isPlain, let stem = stem(of: word, at: index) else { return }
      stems.replace(index, of: tokens, in: spelling)
      stems.copy(UnsafeRawBufferPointer(rebasing: word[..<stem.kept]), adding: stem.added)
    default: break
    }
  }

  private func stem(of word: UnsafeRawBufferPointer, at index: Int) -> Inflection.Stem? {
    switch word[word.count - 1] {
    case UInt8(ascii: "s"): return Inflection.withoutS(word)
    case UInt8(ascii: "d"): return Inflection.withoutEd(word)
    case UInt8(ascii: "g"):
      let before = role(at: index - 1)
      return before == .be || before == .was ? Inflection.withoutIng(word) : nil
    default: return nil
    }
  }

  /// A form of to be; before a progressive form that loses its -ing it goes too: "is playing" is "plays".
  private mutating func emitBe(_ index: Int, _ role: WordRole) {
    if goesOn(index), self.role(at: index + 1) == .content, tokens[index + 1].isPlain,
      Inflection.withoutIng(bytes(of: tokens[index + 1])) != nil
    {
      return
    }
    write(role == .be ? "is" : "was")
  }

  /// Writes an expansion with its form of to be levelled: "i am" becomes "i is".
  private mutating func writeExpansion(_ expansion: UnsafeRawBufferPointer) {
    var start = 0
    while start < expansion.count {
      let end = expansion[start...].firstIndex(of: 0x20) ?? expansion.count
      let word = UnsafeRawBufferPointer(rebasing: expansion[start..<end])
      switch lexicon.role(of: PackedWord(word)) {
      case .be: write("is")
      case .was: write("was")
      default: stems.write(word)
      }
      start = end + 1
    }
  }

  private mutating func write(_ word: StaticString) {
    stems.write(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }
}
