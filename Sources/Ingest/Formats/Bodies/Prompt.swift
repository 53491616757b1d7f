internal import Similarity
internal import Traces

extension RequestDraft {
  /// Takes model, parameters, caller and prompt from the body of a request.
  mutating func read(request body: JSONValue, in dialect: Dialect) {
    endpoint = dialect.endpoint
    hasBody = true
    if let name = LoggedName(body["model"]) { model = name }
    parameters.add(membersOf: body)
    let metadata = body["metadata"]
    if let name = LoggedName(body["safety_identifier"]) ?? LoggedName(body["user"]) ?? LoggedName(metadata?["user_id"]) { user = name }
    // Callers name their run there for whoever logs.
    if let metadata, metadata.kind == .object, let run = LoggedName(metadata.given(CallFacts.Key.run)) { call = run.fingerprint }
    conversation.read(body, in: dialect)
    if let last = body["previous_response_id"] ?? body["conversation"], !last.isNull { flags.insert(.missingContext) }
  }
}

extension Conversation {
  /// Walks the prompt of a body.
  mutating func read(_ body: JSONValue, in dialect: Dialect) {
    switch dialect {
    case .chat, .messages, .converse:
      if let system = body["system"] { read(system: system) }
      if let messages = body["messages"] ?? body["input"]?["messages"] { read(messages: messages) }
    case .responses:
      if let instructions = body["instructions"] { read(system: instructions) }
      // A template that OpenAI keeps, with the values of its variables.
      if let template = body["prompt"], template.kind == .object { read(system: template) }
      if let input = body["input"] { read(messages: input) }
    case .gemini:
      let names: [StaticString] = ["systemInstruction", "system_instruction"]
      if let system = body.first(names) ?? body["config"]?.given(names) { read(system: system["parts"] ?? system) }
      if let contents = body["contents"] { read(messages: contents) }
    case .cohereChat:
      if let preamble = body["preamble"] { read(system: preamble) }
      if let history = body["chat_history"] { read(messages: history) }
      if let message = body["message"] { question(message) }
    case .completion, .image:
      if let system = body["system"] { read(system: system) }
      if let prompt = body.first(["prompt", "inputText", "input", "inputs", "text_prompts"]) {
        return question(prompt, and: body["images"])
      }
      if let asked = body["textToImageParams"] { return question(asked["text"] ?? asked) }
      if let asked = body["instances"] { question(asked[0]?["prompt"] ?? asked) }
    case .embedding, .moderation, .audio:
      readInput(body)
    case .rerank:
      if let query = body["query"] { question(query, and: body["documents"] ?? body["texts"]) }
    }
  }

  /// Walks messages: a list of them (with role and content), the items of a Responses input, or one plain text.
  mutating func read(messages: JSONValue) {
    guard messages.kind == .array else {
      if messages.kind == .object, messages["role"] != nil { return read(message: messages) }
      return question(messages)
    }
    for message in messages.elements {
      if message.kind == .object {
        read(message: message)
      } else if message.kind == .array, message[0]?.kind == .object {
        read(messages: message)  // LangChain has a list of lists
      } else {
        question(message)
      }
    }
  }

  /// What is embedded or judged: texts, or in Google's words contents, requests with one each, and instances; Nova's have a level more.
  private mutating func readInput(_ body: JSONValue) {
    if let input = body.first(["input", "texts", "inputText", "inputs", "text"]) { return question(input) }
    if let content = body["content"] { return question(content["parts"] ?? content) }
    if let asked = body["singleEmbeddingParams"] { return question(asked["text"]?["value"] ?? asked) }
    guard let list = body["requests"] ?? body["instances"] else { return }
    begin(.user)
    for element in list.elements {
      let content = element["content"] ?? element
      for part in content["parts"]?.elements ?? JSONElements(of: element) { add(text: part["text"] ?? part) }
      if content["parts"] == nil { add(text: content) }
    }
    end()
  }

  /// One turn of the user: a text, a list of texts (or of token ids), or anything else by its fingerprint.
  mutating func question(_ value: JSONValue, and more: JSONValue? = nil) {
    guard !value.isNull else { return }
    begin(.user)
    if value.kind == .array, Self.plain(value[0]) != nil {
      for text in value.elements { add(text: Self.plain(text) ?? text) }
    } else {
      add(text: value)
    }
    if let more { add(part: more.fingerprint(tag: 0)) }
    end()
  }

