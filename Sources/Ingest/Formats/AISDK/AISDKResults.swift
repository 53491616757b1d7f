internal import Similarity
internal import Traces
internal import Units

/// What Vercel's AI SDK gives back, logged as JSON: the result of `generateText`, `streamText` and `generateObject`, the events of `onFinish`
/// and `onStepFinish`; each step of a call of several is a request.
///
/// Sources: vercel/ai, `generate-text/step-result.ts`, `generate-text-result.ts`, `types/language-model-response-metadata.ts`. Stamps of
/// answers are the provider's, mostly in whole seconds. The body that was sent is the prompt; without it, what the program logged beside.
struct AISDKResults: LogFormat {
  let name = "ai-sdk"
  let title = "Vercel AI SDK results (generateText, streamText, onFinish, onStepFinish)"
  let contents: LogContents = [.texts, .times, .usage, .tenants]

  private enum Key {
    static let result: [StaticString] = ["result", "event", "output", "response"]
    static let messages: [StaticString] = ["messages", "prompt", "input"]
    static let parameters: [StaticString] = [
      "maxOutputTokens", "maxTokens", "topP", "topK", "stopSequences", "presencePenalty", "frequencyPenalty", "toolChoice",
    ]
  }

  private var facts = CallFacts()

  /// The result that a record is, or holds.
  private static func result(_ record: JSONValue) -> JSONValue? {
    if isResult(record) { return record }
    return record.first(Key.result).flatMap { isResult($0) ? $0 : nil }
  }

  private static func isResult(_ value: JSONValue) -> Bool {
    guard value.kind == .object else { return false }
    if let steps = value["steps"], steps.kind == .array, let first = steps[0] { return isStep(first) }
    return isStep(value)
  }

  private static func isStep(_ value: JSONValue) -> Bool {
    guard let response = value["response"], response.kind == .object, response["modelId"]?.kind == .string else { return false }
    return value["finishReason"] != nil || value["usage"]?.first(["inputTokens", "promptTokens"]) != nil
  }

  private static func steps(_ record: JSONValue) -> [JSONValue] {
    guard let result = result(record) else { return [] }
    let steps = result["steps"].map { Array($0.elements) } ?? []
    return steps.allSatisfy(isStep) && !steps.isEmpty ? steps : [result]
  }

  func matches(_ record: JSONValue) -> Bool { Self.result(record) != nil }

  mutating func examine(_ record: JSONValue) { facts.examine(record) }

  mutating func parts(of record: JSONValue) -> [JSONValue]? { Self.steps(record) }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict { read(record, of: record, into: &draft) }

  func read(_ step: JSONValue, of record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard Self.isStep(step) else { return .other("an object of the AI SDK without an answer") }
    let steps = Self.steps(record)
    let position = steps.firstIndex { $0.raw.baseAddress == step.raw.baseAddress } ?? 0
    draft.answer.bytes = step["text"].flatMap { $0.withText { $0.count } } ?? step["content"]?.raw.count ?? 0
    draft.answer.read(step)
    draft.answer.end(step["finishReason"]?["unified"])
    if let object = step.given(["object"]), draft.answer.fingerprint == nil { draft.answer.add(part: object) }
    let isRead = draft.read(requestBody: step["request"]?["body"]) || draft.read(requestBody: record["request"])
    if !isRead { readPrompt(record, before: position > 0 ? steps[position - 1] : nil, into: &draft) }
    if draft.endpoint == .unknown { draft.endpoint = .chat }

    let metadata = step.given(["providerMetadata", "experimental_providerMetadata"])
    let served = LoggedName(step["response"]?["modelId"])
    draft.model = draft.model ?? LoggedName(step["model"]?["modelId"]) ?? LoggedName(record["model"]) ?? served
    draft.provider = ProviderNames.known(step["model"]?["provider"] ?? record["provider"]) ?? provider(metadata)
    draft.nameServed(served)
    // Of several steps the record tells the times of all together, and the id of none.
    if steps.count == 1 { facts.readTimes(record, into: &draft) }
    draft.coarseTime = Stamp.moment(step["response"]?["timestamp"])
    if steps.count > 1, let start = Stamp.moment(record.first(["startTime", "start_time", "startedAt"])), position == 0 {
      draft.arrival = start
    }
    draft.usage = Usage.aiSDK(step["usage"], metadata: metadata)
    draft.read(cost: metadata?["gateway"]?["cost"])
    draft.answerID = LoggedName(step["response"]?["id"])?.fingerprint
    draft.recordID = draft.answerID
    facts.readCallers(record, into: &draft)
    if CallOutcome.hasFailed(record) { draft.flags.insert(.failed) }
    return .request
  }

  /// What the program logged beside the result, with the turns of the steps before.
  private func readPrompt(_ record: JSONValue, before step: JSONValue?, into draft: inout RequestDraft) {
    guard let messages = record.given(Key.messages) else { return }
    if let system = record.given(["system", "instructions"]) { draft.conversation.read(system: system) }
    draft.conversation.read(messages: messages)
    if let turns = step?["response"]?["messages"] { draft.conversation.read(messages: turns) }
    record.forEachMember { key, value in
      let isParameter = CallFacts.Key.parameters.contains { key == $0 } || Key.parameters.contains { key == $0 }
      if isParameter, !value.isNull { draft.parameters.add(key, value) }
    }
  }

  /// Providers have their own objects in the metadata; the gateway's is of whoever answered in the end.
  private func provider(_ metadata: JSONValue?) -> LoggedName? {
    if let routed = ProviderNames.known(metadata?["gateway"]?["routing"]?["finalProvider"]) { return routed }
    var name: String?
    metadata?.forEachMember { key, _ in name = name ?? (key == "gateway" ? nil : key.string) }
    return name.flatMap { LoggedName(ProviderNames.known($0)) }
  }
}
