internal import CPrefetch

/// Looks texts up in a ``LexicalIndex``. Keeps scratch memory of four bytes an indexed text and a word: use one per thread.
struct LexicalSearch: ~Copyable {
  /// An indexed text that reaches the floor.
  struct Match {
    var place: UInt32
    var score: Int32
  }

  /// An indexed text, the text that it is, and what its score cannot be above.
  private struct Likely {
    var place: UInt32
    var text: UInt32
    var bound: Float
  }

  private let index: LexicalIndex
  /// What the postings seen so far add up to, by place; 0 for none yet, and below 0 once it cannot reach the floor any more.
  private let sums: UnsafeMutablePointer<Float>
  /// The weights of the text that is looked up, by rank.
  private let weights: UnsafeMutablePointer<UInt32>
  private var candidates: [UInt32] = []
  /// Those of them that may reach the floor.
  private var likely: [Likely] = []
  /// The norm of the first words of the text, for each number of words.
  private var norms: [Double] = [0]
  /// How many postings one look-up may read; see ``LexicalLimits/postings``.
  private let mostPostings: Int

  /// What was found by the last look-up, in no order.
  private(set) var matches: [Match] = []
  /// Whether the last look-up ended before it had read all postings.
  private(set) var isCut = false
  /// Work done so far.
  private(set) var effort = LexicalEffort()

  init(_ index: LexicalIndex, mostPostings: Int) {
    self.index = index
    self.mostPostings = mostPostings
    sums = .allocate(capacity: index.texts.count)
    sums.initialize(repeating: 0, count: index.texts.count)
    weights = .allocate(capacity: index.corpus.words)
    weights.initialize(repeating: 0, count: index.corpus.words)
  }

  deinit {
    sums.deallocate()
    weights.deallocate()
  }

  /// Finds all of the first `end` indexed texts whose score with `text` reaches the floor; with `onlyBest`, at least the best of them.
  mutating func find(_ text: Int, before end: Int, onlyBest: Bool) {
    matches.removeAll(keepingCapacity: true)
    candidates.removeAll(keepingCapacity: true)
    isCut = false
    let corpus = index.corpus
    let bag = corpus.bags[text]..<corpus.bags[text + 1]
    guard !bag.isEmpty, end > 0 else { return }
    let norm = corpus.norms[text]
    norms.removeAll(keepingCapacity: true)
    norms.append(0)
    var square = 0.0
    corpus.items.withUnsafeBufferPointer { items in
      for place in bag {
        square += Double(items[place].weight) * Double(items[place].weight)
        norms.append(square.squareRoot() / norm)
      }
      let least = Double(index.floor) / Double(LexicalCorpus.full) - LexicalIndex.slack(words: bag.count)
      let unread = gather(items, bag, norm, least: Float(least), before: UInt32(end))
      if !candidates.isEmpty { verify(items, bag, text, unread: unread, onlyBest: onlyBest) }
    }
  }

  /// Adds up postings, the rarest word first, and says how many words it left out because few candidates can have them.
  private mutating func gather(
    _ items: UnsafeBufferPointer<LexicalCorpus.Item>, _ bag: Range<Int>, _ norm: Double, least: Float, before end: UInt32
  ) -> Int {
    var budget = mostPostings
    return index.postings.withUnsafeBufferPointer { postings in
      index.lists.withUnsafeBufferPointer { lists in
        var word = bag.count
        while word > 0 {
          let upTo = Float(norms[word])
          word -= 1
          let rank = Int(items[bag.lowerBound + word].rank)
          let list = Int(lists[rank])..<Int(lists[rank + 1])
          let admits = upTo >= least
          if !admits, candidates.isEmpty { return 0 }
          // Reading a long list for few candidates costs more than to look at them.
          if !admits, list.count > Self.patience * candidates.count { return word + 1 }
          if list.isEmpty { continue }
          let weight = Float(Double(items[bag.lowerBound + word].weight) / norm)
          let remaining = Float(norms[word])
          var read = 0
          for number in list {
            let posting = postings[number]
            cprefetch(sums + Int(postings[min(number + Self.ahead, list.upperBound - 1)].place))
            if posting.place >= end { break }
            read += 1
            if read > budget { break }
            let sum = sums[Int(posting.place)]
            if sum < 0 { continue }
            if sum == 0 {
              if !admits { continue }
              candidates.append(posting.place)
            }
            let new = sum + weight * posting.weight
            sums[Int(posting.place)] = new + remaining * posting.before < least ? -1 : new
          }
          effort.postings += read
          budget -= read
          if budget < 0 {
            isCut = true
            return word + 1
          }
        }
        return 0
      }
    }
  }

