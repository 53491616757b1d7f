/// Spans as rows of tables, with all that OTLP has under names of the table's own.
///
/// Sources: the OpenTelemetry exporter for ClickHouse (`otel_traces` and `otel_logs`), Azure Monitor's tables AppDependencies and
/// `dependencies`, the spans that Arize Phoenix exports, whose attributes are nested objects or a column each, and Logfire's `records`. A row
/// is written anew as the console exporters write spans.
enum SpanRow {
  private static let attributes: [StaticString] = ["SpanAttributes", "LogAttributes", "Properties", "customDimensions", "attributes"]
  private static let name: [StaticString] = ["SpanName", "Name", "name", "span_name"]
  private static let trace: [StaticString] = ["TraceId", "OperationId", "operation_Id", "context.trace_id"]
  private static let span: [StaticString] = ["SpanId", "Id", "id", "context.span_id", "span_id"]
  private static let parent: [StaticString] = ["ParentSpanId", "ParentId", "operation_ParentId", "parent_id", "parent_span_id"]
  private static let start: [StaticString] = [
    "Timestamp", "TimeGenerated", "TimeGenerated [UTC]", "timestamp [UTC]", "timestamp", "start_time", "start_timestamp",
  ]
  private static let end: [StaticString] = ["end_time", "end_timestamp"]
  /// The prefix of columns that are an attribute each.
  private static let column = "attributes."
  /// In nanoseconds, and in milliseconds.
  private static let nanoseconds: [StaticString] = ["Duration"]
  private static let milliseconds: [StaticString] = ["DurationMs", "duration"]
  private static let status: [StaticString] = ["StatusCode", "status_code", "otel_status_code"]
  /// How attributes of calls begin, and the objects that they are where they are nested.
  private static let conventions: [StaticString] = ["gen_ai.", "llm.", "ai.", "openinference.", "traceloop."]
  private static let nested: [StaticString] = ["gen_ai", "llm", "openinference"]
  private static let deepest = 8

  /// Whether a record is such a row, with attributes of a call.
  static func isOne(_ record: JSONValue) -> Bool {
    guard record.kind == .object, record.first(name) != nil || record["LogAttributes"] != nil else { return false }
    if isFlat(record) { return true }
    guard let list = record.first(attributes) else { return false }
    if record["context"] != nil || traceID(record) == nil { return list.kind == .object && list.first(nested)?.kind == .object }
    guard record.first(span) != nil else { return false }
    if list.kind == .string { return list.raw.contains("gen_ai.") || list.raw.contains("llm.") }
    var isCall = false
    list.forEachMember { key, _ in
      isCall = isCall || key.withText { text in conventions.contains { $0.withUTF8Buffer { text.starts(with: $0) } } }
    }
    return isCall || list.first(nested)?.kind == .object
  }

  /// Whether a row has a column for each attribute: Phoenix's data frames.
  private static func isFlat(_ record: JSONValue) -> Bool {
    record["context.trace_id"] != nil && record["context.span_id"] != nil && record["span_kind"] != nil
  }

  /// The id of the trace, which Logfire calls as the console exporters do.
  private static func traceID(_ record: JSONValue) -> JSONValue? {
    record.first(trace) ?? (record["span_name"] != nil && record["start_timestamp"] != nil ? record["trace_id"] : nil)
  }

  /// Whether a record is a row of such a table, of a call or of anything else.
  static func isSpan(_ record: JSONValue) -> Bool {
    traceID(record) != nil && record.first(span) != nil && record.first(name) != nil && record.first(start) != nil
  }

