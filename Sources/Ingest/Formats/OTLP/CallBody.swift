internal import Traces

/// The body of the request that spans and events tell of, and that of its answer, put together as JSON so that they are read like any
/// other.
struct CallBody {
  private var request = JSONWriter()
  private var messages = JSONWriter()
  private var answers = JSONWriter()
  /// Messages that are a list of their own, or a text, rather than events.
  private var prompt: JSONWriter?
  private var answer: JSONWriter?

  /// Nothing told yet.
  init() {
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
    for (attribute, member): (StaticString, StaticString) in [(GenAI.system, "system"), (GenAI.tools, "tools")] {
      guard let value = attributes[attribute] else { continue }
      request.key(member)
      Self.splice(value, to: &request, draft)
    }
    addContent(attributes, draft)
    if let body = piece["body"] { addMessage(GenAI.eventName(piece), Self.written(body)) }
    for event in piece["events"]?.elements ?? JSONElements(of: piece) {
      let attributes = Attributes(event)
      addContent(attributes, draft)
      let name = GenAI.eventName(event)
      if GenAI.role(ofEvent: name) != nil || name == "gen_ai.choice" { addMessage(name, Self.members(of: attributes)) }
    }
    if let value = draft.object(attributes[GenAI.invocationParameters]) { draft.parameters.add(membersOf: value) }
    if prompt == nil, messages.bytes.count == 1, let text = attributes[GenAI.promptText] { prompt = Self.spliced(text, draft) }
    if answer == nil, answers.bytes.count == 1, let text = attributes.first(GenAI.answerText) { answer = Self.spliced(text, draft) }
  }

  private mutating func addContent(_ attributes: Attributes, _ draft: RequestDraft) {
    if let value = attributes.first(GenAI.prompt) { prompt = Self.spliced(value, draft) }
    if let value = attributes.first(GenAI.answer) { answer = Self.spliced(value, draft) }
    if prompt == nil { prompt = Self.tree(attributes, GenAI.promptPaths) }
    if answer == nil { answer = Self.tree(attributes, GenAI.answerPaths) }
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
      request.key("messages")
      request.raw(prompt.bytes)
    } else if messages.bytes.count > 1 {
      messages.raw("]")
      request.key("messages")
      request.raw(messages.bytes)
    }
    request.raw("}")
    if let body = draft.bodies.builtRequest.keep(request.bytes) { draft.read(request: body, in: .chat) }
    if draft.parameters.wantsStream { draft.flags.insert(.streamed) }

    answers.raw("]")
    guard let read = draft.bodies.builtAnswer.keep(answer?.bytes ?? answers.bytes) else { return }
    draft.answer.bytes = answer?.bytes.count ?? max(answers.bytes.count, 2) - 2
    if read.kind == .string { return draft.answer.add(text: read) }
    if answer != nil { return draft.answer.read(messages: read) }
    for choice in read.elements {
      draft.answer.end(choice["finish_reason"])
      if let message = choice["message"] { draft.answer.read(messages: message) }
    }
  }

  /// A number, text or boolean; what is a whole number in text becomes one.
  private static func number(_ value: JSONValue, to json: inout JSONWriter) {
    if let whole = value.whole, value.kind == .string { json.raw(String(whole).utf8) } else { Attributes.write(value, to: &json) }
  }

  private static func written(_ value: JSONValue) -> JSONWriter {
    var json = JSONWriter()
    Attributes.write(value, to: &json)
    return json
  }

  /// A value as JSON: the text of an array or object is what it is the text of.
  private static func splice(_ value: JSONValue, to json: inout JSONWriter, _ draft: RequestDraft) {
    if value.kind == .string, let inner = try? draft.bodies.event.parse(textOf: value), inner.kind == .array || inner.kind == .object {
      json.raw(inner.raw)
    } else {
      Attributes.write(value, to: &json)
    }
  }

  private static func spliced(_ value: JSONValue, _ draft: RequestDraft) -> JSONWriter {
    var json = JSONWriter()
    splice(value, to: &json, draft)
    return json
  }

  private static func members(of attributes: Attributes) -> JSONWriter {
    var json = JSONWriter()
    json.raw("{")
    attributes.forEach(under: "") { name, value in
      json.comma()
      json.string(name.utf8)
      json.raw(":")
      Attributes.write(value, to: &json)
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
