/// The TF-IDF cache of a tutorial on caching LLM answers, exactly: it fits scikit-learn's `TfidfVectorizer` with its defaults on the
/// two prompts that it compares, so that a word that both have weighs 1 and any other 1 + ln(3/2), whatever the words are.
///
/// Only the first hundred prompts stored are ever compared, in the order in which they came; the first at or above .85 is the hit.
public struct ArticleTFIDF: Sendable {
  /// How many stored prompts are compared.
  public static let window = 100
  /// The article's threshold.
  public static let threshold = 0.85

  /// The words of a prompt, counted.
  public struct Bag: Sendable {
    fileprivate var counts: [String: Int] = [:]

    /// The words of `prompt` in lower case: runs of at least two letters, digits or underscores.
    public init(_ prompt: String) {
      var word = String.UnicodeScalarView()
      var counts: [String: Int] = [:]
      func end() {
        if word.count > 1 { counts[String(word), default: 0] += 1 }
        word.removeAll()
      }
      let scalars = Array(prompt.unicodeScalars)
      for (index, scalar) in scalars.enumerated() {
        for lower in Self.lowered(scalar, at: index, of: scalars) {
          if Self.isWord(lower) { word.append(lower) } else { end() }
        }
      }
      end()
      self.counts = counts
    }

    /// Letters, digits of all kinds and the underscore: Python's `\w`.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "_" || scalar.properties.generalCategory.isLetter || scalar.properties.numericType != nil
    }

    /// A scalar in lower case; a capital sigma at the end of a word becomes the final one, as Python's `lower()` has it.
    private static func lowered(_ scalar: Unicode.Scalar, at index: Int, of scalars: [Unicode.Scalar]) -> String.UnicodeScalarView {
      guard scalar == "\u{3A3}" else { return scalar.properties.lowercaseMapping.unicodeScalars }
      let follows = index > 0 && scalars[index - 1].properties.generalCategory.isLetter
      let precedes = index + 1 < scalars.count && scalars[index + 1].properties.generalCategory.isLetter
      return (follows && !precedes ? "\u{3C2}" : "\u{3C3}").unicodeScalars
    }
  }

  private var stored: [Bag] = []

  /// An empty cache.
  public init() {}

  /// How many prompts are stored.
  public var count: Int { stored.count }

  /// Stores a prompt.
  public mutating func insert(_ prompt: Bag) { stored.append(prompt) }

  /// The number of the stored prompt that the cache would answer with, or `nil`.
  public func match(_ prompt: Bag, threshold: Double = threshold) -> Int? {
    stored.prefix(Self.window).firstIndex { (Self.similarity(prompt, $0) ?? 0) >= threshold }
  }

  /// The cosine of two prompts under a vectorizer fitted on them; `nil` where it raises an error, because neither has a word.
  /// - Complexity: O(words)
  public static func similarity(_ a: Bag, _ b: Bag) -> Double? {
    guard !a.counts.isEmpty || !b.counts.isEmpty else { return nil }
    var (dot, x, y) = (0.0, 0.0, 0.0)
    for (word, count) in a.counts {
      if let other = b.counts[word] {
        dot += Double(count * other)
        x += Double(count * count)
        y += Double(other * other)
      } else {
        x += Double(count * count) * aloneSquare
      }
    }
    for (word, count) in b.counts where a.counts[word] == nil { y += Double(count * count) * aloneSquare }
    return x == 0 || y == 0 ? 0 : dot / (x * y).squareRoot()
  }

  /// (1 + ln((1 + 2) / (1 + 1)))²: smooth inverse document frequency of a word that one of two documents has.
  private static let aloneSquare = 1.405_465_108_108_164_4 * 1.405_465_108_108_164_4
}

extension Unicode.GeneralCategory {
  fileprivate var isLetter: Bool {
    switch self {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}
