/// The input of one layer of packing, which can be looked at before it is taken.
///
/// Errors of the source come after every byte that it gave before.
final class Intake: LendingSource {
  private let source: any ByteSource
  /// The source, if it has its bytes in memory.
  private let lender: (any LendingSource)?
  private let buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private(set) var fault: (any Error)?
  /// Bytes taken so far.
  private(set) var taken = 0

  init(_ source: any ByteSource, capacity: Int = 256 << 10) {
    self.source = source
    lender = source as? any LendingSource
    buffer = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit { buffer.deallocate() }

  /// The next `count` bytes, not taken; fewer only before the end or an error.
  func peek(_ count: Int) -> UnsafeRawBufferPointer {
    while end - start < count, !isAtEnd { fill() }
    return UnsafeRawBufferPointer(rebasing: buffer[start..<min(end, start + count)])
  }

  /// The bytes at hand, not taken; none only at the end, or before the error that ``check()`` throws.
  func chunk() -> UnsafeRawBufferPointer {
    if start == end, !isAtEnd { fill() }
    return UnsafeRawBufferPointer(rebasing: buffer[start..<end])
  }

  /// Takes `count` of the bytes at hand.
  func take(_ count: Int) {
    start += count
    taken += count
  }

  /// Throws the error at which the source stopped, if it did not end.
  func check() throws {
    if let fault { throw fault }
  }

  func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    if start == end, !isAtEnd {
      // Nothing is held back: past the buffer, without a copy.
      let count = try source.read(into: target)
      taken += count
      isAtEnd = count == 0
      return count
    }
    try start == end ? check() : ()
    let count = min(target.count, end - start)
    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<start + count]))
    take(count)
    return count
  }

  func willLend(_ blocks: Int, of most: Int) -> Bool { lender?.willLend(blocks, of: most) ?? false }

  func lend() throws -> UnsafeRawBufferPointer {
    guard start == end else {
      // What was looked at is lent from the buffer, which is filled by looking only: nobody does any more.
      defer { take(end - start) }
      return UnsafeRawBufferPointer(rebasing: buffer[start..<end])
    }
    try check()
    guard !isAtEnd, let lent = try lender?.lend() else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    taken += lent.count
    isAtEnd = lent.isEmpty
    return lent
  }

  private func fill() {
    if start > 0 {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      end -= start
      start = 0
    }
    do {
      let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
      end += count
      isAtEnd = count == 0
    } catch {
      fault = error
      isAtEnd = true
    }
  }
}

/// A source that decodes an ``Intake`` step by step and gives all it could before it throws.
protocol Decoder: ByteSource {
  /// Why decoding stopped for good.
  var fault: (any Error)? { get set }
  /// Decodes some bytes to `output` and says how many; `nil` at the end. 0 means that it got on without output.
  func step(into output: UnsafeMutableRawBufferPointer) throws -> Int?
}

extension Decoder {
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if let fault { throw fault }
    var filled = 0
    do {
      while filled < buffer.count, let count = try step(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])) {
        filled += count
      }
    } catch {
      fault = error
      if filled == 0 { throw error }
    }
    return filled
  }
}
