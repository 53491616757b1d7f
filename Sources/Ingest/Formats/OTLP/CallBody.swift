internal import Traces

/// The body of the request that spans and events tell of, and that of its answer, put together as JSON so that they are read like any
/// other.
struct CallBody {
  private var request = JSONWriter()
  private var messages = JSONWriter()
  private var answers = JSONWriter()
  private let kind: Endpoint
  /// Messages that are a list of their own, or a text, rather than events.
  private var prompt: JSONWriter?
  private var answer: JSONWriter?
  /// The whole body of the request, where that was logged.
  private var whole: JSONWriter?

  /// Nothing told yet of a call of a kind.
  init(of kind: Endpoint) {
    self.kind = kind
    request.raw("{")
    messages.raw("[")
    answers.raw("[")
  }

  /// Takes a span with its events, or an event of a log.
  mutating func add(_ piece: JSONValue, _ draft: inout RequestDraft) {
    let attributes = Attributes(piece)
    for (attribute, member) in GenAI.parameters {
      guard let value = attributes[attribute] else { continue }
      request.key(member)
      Self.number(value, to: &request)
    }
    if let value = attributes[GenAI.system] {
      request.key("system")
      Self.splice(value, to: &request, &draft)
    }
    if let value = attributes.first(GenAI.tools) {
      request.key("tools")
      Self.splice(value, to: &request, &draft)
    } else if let tools = Self.tree(attributes, GenAI.toolPaths) {
      request.key("tools")
      request.raw(tools.bytes)
    }
    if let value = attributes[GenAI.toolChoice] {
      request.key("tool_choice")
      Self.splice(value, to: &request, &draft)
    }
    addTexts(attributes, &draft)
    addContent(attributes, &draft)
    if let body = piece["body"] { addMessage(GenAI.eventName(piece), Self.written(body)) }
    for event in piece["events"]?.elements ?? JSONElements(of: piece) {
      let attributes = Attributes(event)
      addContent(attributes, &draft)
      let name = GenAI.eventName(event)
      guard GenAI.role(ofEvent: name) != nil || name == "gen_ai.choice" else { continue }
      addMessage(name, attributes[GenAI.eventContent].map { Self.spliced($0, &draft) } ?? Self.members(of: attributes, &draft))
    }
    addEvents(attributes[GenAI.events], draft)
    if let value = draft.object(attributes.first(GenAI.invocationParameters)) { draft.parameters.add(membersOf: value) }
    if prompt == nil, whole == nil, messages.bytes.count == 1, let text = attributes.first(GenAI.promptText) {
      let written = Self.spliced(text, &draft)
      if written.bytes.first == UInt8(ascii: "{") { whole = written } else { prompt = written }
    }
    if answer == nil, answers.bytes.count == 1 {
      answer = Self.message(attributes, &draft) ?? attributes.first(GenAI.answerValue).map { Self.spliced($0, &draft) }
    }
  }

  /// Takes texts that are embedded or ranked.
  private mutating func addTexts(_ attributes: Attributes, _ draft: inout RequestDraft) {
    if let values = attributes.first(GenAI.values) {
      var json = JSONWriter()
      json.raw("[")
      func add(_ value: JSONValue) {
        let text = value["stringValue"] ?? value
        let inner = (try? draft.bodies.event.parse(textOf: text)) ?? nil
        json.comma()
        json.raw(inner?.kind == .string ? inner?.raw ?? text.raw : text.raw)
      }
      if let list = values["arrayValue"]?["values"] ?? (values.kind == .array ? values : nil) {
        for value in list.elements { add(value) }
      } else {
        add(values)
      }
      json.raw("]")
      prompt = json
    }
    var tree = AttributeTree()
    attributes.forEach(under: GenAI.embedded) { name, value in if name.hasSuffix(".text") { tree.insert(name, value) } }
    if !tree.isEmpty {
      var json = JSONWriter()
      tree.write(to: &json)
      prompt = json
    }
    if let query = attributes[GenAI.rankedBy] {
      request.key("query")
      Attributes.write(query, to: &request)
      if let documents = Self.tree(attributes, [GenAI.ranked]) {
        request.key("documents")
        request.raw(documents.bytes)
      }
    }
  }

