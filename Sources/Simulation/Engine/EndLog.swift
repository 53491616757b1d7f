import Caching

/// When the lives of the entries of a store end, where all live equally long: a log in the order of their ends, in which a row counts while its entry is
/// there and its life is not prolonged.
///
/// Most entries leave before their end, and take back the bit of their row: nobody comes to look for them when it would have been.
struct EndLog: ~Copyable {
  /// Ends and keys by row, in rings of a power of two; rows are numbered on and on, and numbers may wrap.
  private var times: UnsafeMutablePointer<Int64>
  private var keys: UnsafeMutablePointer<UInt32>
  /// Which rows count, as bits.
  private var counting: UnsafeMutablePointer<UInt64>
  private var mask: UInt32
  /// No row before this one counts; it is the first of a word.
  private var first: UInt32 = 0
  private var end: UInt32 = 0
  /// Nothing ends before.
  private(set) var next = Int64.max

  init() {
    mask = 1_023
    times = .allocate(capacity: 1_024)
    keys = .allocate(capacity: 1_024)
    counting = .allocate(capacity: 16)
    counting.initialize(repeating: 0, count: 16)
  }

  deinit {
    times.deallocate()
    keys.deallocate()
    counting.deallocate()
  }

  /// Writes down the end of a life, which is not before any other; the result is the row.
  ///
  /// - Complexity: amortised O(1).
  @inline(__always)
  mutating func append(_ key: UInt32, at time: Int64) -> UInt32 {
    if end &- first > mask { makeRoom() }
    let row = end
    let place = Int(row & mask)
    times[place] = time
    keys[place] = key
    counting[place >> 6] |= 1 << UInt64(place & 63)
    end = row &+ 1
    if time < next { next = time }
    return row
  }

  /// A row counts no more: its entry has left, or lives on.
  @inline(__always)
  func remove(_ row: UInt32) {
    let place = Int(row & mask)
    assert(counting[place >> 6] & (1 << UInt64(place & 63)) != 0, "the row counts")
    counting[place >> 6] &= ~(1 << UInt64(place & 63))
  }

  /// Takes out the first life that ended before a time. Asks for the cells of those that come soon after.
  @inline(never)
  mutating func removeFirst<Cell>(before time: Int64, _ cells: Cells<Cell>) -> (key: UInt32, time: Int64)? {
    while first != end {
      let word = Int(first & mask) >> 6
      let bits = counting[word]
      guard bits != 0 else {
        // The last word may not be full yet.
        guard end &- first >= 64 else { break }
        first &+= 64
        ask(Int((first &+ 64) & mask) >> 6, for: cells)
        continue
      }
      let place = word << 6 &+ bits.trailingZeroBitCount
      next = times[place]
      guard next < time else { return nil }
      counting[word] = bits & (bits &- 1)
      return (keys[place], next)
    }
    next = .max
    return nil
  }

  /// Asks for the cells of the keys of a word.
  @inline(__always)
  private func ask<Cell>(_ word: Int, for cells: Cells<Cell>) {
    var bits = counting[word]
    while bits != 0 {
      cells.prefetch(Int(keys[word << 6 &+ bits.trailingZeroBitCount]))
      bits &= bits &- 1
    }
  }

  /// Passes over words in which nothing counts; where that is not enough, doubles.
  @inline(never)
  private mutating func makeRoom() {
    while end &- first >= 64, counting[Int(first & mask) >> 6] == 0 { first &+= 64 }
    guard end &- first > mask else { return }
    let count = Int(mask) + 1
    let wider = mask &* 2 &+ 1
    let newTimes = UnsafeMutablePointer<Int64>.allocate(capacity: count * 2)
    let newKeys = UnsafeMutablePointer<UInt32>.allocate(capacity: count * 2)
    let newCounting = UnsafeMutablePointer<UInt64>.allocate(capacity: count / 32)
    newCounting.initialize(repeating: 0, count: count / 32)
    var row = first
    while row != end {
      let (old, new) = (Int(row & mask), Int(row & wider))
      (newTimes + new).update(from: times + old, count: 64)
      (newKeys + new).update(from: keys + old, count: 64)
      newCounting[new >> 6] = counting[old >> 6]
      row &+= 64
    }
    times.deallocate()
    keys.deallocate()
    counting.deallocate()
    (times, keys, counting, mask) = (newTimes, newKeys, newCounting, wider)
  }
}
