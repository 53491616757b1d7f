/// Says in what two texts of a corpus differ. Keeps its scratch memory between pairs: use one per thread.
///
/// Words are aligned by their base forms (longest common subsequence between the common beginning and the common end); what is left over
/// on both sides is weighed by its ``WordKind``. Symmetric: the order of the two texts does not matter.
public struct Differ: Sendable {
  /// All that was found, before the gravest is chosen.
  struct Findings: OptionSet {
    let rawValue: UInt32
    /// Aligned words in different forms.
    static let inflection = Findings(rawValue: 1 << 0)
    static let filler = Findings(rawValue: 1 << 1)
    static let function = Findings(rawValue: 1 << 2)
    static let typo = Findings(rawValue: 1 << 3)
    /// Content words that one side alone has, between words that both have …
    static let insertion = Findings(rawValue: 1 << 4)
    /// … and the other side too, elsewhere.
    static let insertionsOnBothSides = Findings(rawValue: 1 << 5)
    static let number = Findings(rawValue: 1 << 6)
    static let unit = Findings(rawValue: 1 << 7)
    static let negation = Findings(rawValue: 1 << 8)
    static let opposite = Findings(rawValue: 1 << 9)
    static let order = Findings(rawValue: 1 << 10)
    static let substitution = Findings(rawValue: 1 << 11)
    static let symbol = Findings(rawValue: 1 << 12)
    static let literal = Findings(rawValue: 1 << 13)
    static let question = Findings(rawValue: 1 << 14)
    static let name = Findings(rawValue: 1 << 15)
    static let logic = Findings(rawValue: 1 << 16)
    static let exchange = Findings(rawValue: 1 << 17)
    /// A content word or a clause more in a text so long that its score does not tell any more.
    static let detail = Findings(rawValue: 1 << 18)
  }

  /// In texts of more words, one word more or less moves no score, and no labelled pair says what it is worth.
  static let long = 32

  private let corpus: LexicalCorpus
  private let small: SmallWords
  private let rewriting: Rewriting
  private var alignment = Alignment()

  /// A differ for the texts of `corpus`.
  public init(_ corpus: LexicalCorpus) {
    self.corpus = corpus
    small = SmallWords(corpus.vocabulary)
    rewriting = Rewriting(corpus, small)
  }

  /// The gravest difference of two texts.
  /// - Complexity: O(*n* + *m* + product of the lengths of what differs, up to a million)
  public mutating func kind(_ a: Int, _ b: Int) -> DifferenceKind {
    Self.kind(findings(a, b))
  }

  /// The first of these that was found.
  private static let gravest: [(Findings, DifferenceKind)] = [
    (.literal, .literal), (.symbol, .symbol), (.number, .number), (.unit, .unit), (.negation, .negation), (.opposite, .opposite),
    (.order, .order), (.exchange, .exchange), (.logic, .logic), (.substitution, .substitution), (.name, .name), (.question, .question),
    (.detail, .detail), (.insertionsOnBothSides, .general),
    (.insertion, .insertion), (.typo, .typo), (.function, .function), (.inflection, .inflection), (.filler, .filler),
  ]

  private static func kind(_ found: Findings) -> DifferenceKind {
    for (finding, kind) in gravest where found.contains(finding) { return kind }
    return .none
  }

  mutating func findings(_ a: Int, _ b: Int) -> Findings {
    var (x, y) = (corpus.words(of: a), corpus.words(of: b))
    if y.lexicographicallyPrecedes(x) { swap(&x, &y) }
    let isCode = corpus.isCode[a] || corpus.isCode[b]
    guard alignment.align(x, y, base: { corpus.vocabulary.entries[LexicalCorpus.id($0)].base }) else { return .substitution }
    let isRewritten = !isCode && rewriting.drop(from: &alignment, x, y)
    var found: Findings = alignment.hasInflection ? .inflection : []
    if isRewritten { found.insert(.function) }
    if alignment.hasLiteralInflection { found.insert(.literal) }
    let leftovers = alignment.left + alignment.right
    let mayBePassive = !isCode && leftovers.contains { small.roles(of: $0.word).contains(.strongAgent) }
    let isPassive = mayBePassive && Reordering(corpus: corpus, small: small, x, y).isPassive
    let weigher = Weigher(corpus: corpus)
    if !leftovers.isEmpty {
      weigher.weigh(alignment, into: &found)
      if !isCode, !found.isDisjoint(with: [.order, .exchange]), isPassive || Reordering(corpus: corpus, small: small, x, y).isFree {
        found.subtract([.order, .exchange])
        found.insert(.function)
      }
    }
    let surroundings = Surroundings(corpus: corpus, small: small, left: x, right: y, alignment: alignment, isPassive: isPassive)
    surroundings.weigh(into: &found)
    if leftovers.isEmpty { return isCode && !found.isEmpty ? found.union(.symbol) : found }
    if min(x.count, y.count) > Self.long, found.contains(.insertion) || hasAddition { found.insert(.detail) }
    // In code, "a" is a name and no article.
    if isCode, !found.subtracting(.filler).isEmpty || leftovers.contains(where: weigher.isLetter) { found.insert(.symbol) }
    return found
  }

  /// Whether one text has a question or a clause of small words more.
  private var hasAddition: Bool {
    func hasRun(_ some: [Alignment.Leftover], beside others: [Alignment.Leftover]) -> Bool {
      let gaps = Dictionary(grouping: some, by: \.gap)
      return gaps.contains { gap, run in
        let kinds = run.map { corpus.vocabulary.entries[LexicalCorpus.id($0.word)].kind }
        let isClause = kinds.contains(.question) || kinds.count { $0 == .function } >= Self.clause
        return isClause && !others.contains { $0.gap == gap }
      }
    }
    return hasRun(alignment.left, beside: alignment.right) || hasRun(alignment.right, beside: alignment.left)
  }

  /// So many small words in a row say something.
  private static let clause = 3
}
