internal import Similarity
internal import Traces
internal import Units

extension LoggedAnswer {
  /// Takes a whole answer, of whatever dialect: they are told apart by their keys.
  mutating func read(_ body: JSONValue) {
    guard body.kind == .object else { return }
    body.withFields(AnswerMember.self) { members in
      readHead(members)
      if let choices = members[.choices], choices.kind == .array {
        dialect = choices[0]?["text"] == nil ? .chat : .completion
        for choice in choices.elements { read(choice: choice) }
      } else if let output = members[.output] {
        dialect = output.kind == .array ? .responses : .converse
        if output.kind == .array { read(output: output) } else { read(converse: output) }
        // What was to be done in the background had no answer yet.
        if members[.status]?.isText("queued") == true || members[.status]?.isText("in_progress") == true { end("incomplete") }
      } else if let candidates = members[.candidates] {
        dialect = .gemini
        for candidate in candidates.elements { read(candidate: candidate) }
      } else if let content = members[.content], content.kind == .array {
        read(blocks: content)
      } else if members[.content]?["parts"] != nil {
        read(candidate: body)  // as Google's agents keep it
      } else if let message = members[.message], message.kind == .object {
        read(message: message)
      } else if members[.role] != nil {
        read(message: body)
      } else {
        readText(body)
      }
    }
  }

  /// Whether an object is what an interface answers, rather than JSON that a model was asked for: that may have any of the usual names too.
  static func isBody(_ body: JSONValue) -> Bool {
    if body.first(ofBodies) != nil || isError(body) { return true }
    if let content = body["content"] {
      return content.kind == .array && content[0]?.kind == .object || body["stop_reason"] != nil || content["parts"] != nil
        || body.count == 1
    }
    if let output = body["output"] { return output[0]?.kind == .object || output["message"] != nil || output["text"] != nil }
    if let message = body["message"], message.kind == .object { return message["role"] != nil || message["content"] != nil }
    if body["messages"]?[0]?.kind == .object { return true }
    if let result = body["result"], result.kind == .object { return isBody(result) }
    if body.first(["text", "completion", "generation", "response", "generated_text"]) != nil {
      return body.count == 1 || body.first(besideTexts) != nil
    }
    let first = body.first(["outputs", "results", "data", "predictions", "completions"])?[0]
    return first?.first(inLists) != nil
  }

  /// What only bodies have.
  private static let ofBodies: [StaticString] = [
    "choices", "candidates", "usageMetadata", "usage_metadata", "object", "generations", "tool_calls", "toolCalls", "lc", "kwargs", "role",
    "usage", "embedding", "embeddings", "embeddingsByType", "images", "promptFeedback", "prompt_feedback", "parts",
  ]
  private static let besideTexts: [StaticString] = [
    "stop_reason", "finish_reason", "done", "is_finished", "prompt_token_count", "generation_id", "id", "model", "meta",
  ]
  private static let inLists: [StaticString] = [
    "text", "outputText", "embedding", "embeddings", "b64_json", "url", "bytesBase64Encoded", "relevance_score", "flagged", "data",
  ]

  /// An error as interfaces tell it: an object with a message or a code, or a type that says it.
  private static func isError(_ body: JSONValue) -> Bool {
    if let error = body["error"], error.kind == .object { return error.first(["message", "type", "code"]) != nil }
    return false
  }

  /// Takes an answer that was logged as messages, or as one.
  mutating func read(messages: JSONValue) {
    if messages.kind == .object { return read(message: messages) }
    for message in messages.elements {
      end(message["finish_reason"])
      read(message: message)
    }
  }

  /// Id, model, time, usage, error and reason of the end, by the names of all dialects.
  mutating func readHead(_ body: JSONValue) { body.withFields(AnswerMember.self) { readHead($0) } }

  private mutating func readHead(_ body: JSONFound<AnswerMember>) {
    if !isInRecord { readNames(body) }
    let counted = Usage.read(body[.usage])
    usageMember = usageMember ?? counted
    if let tokens = counted ?? Usage.read(body[.usageMetadata] ?? body[.snakeUsageMetadata]) ?? Usage.read(body[.meta])
      ?? Usage.read(body[.groq]?["usage"])
    {
      usage = tokens
    }
    if !isInRecord, let spent = body[.usage]?["cost"] { cost = spent.amount ?? spent["total_cost"]?.amount ?? cost }
    if let count = body[.evaluated] { readOllama(body.object, count) }
    if let metrics = body[.metrics] { duration = Stamp.span(metrics["latencyMs"], unit: 1e3) }
    if let tier = body[.serviceTier], tier.kind == .string {
      service = tier.isText("flex") ? .flex : tier.isText("priority") ? .priority : []
    }
    if let error = body[.error], !error.isNull {
      isError = true
      if let code = error["code"]?.int, (400...599).contains(code) { errorStatus = code }
    }
    if let type = body[.type] {
      if type.isText("error") {
        isError = true
        if body[.error]?.kind == .object { dialect = .messages }
      } else if type.isText("message") {
        dialect = .messages
      }
    }
    end(body[.stopReason])
    end(body[.camelStopReason])
    end(body[.finishReason])
    if let status = body[.status], status.kind == .string { end(status) }
  }

