/// Spans as the interfaces of older tracers give them: Jaeger's traces, with their spans inside, and Zipkin's spans, one a record.
///
/// Sources: jaeger-idl and jaeger-ui, the JSON of traces (`tags` are a list of key, type and value; times are microseconds); the model of
/// Zipkin's second interface (`tags` are an object of texts). They are written anew: a trace as OTLP's batch, a span as consoles have it.
enum TracerSpans {
  private static let ofCalls: [StaticString] = ["gen_ai.", "llm.", "ai.", "openinference.", "traceloop."]

  /// Whether a record is a trace of Jaeger's, a span of Jaeger's, or a span of Zipkin's that calls a model.
  static func isOne(_ record: JSONValue) -> Bool {
    guard record.kind == .object else { return false }
    if record["traceID"] != nil { return record["spans"]?.kind == .array || record["spanID"] != nil && record["operationName"] != nil }
    guard isSpan(record), let tags = record["tags"], tags.kind == .object else { return false }
    var isCall = false
    tags.forEachMember { key, _ in
      isCall = isCall || key.withText { text in ofCalls.contains { $0.withUTF8Buffer { text.starts(with: $0) } } }
    }
    return isCall
  }

  /// Whether a record is a span of Zipkin's, of a call or of anything else.
  static func isSpan(_ record: JSONValue) -> Bool {
    record["traceId"] != nil && record["id"] != nil && record["timestamp"] != nil && record.first(["localEndpoint", "tags"]) != nil
  }

  /// What a record is in OTLP's words.
  static func written(_ record: JSONValue) -> [UInt8] {
    var json = JSONWriter()
    guard record["traceID"] != nil else {
      writeZipkin(record, to: &json)
      return json.bytes
    }
    json.raw("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[")
    if let spans = record["spans"], spans.kind == .array {
      for span in spans.elements {
        json.comma()
        writeJaeger(span, to: &json)
      }
    } else {
      writeJaeger(record, to: &json)
    }
    json.raw("]}]}]}")
    return json.bytes
  }

  private static func copy(_ member: StaticString, _ value: JSONValue?, _ json: inout JSONWriter) {
    guard let value, !value.isNull else { return }
    json.key(member)
    json.raw(value.raw)
  }

  private static func writeZipkin(_ span: JSONValue, to json: inout JSONWriter) {
    json.raw("{")
    for name in ["traceId", "id", "parentId", "timestamp", "duration"] as [StaticString] { copy(name, span[name], &json) }
    copy("attributes", span["tags"], &json)
    copy("name", span["name"] ?? span["id"], &json)
    if span["tags"]?["error"] != nil { json.raw(",\"status\":{\"code\":2}") }
    json.raw("}")
  }

  private static func writeJaeger(_ span: JSONValue, to json: inout JSONWriter) {
    json.raw("{")
    copy("traceId", span["traceID"], &json)
    copy("spanId", span["spanID"], &json)
    let around = span["references"]?.elements.first { $0["refType"]?.isText("CHILD_OF") == true }
    copy("parentSpanId", around?["spanID"] ?? span["parentSpanID"], &json)
    copy("name", span["operationName"], &json)
    if let start = span["startTime"]?.whole {
      json.raw(",\"startTimeUnixNano\":")
      json.raw(String(start &* 1_000).utf8)
      json.raw(",\"endTimeUnixNano\":")
      json.raw(String((start &+ (span["duration"]?.whole ?? 0)) &* 1_000).utf8)
    }
    json.key("attributes")
    writeTags(span["tags"], to: &json)
    let hasFailed = span["tags"]?.elements.contains {
      $0["key"]?.isText("error") == true && $0["value"]?.truth == true
        || $0["key"]?.isText("otel.status_code") == true && $0["value"]?.isText("ERROR") == true
    }
    if hasFailed == true { json.raw(",\"status\":{\"code\":2}") }
    json.raw(",\"events\":[")
    for event in span["logs"]?.elements ?? JSONElements(of: span) {
      json.comma()
      json.raw("{")
      copy("name", event["fields"]?.elements.first { $0["key"]?.isText("event") == true }?["value"], &json)
      json.key("attributes")
      writeTags(event["fields"], to: &json)
      json.raw("}")
    }
    json.raw("]}")
  }

  /// A list of keys and values as an object.
  private static func writeTags(_ tags: JSONValue?, to json: inout JSONWriter) {
    json.raw("{")
    tags?.forEachElement { tag in
      guard let key = tag["key"], key.kind == .string, let value = tag["value"] else { return }
      json.comma()
      json.raw(key.raw)
      json.raw(":")
      json.raw(value.raw)
    }
    json.raw("}")
  }
}
