/// Folded bytes, and the marks that wait to be put in canonical order.
struct FoldingSink {
  /// The most bytes that one code point can make: eighteen others, with spaces around, after as many marks as may wait.
  static let most = 18 * 6 + 31 * 4

  /// Where the bytes are written; the caller gives room.
  let out: UnsafeMutableRawPointer
  var length = 0
  /// Whether there are letters or marks beyond ASCII.
  var hasLetters = false
  private var marks: [(order: UInt8, point: UInt32)] = []

  init(out: UnsafeMutableRawPointer) { self.out = out }

  /// Holds a combining mark back until the next starter. No more than 30, as in the Stream-Safe Text Format of UAX #15.
  mutating func hold(_ point: UInt32) {
    if marks.count == 30 { flush() }
    let order = Unicode.Scalar(point)?.properties.canonicalCombiningClass.rawValue ?? 0
    let place = marks.firstIndex { $0.order > order } ?? marks.count
    marks.insert((order, point), at: place)
  }

  @inline(__always)
  mutating func flush() {
    if !marks.isEmpty { writeMarks() }
  }

  @inline(never)
  private mutating func writeMarks() {
    // The iota subscript folds to the letter only after it was ordered as a mark.
    for mark in marks { append(mark.point == 0x345 ? 0x3B9 : mark.point) }
    marks.removeAll(keepingCapacity: true)
  }

  mutating func append(byte: UInt8) {
    out.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
    length += 1
  }

  mutating func append(_ point: UInt32) {
    if point < 0x800 {
      append(byte: UInt8(truncatingIfNeeded: 0xC0 | point >> 6))
    } else {
      if point < 0x1_0000 {
        append(byte: UInt8(truncatingIfNeeded: 0xE0 | point >> 12))
      } else {
        append(byte: UInt8(truncatingIfNeeded: 0xF0 | point >> 18))
        append(byte: UInt8(truncatingIfNeeded: 0x80 | point >> 12 & 0x3F))
      }
      append(byte: UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F))
    }
    append(byte: UInt8(truncatingIfNeeded: 0x80 | point & 0x3F))
  }
}
