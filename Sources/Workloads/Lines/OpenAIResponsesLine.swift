internal import Units

extension JSONText {
  /// A request and its response in OpenAI's Responses dialect; a stream as its last state. The stamp is the start, in seconds.
  mutating func openAIResponses(_ exchange: Exchange) {
    object { row in
      row.pairHead(exchange, stamp: { $0.member("timestamp", seconds: exchange.start) })
      row.object("request") { $0.responsesRequest(exchange) }
      row.object("response") { $0.responsesBody(exchange) }
    }
  }

  private mutating func responsesRequest(_ exchange: Exchange) {
    member("model", exchange.model.name)
    if let system = exchange.system { member("instructions", system) }
    if exchange.earlier.isEmpty {
      member("input", exchange.message)
    } else {
      array("input") { input in
        for turn in exchange.earlier {
          input.item("user", "input_text", turn.user)
          input.item("assistant", "output_text", turn.assistant)
        }
        input.item("user", "input_text", exchange.message)
      }
    }
    if let temperature = exchange.temperature { literal("temperature", plain(temperature, decimals: 6)) }
    if let limit = exchange.maxTokens { member("max_output_tokens", limit) }
    if exchange.isStream { member("stream", true) }
    member("user", "user-\(exchange.user)")
    object("metadata") { $0.member("team", exchange.teamName) }
  }

  private mutating func item(_ role: String, _ type: String, _ text: String) {
    object { item in
      item.member("role", role)
      item.array("content") {
        $0.object {
          $0.member("type", type)
          $0.member("text", text)
        }
      }
    }
  }

  private mutating func responsesBody(_ exchange: Exchange) {
    member("id", "resp_" + exchange.id)
    member("object", "response")
    literal("created_at", String(exchange.start.microseconds / 1_000_000))
    let answer: Answer
    switch exchange.outcome {
    case .answered(let given): answer = given
    case .failed(let failure):
      member("status", "failed")
      member("model", exchange.model.served ?? exchange.model.name)
      object("error") {
        $0.member("code", failure.type)
        $0.member("message", failure.message)
      }
      array("output") { _ in }
      null("usage")
      return
    }
    member("status", answer.isCut ? "incomplete" : "completed")
    if answer.isCut { object("incomplete_details") { $0.member("reason", "max_output_tokens") } }
    member("model", exchange.model.served ?? exchange.model.name)
    array("output") {
      $0.object { message in
        message.member("type", "message")
        message.member("id", "msg_" + exchange.id)
        message.member("role", "assistant")
        message.member("status", answer.isCut ? "incomplete" : "completed")
        message.array("content") {
          $0.object { part in
            part.member("type", "output_text")
            part.member("text", answer.text)
            part.array("annotations") { _ in }
          }
        }
      }
    }
    object("usage") { usage in
      usage.member("input_tokens", exchange.usage.input)
      usage.object("input_tokens_details") { $0.member("cached_tokens", exchange.usage.cacheRead) }
      usage.member("output_tokens", exchange.usage.output)
      usage.object("output_tokens_details") { $0.member("reasoning_tokens", 0) }
      usage.member("total_tokens", exchange.usage.total)
    }
  }
}
