/// The TF-IDF cache of a tutorial that many caches were copied from, exactly: it fits scikit-learn's `TfidfVectorizer` with its defaults on the
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
      func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic && scalar.properties.generalCategory.isLetter || scalar.properties.numericType != nil
      }
      var counts: [String: Int] = [:]
      func end() {
        if word.count > 1 { counts[String(word), default: 0] += 1 }
        word.removeAll()
      }
      for scalar in prompt.lowercased().unicodeScalars {
        if isWord(scalar) { word.append(scalar) } else { end() }
      }
      end()
      self.counts = counts
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