  private mutating func readNames(_ body: JSONFound<AnswerMember>) {
    if let id = LoggedName(body[.id]) ?? LoggedName(body[.responseID]) ?? LoggedName(body[.snakeResponseID]) { self.id = id.fingerprint }
    if let name = LoggedName(body[.model]) ?? LoggedName(body[.modelVersion]) ?? LoggedName(body[.snakeModelVersion]) { model = name }
    if created == nil,
      let stamp = Stamp.moment(body[.created] ?? body[.createdAt] ?? body[.createTime] ?? body[.snakeCreateTime])
    {
      created = stamp
    }
  }

  /// OpenAI: a choice with a message, or with a text.
  private mutating func read(choice: JSONValue) {
    end(choice["finish_reason"] ?? choice["stop_reason"])
    add(text: choice["text"])
    if let message = choice["message"] { read(message: message) }
  }

  /// A message with content and tool calls: OpenAI, Cohere, Converse, and OpenTelemetry, whose content is called parts.
  private mutating func read(message: JSONValue) {
    if let content = message["content"] ?? message["parts"] {
      if content.kind == .array { read(blocks: content) } else { add(text: content) }
      if content.isNull { add(text: message["audio"]?["transcript"]) }
    } else {
      add(text: message["text"])
    }
    add(text: message["refusal"])
    if let calls = message["tool_calls"] {
      for call in calls.elements { add(call: call) }
    }
    if let call = message["function_call"], !call.isNull { add(call: call) }
  }

  /// Blocks of content: Anthropic, Converse, Cohere, OpenTelemetry. Neither what was thought is a part of the answer nor what tools that the
  /// provider runs itself did on the way to it.
  mutating func read(blocks: JSONValue) {
    for block in blocks.elements {
      let type = block["type"]
      if let text = block["text"], text.kind == .string, type?.isText("reasoning") != true {
        add(text: text)
      } else if let text = block["content"], text.kind == .string, type?.isText("text") == true {
        add(text: text)
      } else if block["toolUse"] != nil {
        add(call: block)
      } else if block["reasoningContent"] != nil {
        continue
      } else {
        switch type?.string {
        case "reasoning"?, "thinking"?, "redacted_thinking"?: break
        case "tool_use"?, "tool_call"?, "tool-call"?: add(call: block)
        case "tool-result"?, "tool-error"?, "source"?: break
        case let name? where name.hasPrefix("server_tool_") || name == "mcp_tool_use" || name.hasSuffix("_tool_result"): break
        default: add(part: block)
        }
      }
    }
  }

  /// Tools that OpenAI runs itself.
  private static let ownTools: Set<String> = [
    "web_search_call", "file_search_call", "code_interpreter_call", "mcp_call", "mcp_list_tools", "tool_search_call", "tool_search_output",
  ]

  /// Responses: messages, tool calls, and reasoning, which is no part of the answer.
  mutating func read(output: JSONValue) {
    for item in output.elements {
      switch item["type"]?.string {
      case "message"?, nil: read(message: item)
      case "reasoning"?, "compaction"?: break
      case "image_generation_call"?: add(part: item)
      case let type? where Self.ownTools.contains(type): break
      default: add(call: item)
      }
    }
  }

  /// Converse: `output.message`; DashScope: `output.choices`, or a text.
  private mutating func read(converse output: JSONValue) {
    if let choices = output["choices"], choices.kind == .array {
      dialect = .chat
      for choice in choices.elements { read(choice: choice) }
    } else if let message = output["message"] {
      read(message: message)
    } else {
      add(text: output["text"])
    }
  }

