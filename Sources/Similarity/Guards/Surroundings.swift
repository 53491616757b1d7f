/// What the words around a difference make of it: a word that says little by itself may turn round who does what to whom.
struct Surroundings {
  let corpus: LexicalCorpus
  let small: SmallWords
  /// The words of the two texts.
  let left: ArraySlice<UInt32>
  let right: ArraySlice<UInt32>
  let alignment: Alignment
  /// Whether one is the passive of the other.
  let isPassive: Bool

  /// Whether the words of both stand for each other in another order: who does something, and to whom.
  var turnsRoles: Bool {
    turnsVoice(alignment.left, in: left, alignment.right, in: right) || turnsVoice(alignment.right, in: right, alignment.left, in: left)
      || exchangesPersons
  }

  /// Adds what it makes of the words that the texts do not share.
  func weigh(into found: inout Differ.Findings) {
    if turnsRoles, !isPassive { found.insert(.order) }
    if turnsParticiple, !isPassive { found.insert(.logic) }
    for x in alignment.left {
      guard isAlone(x, alignment.left), let y = alignment.right.first(where: { $0.gap == x.gap }), isAlone(y, alignment.right) else {
        continue
      }
      if turnsAmount(x, y) { found.insert(.number) }
      if turnsDirection(x, y) { found.insert(.logic) }
      if small.roles(of: x.word).intersection(small.roles(of: y.word)).contains(.edition) { found.insert(.substitution) }
    }
    if asksOtherwise { found.insert(.question) }
    weighObligations(into: &found)
    if turnsFuture { found.insert(.logic) }
    for leftover in alignment.left { weighAlone(leftover, in: left, into: &found) }
    for leftover in alignment.right { weighAlone(leftover, in: right, into: &found) }
    if hasFew(alignment.left, in: left, alignment.right) || hasFew(alignment.right, in: right, alignment.left) { found.insert(.negation) }
    if movesVariable { found.insert(.symbol) }
    if differsInCase { found.insert(.literal) }
  }

  // MARK: Who does what to whom

  /// "Was defeated" is not "defeated": a form of be before a participle that the other text has without one, or that somebody is said to do.
  private func turnsVoice(
    _ some: [Alignment.Leftover], in text: ArraySlice<UInt32>, _ others: [Alignment.Leftover], in other: ArraySlice<UInt32>
  ) -> Bool {
    guard !others.contains(where: { !small.roles(of: $0.word).isDisjoint(with: [.be, .makesPassive]) }) else { return false }
    return some.contains { leftover in
      guard small.roles(of: leftover.word).contains(.be), !some.contains(where: { $0.place == leftover.place - 1 }) else {
        return false
      }
      var next = leftover.place + 1
      if next + 1 < text.endIndex, isAdverb(text[next]) { next += 1 }
      guard next < text.endIndex, isParticiple(text[next]), !some.contains(where: { $0.place == next }) else { return false }
      let verb = LexicalCorpus.id(text[next])
      return other.contains { LexicalCorpus.id($0) == verb } || some.contains { isWord($0.word, "by") }
    }
  }

  private func isAdverb(_ word: UInt32) -> Bool {
    let kind = corpus.vocabulary.entries[LexicalCorpus.id(word)].kind
    return kind == .function || kind == .filler || ends(word, in: "ly")
  }

  private func isParticiple(_ word: UInt32) -> Bool { Self.isParticiple(corpus.vocabulary.word(UInt32(LexicalCorpus.id(word)))) }

  /// Whether a word may be the participle of a passive.
  static func isParticiple(_ word: String) -> Bool { word.hasSuffix("ed") && word.utf8.count > 3 || participles.contains(word) }

