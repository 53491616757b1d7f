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
  /// When it was done, where its interface tells that more exactly.
  var ended: Int64?
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
  /// The HTTP status that an error names; 0 for none.
  var errorStatus = 0
  /// The kind of processing that was given, where it says so: what was asked for may not have been had.
  var service: RequestFlags?
  /// Whether the block of the stream that is told is of a tool that the provider runs itself.
  var isOwnTool = false
  /// Whether the events of a stream told of its beginning, and not yet of its end.
  var isOpen = false
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
    ended = nil
    usage = nil
    usageMember = nil
    cost = nil
    duration = nil
    dialect = nil
    isError = false
    errorStatus = 0
    service = nil
    isOwnTool = false
    isOpen = false
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

  /// Whether a member of a part is another each time, or says nothing of what was answered.
  private static func isOfOneCall(_ key: JSONKey) -> Bool {
    switch key {
    case "id", "index", "call_id", "toolUseId", "tool_id", "toolCallId", "tool_call_id", "status": true
    default: false
    }
  }

  /// Adds a tool call or any other part that is not text.
  mutating func add(part value: JSONValue) {
    let part = value.fingerprint(tag: 0) { Self.isOfOneCall($0) }
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

  /// Adds the arguments of a streamed tool call, which came as a whole.
  mutating func stream(arguments: JSONValue?, choice: Int = 0) {
    guard let arguments, let place = reach(choice) else { return }
    choices[place].calls.append(contentsOf: arguments.raw)
  }

  /// Takes why the answer ended, by the names of all dialects (Gemini also has numbers: 1 = stop, 2 = length).
  mutating func end(_ reason: JSONValue?) {
    guard let reason, !reason.isNull else { return }
    isOpen = false
    if let number = reason.int {
      if number > 1 { flags.insert(.unfinishedAnswer) }
      return
    }
    // What nearly all answers end with means nothing here.
    if reason.isText("stop") || reason.isText("end_turn") { return }
    if let reason = reason.string { end(reason) }
  }

  /// Takes why the answer ended.
  mutating func end(_ reason: String) {
    // SDKs write the same words in cases of their own: `tool_calls`, `tool-calls`, `ToolCalls`.
    switch reason.lowercased().filter({ $0 != "_" && $0 != "-" && $0 != " " }) {
    case "length", "maxtokens", "maxoutputtokens", "modellength", "contentfilter", "safety", "recitation", "blocklist", "spii",
      "prohibitedcontent", "contentfiltered", "guardrailintervened", "incomplete", "failed", "cancelled", "canceled", "error",
      "errortoxic", "errorlimit", "modelcontextwindowexceeded", "pauseturn", "refusal", "maxtokensexceeded", "other", "abort",
      "malformedfunctioncall", "unexpectedtoolcall", "toomanytoolcalls", "imagesafety", "noimage":
      flags.insert(.unfinishedAnswer)
    case "toolcalls", "toolcall", "functioncall", "tooluse", "toolexecution":
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
