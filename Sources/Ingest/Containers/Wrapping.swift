/// How shippers and stores of logs wrap the records of others: each in a member of an object of their own, often as text, or many in a list.
///
/// It is looked for where records have no known shape themselves. Sources: the export formats of CloudWatch Logs (`events`, `logEvents`,
/// `@message`, fields in `results`), Azure Event Hubs (`records`), Elasticsearch (`_source`), Google Cloud Logging (`jsonPayload`, `textPayload`), Docker and
/// Fluent Bit (`log`), Datadog (`attributes.attributes`), Splunk (`result`, `_raw`), Loki (`line`, or pairs of stamp and line in `values`),
/// HTTP archives (`log.entries`), Langfuse's traces (`observations`), LangSmith's interface (`runs`, `post`), cassettes of VCR (`interactions`), and LiteLLM's callbacks (`standard_logging_object`).
struct Wrapping {
  /// The path to the list that holds many records; empty where there is one.
  private let list: [StaticString]
  /// The path to the record in an element of the list; empty where the element is it.
  private let member: [StaticString]

  private static let lists: [[StaticString]] = [
    [], ["records"], ["events"], ["logEvents"], ["data"], ["logs"], ["results"], ["items"], ["result"], ["hits", "hits"],
    ["log", "entries"], ["observations"], ["value"], ["rows"], ["requests"], ["entries"], ["values"], ["data", "result", "values"],
    ["runs"], ["post"], ["data", "items"], ["interactions"],
  ]
  private static let members: [[StaticString]] = [
    [], ["message"], ["@message"], ["_source"], ["jsonPayload"], ["textPayload"], ["log"], ["_raw"], ["line"], ["result"],
    ["result", "_raw"], ["standard_logging_object"], ["event"], ["body"], ["data"], ["record"], ["payload"], ["content"], ["attributes"],
    ["attributes", "attributes"], ["properties"], ["json"], ["value"], ["row"],
  ]
  /// When a shipper took a record, by the names of all of them.
  private static let stamps: [StaticString] = ["timestamp", "@timestamp", "time", "_time", "date", "ts", "eventTime", "Timestamp"]

  /// All ways to wrap: as text that is the whole record, then a list of whole records and single members.
  static let known: [Wrapping] = lists.flatMap { list in
    members.map { Wrapping(list: list, member: $0) }
  }

  /// Calls `body` with each record that is wrapped in `record`, valid inside the call only, and with the time at which it was logged, if
  /// the wrapper says that; with none if it is not wrapped in this way.
  func forEachRecord(
    in record: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue, Int64?) throws -> Void
  ) rethrows {
    if list.isEmpty, member.isEmpty { return record.kind == .string ? try give(record, nil, &parser, body) : () }
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
    let stamp = member.isEmpty ? nil : Stamp.moment(holder.given(Self.stamps)) ?? Stamp.moment(element.given(Self.stamps))
    try give(value, stamp, &parser, body)
  }

  private func give(
    _ value: JSONValue, _ stamp: Int64?, _ parser: inout JSONParser, _ body: (JSONValue, Int64?) throws -> Void
  ) rethrows {
    if value.kind == .object { return try body(value, stamp) }
    guard value.kind == .string, let inner = (try? parser.parse(textOf: value)) ?? nil, inner.kind == .object else { return }
    try body(inner, stamp)
  }
}
