/// What a text must contain to be of a class. Case does not count, in any rule.
public enum TextRule: Hashable, Sendable {
  /// Words next to each other, in this order: "refund", "opening hours". Punctuation separates words and is not compared; an apostrophe
  /// inside a word is not there ("don't" is "dont").
  case words(String)
  /// As ``words(_:)``, and a `*` inside a word stands for any letters, also none ("pric*"); a `*` alone stands for exactly one word, and
  /// `...` for any number of words, also none ("cancel ... order").
  case pattern(String)
  /// These characters anywhere, inside words too: "now" is in "know". What some articles do, and the reason why their classes leak.
  case substring(String)

  /// The longest pattern, in bytes. It bounds what one text can cost.
  public static let longest = 200

  /// Why nothing can be matched by this rule, as the end of a sentence with the way out; `nil` where all is well.
  public var fault: String? {
    switch self {
    case .substring(let text):
      if text.isEmpty { return "is empty, and so is in every text: leave it out, or use the default class" }
      return text.utf8.count > Self.longest ? "is longer than \(Self.longest) bytes: use a part of it" : nil
    case .words(let text), .pattern(let text):
      guard text.utf8.count <= Self.longest else { return "is longer than \(Self.longest) bytes: use a part of it" }
      let steps = compiled?.steps ?? []
      guard !steps.isEmpty else { return "has no word: write one, such as \"price\" or \"opening hours\"" }
      let isVague = steps.allSatisfy { $0 == .gap || $0 == .glob([WordPattern.star]) }
      return isVague ? "matches any text: write at least one word beside * and ..." : nil
    }
  }
}

extension TextRule {
  /// The rule in words; `nil` where it is about characters.
  fileprivate var compiled: WordPattern? {
    switch self {
    case .words(let text): WordPattern(text, hasWildcards: false)
    case .pattern(let text): WordPattern(text, hasWildcards: true)
    case .substring: nil
    }
  }
}

/// Sorts texts into classes: a text is of the first class one of whose rules it meets.
///
/// Keeps its scratch memory between texts: use one per thread.
public struct TextClassifier: Sendable {
  private enum Compiled: Sendable {
    case words(WordPattern)
    case substring(Characters)
  }

  private let rules: [(rule: Compiled, index: Int)]
  private let needsWords: Bool
  private var words = WordList()

  /// A classifier; class *i* has the rules `classes[i]`.
  public init(_ classes: [[TextRule]]) {
    rules = classes.enumerated().flatMap { index, rules in
      rules.map { rule in
        switch rule {
        case .substring(let text): (.substring(Characters(text.lowercased())), index)
        case .words(let text): (.words(WordPattern(text, hasWildcards: false)), index)
        case .pattern(let text): (.words(WordPattern(text, hasWildcards: true)), index)
        }
      }
    }
    needsWords = rules.contains {
      if case .words = $0.rule { true } else { false }
    }
  }

  /// The index of the first class that a text is of; `nil` where it is of none.
  /// - Complexity: O(text × rules), and for a rule with `*` times its length: never more, whatever the text.
  public mutating func firstClass(of text: String) -> Int? {
    var lowered = text.lowercased()
    if needsWords { words.read(lowered) }
    let words = self.words
    return lowered.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      return rules.first { rule in
        switch rule.rule {
        case .words(let pattern): pattern.isIn(words)
        case .substring(let part): part.isIn(bytes)
        }
      }?.index
    }
  }
}

/// Characters that are sought inside a text, none of whose bytes is read twice (Knuth, Morris and Pratt, SIAM J. Comput. 6, 1977).
private struct Characters: Sendable {
  private let bytes: [UInt8]
  /// After so many bytes that fit, how many still do where the next does not: the longest end of them that is their beginning too.
  private var shorter: [Int]

  init(_ text: String) {
    bytes = Array(text.utf8)
    shorter = [0, 0]
    for place in bytes.indices.dropFirst() { shorter.append(fitting(bytes[place], after: shorter[place])) }
  }

  /// How many bytes fit after one more.
  private func fitting(_ byte: UInt8, after count: Int) -> Int {
    var count = count
    while count > 0, bytes[count] != byte { count = shorter[count] }
    return bytes[count] == byte ? count + 1 : 0
  }

  /// Whether a text has them; none has no characters.
  /// - Complexity: O(text)
  func isIn(_ text: UnsafeRawBufferPointer) -> Bool {
    guard !bytes.isEmpty else { return false }
    var count = 0
    for byte in text {
      count = fitting(byte, after: count)
      if count == bytes.count { return true }
    }
    return false
  }
}
