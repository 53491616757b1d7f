/// Why bytes could not be read, or a trace not be written, as a trace file.
public enum TraceFileError: Error, Hashable, Sendable {
  /// The bytes do not begin with the magic of a trace file.
  case notATraceFile
  /// A version of the format that this Hindcast does not know.
  case unknownVersion(UInt32)
  /// The file has fewer bytes than it says.
  case truncated(expected: Int, found: Int)
  /// The file has bytes after its end.
  case trailingBytes(Int)
  /// The header, or a section, is not as it was written: its checksum is wrong, or it cannot be unpacked.
  case damaged(section: String)
  /// A section that every trace has is not there.
  case missing(section: String)
  /// A section is whole, but what it says cannot be.
  case inconsistent(section: String, reason: String)
  /// More requests than a trace may have.
  case tooManyRequests(UInt64)
  /// The compressor failed, as it does when memory is out.
  case cannotPack(section: String)
}

extension TraceFileError: CustomStringConvertible {
  /// A sentence that says what to do.
  public var description: String {
    switch self {
    case .notATraceFile:
      "This is not a trace file. Give a file that `hindcast compile` wrote, or the log itself."
    case .unknownVersion(let version):
      "This trace file has format version \(version), and this Hindcast reads version \(TraceFileHeader.version). "
        + (version < TraceFileHeader.version
          ? "An earlier Hindcast wrote it: compile the logs again." : "Compile the logs again, or use a newer Hindcast.")
    case .truncated(let expected, let found):
      "The trace file ends too early: it has \(found) bytes and should have \(expected). Copy it again, or compile the logs again."
    case .trailingBytes(let count):
      "The trace file has \(count) bytes after its end. Copy it again, or compile the logs again."
    case .damaged(let section):
      "The trace file is damaged in its section \"\(section)\". Copy it again, or compile the logs again."
    case .missing(let section):
      "The trace file has no section \"\(section)\". Compile the logs again."
    case .inconsistent(let section, let reason):
      "The trace file contradicts itself in its section \"\(section)\": \(reason). Compile the logs again."
    case .tooManyRequests(let count):
      "The trace file has \(count) requests, and a trace holds at most \(TraceFileHeader.maximumRequests). Compile fewer logs at a time."
    case .cannotPack(let section):
      "The section \"\(section)\" of the trace file could not be compressed. Make more memory available."
    }
  }
}
