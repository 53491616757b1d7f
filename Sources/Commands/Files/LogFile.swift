import Glibc
import Ingest

/// A log, as long as it was when it was opened: what is appended meanwhile is not read, so that reading ends.
///
/// What happens to the file while it is read concerns it alone: ``InputFault``.
final class LogFile: ByteSource {
  private let file: FileSource
  /// Its size when it was opened; `nil` where that says nothing (pipes, devices, files of the kernel).
  private let size: Int?
  private var count = 0

  /// Opens a log whose turn has come, or goes on with one that was opened and looked at before.
  init(path: String, opened: FileSource? = nil) throws {
    size = Inputs.size(path).flatMap { $0 > 0 ? $0 : nil }
    do {
      file = try opened ?? FileSource(path: path)
    } catch {
      throw InputFault(access(path, F_OK) == 0 ? "it could not be opened when its turn came" : "it was gone when its turn came")
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let room = min(buffer.count, size.map { $0 - count } ?? buffer.count)
    guard room > 0 else { return 0 }
    let more: Int
    do {
      more = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
    } catch {
      throw InputFault("it could not be read further than \(count) bytes: \(reason(errno))")
    }
    count += more
    if more == 0, let size { throw InputFault("it became shorter while it was read: \(count) of \(size) bytes were there") }
    return more
  }
}
