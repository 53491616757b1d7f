/// What the address of a call says: who serves it, in which dialect, which model, and whether it asks a model at all.
struct CallTarget {
  /// LiteLLM's name of the provider.
  private(set) var provider: String?
  /// The dialect that the path settles.
  private(set) var dialect: Dialect?
  /// The model in the path.
  private(set) var model: String?
  /// Whether the path asks for a stream.
  private(set) var isStream = false
  /// Why the call is no request to a model, as a cause; `nil` if it may be one.
  private(set) var whyNoRequest: String?

  /// Reads a method and an address, either of which may be missing.
  init(method: String?, uri: String?) {
    if let method, let known = Self.known(method) { whyNoRequest = "no call of a model: a \(known) request" }
    guard let uri else { return }
    let (host, path) = Self.split(uri)
    let parts = path.split(separator: "/").map(Self.decoded)
    provider = Self.provider(host: host, parts: parts)
    readPath(parts)
  }

  /// Method and address of a line as HTTP has it, which web servers call the request: "POST /v1/chat/completions HTTP/1.1".
  static func line(_ value: JSONValue?) -> (method: String, uri: String)? {
    guard let value, value.kind == .string, value.raw.count < 4_096, let text = value.string else { return nil }
    let words = text.split(separator: " ")
    guard words.count == 2 || words.count == 3 && words[2].hasPrefix("HTTP/"), words[1].hasPrefix("/") || words[1].hasPrefix("http"),
      words[0] == "POST" || otherMethods.contains(String(words[0]))
    else { return nil }
    return (String(words[0]), String(words[1]))
  }

  /// Whether a text is the address of a model's interface, or a line with one: servers call that a request or an input too.
  static func isAddress(_ value: JSONValue) -> Bool {
    guard let first = value.inside?.first, first == UInt8(ascii: "/") || (0x41...0x5A).contains(first), value.raw.count < 4_096 else {
      return false
    }
    return line(value) != nil || first == UInt8(ascii: "/") && CallTarget(method: nil, uri: value.string).dialect != nil
  }

  private mutating func readPath(_ parts: [String]) {
    if whyNoRequest == nil, provider == "openai" || provider == "azure", parts.contains("threads") || parts.contains("assistants") {
      whyNoRequest = "no call of a model in itself: the Assistants interface, whose conversation is not in the log"
    }
    if let index = parts.firstIndex(of: "deployments"), index + 1 < parts.count { model = parts[index + 1] }
    guard let last = parts.last else { return }
    let isCount = ["count_tokens", "count-tokens:rawPredict", "input_tokens", "tokenize", "detokenize"].contains(last)
    if whyNoRequest == nil, isCount || last.hasSuffix(":countTokens") {
      whyNoRequest = Self.countOfTokens
    }
    switch last {
    case "completions": dialect = parts.dropLast().last == "chat" ? .chat : .completion
    case "responses": dialect = .responses
    case "messages": dialect = .messages
    case "complete", "generate": dialect = .completion
    case "embeddings", "embed": dialect = .embedding
    case "rerank": dialect = .rerank
    case "moderations": dialect = .moderation
    case "generations", "edits", "variations": dialect = parts.contains("images") ? .image : nil
    case "transcriptions", "translations", "speech": dialect = .audio
    case "converse", "converse-stream":
      dialect = .converse
      isStream = last == "converse-stream"
      model = Self.bedrockModel(parts)
    case "invoke", "invoke-with-response-stream":
      isStream = last == "invoke-with-response-stream"
      model = Self.bedrockModel(parts)
    default: readGemini(last)
    }
  }

  /// Why a call that only counts the tokens of a prompt is none.
  static let countOfTokens = "no call of a model: a count of tokens"

  /// `gemini-2.5-flash:generateContent`.
  private mutating func readGemini(_ last: String) {
    guard let colon = last.firstIndex(of: ":") else { return }
    switch last[last.index(after: colon)...] {
    case "generateContent": dialect = .gemini
    case "streamGenerateContent":
      dialect = .gemini
      isStream = true
    case "predict" where last.hasPrefix("imagen"): dialect = .image
    case "embedContent", "batchEmbedContents", "predict": dialect = .embedding
    default: return
    }
    model = String(last[..<colon])
  }

  private static func provider(host: Substring, parts: [String]) -> String? {
    let hosts: [(String, String)] = [
      ("openai.azure.com", "azure"), ("cognitiveservices.azure.com", "azure"), ("api.openai.com", "openai"),
      ("api.anthropic.com", "anthropic"), ("bedrock", "bedrock"), ("aiplatform.googleapis.com", "vertex_ai"),
      ("generativelanguage.googleapis.com", "gemini"), ("api.groq.com", "groq"), ("api.mistral.ai", "mistral"), ("cohere", "cohere"),
      ("api.together", "together_ai"), ("api.deepseek.com", "deepseek"), ("api.x.ai", "xai"), ("openrouter.ai", "openrouter"),
    ]
    if let known = hosts.first(where: { host.contains($0.0) }) { return known.1 }
    return parts.contains("deployments") ? "azure" : nil
  }

  /// The model of `/model/ID/invoke`; of an ARN, the name of its profile or endpoint.
  private static func bedrockModel(_ parts: [String]) -> String? {
    guard let index = parts.firstIndex(of: "model"), index + 1 < parts.count else { return nil }
    let id = parts[index + 1..<parts.count - 1].joined(separator: "/")
    return id.hasPrefix("arn:") ? id.split(separator: "/").last.map(String.init) : id
  }

  /// Host and path of an address, without query and fragment.
  private static func split(_ uri: String) -> (host: Substring, path: Substring) {
    var rest = uri.prefix { $0 != "?" && $0 != "#" }
    guard let scheme = rest.firstRange(of: "://") else { return ("", rest.hasPrefix("/") ? rest : "") }
    rest = rest[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" }
    return (host, rest[host.endIndex...])
  }

  /// A part of a path without its percent encoding.
  private static func decoded(_ part: Substring) -> String {
    guard part.contains("%") else { return String(part) }
    var bytes: [UInt8] = []
    var rest = part.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let code = UInt8(String(rest.prefix(2)) ?? "", radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The name of a method of HTTP by which no model is called; what else logs call a method says nothing.
  private static func known(_ method: String) -> String? { otherMethods.first { $0 == method.uppercased() } }

  private static let otherMethods = ["GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"]
}
