internal import Similarity
internal import Traces
internal import Units

/// The answer to a request: put together from a whole body, or from the events of a stream, into the same form.
struct LoggedAnswer {
  /// Streams with more choices than this are read as if the rest were not there.
  private static let maximumChoices = 128

  /// Whether its record says all that is known of it beyond the text and the counts: ``model``, ``id`` and ``created`` are not read then.
  var isInRecord = false
  /// Size as logged, in bytes.
  var bytes = 0
  /// The model that it names.
  var model: LoggedName?
  /// Its id.
  var id: Fingerprint?
  /// When it was made, in microseconds since the Unix epoch, in whole seconds as APIs give it.
  var created: Int64?
  /// Its tokens.
  var usage: TokenUsage?
  /// What it says that it cost, in dollars (OpenRouter, Perplexity).
  var cost: Double?
  /// What its member `usage` says, or that of the first event that has one.
  var usageMember: TokenUsage?
  /// How long the provider says that it took, in microseconds.
  var duration: Int64?
  /// The dialect that its shape shows.
  var dialect: Dialect?
  /// Whether it is an error.
  var isError = false
  /// Whether it says that it came out of a cache.
  var isCached = false
  /// Whether it ended early or called tools, as flags.
  private(set) var flags: RequestFlags = []

  private var whole: Fingerprint?
  private var texts: [JSONValue] = []
  private var choices: [Choice] = []
  private var used = 0
  /// Whether it has parts of which only the fingerprint is kept.
  private var hasParts = false

  private struct Choice {
    var text: [UInt8] = []
    var calls: [UInt8] = []
  }

  /// What was answered: texts and tool calls, without ids and counts. Equal for equal texts, whole or streamed; `nil` where there is nothing.
  var fingerprint: Fingerprint? {
    guard used > 0 else { return whole }
    var print = whole
    for choice in choices[..<used] {
      for bytes in [choice.text, choice.calls] where !bytes.isEmpty {
        let part = bytes.withUnsafeBytes { Fingerprint(of: $0) }
        print = print?.then(part) ?? part
      }
    }
    return print
  }

  /// The tokens of its texts, whole or streamed.
  var estimate: TokenEstimate {
    var estimate = TokenEstimate()
    for text in texts { _ = text.withText { estimate.add($0) } }
    for choice in choices[..<used] { choice.text.withUnsafeBytes { estimate.add($0) } }
    return estimate
  }

  /// What it is compared by with other answers; unknown where it says anything beside its text, as a tool call.
  func sketch(by sketcher: inout AnswerSketcher) -> AnswerSketch {
    guard !hasParts, !flags.contains(.calledTools) else { return .unknown }
    for text in texts { _ = text.withText { sketcher.add($0) } }
    for choice in choices[..<used] { choice.text.withUnsafeBytes { sketcher.add($0) } }
    return sketcher.finish()
  }

  /// Forgets everything but its memory.
  mutating func reset() {
    isInRecord = false
    bytes = 0
    model = nil
    id = nil
    created = nil
    usage = nil
    usageMember = nil
    duration = nil
    dialect = nil
    isError = false
    isCached = false
    flags = []
    whole = nil
    hasParts = false
    texts.removeAll(keepingCapacity: true)
    resetStream()
  }

  /// Forgets what a stream said so far, because the whole answer follows.
  mutating func resetStream() {
    for index in 0..<used {
      choices[index].text.removeAll(keepingCapacity: true)
      choices[index].calls.removeAll(keepingCapacity: true)
    }
    used = 0
  }

  /// Adds a text, if it is a string that is not empty.
  mutating func add(text: JSONValue?) {
    guard let part = text?.withText({ $0.isEmpty || Placeholder.of($0) == .redacted ? nil : Fingerprint(of: $0) }) ?? nil else { return }
    whole = whole?.then(part) ?? part
    if let text { texts.append(text) }
  }

  /// Adds a tool call or any other part that is not text.
  mutating func add(part value: JSONValue) {
    let part = value.fingerprint(tag: 0) { $0 == "id" || $0 == "index" || $0 == "call_id" || $0 == "toolUseId" || $0 == "status" }
    whole = whole?.then(part) ?? part
    hasParts = true
  }

  /// Adds a tool call.
  mutating func add(call value: JSONValue) {
    flags.insert(.calledTools)
    add(part: value)
  }

  /// Adds the next piece of the text of a streamed choice.
  mutating func stream(text: JSONValue?, choice: Int = 0) {
    _ = text?.withText { bytes in reach(choice).map { choices[$0].text.append(contentsOf: bytes) } }
  }

  /// Adds the next piece of the tool calls of a streamed choice: a name, or part of its arguments.
  mutating func stream(call: JSONValue?, choice: Int = 0) {
    flags.insert(.calledTools)
    _ = call?.withText { bytes in reach(choice).map { choices[$0].calls.append(contentsOf: bytes) } }
  }

  /// Takes why the answer ended, by the names of all dialects (Gemini also has numbers: 1 = stop, 2 = length).
  mutating func end(_ reason: JSONValue?) {
    guard let reason, !reason.isNull else { return }
    if let number = reason.int {
      if number > 1 { flags.insert(.unfinishedAnswer) }
      return
    }
    // What nearly all answers end with means nothing here.
    if reason.isText("stop") || reason.isText("end_turn") { return }
    guard let reason = reason.string else { return }
    switch reason.lowercased() {
    case "length", "max_tokens", "max_output_tokens", "model_length", "content_filter", "safety", "recitation", "blocklist", "spii",
      "prohibited_content", "content_filtered", "guardrail_intervened", "incomplete", "failed", "cancelled", "error", "error_toxic",
      "error_limit", "model_context_window_exceeded", "pause_turn", "refusal", "max_tokens_exceeded", "other", "abort":
      flags.insert(.unfinishedAnswer)
    case "tool_calls", "tool_call", "function_call", "tool_use":
      flags.insert(.calledTools)
    default:
      break
    }
  }

  /// The index of a streamed choice, made if need be; `nil` beyond the limit.
  private mutating func reach(_ choice: Int) -> Int? {
    guard choice >= 0, choice < Self.maximumChoices else { return nil }
    while choices.count <= choice { choices.append(Choice()) }
    used = max(used, choice + 1)
    return choice
  }
}
