internal import CZstd
internal import Units

/// Frames of zstd, concatenated, skippable ones among them; with a big-endian length of four bytes before each one if `isFramed`.
///
/// Each framed one is followed by a line feed, as its content is one export that need not end in one.
final class ZstdDecoder: Decoder {
  private let input: Intake
  private let context: OpaquePointer
  private let packing: Packing
  private let windowLimit: Bytes
  var fault: (any Error)?

  private var isInFrame = false
  /// Whether the last call filled its output, so that more may be waiting without more input.
  private var isPending = false
  /// Input the decoder asks for next. Given no more than that it decodes one block a call, so that an error loses one block at most.
  private var hint = ZstdDecoder.firstHint
  /// Bytes left of a framed frame; `nil` between them.
  private var left: Int?

  private static let firstHint = 5
  // Numbers of zstd_errors.h, which promises that they stay.
  private static let windowTooLarge = 16
  private static let checksumWrong = 22
  private static let dictionaryWrong = 32
  private static let outOfMemory = 64

  init(_ input: Intake, windowLimit: Bytes, dictionary: [UInt8], isFramed: Bool) throws {
    guard let context = ZSTD_createDCtx() else { throw UnpackingError.Reason.outOfMemory }
    self.input = input
    self.context = context
    self.windowLimit = windowLimit
    packing = isFramed ? .framedZstd : .zstd
    let log = Int.bitWidth - 1 - max(windowLimit.count, 1 << 10).leadingZeroBitCount
    _ = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, CInt(min(log, 31)))
    if !dictionary.isEmpty {
      let result = ZSTD_DCtx_loadDictionary(context, dictionary, dictionary.count)
      if ZSTD_isError(result) != 0 { fault = UnpackingError.Reason.dictionaryNeeded }
    }
  }

  deinit { ZSTD_freeDCtx(context) }

  func step(into output: UnsafeMutableRawBufferPointer) throws -> Int? {
    var chunk = UnsafeRawBufferPointer(start: nil, count: 0)
    if !isPending {
      if left == 0 { return try endFramed(output) }
      chunk = input.chunk()
      if chunk.isEmpty {
        try input.check()
        if isInFrame || left != nil { throw UnpackingError.Reason.truncated(packing) }
        return nil
      }
      if packing == .framedZstd {
        guard let left else {
          try readLength()
          return 0
        }
        chunk = UnsafeRawBufferPointer(rebasing: chunk.prefix(left))
      }
      chunk = UnsafeRawBufferPointer(rebasing: chunk.prefix(hint))
    }
    var from = ZSTD_inBuffer(src: chunk.baseAddress, size: chunk.count, pos: 0)
    var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let result = ZSTD_decompressStream(context, &to, &from)
    if ZSTD_isError(result) != 0 { throw reason(0 &- result) }
    input.take(from.pos)
    left = left.map { $0 - from.pos }
    isPending = to.pos == to.size && result != 0
    isInFrame = result != 0
    hint = result == 0 ? Self.firstHint : max(result, 1)
    return to.pos
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

  private func endFramed(_ output: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !isInFrame else { throw UnpackingError.Reason.corrupt(packing) }
    left = nil
    output[0] = UInt8(ascii: "\n")
    return 1
  }

  private func reason(_ code: Int) -> UnpackingError.Reason {
    switch code {
    case Self.windowTooLarge: .windowTooLarge(limit: windowLimit)
    case Self.checksumWrong: .wrongChecksum(packing)
    case Self.dictionaryWrong: .dictionaryNeeded
    case Self.outOfMemory: .outOfMemory
    default: .corrupt(packing)
    }
  }
}
