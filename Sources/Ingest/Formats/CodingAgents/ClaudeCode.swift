internal import Similarity
internal import Traces
internal import Units

/// Sessions of Claude Code, as it keeps them in `~/.claude/projects` and prints them with `--output-format stream-json`: a line for each block
/// of an answer, each with the counts of the whole, so that lines of one request are joined.
///
/// Sources: the repositories oneryalcin/agent-schemas (`claude-code/`) and alicoding/claude-parser (`docs/`), which describe the files.
/// System prompt and tools are not in them, so that requests have no prompt here; stamps are of when a block had come.
struct ClaudeCode: LogFormat {
  let name = "claude-code"
  let title = "Claude Code sessions (~/.claude/projects; no whole prompt)"
  let contents: LogContents = [.times, .usage, .tenants]

  private enum Key {
    static let session: [StaticString] = ["sessionId", "session_id"]
    static let ofLines: [StaticString] = [
      "sessionId", "session_id", "uuid", "leafUuid", "messageId", "snapshot", "summary", "operation", "subtype",
    ]
  }

  func matches(_ record: JSONValue) -> Bool {
    guard let type = record["type"], type.isText("assistant") || type.isText("user"), record["message"]?.kind == .object else {
      return false
    }
    return record.first(Key.session) != nil && record["uuid"] != nil
  }

  func accepts(_ record: JSONValue) -> Bool { record["type"]?.kind == .string && record.first(Key.ofLines) != nil }

  /// A notice of the program's own has a model that is none.
  private static func isAnswer(_ record: JSONValue) -> Bool {
    guard record["type"]?.isText("assistant") == true, let message = record["message"] else { return false }
    return message["usage"] != nil && message["id"] != nil && message["model"]?.isText("<synthetic>") == false
  }

  func joint(of part: JSONValue) -> Joint? {
    guard Self.isAnswer(part), let id = LoggedName(part["message"]?["id"])?.fingerprint else { return nil }
    return Joint(id: id.then(LoggedName(part["requestId"])?.fingerprint ?? .zero))
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.kind == .array, let first = record[0] else { return .other("a line of a session that is no answer of a model") }
    draft.endpoint = .messages
    var seen: Set<Fingerprint> = []
    var usage: TokenUsage?
    for line in record.elements {
      guard let message = line["message"] else { continue }
      // The first lines may have been written before all was counted; copies of a session have the same lines again.
      if let counted = Usage.read(message["usage"]), counted.output >= usage?.output ?? 0 { usage = counted }
      if let content = message["content"], seen.insert(content.fingerprint(tag: 0)).inserted {
        draft.answer.bytes += content.raw.count
        draft.answer.read(message)
      }
      if let stamp = draft.moment(line["timestamp"]) { draft.end = max(draft.end ?? stamp, stamp) }
    }
    draft.usage = usage
    draft.model = draft.answer.model
    draft.duration = Stamp.span(first["durationMs"], unit: 1e3)
    draft.read(cost: first["costUSD"])
    draft.team = first["cwd"]?.lastPart
    draft.answerID = draft.answer.id
    draft.recordID = joint(of: first)?.id
    return .request
  }
}
