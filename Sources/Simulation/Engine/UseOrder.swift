import CPrefetch
import Caching

/// The order in which the entries of a store were used, as a log: each use writes a row, and of the rows of an entry only the last counts.
///
/// A linked list says the same, but a use of it writes to three entries that lie anywhere. Here it writes behind the last use, and takes back the bit of the
/// entry's row before. What was used longest ago is the first bit: it is found a word at a time, and what comes after it is known long before.
struct UseOrder: ~Copyable {
  /// The key of each row.
  private let keys: UnsafeMutablePointer<UInt32>
  /// Which rows count, as bits.
  private let counting: UnsafeMutablePointer<UInt64>
  private let rows: Int
  private var end = 0
  /// No row counts in a word before this one.
  private var first = 0

  /// - Parameter entries: there are never more at a time.
  init(entries: Int) {
    // Eight rows an entry: when they are full, at least seven of eight do not count, and what is left is moved to the front.
    rows = (min(entries, Int(UInt32.max) / 8 - 16) * 8 + 127) / 64 * 64
    keys = allocateFlat(repeating: 0, count: rows)
    counting = allocateFlat(repeating: 0, count: rows / 64)
  }

  deinit {
    keys.deallocate()
    counting.deallocate()
  }

  /// Whether there is no row left: ``compact(_:)`` makes room.
  @inline(__always)
  var isFull: Bool { end == rows }

  /// Writes down the use of an entry, none of whose rows counts, and that there is a row for; the result is that row.
  @inline(__always)
  mutating func append(_ key: UInt32) -> UInt32 {
    assert(!isFull, "there is a row")
    let row = end
    keys[row] = key
    counting[row >> 6] |= 1 << UInt64(row & 63)
    end = row &+ 1
    return UInt32(truncatingIfNeeded: row)
  }

  /// An entry's row counts no more.
  @inline(__always)
  func remove(_ row: UInt32) {
    assert(counting[Int(row >> 6)] & (1 << UInt64(row & 63)) != 0, "the row counts")
    counting[Int(row >> 6)] &= ~(1 << UInt64(row & 63))
  }

  /// Takes out what was used longest ago; there is an entry. Asks for the cells of those that come soon after.
  @inline(__always)
  mutating func removeFirst<Cell>(_ cells: Cells<Cell>) -> UInt32 {
    if counting[first] == 0 { moveOn(cells) }
    let word = counting[first]
    counting[first] = word & (word &- 1)
    return keys[first << 6 &+ word.trailingZeroBitCount]
  }

  /// Goes to the next word in which a row counts.
  @inline(never)
  private mutating func moveOn<Cell>(_ cells: Cells<Cell>) {
    repeat {
      first &+= 1
      assert(first < rows / 64, "there is an entry")
    } while counting[first] == 0
    ask(first &+ 1, for: cells)
  }

  /// Asks for the cells of the keys of a word, and for the keys of one that comes later.
  @inline(__always)
  private func ask<Cell>(_ word: Int, for cells: Cells<Cell>) {
    guard word < rows / 64 else { return }
    var bits = counting[word]
    while bits != 0 {
      cells.prefetch(Int(keys[word << 6 &+ bits.trailingZeroBitCount]))
      bits &= bits &- 1
    }
    for line in 0..<4 { cprefetch(keys + ((word &+ 2) << 6 &+ line &* 16)) }
  }

  /// Moves the rows that count to the front, in their order.
  ///
  /// - Parameter note: told the new row of a key, which its cell has to keep.
  @inline(never)
  mutating func compact<Cell>(_ cells: Cells<Cell>, _ note: (_ key: UInt32, _ row: UInt32) -> Void) {
    var kept = 0
    for word in first..<(end + 63) / 64 {
      var bits = counting[word]
      counting[word] = 0
      ask(word &+ 1, for: cells)
      while bits != 0 {
        let key = keys[word << 6 &+ bits.trailingZeroBitCount]
        bits &= bits &- 1
        keys[kept] = key
        note(key, UInt32(truncatingIfNeeded: kept))
        kept &+= 1
      }
    }
    for word in 0..<kept / 64 { counting[word] = .max }
    if kept % 64 != 0 { counting[kept / 64] = (1 << UInt64(kept % 64)) &- 1 }
    (first, end) = (0, kept)
    precondition(end < rows, "there are no more entries than rows for them")
  }
}
