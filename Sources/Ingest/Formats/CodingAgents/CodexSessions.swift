internal import Similarity
internal import Traces
internal import Units

/// Sessions of OpenAI's Codex, as it keeps them in `~/.codex/sessions`: an event after each call says what it took, and what all before it
/// did; a context before each turn names the model.
///
/// Sources: openai/codex, `protocol/src/protocol.rs` (`TokenCountEvent`, `TurnContextItem`); ryoppippi/ccusage, `apps/codex/CLAUDE.md`.
/// Instructions and tools are not in them whole, so that requests have no prompt here. Input includes what was cached, output what was
/// reasoned; an event that repeats the sums of the one before is no call.
struct CodexSessions: LogFormat {
  let name = "codex"
  let title = "OpenAI Codex sessions (~/.codex/sessions; no whole prompt)"
  let contents: LogContents = [.times, .usage, .tenants]

  private static let kinds: [StaticString] = ["event_msg", "response_item", "turn_context", "session_meta", "compacted"]

  /// What was last said of the session that is read.
  private var model: String?
  private var provider: String?
  private var project: String?
  /// All that was counted in it so far, and what the last event adds to that; `nil` for no call.
  private var sum = Counts()
  private var last: Counts?

  private struct Counts: Equatable {
    var input = 0
    var cached = 0
    var written = 0
    var output = 0
    var reasoning = 0

    init() {}

    init?(_ usage: JSONValue?) {
      guard let usage, let input = Usage.count(usage["input_tokens"]) else { return nil }
      self.input = input
      cached = Usage.count(usage["cached_input_tokens"]) ?? 0
      written = Usage.count(usage["cache_write_input_tokens"]) ?? 0
      output = Usage.count(usage["output_tokens"]) ?? 0
      reasoning = Usage.count(usage["reasoning_output_tokens"]) ?? 0
    }

    /// What there is more than in `other`; all of it where it began anew.
    func beyond(_ other: Counts) -> Counts {
      guard input >= other.input, output >= other.output else { return self }
      var more = self
      more.input -= other.input
      more.cached = max(0, cached - other.cached)
      more.written = max(0, written - other.written)
      more.output -= other.output
      more.reasoning = max(0, reasoning - other.reasoning)
      return more
    }
  }

  func matches(_ record: JSONValue) -> Bool {
    guard record["timestamp"] != nil, record["payload"]?.kind == .object, let type = record["type"] else { return false }
    return Self.kinds.contains { type.isText($0) }
  }

  func accepts(_ record: JSONValue) -> Bool { record["payload"] != nil && record["type"]?.kind == .string }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    let payload = record["payload"]
    last = nil
    switch record["type"]?.string {
    case "session_meta"?:
      provider = payload?["model_provider"]?.string
      model = payload?["model"]?.string
      project = payload?["cwd"]?.lastPart?.text
    case "turn_context"?:
      model = payload?["model"]?.string ?? model
    case "event_msg"? where payload?["type"]?.isText("token_count") == true:
      last = Counts(payload?["info"]?["last_token_usage"])
      // Some programs that write such files leave out the sums.
      guard let all = Counts(payload?["info"]?["total_token_usage"]) else { break }
      last = all == sum ? nil : last ?? all.beyond(sum)
      sum = all
    default:
      break
    }
    return [record]
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard let last else { return .other("a line of a session that does not end a call of a model") }
    draft.endpoint = .responses
    draft.usage = Usage.disjoint(
      input: last.input, read: last.cached, write5m: last.written, write1h: 0, output: last.output, reasoning: last.reasoning)
    draft.end = draft.moment(record["timestamp"])
    draft.model = model.flatMap { LoggedName($0) }
    draft.provider = provider.flatMap { LoggedName(ProviderNames.known($0)) }
    draft.team = project.flatMap { LoggedName($0) }
    draft.recordID = record.fingerprint(tag: 0)
    return .request
  }
}
