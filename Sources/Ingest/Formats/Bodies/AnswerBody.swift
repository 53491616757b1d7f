internal import Similarity
internal import Traces
internal import Units

extension LoggedAnswer {
  /// Takes a whole answer, of whatever dialect: they are told apart by their keys.
  mutating func read(_ body: JSONValue) {
    guard body.kind == .object else { return }
    readHead(body)
    if let choices = body["choices"], choices.kind == .array {
      dialect = choices[0]?["text"] == nil ? .chat : .completion
      for choice in choices.elements { read(choice: choice) }
    } else if let output = body["output"] {
      dialect = output.kind == .array ? .responses : .converse
      if output.kind == .array { read(output: output) } else { read(converse: output) }
    } else if let candidates = body["candidates"] {
      dialect = .gemini
      for candidate in candidates.elements { read(candidate: candidate) }
    } else if let content = body["content"], content.kind == .array {
      read(blocks: content)
    } else if let message = body["message"], message.kind == .object {
      read(message: message)
    } else if body["role"] != nil {
      read(message: body)
    } else {
      readText(body)
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
  mutating func readHead(_ body: JSONValue) {
    if let id = LoggedName(body["id"]) ?? LoggedName(body["responseId"]) ?? LoggedName(body["response_id"]) { self.id = id.fingerprint }
    if let name = LoggedName(body["model"]) ?? LoggedName(body["modelVersion"]) ?? LoggedName(body["model_version"]) { model = name }
    if created == nil, let stamp = Stamp.moment(body["created"] ?? body["created_at"] ?? body["createTime"] ?? body["create_time"]) {
      created = stamp
    }
    if let tokens = Usage.read(body["usage"]) ?? Usage.read(body["usageMetadata"] ?? body["usage_metadata"]) ?? Usage.read(body["meta"])
      ?? Usage.read(body["x_groq"]?["usage"])
    {
      usage = tokens
    }
    readOllama(body)
    if let metrics = body["metrics"] { duration = Stamp.span(metrics["latencyMs"], unit: 1e3) }
    if let error = body["error"], !error.isNull { isError = true }
    if let type = body["type"] {
      if type.isText("error") {
        isError = true
        if body["error"]?.kind == .object { dialect = .messages }
      } else if type.isText("message") {
        dialect = .messages
      }
    }
    end(body["stop_reason"])
    end(body["stopReason"])
    end(body["finish_reason"])
    if let status = body["status"], status.kind == .string { end(status) }
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
  private mutating func readOllama(_ body: JSONValue) {
    guard let output = Usage.count(body["eval_count"]) else { return }
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
