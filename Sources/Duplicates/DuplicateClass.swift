/// What kind of repeat a request is. Every request has exactly one class; the first that applies, in the order of precedence given.
public enum DuplicateClass: UInt8, CaseIterable, Sendable {
  /// An earlier request has the same key, word for word.
  case exact
  /// An earlier request has the same key after normalisation only; ``Likeness`` says which.
  case near
  /// An earlier request has the same form with other values in it: another number, id, date or name. No response cache may serve one for
  /// the other; a provider's prompt cache can serve what they begin with. Known where texts were compared only.
  case templated
  /// The most alike of the earlier requests is as alike as the threshold asks, and differs in nothing that is a veto. Known where texts were
  /// compared only.
  case semantic
  /// No earlier request is like it: the first of its kind. Where texts were not compared, templated and semantic ones are among these.
  case unique
  /// Another attempt at a call that had just failed: one logical request with it (law 5).
  case retry
  /// The same user asks for another answer within minutes, at a temperature above 0 (law 5): serving the old one would be wrong.
  case regeneration
  /// The same run asks the same again (law 5): a fault of the agent rather than traffic for a cache.
  case agentLoop
  /// The logged prompt was cut, so equal ones may have been different: its repeats are an upper bound (law 5).
  case truncated
  /// The prompt, or the conversation before it, is not in the log: nothing can be said.
  case noContent
  /// It failed in the log (law 6). Outside the headline.
  case failed
  /// Not a call that generates text (law 5). Outside the headline.
  case notGeneration

  /// The name used in tables and files.
  public var name: String {
    switch self {
    case .agentLoop: "agent loop"
    case .truncated: "cut prompt"
    case .noContent: "no content"
    case .notGeneration: "not generation"
    default: String(describing: self)
    }
  }

  /// Whether requests of the class are in the denominator of the headline shares: calls that generate text and did not fail (law 32).
  public var isInHeadline: Bool { self != .failed && self != .notGeneration }

  /// Whether requests are told to be of the class by their keys alone; the others are found only where texts are compared.
  public var needsNoTexts: Bool { self != .templated && self != .semantic }

  /// Whether the whole prompt is known and an answer was given: the classes that the repeat law, key safety and leakage speak of.
  public var isComparable: Bool {
    switch self {
    case .exact, .near, .templated, .semantic, .unique, .retry, .regeneration, .agentLoop: true
    case .truncated, .noContent, .failed, .notGeneration: false
    }
  }
}

/// How alike a request and the earlier one that it repeats are: the weakest normalisation that makes their keys equal.
public enum Likeness: UInt8, CaseIterable, Sendable {
  /// No earlier request is alike.
  case none
  /// Word for word.
  case exact
  /// Up to case, punctuation and white space.
  case spelling
  /// … and filler words.
  case fillers
  /// … and inflection.
  case inflection
  /// … and a slip of the pen: a rare word that is a letter or two from a common one. No key makes such requests equal, and it is known
  /// where texts were compared only.
  case typo

  /// The kinds of ``DuplicateClass/near``.
  public static let near: [Likeness] = [.spelling, .fillers, .inflection, .typo]

  /// The name used in tables and files.
  public var name: String { String(describing: self) }
}
