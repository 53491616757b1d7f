/// Says in what two texts of a corpus differ. Keeps its scratch memory between pairs: use one per thread.
///
/// Words are aligned by their base forms (longest common subsequence between the common beginning and the common end); what is left over
/// on both sides is weighed by its ``WordKind``. Symmetric: the order of the two texts does not matter.
public struct Differ: Sendable {
  /// All that was found, before the gravest is chosen.
  struct Findings: OptionSet {
    let rawValue: UInt32
    static let inflection = Findings(rawValue: 1)
    static let filler = Findings(rawValue: 2)
    static let function = Findings(rawValue: 4)
    static let insertion = Findings(rawValue: 8)
    static let insertions = Findings(rawValue: 16)
    static let typo = Findings(rawValue: 32)
    static let order = Findings(rawValue: 64)
    static let number = Findings(rawValue: 128)
    static let unit = Findings(rawValue: 256)
    static let negation = Findings(rawValue: 512)
    static let antonym = Findings(rawValue: 1_024)
    static let logic = Findings(rawValue: 2_048)
    static let substitution = Findings(rawValue: 4_096)
    static let symbol = Findings(rawValue: 8_192)
    static let literal = Findings(rawValue: 16_384)
    static let question = Findings(rawValue: 32_768)
    static let name = Findings(rawValue: 65_536)
    static let replaced = Findings(rawValue: 131_072)
    static let moved = Findings(rawValue: 262_144)
    static let tooLong = Findings(rawValue: 524_288)
  }

  private let corpus: LexicalCorpus
  private var alignment = Alignment()

  /// A differ for the texts of `corpus`.
  public init(_ corpus: LexicalCorpus) { self.corpus = corpus }

  /// The gravest difference of two texts.
  /// - Complexity: O(*n* + *m* + product of the lengths of what differs, up to a million)
  public mutating func kind(_ a: Int, _ b: Int) -> DifferenceKind {
    Self.kind(findings(a, b))
  }

  static func kind(_ found: Findings) -> DifferenceKind {
    let order: [(Findings, DifferenceKind)] = [
      (.literal, .literal), (.symbol, .symbol), (.number, .number), (.unit, .unit), (.negation, .negation), (.antonym, .opposite),
      (.logic, .opposite), (.order, .order), (.substitution, .substitution), (.question, .question), (.tooLong, .substitution),
    ]
    for (finding, kind) in order where found.contains(finding) { return kind }
    if found.contains(.insertion) || found.contains(.insertions) {
      return found.contains(.replaced) ? .general : .insertion
    }
    if found.contains(.replaced) { return .general }
    if found.contains(.typo) { return .typo }
    if found.contains(.function) { return .function }
    if found.contains(.inflection) { return .inflection }
    if found.contains(.filler) { return .filler }
    return .none
  }

  mutating func findings(_ a: Int, _ b: Int) -> Findings {
    var (x, y) = (corpus.words(of: a), corpus.words(of: b))
    if y.lexicographicallyPrecedes(x) { swap(&x, &y) }
    let isCode = corpus.isCode[a] || corpus.isCode[b]
    guard alignment.align(x, y, base: { corpus.vocabulary.entries[LexicalCorpus.id($0)].base }) else { return .tooLong }
    var found: Findings = alignment.hasInflection ? .inflection : []
    if alignment.left.isEmpty, alignment.right.isEmpty {
      return found.contains(.inflection) && isCode ? [.inflection, .symbol] : found
    }
    Weigher(corpus: corpus).weigh(alignment, into: &found)
    if isCode, !found.subtracting(.filler).isEmpty { found.insert(.symbol) }
    return found
  }
}

extension Differ {
  /// All findings by number; for measuring only.
  public mutating func signals(_ a: Int, _ b: Int) -> UInt32 { findings(a, b).rawValue }
}
