internal import CInflate

/// Members of gzip, concatenated. What follows the last one, zeros or anything else, is left alone, as gzip does.
final class GzipDecoder: Decoder {
  private let input: Intake
  private let context: OpaquePointer
  var fault: (any Error)?
  private var isInMember = false
  /// An error that waits until the bytes made before it were given.
  private var broken: UnpackingError.Reason?

  init(_ input: Intake) throws {
    guard let context = cinflate_create() else { throw UnpackingError.Reason.outOfMemory }
    self.input = input
    self.context = context
  }

  deinit { cinflate_destroy(context) }

  func step(into output: UnsafeMutableRawBufferPointer) throws -> Int? {
    if let broken { throw broken }
    if !isInMember {
      let magic = input.peek(2)
      guard magic.count == 2, magic[0] == 0x1F, magic[1] == 0x8B else {
        try input.check()
        return nil
      }
      cinflate_begin(context)
      isInMember = true
    }
    let chunk = input.chunk()
    var used = chunk.count
    var made = output.count
    let from = chunk.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let result = cinflate_step(context, from, &used, output.baseAddress?.assumingMemoryBound(to: UInt8.self), &made)
    input.take(used)
    switch Int(result) {
    case CINFLATE_END:
      isInMember = false
    case CINFLATE_MORE:
      if chunk.isEmpty, made == 0 {
        try input.check()
        throw UnpackingError.Reason.truncated(.gzip)
      }
    default:
      broken = Int(result) == CINFLATE_CHECKSUM ? .wrongChecksum(.gzip) : .corrupt(.gzip)
    }
    return made
  }
}
