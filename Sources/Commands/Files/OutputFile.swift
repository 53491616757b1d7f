import CZstd
import Glibc

/// A file that appears whole or not at all: bytes go to a hidden neighbour that takes the name only when all is written.
///
/// Used by one thread at a time, which the commands see to. It is opened before the long work, so that a folder that cannot be written to is known at once. A path that ends in `.zst` is compressed.
final class OutputFile: @unchecked Sendable {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private let slot: Int
  private var encoder: OpaquePointer?
  private var isFinished = false

  init(_ path: String) throws {
    self.path = path
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    temporary = path[..<slash] + ".\(path[slash...]).\(getpid()).part"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(.cannotWrite, "\(path) cannot be written: \(reason(errno)); choose another place.")
    }
    slot = Interruption.protect(temporary)
    if path.hasSuffix(".zst") {
      encoder = ZSTD_createCCtx()
      ZSTD_CCtx_setParameter(encoder, ZSTD_c_compressionLevel, 19)
      ZSTD_CCtx_setParameter(encoder, ZSTD_c_checksumFlag, 1)
    }
  }

  deinit {
    ZSTD_freeCCtx(encoder)
    guard !isFinished else { return }
    close(descriptor)
    unlink(temporary)
    Interruption.release(slot)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    if encoder == nil { try put(bytes) } else { try compress(bytes, ZSTD_e_continue) }
  }

  func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  /// Gives the file its name.
  func finish() throws {
    if encoder != nil { try compress(UnsafeRawBufferPointer(start: nil, count: 0), ZSTD_e_end) }
    guard close(descriptor) == 0, rename(temporary, path) == 0 else {
      throw Failure(.cannotWrite, "\(path) could not be finished: \(reason(errno)).")
    }
    isFinished = true
    Interruption.release(slot)
  }

  private func compress(_ bytes: UnsafeRawBufferPointer, _ end: ZSTD_EndDirective) throws {
    var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: ZSTD_CStreamOutSize(), alignment: 16)
    defer { buffer.deallocate() }
    while true {
      var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
      let left = ZSTD_compressStream2(encoder, &output, &input, end)
      guard ZSTD_isError(left) == 0 else { throw Failure(.bug, "zstd refused to compress \(path).") }
      try put(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<output.pos]))
      if end == ZSTD_e_end ? left == 0 : input.pos == input.size { return }
    }
  }

  private func put(_ bytes: UnsafeRawBufferPointer) throws {
    try writeAll(bytes, to: descriptor) { Failure(.cannotWrite, "\(path) cannot be written on: \(reason($0)).") }
  }
}

/// Writes all of `bytes`, whatever the kernel takes at a time.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, failure: (Int32) -> Failure) throws {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      throw failure(errno)
    }
  }
}

/// Creates a folder and those above it.
func makeFolder(_ path: String) throws {
  var prefix = path.hasPrefix("/") ? "/" : ""
  for part in path.split(separator: "/") {
    prefix += part + "/"
    if mkdir(prefix, 0o755) != 0, errno != EEXIST {
      throw Failure(.cannotWrite, "The folder \(path) cannot be made: \(reason(errno)); choose another place.")
    }
  }
}
