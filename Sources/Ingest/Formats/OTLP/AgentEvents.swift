internal import Similarity
internal import Traces
internal import Units

/// Events of coding agents that tell of calls of models in words of their own: Claude Code's requests and errors, the ends of Codex's streams.
///
/// Sources: Claude Code's documentation, "Monitoring"; openai/codex, `docs/config.md`, "otel". Claude Code's counts are Anthropic's, Codex's
/// input includes what was cached. They are written when a call is over; the prompt is not in them.
enum AgentEvents {
  private static let claude = "claude_code."
  private static let answered = "api_request"
  private static let failed = "api_error"

  /// The agent's name for an event: that of the event, or its body.
  private static func name(_ event: JSONValue) -> String {
    let body = event["body"]?["stringValue"]?.string ?? event["body"]?.string ?? event["_body"]?.string ?? ""
    return body.hasPrefix(claude) ? body : GenAI.eventName(event)
  }

  /// Whether an event tells of a call.
  static func isCall(_ event: JSONValue) -> Bool {
    switch name(event) {
    case claude + answered, claude + failed: true
    case "codex.sse_event": Attributes(event)["event.kind"]?.isText("response.completed") == true
    default: false
    }
  }

  /// Takes what an event says.
  static func read(_ event: JSONValue, into draft: inout RequestDraft) {
    let attributes = Attributes(event)
    let isClaude = name(event).hasPrefix(claude)
    func count(_ names: [StaticString]) -> Int? { Usage.count(attributes.first(names)) }
    draft.endpoint = isClaude ? .messages : .responses
    if isClaude {
      draft.usage = count(["input_tokens"]).map { input in
        TokenUsage(
          uncachedInput: input, cacheRead: count(["cache_read_tokens"]) ?? 0, cacheWrite5m: count(["cache_creation_tokens"]) ?? 0,
          output: count(["output_tokens"]) ?? 0)
      }
    } else {
      draft.usage = count(["input_token_count"]).map { input in
        Usage.disjoint(
          input: input, read: count(["cached_token_count"]) ?? 0, write5m: 0, write1h: 0, output: count(["output_token_count"]) ?? 0,
          reasoning: count(["reasoning_token_count"]) ?? 0)
      }
    }
    draft.model = LoggedName(attributes["model"])
    draft.read(cost: attributes["cost_usd"])
    draft.duration = Stamp.span(attributes["duration_ms"], unit: 1e3)
    draft.end = SpanFields.time(of: event) ?? Stamp.moment(attributes["event.timestamp"])
    draft.organisation = LoggedName(attributes["organization.id"])
    draft.user = LoggedName(attributes.first(["user.account_uuid", "user.account_id", "user.email", "user.id"]))
    if name(event) == claude + failed {
      draft.flags.insert(.failed)
      draft.read(status: attributes["status_code"])
    }
    draft.recordID = event.fingerprint(tag: 0)
  }
}
