/// A field of a request that a key rule may take into a cache key, or a scope partition by.
///
/// Its values are dense ids, one numbering per field; id 0 means that the request does not have the field. A field that is there but null
/// has an id of its own: absent is not null is not 0.
public enum KeyField: String, CaseIterable, Sendable, Hashable {
  /// The whole conversation: every message with its role, attachments and tool traffic, and the system prompt.
  case messages
  /// The conversation without the system prompt and without the text of the last user message.
  case earlierTurns = "earlier_turns"
  /// The text of the last user message.
  case lastUserMessage = "last_user_message"
  /// The system prompt (OpenAI's system and developer messages at the head, Anthropic's `system`, Responses' `instructions`).
  case systemPrompt = "system_prompt"

  /// The model that was asked for, by the name that it is priced under.
  case model
  /// The provider that served it.
  case provider
  /// The kind of call: ``Endpoint``.
  case endpoint
  /// The sampling temperature.
  case temperature
  /// Nucleus sampling.
  case topP = "top_p"
  /// The limit on output tokens, by whatever name the dialect gives it.
  case maxTokens = "max_tokens"
  /// The sampling seed.
  case seed
  /// The response format or schema.
  case responseFormat = "response_format"
  /// The tools on offer.
  case tools
  /// How tools may be chosen.
  case toolChoice = "tool_choice"
  /// Whether the answer was asked for as a stream.
  case stream
  /// All other parameters that can change an answer (stop, penalties, n, reasoning effort …), as one value.
  case otherParameters = "other_parameters"
  /// What was asked of a cache on the way: ``CacheControls``.
  case cacheControls = "cache_controls"
  /// The parameters as the client wrote them: each that the API knows by its own name and with its own value (1 is not 1.0), whether it can
  /// change the answer or only says how the call is made (service tier, stream options, store); in any order, and null is absent.
  case sentParameters = "sent_parameters"
  /// The order in which the client wrote the parameters that the API knows.
  case parameterOrder = "parameter_order"

  /// The organisation that called.
  case organisation
  /// The team that called.
  case team
  /// The user who called.
  case user
  /// The API key used, hashed by the gateway or by ingest.
  case apiKey = "api_key"
  /// The place (POP, region) that the call came through.
  case place
  /// What the body itself says of who asks: user, safety identifier, prompt cache key; the user where the log has no bodies.
  case sentIdentifiers = "sent_identifiers"
}

extension KeyField {
  /// The fields of a prompt tuple.
  public static let ofPrompts: [KeyField] = [.messages, .earlierTurns, .lastUserMessage, .systemPrompt]
  /// The fields of a parameters tuple.
  public static let ofParameters: [KeyField] = [
    .model, .provider, .endpoint, .temperature, .topP, .maxTokens, .seed, .responseFormat, .tools, .toolChoice, .stream,
    .otherParameters, .cacheControls, .sentParameters, .parameterOrder,
  ]
  /// The fields of a caller tuple.
  public static let ofCallers: [KeyField] = [.organisation, .team, .user, .apiKey, .place, .sentIdentifiers]
  /// The fields whose values are kept as names in a trace; of all others only dense ids are.
  public static let named: [KeyField] = [.model, .provider, .organisation, .team, .place]
  /// The fields that tell how something was written, beside those that tell what it means: what a product keys by, and no answer depends on.
  public static let ofWriting: Set<KeyField> = [.sentParameters, .parameterOrder, .sentIdentifiers]
  /// The fields that few logs have: a trace file leaves out their columns where no request has them.
  static let rare: Set<KeyField> = ofWriting.union([.cacheControls])
}
