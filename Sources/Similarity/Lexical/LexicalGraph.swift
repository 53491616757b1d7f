internal import Synchronization

/// Which texts are like which: symmetric edges at or above a floor, at most so many of each text, the best first (law 25).
///
/// Compressed rows: the neighbours of text *i* stand in `neighbours[offsets[i]..<offsets[i + 1]]`, by falling score, ties by rising number.
/// An edge that the cap cuts from one end may still stand at the other.
public struct LexicalGraph: Sendable, Equatable {
  /// The least score of an edge, in units of 1/10,000.
  public let floor: Int
  /// Where the row of each text starts, and the end: one more than texts.
  public let offsets: [UInt32]
  /// The places, among the texts of the index, of the neighbours.
  public let neighbours: [UInt32]
  /// Their scores in units of 1/10,000.
  public let scores: [UInt16]
  /// In what the two texts of an edge differ: ``DifferenceKind`` by raw value.
  public let kinds: [UInt8]
  /// How many neighbours of each text the cap left out; where it is above 0, the row is only its best part.
  public let dropped: [UInt32]
  /// Whether the search for a text ended before it had seen all (``LexicalLimits/postings``).
  public let cut: [Bool]
  /// What was done.
  public let effort: LexicalEffort

  /// How many texts there are.
  public var count: Int { dropped.count }

  /// How many texts have a row that is not whole: a look-up that finds none of it alive is undetermined.
  public var undetermined: Int { dropped.indices.reduce(0) { $0 + (dropped[$1] > 0 || cut[$1] ? 1 : 0) } }
}

extension LexicalIndex {
  /// All edges between indexed texts. The result is the same for any number of threads.
  /// - Complexity: the search, and O(edges × words) for the kinds of difference; eight bytes an edge seen, while it runs.
  public func graph(limits: LexicalLimits = LexicalLimits(), threads: Int = 1) -> LexicalGraph {
    let rows = Mutex(CappedNeighbours(count: texts.count, degree: limits.degree))
    var cut = [Bool](repeating: false, count: texts.count)
    let (_, effort) = cut.withUnsafeMutableBufferPointer { cut in
      nonisolated(unsafe) let cut = cut
      return search(count: texts.count, limits: limits, threads: threads) { search, block in
        var edges: [(Int, LexicalSearch.Match)] = []
        for text in block {
          search.find(Int(texts[text]), before: text, onlyBest: false)
          cut[text] = search.isCut
          for match in search.matches { edges.append((text, match)) }
        }
        rows.withLock { rows in
          for (text, match) in edges {
            rows.insert(match.place, score: match.score, of: text)
            rows.insert(UInt32(text), score: match.score, of: Int(match.place))
          }
        }
        return 0
      }
    }
    return rows.withLock { rows in
      var offsets: [UInt32] = [0]
      var neighbours: [UInt32] = []
      var scores: [UInt16] = []
      var kinds: [UInt8] = []
      var differ = Differ(corpus)
      for text in texts.indices {
        for packed in rows.sorted(of: text) {
          let neighbour = CappedNeighbours.neighbour(packed)
          neighbours.append(neighbour)
          scores.append(CappedNeighbours.score(packed))
          kinds.append(differ.kind(Int(texts[text]), Int(texts[Int(neighbour)])).rawValue)
        }
        offsets.append(UInt32(neighbours.count))
      }
      return LexicalGraph(
        floor: floor, offsets: offsets, neighbours: neighbours, scores: scores, kinds: kinds, dropped: rows.dropped, cut: cut,
        effort: effort)
    }
  }
}