  /// The span that a row is.
  static func written(_ row: JSONValue) -> [UInt8] {
    var json = JSONWriter()
    json.raw("{")
    func copy(_ member: StaticString, _ value: JSONValue?) {
      guard let value, !value.isNull else { return }
      json.key(member)
      json.raw(value.raw)
    }
    copy("name", row.first(name))
    if let context = row["context"] {
      copy("context", context)
    } else {
      copy("trace_id", traceID(row))
      copy("span_id", row.first(span))
    }
    if LoggedName(row.first(parent)) != nil { copy("parent_id", row.first(parent)) }
    let begin: StaticString = row["LogAttributes"] == nil ? "start_time" : "timestamp"
    if row["LogAttributes"] != nil { copy("severity_number", row["SeverityNumber"]) }
    if let body = row["Body"] { copyText(body, as: "body", &json) }
    for (member, value) in [(begin, row.first(start)), ("end_time", row.first(end))] as [(StaticString, JSONValue?)] {
      guard let moment = Stamp.moment(value) else { continue }
      json.key(member)
      json.raw(String(moment * 1_000).utf8)
    }
    if let span = Stamp.span(row.first(nanoseconds), unit: 1e-3) ?? Stamp.span(row.first(milliseconds), unit: 1e3) {
      json.key("duration")
      json.raw(String(span).utf8)
    }
    let hasFailed = row.first(status)?.string?.lowercased().contains("error") == true || row.first(["Success", "success"])?.truth == false
    if hasFailed {
      json.key("status")
      json.raw("{\"code\":\"ERROR\"}")
    }
    if isFlat(row) {
      json.key("attributes")
      json.raw("{")
      if let kind = row["span_kind"], kind.kind == .string {
        json.key("openinference.span.kind")
        json.raw(kind.raw)
      }
      row.forEachMember { key, value in
        let name = key.string
        if name.hasPrefix(column), !value.isNothing { flattenText(value, String(name.dropFirst(column.count)), &json) }
      }
      json.raw("}")
    } else if let list = row.first(attributes) {
      json.key("attributes")
      if list.kind == .string {
        json.raw(plain(list))
      } else {
        json.raw("{")
        flatten(list, "", 0, &json)
        json.raw("}")
      }
    }
    writeEvents(of: row, &json)
    json.raw("}")
    return json.bytes
  }

  /// The JSON that a cell is, which ClickHouse writes with quotes of one kind and Python's escapes.
  private static func plain(_ cell: JSONValue) -> [UInt8] {
    guard cell.kind == .string else { return Array(cell.raw) }
    var parser = JSONParser()
    let value = (try? parser.parse(textOf: cell)) ?? nil
    if let value { return Array(value.raw) }
    let wrapped = Array("{'list':".utf8) + (cell.withText { Array($0) } ?? []) + Array("}".utf8)
    return wrapped.withUnsafeBytes { PythonLiteral.json($0) }.map { Array($0.dropFirst(8).dropLast()) } ?? Array(cell.raw)
  }

  /// Writes a cell with the text of an object as the object.
  private static func copyText(_ cell: JSONValue, as member: StaticString, _ json: inout JSONWriter) {
    guard !cell.isNothing else { return }
    json.key(member)
    json.raw(cell.isText(beginning: "{") ? plain(cell) : Array(cell.raw))
  }

  /// Writes the events of a span, which ClickHouse keeps as a list of each of their members.
  private static func writeEvents(of row: JSONValue, _ json: inout JSONWriter) {
    guard let names = row["Events.Name"], let times = row["Events.Timestamp"], let attributes = row["Events.Attributes"] else { return }
    var lists = JSONWriter()
    lists.raw("[")
    for cell in [names, times, attributes] {
      lists.comma()
      lists.raw(plain(cell))
    }
    lists.raw("]")
    let keeper = TextKeeper()
    guard let columns = keeper.keep(lists.bytes).map({ $0.elements.map { Array($0.elements) } }), columns.count == 3 else { return }
    json.key("events")
    json.raw("[")
    for (name, (time, list)) in zip(columns[0], zip(columns[1], columns[2])) {
      json.comma()
      json.raw("{")
      for (member, value) in [("name", name), ("timestamp", time), ("attributes", list)] as [(StaticString, JSONValue)] {
        json.key(member)
        json.raw(value.raw)
      }
      json.raw("}")
    }
    json.raw("]")
  }

  /// Writes a value of a column, which may be the text of a list.
  private static func flattenText(_ value: JSONValue, _ path: String, _ json: inout JSONWriter) {
    if value.withText({ $0.starts(with: "[{".utf8) }) == true {
      var parser = JSONParser()
      if let list = (try? parser.parse(textOf: value)) ?? nil { return flatten(list, path, 1, &json) }
    }
    flatten(value, path, 1, &json)
  }

  /// Writes the members of an object, and those of objects inside of it by their paths.
  private static func flatten(_ value: JSONValue, _ path: String, _ depth: Int, _ json: inout JSONWriter) {
    // OpenTelemetry's own lists are attributes as they are.
    let isList = value.kind == .array && value[0]?.kind == .object && !path.hasPrefix("gen_ai.")
    guard value.kind == .object || isList, depth < deepest else {
      json.comma()
      json.string(path.utf8)
      json.raw(":")
      return json.raw(value.raw)
    }
    let prefix = path.isEmpty ? "" : path + "."
    for (index, element) in (isList ? Array(value.elements) : []).enumerated() { flatten(element, "\(prefix)\(index)", depth + 1, &json) }
    value.forEachMember { key, inner in flatten(inner, prefix + key.string, depth + 1, &json) }
  }
}
