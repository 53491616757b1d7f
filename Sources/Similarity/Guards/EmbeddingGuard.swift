/// Says of two texts with like embeddings whether they differ in what embeddings do not see.
///
/// An embedding tells most other things and questions apart by itself, so that a high cosine is evidence that ``Differ`` does not have. Of
/// its kinds of difference, only those are a veto here that leave a cosine near 1: another number, a negation, an opposite, the order
/// of the same words, one name for another, another edition of a product, an operator, a unit, something quoted, a duty for what one may do,
/// the past of a question that says its tense first; where a text was reworded as a whole, fewer of them. An order that says nothing
/// (``Reordering``) and other spellings (``Rewriting``) are none. On questions with a MiniLM cosine of .95 and more, such
/// pairs are right less than half as often as others (`make bench-similarity` prints the figures).
public struct EmbeddingGuard: Sendable {
  private let corpus: LexicalCorpus
  private let weigher: Weigher
  private let small: SmallWords
  private let rewriting: Rewriting
  private var alignment = Alignment()

  /// A guard for the texts of `corpus`.
  public init(_ corpus: LexicalCorpus) {
    self.corpus = corpus
    weigher = Weigher(corpus: corpus)
    small = SmallWords(corpus.vocabulary)
    rewriting = Rewriting(corpus, small)
  }

  /// Whether one text must not be answered with the answer of the other, whatever their cosine. A veto is a miss, never the next candidate.
  public mutating func vetoes(_ a: Int, _ b: Int) -> Bool { veto(a, b) != nil }

  /// Why it must not: the first reason found; `nil` where there is none. The order of the two texts does not matter.
  /// - Complexity: that of ``Differ/kind(_:_:)``.
  public mutating func veto(_ a: Int, _ b: Int) -> DifferenceKind? {
    var (x, y) = (corpus.words(of: a), corpus.words(of: b))
    if y.lexicographicallyPrecedes(x) { swap(&x, &y) }
    let entries = corpus.vocabulary.entries
    guard alignment.align(x, y, base: { entries[LexicalCorpus.id($0)].base }) else { return .substitution }
    let isCode = corpus.isCode[a] || corpus.isCode[b]
    if !isCode { _ = rewriting.drop(from: &alignment, x, y) }
    var (left, right) = (alignment.left, alignment.right)
    let moved = Weigher.cancel(&left, &right, base: { entries[LexicalCorpus.id($0)].base })
    let all = left + right
    if alignment.hasLiteralInflection || all.contains(where: { $0.word & ReadWord.Marks.literal.rawValue != 0 }) { return .literal }
    let isReworded = isReworded(all, of: min(x.count, y.count))
    let isProse = isCode && isReworded && isProse(x) && isProse(y)
    if all.contains(where: { isOperator($0) && !(isProse && isPunctuation($0)) }) || hasPictures(left, right) { return .symbol }
    if isCode, alignment.hasInflection || all.contains(where: { weigher.kind($0) != .filler }) {
      if !isProse || all.contains(where: isIdentifier) { return .symbol }
    }
    if hasBoth(left, right, .number) || !isReworded && hasNumbers(left, right) { return .number }
    if hasUnits(left, right) || all.contains(where: { weigher.isCurrency($0.word) }) { return .unit }
    if !isReworded, isNegated(all) { return .negation }
    if hasOpposites(left, right) { return .opposite }
    let order = Reordering(corpus: corpus, small: small, x, y)
    if !moved.isEmpty, order.turns || weigher.turnsSubject(moved, all) && all.count == 1 || weigher.turnsPerson(moved, left, right) {
      return .order
    }
    if asksOtherwise(left, right) { return .question }
    if !isReworded, hasNames(left, right) { return .name }
    if differInCase(left, right) { return .name }
    var turned: Differ.Findings = []
    let isPassive = !isCode && all.contains { small.roles(of: $0.word).contains(.strongAgent) } && order.isPassive
    let surroundings = Surroundings(corpus: corpus, small: small, left: x, right: y, alignment: alignment, isPassive: isPassive)
    surroundings.weigh(into: &turned)
    if let kind = Self.turns(turned) { return kind }
    if surroundings.turnsFuture || isTense(left, right, x, y) { return .logic }
    if turned.contains(.logic), min(x.count, y.count) > Differ.long { return .detail }
    return isDetail(all, of: min(x.count, y.count)) ? .detail : nil
  }

  /// What it is called where small words turn a sentence round.
  private static func turns(_ found: Differ.Findings) -> DifferenceKind? {
    let kinds: [(Differ.Findings, DifferenceKind)] = [
      (.number, .number), (.unit, .unit), (.negation, .negation), (.opposite, .opposite), (.order, .order), (.symbol, .symbol),
      (.substitution, .name), (.name, .name),
    ]
    return kinds.first { found.contains($0.0) }?.1
  }

