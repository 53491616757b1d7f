/// Weighs the words that two texts do not share.
struct Weigher {
  let corpus: LexicalCorpus

  private var entries: [Vocabulary.Entry] { corpus.vocabulary.entries }

  init(corpus: LexicalCorpus) { self.corpus = corpus }

  func weigh(_ alignment: Alignment, into found: inout Differ.Findings) {
    var (left, right) = (alignment.left, alignment.right)
    let moved = Self.cancel(&left, &right, base: { entries[LexicalCorpus.id($0)].base })
    weighMoves(moved, isAll: (left + right).allSatisfy { kind($0) == .filler }, into: &found)
    if turnsSubject(moved, left + right) || turnsPerson(moved, left, right) || isToldOfOther(left, right) { found.insert(.exchange) }
    let hasContent = (left + right).contains { kind($0) == .content }
    for leftover in left + right {
      // "and" joins something more only where there is something more.
      let isJoint = !hasContent && corpus.vocabulary.word(base(leftover)) == "and"
      if isJoint { found.insert(.function) } else { weighAlone(leftover, into: &found) }
    }
    weighUnits(left, right, into: &found)
    weighTenses(left, right, into: &found)
    weighQuestions(left, right, into: &found)
    weighOpposites(left, right, into: &found)
    weighContent(left, right, into: &found)
  }

  /// What a word is; a sign that stands for a word (& for "and") is what the word is.
  func kind(_ leftover: Alignment.Leftover) -> WordKind { kind(leftover.word) }

  func kind(_ word: UInt32) -> WordKind {
    let entry = entries[LexicalCorpus.id(word)]
    return entry.kind == .symbol ? entries[Int(entry.base)].kind : entry.kind
  }

  /// Takes out the words that both sides have, only elsewhere.
  static func cancel(
    _ left: inout [Alignment.Leftover], _ right: inout [Alignment.Leftover], base: (UInt32) -> UInt32
  ) -> [UInt32] {
    guard !left.isEmpty, !right.isEmpty else { return [] }
    var open: [UInt32: Int] = [:]
    for leftover in left { open[base(leftover.word), default: 0] += 1 }
    var moved: [UInt32] = []
    var taken: [UInt32: Int] = [:]
    right.removeAll { leftover in
      guard let count = open[base(leftover.word)], count > 0 else { return false }
      open[base(leftover.word)] = count - 1
      taken[base(leftover.word), default: 0] += 1
      moved.append(leftover.word)
      return true
    }
    left.removeAll { leftover in
      guard let count = taken[base(leftover.word)], count > 0 else { return false }
      taken[base(leftover.word)] = count - 1
      return true
    }
    return moved
  }

  /// One word that has moved is often another phrase for the same (the election of the US, the US election); two that have changed places,
  /// or a text that has nothing but its order to differ in, seldom are.
  private func weighMoves(_ moved: [UInt32], isAll: Bool, into found: inout Differ.Findings) {
    let kinds = moved.map { entries[LexicalCorpus.id($0)].kind }.filter { $0 != .filler }
    guard !kinds.isEmpty else { return }
    let isExchange = kinds.count > 1 && kinds.contains { $0 != .function }
    let isFree = moved.allSatisfy { movesFreely($0) || entries[LexicalCorpus.id($0)].kind == .filler }
    found.insert(isFree ? .function : isAll ? .order : isExchange ? .exchange : .function)
  }

  /// Who beat him is not who did he beat: with "do" on one side only, a word that has moved has become the subject or ceased to be it.
  func turnsSubject(_ moved: [UInt32], _ leftovers: [Alignment.Leftover]) -> Bool {
    guard moved.contains(where: { entries[LexicalCorpus.id($0)].kind == .content && !movesFreely($0) || isPerson($0) }) else {
      return false
    }
    return leftovers.contains { Self.auxiliaries.contains(word($0)) }
  }

