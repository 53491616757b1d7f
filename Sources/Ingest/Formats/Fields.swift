internal import Similarity
internal import Traces
internal import Units

extension JSONValue {
  /// A number, or one that was logged as text.
  var numeric: Double? { double ?? (withText { $0.count <= 32 ? Double(String(decoding: $0, as: UTF8.self)) : nil } ?? nil) }

  /// A number, or one that was logged as text, with a decimal point or comma.
  var decimal: Double? { double ?? (kind == .string && raw.count <= 34 ? string.flatMap(Self.decimal) : nil) }

  /// The number that a text is, with a decimal point or comma.
  static func decimal(_ text: String) -> Double? { Double(text) ?? Double(text.replacing(",", with: ".", maxReplacements: 1)) }

  /// A whole number, or one that was logged as text, also as a decimal: tables with gaps in a column of counts have `100.0`.
  var whole: Int? { int ?? (withText { $0.count <= 32 ? Self.whole(String(decoding: $0, as: UTF8.self)) : nil } ?? nil) }

  private static func whole(_ text: String) -> Int? { Int(text) ?? Double(text).flatMap { Int(exactly: $0) } }

  /// A whole number, also as a text with commas, points or spaces between its thousands, which have no second meaning where parts of one
  /// cannot be.
  var counted: Int? {
    if let whole { return whole }
    guard kind == .string, raw.count <= 40, let text = string else { return nil }
    for sign in [",", ".", " ", "\u{A0}", "\u{202F}", "'"] where text.contains(sign) {
      return Self.ungrouped(text.replacing(sign, with: ",")).flatMap(Self.whole)
    }
    return nil
  }

  /// An amount of money, also as a text with its currency: "0.0012", "$0.0012", "1,234.56", and with a decimal comma "0,0012". A text that
  /// may be either ("1,234") is none.
  var amount: Double? {
    if let numeric { return numeric.isFinite ? numeric : nil }
    guard kind == .string, raw.count <= 32, var text = string else { return nil }
    for sign in ["US$", "USD", "$", " "] {
      if text.hasPrefix(sign) { text.removeFirst(sign.count) }
      if text.hasSuffix(sign) { text.removeLast(sign.count) }
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0].contains("."), !parts[1].contains(".") {
      // Points between thousands, and a decimal comma.
      return Self.ungrouped(String(parts[0].replacing(".", with: ","))).flatMap { Double("\($0).\(parts[1])") }
    }
    if parts.count == 2, !text.contains("."), parts[1].count != 3 || parts[0] == "0" { return Double(parts.joined(separator: ".")) }
    if parts.count > 2 || text.contains("."), parts.count > 1 { return Self.ungrouped(text).flatMap { Double($0) } }
    return Double(text)
  }

  /// A number without the commas between its thousands; `nil` if they stand elsewhere.
  static func ungrouped(_ text: String) -> String? {
    let groups = text.prefix { $0 != "." }.split(separator: ",", omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    return text.filter { $0 != "," }
  }

  /// A boolean, or one that was logged as text, in any case, or as 1 or 0.
  var truth: Bool? {
    if let bool { return bool }
    if let int { return int == 1 ? true : int == 0 ? false : nil }
    guard raw.count <= 8 else { return nil }
    switch string?.lowercased() {
    case "true"?, "1"?, "yes"?, "t"?, "y"?, "1.0"?: return true
    case "false"?, "0"?, "no"?, "f"?, "n"?, "0.0"?: return false
    default: return nil
    }
  }

  /// Whether it stands for nothing: null, an empty text, or a word by which tables write it.
  var isNothing: Bool {
    if isNull { return true }
    guard raw.count <= 6 else { return false }
    return withText { $0.isEmpty || Self.isWordForNothing($0) } ?? false
  }

  /// Whether a text is what databases and data frames write where there is nothing.
  static func isWordForNothing(_ text: UnsafeRawBufferPointer) -> Bool {
    guard (2...4).contains(text.count) else { return false }
    return wordsForNothing.contains { $0.withUTF8Buffer { text.elementsEqual($0) } }
  }

  private static let wordsForNothing: [StaticString] = ["NULL", "null", "None", "nan", "NaN", "\\N", "<NA>"]

  /// Whether it is a list, or the text of one: tables keep lists so.
  var isList: Bool { kind == .array || isText(beginning: "[") }

  /// Whether it is an object, or the text of one.
  var isObject: Bool { kind == .object || isText(beginning: "{") }

  /// Whether it is a text that begins so.
  func isText(beginning start: StaticString) -> Bool {
    withText { text in start.withUTF8Buffer { text.starts(with: $0) } } ?? false
  }

  /// The text of this object with what its members of some `names` are the texts of, objects and lists: tables keep them so. `nil` where
  /// none is such a text.
  func withoutTexts(_ names: [StaticString]) -> [UInt8]? {
    func isJSON(_ value: JSONValue) -> Bool {
      value.isText(beginning: "{") || value.isText(beginning: "[")
        || value.kind == .string && value.withText { PythonLiteral.isOne($0) } == true
    }
    guard names.contains(where: { self[$0].map(isJSON) ?? false }) else { return nil }
    var parser = JSONParser()
    var json = JSONWriter()
    json.raw("{")
    forEachMember { key, value in
      json.comma()
      key.withText { json.string($0) }
      json.raw(":")
      let isText = names.contains { key == $0 } && isJSON(value)
      json.raw((isText ? (try? parser.parse(textOf: value)) ?? value : value).raw)
    }
    json.raw("}")
    return json.bytes
  }

  /// The first member of some names that is not null.
  func given(_ names: [StaticString]) -> JSONValue? {
    for name in names {
      if let value = self[name], !value.isNull { return value }
    }
    return nil
  }

  /// The last part of a path, also of one of Windows': of `publishers/google/models/gemini-2.5-flash`, the model.
  var lastPart: LoggedName? { string.flatMap { $0.split { $0 == "/" || $0 == "\\" }.last }.flatMap { LoggedName(String($0)) } }
}

extension RequestDraft {
  /// Takes the body of a request, an object or its text; says whether it was one.
  ///
  /// - Parameter dialect: what else tells the dialect, if the body may not.
  @discardableResult
  mutating func read(requestBody value: JSONValue?, in dialect: Dialect? = nil) -> Bool {
    var body = value
    if let text = value, text.kind == .string { body = (try? bodies.request.parse(textOf: text)) ?? nil }
    guard let body, body.kind == .object, let dialect = dialect ?? Dialect.of(request: body, answered: answer.dialect) else { return false }
    read(request: body, in: dialect)
    if parameters.wantsStream { flags.insert(.streamed) }
    return true
  }

