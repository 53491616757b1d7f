/// A source whose bytes are counted and digested as they are read.
///
/// Its counts are for when the reader is done: a reader may read on a thread of its own.
final class HashedSource: ByteSource {
  private let source: any ByteSource
  private var hash = SHA256()
  /// Bytes read.
  private(set) var count = 0

  /// The bytes of `source`.
  init(_ source: any ByteSource) { self.source = source }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try source.read(into: buffer)
    hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    self.count += count
    return count
  }

  /// The SHA-256 of what was read, in hexadecimal.
  var digest: String { hash.hexadecimal }
}
