/// Where the fields of a request stand in a home-made log: "time=ts, model=req.model, messages=req.messages, input_tokens=usage.in".
public struct FieldMap: Hashable, Sendable {
  /// What can be mapped.
  public enum Field: String, CaseIterable, Sendable {
    /// When it was sent, or answered; a date, or a number since the Unix epoch.
    case time, end
    /// How long it took, and until the first token.
    case durationMs = "duration_ms"
    case durationSeconds = "duration_s"
    case firstTokenMs = "ttft_ms"
    case model, provider
    /// The body of the request, and that of the answer: objects or their text.
    case request, response
    /// The prompt, where there is no body: messages, or a text; and the answer's text.
    case messages, prompt, system, answer
    case temperature
    case topP = "top_p"
    case maxTokens = "max_tokens"
    case seed, tools, stream
    case parameters
    /// All input tokens, those of them that the provider's cache served and took, and output tokens.
    case inputTokens = "input_tokens"
    case cachedTokens = "cached_tokens"
    case cacheWriteTokens = "cache_write_tokens"
    case outputTokens = "output_tokens"
    case reasoningTokens = "reasoning_tokens"
    /// In dollars.
    case cost
    case status
    case organisation, team, user
    case apiKey = "api_key"
    case place
    /// True, or "hit".
    case cacheHit = "cache_hit"
    case id
    case answerID = "answer_id"
  }

  /// The paths, by field: names of members, and positions in arrays.
  let paths: [Field: [String]]

  /// The map that `text` writes: `field=path` parts between commas or on lines, a path being names with dots between (`a.b.0.c`).
  /// - Throws: ``FieldMapError``, with what is wrong.
  public init(_ text: String) throws(FieldMapError) { try self.init(Self.pairs(of: text)) }

  /// The fields and paths that `text` writes.
  /// - Throws: ``FieldMapError/malformed(_:)``, with the part that is none.
  public static func pairs(of text: String) throws(FieldMapError) -> [(String, String)] {
    var pairs: [(String, String)] = []
    for part in text.split(whereSeparator: { $0 == "," || $0.isNewline }) {
      let words = part.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      guard words.count == 2 else { throw .malformed(String(part).trimmed) }
      pairs.append((words[0], words[1]))
    }
    return pairs
  }

  /// The map of fields to paths that `pairs` are, as a file of settings holds them.
  /// - Throws: ``FieldMapError``, with what is wrong.
  public init(_ pairs: [(String, String)]) throws(FieldMapError) {
    var paths: [Field: [String]] = [:]
    for (name, path) in pairs {
      guard let field = Field(rawValue: name) else { throw .unknownField(name) }
      guard paths[field] == nil else { throw .twice(name) }
      guard !path.isEmpty else { throw .malformed("\(name)=") }
      paths[field] = path.split(separator: ".").map(String.init)
    }
    guard !paths.isEmpty else { throw .empty }
    self.paths = paths
  }

  /// The value of a field in `record`: a name with dots in it is looked for as it stands, before it is taken for a path.
  func value(_ field: Field, in record: JSONValue) -> JSONValue? {
    guard let path = paths[field] else { return nil }
    if path.count > 1, let whole = record[named: path.joined(separator: ".")] { return whole.isNull ? nil : whole }
    var value = record
    for name in path {
      guard let next = value[named: name] ?? Int(name).flatMap({ value[$0] }) else { return nil }
      value = next
    }
    return value.isNull ? nil : value
  }
}

/// What is wrong with a map of fields.
public enum FieldMapError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing in it.
  case empty
  /// A part is not `field=path`.
  case malformed(String)
  /// There is no such field.
  case unknownField(String)
  /// A field stands in it twice.
  case twice(String)

  /// A sentence that says what to do.
  public var description: String {
    switch self {
    case .empty: "the map of fields is empty: write field=path, with commas between"
    case .malformed(let part): "“\(part)” is not field=path"
    case .unknownField(let name):
      "there is no field “\(name)”; the fields are " + FieldMap.Field.allCases.map(\.rawValue).joined(separator: ", ")
    case .twice(let name): "the field “\(name)” is mapped twice"
    }
  }
}

extension String {
  /// Without spaces at both ends.
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
