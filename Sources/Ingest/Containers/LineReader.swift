/// One line of a text.
public struct Line {
  /// The line without its line feed and carriage return; the beginning of it if it is oversize. Valid inside the call only.
  ///
  /// At least 64 bytes behind it can be read.
  public let bytes: UnsafeRawBufferPointer
  /// The number of the line, from 1.
  public let number: Int
  /// Where it begins, in bytes of unpacked text.
  public let offset: Int
  /// Whether it is longer than the limit, so that it was skipped.
  public let isOversize: Bool
}

/// The lines of a source. Blank ones are counted, and not given.
public struct LineReader: ~Copyable {
  /// Bytes of the longest line that is given whole.
  public static let maximumLine = 64 << 20

  private var blocks: BlockReader
  private var lines: LineSplitter

  /// Lines of `source`, read ahead by a thread if `threads` is 2 or more; the result is the same.
  public init(_ source: any ByteSource, threads: Int, maximumLine: Int = LineReader.maximumLine) {
    blocks = BlockReader(source, threads: threads)
    lines = LineSplitter(maximumLine: maximumLine)
  }

  /// Calls `body` with each line until it says false. To be called once.
  ///
  /// Does not copy a line unless it crosses a block of 256 KiB. Ends its thread before it returns or throws, for which it waits until
  /// the source returns from the read it is in.
  /// - Throws: what `body` throws, and, after the last whole line, what the source throws.
  public mutating func forEachLine(_ body: (Line) throws -> Bool) throws {
    var goesOn = true
    try blocks.forEachBlock { block, _, _ in
      goesOn = try lines.feed(block, body)
      return goesOn
    }
    if goesOn { try lines.finish(body) }
  }
}
