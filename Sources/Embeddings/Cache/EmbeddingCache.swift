internal import Glibc
internal import Synchronization

/// Vectors that were paid for once, in a SQLite file: by model, dimensions and text hash. Texts themselves are not in it.
///
/// Each ``store(_:model:dimensions:)`` is one transaction, in a write-ahead log: what it stored outlives the death of the process. Several
/// processes can use one file.
public final class EmbeddingCache: Sendable {
  private let state: Mutex<State>

  private struct State: @unchecked Sendable {
    let database: SQLite
    let find: SQLite.Statement
    let insert: SQLite.Statement
    var models: [Key: Int] = [:]
  }

  private struct Key: Hashable {
    var model: String
    var dimensions: Int
  }

  /// "HcEm" in ASCII: by it a file of ours is told from others (https://www.sqlite.org/fileformat.html, 1.3.17).
  private static let application = 0x4863_456D
  private static let version = 1

  /// Opens the cache at `path`, and makes it, readable by its owner only, where there is none.
  public init(path: String) throws(EmbeddingCacheError) {
    // SQLite gives its log and index files the mode of the database.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw EmbeddingCacheError(.cannotOpen, String(cString: strerror(errno))) }
    close(descriptor)
    do throws(SQLiteError) {
      let database = try SQLite(path)
      try Self.check(database)
      let find = try database.prepare("SELECT value FROM vector WHERE model = ? AND text = ?")
      let insert = try database.prepare("INSERT OR REPLACE INTO vector (model, text, value) VALUES (?, ?, ?)")
      state = Mutex(State(database: database, find: find, insert: insert))
    } catch {
      throw EmbeddingCacheError(error)
    }
  }

  private static func check(_ database: SQLite) throws(SQLiteError) {
    func number(_ pragma: String) throws(SQLiteError) -> Int {
      var value = 0
      try database.prepare("PRAGMA \(pragma)").run([]) { value = $0.int(0) }
      return value
    }
    var tables = 0
    try database.prepare("SELECT count(*) FROM sqlite_master").run([]) { tables = $0.int(0) }
    let isOurs = try number("application_id") == application
    if tables > 0, !isOurs { throw SQLiteError(code: foreign, reason: "it is a database of another program") }
    if isOurs, try number("user_version") != version {
      throw SQLiteError(code: foreign, reason: "it is of another version of Hindcast")
    }
    try database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF")
    guard !isOurs else { return }
    try database.transaction { () throws(SQLiteError) in
      try database.run(
        """
        CREATE TABLE IF NOT EXISTS model (id INTEGER PRIMARY KEY, name TEXT NOT NULL, dimensions INTEGER NOT NULL, UNIQUE (name, dimensions));
        CREATE TABLE IF NOT EXISTS vector (model INTEGER NOT NULL REFERENCES model (id), text BLOB NOT NULL, value BLOB NOT NULL,
          PRIMARY KEY (model, text));
        PRAGMA application_id = \(application);
        PRAGMA user_version = \(version);
        """)
    }
  }

  fileprivate static let foreign: Int32 = -1

  /// The numbers of dimensions in which there are vectors of `model`.
  public func dimensions(of model: String) throws(EmbeddingCacheError) -> [Int] {
    try using { state throws(SQLiteError) in
      var found: [Int] = []
      let query = "SELECT dimensions FROM model WHERE name = ? AND id IN (SELECT model FROM vector) ORDER BY dimensions"
      try state.database.prepare(query).run([.text(model)]) { found.append($0.int(0)) }
      return found
    }
  }

  /// The vector of a text; `nil` where it is not in the cache.
  public func vector(of text: TextHash, model: String, dimensions: Int) throws(EmbeddingCacheError) -> [Float]? {
    try using { state throws(SQLiteError) in
      guard let id = try Self.id(of: Key(model: model, dimensions: dimensions), in: &state, making: false) else { return nil }
      var found: [Float]?
      try state.find.run([.int(id), .bytes(text.bytes)]) { row in
        let bytes = row.bytes(0)
        guard bytes.count == 4 * dimensions else { return }  // a damaged value is as good as none
        let numbers = (0..<dimensions).map {
          Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
        }
        if numbers.allSatisfy(\.isFinite) { found = numbers }
      }
      return found
    }
  }

  /// Stores vectors, all or none.
  public func store(_ vectors: [(text: TextHash, vector: [Float])], model: String, dimensions: Int) throws(EmbeddingCacheError) {
    try using { state throws(SQLiteError) in
      var copy = state
      try state.database.transaction { () throws(SQLiteError) in
        guard let id = try Self.id(of: Key(model: model, dimensions: dimensions), in: &copy, making: true) else { return }
        for (text, vector) in vectors {
          precondition(vector.count == dimensions)
          let bytes = vector.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
          try copy.insert.run([.int(id), .bytes(text.bytes), .bytes(bytes)])
        }
      }
      state = copy
    }
  }

  private static func id(of key: Key, in state: inout State, making: Bool) throws(SQLiteError) -> Int? {
    if let id = state.models[key] { return id }
    let values: [SQLite.Value] = [.text(key.model), .int(key.dimensions)]
    if making { try state.database.prepare("INSERT OR IGNORE INTO model (name, dimensions) VALUES (?, ?)").run(values) }
    var id: Int?
    try state.database.prepare("SELECT id FROM model WHERE name = ? AND dimensions = ?").run(values) { id = $0.int(0) }
    state.models[key] = id
    return id
  }

  private func using<R>(_ body: (inout State) throws(SQLiteError) -> R) throws(EmbeddingCacheError) -> R {
    let result: Result<R, SQLiteError> = state.withLock { state in
      do throws(SQLiteError) { return .success(try body(&state)) } catch { return .failure(error) }
    }
    switch result {
    case .success(let value): return value
    case .failure(let error): throw EmbeddingCacheError(error)
    }
  }
}

/// Why the cache of embeddings cannot be used.
public struct EmbeddingCacheError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Cause: Hashable, Sendable {
    /// There is no opening the file.
    case cannotOpen
    /// It is no database, or one of another program or version.
    case foreign
    /// Another process holds it.
    case busy
    /// It cannot be read or written.
    case broken
  }

  /// What is wrong.
  public let cause: Cause
  private let reason: String

  init(_ cause: Cause, _ reason: String) {
    self.cause = cause
    self.reason = reason
  }

  init(_ error: SQLiteError) {
    switch error.code & 0xFF {
    case 5, 6: cause = .busy  // SQLITE_BUSY, SQLITE_LOCKED
    case 14: cause = .cannotOpen  // SQLITE_CANTOPEN
    case 26, EmbeddingCache.foreign & 0xFF: cause = .foreign  // SQLITE_NOTADB
    default: cause = .broken
    }
    reason = error.reason
  }

  /// A sentence that says what is wrong and what to do.
  public var description: String {
    switch cause {
    case .cannotOpen: return "The cache of embeddings cannot be opened (\(reason)); name another place for it."
    case .foreign: return "The file named as the cache of embeddings is none (\(reason)); name another, or remove it."
    case .busy: return "Another process holds the cache of embeddings (\(reason)); wait for its end, or name another file."
    case .broken:
      return "The cache of embeddings cannot be used (\(reason)); make room on the disk, or remove the file and pay for its vectors again."
    }
  }
}
