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
    if request["query"] != nil, request["documents"] ?? request["texts"] != nil { return .rerank }
    if request["texts"] != nil || request["text"] != nil && answered == .embedding { return .embedding }
    // DashScope has the messages one level down.
    if request["input"]?["messages"] != nil { return .chat }
    if request["input"] != nil {
      if let answered, [.embedding, .moderation, .rerank, .image].contains(answered) { return answered }
      if request.first(["encoding_format", "dimensions", "input_type"]) != nil || contains(request["model"], "embed") { return .embedding }
      if request["voice"] != nil { return .audio }
      return contains(request["model"], "moderation") ? .moderation : .responses
    }
    if request["prompt"] != nil { return isImage(request) || answered == .image ? .image : .completion }
    if request["message"]?.kind == .string { return .cohereChat }
    if request["inputText"] != nil { return request["textGenerationConfig"] != nil || answered == .completion ? .completion : .embedding }
    if request["inputs"] != nil { return answered == .embedding ? .embedding : .completion }
    if request.first(["textToImageParams", "text_prompts"]) != nil { return .image }
    if request.first(["singleEmbeddingParams", "instances", "requests"]) != nil { return answered ?? .embedding }
    return answered
  }

  private static let imageModels = ["image", "dall-e", "imagen", "stable-diffusion", "flux"]

  private static func isImage(_ request: JSONValue) -> Bool {
    guard request["max_tokens"] == nil else { return false }
    if request.first(["size", "aspect_ratio"]) != nil || request["mode"]?.string?.hasSuffix("-to-image") == true { return true }
    guard let model = request["model"]?.string?.lowercased() else { return false }
    return imageModels.contains { model.contains($0) }
  }

  private static func contains(_ value: JSONValue?, _ word: String) -> Bool { value?.string?.contains(word) ?? false }
}
