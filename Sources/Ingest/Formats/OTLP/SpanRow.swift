/// Spans as rows of tables, with all that OTLP has under names of the table's own.
///
/// Sources: the OpenTelemetry exporter for ClickHouse (`otel_traces`), Azure Monitor's tables AppDependencies and `dependencies`, and the
/// spans that Arize Phoenix exports, whose attributes are nested objects. A row is written anew as the console exporters write spans.
enum SpanRow {
  private static let attributes: [StaticString] = ["SpanAttributes", "Properties", "customDimensions", "attributes"]
  private static let name: [StaticString] = ["SpanName", "Name", "name"]
  private static let trace: [StaticString] = ["TraceId", "OperationId", "operation_Id"]
  private static let span: [StaticString] = ["SpanId", "Id", "id"]
  private static let parent: [StaticString] = ["ParentSpanId", "ParentId", "operation_ParentId", "parent_id"]
  private static let start: [StaticString] = [
    "Timestamp", "TimeGenerated", "TimeGenerated [UTC]", "timestamp [UTC]", "timestamp", "start_time",
  ]
  /// In nanoseconds, and in milliseconds.
  private static let nanoseconds: [StaticString] = ["Duration"]
  private static let milliseconds: [StaticString] = ["DurationMs", "duration"]
  private static let status: [StaticString] = ["StatusCode", "status_code"]
  /// How attributes of calls begin, and the objects that they are where they are nested.
  private static let conventions: [StaticString] = ["gen_ai.", "llm.", "ai.", "openinference.", "traceloop."]
  private static let nested: [StaticString] = ["gen_ai", "llm", "openinference"]
  private static let deepest = 8

  /// Whether a record is such a row, with attributes of a call.
  static func isOne(_ record: JSONValue) -> Bool {
    guard record.kind == .object, let list = record.first(attributes), record.first(name) != nil else { return false }
    if record["context"] != nil || record.first(trace) == nil { return list.kind == .object && list.first(nested)?.kind == .object }
    guard record.first(span) != nil else { return false }
    if list.kind == .string { return list.raw.contains("gen_ai.") || list.raw.contains("llm.") }
    var isCall = false
    list.forEachMember { key, _ in
      isCall = isCall || key.withText { text in conventions.contains { $0.withUTF8Buffer { text.starts(with: $0) } } }
    }
    return isCall || list.first(nested)?.kind == .object
  }

  /// Whether a record is a row of such a table, of a call or of anything else.
  static func isSpan(_ record: JSONValue) -> Bool {
    record.first(trace) != nil && record.first(span) != nil && record.first(name) != nil && record.first(start) != nil
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
      copy("trace_id", row.first(trace))
      copy("span_id", row.first(span))
    }
    if LoggedName(row.first(parent)) != nil { copy("parent_id", row.first(parent)) }
    copy("start_time", row.first(start))
    copy("end_time", row["end_time"])
    if let span = Stamp.span(row.first(nanoseconds), unit: 1e-3) ?? Stamp.span(row.first(milliseconds), unit: 1e3) {
      json.key("duration")
      json.raw(String(span).utf8)
    }
    let hasFailed = row.first(status)?.string?.lowercased().contains("error") == true || row.first(["Success", "success"])?.truth == false
    if hasFailed {
      json.key("status")
      json.raw("{\"code\":\"ERROR\"}")
    }
    if let list = row.first(attributes) {
      json.key("attributes")
      if list.kind == .string {
        _ = list.withText { json.raw($0) }
      } else {
        json.raw("{")
        flatten(list, "", 0, &json)
        json.raw("}")
      }
    }
    json.raw("}")
    return json.bytes
  }

  /// Writes the members of an object, and those of objects inside of it by their paths.
  private static func flatten(_ value: JSONValue, _ path: String, _ depth: Int, _ json: inout JSONWriter) {
    let isList = value.kind == .array && value[0]?.kind == .object
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
