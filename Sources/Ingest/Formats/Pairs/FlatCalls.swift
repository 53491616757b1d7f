internal import Similarity
internal import Traces
internal import Units

/// Records of one's own with everything side by side: prompt, answer, parameters, counts, times; or with all of these but the texts.
///
/// Names that ``CallFacts`` does not know are looked for in ``FlatNames``.
struct FlatCalls: LogFormat {
  let name = "flat"
  let title = "flat records of one's own (model, prompt, answer, counts, times and cost side by side, with or without texts)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  enum Key {
    static let messages: [StaticString] = ["messages", "input_messages", "input"]
    static let history: [StaticString] = ["chat_history", "conversation", "history"]
    static let prompt: [StaticString] = ["prompt", "user_prompt", "user_message", "user_input", "input", "question"]
    static let system: [StaticString] = ["system_prompt", "system", "instructions"]
    static let answer: [StaticString] = [
      "completion", "response_text", "assistant_response", "generated_text", "response", "answer", "output", "reply",
    ]
    static let nested: [StaticString] = [
      "parameters", "params", "model_parameters", "options", "config", "kwargs", "settings", "model_settings",
    ]
  }

  let gathersFacts = true

  private var facts = CallFacts()

  func matches(_ record: JSONValue) -> Bool { record.kind == .object && Self.isCall(record, FlatMembers(record)) }

  /// What else a program writes to the log of its calls is no fault: it has a time too, or tells nothing of a call.
  func accepts(_ record: JSONValue) -> Bool {
    guard record.kind == .object else { return false }
    let names = FlatMembers(record)
    return names.tells(.time, .model) || !names.tells(.prompt, .question, .messages, .input, .output) || Self.isCall(record, names)
  }

  func rewritten(_ record: JSONValue) -> [UInt8]? {
    guard record.kind == .object else { return nil }
    var names = FlatMembers(record)
    names.gather(.facts)
    return names.written(record)
  }

  private static let steps: [StaticString] = ["event", "type", "event_type", "direction", "phase", "kind", "stage"]
  private static let ids: [StaticString] = ["request_id", "requestId", "call_id", "callId", "correlation_id", "trace_id", "traceId", "id"]
  private static let ofAnswer = ["response", "answer", "result", "complete", "finish", "end", "output", "error", "fail"]
  private static let ofRequest = ["request", "prompt", "query", "input", "start", "begin"]

  /// Some programs write a record when they ask and one when they are answered.
  func joint(of part: JSONValue) -> Joint? {
    guard let step = part.first(Self.steps)?.string?.lowercased(), let id = LoggedName(part.first(Self.ids)) else { return nil }
    let isAnswer = Self.ofAnswer.contains { step.contains($0) }
    guard isAnswer || Self.ofRequest.contains(where: { step.contains($0) }) else { return nil }
    let names = FlatMembers(part)
    // What tells both is whole.
    if isAnswer
      ? names.tells(.prompt, .question, .messages) : names.tells(.answer, .result, .usage, .output) || names.isTimed
    {
      return nil
    }
    return Joint(id: id.fingerprint, half: isAnswer ? .answer : .request)
  }

  /// Reads the records of one call as one record, which ended when it was answered.
  private func read(pieces: [JSONValue], into draft: inout RequestDraft) -> Verdict {
    // Whichever was written first.
    let pieces = pieces.filter { joint(of: $0)?.half != .answer } + pieces.filter { joint(of: $0)?.half == .answer }
    guard let first = pieces.first else { return .broken("no record of a call") }
    guard pieces.count > 1 else { return read(first, into: &draft) }
    var json = JSONWriter()
    json.raw("{")
    var names: Set<String> = []
    for piece in pieces {
      var own: [String] = []
      piece.forEachMember { key, value in
        let name = key.string
        guard !names.contains(name) else { return }
        own.append(name)
        json.comma()
        json.string(name.utf8)
        json.raw(":")
        json.raw(value.raw)
      }
      names.formUnion(own)
    }
    if let end = pieces.last?.first(CallFacts.Key.start) {
      json.key("end_time")
      json.raw(end.raw)
    }
    json.raw("}")
    guard let whole = draft.bodies.builtRequest.keep(json.bytes) else { return .broken("records of a call that are no JSON together") }
    return read(whole, into: &draft)
  }

  mutating func examine(_ record: JSONValue) { facts.examine(record) }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    if record.kind == .array { return read(pieces: Array(record.elements), into: &draft) }
    guard record.kind == .object else { return .broken("not a JSON object") }
    if Self.isTotal(record) { return .other("a row of totals") }
    let target = CallTarget(method: record["method"]?.string, uri: record.first(CallFacts.Key.uri)?.string)
    if let cause = target.whyNoRequest { return .other(cause) }
    if let answer = record.given(Key.answer) { draft.read(answer: answer, isOutput: true) }
    readPrompt(record, into: &draft)
    draft.endpoint = target.dialect?.endpoint ?? record.first(CallFacts.Key.model).flatMap(Self.endpoint(ofModel:)) ?? .chat
    // The text of an embedding is no answer.
    if draft.endpoint == .embedding, draft.conversation.isEmpty, let text = record["text"], text.kind == .string {
      draft.conversation.question(text)
      draft.answer.reset()
    }
    readParameters(record, into: &draft)
    // A prompt that is an object has the model that it is for: Humanloop.
    let model = record.given(CallFacts.Key.model)
    draft.model =
      LoggedName(model) ?? LoggedName(model?.given(["id", "name"])) ?? LoggedName(record["prompt"]?["model"]) ?? draft.answer.model
      ?? LoggedName(record.given(Key.nested)?["model"]) ?? LoggedName(record["metadata"]?["model"])
    facts.readModel(record, target, into: &draft)
    facts.readOutcome(record, into: &draft)
    if draft.usage == nil, let body = draft.object(record.first(["raw_response", "response_json", "api_response"])) {
      draft.usage = Usage.read(body["usage"] ?? body["usageMetadata"])
    }
    // Programs that count nothing may write so.
    if draft.usage?.total == 0, draft.answer.fingerprint != nil, !draft.flags.contains(.loggedHit) { draft.usage = nil }
    facts.readTimes(record, into: &draft)
    // A system prompt alone is not what was asked.
    if draft.conversation.turns == 0, draft.conversation.systemPrompt != nil { draft.flags.insert(.noContent) }
    let names = FlatMembers(record)
    if draft.conversation.isEmpty, names.isSum { return .other("a sum of several calls") }
    let isFailure = draft.flags.contains(.failed) && Self.isFailedCall(record, names)
    let isModels = draft.model != nil && (draft.duration != nil || draft.answer.fingerprint != nil)
    let isAsked = !draft.conversation.isEmpty && (draft.model != nil || record["tool"] == nil) && !Self.isOfTool(record, names)
    guard isFailure || isAsked || (draft.usage != nil || draft.loggedCost != nil || isModels) && Self.isCall(record, names) else {
      return .other("a record that tells of no call (neither a prompt nor counts)")
    }
    facts.readCallers(record, into: &draft)
    return .request
  }

  /// What models are for whose names say it.
  private static let kinds: [(word: StaticString, endpoint: Endpoint)] = [
    ("embed", .embedding), ("gpt-image", .image), ("dall-e", .image), ("imagen", .image), ("whisper", .audio), ("tts", .audio),
    ("transcribe", .audio), ("rerank", .rerank),
  ]

  /// What a model is for, if its name says it.
  static func endpoint(ofModel name: JSONValue) -> Endpoint? {
    name.kind == .string ? kinds.first { name.raw.contains($0.word) }?.endpoint : nil
  }

  /// Whether a row of a table sums up those above it, as its first field says.
  private static func isTotal(_ record: JSONValue) -> Bool {
    var first: JSONValue?
    record.forEachMember { _, value in first = first ?? value }
    guard let first, first.raw.count <= 16, let word = first.string?.lowercased() else { return false }
    return ["total", "totals", "grand total", "sum", "summe", "gesamt"].contains(word.filter { $0 != ":" })
  }

  /// The system prompt and what was looked up for the answer, then all messages, or those before and the question.
  private func readPrompt(_ record: JSONValue, into draft: inout RequestDraft) {
    if let system = record.given(Key.system), !system.isNothing { draft.conversation.read(system: system) }
    if let context = record.given(["context"]), !context.isNothing, !Self.isOfCall(context) { draft.conversation.read(system: context) }
    if let instruction = Self.instruction(of: record) {
      draft.conversation.begin(.user)
      draft.conversation.add(text: instruction)
      if let subject = record.given(["input"]), !subject.isNothing { draft.conversation.add(text: subject) }
      return draft.conversation.end()
    }
    let told = record.given(Key.prompt)
    let asked = told.flatMap { $0.kind == .number || CallTarget.isAddress($0) ? nil : $0 }
    let isChat = asked?[0]?.kind == .object
    if let messages = Self.list(record.given(["messages", "input_messages"]) ?? (isChat ? asked : nil), &draft) {
      return read(messages, answered: record.given(Key.answer) != nil, into: &draft)
    }
    if let history = Self.list(record.given(Key.history), &draft) { draft.conversation.read(messages: history) }
    guard let prompt = asked ?? record.given(["messages"]), !prompt.isNothing else { return }
    if prompt.kind == .object, prompt["role"] == nil, let question = prompt.given(["user", "question", "text", "content"]) {
      if let system = prompt.given(["system"]) { draft.conversation.read(system: system) }
      return draft.conversation.question(question)
    }
    if let images = record.given(["images", "image_urls"]), images.count > 0, prompt.kind == .string {
      return draft.conversation.question(prompt, and: images)
    }
    draft.conversation.read(messages: Self.list(prompt, &draft) ?? prompt)
  }

  /// Messages, of which the last is the answer where it is a model's and no other is there.
  private func read(_ messages: JSONValue, answered: Bool, into draft: inout RequestDraft) {
    let last = messages[messages.count - 1]
    guard !answered, messages.count > 1, let last, last["role"]?.isText("assistant") == true else {
      return draft.conversation.read(messages: messages)
    }
    for message in messages.elements where message.index != last.index { draft.conversation.read(messages: message) }
    draft.answer.read(messages: last)
    draft.answer.bytes = last.raw.count
  }

  /// Whether a context is that of the call, and not of the question: an object without texts, lists or documents.
  private static func isOfCall(_ context: JSONValue) -> Bool {
    guard context.kind == .object, context.first(documents) == nil else { return false }
    var isOfCall = true
    context.forEachMember { _, value in
      if value.kind == .object || value.kind == .array && value.count > 0 || value.raw.count > 200 { isOfCall = false }
    }
    return isOfCall
  }

  private static let documents: [StaticString] = ["document", "documents", "text", "content", "page_content", "passage", "chunk", "source"]

  /// A list, or the one that a text is.
  private static func list(_ value: JSONValue?, _ draft: inout RequestDraft) -> JSONValue? {
    guard let value, value.kind == .string else { return value?.kind == .array ? value : nil }
    guard value.isText(beginning: "["), let list = (try? draft.bodies.request.parse(textOf: value)) ?? nil else { return nil }
    return list.kind == .array ? list : nil
  }

  /// What to do with the input, as sets of instructions have it (Alpaca, Dolly).
  static func instruction(of record: JSONValue) -> JSONValue? {
    record["messages"] == nil && record["prompt"] == nil && record["instruction"]?.kind == .string ? record["instruction"] : nil
  }

  private func readParameters(_ record: JSONValue, into draft: inout RequestDraft) {
    record.forEachMember { key, value in
      if CallFacts.Key.parameters.contains(where: { key == $0 }), !value.isNull { draft.parameters.add(key, value) }
    }
    if let nested = record.given(Key.nested), let object = draft.object(nested) { draft.parameters.add(membersOf: object) }
    if draft.parameters.wantsStream || record["streamed"]?.truth == true { draft.flags.insert(.streamed) }
  }
}
