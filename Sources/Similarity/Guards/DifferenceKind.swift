/// In what two texts differ, by the gravest of their differences: it tells more about whether they mean the same than any score.
///
/// Raw values are stored in traces: add at the end, never renumber.
public enum DifferenceKind: UInt8, CaseIterable, Sendable {
  /// The same words in the same order.
  case none = 0
  /// Articles, politeness, forms of do and to be.
  case filler = 1
  /// Inflections of the same words.
  case inflection = 2
  /// A rare word that is a slip of the pen away from a common one.
  case typo = 3
  /// Pronouns, prepositions and other words that seldom change the meaning.
  case function = 4
  /// Content words that only one of them has.
  case insertion = 5
  /// Content words that only one has, and others that only the other has, in different places.
  case general = 6
  /// The same words in another order: a transfer reversed.
  case order = 7
  /// A number, an ordinal, a date.
  case number = 8
  /// A unit, a currency, a percent sign.
  case unit = 9
  /// A negation.
  case negation = 10
  /// A word and its opposite.
  case opposite = 11
  /// Another thing in the same place.
  case substitution = 12
  /// A sign, as C differs from C++, or anything inside code.
  case symbol = 13
  /// Something quoted, an address, a code span.
  case literal = 14
  /// What is asked: who, when, where, why.
  case question = 15
  /// A name that only one of them has.
  case name = 16
  /// A word of quantity, comparison, alternative or direction, or a tense.
  case logic = 17
  /// Two words or more have changed places, and there are other differences too.
  case exchange = 18
  /// A content word or a clause more or less in a long text: its score would be as high whatever it is.
  case detail = 19

  /// The name used in tables and files.
  public var name: String {
    switch self {
    case .none: "same words"
    case .function: "function words"
    case .order: "word order"
    case .detail: "detail of a long text"
    default: String(describing: self)
    }
  }

  /// Whether a pair that differs in this must not be taken for the same by its words alone, whatever the score. A veto is a miss, never
  /// the next candidate.
  public var isVeto: Bool { rawValue >= DifferenceKind.order.rawValue }

  /// The least score, in ten-thousandths, at which a pair that differs in this is taken for the same by its words where `threshold` is
  /// asked for; `nil` for a veto.
  ///
  /// From ``strict`` on, content that only one text has needs ``sure``: of labelled pairs between the two, three in four mean the same
  /// where of all others six in seven do (``Calibration``). Who asks for a lower threshold takes it as it comes.
  public func leastScore(threshold: Int) -> Int? {
    switch self {
    case _ where isVeto: nil
    case .insertion, .general: threshold >= Self.strict ? max(threshold, Self.sure) : threshold
    default: threshold
    }
  }

  /// The usual threshold, and the score from which it is likely the same with a content word more or less.
  private static let strict = 9_000
  private static let sure = 9_500

  /// Whether it must not be taken for the same even where the vectors of an embedding model are: what such models are blind to. What they
  /// see by themselves, another thing or name in the same place, is left to the threshold.
  public var isVetoForVectors: Bool {
    switch self {
    case .order, .number, .unit, .negation, .opposite, .symbol, .literal, .detail: true
    default: false
    }
  }

  /// Whether such texts are fillings of one form (templated): the same but for a value.
  public var isSlot: Bool {
    switch self {
    case .number, .unit, .substitution, .literal, .name: true
    default: false
    }
  }
}
