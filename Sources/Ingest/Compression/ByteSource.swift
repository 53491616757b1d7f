/// Where raw bytes come from: a file, standard input, an array, or what another source's bytes unpack to.
public protocol ByteSource: AnyObject {
  /// Puts the next bytes at the front of `buffer` and says how many; 0 only at the end. `buffer` is never empty.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// A source that has its bytes in memory, where they can be read without a copy.
protocol LendingSource: ByteSource {
  /// Agrees to lend up to `blocks` pieces of `most` bytes at once; says whether there is anything to lend. Asked before any is.
  func willLend(_ blocks: Int, of most: Int) -> Bool
  /// The next bytes, `most` at the most; none only at the end. A piece stays as it is while it is one of the last `blocks`.
  func lend() throws -> UnsafeRawBufferPointer
}

/// The bytes of an array.
public final class ArraySource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0
  private let most: Int

  /// A source of `bytes` that gives at most `most` of them at a time.
  public init(_ bytes: [UInt8], most: Int = .max) {
    self.bytes = bytes
    self.most = max(most, 1)
  }

  /// Gives the next bytes of the array.
  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position, most)
    bytes.withUnsafeBytes { source in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
    }
    position += count
    return count
  }
}
