import Similarity

/// The most similar earlier text of each pair in its context, by words or by vectors: exact, and the same for any number of threads.
struct BestEarlier {
  /// By pair: the earlier pair that is most alike, of equals the earliest; or ``AskedTexts/none``.
  private(set) var best: [UInt32]
  /// Its score, in units of 1/10,000.
  private(set) var scores: [UInt16]
  /// Pairs that may have a better match than the one found (law 25).
  private(set) var undetermined = 0
  /// Pairs whose text has no vector, where vectors are compared: they are like no other.
  private(set) var withoutVector = 0

  /// In contexts of so many texts all pairs are compared; larger ones have an index.
  private static let fewForAnIndex = 192

  /// - Complexity: that of ``LexicalIndex`` for large contexts, O(*n*² × words) for small ones.
  init(_ asked: AskedTexts, corpus: LexicalCorpus, floor: Int, threads: Int) {
    best = Array(repeating: AskedTexts.none, count: asked.texts.count)
    scores = Array(repeating: 0, count: asked.texts.count)
    for group in asked.groups {
      let texts = group.map { asked.texts[Int($0)] }
      if group.count > Self.fewForAnIndex {
        let matches = LexicalIndex(corpus, texts: texts, floor: floor).bestEarlier(threads: threads)
        undetermined += matches.undetermined
        for place in group.indices where matches.best[place] != LexicalMatches.none {
          best[Int(group[place])] = group[Int(matches.best[place])]
          scores[Int(group[place])] = matches.scores[place]
        }
      } else {
        for place in group.indices {
          var (found, most) = (AskedTexts.none, floor - 1)
          for earlier in 0..<place {
            let score = corpus.score(Int(texts[place]), Int(texts[earlier]))
            if score > most { (found, most) = (group[earlier], score) }
          }
          guard found != AskedTexts.none else { continue }
          best[Int(group[place])] = found
          scores[Int(group[place])] = UInt16(most)
        }
      }
    }
  }

  /// - Complexity: O(*n*² × dimensions) for each context.
  init(_ asked: AskedTexts, vectors: TextVectors, floor: Int, threads: Int) {
    best = Array(repeating: AskedTexts.none, count: asked.texts.count)
    scores = Array(repeating: 0, count: asked.texts.count)
    func row(_ pair: UInt32) -> Int? {
      let row = vectors.rows[Int(asked.texts[Int(pair)])]
      return row == TextVectors.none ? nil : Int(row)
    }
    withoutVector = asked.texts.count { vectors.rows[Int($0)] == TextVectors.none }
    for group in asked.groups {
      let pairs = group.filter { row($0) != nil }
      let rows = pairs.compactMap(row)
      if rows.count > Self.fewForAnIndex {
        let found = vectors.set.selecting(rows).neighbours(
          floor: Score(rawValue: UInt16(clamping: max(floor, 1))), degree: 0, threads: threads)
        for place in pairs.indices {
          guard let match = found.bestEarlier(of: place) else { continue }
          best[Int(pairs[place])] = pairs[match.text]
          scores[Int(pairs[place])] = match.score.rawValue
        }
      } else {
        for place in pairs.indices {
          var (found, most) = (AskedTexts.none, max(floor, 1) - 1)
          for earlier in 0..<place {
            let score = Int(vectors.set.score(rows[place], rows[earlier]).rawValue)
            if score > most { (found, most) = (pairs[earlier], score) }
          }
          guard found != AskedTexts.none else { continue }
          best[Int(pairs[place])] = found
          scores[Int(pairs[place])] = UInt16(most)
        }
      }
    }
  }
}
