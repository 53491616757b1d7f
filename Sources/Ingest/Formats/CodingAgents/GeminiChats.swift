internal import Similarity
internal import Traces
internal import Units

/// Conversations of Gemini CLI, as it keeps them in `~/.gemini/tmp/…/chats`: an object with all messages, or since 2026 a line for each of
/// them after one for the session, with changes of it between. Each message of the model's has the counts of its call.
///
/// Source: google-gemini/gemini-cli, `services/chatRecordingService.ts`. System prompt and tools are not in them, so that requests have no
/// prompt here. Input includes what was cached; output is without what was thought. A message that is written anew, with what its tools
/// answered, has its id again.
struct GeminiChats: LogFormat {
  let name = "gemini-cli"
  let title = "Gemini CLI conversations (~/.gemini/tmp; no whole prompt)"
  let contents: LogContents = [.times, .usage]

  /// What changes a session, from one line to the next.
  private static let changes: [StaticString] = ["$set", "$rewindTo"]

  /// The session that is read.
  private var session: Fingerprint?

  func matches(_ record: JSONValue) -> Bool {
    if record["sessionId"] != nil, record.first(["projectHash", "lastUpdated"]) != nil { return record["messages"]?.kind != .object }
    return Self.isCall(record) && record["id"] != nil
  }

  func accepts(_ record: JSONValue) -> Bool {
    matches(record) || record.first(Self.changes) != nil || record["id"] != nil && record["type"] != nil && record["timestamp"] != nil
  }

  private static func isCall(_ message: JSONValue) -> Bool {
    message["type"]?.isText("gemini") == true && message["tokens"]?.kind == .object
  }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    if let id = LoggedName(record["sessionId"]) { session = id.fingerprint }
    if Self.isCall(record) { return [record] }
    let messages = record["messages"] ?? record["$set"]?["messages"]
    // A line of a session is no call, which is no fault.
    guard let messages else { return [record] }
    return messages.elements.filter(Self.isCall)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict { .broken("not a message of a conversation") }

  func read(_ message: JSONValue, of record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard Self.isCall(message) else { return .other("a line of a session that is no answer of a model") }
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
    draft.recordID = LoggedName(message["id"]).map { $0.fingerprint.then(session ?? .zero) }
    return .request
  }
}
