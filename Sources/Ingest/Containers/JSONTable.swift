/// A table that is written as JSON, whose rows are records.
///
/// Sources: pandas, `DataFrame.to_json`, of which these are the orients `split`, `columns` and `index`, and `to_dict('list')`; what the
/// interfaces of Azure's Log Analytics and of Kusto answer (`tables`, with a type beside each name).
enum JSONTable {
  /// Names in `columns`, rows as arrays in `data`; for each of several tables, where there are more.
  case split
  /// A member for each column, an object with a member for each row, or a list of them.
  case columns
  /// A member for each row, by its id; at the end of a path.
  case keyed([StaticString])
  /// Rows as arrays, after one with these names.
  case rows([String])

  static let known: [JSONTable] =
    [.split, .columns] + [[], ["data"], ["results"], ["requests"], ["records"], ["logs"], ["items"], ["calls"]].map { .keyed($0) }

  /// The table that begins with the array of names that `header` is; `nil` if it is none.
  init?(header: JSONValue) {
    let names = header.elements.map { $0.string ?? "" }
    guard header.kind == .array, names.count > 1, !names.contains(""), Set(names).count == names.count else { return nil }
    self = .rows(names)
  }

  /// Whether `record` is a table by columns beyond doubt: its members are objects with a row each, numbered from 0, or at least three lists
  /// of as many plain values.
  static func isByColumns(_ record: JSONValue) -> Bool {
    guard let first = record.kind == .object ? members(of: record).first?.value : nil, first.count > 0 else { return false }
    let values = members(of: record).map(\.value)
    if first.kind == .array {
      return values.count > 2
        && values.allSatisfy { list in
          list.kind == .array && list.count == first.count && list.elements.allSatisfy { $0.kind != .object && $0.kind != .array }
        }
    }
    let columns = values.map { members(of: $0).map(\.name) }
    return columns.count > 1 && columns.allSatisfy { $0.first == "0" && $0 == columns[0] }
  }

  /// Whether `record` has the names of the columns, and is no row.
  func isHeader(_ record: JSONValue) -> Bool {
    guard case .rows(let columns) = self, record.kind == .array else { return false }
    return record.elements.lazy.map { $0.string ?? "" }.elementsEqual(columns)
  }

  /// Calls `body` with each row of the table that `record` is, or the row of it that `record` is, valid inside the call only; with none if it
  /// is no such thing.
  func forEachRow(of record: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue) throws -> Void) rethrows {
    switch self {
    case .split:
      guard let tables = record.given(["tables", "Tables"]), tables.kind == .array else {
        return try forEachRow(ofSplit: record, &parser, body)
      }
      for table in tables.elements { try forEachRow(ofSplit: table, &parser, body) }
    case .rows(let columns):
      guard record.kind == .array else { return }
      if !isHeader(record) { try Self.give(columns, Array(record.elements), &parser, body) }
    case .columns:
      try forEachRow(ofColumns: record, &parser, body)
    case .keyed(let path):
      let rows = path.reduce(record) { value, name in value.kind == .object ? value[name] ?? value : value }
      guard rows.kind == .object, path.isEmpty || rows.raw.baseAddress != record.raw.baseAddress else { return }
      let values = Self.members(of: rows).map(\.value)
      guard Self.areAlike(values) else { return }
      for row in values { try body(row) }
    }
  }

  private func forEachRow(ofSplit table: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue) throws -> Void) rethrows {
    guard let names = table.given(["columns", "Columns", "fields"]), let rows = table.given(["data", "rows", "Rows", "values"]),
      names.kind == .array, rows.kind == .array
    else { return }
    let columns = names.elements.map { $0.given(["name", "ColumnName"])?.string ?? $0.string ?? "" }
    for row in rows.elements { try Self.give(columns, Array(row.elements), &parser, body) }
  }

  /// All columns have the same rows, by the same names.
  private func forEachRow(
    ofColumns record: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue) throws -> Void
  ) rethrows {
    guard record.kind == .object else { return }
    let columns = Self.members(of: record)
    let values = columns.map { column in
      column.value.kind == .array ? column.value.elements.map { ("", $0) } : Self.members(of: column.value)
    }
    guard columns.count > 1, let first = values.first, values.allSatisfy({ $0.count == first.count }) else { return }
    for (row, name) in first.map(\.name).enumerated() {
      guard values.allSatisfy({ $0[row].name == name }) else { return }
      try Self.give(columns.map(\.name), values.map { $0[row].value }, &parser, body)
    }
  }

  /// Whether values are rows of one table, rather than the parts of one record: two objects and more with half of their names in common.
  private static func areAlike(_ values: [JSONValue]) -> Bool {
    guard values.count > 1, values.allSatisfy({ $0.kind == .object }) else { return false }
    let names = Set(members(of: values[0]).map(\.name))
    return values.allSatisfy { value in
      let own = members(of: value)
      return 2 * own.count { names.contains($0.name) } >= max(own.count, names.count)
    }
  }

  private static func members(of object: JSONValue) -> [(name: String, value: JSONValue)] {
    var members: [(name: String, value: JSONValue)] = []
    object.forEachMember { members.append(($0.string, $1)) }
    return members
  }

  /// Gives a row as an object.
  private static func give(
    _ columns: [String], _ values: [JSONValue], _ parser: inout JSONParser, _ body: (JSONValue) throws -> Void
  ) rethrows {
    guard columns.count == values.count else { return }
    var json = JSONWriter()
    json.raw("{")
    for (column, value) in zip(columns, values) {
      json.comma()
      json.string(column.utf8)
      json.raw(":")
      json.raw(value.raw)
    }
    json.raw("}")
    try json.bytes.withUnsafeBytes { text in
      if let row = try? parser.parse(text) { try body(row) }
    }
  }
}
