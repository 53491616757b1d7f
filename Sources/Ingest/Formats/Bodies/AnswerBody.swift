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
      } else if let candidates = members[.candidates] {
        dialect = .gemini
        for candidate in candidates.elements { read(candidate: candidate) }
      } else if let content = members[.content], content.kind == .array {
        read(blocks: content)
      } else if let message = members[.message], message.kind == .object {
        read(message: message)
      } else if members[.role] != nil {
        read(message: body)
      } else {
        readText(body)
      }
    }
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
    if !isInRecord, let spent = body[.usage]?["cost"] { cost = spent.numeric ?? spent["total_cost"]?.numeric ?? cost }
    if let count = body[.evaluated] { readOllama(body.object, count) }
    if let metrics = body[.metrics] { duration = Stamp.span(metrics["latencyMs"], unit: 1e3) }
    if let error = body[.error], !error.isNull { isError = true }
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
    end(choice["finish_reason"])
    add(text: choice["text"])
    if let message = choice["message"] { read(message: message) }
  }

  /// A message with content and tool calls: OpenAI, Cohere, Converse, and OpenTelemetry, whose content is called parts.
  private mutating func read(message: JSONValue) {
    if let content = message["content"] ?? message["parts"] {
      if content.kind == .array { read(blocks: content) } else { add(text: content) }
    }
    add(text: message["refusal"])
    if let calls = message["tool_calls"] {
      for call in calls.elements { add(call: call) }
    }
    if let call = message["function_call"], !call.isNull { add(call: call) }
  }

  /// Blocks of content: Anthropic, Converse, Cohere.
  private mutating func read(blocks: JSONValue) {
    for block in blocks.elements {
      if let text = block["text"], text.kind == .string {
        add(text: text)
      } else if let text = block["content"], text.kind == .string, block["type"]?.string == "text" {
        add(text: text)
      } else if block["type"]?.string == "reasoning" || block["type"]?.string == "thinking" {
        continue
      } else if ["tool_use", "tool_call"].contains(block["type"]?.string) || block["toolUse"] != nil {
        add(call: block)
      } else {
        add(part: block)
      }
    }
  }

  /// Responses: messages, tool calls, and reasoning, which is no part of the answer.
  private mutating func read(output: JSONValue) {
    for item in output.elements {
      switch item["type"]?.string {
      case "message"?, nil: read(message: item)
      case "reasoning"?: break
      default: add(call: item)
      }
    }
  }

  /// Converse: `output.message`.
  private mutating func read(converse output: JSONValue) {
    if let message = output["message"] { read(message: message) } else { add(text: output["text"]) }
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
    add(text: body.first(["text", "completion", "generation", "response", "generated_text"]))
    // Cloudflare's own models answer inside of a result.
    if let result = body["result"], result.kind == .object { read(result) }
    if let calls = body["tool_calls"] {
      for call in calls.elements { add(call: call) }
    }
    for list in [body["generations"], body["outputs"], body["results"]] {
      for element in list?.elements ?? JSONElements(of: body) {
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
  }

  /// Ollama's counts and its time in nanoseconds. Source: its API reference, `/api/chat` and `/api/generate`.
  private mutating func readOllama(_ body: JSONValue, _ count: JSONValue) {
    guard let output = Usage.count(count) else { return }
    // What it had in its cache is not counted as evaluated: without the count nothing else was.
    usage = .init(uncachedInput: Usage.count(body["prompt_eval_count"]) ?? 0, output: output)
    duration = Stamp.span(body["total_duration"], unit: 1e-3)
    end(body["done_reason"])
  }

  /// Counts that stand beside the text: Llama and Titan on Bedrock.
  private mutating func readOlderUsage(_ body: JSONValue) {
    guard usage == nil, let input = Usage.count(body["prompt_token_count"]) ?? Usage.count(body["inputTextTokenCount"]) else { return }
    let output = Usage.count(body["generation_token_count"]) ?? Usage.count(body["results"]?[0]?["tokenCount"])
    usage = .init(uncachedInput: input, output: output ?? 0)
  }
}

/// Members of an answer's body, or of one event of it, in all dialects.
private enum AnswerMember: Int, JSONFields {
  case id, responseID, snakeResponseID, model, modelVersion, snakeModelVersion, created, createdAt, createTime, snakeCreateTime
  case usage, usageMetadata, snakeUsageMetadata, meta, groq, evaluated, metrics
  case error, type, stopReason, camelStopReason, finishReason, status
  case choices, output, candidates, content, message, role

  static let names: [StaticString] = [
    "id", "responseId", "response_id", "model", "modelVersion", "model_version", "created", "created_at", "createTime", "create_time",
    "usage", "usageMetadata", "usage_metadata", "meta", "x_groq", "eval_count", "metrics",
    "error", "type", "stop_reason", "stopReason", "finish_reason", "status",
    "choices", "output", "candidates", "content", "message", "role",
  ]
  static let table = JSONFieldTable(names)
}
