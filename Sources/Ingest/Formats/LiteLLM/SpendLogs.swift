internal import Similarity
internal import Traces
internal import Units

/// Rows of LiteLLM's table `LiteLLM_SpendLogs`, as JSON or CSV.
///
/// Source: litellm 1.109.1, `proxy/schema.prisma` and `proxy/spend_tracking`. Prompts are in `proxy_server_request`, and only if
/// `store_prompts_in_spend_logs` was on; by default each of their texts is cut to 2,048 characters around a mark.
struct SpendLogs: LogFormat {
  let name = "litellm-spend"
  let title = "LiteLLM SpendLogs rows (JSON, CSV)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  func matches(_ record: JSONValue) -> Bool {
    record["call_type"] != nil && record["spend"] != nil && record["request_id"] != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.kind == .object else { return .broken("not a JSON object") }
    if let cause = CallType.whyNoCall(record["call_type"]) { return .other(cause) }
    draft.endpoint = CallType.endpoint(record["call_type"])
    draft.provider = LoggedName(record["custom_llm_provider"])
    readPrompt(record, into: &draft)
    draft.model = LoggedName(record["model"]) ?? draft.model

    draft.arrival = draft.moment(record.first(["startTime", "start_time", "starttime"]))
    draft.end = draft.moment(record.first(["endTime", "end_time", "endtime"]))
    if draft.arrival == nil || draft.end == nil { draft.duration = Stamp.span(record["request_duration_ms"], unit: 1e3) }
    if draft.parameters.wantsStream { draft.flags.insert(.streamed) }
    LiteLLM.readFirstToken(record.first(["completionStartTime", "completion_start_time", "completionstarttime"]), into: &draft)

    draft.organisation = LoggedName(record["organization_id"])
    draft.team = LoggedName(record["team_id"])
    draft.user = LoggedName(record["end_user"]) ?? LoggedName(record["user"])
    draft.apiKey = LoggedName(record["api_key"])

    if let response = record["response"], !LiteLLM.isRedacted(response), response.string != "{}" { draft.read(answer: response) }
    var metadata = record["metadata"]
    if let text = metadata, text.kind == .string { metadata = (try? draft.bodies.metadata.parse(textOf: text)) ?? nil }
    readUsage(record, metadata, into: &draft)
    LiteLLM.nameServed(draft.answer.model, metadata?["model_map_information"]?["model_map_key"], in: &draft)
    draft.read(cost: record["spend"])
    LiteLLM.readStatus(record["status"], code: metadata?["error_information"]?["error_code"], into: &draft)
    let hit = record["cache_hit"]
    if hit?.truth == true { draft.flags.insert(.loggedHit) }
    LiteLLM.readIDs(
      answer: record["request_id"], call: record["litellm_call_id"], trace: record["session_id"], start: draft.arrival, into: &draft)
    return .request
  }

  /// The body of the request, an object or its text; in older rows it stands in the metadata, or the messages in a column of their own.
  private func readPrompt(_ record: JSONValue, into draft: inout RequestDraft) {
    if let body = record["proxy_server_request"] ?? record["metadata"]?["proxy_server_request"] { read(body: body, into: &draft) }
    guard draft.conversation.isEmpty, let column = record["messages"] else { return }
    let messages = column.kind == .string ? (try? draft.bodies.request.parse(textOf: column)) ?? column : column
    guard messages.kind == .array else { return }
    draft.conversation.read(messages: messages)
    LiteLLM.flagContent(of: messages, in: &draft)
  }

  private func read(body: JSONValue, into draft: inout RequestDraft) {
    var body = body
    if body.raw.contains("(litellm_truncated skipped") { draft.flags.insert(.truncatedPrompt) }
    if body.raw.contains("[base64_data truncated") { draft.flags.insert(.truncatedPrompt) }
    if body.kind == .string { body = (try? draft.bodies.request.parse(textOf: body)) ?? body }
    guard body.kind == .object, let dialect = Dialect.of(request: body, answered: nil) else { return }
    let endpoint = draft.endpoint
    draft.read(request: body, in: dialect)
    if endpoint != .unknown { draft.endpoint = endpoint }
  }

  /// How many of the tokens were cached or of reasoning stands in the metadata, or in the answer, where the row has it.
  private func readUsage(_ record: JSONValue, _ metadata: JSONValue?, into draft: inout RequestDraft) {
    draft.usage =
      LiteLLM.usage(
        input: record["prompt_tokens"], output: record["completion_tokens"], status: record["status"], details: metadata?["usage_object"],
        ofAnswer: record["response"]?["usage"], answered: draft.answer.usage)
      ?? draft.answer.usage
    guard let additional = metadata?["additional_usage_values"], var usage = draft.usage, usage.input == usage.uncachedInput else {
      return
    }
    let read = Usage.count(additional["cache_read_input_tokens"]) ?? Usage.count(additional["prompt_tokens_details"]?["cached_tokens"])
    let thought = Usage.count(additional["completion_tokens_details"]?["reasoning_tokens"])
    let written = Usage.count(additional["cache_creation_input_tokens"]) ?? 0
    let isBeside = Usage.isBeside(additional["prompt_tokens_details"])
    usage = Usage.disjoint(
      input: usage.uncachedInput + (isBeside ? written : 0), read: read ?? 0, write5m: written, write1h: 0,
      output: usage.output, reasoning: max(usage.reasoning, thought ?? 0))
    draft.usage = usage
  }
}
