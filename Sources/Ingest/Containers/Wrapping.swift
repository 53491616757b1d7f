/// How shippers and stores of logs wrap the records of others: each in a member of an object of their own, often as text, or many in a list.
///
/// It is looked for where records have no known shape themselves. Sources: the export formats of CloudWatch Logs (`events`, `logEvents`,
/// `@message`), Azure Event Hubs (`records`), Elasticsearch (`_source`), Google Cloud Logging (`jsonPayload`), Docker and Fluent Bit
/// (`log`), Splunk (`result`, `_raw`), Loki (`line`), HTTP archives (`log.entries`), Langfuse's traces (`observations`), and LiteLLM's callbacks (`standard_logging_object`).
struct Wrapping {
  /// The path to the list that holds many records; empty where there is one.
  private let list: [StaticString]
  /// The member that is a record; `nil` where an element of the list is.
  private let member: StaticString?

  private static let lists: [[StaticString]] = [
    [], ["records"], ["events"], ["logEvents"], ["data"], ["logs"], ["results"], ["items"], ["result"], ["hits", "hits"],
    ["log", "entries"],
    ["observations"], ["value"], ["rows"], ["entries"],
  ]
  private static let members: [StaticString?] = [
    nil, "message", "@message", "_source", "jsonPayload", "log", "_raw", "line", "result", "standard_logging_object", "event", "body",
    "data", "record", "payload", "content", "attributes", "properties", "json", "value", "row",
  ]

  /// All ways to wrap, a list of whole records and single members first.
  static let known: [Wrapping] = lists.flatMap { list in
    members.compactMap { member in list.isEmpty && member == nil ? nil : Wrapping(list: list, member: member) }
  }

  /// Calls `body` with each record that is wrapped in `record`, valid inside the call only; with none if it is not wrapped in this way.
  func forEachRecord(in record: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue) throws -> Void) rethrows {
    guard record.kind == .object else { return }
    guard !list.isEmpty else { return try unwrap(record, &parser, body) }
    var elements: JSONValue? = record
    for name in list { elements = elements?[name] }
    guard let elements, elements.kind == .array else { return }
    for element in elements.elements { try unwrap(element, &parser, body) }
  }

  private func unwrap(_ element: JSONValue, _ parser: inout JSONParser, _ body: (JSONValue) throws -> Void) rethrows {
    guard let value = member.map({ element[$0] }) ?? element else { return }
    if value.kind == .object { return try body(value) }
    guard value.kind == .string, let inner = (try? parser.parse(textOf: value)) ?? nil, inner.kind == .object else { return }
    try body(inner)
  }
}
