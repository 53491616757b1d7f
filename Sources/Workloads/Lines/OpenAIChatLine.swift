internal import Units

extension JSONText {
  /// A request and its response in OpenAI's chat dialect; a stream as the array of its chunks. The stamp is the start.
  mutating func openAIChat(_ exchange: Exchange) {
    let model = exchange.model.served ?? exchange.model.name
    let id = "chatcmpl-" + exchange.id
    object { row in
      row.pairHead(exchange, stamp: { $0.member("timestamp", exchange.start.description) })
      row.object("request") { request in
        request.member("model", exchange.model.name)
        request.array("messages") { $0.chatMessages(exchange) }
        request.chatParameters(exchange)
        request.member("user", "user-\(exchange.user)")
        request.object("metadata") { $0.member("team", exchange.teamName) }
      }
      switch exchange.outcome {
      case .failed(let failure): row.object("response") { $0.openAIError(failure) }
      case .answered(let answer) where exchange.isStream:
        row.array("response") { $0.chatChunks(exchange, answer, id: id, model: model) }
      case .answered(let answer):
        row.object("response") { $0.chatCompletion(exchange, answer, id: id, model: model) }
      }
    }
  }

  /// What every pair begins with.
  mutating func pairHead(_ exchange: Exchange, stamp: (inout JSONText) -> Void) {
    member("id", exchange.id)
    stamp(&self)
    member("latency_ms", Int(exchange.duration.count / 1_000))
    if let firstToken = exchange.firstToken { member("ttft_ms", Int(firstToken.count / 1_000)) }
    member("status", exchange.failure?.rawValue ?? 200)
  }

  /// System prompt, earlier turns and the last user message.
  mutating func chatMessages(_ exchange: Exchange) {
    func message(_ role: String, _ content: String) {
      object {
        $0.member("role", role)
        $0.member("content", content)
      }
    }
    if let system = exchange.system { message("system", system) }
    for turn in exchange.earlier {
      message("user", turn.user)
      message("assistant", turn.assistant)
    }
    message("user", exchange.message)
  }

  /// Parameters of a chat completion but for messages and model.
  mutating func chatParameters(_ exchange: Exchange) {
    if let temperature = exchange.temperature { literal("temperature", plain(temperature, decimals: 6)) }
    if let limit = exchange.maxTokens { member("max_tokens", limit) }
    if exchange.isStream {
      member("stream", true)
      object("stream_options") { $0.member("include_usage", true) }
    }
  }

  /// The body of a response that did not stream.
  mutating func chatCompletion(_ exchange: Exchange, _ answer: Answer, id: String, model: String) {
    member("id", id)
    member("object", "chat.completion")
    literal("created", String(exchange.created))
    member("model", model)
    array("choices") {
      $0.object { choice in
        choice.member("index", 0)
        choice.member("finish_reason", answer.isCut ? "length" : "stop")
        choice.object("message") {
          $0.member("role", "assistant")
          $0.member("content", answer.text)
        }
      }
    }
    object("usage") { $0.chatUsage(exchange.usage, anthropic: false) }
  }

  private mutating func chatChunks(_ exchange: Exchange, _ answer: Answer, id: String, model: String) {
    func chunk(_ body: (inout JSONText) -> Void) {
      object { chunk in
        chunk.member("id", id)
        chunk.member("object", "chat.completion.chunk")
        chunk.literal("created", String(exchange.created))
        chunk.member("model", model)
        body(&chunk)
      }
    }
    let parts = deltas(of: answer.text)
    for (index, part) in parts.enumerated() {
      chunk { chunk in
        chunk.array("choices") {
          $0.object { choice in
            choice.member("index", 0)
            choice.object("delta") { delta in
              if index == 0 { delta.member("role", "assistant") }
              delta.member("content", part)
            }
            choice.member("finish_reason", index + 1 < parts.count ? nil : answer.isCut ? "length" : "stop")
          }
        }
      }
    }
    chunk { chunk in
      chunk.array("choices") { _ in }
      chunk.object("usage") { $0.chatUsage(exchange.usage, anthropic: false) }
    }
  }

  /// Usage as OpenAI counts: cached tokens are within the prompt's. LiteLLM adds Anthropic's own counts beside them.
  mutating func chatUsage(_ usage: TokenUsage, anthropic: Bool) {
    member("prompt_tokens", usage.input)
    member("completion_tokens", usage.output)
    member("total_tokens", usage.total)
    object("prompt_tokens_details") { $0.member("cached_tokens", usage.cacheRead) }
    if anthropic {
      member("cache_creation_input_tokens", usage.cacheWrite5m)
      member("cache_read_input_tokens", usage.cacheRead)
    }
  }

  mutating func openAIError(_ failure: Failure) {
    object("error") { error in
      error.member("message", failure.message)
      error.member("type", failure == .rateLimited ? "requests" : failure.type)
      error.null("param")
      error.member("code", failure.type)
    }
  }
}

/// A text in the parts in which a stream brings it: fewer than a real one has, so that logs stay small.
func deltas(of text: String) -> [String] {
  var parts: [String] = []
  var rest = Substring(text)
  while !rest.isEmpty {
    let part = rest.prefix(240)
    parts.append(String(part))
    rest = rest.dropFirst(240)
  }
  return parts
}
