internal import Similarity
internal import Traces
internal import Units

/// Messages of Dify's applications: rows of its table `messages`, or as its interface gives them.
///
/// Source: langgenius/dify, `models/model.py`. A row is a question to an application and its answer; where that asks models several times,
/// the counts are of all of them. Earlier turns are in other rows: only the prompt that was built has them.
struct Dify: LogFormat {
  let name = "dify"
  let title = "Dify messages (table dumps)"
  let contents: LogContents = [.texts, .times, .usage, .tenants]

  func matches(_ record: JSONValue) -> Bool {
    guard record["query"] != nil, record["answer"] != nil else { return false }
    return record["message_tokens"] != nil && record["answer_tokens"] != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    draft.endpoint = .chat
    readPrompt(record, into: &draft)
    draft.answer.add(text: record["answer"])
    draft.answer.bytes = record["answer"]?.withText { $0.count } ?? 0
    draft.model = LoggedName(record["model_id"])
    // With the plugin that it comes from: langgenius/openai/openai.
    draft.provider = record["model_provider"]?.lastPart.flatMap { LoggedName(ProviderNames.known($0.text)) }

    draft.duration = Stamp.span(record["provider_response_latency"], unit: 1e6).flatMap { $0 > 0 ? $0 : nil }
    draft.arrival = draft.moment(record["created_at"])
    if let input = Usage.count(record["message_tokens"]), let output = Usage.count(record["answer_tokens"]), input + output > 0 {
      draft.usage = TokenUsage(uncachedInput: input, output: output)
    }
    if LoggedName(record["currency"]).map({ $0.text.uppercased() == "USD" }) ?? true, draft.usage != nil {
      draft.read(cost: record.given(["total_price"]))
    }
    if record["status"]?.isText("error") == true || record["error"]?.isNothing == false { draft.flags.insert(.failed) }
    draft.team = LoggedName(record["app_id"])
    draft.user = LoggedName(record.given(["from_end_user_id"])) ?? LoggedName(record["from_account_id"])
    draft.call = LoggedName(record["id"])?.fingerprint
    draft.recordID = draft.call
    return .request
  }

  /// The prompt that was built, else what was asked: with a parent, which calls by the interface always have, the turns before are not known.
  private func readPrompt(_ record: JSONValue, into draft: inout RequestDraft) {
    let column = record["message"]
    let built = column?.kind == .string ? column.flatMap { try? draft.bodies.request.parse(textOf: $0) } ?? nil : column
    if let messages = built, messages.kind == .array, messages[0]?["role"] != nil { return draft.conversation.read(messages: messages) }
    if let query = record["query"] { draft.conversation.question(query) }
    if LoggedName(record["parent_message_id"]) != nil { draft.flags.insert(.missingContext) }
  }
}
