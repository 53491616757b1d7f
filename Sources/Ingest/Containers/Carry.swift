/// The beginning of a line or record whose end has not come yet; beyond a limit its bytes are counted, and no longer kept.
struct Carry: ~Copyable {
  /// Bytes that are given of an oversize line, as a sample.
  static let sample = 1 << 10

  /// Bytes that are kept.
  let limit: Int
  /// Bytes appended so far.
  private(set) var count = 0
  private var kept = 0
  private var buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  init(limit: Int) { self.limit = limit }

  deinit { buffer.deallocate() }

  /// Whether the limit was passed.
  var isOver: Bool { count > limit }

  /// What was appended, or the beginning of it once the limit was passed.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: buffer[..<(isOver ? min(Self.sample, kept) : kept)])
  }

  /// Takes the next piece.
  mutating func append(_ piece: UnsafeRawBufferPointer) {
    count += piece.count
    keep(isOver ? UnsafeRawBufferPointer(rebasing: piece.prefix(max(0, Self.sample - kept))) : piece)
  }

  /// Forgets everything, and gives back memory that only a long line needs.
  mutating func clear() {
    count = 0
    kept = 0
    guard buffer.count > 4 << 20 else { return }
    buffer.deallocate()
    buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  }

  private mutating func keep(_ piece: UnsafeRawBufferPointer) {
    let needed = kept + piece.count + BlockReader.padding
    if needed > buffer.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(needed * 2, 64 << 10), alignment: 64)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<kept]))
      buffer.deallocate()
      buffer = larger
    }
    UnsafeMutableRawBufferPointer(rebasing: buffer[kept...]).copyMemory(from: piece)
    kept += piece.count
    let padding = kept..<kept + BlockReader.padding
    UnsafeMutableRawBufferPointer(rebasing: buffer[padding]).initializeMemory(as: UInt8.self, repeating: 0)
  }
}
