/// Writes the ``NormalForm/fillers`` and ``NormalForm/stems`` of an English text from its tokens.
///
/// Dropped: articles but before "only", do and does before what they help, intensifiers, politeness where it is not spoken of, what only
/// leads in ("so,", "I want you to", "tell me" before a question), and "can" in "how can I". Written out: contractions. British spellings become American. Stemmed: -s and -ed, -ing after a form of to be, and that form to "is" or "was". Each rule was held
/// against labelled pairs of questions; what "to be" and "do" tell apart (what is X like, what does X like) stays apart.
struct Reduction {
  /// The spelling form that the tokens point into.
  private let spelling: UnsafeRawBufferPointer
  let tokens: UnsafeBufferPointer<Token>
  /// Those that may change, in order; all others stay as they are.
  private let changing: UnsafeBufferPointer<UInt32>
  private let lexicon: Lexicon
  /// The form without fillers, then the stems; each may be twice as long as the spelling form.
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

    /// Bytes of the spelling form: 64 at a time, for there is room beyond the ends of all forms.
    @inline(__always)
    mutating func copy(_ bytes: UnsafeRawBufferPointer, adding letter: UInt8 = 0) {
      guard let source = bytes.baseAddress, let target = out.baseAddress else { return }
      if length > 0 { append(0x20) }
      var offset = 0
      repeat {
        let chunk = source.loadUnaligned(fromByteOffset: offset, as: SIMD64<UInt8>.self)
        (target + length + offset).storeBytes(of: chunk, as: SIMD64<UInt8>.self)
        offset += 64
      } while offset < bytes.count
      length += bytes.count
      if letter != 0 { append(letter) }
    }

    /// Bytes from elsewhere.
    mutating func write(_ bytes: UnsafeRawBufferPointer, adding letter: UInt8 = 0) {
      if length > 0 { append(0x20) }
      for byte in bytes { append(byte) }
      if letter != 0 { append(letter) }
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) {
      out[length] = byte
      length += 1
    }
  }

  /// A reduction of the spelling form that takes the first `length` bytes of `room`; behind it is room for both other forms (``TokenRoom``).
  @inline(__always)
  init(
    of room: UnsafeMutableRawBufferPointer, length: Int, tokens: UnsafeBufferPointer<Token>, changing: UnsafeBufferPointer<UInt32>,
    lexicon: Lexicon
  ) {
    spelling = UnsafeRawBufferPointer(room)
    self.tokens = tokens
    self.changing = changing
    self.lexicon = lexicon
    let start = length + TokenRoom.slack
    let most = 2 * start
    fillers = Writer(UnsafeMutableRawBufferPointer(rebasing: room[start..<start + most]))
    stems = Writer(UnsafeMutableRawBufferPointer(rebasing: room[start + most..<start + 2 * most]))
  }

  /// Reads all tokens, and says whether the forms hold: not if the text is in another language, or has nothing but fillers.
  /// - Complexity: O(*n*)
  mutating func run() -> Bool {
    /// The token behind the last one looked at, or dropped.
    var next = 0
    /// Whether everything so far in this clause was dropped.
    var opensClause = true
    for place in changing {
      let index = Int(place)
      guard index >= next else { continue }
      if index > next { opensClause = tokens[index - 1].endsClause }
      let role = tokens[index].role
      guard role != .foreign else { return false }
      let dropped = role == .content ? 0 : fillerLength(at: index, role, opensClause: opensClause)
      if dropped > 0 {
        fillers.replace(index, dropped, of: tokens, in: spelling)
        stems.replace(index, dropped, of: tokens, in: spelling)
        if tokens[index + dropped - 1].endsClause { opensClause = true }
        next = index + dropped
      } else {
        emit(index, role)
        opensClause = tokens[index].endsClause
        next = index + 1
      }
    }
    fillers.finish(tokens, in: spelling)
    stems.finish(tokens, in: spelling)
    return !fillers.isEmpty
  }

  func role(at index: Int) -> WordRole { tokens.indices.contains(index) ? tokens[index].role : .content }

  func word(at index: Int) -> PackedWord { PackedWord(bytes(of: tokens[index])) }

  private func bytes(of token: Token) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: spelling[token.range]) }

  /// Whether a word of the same clause follows.
  func goesOn(_ index: Int) -> Bool { index + 1 < tokens.count && !tokens[index].endsClause }

  func startsClause(_ index: Int) -> Bool { index == 0 || tokens[index - 1].endsClause }

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
    case .british: writeAmerican(word, at: index)
    case .request where word[word.count - 2] == UInt8(ascii: "s") && lexicon.isBritish(PackedWord(word)): writeAmerican(word, at: index)
    case .content, .label, .request:
      guard token.isPlain, let stem = stem(of: word, at: index) else { return }
      stems.replace(index, of: tokens, in: spelling)
      stems.copy(UnsafeRawBufferPointer(rebasing: word[..<stem.kept]), adding: stem.added)
    default: break
    }
  }

  /// Writes the stem of the American spelling.
  private mutating func writeAmerican(_ word: UnsafeRawBufferPointer, at index: Int) {
    let american = lexicon.expansion(of: PackedWord(word))
    stems.replace(index, of: tokens, in: spelling)
    guard let stem = stem(of: american, at: index) else { return stems.write(american) }
    stems.write(UnsafeRawBufferPointer(rebasing: american[..<stem.kept]), adding: stem.added)
  }

  private func stem(of word: UnsafeRawBufferPointer, at index: Int) -> Inflection.Stem? {
    switch word[word.count - 1] {
    case UInt8(ascii: "s"): return Inflection.withoutS(word)
    case UInt8(ascii: "d"):
      // Who owned it is not who owns it, and what I used to need is not what I need.
      let before = role(at: index - 1)
      return before == .question || before == .i || before == .pronoun ? nil : Inflection.withoutEd(word)
    case UInt8(ascii: "g"):
      let before = role(at: index - 1)
      return before == .be || before == .was ? Inflection.withoutIng(word) : nil
    default: return nil
    }
  }

  /// A form of to be; before a progressive form that loses its -ing it goes too: "is playing" is "plays".
  private mutating func emitBe(_ index: Int, _ role: WordRole) {
    if goesOn(index), mayBeProgressive(index + 1), tokens[index + 1].isPlain,
      Inflection.withoutIng(bytes(of: tokens[index + 1])) != nil
    {
      return
    }
    write(role == .be ? "is" : "was")
  }

  private func mayBeProgressive(_ index: Int) -> Bool { role(at: index) == .content || role(at: index) == .british }

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