  /// An object that may have been logged as its text: metadata, properties.
  func object(_ value: JSONValue?) -> JSONValue? {
    guard let value, value.kind == .string else { return value }
    return (try? bodies.metadata.parse(textOf: value)) ?? nil
  }

  /// A moment; a text that is there and is none that can be told is said and not guessed at.
  mutating func moment(_ value: JSONValue?) -> Int64? {
    if let order = dateOrder, value?.kind == .string, let date = value?.withText({ Stamp.numbered($0, in: order) }) ?? nil {
      return Stamp.held(date)
    }
    if let moment = Stamp.moment(value) { return moment }
    if Stamp.isUnread(value) { note = note ?? .unreadTimes }
    return nil
  }

  /// A count of tokens; what is there and is no count (`1.1k`) is said and not guessed at.
  mutating func count(_ value: JSONValue?) -> Int? {
    if let count = Usage.count(value) { return count }
    if let value, !value.isNothing, value.numeric?.isNaN != true { note = note ?? .unreadCounts }
    return nil
  }

  /// Takes an HTTP status: from 400 on, and below 0, the call failed.
  mutating func read(status value: JSONValue?) {
    guard let code = value?.whole else { return }
    status = max(code, 0)
    if code >= 400 || code < 0 { flags.insert(.failed) }
  }

  /// Takes what an earlier cache said, in any case: hit, semantic hit, miss, bypass, refresh.
  mutating func read(cacheStatus value: JSONValue?) {
    let value = value.flatMap { $0.kind == .object ? $0.given(["hit", "status", "result"]) : $0 }
    switch value?.string?.lowercased() {
    case "hit"?, "exact"?, "exact_hit"?, "cache_hit"?, "cached"?, "from_cache"?: flags.insert(.loggedHit)
    case "semantic"?: flags.formUnion([.loggedHit, .loggedSemanticHit])
    case "semantic hit"?, "semantic-hit"?, "semantic_hit"?: flags.formUnion([.loggedHit, .loggedSemanticHit])
    case "bypass"?: flags.insert(.skipCache)
    case "refresh"?: flags.insert(.refreshCache)
    default: if value?.truth == true { flags.insert(.loggedHit) }
    }
  }

  /// Takes the cost in dollars, or in another unit of so many dollars.
  mutating func read(cost value: JSONValue?, unit dollars: Double = 1) {
    if let cost = value?.amount { loggedCost = Dollars(cost * dollars) }
  }

  /// Takes an id that only the same record has, together with its time.
  mutating func read(recordID value: JSONValue?) {
    guard let id = LoggedName(value) else { return }
    recordID = id.fingerprint.then(Fingerprint(high: UInt64(bitPattern: arrival ?? end ?? 0), low: 2))
  }

  /// Names the model that answered, where the one asked for is a name of the caller's own and has no price: a deployment of Azure's, or an
  /// alias. Ask when model and provider are known.
  mutating func nameServed(_ served: LoggedName?) {
    guard let served, served.fingerprint != model?.fingerprint else { return }
    if isDeployment || model.map({ !families.isNamed(in: $0) && families.isNamed(in: served) }) ?? true { model = served }
  }

