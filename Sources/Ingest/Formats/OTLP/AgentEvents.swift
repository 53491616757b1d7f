internal import Similarity
internal import Traces
internal import Units

/// Events of coding agents that tell of calls of models in words of their own: Claude Code's requests and errors, the ends of Codex's streams,
/// Gemini CLI's answers and errors.
///
/// Sources: Claude Code's documentation, "Monitoring"; openai/codex, `docs/config.md`, "otel", and `otel/src/events/session_telemetry.rs`, which
/// logs the end of a stream twice, once without counts; google-gemini/gemini-cli, `docs/cli/telemetry.md`. Claude Code's counts are Anthropic's,
/// the input of the others includes what was cached, and Gemini's output is without what was thought. They are written when a call is over;
/// the prompt is not in them. Claude Code's spans tell of the same calls, under the same ids.
enum AgentEvents {
  private static let claude = "claude_code."
  private static let answered = "api_request"
  private static let failed = "api_error"
  private static let gemini = "gemini_cli."

  /// The agent's name for an event: that of the event, or its body.
  private static func name(_ event: JSONValue) -> String {
    let body = event["body"]?["stringValue"]?.string ?? event["body"]?.string ?? event["_body"]?.string ?? ""
    return body.hasPrefix(claude) ? body : GenAI.eventName(event)
  }

  /// Whether an event tells of a call.
  static func isCall(_ event: JSONValue) -> Bool {
    switch name(event) {
    case claude + answered, claude + failed: true
    case gemini + "api_response", gemini + failed: true
    case "codex.sse_event":
      Attributes(event)["event.kind"]?.isText("response.completed") == true
        && Attributes(event).first(["input_token_count", "error.message"]) != nil
    default: false
    }
  }

  /// Whether a record is an event as Gemini CLI writes it to a file.
  static func isConsole(_ record: JSONValue) -> Bool {
    record["attributes"]?.kind == .object && record["attributes"]?["event.name"] != nil && record.first(["_body", "hrTime"]) != nil
  }

  /// What a span of Claude Code's and its event have in common; `nil` of anything else.
  static func id(of piece: JSONValue) -> Fingerprint? {
    let attributes = Attributes(piece)
    guard isClaudes(attributes) || name(piece).hasPrefix(claude) else { return nil }
    return LoggedName(attributes["request_id"]).map { Fingerprint(of: claude).then($0.fingerprint) }
  }

  private static func isClaudes(_ attributes: Attributes) -> Bool { attributes["span.type"]?.isText("llm_request") == true }

  /// The counts of a span of Claude Code's.
  static func claudeUsage(_ attributes: Attributes) -> TokenUsage? { isClaudes(attributes) ? anthropic(attributes) : nil }

  private static func anthropic(_ attributes: Attributes) -> TokenUsage? {
    func count(_ name: StaticString) -> Int? { Usage.count(attributes[name]) }
    return count("input_tokens").map { input in
      TokenUsage(
        uncachedInput: input, cacheRead: count("cache_read_tokens") ?? 0, cacheWrite5m: count("cache_creation_tokens") ?? 0,
        output: count("output_tokens") ?? 0)
    }
  }

  /// Takes what an event says.
  static func read(_ event: JSONValue, into draft: inout RequestDraft) {
    let attributes = Attributes(event)
    let name = name(event)
    func count(_ names: [StaticString]) -> Int? { Usage.count(attributes.first(names)) }
    if name.hasPrefix(claude) {
      draft.endpoint = .messages
      draft.usage = anthropic(attributes)
    } else {
      let isGemini = name.hasPrefix(gemini)
      draft.endpoint = isGemini ? .chat : .responses
      if isGemini { draft.provider = LoggedName("gemini") }
      let thought = count(["reasoning_token_count", "thoughts_token_count"]) ?? 0
      // Codex has the sum of all under the name of what Gemini reads of tools.
      let ofTools = isGemini ? count(["tool_token_count"]) ?? 0 : 0
      draft.usage = count(["input_token_count"]).map { input in
        Usage.disjoint(
          input: input + ofTools, read: count(["cached_token_count", "cached_content_token_count"]) ?? 0,
          write5m: count(["cache_write_token_count"]) ?? 0, write1h: 0,
          output: (count(["output_token_count"]) ?? 0) + (isGemini ? thought : 0), reasoning: thought)
      }
      if let first = Stamp.span(attributes["ttft_ms"], unit: 1e3) {
        draft.firstToken = first
        draft.flags.insert(.streamed)
      }
    }
    draft.model = LoggedName(attributes["model"])
    draft.read(cost: attributes["cost_usd"])
    draft.duration = Stamp.span(attributes["duration_ms"], unit: 1e3)
    draft.end = SpanFields.time(of: event) ?? Stamp.moment(attributes["event.timestamp"])
    draft.organisation = LoggedName(attributes["organization.id"])
    draft.user = LoggedName(attributes.first(["user.account_uuid", "user.account_id", "user.email", "user.id"]))
    if name.hasSuffix(failed) || attributes["error.message"] != nil { draft.flags.insert(.failed) }
    draft.read(status: attributes["status_code"])
    draft.recordID = id(of: event) ?? event.fingerprint(tag: 0)
  }
}
