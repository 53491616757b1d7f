/// How shippers and stores of logs wrap the records of others: each in a member of an object of their own, often as text, or many in a list.
///
/// It is looked for where records have no known shape themselves. Sources: the export formats of CloudWatch Logs (`events`, `logEvents`,
/// `@message`, fields in `results`), Azure Event Hubs (`records`), Elasticsearch (`_source`), Google Cloud Logging (`jsonPayload`, `textPayload`), Docker and
/// Fluent Bit (`log`), Datadog (`attributes.attributes`), Splunk (`result`, `_raw`), Loki (`line`, or pairs of stamp and line in `values`),
/// HTTP archives (`log.entries`), Langfuse's traces (`observations`), LangSmith's interface (`runs`, `post`), cassettes of VCR (`interactions`), PostgreSQL (`row_to_json`), and LiteLLM's callbacks (`standard_logging_object`).
/// Tables as JSON are ``JSONTable``, values with types ``TypedValues``.
struct Wrapping {
  /// The path to the list that holds many records; empty where there is one.
  private var list: [StaticString] = []
  /// The path to the record in an element of the list; empty where the element is it.
  private var member: [StaticString] = []
  /// The table that records are the rows of, where they are.
  private var table: JSONTable?
  /// What their values have beside them, where they have.
  private var types: TypedValues?
  /// Whether their members have paths for names, as tables that were made of nested records have.
  private var hasPaths = false
  /// Whether each record holds a line that a container wrote.
  let isOfLines: Bool

  private static let lists: [[StaticString]] = [
    [], ["records"], ["Records"], ["events"], ["logEvents"], ["data"], ["logs"], ["results"], ["items"], ["result"], ["hits", "hits"],
    ["log", "entries"], ["observations"], ["value"], ["rows"], ["requests"], ["entries"], ["values"], ["data", "result", "values"],
    ["runs"], ["post"], ["data", "items"], ["interactions"], ["content"], ["calls"], ["data", "observations"],
  ]
  private static let members: [[StaticString]] = [
    [], ["message"], ["@message"], ["_source"], ["jsonPayload"], ["textPayload"], ["log"], ["_raw"], ["line"], ["result"],
    ["result", "_raw"], ["standard_logging_object"], ["event"], ["body"], ["data"], ["record"], ["payload"], ["content"], ["attributes"],
    ["attributes", "attributes"], ["properties"], ["json"], ["value"], ["row"],
    ["metadata"], ["record", "extra"], ["fields"], ["extra"], ["MESSAGE"], ["payload", "after"], ["customDimensions"],
    ["row_to_json"], ["event", "original"], ["_source", "event", "original"], ["_source", "message"],
  ]
  /// When a shipper took a record, by the names of all of them.
  private static let stamps: [StaticString] = [
    "timestamp", "@timestamp", "time", "_time", "date", "ts", "eventTime", "Timestamp",
    "__REALTIME_TIMESTAMP",
  ]

  /// All ways to wrap: as text that is the whole record, then a list of whole records and single members, then as a table.
  private static let known: [Wrapping] =
    lists.flatMap { list in members.map { Wrapping(list: list, member: $0) } }
    + JSONTable.known.map { Wrapping(table: $0) } + [Wrapping(hasPaths: true)]

  /// Values with their types.
  init(of types: TypedValues) {
    self.types = types
    isOfLines = false
  }

  private init(list: [StaticString] = [], member: [StaticString] = [], table: JSONTable? = nil, hasPaths: Bool = false) {
    self.list = list
    self.member = member
    self.table = table
    self.hasPaths = hasPaths
    isOfLines = list.isEmpty && member.map { "\($0)" } == ["log"]
  }

  /// All ways in which a log may be wrapped whose first record is `first`: it may be the header of those that follow.
  static func known(after first: JSONValue?) -> [Wrapping] {
    first.flatMap { JSONTable(header: $0) }.map { [Wrapping(table: $0)] + known } ?? known
  }

  /// Whether `record` says how others are to be read, and is none itself.
  func isHeader(_ record: JSONValue) -> Bool { table?.isHeader(record) ?? false }

  /// When a shipper took a record.
  static func stamp(of record: JSONValue) -> Int64? {
    let told = record.given(stamps)
    return Stamp.moment(told?["timestamp"] ?? told)
  }

  /// Calls `body` with each record that is wrapped in `record`, valid inside the call only, and with the time at which it was logged, if
  /// the wrapper says that; with none if it is not wrapped in this way.
  func forEachRecord(
    in record: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue, Int64?) throws -> Void
  ) rethrows {
    if let table { return try table.forEachRow(of: record, &parser) { try body($0, nil) } }
    if let types { return try types.forEachRecord(in: record, &parser) { try body($0, nil) } }
    if hasPaths { return try give(nested: record, &parser, body) }
    if list.isEmpty, member.isEmpty {
      if record.kind == .string { return try give(record, nil, &parser, body) }
      // A list in a list: Zipkin's traces.
      for element in record.elements where element.kind == .object { try body(element, nil) }
      return
    }
    guard record.kind == .object else { return }
    guard !list.isEmpty else { return try unwrap(record, &parser, body) }
    for element in Self.elements(of: record, list) { try unwrap(element, &parser, body) }
  }

  /// The elements of the list at the end of a path, which may lead through the elements of others.
  private static func elements(of record: JSONValue, _ path: [StaticString]) -> [JSONValue] {
    path.reduce([record]) { values, name in
      values.flatMap { value in value[name].map { $0.kind == .array ? Array($0.elements) : [$0] } ?? [] }
    }
  }

  private func unwrap(_ element: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue, Int64?) throws -> Void) rethrows {
    // What a query of CloudWatch's gives: fields of a name and a value each.
    if element.kind == .array, member.isEmpty, element[0]?["field"] != nil {
      func field(_ name: StaticString) -> JSONValue? { element.elements.first { $0["field"]?.isText(name) == true }?["value"] }
      return try field("@message").map { try give($0, Stamp.moment(field("@timestamp")), &parser, body) } ?? ()
    }
    // A stamp and a line.
    if element.kind == .array, member.isEmpty, element.count == 2, let line = element[1] {
      return try give(line, Stamp.moment(element[0]), &parser, body)
    }
    var value: JSONValue? = element
    var holder = element
    for name in member {
      if let inner = value { holder = inner }
      value = value?[name]
    }
    guard let value else { return }
    let stamp = member.isEmpty ? nil : Self.stamp(of: holder) ?? Self.stamp(of: element)
    try give(value, stamp, &parser, body)
  }

  /// Gives a record of paths (`input.inputTokenCount`) as the objects that they lead through.
  private func give(
    nested record: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue, Int64?) throws -> Void
  ) rethrows {
    var tree = AttributeTree(keepsAllLevels: true)
    var hasPaths = false
    record.forEachMember { key, value in
      let name = key.string
      hasPaths = hasPaths || name.dropFirst().dropLast().contains(".")
      tree.insert(name, value)
    }
    guard hasPaths else { return }
    var json = JSONWriter()
    tree.write(to: &json)
    try json.bytes.withUnsafeBytes { text in
      if let record = try? parser.parse(text), record.kind == .object { try body(record, nil) }
    }
  }

  private func give(
    _ value: JSONValue, _ stamp: Int64?, _ parser: inout JSONParser, _ body: (JSONValue, Int64?) throws -> Void
  ) rethrows {
    if value.kind == .object { return try body(value, stamp) }
    guard value.kind == .string, let inner = (try? parser.parse(textOf: value)) ?? nil, inner.kind == .object else { return }
    try body(inner, stamp)
  }
}
