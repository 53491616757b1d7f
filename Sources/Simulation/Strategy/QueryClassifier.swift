/// Sorts questions into classes by their words: the first class that matches counts.
///
/// Which class each request is of is computed where the texts are, and comes in with the ``Traffic``.
public struct QueryClassifier: Hashable, Sendable {
  /// The classes, in the order in which they are tried.
  public var classes: [QueryClass]

  /// A classifier.
  public init(_ classes: [QueryClass]) { self.classes = classes }

  /// The number of a class in ``Traffic/classes``, from 1; `nil` where there is none of that name.
  func number(_ name: String) -> UInt8? { classes.firstIndex { $0.name == name }.map { UInt8($0 + 1) } }
}

/// Questions that hold one of some phrases.
public struct QueryClass: Hashable, Sendable {
  /// How phrases are looked for, in the text without regard to case.
  public enum Match: String, CaseIterable, Hashable, Sendable {
    /// As whole words, one after the other.
    case words
    /// Anywhere, also inside a word: "now" is found in "know".
    case substring
    /// As patterns on word boundaries, in which `*` stands for the rest of a word.
    case pattern
  }

  /// The name that TTLs and invalidations use.
  public var name: String
  /// One of these must be found.
  public var phrases: [String]
  /// How they are looked for.
  public var match: Match

  /// A class.
  public init(name: String, phrases: [String], match: Match = .words) {
    self.name = name
    self.phrases = phrases
    self.match = match
  }
}
