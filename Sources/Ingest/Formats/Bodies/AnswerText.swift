internal import Traces

extension RequestDraft {
  /// Takes an answer in whatever form it was logged: a body or an array of events, as JSON or as text, or a stream of server-sent events.
  ///
  /// - Parameter isOutput: whether it is what the model said, rather than what its interface answered: JSON that is no such body is then the
  ///   answer itself, as it was asked for.
  /// - Complexity: O(its length).
  mutating func read(answer value: JSONValue, isOutput: Bool = false) {
    switch value.kind {
    case .object:
      answer.bytes = value.raw.count
      if isOutput, !LoggedAnswer.isBody(value) { answer.add(part: value) } else { answer.read(value) }
    case .array:
      answer.bytes = value.raw.count
      if !readList(value) { answer.add(part: value) }
    case .string:
      readAnswerText(value, isOutput)
    case .null, .true, .false, .number:
      break
    }
  }

  /// Takes an answer that is a stream of server-sent events, or lines of JSON.
  mutating func readAnswer(text: [UInt8]) {
    flags.insert(.streamed)
    _ = text.withUnsafeBytes { read(eventStream: $0) }
  }

  /// A list: of the events of a stream, or of messages, or of blocks of one, or of texts, or of calls of tools; says whether it was one.
  private mutating func readList(_ list: JSONValue) -> Bool {
    guard let first = list[0] else { return true }
    if first["role"] != nil || first["message"]?["role"] != nil && first["done"] == nil && first["type"] == nil {
      for element in list.elements { answer.read(messages: element["message"] ?? element) }
      for element in list.elements { answer.end(element["finish_reason"]) }
    } else if first["generated_text"] != nil {
      for element in list.elements { answer.add(text: element["generated_text"]) }
    } else if let type = first["type"]?.string, Self.items.contains(type) {
      answer.read(output: list)
    } else if first["type"]?.string.map(Self.blocks.contains) ?? (first.count == 1 && first["text"]?.kind == .string) {
      answer.read(blocks: list)
    } else if first.first(["toolName", "tool_name", "functionCall"]) != nil {
      for element in list.elements { answer.add(call: element) }
    } else if Self.isEvent(first) {
      readEvents(list)
    } else if first.kind == .string {
      for element in list.elements { answer.add(text: element) }
    } else {
      return false
    }
    return true
  }

  /// Whether an element of a list is an event of a stream: a line of one, or an object with what those of some dialect have.
  private static func isEvent(_ element: JSONValue) -> Bool {
    if element.kind == .string { return lines.contains { element.isText(beginning: $0) } }
    if let type = element["type"]?.string { return types.contains { type.hasPrefix($0) } }
    if element["text"] != nil { return element["is_finished"] != nil }
    return element.first(events) != nil
  }

  private static let lines: [StaticString] = ["data:", "event:", "id:", "retry:", ":", "{"]
  private static let types = [
    "message_", "content_block", "response.", "content-", "message-", "tool-", "tool_", "ping", "error", "completion", "stream",
  ]
  private static let events: [StaticString] = [
    "choices", "candidates", "usageMetadata", "done", "event_type", "messageStart", "contentBlockStart", "contentBlockDelta", "messageStop",
    "metadata", "outputText", "generation", "outputs", "completion", "response", "data", "delta", "is_finished",
    "amazon-bedrock-invocationMetrics",
  ]

  /// What the items of Responses and the blocks of a message are called; no event of a stream is called so.
  private static let items: Set<String> = ["message", "reasoning", "function_call", "custom_tool_call"]
  private static let blocks: Set<String> = ["text", "output_text", "thinking", "redacted_thinking", "tool_use", "server_tool_use"]

  private mutating func readEvents(_ events: JSONValue) {
    flags.insert(.streamed)
    for event in events.elements { read(event: event) }
    answer.endStream()
  }

  /// An event, which may itself be text: a line of server-sent events.
  private mutating func read(event: JSONValue) {
    if event.kind == .object {
      // A line with its name beside it.
      guard event["event"] != nil || event.count == 1, let data = event["data"] else { return answer.read(event: event) }
      return read(event: data)
    }
    _ = event.withText { readLines(of: $0) }
  }

  private mutating func readAnswerText(_ value: JSONValue, _ isOutput: Bool) {
    let kind = value.withText { text -> TextKind in
      answer.bytes = text.count
      return TextKind(text)
    }
    switch kind {
    case .json?:
      if let body = try? bodies.answer.parse(textOf: value) {
        let isText = isOutput || value.withText { PythonLiteral.isOne($0) } == true
        if body.kind == .object, !isText || LoggedAnswer.isBody(body) {
          answer.read(body)
        } else if body.kind != .array || !readList(body) {
          answer.add(text: value)
        }
      } else if value.withText({ read(eventStream: $0) }) == true {
        flags.insert(.streamed)  // a body that was cut is no stream
      } else if value.withText({ PythonLiteral.isOne($0) }) == true {
        answer.add(text: value)
      }
    case .events?:
      flags.insert(.streamed)
      _ = value.withText { read(eventStream: $0) }
    case .other?:
      answer.add(text: value)
    case .none:
      break
    }
  }

  /// Reads the lines of a stream: `data:` lines (the HTML standard, 9.2), and lines that are JSON objects themselves; says whether there
  /// were any.
  @discardableResult
  private mutating func read(eventStream text: UnsafeRawBufferPointer) -> Bool {
    let isStream = readLines(of: text)
    answer.endStream()
    return isStream
  }

  private mutating func readLines(of text: UnsafeRawBufferPointer) -> Bool {
    var isStream = false
    for line in text.split(separator: 0x0A) {
      var payload = line
      if payload.starts(with: "data:".utf8) { payload = payload.dropFirst(5) }
      guard let first = payload.first(where: { $0 != 0x20 }), first == UInt8(ascii: "{") else {
        if payload.drop(while: { $0 == 0x20 }).starts(with: "[DONE]".utf8) { answer.isOpen = false }
        continue
      }
      guard let event = try? bodies.event.parse(UnsafeRawBufferPointer(rebasing: payload)) else { continue }
      isStream = true
      answer.read(event: event)
    }
    return isStream
  }
}

/// What a text that was logged as an answer is.
private enum TextKind {
  case json, events, other

  init(_ text: UnsafeRawBufferPointer) {
    guard let start = text.firstIndex(where: { $0 > 0x20 }) else {
      self = .other
      return
    }
    let head = text[start...]
    switch head[start] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json
    default:
      if PythonLiteral.isOne(text) {
        self = .json
      } else {
        self = ["data:", "event:", "id:", "retry:", ":"].contains { head.starts(with: $0.utf8) } ? .events : .other
      }
    }
  }
}
