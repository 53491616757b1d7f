internal import Dispatch
internal import Synchronization

/// What bounds the work and the memory of a search over texts that are all alike.
public struct LexicalLimits: Sendable, Equatable {
  /// How many postings one look-up may read. Natural texts need some thousand of a million; a hundred thousand fillings of one form can
  /// need all. Beyond it, the matches of a text are those found so far, and it is counted as undetermined (law 25).
  public var postings = 1 << 18
  /// How many neighbours of a text the graph keeps.
  public var degree = 32

  /// The defaults.
  public init() {}
}

/// The most similar earlier text of each text.
public struct LexicalMatches: Sendable, Equatable {
  /// Stands for "none reaches the floor" in ``best``.
  public static let none = UInt32.max

  /// By text: the place of the best match among the texts of the index, all of them earlier; of equal scores, the earliest.
  public let best: [UInt32]
  /// Its score in units of 1/10,000; 0 for none.
  public let scores: [UInt16]
  /// How many texts may have a better match than the one found, because ``LexicalLimits/postings`` ended the search.
  public let undetermined: Int
  /// What was done.
  public let effort: LexicalEffort
}

extension LexicalIndex {
  /// The best match of every indexed text among those before it. The result is the same for any number of threads.
  public func bestEarlier(limits: LexicalLimits = LexicalLimits(), threads: Int = 1) -> LexicalMatches {
    best(of: texts, limits: limits, threads: threads) { $0 }
  }

  /// The best match of each of `queries` among all indexed texts.
  public func best(of queries: [UInt32], limits: LexicalLimits = LexicalLimits(), threads: Int = 1) -> LexicalMatches {
    best(of: queries, limits: limits, threads: threads) { _ in texts.count }
  }

  private func best(
    of queries: [UInt32], limits: LexicalLimits, threads: Int, before: @Sendable (Int) -> Int
  ) -> LexicalMatches {
    var best = [UInt32](repeating: LexicalMatches.none, count: queries.count)
    var scores = [UInt16](repeating: 0, count: queries.count)
    let (cut, effort) = best.withUnsafeMutableBufferPointer { best in
      scores.withUnsafeMutableBufferPointer { scores in
        nonisolated(unsafe) let (best, scores) = (best, scores)
        return search(count: queries.count, limits: limits, threads: threads) { search, block in
          var cut = 0
          for query in block {
            search.find(Int(queries[query]), before: before(query), onlyBest: true)
            if search.isCut { cut += 1 }
            for match in search.matches
            where match.score > scores[query] || match.score == Int32(scores[query]) && match.place < best[query] {
              best[query] = match.place
              scores[query] = UInt16(match.score)
            }
          }
          return cut
        }
      }
    }
    return LexicalMatches(best: best, scores: scores, undetermined: cut, effort: effort)
  }

  /// Splits the numbers below `count` into blocks that threads take in turn; adds up what `body` gives, and the effort.
  func search(
    count: Int, limits: LexicalLimits, threads: Int, _ body: @Sendable (inout LexicalSearch, Range<Int>) -> Int
  ) -> (sum: Int, effort: LexicalEffort) {
    let size = 1 << 10
    let blocks = (count + size - 1) / size
    let workers = max(1, min(threads, blocks))
    let next = Atomic(0)
    let results = Mutex((sum: 0, effort: LexicalEffort()))
    @Sendable func work() {
      var search = LexicalSearch(self, mostPostings: limits.postings)
      var sum = 0
      while true {
        let block = next.add(1, ordering: .relaxed).oldValue
        guard block < blocks else { break }
        sum += body(&search, block * size..<min(count, (block + 1) * size))
      }
      results.withLock { $0 = ($0.sum + sum, $0.effort + search.effort) }
    }
    if workers == 1 { work() } else { DispatchQueue.concurrentPerform(iterations: workers) { _ in work() } }
    return results.withLock { $0 }
  }
}
