internal import Traces

/// In which of the APIs' languages the body of a request is written.
enum Dialect {
  /// OpenAI chat completions, and the many that speak it.
  case chat
  /// OpenAI Responses.
  case responses
  /// Anthropic Messages.
  case messages
  /// One prompt, one text: OpenAI and Anthropic completions, and the older models of Bedrock and Cohere.
  case completion
  /// Gemini's `generateContent`.
  case gemini
  /// Bedrock's Converse, and models that share its messages.
  case converse
  /// Cohere's first chat API: a message and a history.
  case cohereChat
  case embedding, image, audio, moderation, rerank

  /// The kind of call that it is.
  var endpoint: Endpoint {
    switch self {
    case .chat, .gemini, .converse, .cohereChat: .chat
    case .responses: .responses
    case .messages: .messages
    case .completion: .completion
    case .embedding: .embedding
    case .image: .image
    case .audio: .audio
    case .moderation: .moderation
    case .rerank: .rerank
    }
  }

  /// What the keys of a request say, helped by the dialect of its answer; `nil` if nothing.
  static func of(request: JSONValue?, answered: Dialect?) -> Dialect? {
    guard let request else { return answered }
    if request["contents"] != nil { return .gemini }
    if let messages = request["messages"] {
      if request["inferenceConfig"] != nil || request["toolConfig"] != nil { return .converse }
      if request["anthropic_version"] != nil || answered == .messages { return .messages }
      if request["system"] != nil, request["max_tokens"] != nil { return .messages }
      let part = messages[0]?["content"]?[0]
      return part != nil && part?["type"] == nil && part?["text"] != nil ? .converse : .chat
    }
    if request["query"] != nil, request["documents"] != nil { return .rerank }
    if request["texts"] != nil { return .embedding }
    if request["input"] != nil {
      let isEmbedding = request["encoding_format"] != nil || request["dimensions"] != nil || contains(request["model"], "embed")
      if isEmbedding { return .embedding }
      return contains(request["model"], "moderation") ? .moderation : .responses
    }
    if request["prompt"] != nil { return request["size"] != nil && request["max_tokens"] == nil ? .image : .completion }
    if request["message"]?.kind == .string { return .cohereChat }
    if request["inputText"] != nil { return request["textGenerationConfig"] != nil ? .completion : .embedding }
    return answered
  }

  private static func contains(_ value: JSONValue?, _ word: String) -> Bool { value?.string?.contains(word) ?? false }
}