  /// Whether the model may be called something else than what it is priced by.
  var mayBeAlias: Bool { isDeployment || model.map { !families.isNamed(in: $0) } ?? true }

  /// Whether it is a name that somebody gave to a model of Azure's.
  var isDeployment: Bool { provider.map { $0.fingerprint == Self.azure || $0.fingerprint == Self.azureAI } ?? false }

  private static let azure = Fingerprint(of: "azure")
  private static let azureAI = Fingerprint(of: "azure_ai")

  /// A prompt of which the log has nothing but what tells it from others: a key, or ids of blocks.
  mutating func read(promptIdentity print: Fingerprint) {
    conversation.begin(.user)
    conversation.add(part: print)
    conversation.end()
  }
}

/// The families that names of models are made of, by which a caller's own name is told from theirs.
final class ModelFamilies {
  private static let places = 64

  // Not an array, as every access to a variable of a class is checked for others at the same time.
  private let known = UnsafeMutablePointer<(model: Fingerprint, isNamed: Bool)>.allocate(capacity: places)

  private static let names = [
    "gpt", "claude", "gemini", "llama", "mistral", "mixtral", "deepseek", "grok", "qwen", "kimi", "glm", "nova", "titan", "command", "phi",
    "gemma", "jamba", "minimax", "sonar", "embed", "rerank", "o1", "o3", "o4", "dall-e", "whisper", "tts", "codex", "magistral",
    "ministral", "palm", "davinci",
  ]

  /// Whether a name is of a model of language beyond doubt: some families have the names of much else.
  static func isCertain(_ model: JSONValue) -> Bool {
    guard let name = model.string?.lowercased() else { return false }
    return certain.contains { name.contains($0) }
  }

  private static let certain = [
    "gpt-", "claude", "gemini", "llama", "mistral", "mixtral", "deepseek", "grok", "qwen", "kimi", "glm-", "gemma", "sonnet", "haiku",
    "opus", "minimax", "embedding", "o1-", "o3-", "o4-", "command-r", "phi-", "whisper-", "dall-e",
  ]

  init() { known.initialize(repeating: (.zero, false), count: Self.places) }

  deinit { known.deallocate() }

  /// Whether one of them is in a name; never in that of a profile of AWS's, whose letters are drawn.
  func isNamed(in model: LoggedName) -> Bool {
    let place = Int(truncatingIfNeeded: model.fingerprint.low) & (Self.places - 1)
    if known[place].model == model.fingerprint { return known[place].isNamed }
    let name = model.text.lowercased()
    let isNamed = !name.contains("application-inference-profile/") && Self.names.contains { name.contains($0) }
    known[place] = (model.fingerprint, isNamed)
    return isNamed
  }
}

/// LiteLLM's names of providers, under which they are priced.
enum ProviderNames {
  /// The name of a provider that a log calls otherwise.
  static func known(_ value: JSONValue?) -> LoggedName? { value?.string.flatMap { LoggedName(known($0)) } }

  /// The name of a provider that a log calls `name`.
  static func known(_ name: String) -> String {
    let name = name.lowercased()
    if let known = names[name] { return known }
    // The AI SDK adds the interface: "openai.chat".
    guard let dot = name.lastIndex(of: "."), interfaces.contains(name[name.index(after: dot)...]) else { return name }
    return known(String(name[..<dot]))
  }

  private static let interfaces: Set<Substring> = ["chat", "responses", "messages", "completion", "embedding", "generative-ai"]

  /// OpenTelemetry's names, Helicone's, Cloudflare's, Portkey's and Kong's.
  private static let names = [
    "azure.ai.openai": "azure", "az.ai.openai": "azure", "azure.ai.inference": "azure_ai", "az.ai.inference": "azure_ai",
    "azure-openai": "azure", "azure_openai": "azure", "aws.bedrock": "bedrock", "aws-bedrock": "bedrock", "aws": "bedrock",
    "amazon": "bedrock", "gcp.vertex_ai": "vertex_ai", "vertex_ai": "vertex_ai", "vertex-ai": "vertex_ai", "google-vertex-ai": "vertex_ai",
    "vertexai": "vertex_ai", "google_vertexai": "vertex_ai", "gcp.gemini": "gemini", "gcp.gen_ai": "gemini", "google": "gemini",
    "gcp.vertex.agent": "vertex_ai", "vertex": "vertex_ai", "vertex.anthropic": "vertex_ai", "google-ai-studio": "gemini",
    "google_genai": "gemini", "google.vertex": "vertex_ai", "amazon-bedrock": "bedrock", "amazon_bedrock": "bedrock",
    "mistral_ai": "mistral", "mistralai": "mistral", "x_ai": "xai", "grok": "xai",
    "ibm.watsonx.ai": "watsonx",
    "together": "together_ai", "together-ai": "together_ai", "fireworks": "fireworks_ai", "fireworks-ai": "fireworks_ai",
    "perplexity-ai": "perplexity", "llama2": "meta_llama",
  ]
}