  /// How many postings are worth one candidate.
  private static let patience = 8
  /// How far ahead memory is asked for that no cache holds: a million texts are met in no order.
  private static let ahead = 32

  /// Looks at the candidates that may still reach the floor, and forgets all sums.
  private mutating func verify(
    _ items: UnsafeBufferPointer<LexicalCorpus.Item>, _ bag: Range<Int>, _ text: Int, unread: Int, onlyBest: Bool
  ) {
    effort.candidates += candidates.count
    var best = index.floor
    let slack = LexicalIndex.slack(words: bag.count)
    var least = Float(Double(best) / Double(LexicalCorpus.full) - slack)
    sift(items, bag, unread: unread, least: least)
    guard !likely.isEmpty else { return }
    for place in bag { weights[Int(items[place].rank)] = items[place].weight }
    let corpus = index.corpus
    corpus.bags.withUnsafeBufferPointer { bags in
      corpus.norms.withUnsafeBufferPointer { norms in
        for number in likely.indices {
          let next = Int(likely[min(number + Self.ahead, likely.count - 1)].text)
          cprefetch(bags.baseAddress.unsafelyUnwrapped + next)
          cprefetch(norms.baseAddress.unsafelyUnwrapped + next)
          let soon = Int(likely[min(number + Self.ahead / 2, likely.count - 1)].text)
          cprefetch(items.baseAddress.unsafelyUnwrapped + bags[soon])
          cprefetch(items.baseAddress.unsafelyUnwrapped + (bags[soon + 1] - 1))
          guard likely[number].bound >= least else { continue }
          let other = Int(likely[number].text)
          effort.verified += 1
          var dot: UInt64 = 0
          for index in bags[other]..<bags[other + 1] { dot &+= UInt64(weights[Int(items[index].rank)]) &* UInt64(items[index].weight) }
          let score = LexicalCorpus.score(dot: dot, norms[text], norms[other])
          guard score >= best else { continue }
          matches.append(Match(place: likely[number].place, score: Int32(score)))
          if onlyBest, score > best {
            best = score
            least = Float(Double(best) / Double(LexicalCorpus.full) - slack)
          }
        }
      }
    }
    for place in bag { weights[Int(items[place].rank)] = 0 }
  }

  /// Picks the candidates that may reach the floor, the likeliest first, so that where only the best counts the others soon fall out.
  private mutating func sift(_ items: UnsafeBufferPointer<LexicalCorpus.Item>, _ bag: Range<Int>, unread: Int, least: Float) {
    likely.removeAll(keepingCapacity: true)
    var first = 0
    index.residual.withUnsafeBufferPointer { residual in
      index.texts.withUnsafeBufferPointer { texts in
        for number in candidates.indices {
          let next = Int(candidates[min(number + Self.ahead, candidates.count - 1)])
          cprefetch(residual.baseAddress.unsafelyUnwrapped + next)
          cprefetch(texts.baseAddress.unsafelyUnwrapped + next)
          cprefetch(sums + next)
          let place = Int(candidates[number])
          let sum = sums[place]
          sums[place] = 0
          guard sum >= 0 else { continue }
          // What was not read of it: the words that are not indexed, and those that the gathering left out.
          let left = residual[place]
          var open = unread
          while open < bag.count, items[bag.lowerBound + open].rank < left.rank { open += 1 }
          let bound = sum + (open > unread ? left.norm * Float(norms[open]) : Float(norms[open]))
          guard bound >= least else { continue }
          if likely.isEmpty || bound > likely[first].bound { first = likely.count }
          likely.append(Likely(place: UInt32(place), text: texts[place], bound: bound))
        }
      }
    }
    if first > 0 { likely.swapAt(0, first) }
  }
}

/// What a search had to do; for benchmarks.
public struct LexicalEffort: Sendable, Equatable {
  /// Postings read.
  public internal(set) var postings = 0
  /// Texts met in postings.
  public internal(set) var candidates = 0
  /// Texts whose score was taken.
  public internal(set) var verified = 0

  static func + (a: LexicalEffort, b: LexicalEffort) -> LexicalEffort {
    LexicalEffort(postings: a.postings + b.postings, candidates: a.candidates + b.candidates, verified: a.verified + b.verified)
  }
}
