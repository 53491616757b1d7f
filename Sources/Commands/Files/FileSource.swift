import Glibc
import Ingest

/// The bytes of an open file descriptor. Used by one thread at a time.
final class FileSource: ByteSource, @unchecked Sendable {
  private let descriptor: Int32
  private let name: String
  /// Bytes that were looked at and not yet given.
  private var head: [UInt8] = []

  /// Opens `path`; "-" is standard input. What is being written by this run cannot be read.
  init(path: String) throws {
    name = path == "-" ? "Standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(.noInput, "\(path) cannot be opened: \(reason(errno)).") }
    if let identity = FileIdentity(descriptor), OutputFile.isOpen(identity) {
      throw Failure(.usage, "\(path) is to be read and written at once; give the output another name.")
    }
  }

  deinit {
    if descriptor > STDERR_FILENO { close(descriptor) }
  }

  /// The first `count` bytes, or fewer if there are no more; they are read again later.
  func peek(_ count: Int) throws -> [UInt8] {
    var block = [UInt8](repeating: 0, count: count)
    while head.count < count {
      let more = try block.withUnsafeMutableBytes { try fill($0) }
      if more == 0 { break }
      head += block[..<more]
    }
    return Array(head.prefix(count))
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !head.isEmpty else { return try fill(buffer) }
    let count = min(head.count, buffer.count)
    buffer.copyBytes(from: head[..<count])
    head.removeFirst(count)
    return count
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw Failure(.noInput, "\(name) cannot be read: \(reason(errno)).") }
    }
  }
}

/// What a file is, whatever it is called.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let number: UInt64

  /// The identity of an open regular file.
  init?(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
  }
}

/// What the system says of an error number, in lower case: "no such file or directory".
func reason(_ code: Int32) -> String {
  let text = String(cString: strerror(code))
  return text.prefix(1).lowercased() + text.dropFirst()
}
