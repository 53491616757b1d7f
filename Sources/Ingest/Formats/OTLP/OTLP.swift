internal import Similarity
internal import Traces

/// OpenTelemetry's file format with calls of models in it: spans and log events, many a line; and spans as the SDKs' console exporters
/// write them, one a record; rows of tables of spans (``SpanRow``); and MLflow's traces (``MLflowTrace``).
///
/// Source: opentelemetry-specification (file exporter), opentelemetry-proto (JSON encoding), and the semantic conventions that ``GenAI``
/// lists. Where calls nest (a framework's span around that of the client), only the innermost is a request. Spans without content wait for
/// the events that may have it.
struct OTLP: LogFormat {
  let name = "otlp"
  let title = "OpenTelemetry JSON: GenAI spans and events, OpenLLMetry, OpenInference, AI SDK, MLflow, Cloudflare"
  let contents: LogContents = [.texts, .times, .usage, .tenants]
  let spansSources = true

  /// Spans around calls.
  private var outer = OuterSpans()

  /// What batches hold: spans and events, of which some are calls, and metrics, of which none is.
  ///
  /// Java's exporter leaves out the list around resources, Tempo's interface calls it otherwise or puts it into a trace.
  private static let signals: [StaticString] = [
    "resourceSpans", "resourceLogs", "resource_spans", "resource_logs", "resourceMetrics", "resource_metrics", "resourceProfiles",
    "scopeSpans", "scopeLogs", "batches",
  ]

  func matches(_ record: JSONValue) -> Bool {
    (record.first(Self.signals) ?? record["trace"]?.first(Self.signals)) != nil || SpanFields.isConsole(record)
      || SpanFields.isConsoleEvent(record) && GenAI.isEvent(GenAI.eventName(record)) || SpanRow.isOne(record) || TracerSpans.isOne(record)
      || MLflowTrace.isOne(record) || AgentEvents.isConsole(record) && AgentEvents.isCall(record)
  }

  func accepts(_ record: JSONValue) -> Bool {
    matches(record) || SpanRow.isSpan(record) || SpanFields.isConsoleEvent(record) || TracerSpans.isSpan(record)
      || AgentEvents.isConsole(record)
  }

  func rewritten(_ record: JSONValue) -> [UInt8]? {
    if TracerSpans.isOne(record) { return TracerSpans.written(record) }
    if MLflowTrace.isOne(record) { return MLflowTrace.written(record) }
    return SpanRow.isOne(record) ? SpanRow.written(record) : nil
  }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    let batch = record["trace"].flatMap { $0.kind == .object ? $0 : nil } ?? record
    let leaves = SpanFields.batches.map { Self.leaves(of: batch, $0) }
    let spans = SpanFields.isConsole(record) ? [record] : leaves[0]
    let events = SpanFields.isConsoleEvent(record) || AgentEvents.isConsole(record) ? [record] : leaves[1]
    let calls = outer.innermost(of: spans) { GenAI.isCall($0) && !GenAI.isAttempt($0) }
    return calls + events.filter { GenAI.isEvent(GenAI.eventName($0)) || AgentEvents.isCall($0) }
  }

  mutating func takenBack() -> [Fingerprint] { outer.takenBack() }

  /// The values at the end of a path of lists, each of which may have several names.
  private static func leaves(of record: JSONValue, _ path: [[StaticString]]) -> [JSONValue] {
    let rest = path.dropFirst(record.first(path[1]) == nil ? 0 : 1)
    return rest.reduce([record]) { values, names in values.flatMap { value in value.first(names).map { Array($0.elements) } ?? [] } }
  }

  func joint(of part: JSONValue) -> Joint? {
    guard let id = SpanFields.id(of: part), !GenAI.hasPrompt(part), !AgentEvents.isCall(part) else { return nil }
    return Joint(id: id, half: nil)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    if record.kind == .object, AgentEvents.isCall(record) {
      AgentEvents.read(record, into: &draft)
      return .request
    }
    let pieces = record.kind == .array ? Array(record.elements) : [record]
    var call = CallBody(of: pieces.lazy.compactMap { GenAI.endpoint(Attributes($0)) }.first ?? .chat)
    for piece in pieces { call.add(piece, &draft) }
    call.finish(&draft)
    for piece in pieces { GenAI.readFacts(Attributes(piece), into: &draft) }
    draft.usage = draft.usage ?? draft.answer.usage
    draft.model = draft.model ?? draft.answer.model
    readTimes(pieces, into: &draft)
    for piece in pieces {
      guard let start = draft.arrival, let told = GenAI.firstToken(Attributes(piece), in: draft) ?? SpanFields.firstToken(of: piece),
        told >= start
      else { continue }
      draft.firstToken = told - start
      draft.flags.insert(.streamed)
    }
    draft.call = pieces.first.flatMap { SpanFields.trace(of: $0) }?.fingerprint
    draft.span = pieces.first.flatMap { SpanFields.id(of: $0) }
    draft.recordID = pieces.lazy.compactMap { AgentEvents.id(of: $0) }.first ?? record.fingerprint(tag: 0)
    if pieces.contains(where: GenAI.isSampled) { draft.note = .sampled }
    return .request
  }

  /// A span has a beginning and an end; events stand for both by the first and the last of them.
  private func readTimes(_ pieces: [JSONValue], into draft: inout RequestDraft) {
    if let span = pieces.first(where: SpanFields.isSpan) {
      draft.arrival = SpanFields.start(of: span)
      draft.end = SpanFields.end(of: span)
      let code = span["status"]?.first(["code", "status_code"]) ?? span["status_code"]
      if code?.whole == 2 || code?.string == "STATUS_CODE_ERROR" || code?.string == "ERROR" { draft.flags.insert(.failed) }
      return
    }
    let times = pieces.compactMap { SpanFields.time(of: $0) }
    draft.arrival = times.min()
    if let last = times.max(), last != draft.arrival { draft.end = last }
  }
}
