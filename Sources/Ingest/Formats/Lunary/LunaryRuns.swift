internal import Similarity
internal import Traces
internal import Units

/// Runs of Lunary, as its interface and its pages give them; those of type `llm` are calls, whose model is their name.
///
/// Source: lunary-ai/lunary, `packages/backend/src/api/v1/runs`; lunary 1.4.41 for the counts that clients send.
struct LunaryRuns: LogFormat {
  let name = "lunary"
  let title = "Lunary runs (API and UI exports)"
  let contents: LogContents = [.texts, .times, .usage, .tenants]

  private static let kinds: [StaticString] = ["llm", "embed", "chain", "agent", "tool", "retriever", "thread", "chat", "custom-event"]

  func matches(_ record: JSONValue) -> Bool {
    guard let type = record["type"], Self.kinds.contains(where: { type.isText($0) }), record["createdAt"] != nil else { return false }
    return record["endedAt"] != nil && record.first(["tokens", "templateVersionId", "siblingRunId", "parentRunId"]) != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record["type"]?.isText("llm") == true else { return .other("a run that is no call of a model (a chain, an agent, a tool …)") }
    draft.endpoint = .chat
    if let input = record.given(["input"]) { draft.conversation.read(messages: input) }
    if let output = record.given(["output"]) {
      draft.answer.bytes = output.raw.count
      if output.kind == .string { draft.answer.add(text: output) } else { draft.answer.read(messages: output) }
    }
    if let parameters = record["params"], parameters.kind == .object { draft.parameters.add(membersOf: parameters) }
    if draft.parameters.wantsStream { draft.flags.insert(.streamed) }
    draft.model = LoggedName(record["name"])
    let tokens = record["tokens"]
    if let input = Usage.count(tokens?["prompt"]) {
      draft.usage = Usage.disjoint(
        input: input, read: Usage.count(tokens?.given(["promptCached", "cachedPrompt"])) ?? 0, write5m: 0, write1h: 0,
        output: Usage.count(tokens?["completion"]) ?? 0, reasoning: 0)
    }
    draft.arrival = draft.moment(record["createdAt"])
    draft.end = draft.moment(record.given(["endedAt"]))
    draft.read(cost: record.given(["cost"]))
    draft.organisation = LoggedName(record["projectId"])
    draft.user = LoggedName(record["user"]?.given(["externalId", "id"])) ?? LoggedName(record["userId"])
    draft.call = (LoggedName(record.given(["traceId"])) ?? LoggedName(record["id"]))?.fingerprint
    draft.recordID = LoggedName(record["id"])?.fingerprint
    if record["status"]?.isText("error") == true || record["error"]?.isNothing == false { draft.flags.insert(.failed) }
    return .request
  }
}
