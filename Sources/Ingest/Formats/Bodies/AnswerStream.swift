internal import Similarity
internal import Traces
internal import Units

extension LoggedAnswer {
  /// Takes the next event of a stream, of whatever dialect.
  ///
  /// Nothing of `event` is kept but copies, so that its parser can go on to the next.
  mutating func read(event: JSONValue) {
    guard event.kind == .object else { return }
    let before = model
    if event["choices"] != nil {
      readChunk(event)
    } else if event["candidates"] != nil || event["usageMetadata"] != nil {
      readGemini(event)
    } else if event["done"]?.bool != nil {
      readOllama(event)
    } else if let type = event["type"]?.string {
      readTyped(event, type)
    } else if let type = event["event_type"]?.string {
      readCohere(event, type)
    } else {
      if let error = event["error"], !error.isNull { isError = true }
      readConverse(event)
      readInvocation(event)
    }
    readMetrics(event)
    if let name = model { model = name.fingerprint == before?.fingerprint ? before : LoggedName(name.text) }
  }

  /// Says that there are no more events: what was begun and not ended was broken off.
  mutating func endStream() {
    if isOpen { end("incomplete") }
    isOpen = false
  }

  /// OpenAI chat and completion chunks; the usage is in the last one, whose choices are empty.
  private mutating func readChunk(_ event: JSONValue) {
    readHead(event)
    // Loggers that leave members out may leave out the last one too.
    if event["choices"]?[0]?["finish_reason"]?.isNull == true { isOpen = true }
    if let counts = event["usage"], counts.kind == .object { isOpen = false }
    for choice in event["choices"]?.elements ?? JSONElements(of: event) {
      let index = choice["index"]?.int ?? 0
      end(choice["finish_reason"])
      stream(text: choice["text"], choice: index)
      guard let delta = choice["delta"] else { continue }
      stream(text: delta["content"], choice: index)
      stream(text: delta["refusal"], choice: index)
      stream(text: delta["audio"]?["transcript"], choice: index)
      if let call = delta["function_call"], !call.isNull { stream(function: call, choice: index) }
      for call in delta["tool_calls"]?.elements ?? JSONElements(of: event) { stream(function: call["function"], choice: index) }
    }
  }

  private mutating func stream(function: JSONValue?, choice: Int) {
    stream(call: function?["name"], choice: choice)
    stream(call: function?["arguments"], choice: choice)
  }

  /// Ollama's chat and generate, a JSON object a line; its tools are called in a piece.
  private mutating func readOllama(_ event: JSONValue) {
    readHead(event)
    isOpen = event["done"]?.bool == false
    stream(text: event["message"]?["content"] ?? event["response"])
    for call in event["message"]?["tool_calls"]?.elements ?? JSONElements(of: event) {
      stream(call: call["function"]?["name"])
      stream(arguments: call["function"]?["arguments"], choice: 0)
    }
  }

  private mutating func readGemini(_ event: JSONValue) {
    readHead(event)
    if let candidates = event["candidates"], candidates.count > 0 {
      isOpen = !candidates.elements.contains { $0.first(["finishReason", "finish_reason"])?.kind == .string }
    }
    for candidate in event["candidates"]?.elements ?? JSONElements(of: event) {
      let index = candidate["index"]?.int ?? 0
      end(candidate.first(["finishReason", "finish_reason"]))
      for part in candidate["content"]?["parts"]?.elements ?? JSONElements(of: event) where part["thought"]?.bool != true {
        stream(text: part["text"], choice: index)
        if let call = part["functionCall"] {
          stream(call: call["name"], choice: index)
          stream(arguments: call["args"], choice: index)
        }
      }
    }
  }

