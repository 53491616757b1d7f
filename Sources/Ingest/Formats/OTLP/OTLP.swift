internal import Similarity
internal import Traces

/// OpenTelemetry's file format with calls of models in it: spans and log events, many a line.
///
/// Source: opentelemetry-specification (file exporter), opentelemetry-proto (JSON encoding), and the semantic conventions that ``GenAI``
/// lists. Where calls nest (a framework's span around that of the client), only the innermost is a request. Spans without content wait for
/// the events that may have it.
struct OTLP: LogFormat {
  let name = "otlp"
  let title = "OpenTelemetry JSON: GenAI spans and events, OpenLLMetry, OpenInference, Cloudflare"
  let contents: LogContents = [.texts, .times, .usage, .tenants]

  /// Spans around calls.
  private var outer = OuterSpans()

  func matches(_ record: JSONValue) -> Bool { record["resourceSpans"] != nil || record["resourceLogs"] != nil }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    let spans = Self.leaves(of: record, [["resourceSpans"], ["scopeSpans", "instrumentationLibrarySpans"], ["spans"]])
    let events = Self.leaves(of: record, [["resourceLogs"], ["scopeLogs", "instrumentationLibraryLogs"], ["logRecords", "logs"]])
    let calls = outer.innermost(of: spans) { GenAI.isCall(Attributes($0)) }
    return calls + events.filter { GenAI.isEvent(GenAI.eventName($0)) }
  }

  /// The values at the end of a path of lists, each of which may have several names.
  private static func leaves(of record: JSONValue, _ path: [[StaticString]]) -> [JSONValue] {
    path.reduce([record]) { values, names in values.flatMap { value in value.first(names).map { Array($0.elements) } ?? [] } }
  }

  func joint(of part: JSONValue) -> Joint? {
    guard let id = OuterSpans.id(of: part), !GenAI.hasPrompt(part) else { return nil }
    return Joint(id: id, half: nil)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let pieces = record.kind == .array ? Array(record.elements) : [record]
    var call = CallBody()
    for piece in pieces { call.add(piece, &draft) }
    call.finish(&draft)
    for piece in pieces { GenAI.readFacts(Attributes(piece), into: &draft) }
    readTimes(pieces, into: &draft)
    draft.call = LoggedName(pieces.first?["traceId"])?.fingerprint
    draft.recordID = record.fingerprint(tag: 0)
    if pieces.contains(where: GenAI.isSampled) { draft.note = .sampled }
    return .request
  }

  /// A span has a beginning and an end; events stand for both by the first and the last of them.
  private func readTimes(_ pieces: [JSONValue], into draft: inout RequestDraft) {
    if let span = pieces.first(where: { $0["startTimeUnixNano"] != nil }) {
      draft.arrival = Self.moment(span["startTimeUnixNano"])
      draft.end = Self.moment(span["endTimeUnixNano"])
      let code = span["status"]?["code"]
      if code?.whole == 2 || code?.string == "STATUS_CODE_ERROR" { draft.flags.insert(.failed) }
      return
    }
    let times = pieces.compactMap { Self.moment($0["timeUnixNano"]) ?? Self.moment($0["observedTimeUnixNano"]) }
    draft.arrival = times.min()
    if let last = times.max(), last != draft.arrival { draft.end = last }
  }

  private static func moment(_ nanoseconds: JSONValue?) -> Int64? {
    guard let value = nanoseconds?.whole, value > 0 else { return nil }
    return Int64(value / 1_000)
  }
}

/// Which spans have a call of a model inside, so that they are not counted beside it.
///
/// Spans are written when they end, the inner before the outer: what is known of earlier batches is enough.
struct OuterSpans {
  private var ids: Set<Fingerprint> = []

  /// The span that a span or event is, or is of; `nil` if it does not say.
  static func id(of part: JSONValue) -> Fingerprint? { id(part["traceId"], part["spanId"]) }

  private static func id(_ trace: JSONValue?, _ span: JSONValue?) -> Fingerprint? {
    guard let trace = LoggedName(trace), let span = LoggedName(span) else { return nil }
    return trace.fingerprint.then(span.fingerprint)
  }

  /// Those of `spans`, one batch, that are calls without a call inside.
  mutating func innermost(of spans: [JSONValue], isCall: (JSONValue) -> Bool) -> [JSONValue] {
    var parents: [Fingerprint: Fingerprint] = [:]
    for span in spans {
      if let id = Self.id(of: span), let parent = Self.id(span["traceId"], span["parentSpanId"]) { parents[id] = parent }
    }
    let calls = spans.filter(isCall)
    let known = spans.compactMap { Self.id(of: $0) }.filter(ids.contains)
    for inner in calls.compactMap({ Self.id(of: $0) }) + known {
      var next = parents[inner]
      while let span = next, ids.insert(span).inserted { next = parents[span] }
    }
    return calls.filter { Self.id(of: $0).map { !ids.contains($0) } ?? true }
  }
}
