internal import Similarity
internal import Traces
internal import Units

/// Records of one's own with everything side by side: prompt, answer, parameters, counts, times.
struct FlatCalls: LogFormat {
  let name = "flat"
  let title = "flat records of one's own (model, messages or prompt, answer, counts and times side by side)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  private enum Key {
    static let messages: [StaticString] = ["messages", "conversation", "chat_history", "input_messages", "input"]
    static let prompt: [StaticString] = ["prompt", "input", "question", "user_prompt", "user_message", "user_input"]
    static let system: [StaticString] = ["system", "system_prompt", "instructions"]
    static let answer: [StaticString] = [
      "response", "completion", "answer", "output", "response_text", "reply", "assistant_response", "generated_text",
    ]
    static let nested: [StaticString] = ["parameters", "params", "model_parameters", "options", "config"]
  }

  private var facts = CallFacts()

  func matches(_ record: JSONValue) -> Bool {
    let facts = CallFacts.Key.self
    // A chat tells itself; other prompts need a sign that a model answers them.
    if let first = record.first(Key.messages)?[0], first["role"] != nil || LangChainMessage(first) != nil {
      return [Key.answer, facts.start, facts.usage, facts.input, facts.milliseconds].contains { record.first($0) != nil }
    }
    guard record.first(Key.prompt)?.kind == .string || record.first(Key.messages)?.kind == .string else { return false }
    if record.first(Key.answer) != nil { return true }
    return record.first(facts.model)?.kind == .string && [facts.start, facts.usage, facts.input].contains { record.first($0) != nil }
  }

  mutating func examine(_ record: JSONValue) { facts.examine(record) }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.kind == .object else { return .broken("not a JSON object") }
    if let answer = record.given(Key.answer) { draft.read(answer: answer) }
    if let system = record.given(Key.system) { draft.conversation.read(system: system) }
    if let messages = record.given(Key.messages) ?? record.given(Key.prompt) {
      let list = messages.kind == .string ? (try? draft.bodies.request.parse(textOf: messages)) ?? nil : messages
      draft.conversation.read(messages: list?.kind == .array ? list ?? messages : messages)
    }
    draft.endpoint = .chat
    readParameters(record, into: &draft)
    // A prompt that is an object has the model that it is for: Humanloop.
    draft.model = LoggedName(record.given(CallFacts.Key.model)) ?? LoggedName(record["prompt"]?["model"]) ?? draft.answer.model
    facts.readModel(record, CallTarget(method: nil, uri: record.first(CallFacts.Key.uri)?.string), into: &draft)
    facts.readOutcome(record, into: &draft)
    facts.readTimes(record, into: &draft)
    facts.readCallers(record, into: &draft)
    return .request
  }

  private func readParameters(_ record: JSONValue, into draft: inout RequestDraft) {
    record.forEachMember { key, value in
      if CallFacts.Key.parameters.contains(where: { key == $0 }), !value.isNull { draft.parameters.add(key, value) }
    }
    if let nested = record.given(Key.nested), let object = draft.object(nested) { draft.parameters.add(membersOf: object) }
    if draft.parameters.wantsStream || record["streamed"]?.truth == true { draft.flags.insert(.streamed) }
  }
}
