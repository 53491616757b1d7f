/// How bytes are packed.
public enum Packing: String, Hashable, Sendable, CustomStringConvertible {
  /// Frames of RFC 8878, skippable ones among them.
  case zstd
  /// Members of RFC 1952.
  case gzip
  /// zstd frames with a length before each, as the OpenTelemetry collector's file exporter writes them.
  case framedZstd = "length-prefixed zstd"

  /// The name, as messages have it.
  public var description: String { rawValue }

  /// What a file of it is made of.
  var unit: String { self == .gzip ? "member" : "frame" }
}

/// What is recognised to be refused with a way out.
public enum ForeignFormat: Hashable, Sendable {
  case tar, zip, workbook, parquet, avro, sqlite, bzip2, xz, utf16, bigEndianUTF16, utf32

  /// "this is a zip archive; unpack it first, for example: …".
  func sentence(inside packings: [Packing]) -> String {
    let place = packings.isEmpty ? "this is" : "inside " + packings.map(\.description).joined(separator: " > ") + " this is"
    return "\(place) \(what); \(remedy(inside: packings))"
  }

  private var what: String {
    switch self {
    case .tar: "a tar archive, not a log"
    case .zip: "a zip archive, not a log"
    case .workbook: "a workbook of Excel's"
    case .parquet: "a Parquet file"
    case .avro: "an Avro file"
    case .sqlite: "a database of SQLite's"
    case .bzip2: "packed with bzip2"
    case .xz: "packed with xz"
    case .utf16, .bigEndianUTF16: "text in UTF-16"
    case .utf32: "text in UTF-32"
    }
  }

  /// The line that makes a log of it, which first takes off the packings around it.
  private func remedy(inside packings: [Packing]) -> String {
    // "gzip -dc FILE", and what follows reads its output.
    let unpack = packings.enumerated().map { index, packing in
      (packing == .gzip ? "gzip -dc" : "zstd -dc") + (index == 0 ? " FILE" : "")
    }.joined(separator: " | ")
    func piped(_ command: String) -> String { unpack.isEmpty ? "\(command) FILE" : "\(unpack) | \(command)" }
    func seekable(_ ending: String, _ command: (String) -> String) -> String {
      unpack.isEmpty ? command("FILE") : "\(unpack) > FILE.\(ending) && " + command("FILE.\(ending)")
    }
    switch self {
    case .tar:
      let unpacked = unpack.isEmpty ? "tar -xf FILE" : packings == [.gzip] ? "tar -xzf FILE" : "\(unpack) | tar -xf -"
      return "unpack it first and give the files in it: \(unpacked)"
    case .zip: return "unpack it first: " + seekable("zip") { "unzip -p \($0) > FILE.jsonl" }
    case .workbook: return "save the sheet as CSV (UTF-8), or convert it: " + seekable("xlsx") { "xlsx2csv \($0) > FILE.csv" }
    case .sqlite: return "have the table written: " + seekable("db") { "sqlite3 -json \($0) 'SELECT * FROM TABLE' > FILE.json" }
    case .parquet:
      return "convert it first: " + seekable("parquet") { "duckdb -c \"COPY (FROM '\($0)') TO 'FILE.jsonl' (FORMAT json)\"" }
    case .avro: return "convert it first: " + seekable("avro") { "avro-tools tojson \($0) > FILE.jsonl" }
    case .bzip2: return "unpack it first: " + piped("bzip2 -dc") + " > FILE.jsonl"
    case .xz: return "unpack it first: " + piped("xz -dc") + " > FILE.jsonl"
    case .utf16: return "convert it first: " + piped("iconv -f UTF-16 -t UTF-8") + " > FILE.jsonl"
    case .bigEndianUTF16: return "convert it first: " + piped("iconv -f UTF-16BE -t UTF-8") + " > FILE.jsonl"
    case .utf32: return "convert it first: " + piped("iconv -f UTF-32 -t UTF-8") + " > FILE.jsonl"
    }
  }
}

/// What the first bytes of a stream say it is. Names of files are never asked.
enum Signature: Equatable {
  case packed(Packing)
  case foreign(ForeignFormat)
  /// Anything else, with a UTF-8 byte order mark before it or not.
  case plain(mark: Bool)

  /// Bytes that ``recognise(_:)`` needs to see.
  static let length = 512

  static func recognise(_ head: UnsafeRawBufferPointer) -> Signature {
    func has(_ magic: [UInt8], at offset: Int = 0) -> Bool {
      head.count >= offset + magic.count && magic.indices.allSatisfy { head[offset + $0] == magic[$0] }
    }
    func isZstd(at offset: Int) -> Bool {
      has([0x28, 0xB5, 0x2F, 0xFD], at: offset)
        || head.count >= offset + 4 && head[offset] & 0xF0 == 0x50 && has([0x2A, 0x4D, 0x18], at: offset + 1)
    }
    if isZstd(at: 0) { return .packed(.zstd) }
    if has([0x1F, 0x8B]) { return .packed(.gzip) }
    if has([0x28, 0xB5, 0x2F, 0xFD], at: 4), !has([0, 0, 0, 0]) { return .packed(.framedZstd) }
    if has(Array("ustar".utf8), at: 257) { return .foreign(.tar) }
    let isOffice = has(Array("[Content_Types].xml".utf8), at: 30) || has(Array("xl/".utf8), at: 30)
    if has([0x50, 0x4B, 3, 4]), isOffice { return .foreign(.workbook) }
    if has([0x50, 0x4B, 3, 4]) || has([0x50, 0x4B, 5, 6]) { return .foreign(.zip) }
    if has(Array("PAR1".utf8)) { return .foreign(.parquet) }
    if has(Array("Obj\u{1}".utf8)) { return .foreign(.avro) }
    if has(Array("SQLite format 3\0".utf8)) { return .foreign(.sqlite) }
    if has(Array("BZh".utf8)), has([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4) { return .foreign(.bzip2) }
    if has([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) { return .foreign(.xz) }
    if has([0xFF, 0xFE, 0, 0]) || has([0, 0, 0xFE, 0xFF]) { return .foreign(.utf32) }
    if has([0xFF, 0xFE]) || has([0xFE, 0xFF]) { return .foreign(.utf16) }
    // Without a mark: JSON begins with ASCII, whose other half is zero.
    for first in Array("[{".utf8) {
      if has([first, 0]) { return .foreign(.utf16) }
      if has([0, first]) { return .foreign(.bigEndianUTF16) }
    }
    return .plain(mark: has([0xEF, 0xBB, 0xBF]))
  }
}
