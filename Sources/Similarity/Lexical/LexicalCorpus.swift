/// Texts as sequences of words and as weighted bags of words, frozen: what is as alike as what, and in which words two texts differ.
///
/// The score of two texts is the cosine of their bags, each word weighted (1 + ln tf) (1 + ln ((1 + N) / (1 + df))): sublinear counts
/// and smooth inverse document frequency over all `N` texts. Weights are whole numbers of 1/1,024 and scores whole numbers of 1/10,000,
/// so that nothing depends on the order of additions or on a machine's mathematical library (law 26).
public struct LexicalCorpus: Sendable {
  /// The score of equal bags.
  public static let full = 10_000

  /// A word of a bag.
  struct Item {
    /// Its place among all words by falling frequency.
    var rank: UInt32
    /// In units of 1/1,024.
    var weight: UInt32
  }

  let vocabulary: Vocabulary
  /// The words of all texts in order, end to end; the three high bits are ``ReadWord/Marks``.
  let sequence: [UInt32]
  /// Where each text starts in `sequence`, and the end.
  let starts: [Int]
  /// Whether a text looks like code.
  let isCode: [Bool]
  /// How many texts have a word, by word.
  let frequency: [UInt32]

  /// The bags end to end: words by rank, the most frequent (rank 0) first.
  let items: [Item]
  /// Where each bag starts in `items`, and the end.
  let bags: [Int]
  /// The root of the sum of squared weights of each text; 0 if it has no words.
  let norms: [Double]

  /// How many texts there are.
  public var count: Int { norms.count }

  /// How many distinct words there are.
  public var words: Int { vocabulary.count }

  /// The cosine of two texts in units of 1/10,000, rounded down: a score reaches a threshold if and only if the cosine does. Texts without words are like nothing.
  /// - Complexity: O(*n* + *m*)
  public func score(_ a: Int, _ b: Int) -> Int {
    let (x, y) = (bags[a]..<bags[a + 1], bags[b]..<bags[b + 1])
    guard !x.isEmpty, !y.isEmpty else { return 0 }
    var (i, j) = (x.lowerBound, y.lowerBound)
    var dot: UInt64 = 0
    while i < x.upperBound, j < y.upperBound {
      if items[i].rank == items[j].rank {
        dot += UInt64(items[i].weight) * UInt64(items[j].weight)
        i += 1
        j += 1
      } else if items[i].rank < items[j].rank {
        i += 1
      } else {
        j += 1
      }
    }
    return Self.score(dot: dot, norms[a], norms[b])
  }

  /// The score for an inner product.
  @inline(__always)
  static func score(dot: UInt64, _ a: Double, _ b: Double) -> Int {
    // A billionth for the roundings of roots and ratio, so that equal bags have the full score.
    min(full, Int((Double(dot) / (a * b) * Double(full) + 1e-6).rounded(.down)))
  }

  /// The words of a text, with their marks.
  func words(of text: Int) -> ArraySlice<UInt32> { sequence[starts[text]..<starts[text + 1]] }

  /// The id of a word without its marks.
  static func id(_ word: UInt32) -> Int { Int(word & ~ReadWord.Marks.all.rawValue) }
}
