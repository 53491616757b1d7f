internal import Glibc

/// Cuts blocks into lines; the line that a block's end cuts is carried over.
struct LineSplitter: ~Copyable {
  private var carry: Carry
  private var number = 1
  private var offset = 0

  init(maximumLine: Int, number: Int = 1, offset: Int = 0) {
    carry = Carry(limit: maximumLine)
    self.number = number
    self.offset = offset
  }

  /// Calls `body` with each line that ends in `block`, the next one of the stream; gives false if `body` did.
  mutating func feed(_ block: UnsafeRawBufferPointer, _ body: (Line) throws -> Bool) throws -> Bool {
    guard let base = block.baseAddress else { return true }
    var start = 0
    while start < block.count {
      let left = block.count - start
      guard let found = memchr(base + start, 0x0A, left) else {
        carry.append(UnsafeRawBufferPointer(start: base + start, count: left))
        return true
      }
      let length = UnsafeRawPointer(found) - (base + start)
      let piece = UnsafeRawBufferPointer(start: base + start, count: length)
      start += length + 1
      if carry.count == 0, length <= carry.limit {
        guard try give(piece, length, isOversize: false, body) else { return false }
      } else {
        carry.append(piece)
        defer { carry.clear() }
        guard try give(carry.bytes, carry.count, isOversize: carry.isOver, body) else { return false }
      }
    }
    return true
  }

  /// Calls `body` with the last line, if no line feed ended it.
  mutating func finish(_ body: (Line) throws -> Bool) throws {
    guard carry.count > 0 else { return }
    defer { carry.clear() }
    _ = try give(carry.bytes, carry.count, isOversize: carry.isOver, body)
  }

  @inline(__always)
  private mutating func give(
    _ bytes: UnsafeRawBufferPointer, _ length: Int, isOversize: Bool, _ body: (Line) throws -> Bool
  ) throws -> Bool {
    let line = Line(bytes: bytes.trimmingReturn, number: number, offset: offset, isOversize: isOversize)
    number += 1
    offset += length + 1
    return isOversize || !line.bytes.isBlank ? try body(line) : true
  }
}

extension UnsafeRawBufferPointer {
  /// Without a carriage return at the end.
  var trimmingReturn: UnsafeRawBufferPointer {
    last == 0x0D ? UnsafeRawBufferPointer(rebasing: dropLast()) : self
  }

  /// Whether there is nothing but white space.
  var isBlank: Bool { allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A } }
}
