import Glibc
import Ingest

/// The bytes of an open file descriptor.
final class FileSource: ByteSource {
  private let descriptor: Int32
  private let name: String

  /// Opens `path`; "-" is standard input.
  init(path: String) throws {
    name = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(.noInput, "\(path) cannot be opened: \(reason(errno)).") }
  }

  deinit {
    if descriptor > STDERR_FILENO { close(descriptor) }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw Failure(.noInput, "\(name) cannot be read on: \(reason(errno)).") }
    }
  }
}

/// What the system says of an error number, in lower case: "no such file or directory".
func reason(_ code: Int32) -> String {
  let text = String(cString: strerror(code))
  return text.prefix(1).lowercased() + text.dropFirst()
}
