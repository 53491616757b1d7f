/// A source whose bytes are counted and digested as they are read.
///
/// Its counts are for when the reader is done: a reader may read on a thread of its own.
final class HashedSource: ByteSource {
  private let source: any ByteSource
  private let hash = InputDigest()
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

  /// The digest of what was read, as ``InputDigest/text``.
  var digest: String { hash.text }
}
