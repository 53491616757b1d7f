/// What kind of repeat a request is. Every request has exactly one class; the first that applies, in the order of precedence given.
public enum DuplicateClass: UInt8, CaseIterable, Sendable {
  /// An earlier request has the same key, word for word.
  case exact
  /// An earlier request has the same key after normalisation only; ``Likeness`` says which.
  case near
  /// No earlier request has its key: the first of its kind.
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

  /// Whether the whole prompt is known and an answer was given: the classes that the repeat law, key safety and leakage speak of.
  public var isComparable: Bool {
    switch self {
    case .exact, .near, .unique, .retry, .regeneration, .agentLoop: true
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

  /// The kinds of ``DuplicateClass/near``.
  public static let near: [Likeness] = [.spelling, .fillers, .inflection]

  /// The name used in tables and files.
  public var name: String { String(describing: self) }
}
