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
  private static let signs: [StaticString] = ["model_parameters", "hidden_params", "modelParameters", "status_fields", "litellm_call_id"]

  private static let objects: [StaticString] = [
    "metadata", "model_parameters", "modelParameters", "hidden_params", "error_information", "response", "usage", "model_map_information",
  ]

  func matches(_ record: JSONValue) -> Bool {
    // What its callbacks are called with has it inside.
    if let payload = record["standard_logging_object"], payload["call_type"] != nil { return true }
    guard record["call_type"] != nil, record["startTime"] != nil else { return false }
    return record.first(Self.signs) != nil
  }

  func rewritten(_ record: JSONValue) -> [UInt8]? {
    if let payload = record["standard_logging_object"], payload.kind == .object {
      return payload.withoutTexts(Self.objects) ?? Array(payload.raw)
    }
    var names = Self.objects
    // A prompt may begin like a list.
    if record["messages"]?.isText(beginning: "[{") == true { names.append("messages") }
    return record.withoutTexts(names)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.kind == .object else { return .broken("not a JSON object") }
    return record.withFields(Member.self) { read($0, into: &draft) }
  }

  func readAtOnce(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict? {
    record.withFields(Member.self) { members in
      guard members[.callType] != nil, members[.startTime] != nil,
        let sign = members[.modelParameters] ?? members[.hiddenParams] ?? members[.olderParameters] ?? members[.statusFields],
        // As texts, as tables keep them, objects are put in place first.
        sign.kind != .string, members[.metadata]?.kind != .string, members[.messages]?.kind != .string
      else { return nil }
      draft.reset()
      return read(members, into: &draft)
    }
  }

  private func read(_ record: JSONFound<Member>, into draft: inout RequestDraft) -> Verdict {
    draft.endpoint = CallType.endpoint(record[.callType])
    if draft.endpoint == .other, let cause = CallType.whyNoCall(record[.callType]) { return .other(cause) }
    draft.model = LoggedName(record[.model])
    draft.provider = LoggedName(record[.provider])
    if let parameters = record[.modelParameters] ?? record[.olderParameters] { draft.read(parameters: parameters) }
    readTimes(record, into: &draft)

    draft.user = LoggedName(record[.endUser])
    let counted: JSONValue? = record[.metadata]?.withFields(Metadata.self) { metadata in
      draft.organisation = LoggedName(metadata[.organisation])
      draft.team = LoggedName(metadata[.team]) ?? LoggedName(metadata[.teamAlias])
      draft.user = draft.user ?? LoggedName(metadata[.endUser]) ?? LoggedName(metadata[.user])
      draft.apiKey = LoggedName(metadata[.keyHash])
      return metadata[.usage]
    }

    // The Responses interface asks for more than its input, and LiteLLM keeps that among the parameters.
    if draft.endpoint == .responses, let parameters = record[.modelParameters] {
      if let instructions = parameters["instructions"] { draft.conversation.read(system: instructions) }
      if let last = parameters.given(["previous_response_id", "conversation"]), !last.isNothing { draft.flags.insert(.missingContext) }
    }
    if let messages = record[.messages] {
      // Texts that are embedded are asked at once.
      if draft.endpoint == .embedding { draft.conversation.question(messages) } else { draft.conversation.read(messages: messages) }
    }
    LiteLLM.flagContent(of: record[.messages], in: &draft)
    let response = record[.response]
    draft.answer.isInRecord = true
    if let response, !LiteLLM.isRedacted(response) { draft.read(answer: response) }
    if draft.mayBeAlias {
      LiteLLM.nameServed(LoggedName(response?["model"]), record.object["model_map_information"]?["model_map_key"], in: &draft)
    }
    draft.usage =
      LiteLLM.usage(
        input: record[.promptTokens], output: record[.completionTokens], status: record[.status], details: counted,
        ofAnswer: response?["usage"], answered: draft.answer.usageMember ?? draft.answer.usage)
      ?? (record[.promptTokens] == nil ? Usage.read(record[.usage]) ?? draft.answer.usage : nil)
    draft.read(cost: record[.cost])

    LiteLLM.readStatus(record[.status], code: record[.error]?["error_code"], into: &draft)
    if record[.cacheHit]?.truth == true { draft.flags.insert(.loggedHit) }
    draft.losesParameters = draft.flags.contains(.loggedHit) && draft.parameters.isEmpty
    LiteLLM.readIDs(answer: record[.id], call: record[.callID], trace: record[.traceID], start: draft.arrival, into: &draft)
    return .request
  }

  /// Times are epoch seconds with a fraction. `response_time` is not read: for streams it is the time to the first token.
  private func readTimes(_ record: JSONFound<Member>, into draft: inout RequestDraft) {
    draft.arrival = draft.moment(record[.startTime])
    draft.end = draft.moment(record[.endTime])
    if record[.stream]?.truth == true || draft.parameters.wantsStream { draft.flags.insert(.streamed) }
    LiteLLM.readFirstToken(record[.completionStartTime], into: &draft)
  }

  /// Members of a payload.
  private enum Member: Int, JSONFields {
    case id, callID, traceID, callType, cacheHit, stream, status, error, startTime, endTime, completionStartTime
    case model, provider, cost, promptTokens, completionTokens, usage, endUser, metadata, messages, response
    case modelParameters, hiddenParams, olderParameters, statusFields

    static let names: [StaticString] = [
      "id", "litellm_call_id", "trace_id", "call_type", "cache_hit", "stream", "status", "error_information", "startTime", "endTime",
      "completionStartTime", "model", "custom_llm_provider", "response_cost", "prompt_tokens", "completion_tokens", "usage", "end_user",
      "metadata", "messages", "response", "model_parameters", "hidden_params", "modelParameters", "status_fields",
    ]
    static let table = JSONFieldTable(names)
  }

  /// Members of its metadata.
  private enum Metadata: Int, JSONFields {
    case organisation, team, teamAlias, endUser, user, keyHash, usage

    static let names: [StaticString] = [
      "user_api_key_org_id", "user_api_key_team_id", "user_api_key_team_alias", "user_api_key_end_user_id", "user_api_key_user_id",
      "user_api_key_hash", "usage_object",
    ]
    static let table = JSONFieldTable(names)
  }
}
