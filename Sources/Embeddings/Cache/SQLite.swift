internal import CSQLite

/// A connection to a database file, used by one thread at a time.
final class SQLite {
  private var connection: OpaquePointer?

  /// Opens `path`, and makes it where it is not there.
  init(_ path: String) throws(SQLiteError) {
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX
    guard sqlite3_open_v2(path, &connection, flags, nil) == SQLITE_OK else {
      let error = fault
      sqlite3_close_v2(connection)
      connection = nil
      throw error
    }
    sqlite3_extended_result_codes(connection, 1)
    sqlite3_busy_timeout(connection, 10_000)
  }

  deinit { sqlite3_close_v2(connection) }

  /// Runs statements that give nothing.
  func run(_ sql: String) throws(SQLiteError) {
    guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw fault }
  }

  /// A statement to be run again and again.
  func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil) == SQLITE_OK, let statement else {
      throw fault
    }
    return Statement(statement, self)
  }

  /// Runs `body` as a whole or not at all.
  func transaction(_ body: () throws(SQLiteError) -> Void) throws(SQLiteError) {
    try run("BEGIN IMMEDIATE")
    do throws(SQLiteError) {
      try body()
      try run("COMMIT")
    } catch {
      try? run("ROLLBACK")
      throw error
    }
  }

  fileprivate var fault: SQLiteError {
    SQLiteError(code: sqlite3_errcode(connection), reason: String(cString: sqlite3_errmsg(connection)))
  }

  /// A statement with its values.
  final class Statement {
    private let statement: OpaquePointer
    private let database: SQLite

    fileprivate init(_ statement: OpaquePointer, _ database: SQLite) {
      self.statement = statement
      self.database = database
    }

    deinit { sqlite3_finalize(statement) }

    /// Runs it with `values` and calls `row` for every row, whose values are valid inside the call only.
    func run(_ values: [Value], _ row: (Statement) -> Void = { _ in }) throws(SQLiteError) {
      defer {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
      }
      for (index, value) in values.enumerated() {
        guard bind(value, to: Int32(index + 1)) == SQLITE_OK else { throw database.fault }
      }
      while true {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: row(self)
        case SQLITE_DONE: return
        default: throw database.fault
        }
      }
    }

    /// A number of the current row.
    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

    /// Bytes of the current row.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
      let start = sqlite3_column_blob(statement, column)
      return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }

    private func bind(_ value: Value, to index: Int32) -> Int32 {
      // SQLITE_TRANSIENT, a macro that is not imported: the bytes are copied.
      let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      switch value {
      case .int(let number): return sqlite3_bind_int64(statement, index, Int64(number))
      case .text(let text): return sqlite3_bind_text(statement, index, text, Int32(text.utf8.count), copied)
      case .bytes(let bytes):
        return bytes.withUnsafeBytes { bytes in
          bytes.isEmpty
            ? sqlite3_bind_zeroblob(statement, index, 0)
            : sqlite3_bind_blob(statement, index, bytes.baseAddress, Int32(bytes.count), copied)
        }
      }
    }
  }

  /// A value of a statement.
  enum Value {
    case int(Int)
    case text(String)
    case bytes([UInt8])
  }
}

/// What SQLite says.
struct SQLiteError: Error {
  var code: Int32
  var reason: String
}