  /// Whether a long text differs in a few words that count: a vector of all of it is blind to them. Where many differ, it was reworded.
  private func isDetail(_ all: [Alignment.Leftover], of words: Int) -> Bool {
    guard words > Differ.long else { return false }
    let weighty = all.count {
      switch weigher.kind($0) {
      case .filler: weigher.isLetterName($0)
      case .function: false
      case .content, .number, .negation, .logic, .question, .symbol, .unit: true
      }
    }
    return weighty > 0 && weighty <= words / 8
  }

  /// Whether so much differs that a text was reworded as a whole: what says no in one may be said without a no in the other, and a vector is
  /// evidence of the whole.
  private func isReworded(_ all: [Alignment.Leftover], of words: Int) -> Bool {
    all.count { weigher.kind($0) == .content } >= max(Self.reworded, words / 8)
  }

  private static let reworded = 7

  /// Whether a text that has code in it is mostly words.
  private func isProse(_ text: ArraySlice<UInt32>) -> Bool {
    4 * text.count { weigher.kind($0) == .symbol } < text.count
  }

  /// Whether a word of code names something there: snake_case, camelCase.
  private func isIdentifier(_ leftover: Alignment.Leftover) -> Bool {
    word(leftover).utf8.dropFirst().contains { $0 == UInt8(ascii: "_") || $0 >= 0x41 && $0 <= 0x5A }
  }

  private func isPunctuation(_ leftover: Alignment.Leftover) -> Bool { word(leftover).utf8.allSatisfy { ".:?!'\"-".utf8.contains($0) } }

