internal import Similarity
internal import Traces
internal import Units

/// LiteLLM's `StandardLoggingPayload`, as its S3, GCS, Azure and HTTP loggers write it.
///
/// Source: litellm 1.109.1, `types/utils.py` and `litellm_core_utils/litellm_logging.py`, and rows made by running it.
struct StandardLogging: LogFormat {
  let name = "litellm"
  let title = "LiteLLM StandardLoggingPayload (S3, GCS, Azure Blob, HTTP callback)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  /// Members that are in every payload; the third is of the older one, whose times are dates.
  private static let signs: [StaticString] = ["model_parameters", "hidden_params", "modelParameters", "status_fields"]

  func matches(_ record: JSONValue) -> Bool {
    guard record["call_type"] != nil, record["startTime"] != nil else { return false }
    return record.first(Self.signs) != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.kind == .object else { return .broken("not a JSON object") }
    let metadata = record["metadata"]

    draft.endpoint = CallType.endpoint(record["call_type"])
    draft.model = LoggedName(record["model"])
    draft.provider = LoggedName(record["custom_llm_provider"])
    if let parameters = record.first(["model_parameters", "modelParameters"]) { draft.parameters.add(membersOf: parameters) }
    readTimes(record, into: &draft)

    draft.organisation = LoggedName(metadata?["user_api_key_org_id"])
    draft.team = LoggedName(metadata?["user_api_key_team_id"]) ?? LoggedName(metadata?["user_api_key_team_alias"])
    draft.user =
      LoggedName(record["end_user"]) ?? LoggedName(metadata?["user_api_key_end_user_id"]) ?? LoggedName(metadata?["user_api_key_user_id"])
    draft.apiKey = LoggedName(metadata?["user_api_key_hash"])

    if let messages = record["messages"] { draft.conversation.read(messages: messages) }
    LiteLLM.flagContent(of: record["messages"], in: &draft)
    if let response = record["response"], !LiteLLM.isRedacted(response) { draft.read(answer: response) }
    draft.usage =
      LiteLLM.usage(record, details: [metadata?["usage_object"], record["response"]?["usage"]])
      ?? (record["prompt_tokens"] == nil ? Usage.read(record["usage"]) ?? draft.answer.usage : nil)
    if let cost = record["response_cost"]?.double { draft.loggedCost = Dollars(cost) }

    let error = record["error_information"]?["error_code"]
    LiteLLM.readStatus(record["status"], code: error, into: &draft)
    if record["cache_hit"]?.bool == true { draft.flags.insert(.loggedHit) }
    draft.losesParameters = draft.flags.contains(.loggedHit) && draft.parameters.isEmpty
    LiteLLM.readIDs(answer: record["id"], call: record["litellm_call_id"], trace: record["trace_id"], start: draft.arrival, into: &draft)
    return .request
  }

  /// Times are epoch seconds with a fraction. `response_time` is not read: for streams it is the time to the first token.
  private func readTimes(_ record: JSONValue, into draft: inout RequestDraft) {
    draft.arrival = Stamp.moment(record["startTime"])
    draft.end = Stamp.moment(record["endTime"])
    if record["stream"]?.bool == true || draft.parameters.wantsStream { draft.flags.insert(.streamed) }
    LiteLLM.readFirstToken(record["completionStartTime"], into: &draft)
  }
}
