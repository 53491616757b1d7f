import Glibc
import Traces

/// A file for what is too much to hold in memory, in TMPDIR or /tmp. Its name is taken away at once, so that it is gone with the program,
/// whatever ends that.
final class TemporaryFile: SpillFile {
  private let descriptor: Int32
  private let folder: String
  private var size = 0

  init() throws {
    let path: String
    (descriptor, path, folder) = try makeTemporaryFile()
    unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  func append(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    let offset = size
    try writeAll(bytes, to: descriptor) { code in
      Failure(.cannotWrite, "There is no room for temporary data in \(folder): \(reason(code)); set TMPDIR to a folder on a larger disk.")
    }
    size += bytes.count
    return offset
  }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      if count > 0 {
        filled += count
      } else if count == 0 || errno != EINTR {
        throw Failure(.cannotWrite, "Temporary data in \(folder) cannot be read again: \(count == 0 ? "it was cut off" : reason(errno)).")
      }
    }
  }
}

/// The name of a new, empty file in TMPDIR or /tmp, which only its owner can read; who asks for it takes it away.
func temporaryPath() throws -> String {
  let file = try makeTemporaryFile()
  close(file.descriptor)
  return file.path
}

private func makeTemporaryFile() throws -> (descriptor: Int32, path: String, folder: String) {
  let given = getenv("TMPDIR").map { String(cString: $0) } ?? ""
  let folder = given.isEmpty ? "/tmp" : given
  var template = Array((folder + "/hindcast-XXXXXX").utf8CString)
  let descriptor = mkstemp(&template)
  guard descriptor >= 0 else {
    throw Failure(
      .cannotWrite, "No temporary file can be made in \(folder): \(reason(errno)); set TMPDIR to a folder that can be written to.")
  }
  return (descriptor, String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self), folder)
}
