/// Collects little-endian numbers and texts.
struct ByteSink {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// A text as its length in UTF-8 (32 bits) and its bytes.
  mutating func append(_ text: String) {
    append(UInt32(clamping: text.utf8.count))
    bytes.append(contentsOf: text.utf8.prefix(Int(UInt32.max)))
  }

  /// A text in `width` bytes, filled up with zeros.
  mutating func append(_ text: String, width: Int) {
    let utf8 = text.utf8.prefix(width)
    bytes.append(contentsOf: utf8)
    bytes.append(contentsOf: repeatElement(0, count: width - utf8.count))
  }

  mutating func append(contentsOf other: [UInt8]) { bytes.append(contentsOf: other) }
}

/// Takes little-endian numbers and texts from bytes; what is not there is an error of `section`.
struct ByteSource {
  private let bytes: UnsafeRawBufferPointer
  private let section: String
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer, section: String) {
    self.bytes = bytes
    self.section = section
  }

  /// How many bytes are left.
  var remaining: Int { bytes.count - position }

  /// What is wrong with the section, as an error.
  func failure(_ reason: String) -> TraceFileError { .inconsistent(section: section, reason: reason) }

  mutating func number<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type = T.self) throws(TraceFileError) -> T {
    guard remaining >= MemoryLayout<T>.size else { throw failure("it ends too early") }
    defer { position += MemoryLayout<T>.size }
    return T(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: T.self))
  }

  /// A 64-bit number within 0 … `limit`.
  mutating func count(upTo limit: Int = LogSummary.limit) throws(TraceFileError) -> Int {
    let value = try number(UInt64.self)
    guard value <= UInt64(limit) else { throw failure("it counts \(value), more than can be") }
    return Int(value)
  }

  mutating func text() throws(TraceFileError) -> String {
    let count = Int(try number(UInt32.self))
    guard remaining >= count else { throw failure("it ends too early") }
    defer { position += count }
    guard let text = String(validating: bytes[position..<position + count], as: UTF8.self) else {
      throw failure("it has a text that is not UTF-8")
    }
    return text
  }

  /// A text in `width` bytes, filled up with zeros.
  mutating func text(width: Int) throws(TraceFileError) -> String {
    guard remaining >= width else { throw failure("it ends too early") }
    defer { position += width }
    return String(decoding: bytes[position..<position + width].prefix { $0 != 0 }, as: UTF8.self)
  }
}