  /// Events with a type: Anthropic Messages, OpenAI Responses, Cohere's second chat API.
  private mutating func readTyped(_ event: JSONValue, _ type: String) {
    switch type {
    case "message_start":
      dialect = .messages
      if let message = event["message"] { readHead(message) }
      isOpen = true
    case "content_block_start":
      stream(text: event["content_block"]?["text"])
      isOwnTool = event["content_block"]?["type"]?.isText("tool_use") != true
      if !isOwnTool { stream(call: event["content_block"]?["name"]) }
    case "content_block_delta":
      stream(text: event["delta"]?["text"])
      if let piece = event["delta"]?["partial_json"], !isOwnTool { stream(call: piece) }
    case "message_delta":
      isOpen = false
      readDelta(event["usage"])
      end(event["delta"]?["stop_reason"])
    case "response.completed", "response.incomplete", "response.failed":
      isOpen = false
      guard let response = event["response"] else { return }
      resetStream()
      read(response)
    case "message_stop":
      isOpen = false
    case "response.created":
      dialect = .responses
      if let response = event["response"] { readHead(response) }
      isOpen = true
    case "response.output_text.delta", "response.refusal.delta":
      stream(text: event["delta"])
    case "response.function_call_arguments.delta":
      stream(call: event["delta"])
    case "content-delta":
      stream(text: event["delta"]?["message"]?["content"]?["text"])
    case "tool-call-start", "tool-call-delta":
      stream(function: event["delta"]?["message"]?["tool_calls"]?["function"], choice: 0)
    case "message-end":
      isOpen = false
      usage = Usage.read(event["delta"]?["usage"]) ?? usage
      end(event["delta"]?["finish_reason"])
    case "error":
      isError = true
    case "message-start":
      isOpen = true
      if let id = LoggedName(event["id"]) { self.id = id.fingerprint }
    case "completion":
      stream(text: event["completion"])
      end(event["stop_reason"])
    default:
      break
    }
  }

  /// Anthropic's counts at the end of a stream: those of output are cumulative, those of input may be left out, and how long what was
  /// written is kept was said at its beginning.
  private mutating func readDelta(_ counts: JSONValue?) {
    guard let counts, var tokens = usage else {
      usage = Usage.read(counts) ?? usage
      return
    }
    if Usage.count(counts["input_tokens"]) == nil {
      tokens.output = Usage.count(counts["output_tokens"]) ?? tokens.output
      tokens.reasoning = min(Usage.count(counts["output_tokens_details"]?["thinking_tokens"]) ?? tokens.reasoning, tokens.output)
    } else if var now = Usage.read(counts) {
      if now.cacheWrite1h == 0, now.cacheWrite5m == tokens.cacheWrite5m + tokens.cacheWrite1h {
        now.cacheWrite5m = tokens.cacheWrite5m
        now.cacheWrite1h = tokens.cacheWrite1h
      }
      tokens = now
    }
    usage = tokens
  }

  /// Cohere's first chat API, a JSON object a line.
  private mutating func readCohere(_ event: JSONValue, _ type: String) {
    switch type {
    case "text-generation":
      isOpen = true
      stream(text: event["text"])
    case "stream-end":
      isOpen = false
      end(event["finish_reason"])
      guard let response = event["response"] else { return }
      resetStream()
      read(response)
    default:
      break
    }
  }

  /// Bedrock ConverseStream: the key says what the event is.
  private mutating func readConverse(_ event: JSONValue) {
    if event["messageStart"] != nil { isOpen = true }
    if event["messageStop"] != nil { isOpen = false }
    if let delta = event["contentBlockDelta"]?["delta"] {
      stream(text: delta["text"])
      if let input = delta["toolUse"]?["input"] { stream(call: input) }
    }
    if let start = event["contentBlockStart"]?["start"]?["toolUse"] { stream(call: start["name"]) }
    end(event["messageStop"]?["stopReason"])
    if let metadata = event["metadata"] {
      usage = Usage.read(metadata["usage"]) ?? usage
      duration = Stamp.span(metadata["metrics"]?["latencyMs"], unit: 1e3) ?? duration
    }
  }

  /// The texts of Bedrock's older models and of Cloudflare's own.
  private mutating func readInvocation(_ event: JSONValue) {
    if event["outputText"] != nil { dialect = .completion }
    stream(text: event["outputText"] ?? event["generation"])
    stream(text: event.first(["completion", "text", "response"]))
    for output in event["outputs"]?.elements ?? JSONElements(of: event) {
      stream(text: output["text"])
      end(output["stop_reason"])
    }
    end(event["stop_reason"] ?? event["finish_reason"])
    usage = Usage.read(event["usage"]) ?? usage
  }

  /// What Bedrock adds to the last event of an invocation.
  private mutating func readMetrics(_ event: JSONValue) {
    guard let metrics = event["amazon-bedrock-invocationMetrics"] else { return }
    isOpen = false
    duration = Stamp.span(metrics["invocationLatency"], unit: 1e3) ?? duration
    if usage == nil, let input = Usage.count(metrics["inputTokenCount"]) {
      usage = TokenUsage(uncachedInput: input, output: Usage.count(metrics["outputTokenCount"]) ?? 0)
    }
  }
}
