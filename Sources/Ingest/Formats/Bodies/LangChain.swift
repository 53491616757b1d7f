/// A message as LangChain writes it: as the call of what makes it, as a type with its data, or as a type beside its content.
///
/// Source: langchain-core, `load/dump.py` and `messages/base.py`.
struct LangChainMessage {
  /// What it says: content, name, calls of tools.
  let members: JSONValue
  /// Who speaks: the name of its class (`HumanMessage`), or its type (`human`).
  let role: JSONValue

  /// The message that a value is; `nil` if it is none, or not LangChain's.
  init?(_ value: JSONValue) {
    if let members = value["kwargs"], members.kind == .object, let id = value["id"], id.kind == .array, let name = id[id.count - 1] {
      self.members = members
      role = members["role"] ?? name
    } else if let type = value["type"], Self.types.contains(where: { type.isText($0) }) {
      guard let members = value["content"] != nil ? value : value["data"], members["content"] != nil else { return nil }
      self.members = members
      role = type
    } else {
      return nil
    }
  }

  private static let types: [StaticString] = ["human", "ai", "system", "tool", "function", "AIMessageChunk", "HumanMessageChunk"]

  /// What its provider said beside the content: calls of tools in its own words.
  var additional: JSONValue? { members["additional_kwargs"] }
}

extension LoggedAnswer {
  /// Takes LangChain's result, `LLMResult`: for each prompt the generations that were asked for, each a text or a message, and what the
  /// provider said of all. Says whether it was one.
  mutating func read(langChain result: JSONValue) -> Bool {
    guard let lists = result["generations"], lists.kind == .array, lists[0]?.kind == .array || lists[0]?["message"] != nil else {
      return false
    }
    if let output = result["llm_output"] { readProvider(output) }
    for list in lists.elements {
      if list.kind == .object { read(generation: list) }
      for generation in list.elements { read(generation: generation) }
    }
    return true
  }

  private mutating func read(generation: JSONValue) {
    let info = generation["generation_info"]
    for reason: StaticString in ["finish_reason", "stop_reason", "done_reason"] { end(info?[reason]) }
    guard let message = generation["message"].flatMap({ LangChainMessage($0) }) else { return add(text: generation["text"]) }
    read(langChain: message)
  }

  /// Takes a message: its content, its calls of tools once, and its counts, which are of the same form for all providers.
  mutating func read(langChain message: LangChainMessage) {
    let calls = message.members["tool_calls"]
    read(messages: message.members)
    if calls.map({ $0.count == 0 }) ?? true, let additional = message.additional { read(messages: additional) }
    if let metadata = message.members["response_metadata"] { readProvider(metadata) }
    if let counted = Usage.read(message.members["usage_metadata"]) { usage = counted }
    // What its own cache gives out again, LangChain marks as free of cost.
    if message.members["usage_metadata"]?["total_cost"]?.numeric == 0 { isCached = true }
  }

  /// Takes what a provider said: id, model, counts, why it ended.
  private mutating func readProvider(_ metadata: JSONValue) {
    readHead(metadata)
    if let name = LoggedName(metadata["model_name"]) { model = name }
    if let counted = Usage.read(metadata["token_usage"]) { usage = counted }
  }
}
