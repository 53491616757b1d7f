/// Records whose values have their types beside them, as databases export them, written as plain JSON.
///
/// Sources: MongoDB Extended JSON (v2, both modes, and v1): `{"$oid": …}`, `{"$date": …}`, `{"$numberLong": "…"}`; Amazon DynamoDB's attribute
/// values (`{"S": …}`, `{"N": "…"}`, `{"M": {…}}`), in an export (`Item`), in what a scan answers (`Items`), or in a stream (`NewImage`).
enum TypedValues {
  case mongoDB, dynamoDB

  /// Those of a record; `nil` if its values have none.
  init?(of record: JSONValue) {
    if record.raw.contains("\"$oid\"") || record.raw.contains("\"$date\"") || record.raw.contains("\"$numberLong\"") {
      self = .mongoDB
    } else if Self.items(of: record).contains(where: Self.isItem) {
      self = .dynamoDB
    } else {
      return nil
    }
  }

  private static func items(of record: JSONValue) -> [JSONValue] {
    record["Items"].map { Array($0.elements) } ?? [record["Item"] ?? record["dynamodb"]?["NewImage"] ?? record]
  }

  /// Calls `body` with each record that `record` is, or holds, valid inside the call only; with itself as it stands if its values
  /// have no types.
  func forEachRecord(in record: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue) throws -> Void) rethrows {
    let items = self == .mongoDB ? [record] : Self.items(of: record).filter(Self.isItem)
    if items.isEmpty { return try body(record) }
    for item in items {
      var json = JSONWriter()
      if self == .mongoDB { Self.writeMongoDB(item, &json) } else { json.object(item, Self.writeDynamoDB) }
      try json.bytes.withUnsafeBytes { text in
        if let plain = try? parser.parse(text) { try body(plain) }
      }
    }
  }

  // MARK: - MongoDB

  private static let wrapped: [StaticString] = ["$oid", "$date", "$uuid", "$symbol"]
  private static let numbers: [StaticString] = ["$numberLong", "$numberInt", "$numberDouble", "$numberDecimal"]

  /// - Complexity: recursion as deep as the value, which the parser bounds.
  private static func writeMongoDB(_ value: JSONValue, _ json: inout JSONWriter) {
    switch value.kind {
    case .array: json.array(value, writeMongoDB)
    case .object:
      if value.count == 1, let inner = value.first(wrapped) { return writeMongoDB(inner, &json) }
      if value.count == 1, let number = value.first(numbers) { return writeNumber(number, to: &json) }
      json.object(value, writeMongoDB)
    default: json.raw(value.raw)
    }
  }

  /// A number that is written as text.
  private static func writeNumber(_ value: JSONValue, to json: inout JSONWriter) {
    // Swift reads hexadecimal digits too.
    guard let text = value.string, !text.contains("x"), !text.contains("X"), let number = Double(text), number.isFinite else {
      return json.raw(value.raw)
    }
    if let whole = Int(text) { json.raw(String(whole).utf8) } else { json.raw("\(number)".utf8) }
  }

  // MARK: - DynamoDB

  private static let types: [StaticString] = ["S", "N", "BOOL", "NULL", "M", "L", "SS", "NS", "B", "BS"]

  private static func isItem(_ value: JSONValue) -> Bool {
    guard value.kind == .object, value.count > 0 else { return false }
    var isOne = true
    value.forEachMember { _, member in isOne = isOne && member.kind == .object && member.count == 1 && member.first(types) != nil }
    return isOne
  }

  private static func writeDynamoDB(_ value: JSONValue, _ json: inout JSONWriter) {
    if let item = value["M"], item.kind == .object { return json.object(item, writeDynamoDB) }
    if let number = value["N"] { return writeNumber(number, to: &json) }
    if value["NULL"] != nil { return json.raw("null") }
    if let list = value["L"], list.kind == .array { return json.array(list, writeDynamoDB) }
    json.raw((value.first(types) ?? value).raw)
  }
}