  /// The bank owes me is not I owe the bank: with the verb elsewhere, who did it has it done to him.
  func turnsPerson(_ moved: [UInt32], _ left: [Alignment.Leftover], _ right: [Alignment.Leftover]) -> Bool {
    guard moved.contains(where: { entries[LexicalCorpus.id($0)].kind == .content && !movesFreely($0) }) else { return false }
    func turns(_ some: [Alignment.Leftover], _ others: [Alignment.Leftover]) -> Bool {
      some.contains { who in others.contains { Self.cases[word(who)] == word($0) } }
    }
    return turns(left, right) || turns(right, left)
  }

  private static let cases = ["i": "me", "he": "him", "she": "her", "we": "us", "they": "them"]

  /// What is told of me is not what is told of you.
  private func isToldOfOther(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover]) -> Bool {
    guard left.count == 1, right.count == 1, left[0].gap == right[0].gap else { return false }
    return Set([word(left[0]), word(right[0])]) == ["me", "you"]
  }

  private func isPerson(_ word: UInt32) -> Bool { Self.persons.contains(corpus.vocabulary.word(UInt32(LexicalCorpus.id(word)))) }

  private static let persons: Set<String> = ["i", "me", "you", "he", "him", "she", "her", "we", "us", "they", "them"]

  private static let auxiliaries: Set<String> = ["do", "does", "did"]

  /// Whether a word means the same wherever it stands: an adverb of manner.
  func movesFreely(_ word: UInt32) -> Bool { Self.adverbs.contains(corpus.vocabulary.word(UInt32(LexicalCorpus.id(word)))) }

  private static let adverbs: Set<String> = [
    "quickly", "easily", "safely", "correctly", "properly", "permanently", "completely", "automatically", "manually", "effectively",
    "efficiently", "currently", "please",
  ]

  /// What a word says by being there at all.
  private func weighAlone(_ leftover: Alignment.Leftover, into found: inout Differ.Findings) {
    if leftover.word & ReadWord.Marks.literal.rawValue != 0 { found.insert(.literal) }
    switch kind(leftover) {
    case .filler: found.insert(isLetterName(leftover) ? .name : .filler)
    case .function: found.insert(.function)
    case .number: found.insert(.number)
    case .negation: found.insert(.negation)
    case .logic: found.insert(.logic)
    case .symbol: found.insert(isCurrency(leftover.word) ? .unit : .symbol)
    case .unit: if isCurrency(leftover.word) { found.insert(.unit) }
    case .content, .question: break
    }
  }

  /// Whether a word is one letter.
  func isLetter(_ leftover: Alignment.Leftover) -> Bool {
    corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(leftover.word))) { $0.count == 1 }
  }

  /// Whether an "a" is no article but a name: plan A.
  func isLetterName(_ leftover: Alignment.Leftover) -> Bool { isLetterName(leftover.word) }

  func isLetterName(_ word: UInt32) -> Bool {
    guard word & ReadWord.Marks.name.rawValue != 0 else { return false }
    return corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(word))) { $0.elementsEqual("a".utf8) }
  }

  func isCurrency(_ word: UInt32) -> Bool {
    corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(word))) { bytes in
      guard bytes.count <= 3 else { return false }
      return ["%", "$", "€", "£", "¥", "₹", "°"].contains(String(decoding: bytes, as: UTF8.self))
    }
  }

  private func weighUnits(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover], into found: inout Differ.Findings) {
    // "am" is a unit beside "pm", and "in" in the place of "ft".
    func isUnit(_ leftover: Alignment.Leftover) -> Bool { kind(leftover) == .unit || word(leftover) == "am" }
    func hasInch(_ some: [Alignment.Leftover], _ others: [Alignment.Leftover]) -> Bool {
      some.contains { inch in word(inch) == "in" && others.contains { $0.gap == inch.gap && kind($0) == .unit } }
    }
    if hasInch(left, right) || hasInch(right, left) { found.insert(.unit) }
    guard left.contains(where: isUnit), right.contains(where: isUnit) else { return }
    if (left + right).contains(where: { kind($0) == .unit }) { found.insert(.unit) }
  }

  private func word(_ leftover: Alignment.Leftover) -> String { corpus.vocabulary.word(UInt32(LexicalCorpus.id(leftover.word))) }

  /// Who was it is not who is it.
  private func weighTenses(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover], into found: inout Differ.Findings) {
    let (a, b) = (tenses(left), tenses(right))
    if !a.isEmpty, !b.isEmpty, a.isDisjoint(with: b) { found.insert(.logic) }
  }

  private func tenses(_ leftovers: [Alignment.Leftover]) -> Set<Int> {
    Set(leftovers.compactMap { leftover in kind(leftover) == .content ? nil : Self.tenses[word(leftover)] })
  }

  func isWho(_ word: UInt32) -> Bool { corpus.vocabulary.word(UInt32(LexicalCorpus.id(word))) == "who" }

  /// Whether there is an auxiliary.
  func hasTense(_ leftovers: [Alignment.Leftover]) -> Bool { !tenses(leftovers).isEmpty }

  /// Whether there is one of the past.
  func isOfPast(_ leftovers: [Alignment.Leftover]) -> Bool { tenses(leftovers).contains(0) }

  private static let tenses: [String: Int] = [
    "was": 0, "were": 0, "did": 0, "had": 0, "is": 1, "are": 1, "am": 1, "do": 1, "does": 1, "has": 1, "have": 1, "will": 2, "shall": 2,
  ]

  private func weighQuestions(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover], into found: inout Differ.Findings) {
    let (a, b) = (left.filter { kind($0) == .question }, right.filter { kind($0) == .question })
    guard !a.isEmpty || !b.isEmpty else { return }
    let isPointed = (a + b).contains { Self.pointed.contains(word($0)) }
    found.insert(!a.isEmpty && !b.isEmpty && isPointed ? .question : .function)
  }

  /// Question words that ask for one thing only.
  private static let pointed: Set<String> = ["who", "whom", "whose", "when", "where", "why"]

  private func weighOpposites(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover], into found: inout Differ.Findings) {
    for a in left.prefix(Self.most) {
      for b in right.prefix(Self.most) where isOpposite(a.word, b.word) || isOpposite(base(a), base(b)) { found.insert(.opposite) }
    }
  }

  private static let most = 16

  func base(_ leftover: Alignment.Leftover) -> UInt32 { entries[LexicalCorpus.id(leftover.word)].base }

  func isOpposite(_ a: UInt32, _ b: UInt32) -> Bool {
    corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(a))) { a in
      corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(b))) { b in Antonyms.shared.contains(a, b) }
    }
  }

  private func weighContent(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover], into found: inout Differ.Findings) {
    func isContent(_ leftover: Alignment.Leftover) -> Bool { kind(leftover) == .content || kind(leftover) == .unit }
    let (a, b) = (left.filter(isContent), right.filter(isContent))
    var (aloneLeft, aloneRight) = (false, false)
    for gap in Set(a.map(\.gap) + b.map(\.gap)) {
      let (x, y) = (a.filter { $0.gap == gap }, b.filter { $0.gap == gap })
      if x.isEmpty || y.isEmpty {
        if y.isEmpty { aloneLeft = true } else { aloneRight = true }
        if (x + y).contains(where: { $0.word & ReadWord.Marks.name.rawValue != 0 }) { found.insert(.name) }
      } else {
        found.insert(x.count == 1 && y.count == 1 && isTypo(x[0].word, y[0].word) ? .typo : .substitution)
      }
    }
    if aloneLeft || aloneRight { found.insert(.insertion) }
    if aloneLeft, aloneRight { found.insert(.insertionsOnBothSides) }
  }

  /// Whether one is a rare word a slip of the pen away from a common one; long words may have two.
  private func isTypo(_ a: UInt32, _ b: UInt32) -> Bool {
    let (x, y) = (LexicalCorpus.id(a), LexicalCorpus.id(b))
    let (rare, common) = (min(corpus.frequency[x], corpus.frequency[y]), max(corpus.frequency[x], corpus.frequency[y]))
    guard rare <= Typos.rare, common >= Typos.common else { return false }
    return corpus.vocabulary.withBytes(of: UInt32(x)) { x in
      corpus.vocabulary.withBytes(of: UInt32(y)) { y in Typos.isSlip(x, y) }
    }
  }
}