  /// A text of a list of them: the string itself, or that of an object which has it and no role.
  private static func plain(_ element: JSONValue?) -> JSONValue? {
    guard let element, element.kind == .object, element["role"] == nil else { return element?.kind == .string ? element : nil }
    guard element["type"] == nil || element["type"]?.isText("text") == true, let text = element["text"] ?? element["content"] else {
      return nil
    }
    return text.kind == .string ? text : nil
  }

  /// Walks a system prompt: a text, or blocks.
  mutating func read(system: JSONValue) {
    switch system.kind {
    case .null: break
    case .array: for block in system.elements where !Self.isCachePoint(block) { addSystem(text: Self.text(of: block) ?? block) }
    default: addSystem(text: Self.text(of: system) ?? system)
    }
  }

  private mutating func read(message: JSONValue) {
    let role = message["role"]
    if role == nil, let other = LangChainMessage(message) { return read(message: other.members, by: other.role) }
    read(message: message, by: role)
  }

  private mutating func read(message: JSONValue, by role: JSONValue?) {
    guard role != nil || message["parts"] != nil else { return read(item: message) }
    begin(Role(role))
    let content = message["content"]
    if let content = content ?? message["parts"] ?? message["message"] ?? message["text"] {
      if content.kind == .array {
        for part in content.elements { read(part: part) }
      } else if !content.isNull {
        add(text: content)
      }
    }
    // Most messages have a role and a content, and nothing else.
    if role != nil, content != nil, message.count == 2 { return end() }
    addTraffic(of: message)
    if let additional = message["additional_kwargs"], message["tool_calls"].map({ $0.count == 0 }) ?? true { addTraffic(of: additional) }
    end()
  }

  private mutating func addTraffic(of message: JSONValue) {
    message.forEachMember { key, value in
      if let tag = Self.traffic(key), !value.isNull, value.kind != .array || value.count > 0 { add(part: value.fingerprint(tag: tag)) }
    }
  }

  /// Members of a message beside its content that the model sees: a name, calls of tools and what they answer to.
  private static func traffic(_ key: JSONKey) -> UInt64? {
    switch key {
    case "name": 1
    case "tool_calls": 2
    case "function_call": 3
    case "tool_call_id": 4
    case "refusal": 5
    case "tool_plan": 6
    case "tool_results": 7
    case "files": 8
    case "images": 9
    default: nil
    }
  }

  private mutating func read(part: JSONValue) {
    if let text = Self.text(of: part) { return add(text: text) }
    if Self.isCachePoint(part) { return }
    add(part: part) { $0 == "cache_control" }
  }

  /// Whether a block only says to the provider's prompt cache how far to read (Bedrock's Converse).
  private static func isCachePoint(_ block: JSONValue) -> Bool { block.kind == .object && block.count == 1 && block["cachePoint"] != nil }

  /// An item of a Responses input without a role: a tool call and its output, reasoning, a reference.
  private mutating func read(item: JSONValue) {
    let isOutput = item["output"] != nil
    let isReference = item["type"]?.isText("item_reference") == true
    if isReference { withhold(.missingContext) }
    begin(isOutput ? .tool : .assistant)
    add(part: item.fingerprint(tag: 0) { $0 == "id" && !isReference || $0 == "status" })
    end()
  }

  /// Whether all members of a part but one are null, as Vertex AI repeats them.
  private static func isAlone(in part: JSONValue) -> Bool {
    var given = 0
    part.forEachMember { _, value in given += value.isNull ? 0 : 1 }
    return given == 1
  }

  /// The text of a part that is nothing but text, in any dialect.
  private static func text(of part: JSONValue) -> JSONValue? {
    if part.kind == .string { return part }
    // OpenTelemetry calls the text of a text its content.
    guard let text = part["text"] ?? (part["type"]?.string == "text" ? part["content"] : nil), text.kind == .string else { return nil }
    guard let type = part["type"] else { return part.count == 1 || isAlone(in: part) ? text : nil }
    let isText = type.withText { $0.count >= 4 && $0.suffix(4).elementsEqual("text".utf8) }
    return isText == true ? text : nil
  }
}
