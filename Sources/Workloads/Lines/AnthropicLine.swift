internal import Units

extension JSONText {
  /// A request and its response in Anthropic's Messages dialect; a stream as the array of its events. The stamp is the start.
  mutating func anthropic(_ exchange: Exchange) {
    object { row in
      row.pairHead(exchange, stamp: { $0.member("timestamp", exchange.start.description) })
      row.object("request") { $0.anthropicRequest(exchange) }
      switch exchange.outcome {
      case .failed(let failure):
        row.object("response") { response in
          response.member("type", "error")
          response.object("error") {
            $0.member("type", failure.anthropicType)
            $0.member("message", failure.message)
          }
          response.member("request_id", "req_" + exchange.id)
        }
      case .answered(let answer) where exchange.isStream: row.array("response") { $0.anthropicEvents(exchange, answer) }
      case .answered(let answer):
        row.object("response") { response in
          response.anthropicMessage(exchange, stop: answer.isCut ? "max_tokens" : "end_turn", output: answer.tokens) {
            $0.textBlock(answer.text)
          }
        }
      }
    }
  }

  private mutating func anthropicRequest(_ exchange: Exchange) {
    member("model", exchange.model.name)
    member("max_tokens", exchange.maxTokens ?? 4_096)
    if let temperature = exchange.temperature { literal("temperature", plain(temperature, decimals: 6)) }
    if let system = exchange.system, !exchange.cachesSystem { member("system", system) }
    if let system = exchange.system, exchange.cachesSystem {
      array("system") {
        $0.object { block in
          block.member("type", "text")
          block.member("text", system)
          block.object("cache_control") { $0.member("type", "ephemeral") }
        }
      }
    }
    var conversation = exchange
    conversation.system = nil
    array("messages") { $0.chatMessages(conversation) }
    if exchange.isStream { member("stream", true) }
    object("metadata") { $0.member("user_id", "user-\(exchange.user)") }
  }

  private mutating func anthropicEvents(_ exchange: Exchange, _ answer: Answer) {
    func event(_ type: String, _ body: (inout JSONText) -> Void) {
      object { event in
        event.member("type", type)
        body(&event)
      }
    }
    event("message_start") { event in
      event.object("message") { $0.anthropicMessage(exchange, stop: nil, output: 1) { _ in } }
    }
    event("content_block_start") { event in
      event.member("index", 0)
      event.object("content_block") {
        $0.member("type", "text")
        $0.member("text", "")
      }
    }
    for part in deltas(of: answer.text) {
      event("content_block_delta") { event in
        event.member("index", 0)
        event.object("delta") {
          $0.member("type", "text_delta")
          $0.member("text", part)
        }
      }
    }
    event("content_block_stop") { $0.member("index", 0) }
    event("message_delta") { event in
      event.object("delta") {
        $0.member("stop_reason", answer.isCut ? "max_tokens" : "end_turn")
        $0.null("stop_sequence")
      }
      event.object("usage") { $0.member("output_tokens", answer.tokens) }
    }
    event("message_stop") { _ in }
  }

  /// Anthropic's input tokens do not contain those read from or written to its cache.
  private mutating func anthropicMessage(_ exchange: Exchange, stop: String?, output: Int, content: (inout JSONText) -> Void) {
    member("id", "msg_" + exchange.id)
    member("type", "message")
    member("role", "assistant")
    member("model", exchange.model.served ?? exchange.model.name)
    array("content", content)
    member("stop_reason", stop)
    null("stop_sequence")
    object("usage") { usage in
      usage.member("input_tokens", exchange.usage.uncachedInput)
      usage.member("cache_creation_input_tokens", exchange.usage.cacheWrite5m)
      usage.member("cache_read_input_tokens", exchange.usage.cacheRead)
      usage.object("cache_creation") {
        $0.member("ephemeral_5m_input_tokens", exchange.usage.cacheWrite5m)
        $0.member("ephemeral_1h_input_tokens", 0)
      }
      usage.member("output_tokens", output)
      usage.member("service_tier", "standard")
    }
  }

  private mutating func textBlock(_ text: String) {
    object {
      $0.member("type", "text")
      $0.member("text", text)
    }
  }
}
