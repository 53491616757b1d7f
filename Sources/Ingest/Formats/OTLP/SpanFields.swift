internal import Similarity

/// The fields of spans and log events, by the names that OTLP's JSON gives them (camel case, or snake case where protobuf's names were
/// kept), and by those of the console exporters of the SDKs for Python and JavaScript.
///
/// Sources: opentelemetry-proto, `docs/specification.md`; opentelemetry-python, `ReadableSpan.to_json`; opentelemetry-js,
/// `ConsoleSpanExporter`.
enum SpanFields {
  static let batches: [[[StaticString]]] = [
    [["resourceSpans", "resource_spans", "batches"], ["scopeSpans", "scope_spans", "instrumentationLibrarySpans"], ["spans"]],
    [
      ["resourceLogs", "resource_logs"], ["scopeLogs", "scope_logs", "instrumentationLibraryLogs"], ["logRecords", "log_records", "logs"],
    ],
  ]
  private static let start: [StaticString] = ["startTimeUnixNano", "start_time_unix_nano", "start_time"]
  private static let end: [StaticString] = ["endTimeUnixNano", "end_time_unix_nano", "end_time"]
  private static let event: [StaticString] = [
    "timeUnixNano", "time_unix_nano", "observedTimeUnixNano", "observed_time_unix_nano", "timestamp", "@timestamp",
  ]
  private static let trace: [StaticString] = ["traceId", "trace_id"]
  private static let span: [StaticString] = ["spanId", "span_id"]
  private static let parent: [StaticString] = ["parentSpanId", "parent_span_id", "parent_id", "parentId"]

  /// Whether a record is a span that a console exporter wrote.
  static func isConsole(_ record: JSONValue) -> Bool {
    guard record["attributes"]?.kind == .object, record["name"] != nil else { return false }
    return record["context"]?.first(span) != nil || record.first(trace) != nil && (record["id"] ?? record.first(span)) != nil
  }

  /// Whether a record is an event of a log that a console exporter wrote, or CloudWatch keeps.
  static func isConsoleEvent(_ record: JSONValue) -> Bool {
    record["attributes"]?.kind == .object && record.first(trace) != nil && record.first(span) != nil && record.first(Self.event) != nil
      && record.first(severity) != nil && record["name"] == nil
  }

  private static let severity: [StaticString] = ["severity_number", "severityNumber", "severity_text", "severityText"]

  /// Whether a piece is a span, rather than an event of a log.
  static func isSpan(_ piece: JSONValue) -> Bool { piece.first(start) != nil || piece["duration"] != nil }

  /// When a span began, in microseconds since the Unix epoch.
  static func start(of span: JSONValue) -> Int64? {
    moment(span.first(start)) ?? Stamp.moment(span["timestamp"] ?? span["@timestamp"])
  }

  /// When a span ended.
  static func end(of piece: JSONValue) -> Int64? {
    if let end = moment(piece.first(end)) { return end }
    // In microseconds where JavaScript wrote it, in nanoseconds in Elasticsearch.
    let span = Stamp.span(piece["duration"], unit: piece["@timestamp"] == nil ? 1 : 1e-3)
    return span.flatMap { span in start(of: piece).map { $0 + span } }
  }

  /// Events of a span that say when the first of an answer had come: OpenInference and Envoy, OpenLLMetry, the AI SDK.
  private static let firstTokens: [StaticString] = [
    "First Token Stream Event", "llm.content.completion.chunk", "ai.stream.firstChunk",
  ]

  /// When the first of an answer had come, by the events of a span.
  static func firstToken(of span: JSONValue) -> Int64? {
    let event = span["events"]?.elements.first { event in firstTokens.contains { event["name"]?.isText($0) == true } }
    return event.flatMap { time(of: $0) }
  }

  /// When an event was.
  static func time(of event: JSONValue) -> Int64? {
    for name in Self.event {
      if let moment = moment(event[name]) { return moment }
    }
    return nil
  }

  /// The trace that a piece is of.
  static func trace(of piece: JSONValue) -> LoggedName? { LoggedName(piece.first(trace)) ?? LoggedName(piece["context"]?.first(trace)) }

  /// The span that a piece is, or is of; `nil` if it does not say.
  static func id(of piece: JSONValue) -> Fingerprint? {
    guard let trace = trace(of: piece) else { return nil }
    let span = LoggedName(piece.first(span)) ?? LoggedName(piece["context"]?.first(span)) ?? LoggedName(piece["id"])
    return span.map { trace.fingerprint.then($0.fingerprint) }
  }

  /// The span around a span.
  static func parent(of piece: JSONValue) -> Fingerprint? {
    guard let trace = trace(of: piece) else { return nil }
    let parent = LoggedName(piece.first(parent)) ?? LoggedName(piece["parentSpanContext"]?.first(span))
    return parent.map { trace.fingerprint.then($0.fingerprint) }
  }

  /// Nanoseconds as a number or as text, or a date.
  private static func moment(_ value: JSONValue?) -> Int64? {
    guard let value else { return nil }
    if let number = value.whole { return number > 0 ? Int64(number / 1_000) : nil }
    return Stamp.moment(value)
  }
}
