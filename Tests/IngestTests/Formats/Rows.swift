import Ingest
import Testing
import Traces
import Units

/// Reads logs from memory.
func ingest(_ logs: [UInt8]..., options: IngestOptions = IngestOptions()) throws -> IngestResult {
  let inputs = logs.enumerated().map { index, bytes in
    LogInput(name: "log\(index + 1)", size: bytes.count) { ArraySource(bytes) }
  }
  return try Ingest.read(inputs, options: options)
}

/// Reads a log of JSON lines from memory.
func ingest(_ text: String, options: IngestOptions = IngestOptions()) throws -> Trace {
  try ingest(Array(text.utf8), options: options).trace
}

/// The requests of a log, each on a line, which is told to be of a format.
func rows(_ log: String, _ format: String) throws -> [String] {
  let trace = try ingest(log)
  #expect(trace.log.sources[0].format == format)
  return trace.rows
}

/// A text as JSON has it.
func quoted(_ text: String) -> String {
  let escapes = [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("\t", "\\t")]
  return "\"" + escapes.reduce(text) { $0.replacing($1.0, with: $1.1) } + "\""
}

extension Trace {
  /// Each request on a line, with its canonical values; those that are absent are left out, and how they were written.
  var rows: [String] { (0..<requests.count).map(row) }

  func row(_ i: Int) -> String {
    let request = requests[i]
    var out = [Timestamp(microseconds: request.arrival).description]
    if let duration = request.duration { out.append("\(duration)us") }
    if let first = request.firstToken { out.append("first=\(first)us") }
    let usage = request.usage
    if request.flags.contains(.hasUsage) {
      let writes = "\(usage.cacheWrite5m)+\(usage.cacheWrite1h)"
      out.append("in=\(usage.uncachedInput) read=\(usage.cacheRead) write=\(writes) out=\(usage.output) think=\(usage.reasoning)")
    }
    if let cost = request.loggedCost { out.append("$\(plain(cost.value, decimals: 9))") }
    if request.status != 0 { out.append("status=\(request.status)") }
    let parameter = Int(request.parameters)
    for field in KeyField.ofParameters { append(field, parameters[field]?[parameter] ?? 0, to: &out) }
    for field in KeyField.ofPrompts { append(field, prompts[field]?[Int(request.prompt)] ?? 0, to: &out) }
    for field in KeyField.ofCallers { append(field, callers[field]?[Int(request.caller)] ?? 0, to: &out) }
    if request.answer != 0 { out.append("answer=\(request.answer)") }
    if request.call != 0 { out.append("call=\(request.call)") }
    if let original = originals[UInt32(i)] { out.append("original=\(original)") }
    return (out + [request.flags.words]).filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func append(_ field: KeyField, _ id: UInt32, to out: inout [String]) {
    guard id != 0, !KeyField.ofWriting.contains(field) else { return }
    switch field {
    case .endpoint: out.append(Endpoint(rawValue: UInt8(id))?.name ?? "?")
    case .temperature: out.append("temperature=\(temperatures[Int(id)].map { plain($0, decimals: 3) } ?? "null")")
    default: out.append("\(field.rawValue)=\(names[field]?[Int(id)] ?? String(id))")
    }
  }

  /// The trace without what says which file a request came from.
  var withoutSources: [String] {
    rows + zip(requests.answerBytes, normalForms.stems.map { Optional($0) } + Array(repeating: nil, count: requests.count)).map { "\($0)" }
  }

  /// Causes of records set aside, with their counts; broken ones with a mark.
  var setAside: [String] { log.setAside.map { "\($0.count) \($0.isBad ? "bad: " : "")\($0.cause)" } }
}

extension RequestFlags {
  var words: String {
    let names: [(RequestFlags, String)] = [
      (.streamed, "streamed"), (.failed, "failed"), (.truncatedPrompt, "truncated"), (.noContent, "no-content"),
      (.missingContext, "missing-context"), (.calledTools, "called-tools"), (.unfinishedAnswer, "unfinished"), (.loggedHit, "hit"),
      (.loggedSemanticHit, "semantic-hit"), (.skipCache, "skip"), (.noStore, "no-store"), (.refreshCache, "refresh"), (.batch, "batch"),
      (.noTime, "no-time"), (.coarseTime, "coarse-time"), (.redactedParts, "redacted"),
      (.flex, "flex"), (.priority, "priority"),
    ]
    return names.filter { contains($0.0) }.map(\.1).joined(separator: " ")
  }
}
