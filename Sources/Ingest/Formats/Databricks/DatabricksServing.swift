internal import Similarity
internal import Traces
internal import Units

/// Databricks' tables of what its endpoints served: inference tables (of the AI Gateway and the older ones), with bodies, and
/// `system.serving.endpoint_usage`, with counts alone; as JSON or CSV.
///
/// Source: Databricks' documentation, "Monitor served models using AI Gateway-enabled inference tables", "Inference tables for monitoring
/// and debugging models" and "Model serving system tables". Stamps are of the request's arrival; the model is in the bodies, else in what
/// was joined from `served_entities`.
struct DatabricksServing: LogFormat {
  let name = "databricks"
  let title = "Databricks model serving (inference tables, system.serving.endpoint_usage)"
  let contents: LogContents = [.texts, .times, .usage, .tenants]

  private enum Key {
    static let id: [StaticString] = ["databricks_request_id", "dbx_request_id"]
    static let signs: [StaticString] = ["request", "response", "input_token_count", "served_entity_id"]
    static let entity: [StaticString] = ["entity_name", "served_entity_name", "model_name", "endpoint_name", "served_entity_id"]
  }

  func matches(_ record: JSONValue) -> Bool { record.first(Key.id) != nil && record.first(Key.signs) != nil }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    if let answer = record.given(["response"]) { draft.read(answer: answer) }
    draft.read(requestBody: record.given(["request"]))
    let served = draft.object(record["request_metadata"])
    draft.model = draft.model ?? draft.answer.model ?? entity(record.given(Key.entity) ?? served?.given(Key.entity))
    draft.nameServed(draft.answer.model)
    draft.provider = LoggedName("databricks")
    if draft.endpoint == .unknown { draft.endpoint = draft.answer.dialect?.endpoint ?? .chat }
    if record["request_streaming"]?.truth == true { draft.flags.insert(.streamed) }

    draft.arrival = draft.moment(record.given(["request_time", "timestamp_ms", "timestamp"]))
    draft.duration = Stamp.span(record.given(["execution_duration_ms", "execution_time_ms"]), unit: 1e3)
    draft.usage = draft.answer.usage ?? usage(record, in: &draft)
    draft.read(status: record["status_code"])
    if draft.answer.isError { draft.flags.insert(.failed) }
    readCallers(record, into: &draft)
    draft.answerID = draft.answer.id
    draft.recordID = LoggedName(record.first(Key.id))?.fingerprint
    if let share = record["sampling_fraction"]?.numeric, share < 1 { draft.note = draft.note ?? .sampled }
    return .request
  }

  private func usage(_ record: JSONValue, in draft: inout RequestDraft) -> TokenUsage? {
    guard let input = draft.count(record["input_token_count"]) else { return nil }
    return TokenUsage(uncachedInput: input, output: draft.count(record["output_token_count"]) ?? 0)
  }

  /// Who is charged, by the context that callers send along; else whoever has the rights.
  private func readCallers(_ record: JSONValue, into draft: inout RequestDraft) {
    let context = draft.object(record["usage_context"])
    draft.organisation = LoggedName(context?.first(CallFacts.Key.organisation)) ?? LoggedName(record["workspace_id"])
    draft.team = LoggedName(context?.first(CallFacts.Key.team))
    draft.user =
      LoggedName(context?.given(["end_user", "end_user_to_charge", "user", "user_id"])) ?? draft.user ?? LoggedName(record["requester"])
  }

  /// The name of a model by what is served: `system.ai.databricks-claude-sonnet-4` is the model after the dots of its catalogue. A copy, as it
  /// may be of metadata in text.
  private func entity(_ value: JSONValue?) -> LoggedName? {
    guard let name = value?.string else { return nil }
    let catalogue = "system.ai."
    return LoggedName(name.hasPrefix(catalogue) ? String(name.dropFirst(catalogue.count)) : name)
  }
}
