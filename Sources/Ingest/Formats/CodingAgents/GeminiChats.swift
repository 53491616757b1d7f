internal import Similarity
internal import Traces
internal import Units

/// Conversations of Gemini CLI, as it keeps them in `~/.gemini/tmp/…/chats`: an object with all messages, of which each of the model's has the
/// counts of its call.
///
/// Source: google-gemini/gemini-cli, `services/chatRecordingService.ts`. System prompt and tools are not in them, so that requests have no
/// prompt here. Input includes what was cached; output is without what was thought.
struct GeminiChats: LogFormat {
  let name = "gemini-cli"
  let title = "Gemini CLI conversations (~/.gemini/tmp; no whole prompt)"
  let contents: LogContents = [.times, .usage]

  func matches(_ record: JSONValue) -> Bool {
    record["sessionId"] != nil && record["messages"]?.kind == .array && record.first(["projectHash", "lastUpdated"]) != nil
  }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    record["messages"]?.elements.filter { $0["type"]?.isText("gemini") == true && $0["tokens"]?.kind == .object } ?? []
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict { .broken("not a message of a conversation") }

  func read(_ message: JSONValue, of record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let tokens = message["tokens"]
    func count(_ name: StaticString) -> Int { Usage.count(tokens?[name]) ?? 0 }
    draft.endpoint = .chat
    draft.usage = Usage.disjoint(
      input: count("input") + count("tool"), read: count("cached"), write5m: 0, write1h: 0, output: count("output") + count("thoughts"),
      reasoning: count("thoughts"))
    draft.model = LoggedName(message["model"])
    draft.provider = LoggedName("gemini")
    draft.end = draft.moment(message["timestamp"])
    if let text = message["content"] {
      draft.answer.add(text: text)
      draft.answer.bytes = text.withText { $0.count } ?? text.raw.count
    }
    for call in message["toolCalls"]?.elements ?? JSONElements(of: message) { draft.answer.add(call: call["args"] ?? call) }
    draft.recordID = LoggedName(message["id"]).map { $0.fingerprint.then(LoggedName(record["sessionId"])?.fingerprint ?? .zero) }
    return .request
  }
}