  private func ends(_ word: UInt32, in suffix: String) -> Bool {
    corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(word))) { bytes in
      bytes.count > suffix.utf8.count + 1 && bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
  }

  private func isWord(_ word: UInt32, _ letters: String) -> Bool {
    corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(word))) { $0.elementsEqual(letters.utf8) }
  }

  /// Of verbs that one does to somebody or something.
  private static let participles = Set(
    ("beaten bitten bought brought built caught chosen cut done driven eaten fed felt fought found forgiven forgotten given held hit hurt kept "
      + "known led lent lost made met paid put read run seen sent set shot shown sold spoken stolen struck taken taught thrown told "
      + "understood won written").split(separator: " ").map(String.init))

  /// "I owe you" is not "you owe me": the same persons in another order.
  private var exchangesPersons: Bool {
    guard (alignment.left + alignment.right).contains(where: { small.person(of: $0.word) != nil }) else { return false }
    let (a, b) = (left.compactMap(small.person), right.compactMap(small.person))
    return a != b && a.sorted() == b.sorted()
  }

  // MARK: What is asked

  /// A question that is answered with yes or no, and one for who, when, how or why.
  private var asksOtherwise: Bool {
    func opens(_ text: ArraySlice<UInt32>, _ leftovers: [Alignment.Leftover], _ other: ArraySlice<UInt32>) -> Bool {
      guard let first = text.first, let second = other.first else { return false }
      guard leftovers.contains(where: { $0.place == text.startIndex }) else { return false }
      return isQuestion(first) && small.roles(of: second).contains(.auxiliary)
    }
    guard !(alignment.left.contains { isQuestion($0.word) } && alignment.right.contains { isQuestion($0.word) }) else { return false }
    return opens(left, alignment.left, right) || opens(right, alignment.right, left)
  }

  private func isQuestion(_ word: UInt32) -> Bool { kind(word) == .question }

  func kind(_ word: UInt32) -> WordKind { corpus.vocabulary.entries[LexicalCorpus.id(word)].kind }

  // MARK: What is asked for, and when

  private func weighObligations(into found: inout Differ.Findings) {
    guard (alignment.left + alignment.right).contains(where: { small.roles(of: $0.word).contains(.duty) }) else { return }
    let obligations = Obligations(corpus: corpus, small: small)
    let isUnhelped =
      alignment.left.contains { obligations.isUnhelped($0.place, in: left) }
      || alignment.right.contains { obligations.isUnhelped($0.place, in: right) }
    if isUnhelped || obligations.differInExemptions(left, right) { found.insert(.negation) }
    if obligations.turn(alignment, left, right) { found.insert(.opposite) }
  }

  /// Who will win is not who won: a future before the form of a verb that is past in the other text.
  var turnsFuture: Bool {
    func turns(_ some: [Alignment.Leftover], in text: ArraySlice<UInt32>, _ verb: Int, _ other: UInt32) -> Bool {
      let isPast = ends(other, in: "ed") || IrregularVerbs.isPast(corpus.vocabulary.word(UInt32(LexicalCorpus.id(other))))
      guard isPast, !ends(text[verb], in: "ed"), !ends(text[verb], in: "ing") else { return false }
      return some.contains { leftover in
        (1...3).contains(verb - leftover.place) && Self.futures.contains { isWord(leftover.word, $0) }
      }
    }
    return alignment.inflected.contains { places in
      turns(alignment.left, in: left, places.left, right[places.right])
        || turns(alignment.right, in: right, places.right, left[places.left])
    }
  }

  private static let futures = ["will", "shall", "would"]

  // MARK: Directions

  /// By 10 is not to 10.
  private func turnsAmount(_ x: Alignment.Leftover, _ y: Alignment.Leftover) -> Bool {
    let (p, q) = (small.roles(of: x.word), small.roles(of: y.word))
    guard p.intersection(q).contains(.preposition), p.union(q).contains(.measure), x.place + 1 < left.endIndex else { return false }
    return isAmount(left[x.place + 1])
  }

  /// By Ann is not about Ann, and set up is not set off.
  private func turnsDirection(_ x: Alignment.Leftover, _ y: Alignment.Leftover) -> Bool {
    let (p, q) = (small.roles(of: x.word), small.roles(of: y.word))
    let (both, either) = (p.intersection(q), p.union(q))
    let isVerbBefore = x.place > left.startIndex && kind(left[x.place - 1]) == .content
    if both.contains(.particle), either.contains(.strongParticle), isVerbBefore { return true }
    guard x.place + 1 < left.endIndex, left[x.place + 1] & ReadWord.Marks.name.rawValue != 0 else { return false }
    return both.contains(.agent) && either.contains(.strongAgent)
  }

  private func isAlone(_ leftover: Alignment.Leftover, _ all: [Alignment.Leftover]) -> Bool { all.count { $0.gap == leftover.gap } == 1 }

  private func isAmount(_ word: UInt32) -> Bool {
    kind(word) == .number || kind(word) == .symbol && Weigher(corpus: corpus).isCurrency(word)
  }

  /// "The hiring manager" is not "the hired manager", and opening is not opened.
  private var turnsParticiple: Bool {
    alignment.inflected.contains { places in
      let (a, b) = (left[places.left], right[places.right])
      guard ends(a, in: "ing") && ends(b, in: "ed") || ends(a, in: "ed") && ends(b, in: "ing") else { return false }
      if let step = stepsBehindBe(places.left, in: left), step == stepsBehindBe(places.right, in: right) { return true }
      let before = places.left > left.startIndex ? small.roles(of: left[places.left - 1]) : []
      let hasNoun = places.left + 1 < left.endIndex && kind(left[places.left + 1]) == .content
      return hasNoun && (before.contains(.determiner) || places.left == left.startIndex)
    }
  }

  /// How far behind a form of be a place is, if it is a few words: is opening, is the store opening.
  private func stepsBehindBe(_ place: Int, in text: ArraySlice<UInt32>) -> Int? {
    (1...4).first { place - $0 >= text.startIndex && small.roles(of: text[place - $0]).contains(.be) }
  }

  // MARK: Words that are more than they seem

  private func weighAlone(_ leftover: Alignment.Leftover, in text: ArraySlice<UInt32>, into found: inout Differ.Findings) {
    if small.roles(of: leftover.word).contains(.negatingCharacter) { found.insert(.negation) }
    // All but one is all except one.
    if isWord(leftover.word, "but"), isBehind(Self.wholes, leftover, in: text) { found.insert(.negation) }
    weighAmount(leftover, in: text, into: &found)
    weighEdition(leftover, in: text, into: &found)
    if Self.powers.contains(corpus.vocabulary.word(UInt32(LexicalCorpus.id(leftover.word)))), text.indices.contains(leftover.place + 1),
      kind(text[leftover.place + 1]) == .unit
    {
      found.insert(.unit)
    }
    corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(leftover.word))) { bytes in
      guard let kana = Katakana(bytes) else { return }
      let neighbours = [leftover.place - 1, leftover.place + 1].filter(text.indices.contains)
      let isInside = neighbours.contains { place in
        corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(text[place]))) { Katakana($0) != nil }
      }
      if kana.isVoicing || isInside && !kana.isLong { found.insert(.substitution) }
    }
  }

  /// Whether an article stands before "few" or "little" that the other text has without: few is not many, a few is some. A little boy at the
  /// beginning is a small one.
  private func hasFew(_ leftovers: [Alignment.Leftover], in text: ArraySlice<UInt32>, _ others: [Alignment.Leftover]) -> Bool {
    leftovers.contains { leftover in
      let next = leftover.place + 1
      guard isWord(leftover.word, "a"), text.indices.contains(next) else { return false }
      guard isWord(text[next], "few") || isWord(text[next], "little") && leftover.place > text.startIndex else { return false }
      return !leftovers.contains { $0.place == next } && !others.contains { $0.gap == leftover.gap }
    }
  }

  private func isBehind(_ words: Set<String>, _ leftover: Alignment.Leftover, in text: ArraySlice<UInt32>) -> Bool {
    leftover.place > text.startIndex && words.contains(corpus.vocabulary.word(UInt32(LexicalCorpus.id(text[leftover.place - 1]))))
  }

  static let wholes: Set<String> = ["all", "every", "everything", "everyone", "any", "anything", "none", "nothing", "nobody"]
  /// What makes another unit of the unit behind it.
  private static let powers: Set<String> = ["square", "cubic", "nautical", "light", "fluid", "business", "working", "metric"]

  /// Whether an "a" has moved that stands beside another letter, and so for something: f(a, b) is not f(b, a).
  private var movesVariable: Bool {
    func isMoved(_ leftovers: [Alignment.Leftover], in text: ArraySlice<UInt32>) -> Bool {
      leftovers.contains { leftover in
        isWord(leftover.word, "a")
          && [leftover.place - 1, leftover.place + 1].contains { text.indices.contains($0) && isLetter(text[$0]) }
      }
    }
    return isMoved(alignment.left, in: left) && isMoved(alignment.right, in: right)
  }

  /// Whether aligned words differ in case alone, where it was kept although nothing is quoted: a key, a password.
  private var differsInCase: Bool {
    alignment.inflected.contains { places in
      let (a, b) = (left[places.left], right[places.right])
      func isKept(_ word: UInt32) -> Bool {
        word & ReadWord.Marks.literal.rawValue == 0
          && corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(word))) { $0.contains { $0 >= 0x41 && $0 <= 0x5A } }
      }
      func letters(_ word: UInt32) -> String { corpus.vocabulary.word(UInt32(LexicalCorpus.id(word))).lowercased() }
      return (isKept(a) || isKept(b)) && letters(a) == letters(b)
    }
  }

  private func isLetter(_ word: UInt32) -> Bool {
    corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(word))) { $0.count == 1 && Typos.isLetter($0[0]) }
  }
}

/// A character of the script in which Japanese writes foreign words; other characters of such a word make another word of it.
private struct Katakana {
  /// A mark that makes another sound of the character before it, in either script.
  let isVoicing: Bool
  /// The mark of a long vowel, which many leave out at the end.
  let isLong: Bool

  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 3, bytes[0] == 0xE3 else { return nil }
    let point = UInt32(0x3000) | UInt32(bytes[1] & 0x3F) << 6 | UInt32(bytes[2] & 0x3F)
    guard (0x3099...0x309A).contains(point) || (0x30A1...0x30FC).contains(point) else { return nil }
    isVoicing = point <= 0x309A
    isLong = point == 0x30FC
  }
}
