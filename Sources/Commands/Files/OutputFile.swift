import CZstd
import Glibc
import Synchronization

/// A file that appears whole or not at all: bytes go to a hidden neighbour that takes the name only when all is written.
///
/// Used by one thread at a time, which the commands see to. It is opened before the long work, so that a place that cannot be written to
/// is known at once. A path that ends in `.zst` is compressed. A device or a pipe is written as it is, and a link stays a link.
final class OutputFile: @unchecked Sendable {
  private let path: String
  /// Where the bytes go until they are whole, and the name that they get then; `nil` for devices and pipes.
  private let move: (from: String, to: String)?
  private let descriptor: Int32
  private let slot: Int
  private let identities: Set<FileIdentity>
  private var encoder: OpaquePointer?
  private var isFinished = false

  /// The files being written, and those that they will replace.
  private static let open = Mutex<Set<FileIdentity>>([])

  /// Whether a file is being written or about to be replaced.
  static func isOpen(_ identity: FileIdentity) -> Bool { open.withLock { $0.contains(identity) } }

  /// A file at `path`; if `isPrivate`, nobody but its owner can read it.
  init(_ path: String, isPrivate: Bool = false) throws {
    self.path = path
    guard !path.isEmpty else { throw Failure(.cannotWrite, "The name of an output is empty; name a file.") }
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    guard !path.hasSuffix("/"), !exists || kind != S_IFDIR else {
      throw Failure(.cannotWrite, "\(path) is a folder; name a file in it.")
    }
    let isRegular = !exists || kind == S_IFREG
    move = isRegular ? Self.move(to: exists ? Self.resolved(path) : path) : nil
    // Before there is a file, as an interruption may come the moment that there is one.
    slot = move.map { Interruption.protect($0.from) } ?? -1
    descriptor =
      if let move {
        Glibc.open(move.from, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
      } else {
        Glibc.open(path, O_WRONLY | O_CLOEXEC)
      }
    guard descriptor >= 0 else {
      let why = reason(errno)
      Interruption.release(slot)
      throw Failure(.cannotWrite, "\(path) cannot be written: \(why); choose another place.")
    }
    var identities: Set<FileIdentity> = []
    if let identity = FileIdentity(descriptor) {
      guard !Self.isOpen(identity) else {
        close(descriptor)
        Interruption.release(slot)
        throw Failure(.usage, "\(path) is named for two outputs; give each a file of its own.")
      }
      identities.insert(identity)
    }
    if exists, isRegular {
      // Who could not read the old file cannot read the new one.
      fchmod(descriptor, status.st_mode & (isPrivate ? 0o600 : 0o777))
      identities.insert(FileIdentity(status))
    }
    self.identities = identities
    Self.open.withLock { $0.formUnion(identities) }
    if path.hasSuffix(".zst") {
      encoder = ZSTD_createCCtx()
      ZSTD_CCtx_setParameter(encoder, ZSTD_c_compressionLevel, 19)
      ZSTD_CCtx_setParameter(encoder, ZSTD_c_checksumFlag, 1)
    }
  }

  deinit {
    ZSTD_freeCCtx(encoder)
    Self.open.withLock { $0.subtract(identities) }
    guard !isFinished else { return }
    close(descriptor)
    if let move { unlink(move.from) }
    Interruption.release(slot)
  }

  private static func move(to target: String) -> (from: String, to: String) {
    let slash = target.lastIndex(of: "/").map { target.index(after: $0) } ?? target.startIndex
    return (target[..<slash] + ".\(target[slash...]).\(getpid()).part", target)
  }

  /// The file that a link leads to.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
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
    isFinished = true
    guard close(descriptor) == 0, move.map({ rename($0.from, $0.to) == 0 }) ?? true else {
      let why = reason(errno)
      if let move { unlink(move.from) }
      throw Failure(.cannotWrite, "\(path) could not be finished: \(why).")
    }
    Interruption.release(slot)
    // What was replaced is gone, and its number may be that of the next file.
    Self.open.withLock { $0.subtract(identities) }
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
    try writeAll(bytes, to: descriptor) { Failure(.cannotWrite, "\(path) cannot be written to its end: \(reason($0)).") }
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
