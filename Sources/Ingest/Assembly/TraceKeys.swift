internal import Similarity
public import Traces

/// The fingerprints behind the ids of a trace, with which more logs can be added to it without reading the old ones again.
///
/// Private: who has it can test whether a prompt that they guess was in the log. A trace has dense ids alone.
public struct TraceKeys: Sendable, Equatable {
  /// The fingerprints by id, a table after the other, as ``Interner`` lists them.
  var tables: [[Fingerprint]]
  /// The lower half of the id of each request's answer, by ordinal; 0 where there is none.
  var answerIDs: [UInt64]

  init(tables: [[Fingerprint]], answerIDs: [UInt64]) {
    self.tables = tables
    self.answerIDs = answerIDs
  }

  private static let magic = Array("HINDKEYS".utf8)

  /// Whether bytes that begin with `prefix` are a file of keys, of whatever version.
  public static func areKeys(prefix: some Sequence<UInt8>) -> Bool { prefix.starts(with: magic) }

  /// Another one where what a key is made of is read in another way, the near rules included.
  private static let version: UInt64 = 5

  /// The keys as the bytes of a file, for the trace file whose SHA-256 is `digest`.
  ///
  /// Layout: the magic, and then numbers of 64 bits, little-endian: the version, the number of tables, for each the number of its
  /// fingerprints and these, two numbers each; the number of answer ids and these. Then the digest, and that of all before, in hexadecimal.
  public func encoded(for digest: String) -> [UInt8] {
    var bytes = Self.magic
    func append(_ value: UInt64) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
    append(Self.version)
    append(UInt64(tables.count))
    for table in tables {
      append(UInt64(table.count))
      for key in table {
        append(key.high)
        append(key.low)
      }
    }
    append(UInt64(answerIDs.count))
    for id in answerIDs { append(id) }
    bytes += Array(digest.utf8)
    return bytes + Array(Self.digest(of: bytes[...]).utf8)
  }

  /// Reads what ``encoded(for:)`` wrote, if it belongs to the trace file whose SHA-256 is `digest`.
  public init(decoding bytes: [UInt8], for digest: String) throws(TraceKeysError) {
    guard bytes.starts(with: Self.magic) else { throw .notKeys }
    let end = bytes.count - 128
    guard end >= Self.magic.count, Self.digest(of: bytes[..<(end + 64)]) == String(decoding: bytes[(end + 64)...], as: UTF8.self) else {
      throw .damaged
    }
    guard String(decoding: bytes[end..<(end + 64)], as: UTF8.self) == digest else { throw .ofAnotherTrace }
    var position = Self.magic.count
    func next() throws(TraceKeysError) -> UInt64 {
      guard position + 8 <= end else { throw .damaged }
      defer { position += 8 }
      return bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: UInt64.self)) }
    }
    func count(of size: Int) throws(TraceKeysError) -> Int {
      let count = try next()
      guard count <= UInt64((end - position) / size) else { throw .damaged }
      return Int(count)
    }
    guard try next() == Self.version else { throw .ofAnotherVersion }
    var tables: [[Fingerprint]] = []
    for _ in 0..<(try count(of: 8)) {
      var table: [Fingerprint] = []
      for _ in 0..<(try count(of: 16)) {
        let high = try next()
        table.append(Fingerprint(high: high, low: try next()))
      }
      tables.append(table)
    }
    var answerIDs: [UInt64] = []
    for _ in 0..<(try count(of: 8)) { answerIDs.append(try next()) }
    guard position == end else { throw .damaged }
    self.tables = tables
    self.answerIDs = answerIDs
  }

  private static func digest(of bytes: ArraySlice<UInt8>) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.hexadecimal
  }
}

/// Why keys cannot be used. Every case has a clause.
public enum TraceKeysError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is none.
  case notKeys
  /// Its checksum is wrong, or it is cut off.
  case damaged
  /// It was written by another version.
  case ofAnotherVersion
  /// It belongs to another trace file.
  case ofAnotherTrace

  /// What is wrong, as a clause.
  public var description: String {
    switch self {
    case .notKeys: "it is not the keys of a trace"
    case .damaged: "it is damaged"
    case .ofAnotherVersion: "it was written by another version of Hindcast"
    case .ofAnotherTrace: "it belongs to another trace file"
    }
  }
}

/// A trace that logs are added to, with its keys.
public struct ResumedTrace: Sendable {
  /// The trace.
  public let trace: Trace
  /// Its keys.
  public let keys: TraceKeys

  /// A trace with its keys.
  public init(_ trace: Trace, keys: TraceKeys) throws(TraceKeysError) {
    guard keys.fits(trace) else { throw .ofAnotherTrace }
    self.trace = trace
    self.keys = keys
  }
}

extension TraceKeys {
  /// Whether there is a fingerprint for every id of a trace.
  fileprivate func fits(_ trace: Trace) -> Bool {
    guard tables.count == Interner.tableCount + 1, answerIDs.count == trace.requests.count else { return false }
    let texts = trace.normalForms.stems.count - 1
    return tables[0].count == trace.prompts.count - 1 && tables[1].count == texts && tables[2].count == trace.parameters.count
      && tables[3].count == trace.callers.count
  }
}
