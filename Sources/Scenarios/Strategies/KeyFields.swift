import Traces

/// The fields of "key".
let keyFields = FieldTable<KeyRule>(
  what: "\"key\"", standard: .exact, leavesOutDefaults: true,
  fields: [
    .choice(
      "text", \.text,
      "How the last user message is compared: as it stands, or after case and punctuation (spelling), filler words too (fillers), and "
        + "inflection too (near)."
    ).always,
    .keyFields("fields", \.fields, orNone: false, "The fields that must be equal: \(fieldNames).").always,
  ])

/// All names of request fields.
let fieldNames = KeyField.allCases.map(\.rawValue).joined(separator: ", ")

extension KeyField {
  /// What it is, for the reference page.
  var words: String {
    switch self {
    case .messages: "the whole conversation: all messages with their roles, and the system prompt"
    case .earlierTurns: "the conversation without the system prompt and without the text of the last user message"
    case .lastUserMessage: "the text of the last user message"
    case .systemPrompt: "the system prompt (OpenAI's system and developer messages, Anthropic's system, Responses' instructions)"
    case .model: "the model that was asked for, by the name that it is priced under"
    case .provider: "the provider that served it"
    case .endpoint: "the kind of call: chat, responses, embedding …"
    case .temperature: "the sampling temperature; absent is a value of its own"
    case .topP: "nucleus sampling (top_p)"
    case .maxTokens: "the limit on output tokens, whatever it is called"
    case .seed: "the sampling seed"
    case .responseFormat: "the format or schema asked for"
    case .tools: "the tools on offer"
    case .toolChoice: "how tools may be chosen"
    case .stream: "whether a stream was asked for"
    case .otherParameters: "all other parameters that can change an answer, together (stop, penalties, n, reasoning effort …)"
    case .cacheControls: "what the request asked of a cache on the way: a TTL, a greatest age, a key of its own"
    case .sentParameters:
      "the parameters as the client wrote them: each that OpenAI's API knows by its own name and value (1 is not 1.0), those too that only say "
        + "how the call is made (service_tier, stream_options, store, prompt_cache_retention); null and stream: false are absent, and what "
        + "stands in extra_body or is unknown to the API does not count"
    case .parameterOrder: "the order in which the client wrote the parameters of sent_parameters and sent_identifiers"
    case .organisation: "the organisation that called"
    case .team: "the team that called"
    case .user: "the user who called"
    case .apiKey: "the API key used, hashed"
    case .place: "the POP or region that the call came through, if the log says"
    case .sentIdentifiers:
      "what the body says of who asks: user, safety_identifier and prompt_cache_key as written; the user where the log has no bodies"
    }
  }
}

extension Field {
  /// A set of request fields.
  static func keyFields(
    _ name: String, _ path: any WritableKeyPath<Root, Set<KeyField>> & Sendable, orNone: Bool, _ meaning: String
  ) -> Field {
    Field(
      name: name, values: "a list of request fields", meaning: meaning, inner: [],
      read: { node, root in
        var fields: Set<KeyField> = []
        for element in try node.elements("\"\(name)\"") {
          guard let text = element.text, let field = KeyField(rawValue: text) else {
            let text = element.text ?? element.kind
            throw element.fault(
              "There is no request field \"\(shown(text))\"; \(suggestion(for: text, among: KeyField.allCases.map(\.rawValue)))")
          }
          fields.insert(field)
        }
        guard orNone || !fields.isEmpty else { throw node.fault("A key needs at least one field; write for example [messages, model].") }
        root[keyPath: path] = fields
      },
      print: { root, _ in "[" + KeyField.allCases.filter(root[keyPath: path].contains).map(\.rawValue).joined(separator: ", ") + "]" })
  }
}
