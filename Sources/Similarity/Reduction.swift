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

  /// Words in a row, a space between any two.
  struct Writer {
    private let out: UnsafeMutableRawBufferPointer
    private(set) var length = 0

    init(_ out: UnsafeMutableRawBufferPointer) { self.out = out }

    /// What was written.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(out)[..<length]) }

    @inline(__always)
    mutating func write(_ word: UnsafeRawBufferPointer, adding letter: UInt8 = 0) {
      if length > 0 { append(0x20) }
      for byte in word { append(byte) }
      if letter != 0 { append(letter) }
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
      let role = role(at: index)
      guard role != .foreign else { return false }
      let dropped = fillerLength(at: index, role, opensClause: opensClause)
      if dropped > 0 {
        if tokens[index + dropped - 1].endsClause { opensClause = true }
        index += dropped
      } else {
        emit(index, role)
        opensClause = tokens[index].endsClause
        index += 1
      }
    }
    return fillers.length > 0
  }

  private func role(at index: Int) -> WordRole {
    guard tokens.indices.contains(index) else { return .content }
    let word = tokens[index].word
    return word == .none ? .content : lexicon.role(of: word)
  }

  private func bytes(of token: Token) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: spelling[token.range]) }

  /// Whether a word of the same clause follows.
  private func goesOn(_ index: Int) -> Bool { index + 1 < tokens.count && !tokens[index].endsClause }

  private func startsClause(_ index: Int) -> Bool { index == 0 || tokens[index - 1].endsClause }

  // MARK: Fillers

  /// How many tokens from `index` on are fillers.
  private func fillerLength(at index: Int, _ role: WordRole, opensClause: Bool) -> Int {
    switch role {
    case .content: return 0
    case .article, .auxiliary: return goesOn(index) ? 1 : 0
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

  /// "a" is no article in "vitamin a", "from a to b", "a + b" or at the end.
  private func isArticle(_ index: Int) -> Bool {
    guard goesOn(index), tokens[index + 1].range.count > 1, self.role(at: index - 1) != .label else { return false }
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
      let tail = (tokens[last + 1].word, tokens[last + 2].word)
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
    if before == .how, next == .you || next == .pronoun { return Self.abilities.contains(tokens[index].word) ? 1 : 0 }
    guard opensClause, next == .you else { return 0 }
    switch role(at: index + 2) {
    case .request, .please: return 2
    default: return 0
    }
  }

  private static let abilities = [PackedWord("can"), PackedWord("could")]

  // MARK: Stems

  private mutating func emit(_ index: Int, _ role: WordRole) {
    let token = tokens[index]
    let word = bytes(of: token)
    guard role == .content || role == .ie || role == .contraction || role == .be || role == .was || role == .label || role == .request
    else {
      fillers.write(word)
      stems.write(word)
      return
    }
    if role == .contraction {
      lexicon.expansion(of: token.word).withUnsafeBytes { expansion in
        fillers.write(expansion)
        writeExpansion(expansion)
      }
      return
    }
    fillers.write(word)
    guard token.isPlain else { return stems.write(word) }
    if role == .be || role == .was { return emitBe(index, role) }
    if role == .ie { return stems.write(UnsafeRawBufferPointer(rebasing: word.dropLast())) }
    let before = self.role(at: index - 1)
    if let stem = Inflection.withoutS(word) ?? Inflection.withoutEd(word)
      ?? (before == .be || before == .was ? Inflection.withoutIng(word) : nil)
    {
      stems.write(UnsafeRawBufferPointer(rebasing: word[..<stem.kept]), adding: stem.added)
    } else {
      stems.write(word)
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