  /// The message that a text and calls of tools are, each in an attribute of its own.
  private static func message(_ attributes: Attributes, _ draft: inout RequestDraft) -> JSONWriter? {
    let text = attributes.first(GenAI.answerText)
    let calls = attributes[GenAI.answerCalls]
    guard text != nil || calls != nil else { return nil }
    var json = JSONWriter()
    json.raw("{\"role\":\"assistant\"")
    if let text {
      json.key("content")
      Attributes.write(text, to: &json)
    }
    if let calls {
      json.key("tool_calls")
      splice(calls, to: &json, &draft)
    }
    json.raw("}")
    return json
  }

  private mutating func addContent(_ attributes: Attributes, _ draft: inout RequestDraft) {
    if let value = attributes.first(GenAI.prompt) { prompt = Self.spliced(value, &draft) }
    if let value = attributes.first(GenAI.answer) { answer = Self.spliced(value, &draft) }
    if let body = attributes.first(GenAI.requestBody) { whole = Self.spliced(body, &draft) }
    if answer == nil, let body = attributes.first(GenAI.responseBody) { answer = Self.spliced(body, &draft) }
    // A prompt may be the whole body too.
    if prompt?.bytes.first == UInt8(ascii: "{") {
      whole = prompt
      prompt = nil
    }
    if prompt == nil { prompt = Self.tree(attributes, GenAI.promptPaths) }
    if answer == nil { answer = Self.tree(attributes, GenAI.answerPaths) }
  }

  /// Takes messages that are a list of events in one attribute, as its JSON.
  private mutating func addEvents(_ list: JSONValue?, _ draft: RequestDraft) {
    guard let list, list.kind == .string, let events = (try? draft.bodies.event.parse(textOf: list)) ?? nil else { return }
    for event in events.elements {
      if let name = event["event.name"]?.string { addMessage(name, Self.written(event)) }
    }
  }

  /// Takes the message that an event is: the body of one in a log, or the attributes of one in a span.
  private mutating func addMessage(_ name: String, _ body: JSONWriter) {
    guard body.bytes.count > 2, body.bytes.first == UInt8(ascii: "{") else { return }
    if let role = GenAI.role(ofEvent: name) {
      messages.comma()
      messages.raw("{\"role\":")
      messages.string(role.utf8)
      messages.raw(",")
      messages.raw(body.bytes.dropFirst())
    } else if name == "gen_ai.choice" {
      answers.comma()
      answers.raw(body.bytes)
    }
  }

  /// Reads what was put together.
  mutating func finish(_ draft: inout RequestDraft) {
    if let prompt {
      if kind == .embedding { request.key("input") } else if kind == .completion { request.key("prompt") } else { request.key("messages") }
      request.raw(prompt.bytes)
    } else if messages.bytes.count > 1 {
      messages.raw("]")
      request.key("messages")
      request.raw(messages.bytes)
    }
    request.raw("}")
    readRequest(&draft)
    if draft.parameters.wantsStream { draft.flags.insert(.streamed) }

    answers.raw("]")
    guard let read = draft.bodies.builtAnswer.keep(answer?.bytes ?? answers.bytes) else { return }
    draft.answer.bytes = answer?.bytes.count ?? max(answers.bytes.count, 2) - 2
    if read.kind == .string { return draft.answer.add(text: read) }
    if answer != nil {
      // A whole body of an answer has its messages further inside.
      guard read.kind == .object, read["role"] == nil, read["parts"] == nil else { return draft.answer.read(messages: read) }
      draft.answer.read(read)
      // Beside the answer OpenRouter has what was asked for, but for the messages.
      read["rawRequest"]?.forEachMember { key, value in
        if CallFacts.Key.parameters.contains(where: { key == $0 }), !value.isNull { draft.parameters.add(key, value) }
      }
      if draft.parameters.wantsStream { draft.flags.insert(.streamed) }
      // What is no answer of a model's is one of its program.
      if draft.answer.fingerprint == nil, draft.answer.dialect == nil, !draft.answer.isError { draft.answer.add(part: read) }
      return
    }
    for choice in read.elements {
      draft.answer.end(choice["finish_reason"])
      guard let message = choice["message"] else { continue }
      switch message.kind {
      case .string: draft.answer.add(text: message)
      case .array: draft.answer.read(blocks: message)
      default: draft.answer.read(messages: message)
      }
    }
  }

