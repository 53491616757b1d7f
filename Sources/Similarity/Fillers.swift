/// Which words of an English text say nothing that its answer depends on.
extension Reduction {
  /// How many tokens from `index` on are fillers.
  func fillerLength(at index: Int, _ role: WordRole, opensClause: Bool) -> Int {
    switch role {
    case .content: return 0
    case .article: return goesOn(index) && !isSpokenOf(index) && !isWord(index + 1, Wish.only) ? 1 : 0
    case .auxiliary: return isAuxiliary(index, opensClause: opensClause) ? 1 : 0
    case .a: return isArticle(index) ? 1 : 0
    case .intensifier: return goesOn(index) && self.role(at: index - 1) != .negation ? 1 : 0
    case .discourse: return index == 0 && tokens[index].endsClause && tokens.count > 1 ? 1 : 0
    case .good: return isGoodDay(index) ? 2 : 0
    case .i, .contraction: return opensClause ? wishLength(index) : 0
    case .request: return opensClause && isAsked(index) ? 2 : 0
    case .exactly:
      let before = self.role(at: index - 1)
      return goesOn(index) && (before == .question || before == .how) ? 1 : 0
    case .please: return isPoliteness(index, opensClause: opensClause) ? 1 : 0
    case .greeting: return greetingLength(index)
    case .thanks, .thank, .many: return thanksLength(index, role)
    case .modal: return modalLength(index, opensClause: opensClause)
    default: return 0
    }
  }

  /// "do" bears meaning where it opens a question (do I need it, I need it), at the end of a clause, and in "can do", "to do", "I do".
  private func isAuxiliary(_ index: Int, opensClause: Bool) -> Bool {
    guard goesOn(index), !opensClause else { return false }
    if role(at: index + 1) == .negation { return true }
    switch role(at: index - 1) {
    case .modal, .negation, .contraction, .preposition, .pronoun, .i, .you: return false
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

  /// "hello" greets at the start, before a comma or a request: not in "hello world". Whom it greets is often named.
  private func greetingLength(_ index: Int) -> Int {
    guard index == 0 || role(at: index - 1) == .greeting, index + 1 < tokens.count else { return 0 }
    if tokens[index].endsClause { return 1 }
    if tokens[index + 1].endsClause, index + 2 < tokens.count, Self.addressees.contains(word(at: index + 1)) { return 2 }
    switch role(at: index + 1) {
    case .greeting, .please, .modal, .how, .question, .request: return 1
    default: return 0
    }
  }

  private static let addressees = ["there", "all", "everyone", "chatgpt", "gpt", "claude", "gemini", "copilot", "assistant", "ai", "bot"]
    .map { PackedWord($0) }

  /// "good morning", before a comma at the start.
  private func isGoodDay(_ index: Int) -> Bool {
    index == 0 && tokens.count > 2 && goesOn(index) && tokens[index + 1].endsClause && Self.days.contains(word(at: index + 1))
  }

  private static let days = ["morning", "afternoon", "evening", "day"].map { PackedWord($0) }

  /// "I would like you to", "I'd like you to", "I want you to", "I need you to" before a request.
  private func wishLength(_ index: Int) -> Int {
    guard index + 4 < tokens.count else { return 0 }
    var next = index + 1
    switch tokens[next].count {
    case 5 where role(at: next) == .modal: next += isWord(next, Wish.would) && isWord(next + 1, Wish.like) ? 2 : 0
    case 4 where isWord(next, Wish.want) || isWord(next, Wish.need): next += 1
    case 4 where role(at: index) == .contraction && isWord(index, Wish.iWould) && isWord(next, Wish.like): next += 1
    default: return 0
    }
    guard next > index + 1, role(at: next) == .you, isWord(next + 1, Wish.to), role(at: next + 2) == .request else { return 0 }
    let length = next + 2 - index
    return (0..<length).allSatisfy { goesOn(index + $0) } ? length : 0
  }

  private enum Wish {
    static let would = PackedWord("would")
    static let like = PackedWord("like")
    static let want = PackedWord("want")
    static let need = PackedWord("need")
    static let iWould = PackedWord("i'd")
    static let to = PackedWord("to")
    /// The only user is not only the user.
    static let only = PackedWord("only")
    static let tell = PackedWord("tell")
    static let me = PackedWord("me")
  }

  private func isWord(_ index: Int, _ word: PackedWord) -> Bool {
    index < tokens.count && tokens[index].isPlain && tokens[index].count <= PackedWord.longest && self.word(at: index) == word
  }

  /// "tell me" before a question.
  private func isAsked(_ index: Int) -> Bool {
    guard goesOn(index), tokens[index].count == 4, isWord(index, Wish.tell), isWord(index + 1, Wish.me) else { return false }
    return role(at: index + 2) == .question || role(at: index + 2) == .how
  }

  /// "thanks", "many thanks", "thank you", with or without "in advance", "so much", "very much" or "a lot", as a clause of its own.
  private func thanksLength(_ index: Int, _ role: WordRole) -> Int {
    guard startsClause(index), tokens.count > 2 else { return 0 }
    var last = index
    if role != .thanks {
      guard goesOn(last), self.role(at: last + 1) == (role == .many ? .thanks : .you) else { return 0 }
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
    (PackedWord("a"), PackedWord("lot")),
  ]

  /// "could you" before a request, and "can" in "how can I".
  private func modalLength(_ index: Int, opensClause: Bool) -> Int {
    guard goesOn(index), goesOn(index + 1) else { return 0 }
    let next = role(at: index + 1)
    let before = role(at: index - 1)
    if before == .how, next == .you || next == .pronoun || next == .i { return Self.abilities.contains(word(at: index)) ? 1 : 0 }
    guard opensClause, next == .you else { return 0 }
    switch role(at: index + 2) {
    case .request, .label, .please: return 2
    default: return 0
    }
  }

  private static let abilities = [PackedWord("can"), PackedWord("could")]
}
