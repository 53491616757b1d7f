/// What a join has found so far for some 256 texts in a row.
///
/// A neighbour is one number: score above, the complement of its id below, so that the larger number is the better neighbour and, where
/// scores are equal, the older.
final class JoinBlock: @unchecked Sendable {
  /// The texts.
  let rows: Range<Int>
  /// Neighbours kept of each, one more than asked for so that it is known whether there are more.
  private let kept: Int
  private let floor: UInt16
  /// The best before each text, 0 where there is none.
  private(set) var earlier: [UInt64]
  /// The best of each text: a heap with the worst on top.
  private(set) var heaps: [[UInt64]]

  init(rows: Range<Int>, degree: Int, floor: Score) {
    self.rows = rows
    kept = degree == 0 ? 0 : degree + 1
    self.floor = max(floor.rawValue, 1)
    earlier = Array(repeating: 0, count: rows.count)
    heaps = Array(repeating: [], count: kept == 0 ? 0 : rows.count)
  }

  static func rank(_ score: Score, _ text: Int) -> UInt64 { UInt64(score.rawValue) << 32 | UInt64(~UInt32(truncatingIfNeeded: text)) }
  static func score(_ rank: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: rank >> 32) }
  static func text(_ rank: UInt64) -> UInt32 { ~UInt32(truncatingIfNeeded: rank) }

  /// The least cosine with a text from `next` on by which `row` would get a neighbour that it does not have, less an allowance for
  /// single precision; also by which it would get a better earlier one, if `isEarlier`.
  func limit(_ row: Int, next: Int, isEarlier: Bool) -> Float {
    let index = row - rows.lowerBound
    var least = UInt32.max
    if isEarlier { least = needed(toPass: earlier[index], next) }
    if kept > 0 { least = min(least, heaps[index].count < kept ? UInt32(floor) : needed(toPass: heaps[index][0], next)) }
    return least > 10_000 ? .infinity : Float(least) / 10_000 - 1e-6
  }

  private func needed(toPass rank: UInt64, _ next: Int) -> UInt32 {
    if rank == 0 { return UInt32(floor) }
    return UInt32(Self.score(rank)) + (UInt32(truncatingIfNeeded: next) > Self.text(rank) ? 1 : 0)
  }

  /// Takes `text` as a neighbour of `row`, if it is good enough, and as the best earlier one, if it `isEarlier`.
  func add(_ text: Int, _ score: Score, to row: Int, isEarlier: Bool) {
    guard score.rawValue >= floor else { return }
    let index = row - rows.lowerBound
    let rank = Self.rank(score, text)
    if isEarlier { earlier[index] = max(earlier[index], rank) }
    guard kept > 0 else { return }
    if heaps[index].count < kept {
      heaps[index].append(rank)
      rise(&heaps[index])
    } else if rank > heaps[index][0] {
      heaps[index][0] = rank
      sink(&heaps[index])
    }
  }

  private func rise(_ heap: inout [UInt64]) {
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private func sink(_ heap: inout [UInt64]) {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(parent, child)
      parent = child
    }
  }

  /// Adds what was found to `result`.
  func give(to result: inout Neighbours) {
    for rank in earlier {
      result.earlier.append(rank == 0 ? .max : Self.text(rank))
      result.earlierScores.append(Self.score(rank))
    }
    guard kept > 0 else {
      result.offsets += Array(repeating: 0, count: rows.count)
      result.isCapped += Array(repeating: false, count: rows.count)
      return
    }
    for heap in heaps {
      let best = heap.sorted(by: >).prefix(kept - 1)
      result.isCapped.append(heap.count == kept)
      result.neighbours += best.map(Self.text)
      result.scores += best.map(Self.score)
      result.offsets.append(UInt64(result.neighbours.count))
    }
  }
}
