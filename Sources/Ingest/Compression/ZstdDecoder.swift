internal import CZstd
internal import Units

/// Frames of zstd, concatenated, skippable ones among them; with a big-endian length of four bytes before each one if `isFramed`.
///
/// Each framed one is followed by a line feed, as its content is one export that need not end in one. Blocks are decoded next to each other
/// into a ring, where those to come find what they repeat, and where they can be read without a copy.
final class ZstdDecoder: LendingSource {
  private let input: Intake
  private let context: OpaquePointer
  private var dictionary: OpaquePointer?
  private let packing: Packing
  private let windowLimit: Int
  private var fault: (any Error)?

  private var isInFrame = false
  /// The frame being decoded.
  private var frame = czstd_frame()
  /// Bytes left of a framed frame; `nil` between them.
  private var left: Int?
  private var ring = DecodingRing()

  // Numbers of zstd_errors.h, which promises that they stay.
  private static let windowTooLarge = 16
  private static let checksumWrong = 22
  private static let dictionaryWrong = 32
  private static let outOfMemory = 64
  private static let longestHeader = 18

  /// Windows that no second-level cache holds, and a ring for them. One of 10 MiB took as long, and one that is as short as can be 1.05 to 1.22
  /// times as long on one thread, in comparisons of alternated runs on a log of 1 GiB; why is not shown.
  private static let farWindow = 1 << 20
  private static let farRing = 6 << 20

  init(_ input: Intake, windowLimit: Bytes, dictionary: [UInt8], isFramed: Bool) throws {
    guard let context = ZSTD_createDCtx() else { throw UnpackingError.Reason.outOfMemory }
    self.input = input
    self.context = context
    // A power of two, as `zstd --long` counts windows.
    let log = Int.bitWidth - 1 - max(windowLimit.count, 1 << 10).leadingZeroBitCount
    self.windowLimit = 1 << min(log, 31)
    packing = isFramed ? .framedZstd : .zstd
    if !dictionary.isEmpty {
      self.dictionary = ZSTD_createDDict(dictionary, dictionary.count)
      if self.dictionary == nil { fault = UnpackingError.Reason.dictionaryNeeded }
    }
  }

  deinit {
    ZSTD_freeDCtx(context)
    ZSTD_freeDDict(dictionary)
  }

  func willLend(_ blocks: Int, of most: Int) -> Bool {
    ring.willLend(blocks, of: most)
    return true
  }

  func lend() throws -> UnsafeRawBufferPointer {
    try decode(ring.most)
    return ring.take(ring.most, isLent: true)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      do { try decode(1) } catch {
        guard filled > 0 else { throw error }
        break
      }
      let bytes = ring.take(buffer.count - filled, isLent: false)
      if bytes.isEmpty { break }
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: bytes)
      filled += bytes.count
    }
    return filled
  }

  /// Decodes until `count` bytes wait in the ring, or as many as have room there in one piece; fewer only at the end, or before an error.
  private func decode(_ count: Int) throws {
    if ring.waiting == 0, let fault { throw fault }
    do {
      while fault == nil, ring.waiting < count, try step() {}
    } catch {
      fault = error
      if ring.waiting == 0 { throw error }
    }
  }

  /// Decodes a block, or gets on otherwise; says false at the end, and where there is no room for a block but after what waits.
  private func step() throws -> Bool {
    if left == 0 { return try endFramed() }
    if !isInFrame { return try begin() }
    let needed = ZSTD_nextSrcSizeToDecompress(context)
    guard ring.makeRoom(for: frame.block) else { return false }
    let bytes = try take(needed)
    let result = ZSTD_decompressContinue(context, ring.room, ring.roomCount(for: frame.block), bytes.baseAddress, needed)
    if ZSTD_isError(result) != 0 { throw reason(0 &- result) }
    ring.append(result)
    input.take(needed)
    left = left.map { $0 - needed }
    isInFrame = ZSTD_nextSrcSizeToDecompress(context) != 0
    return true
  }

  /// Begins the next frame, or passes over one; says false if there is none.
  private func begin() throws -> Bool {
    if packing == .framedZstd, left == nil {
      guard !input.peek(1).isEmpty else {
        try input.check()
        return false
      }
      try readLength()
      return true
    }
    let head = input.peek(min(Self.longestHeader, left ?? .max))
    if head.isEmpty, left == nil {
      try input.check()
      return false
    }
    let result = czstd_read_frame(&frame, head.baseAddress, head.count)
    if ZSTD_isError(result) != 0 { throw reason(0 &- result) }
    guard result == 0 else { throw try cutOff(head.count) }
    if frame.is_skippable != 0 {
      try skip(8 + Int(clamping: frame.size))
      return true
    }
    guard frame.window <= UInt64(windowLimit) else { throw UnpackingError.Reason.windowTooLarge(limit: Bytes(windowLimit)) }
    let size = ZSTD_decodingBufferSize_min(frame.window, UInt64.max)  // ZSTD_CONTENTSIZE_UNKNOWN
    guard ZSTD_isError(size) == 0 else { throw UnpackingError.Reason.outOfMemory }
    let wanted = frame.window < Self.farWindow ? size : max(size, Self.farRing)
    // The library forgets a dictionary where a frame goes on at another place, which it may once a window was decoded.
    guard try ring.begin(size: wanted, block: frame.block, together: dictionary != nil) else { return false }
    let begun = dictionary == nil ? ZSTD_decompressBegin(context) : ZSTD_decompressBegin_usingDDict(context, dictionary)
    if ZSTD_isError(begun) != 0 { throw reason(0 &- begun) }
    isInFrame = true
    return true
  }

  /// The next `count` bytes of the frame, not taken.
  private func take(_ count: Int) throws -> UnsafeRawBufferPointer {
    let wanted = min(count, left ?? .max)
    let bytes = input.peek(wanted)
    guard bytes.count == count else { throw try cutOff(bytes.count) }
    return bytes
  }

  /// What is wrong where a frame goes on after `count` bytes and these are all: they are all that its length says, or all that there are.
  private func cutOff(_ count: Int) throws -> UnpackingError.Reason {
    if let left, count == left { return .corrupt(packing) }
    input.take(count)
    try input.check()
    return .truncated(packing)
  }

  private func skip(_ count: Int) throws {
    if let left, left < count { throw UnpackingError.Reason.corrupt(packing) }
    var rest = count
    while rest > 0 {
      let chunk = input.chunk()
      if chunk.isEmpty { throw try cutOff(0) }
      input.take(min(chunk.count, rest))
      rest -= min(chunk.count, rest)
    }
    left = left.map { $0 - count }
  }

  private func readLength() throws {
    let head = input.peek(4)
    guard head.count == 4 else {
      try input.check()
      throw UnpackingError.Reason.truncated(packing)
    }
    left = head.reduce(0) { $0 << 8 | Int($1) }
    input.take(4)
  }

  private func endFramed() throws -> Bool {
    guard !isInFrame else { throw UnpackingError.Reason.corrupt(packing) }
    guard try ring.begin(size: 1, block: 1) else { return false }
    left = nil
    ring.room.storeBytes(of: UInt8(ascii: "\n"), as: UInt8.self)
    ring.append(1)
    return true
  }

  private func reason(_ code: Int) -> UnpackingError.Reason {
    switch code {
    case Self.windowTooLarge: .windowTooLarge(limit: Bytes(windowLimit))
    case Self.checksumWrong: .wrongChecksum(packing)
    case Self.dictionaryWrong: .dictionaryNeeded
    case Self.outOfMemory: .outOfMemory
    default: .corrupt(packing)
    }
  }
}
