/// A place outside of memory for what is too much to hold for a while: bytes are appended, and read back from wherever they are.
///
/// Used by one thread at a time.
public protocol SpillFile: AnyObject {
  /// Appends bytes, and says where they begin.
  func append(_ bytes: UnsafeRawBufferPointer) throws -> Int
  /// Fills `buffer` with the bytes from `offset` on, which were all appended before.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws
}

/// How requests are put in order where they are too many to be sorted in memory.
public struct SpillPlan {
  /// Requests that are sorted in memory at a time: so many, or fewer, are never spilled.
  public var run: Int
  /// Opens a place that is gone when nobody holds it.
  public let open: () throws -> any SpillFile

  /// A plan; sorting takes up to 24 bytes a request of a run.
  public init(run: Int, open: @escaping () throws -> any SpillFile) {
    self.run = max(run, 1)
    self.open = open
  }
}
