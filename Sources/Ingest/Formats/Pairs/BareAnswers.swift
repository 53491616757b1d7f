internal import Similarity
internal import Traces
internal import Units

/// Answers alone, as OpenAI lists what it stored and as loggers keep that forget the question: times in whole seconds, counts, parameters,
/// no prompt.
///
/// Sources: OpenAI's API reference, "list chat completions", "the response object" and "response.done" of its Realtime interface, whose
/// prompts are behind a call of their own or in other events; Gemini's and Ollama's API references.
struct BareAnswers: LogFormat {
  let name = "answers"
  let title = "answers alone (OpenAI's stored completions and responses; no prompt)"
  let contents: LogContents = [.usage]

  private static let kinds: [StaticString] = ["chat.completion", "text_completion", "response", "message", "realtime.response"]
  /// When it was logged, as who keeps answers adds it.
  private static let ends: [StaticString] = ["logged_at", "saved_at", "timestamp", "@timestamp", "ts", "time"]

  private static func isOllamas(_ record: JSONValue) -> Bool {
    record["done"]?.bool != nil && record["model"]?.kind == .string && record.first(["eval_count", "prompt_eval_count"]) != nil
      && record.first(["prompt", "messages", "request"]) == nil
  }

  private static func isGeminis(_ record: JSONValue) -> Bool {
    record["candidates"]?.kind == .array && record.first(["usageMetadata", "modelVersion"]) != nil && record["contents"] == nil
  }

  func matches(_ record: JSONValue) -> Bool {
    if Self.isOllamas(record) || Self.isGeminis(record) { return true }
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
    draft.end = draft.moment(record.given(Self.ends))
    if Self.isOllamas(record) {
      draft.end = draft.end ?? draft.moment(record["created_at"])
      draft.duration = Stamp.span(record["total_duration"], unit: 1e-3)
      if draft.usage == nil, let input = Usage.count(record["prompt_eval_count"]) {
        draft.usage = TokenUsage(uncachedInput: input, output: Usage.count(record["eval_count"]) ?? 0)
      }
    }
    draft.coarseTime = draft.answer.created
    draft.user = LoggedName(record["user"])
    draft.answerID = draft.answer.id
    draft.recordID = draft.answer.id
    if draft.answer.isError { draft.flags.insert(.failed) }
    return .request
  }
}