  /// Gemini: the parts of a candidate, without its thoughts.
  private mutating func read(candidate: JSONValue) {
    end(candidate["finishReason"] ?? candidate["finish_reason"])
    guard let parts = candidate["content"]?["parts"] else { return }
    for part in parts.elements where part["thought"]?.bool != true {
      if let text = part["text"] { add(text: text) } else if part["functionCall"] != nil { add(call: part) } else { add(part: part) }
    }
  }

  /// Answers that are one text, each family under a name of its own: Cohere, Anthropic completions, Llama, Titan, Mistral, AI21, Ollama,
  /// Hugging Face, Workers AI.
  private mutating func readText(_ body: JSONValue) {
    if read(langChain: body) { return }
    // Cloudflare's own models answer inside of a result.
    if let result = body["result"], result.kind == .object { return read(result) }
    if let messages = body["messages"], messages.kind == .array {
      for message in messages.elements where !Self.isAsked(message) { read(message: message) }
      return
    }
    add(text: body.first(["text", "completion", "generation", "response", "generated_text", "content"]))
    if let calls = body.first(["tool_calls", "toolCalls"]) {
      for call in calls.elements { add(call: call) }
    }
    for list in [body["generations"], body["outputs"], body["results"]] {
      for element in list?.elements ?? JSONElements(of: body) {
        if element["outputText"] != nil { dialect = .completion }
        add(text: element["text"] ?? element["outputText"])
        end(element["finish_reason"] ?? element["stop_reason"] ?? element["completionReason"])
      }
    }
    if let completions = body["completions"] {
      for element in completions.elements {
        add(text: element["data"]?["text"])
        end(element["finishReason"]?["reason"])
      }
    }
    readOlderUsage(body)
    readOtherKinds(body)
  }

  /// Whether a message is one of those that were answered.
  private static func isAsked(_ message: JSONValue) -> Bool {
    let role = message["role"] ?? message["type"]
    return (["user", "human", "system", "developer", "tool"] as [StaticString]).contains { role?.isText($0) == true }
  }

  /// Answers that are no text: vectors, ranks, verdicts, images. Some count only a total, which is all input.
  private mutating func readOtherKinds(_ body: JSONValue) {
    // Gemini answers nothing to what it does not let through.
    if body["promptFeedback"]?["blockReason"] != nil || body["prompt_feedback"]?["block_reason"] != nil { end("safety") }
    let predictions = body["predictions"]
    let first = body["data"]?[0] ?? body["results"]?[0] ?? predictions?[0]
    let isVector = body.first(["embedding", "embeddings", "embeddingsByType", "shape"]) != nil
    if isVector || first?.first(["embedding", "embeddings"]) != nil {
      dialect = .embedding
    } else if first?["relevance_score"] != nil {
      dialect = .rerank
    } else if first?["flagged"] != nil {
      dialect = .moderation
    } else if first?.first(["b64_json", "url", "bytesBase64Encoded"]) != nil || body["images"]?.kind == .array {
      dialect = .image
      for image in (body["data"] ?? predictions ?? body["images"])?.elements ?? JSONElements(of: body) { add(part: image) }
    }
    guard usage == nil, dialect == .embedding || dialect == .rerank else { return }
    let counts = predictions?.elements.compactMap { Usage.count($0["embeddings"]?["statistics"]?["token_count"]) } ?? []
    let total = counts.isEmpty ? Usage.count(body["usage"]?["total_tokens"] ?? body["prompt_eval_count"]) : counts.reduce(0, +)
    if let total { usage = .init(uncachedInput: total, output: 0) }
  }

  /// Ollama's counts and its time in nanoseconds. Source: its API reference, `/api/chat` and `/api/generate`.
  private mutating func readOllama(_ body: JSONValue, _ count: JSONValue) {
    guard let output = Usage.count(count) else { return }
    // What it had in its cache is not counted as evaluated: without the count nothing else was.
    usage = .init(uncachedInput: Usage.count(body["prompt_eval_count"]) ?? 0, output: output)
    duration = Stamp.span(body["total_duration"], unit: 1e-3)
    ended = Stamp.moment(body["created_at"])
    end(body["done_reason"])
  }

  /// Counts that stand beside the text: Llama and Titan on Bedrock, llama.cpp.
  private mutating func readOlderUsage(_ body: JSONValue) {
    let names: [StaticString] = ["prompt_token_count", "inputTextTokenCount", "tokens_evaluated"]
    guard usage == nil, let input = Usage.count(body.given(names)) else { return }
    let output = Usage.count(body.given(["generation_token_count", "tokens_predicted"]) ?? body["results"]?[0]?["tokenCount"])
    usage = .init(uncachedInput: input, output: output ?? 0)
  }
}
