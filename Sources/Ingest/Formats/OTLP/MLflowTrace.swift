internal import Units

/// Traces as MLflow exports them, of its second and third schema: `info` beside `data.spans`, the artifact of spans alone, and rows of
/// `search_traces`, whose objects tables have as text. A trace is written anew as OTLP's batch.
///
/// Source: mlflow-tracing 3.17.2, `entities/trace.py`, `entities/span.py` and `tracing/constant.py`.
enum MLflowTrace {
  private static let about: [StaticString] = ["info", "trace_metadata", "request_metadata", "execution_duration", "execution_time_ms"]

  /// Whether a record is such a trace.
  static func isOne(_ record: JSONValue) -> Bool {
    guard record.kind == .object, record["resourceSpans"] == nil else { return false }
    if let spans = record["data"]?["spans"], spans.kind == .array { return record["info"] != nil || isSpan(spans[0]) }
    guard let spans = record["spans"] else { return false }
    if spans.kind == .array { return isSpan(spans[0]) }
    // A table's text.
    return record.first(about) != nil && spans.raw.contains("mlflow.span")
  }

  /// Whether a value is a span with MLflow's attributes.
  private static func isSpan(_ value: JSONValue?) -> Bool {
    value?["attributes"]?.first(["mlflow.spanType", "mlflow.spanInputs", "mlflow.traceRequestId"]) != nil
  }

  /// What a trace is in OTLP's words.
  static func written(_ record: JSONValue) -> [UInt8] {
    var json = JSONWriter()
    json.raw("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":")
    let spans = record["data"]?["spans"] ?? record["spans"]
    if spans?.kind == .string { _ = spans?.withText { json.raw($0) } } else { json.raw(spans?.raw ?? record.raw) }
    json.raw("}]}]}")
    return json.bytes
  }

  /// Takes what MLflow's own attributes say, each of which is the JSON of its value. Counts include what was cached; those of the answer go
  /// before, as older versions gave Anthropic's number.
  static func readFacts(_ attributes: Attributes, into draft: inout RequestDraft) {
    guard attributes["mlflow.spanType"] != nil else { return }
    func name(_ attribute: StaticString) -> LoggedName? {
      attributes[attribute]?.string.flatMap { LoggedName($0.trimming { $0 == "\"" }) }
    }
    draft.model = draft.model ?? name("mlflow.llm.model")
    if let provider = name("mlflow.llm.provider") { draft.provider = LoggedName(ProviderNames.known(provider.text)) }
    draft.read(cost: draft.object(attributes["mlflow.llm.cost"])?["total_cost"])
    guard draft.answer.usage == nil, let usage = draft.object(attributes["mlflow.chat.tokenUsage"]),
      let input = Usage.count(usage["input_tokens"])
    else { return }
    let written = Usage.count(usage["cache_creation_input_tokens"]) ?? 0
    let long = min(Usage.count(usage["cache_creation_input_tokens_above_1hr"]) ?? 0, written)
    draft.usage = Usage.disjoint(
      input: input, read: Usage.count(usage["cache_read_input_tokens"]) ?? 0, write5m: written - long, write1h: long,
      output: Usage.count(usage["output_tokens"]) ?? 0, reasoning: 0)
  }
}

extension String {
  /// Without the characters at both ends that are of a kind.
  fileprivate func trimming(_ isOne: (Character) -> Bool) -> String { String(drop(while: isOne).reversed().drop(while: isOne).reversed()) }
}