  /// Reads the whole body of the request, or what was put together in place of it.
  private func readRequest(_ draft: inout RequestDraft) {
    guard let whole, prompt == nil, messages.bytes.count == 1 else {
      if let body = draft.bodies.builtRequest.keep(request.bytes) { readBuilt(body, &draft) }
      return
    }
    // One text for both, as it is what the views are of.
    var both = JSONWriter()
    both.raw("[")
    both.raw(whole.bytes)
    both.raw(",")
    both.raw(request.bytes)
    both.raw("]")
    guard let read = draft.bodies.builtRequest.keep(both.bytes), let body = read[0] else { return }
    if draft.read(requestBody: body) { return }
    if let rest = read[1] { readBuilt(rest, &draft) }
    draft.conversation.read(messages: body)
  }

  /// Reads a body that no client sent.
  private func readBuilt(_ body: JSONValue, _ draft: inout RequestDraft) {
    let dialect: Dialect =
      switch kind {
      case .embedding: .embedding
      case .completion where body["prompt"] != nil: .completion
      case .rerank where body["query"] != nil: .rerank
      default: .chat
      }
    draft.read(request: body, in: dialect)
    draft.hasBody = false
  }

  /// A number, text or boolean; what is a whole number or a boolean in text becomes one, as exporters write all attributes as text.
  private static func number(_ value: JSONValue, to json: inout JSONWriter) {
    if value.kind == .string, let whole = value.whole {
      json.raw(String(whole).utf8)
    } else if value.kind == .string, value.raw.count <= 7, let word = value.string?.lowercased(), word == "true" || word == "false" {
      json.raw(word.utf8)
    } else {
      Attributes.write(value, to: &json)
    }
  }

  private static func written(_ value: JSONValue) -> JSONWriter {
    var json = JSONWriter()
    Attributes.write(value, to: &json)
    return json
  }

  /// A value as JSON: the text of an array or object is what it is the text of.
  ///
  /// A text that begins as JSON and is none was cut: OpenTelemetry's limit of an attribute's length leaves no other mark.
  private static func splice(_ value: JSONValue, to json: inout JSONWriter, _ draft: inout RequestDraft) {
    if value.kind == .string {
      if let inner = try? draft.bodies.event.parse(textOf: value), inner.kind == .array || inner.kind == .object {
        return json.raw(inner.raw)
      }
      if value.withText({ isCutJSON($0) }) == true { draft.flags.insert(.truncatedPrompt) }
    }
    Attributes.write(value, to: &json)
  }

  /// Whether a text begins with the beginning of a list of messages or of an object, and did not end as one.
  private static func isCutJSON(_ text: UnsafeRawBufferPointer) -> Bool {
    ["[{\"", "[ {", "[\n", "{\"", "{ \"", "{\n"].contains { text.starts(with: $0.utf8) }
  }

  private static func spliced(_ value: JSONValue, _ draft: inout RequestDraft) -> JSONWriter {
    var json = JSONWriter()
    splice(value, to: &json, &draft)
    return json
  }

  private static func members(of attributes: Attributes, _ draft: inout RequestDraft) -> JSONWriter {
    var json = JSONWriter()
    json.raw("{")
    attributes.forEach(under: "") { name, value in
      json.comma()
      json.string(name.utf8)
      json.raw(":")
      // Attributes hold no lists of objects: blocks of content are the text of one.
      let isList = value.withText { $0.starts(with: "[{".utf8) } == true
      if isList { splice(value, to: &json, &draft) } else { Attributes.write(value, to: &json) }
    }
    json.raw("}")
    return json
  }

  private static func tree(_ attributes: Attributes, _ prefixes: [String]) -> JSONWriter? {
    var tree = AttributeTree()
    for prefix in prefixes { attributes.forEach(under: prefix) { tree.insert($0, $1) } }
    guard !tree.isEmpty else { return nil }
    var json = JSONWriter()
    tree.write(to: &json)
    return json
  }
}
