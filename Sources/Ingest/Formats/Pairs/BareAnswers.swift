internal import Similarity
internal import Traces
internal import Units

/// Answers alone, as OpenAI lists what it stored and as loggers keep that forget the question: times in whole seconds, counts, parameters,
/// no prompt.
///
/// Source: OpenAI's API reference, "list chat completions" and "the response object"; prompts are behind a call of their own.
struct BareAnswers: LogFormat {
  let name = "answers"
  let title = "answers alone (OpenAI's stored completions and responses; no prompt)"
  let contents: LogContents = [.usage]

  private static let kinds: [StaticString] = ["chat.completion", "text_completion", "response", "message"]

  func matches(_ record: JSONValue) -> Bool {
    guard let kind = record["object"]?.string ?? record["type"]?.string else { return false }
    return Self.kinds.contains { "\($0)" == kind } && record.first(["choices", "output", "content"]) != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    draft.read(answer: record)
    draft.endpoint = draft.answer.dialect?.endpoint ?? .unknown
    draft.model = draft.answer.model
    for name: StaticString in ["temperature", "top_p", "seed", "max_output_tokens", "response_format", "tools", "tool_choice"] {
      guard let value = record[name], !value.isNull else { continue }
      record.forEachMember { key, member in if key == name { draft.parameters.add(key, member) } }
    }
    draft.usage = draft.answer.usage
    draft.coarseTime = draft.answer.created
    draft.user = LoggedName(record["user"])
    draft.answerID = draft.answer.id
    draft.recordID = draft.answer.id
    if draft.answer.isError { draft.flags.insert(.failed) }
    return .request
  }
}
