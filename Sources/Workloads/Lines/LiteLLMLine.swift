internal import Units

extension JSONText {
  /// A row of LiteLLM's StandardLoggingPayload, as its S3 and HTTP sinks write it.
  mutating func liteLLM(_ exchange: Exchange) {
    let cost = exchange.model.cost(exchange.usage)
    let isHit = exchange.servedFrom != nil
    let firstToken = exchange.firstToken.map { Timestamp(microseconds: exchange.start.microseconds + $0.count) }
    object { row in
      row.member("id", exchange.id)
      row.member("litellm_call_id", uuid(exchange.ordinal))
      row.member("trace_id", uuid(exchange.ordinal))
      row.member("session_id", "")
      row.member("call_type", "acompletion")
      if isHit { row.member("cache_hit", true) } else { row.null("cache_hit") }
      if exchange.firstToken != nil { row.member("stream", true) } else { row.null("stream") }
      row.member("status", exchange.failure == nil ? "success" : "failure")
      row.member("custom_llm_provider", exchange.model.provider)
      row.member("saved_cache_cost", isHit ? cost.total : .zero)
      row.member("startTime", seconds: exchange.start)
      row.member("endTime", seconds: exchange.end)
      row.member("completionStartTime", seconds: firstToken ?? exchange.end)
      // LiteLLM's response time is that to the first token for streams.
      row.literal("response_time", plain((exchange.firstToken ?? exchange.duration).seconds, decimals: 6))
      row.member("model", exchange.model.name)
      row.member("model_group", exchange.model.name)
      row.member("model_id", "dep-" + exchange.model.name)
      row.object("metadata") { metadata in
        metadata.member("user_api_key_hash", keyHash(exchange.team))
        metadata.member("user_api_key_alias", "key-\(exchange.team)")
        metadata.member("user_api_key_team_id", "team-\(exchange.team)")
        metadata.member("user_api_key_team_alias", exchange.teamName)
        metadata.member("user_api_key_org_id", "org-1")
        metadata.member("user_api_key_user_id", "user-\(exchange.user)")
        metadata.object("usage_object") { $0.chatUsage(exchange.usage, anthropic: exchange.model.provider == "anthropic") }
      }
      row.member("cache_key", isHit ? keyHash(exchange.ordinal) : nil)
      row.member("response_cost", isHit ? .zero : cost.total)
      row.member("total_tokens", exchange.usage.total)
      row.member("prompt_tokens", exchange.usage.input)
      row.member("completion_tokens", exchange.usage.output)
      row.array("request_tags") { $0.string("team:\(exchange.team)") }
      row.member("end_user", "user-\(exchange.user)")
      row.member("api_base", apiBase(exchange.model.provider))
      row.array("messages") { $0.chatMessages(exchange) }
      row.object("response") { response in
        if case .answered(let answer) = exchange.outcome {
          response.chatCompletion(exchange, answer, id: exchange.servedFrom ?? exchange.id, model: exchange.model.name)
        }
      }
      row.object("model_parameters") { parameters in
        // A hit of LiteLLM's cache is logged without them.
        if !isHit { parameters.chatParameters(exchange) }
      }
      row.member("error_str", exchange.failure.map { "litellm.\($0.liteLLMClass): \($0.message)" })
      row.object("error_information") { error in
        error.member("error_code", exchange.failure.map { String($0.rawValue) } ?? "")
        error.member("error_class", exchange.failure?.liteLLMClass ?? "")
        error.member("llm_provider", exchange.failure == nil ? "" : exchange.model.provider)
        error.member("error_message", exchange.failure?.message ?? "")
      }
    }
  }
}

private func apiBase(_ provider: String) -> String {
  switch provider {
  case "openai": "https://api.openai.com"
  case "anthropic": "https://api.anthropic.com"
  case "gemini": "https://generativelanguage.googleapis.com"
  default: ""
  }
}

/// Eight hexadecimal digits that stand for an API key or a cache key.
private func keyHash(_ number: Int) -> String {
  String((UInt32(truncatingIfNeeded: number) &+ 0x51) &* 0x9E37_79B1 | 0x1000_0000, radix: 16)
}

/// A call id that counts: random ones would be half of a compressed log.
private func uuid(_ ordinal: Int) -> String {
  let digits = String(ordinal, radix: 16)
  return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
}

extension Exchange {
  /// How it failed, if it did.
  var failure: Failure? {
    if case .failed(let failure) = outcome { failure } else { nil }
  }
}
