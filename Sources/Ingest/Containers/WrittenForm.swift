/// How the lines of a file write records that are not JSON as they stand.
enum WrittenForm {
  /// As PostgreSQL's COPY does.
  case copy
  /// As pairs.
  case logfmt

  /// The record that a line is, as JSON; `nil` if it is read as it stands.
  func json(of line: UnsafeRawBufferPointer) -> [UInt8]? {
    switch self {
    case .copy: CopyText.plain(line)
    case .logfmt: Logfmt.object(line)
    }
  }
}
