/// Finds, for any text of a corpus, all indexed ones whose score reaches a floor; exact, by an inverted index with prefix filtering.
///
/// Of each text only the rarest words are indexed: those in front of which the more frequent ones alone would keep every score below the
/// floor, their norm being too small (L2 prefix filtering: Anastasiu and Karypis, L2AP, ICDE 2014). A posting carries the norm of what
/// stands before it, so that most candidates fall out before they are looked at. Scores of what is left are taken from the corpus.
public struct LexicalIndex: Sendable {
  /// A word in a text.
  struct Posting {
    /// The place of the text among those indexed.
    var place: UInt32
    /// Its share in the normalised bag, and the norm of all more frequent words of the text.
    var weight: Float
    var before: Float
  }

  /// The words of a text that are too frequent to be indexed: all those below a rank.
  struct Residual {
    /// Their norm.
    var norm: Float = 0
    var rank: UInt32 = 0
  }

  /// The corpus.
  public let corpus: LexicalCorpus
  /// The texts indexed, in order.
  public let texts: [UInt32]
  /// The least score found, in units of 1/10,000.
  public let floor: Int
  /// By rank: where its postings start in `postings`, and the end.
  let lists: [UInt32]
  let postings: [Posting]
  /// For each place, the words that are not indexed.
  let residual: [Residual]

  /// An index of `texts` (by default of all), in this order: the earliest first.
  /// - Precondition: `floor` lies between 1 and ``LexicalCorpus/full``.
  /// - Complexity: O(words); a posting takes 12 bytes, and short texts have two or three at a floor of .8.
  public init(_ corpus: LexicalCorpus, texts: [UInt32]? = nil, floor: Int) {
    precondition(floor > 0 && floor <= LexicalCorpus.full, "a floor between 1 and 10,000")
    let texts = texts ?? Array(0..<UInt32(corpus.count))
    self.corpus = corpus
    self.texts = texts
    self.floor = floor
    var sizes = [UInt32](repeating: 0, count: corpus.words + 1)
    var residual = [Residual](repeating: Residual(), count: texts.count)
    Self.forEachPosting(corpus, texts, floor) { rank, _ in
      sizes[rank] += 1
    } residual: {
      residual[$0] = $1
    }
    var sum: UInt32 = 0
    for rank in sizes.indices {
      let size = sizes[rank]
      sizes[rank] = sum
      sum += size
    }
    lists = sizes
    postings = [Posting](unsafeUninitializedCapacity: Int(sum)) { buffer, count in
      Self.forEachPosting(corpus, texts, floor) { rank, posting in
        buffer[Int(sizes[rank])] = posting
        sizes[rank] += 1
      } residual: { _, _ in
      }
      count = Int(sum)
    }
    self.residual = residual
  }

  /// How much the bounds give away, so that the errors of single precision never lose a match.
  static func slack(words: Int) -> Double { 0.000_2 + Double(words) * 0.000_000_2 }

  private static func forEachPosting(
    _ corpus: LexicalCorpus, _ texts: [UInt32], _ floor: Int, _ body: (Int, Posting) -> Void, residual: (Int, Residual) -> Void
  ) {
    corpus.items.withUnsafeBufferPointer { items in
      for place in texts.indices {
        let bag = corpus.bags[Int(texts[place])]..<corpus.bags[Int(texts[place]) + 1]
        let norm = corpus.norms[Int(texts[place])]
        let least = Double(floor) / Double(LexicalCorpus.full) - slack(words: bag.count)
        let leastSquare = least * least * norm * norm
        var square = 0.0
        for index in bag {
          let before = square
          let item = items[index]
          let weight = Double(item.weight)
          square += weight * weight
          if square < leastSquare { continue }
          let rest = Float(before.squareRoot() / norm)
          if before < leastSquare { residual(place, Residual(norm: rest, rank: item.rank)) }
          body(Int(item.rank), Posting(place: UInt32(place), weight: Float(weight / norm), before: rest))
        }
      }
    }
  }
}