  private func hasBoth(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover], _ kind: WordKind) -> Bool {
    left.contains { weigher.kind($0) == kind } && right.contains { weigher.kind($0) == kind }
  }

  /// One unit for another; "am" is one beside "pm".
  private func hasUnits(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover]) -> Bool {
    if hasBoth(left, right, .unit) { return true }
    func hasHalfDay(_ some: [Alignment.Leftover], _ others: [Alignment.Leftover]) -> Bool {
      some.contains { word($0) == "am" } && others.contains { word($0) == "pm" }
    }
    // A unit may be one letter, or "in": 30 s, 30 ms.
    func hasLetter(_ some: [Alignment.Leftover], besideUnitIn others: [Alignment.Leftover]) -> Bool {
      some.contains { letter in
        (weigher.isLetter(letter) || word(letter) == "in") && others.contains { $0.gap == letter.gap && weigher.kind($0) == .unit }
      }
    }
    return hasHalfDay(left, right) || hasHalfDay(right, left) || hasLetter(left, besideUnitIn: right)
      || hasLetter(right, besideUnitIn: left)
  }

  /// Another question word that asks for another thing, in the same place: how and why, or where and how, often ask for the same.
  private func asksOtherwise(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover]) -> Bool {
    left.contains { a in
      right.contains { b in
        a.gap == b.gap && (Self.questions.contains(word(a) + "/" + word(b)) || Self.questions.contains(word(b) + "/" + word(a)))
      }
    }
  }

  private static let questions: Set<String> = ["when/where", "who/why", "who/when", "who/where", "how/when", "how/who", "which/whose"]

  /// One sign that is no letter for another in the same place: an emoji, an arrow, an operator beyond ASCII.
  private func hasPictures(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover]) -> Bool {
    let gaps = Set(left.filter(isPicture).map(\.gap))
    return right.contains { gaps.contains($0.gap) && isPicture($0) }
  }

  private func isPicture(_ leftover: Alignment.Leftover) -> Bool {
    corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(leftover.word))) { bytes in
      guard let first = bytes.first, first >= 0x80, let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else {
        return false
      }
      return !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
    }
  }

  /// Digits or a fraction that only one has; any other number word that only one has ("once", "today") says little.
  private func hasNumbers(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover]) -> Bool {
    hasNumber(left, inPlaceOfWordIn: right) || hasNumber(right, inPlaceOfWordIn: left)
  }

  /// "First" is a word of order and "second" a number, so are May and June, and "one" is often none. A letter may be a number too: Charles I, Charles II.
  private func hasNumber(_ some: [Alignment.Leftover], inPlaceOfWordIn others: [Alignment.Leftover]) -> Bool {
    some.contains { number in
      guard weigher.kind(number) == .number else { return false }
      if word(number).utf8.contains(where: { (0x30...0x39).contains($0) }) || Self.multiples.contains(word(number)) { return true }
      return others.contains {
        $0.gap == number.gap
          && (weigher.kind($0) == .logic || $0.word & ReadWord.Marks.name.rawValue != 0 || Self.ones.contains(word($0))
            || weigher.isLetter($0))
      }
    }
  }

  private static let ones: Set<String> = ["one", "a", "an", "一"]
  private static let multiples: Set<String> = ["half", "quarter", "double", "triple", "twice", "thrice", "dozen"]

  /// Whether one text denies what the other says; "neither … nor" denies once.
  private func isNegated(_ all: [Alignment.Leftover]) -> Bool {
    let negations = all.filter(isNegation)
    let joined = negations.contains { word($0) == "neither" } ? negations.count { word($0) == "nor" } : 0
    return (negations.count - joined) % 2 == 1
  }

  private func isNegation(_ leftover: Alignment.Leftover) -> Bool {
    weigher.kind(leftover) == .negation && (Self.negations.contains(word(leftover)) || Self.foreign.contains(word(leftover)))
  }

  private static let foreign = Set(foreignNegations.split(separator: " ").map(String.init))

  /// Two of these undo each other; words that merely tend to negate (avoid, fail, stop) are content to an embedding.
  private static let negations: Set<String> = [
    "not", "no", "never", "none", "nor", "neither", "without", "nobody", "nothing", "nowhere", "except", "unless", "cannot", "non",
    "unable", "hardly", "barely", "scarcely",
  ]

  /// Opposites in the same place, other than can and should and the like, which questions use for each other; of the small words only
  /// those that turn what is asked.
  private func hasOpposites(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover]) -> Bool {
    func mayTurn(_ leftover: Alignment.Leftover) -> Bool {
      switch weigher.kind(leftover) {
      case .content, .logic, .negation, .number: true
      case .filler, .function, .question, .symbol, .unit: false
      }
    }
    func isShort(_ gap: Int) -> Bool {
      left.count { $0.gap == gap } <= Self.phrase && right.count { $0.gap == gap } <= Self.phrase
    }
    for a in left.prefix(Self.most) {
      for b in right.prefix(Self.most) where b.gap == a.gap && isShort(a.gap) {
        if Self.turns.contains(word(a) + "/" + word(b)) || Self.turns.contains(word(b) + "/" + word(a)) { return true }
        guard mayTurn(a) || mayTurn(b) else { continue }
        if weigher.isOpposite(a.word, b.word) || weigher.isOpposite(weigher.base(a), weigher.base(b)) { return true }
      }
    }
    return false
  }

  private static let most = 16
  /// Where more words stand in the place of others, two of them are opposites by chance.
  private static let phrase = 4
  private static let turns: Set<String> = [
    "on/off", "in/out", "up/down", "up/out", "all/some", "all/any", "all/most", "every/any", "every/some", "most/some", "many/few",
    "both/one", "each/one", "several/all", "several/one", "exactly/least", "first/every", "for/against", "since/until", "into/out",
    "on/under", "front/behind", "being/been", "over/under", "while/after", "while/before", "he/she", "him/her",
    "himself/herself",
  ]

  /// A name in the place of another.
  private func hasNames(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover]) -> Bool {
    func isName(_ leftover: Alignment.Leftover) -> Bool {
      weigher.kind(leftover) == .content && leftover.word & ReadWord.Marks.name.rawValue != 0
    }
    let gaps = Set(left.filter(isName).map(\.gap))
    return right.contains { isName($0) && gaps.contains($0.gap) }
  }

  /// Whether nothing else tells two texts apart than that one is of the past, and they say so first: is he the chairman, was he.
  private func isTense(
    _ left: [Alignment.Leftover], _ right: [Alignment.Leftover], _ x: ArraySlice<UInt32>, _ y: ArraySlice<UInt32>
  ) -> Bool {
    guard left.count <= 2, right.count <= 2, !(left + right).contains(where: { weigher.kind($0) == .content }) else { return false }
    guard weigher.isOfPast(left) != weigher.isOfPast(right), weigher.hasTense(left), weigher.hasTense(right) else { return false }
    return [x, y].allSatisfy { text in text.first.map { small.roles(of: $0).contains(.auxiliary) || weigher.isWho($0) } == true }
  }

  /// A word in capitals that is another one without, as US and us; some models do not tell them apart.
  private func differInCase(_ left: [Alignment.Leftover], _ right: [Alignment.Leftover]) -> Bool {
    (left + right).contains { capitals in
      let letters = word(capitals)
      guard letters.utf8.contains(where: { $0 >= 0x41 && $0 <= 0x5A }) else { return false }
      return (left + right).contains { word($0) != letters && word($0) == letters.lowercased() }
    }
  }

  /// A sign that makes another thing of what it stands at: C++ of C; or a letter that names something: plan B. An ampersand or a slash is
  /// a way to write.
  private func isOperator(_ leftover: Alignment.Leftover) -> Bool {
    guard weigher.kind(leftover) == .symbol else { return false }
    let sign = word(leftover)
    return sign.utf8.contains { Self.operators.contains($0) || $0 >= 0x61 && $0 <= 0x7A } || WordKind.isOperator(Array(sign.utf8))
  }

  private static let operators = Array("+#*=<>^!?.:-|'\"\\".utf8)

  private func word(_ leftover: Alignment.Leftover) -> String { corpus.vocabulary.word(UInt32(LexicalCorpus.id(leftover.word))) }
}
