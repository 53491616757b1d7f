/// How requests become keys: which fields must be equal, and whether the last user message is compared as it stands or by its near
/// signature.
public struct KeyRule: Hashable, Sendable {
  /// How the last user message is compared.
  public enum Text: String, CaseIterable, Sendable, Hashable {
    /// As it stands.
    case exact
    /// After case, punctuation and white space.
    case spelling
    /// … and filler words.
    case fillers
    /// … and inflection.
    case near
  }

  /// The fields that must be equal. With a text other than ``Text/exact``, ``KeyField/messages`` and ``KeyField/lastUserMessage`` stand
  /// for the normalised text.
  public var fields: Set<KeyField>
  /// How the last user message is compared.
  public var text: Text

  /// A rule over some fields.
  public init(fields: Set<KeyField>, text: Text = .exact) {
    self.fields = fields
    self.text = text
  }

  /// All that can change an answer: the whole conversation, the model and its parameters; not who asked, nor whether it was streamed.
  public static let exact = KeyRule(fields: [
    .messages, .model, .endpoint, .temperature, .topP, .maxTokens, .seed, .responseFormat, .tools, .toolChoice, .otherParameters,
  ])
  /// The call as the client wrote it, who it says that asks included; the conversation by what it means.
  public static let asWritten = KeyRule(fields: [.messages, .model, .sentParameters, .parameterOrder, .sentIdentifiers])
  /// ``exact``, but with the last user message by its near signature.
  public static let near = KeyRule(fields: exact.fields, text: .near)

  /// The fields that are really compared: for a normalised text, the conversation is taken apart.
  var projected: Set<KeyField> {
    guard text != .exact else { return fields }
    var out = fields
    if out.remove(.messages) != nil { out.formUnion([.systemPrompt, .earlierTurns, .lastUserMessage]) }
    return out
  }
}

/// Who shares a cache: what keys are partitioned by, before anything else (law 10).
public enum Scope: String, CaseIterable, Sendable, Hashable {
  case global, organisation, team, user
  case apiKey = "api_key"

  /// The fields that the scope adds to a key.
  public var fields: Set<KeyField> {
    switch self {
    case .global: []
    case .organisation: [.organisation]
    case .team: [.organisation, .team]
    case .user: [.organisation, .team, .user]
    case .apiKey: [.apiKey]
    }
  }
}
