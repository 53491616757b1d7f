import Ingest
import Scenarios

/// A small text file, whole; packed with zstd or gzip, or not.
func text(of path: String) throws -> String {
  let source = Unpacker(try FileSource(path: path))
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count: Int
    do {
      count = try block.withUnsafeMutableBytes { try source.read(into: $0) }
    } catch let error as UnpackingError {
      if case .foreign(let format, inside: []) = error.reason, format == .utf16 || format == .utf32 {
        let name = format == .utf16 ? "UTF-16" : "UTF-32"
        throw Failure(.usage, "\(path): this is text in \(name); convert it to UTF-8: \(conversion(of: path, from: name)).")
      }
      throw Failure(.badData, "\(path): \(error).")
    }
    if count == 0 { break }
    bytes += block[..<count]
    guard bytes.count <= 64 << 20 else {
      throw Failure(.usage, "\(path) holds more than 64 MiB: it looks like a log, where a small text file is meant.")
    }
  }
  if let text = String(validating: bytes, as: UTF8.self) { return text }
  let (line, column, byte) = firstFault(in: bytes)
  throw Failure(
    .usage,
    "\(path):\(line):\(column): this is not text in UTF-8 (byte \(String(byte, radix: 16)) stands here); if it is in Latin-1, convert it: "
      + "\(conversion(of: path, from: "LATIN1")).")
}

/// The command that makes UTF-8 of a file, beside it.
private func conversion(of path: String, from encoding: String) -> String {
  "iconv -f \(encoding) -t UTF-8 \(path) > utf8-\(lastComponent(path))"
}

/// Where bytes stop being UTF-8: line and column from 1, columns in characters, and the byte there.
private func firstFault(in bytes: [UInt8]) -> (line: Int, column: Int, byte: UInt8) {
  // A prefix that is valid has no fault; the shortest that has one ends at it.
  var decoder = UTF8()
  var rest = bytes.makeIterator()
  var (line, column, offset) = (1, 1, 0)
  while case .scalarValue(let scalar) = decoder.decode(&rest) {
    offset += UTF8.width(scalar)
    (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
  }
  return (line, column, bytes[min(offset, bytes.count - 1)])
}
