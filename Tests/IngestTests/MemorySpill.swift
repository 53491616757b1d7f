import Traces

/// A spill file in memory, for tests; it may be full.
final class MemorySpill: SpillFile, @unchecked Sendable {
  struct Full: Error {}

  private(set) var bytes: [UInt8] = []
  private let capacity: Int

  init(capacity: Int = .max) { self.capacity = capacity }

  func append(_ piece: UnsafeRawBufferPointer) throws -> Int {
    guard bytes.count + piece.count <= capacity else { throw Full() }
    bytes.append(contentsOf: piece)
    return bytes.count - piece.count
  }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) {
    buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
  }
}
