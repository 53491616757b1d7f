internal import Similarity
internal import Traces
internal import Units

/// A request and its response beside each other, as proxies and recorders of one's own write them.
///
/// Bodies are objects, or their JSON as text or in base64; or they stand in records of the exchange with address, headers and status, as
/// HTTP archives have them.
struct Pairs: LogFormat {
  let name = "pairs"
  let title = "request/response pairs with OpenAI, Anthropic, Gemini, Bedrock or Cohere bodies"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  private typealias Key = CallFacts.Key
  let gathersFacts = true

  private var facts = CallFacts()

  func matches(_ record: JSONValue) -> Bool {
    guard let request = Self.request(of: record), !Exchange.isOther(request) else { return false }
    if record.first(Key.uri) != nil || CallTarget.line(record["request"]) != nil {
      return Self.isBody(request) || record.first(Key.response) != nil
    }
    // A call that failed may have been logged without the answer that it did not get.
    return Self.isBody(request) && (record.first(Key.response) != nil || CallOutcome.hasFailed(record))
  }

  /// Programs write other lines to the same log.
  func accepts(_ record: JSONValue) -> Bool {
    matches(record) || record.first(Self.ofLines) != nil && record.first(Key.request + Key.response) == nil
  }

  private static let ofLines: [StaticString] = ["level", "severity", "levelname", "logger"]

  /// What was asked: the first body there is, as web servers call the line before it a request too.
  private static func request(of record: JSONValue) -> JSONValue? {
    var first: JSONValue?
    for name in Key.request {
      guard let value = record[name] else { continue }
      if isBody(value) { return value }
      if first == nil, CallTarget.line(value) == nil { first = value }
    }
    return first
  }

  private static func isBody(_ value: JSONValue) -> Bool {
    value.kind == .object || value.withText { $0.first { $0 > 0x20 } == UInt8(ascii: "{") || Base64.isJSON($0) } == true
  }

  private static let beside = FlatNames.Meanings(
    bits: FlatNames.Meanings.spans.bits | FlatNames.Meanings.costs.bits | FlatNames.Meanings.outcomes.bits
      | FlatNames.Meanings(.time, .provider, .user, .session).bits)

  /// What stands beside the bodies has as many names as in records without any, and as many places.
  func rewritten(_ record: JSONValue) -> [UInt8]? {
    guard record.kind == .object else { return nil }
    var names = FlatMembers(record)
    names.gather(.facts)
    return names.written(record, of: Self.beside)
  }

  mutating func examine(_ record: JSONValue) { facts.examine(record) }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.kind == .object else { return .broken("not a JSON object") }
    var body = Self.request(of: record)
    var answer = record.first(Key.response)
    // Records of the exchange: the bodies are inside, beside address, headers and status.
    let call = Exchange.isOne(body) ? body : nil
    let exchange = Exchange.isOne(answer) ? answer : nil
    if let call { body = Exchange.body(of: call) }
    if let exchange { answer = Exchange.body(of: exchange) }
    let line = CallTarget.line(record["request"])
    var uri = (call?.first(Key.uri) ?? record.first(Key.uri))?.string ?? line?.uri
    if let path = uri, path.hasPrefix("/"), let host = (call?["host"] ?? record["host"])?.string { uri = "https://\(host)\(path)" }
    let method = (call?["method"] ?? record.first(["method", "request_method"]))?.string ?? line?.method
    let target = CallTarget(method: method, uri: uri)
    if let cause = target.whyNoRequest { return .other(cause) }

    if let answer, !draft.read(base64Answer: answer) { draft.read(answer: answer) }
    if let text = body, text.kind == .string {
      if let decoded = text.withText({ Base64.decoded($0) }) ?? nil {
        body = draft.bodies.builtRequest.keep(decoded)
      } else {
        do throws(JSONFault) {
          body = text.raw.count > 2 ? try draft.bodies.request.parse(textOf: text) : nil
        } catch {
          // Loggers cut what is long: the call was made all the same.
          guard draft.answer.dialect != nil || record.first(Key.model) != nil else {
            return .broken("the request's body is not JSON: \(error.kind.rawValue)")
          }
          draft.flags.insert(.truncatedPrompt)
          body = nil
        }
      }
    }
    if body?.kind != .object { body = nil }

    // A call that was refused may be logged without its body: the address says what it was.
    let dialect = target.dialect ?? Dialect.of(request: body, answered: draft.answer.dialect)
    if let body {
      guard let dialect else { return .other("no prompt in a form that is known (keys: \(body.keys))") }
      draft.read(request: body, in: dialect)
      // PromptLayer has model and parameters beside the messages.
      if body["model"] == nil, let beside = record["parameters"], beside.kind == .object { draft.parameters.add(membersOf: beside) }
      if let asked = body["optional_params"], asked.kind == .object { draft.parameters.add(membersOf: asked) }
    } else {
      let isCut = draft.flags.contains(.truncatedPrompt)
      guard dialect != nil || target.model != nil || isCut else { return .other("no request body") }
      draft.endpoint = dialect?.endpoint ?? (isCut ? .chat : .unknown)
    }
    if target.isStream || draft.parameters.wantsStream { draft.flags.insert(.streamed) }

    facts.readModel(record, target, into: &draft)
    facts.readOutcome(record, exchange, into: &draft)
    facts.readTimes(record, exchange, call: call, into: &draft)
    facts.readCallers(record, call, into: &draft)
    return .request
  }
}

/// One side of an exchange over HTTP, with its body inside.
private enum Exchange {
  private static let bodies: [StaticString] = ["body", "json", "content", "postData", "data", "payload", "text", "body_raw"]
  private static let signs: [StaticString] = ["headers", "status", "status_code", "statusCode", "url", "uri", "method", "path"]
  private static let ofCalls: [StaticString] = [
    "messages", "prompt", "contents", "input", "model", "choices", "output", "candidates", "usage",
  ]

  /// Whether a value is a record of an exchange, rather than a body itself.
  static func isOne(_ value: JSONValue?) -> Bool {
    guard let value, value.kind == .object, value.first(signs) != nil else { return false }
    // The model may stand beside the body too.
    if let body = value["body"], body.kind == .object, value.first(["method", "path", "headers", "status"]) != nil { return true }
    return value.first(bodies) != nil && value.first(ofCalls) == nil && value["type"]?.string != "message"
  }

  /// Whether it is a request, without its body, to what is no model's interface: servers log those in the same words.
  static func isOther(_ value: JSONValue) -> Bool {
    guard value.kind == .object, value["method"]?.kind == .string, value.first(bodies) == nil, value.first(ofCalls) == nil else {
      return false
    }
    guard let uri = value.first(CallFacts.Key.uri)?.string else { return false }
    return CallTarget(method: nil, uri: uri).dialect == nil
  }

  /// The body; in an HTTP archive, and in a cassette of VCR, it is the text of an object.
  static func body(of side: JSONValue) -> JSONValue? {
    let body = side.given(bodies)
    return body?.kind == .object ? body?.given(["text", "string"]) ?? body : body
  }
}

extension RequestDraft {
  /// Takes an answer that was logged in base64; says whether it was.
  fileprivate mutating func read(base64Answer value: JSONValue) -> Bool {
    guard let bytes = value.withText({ Base64.decoded($0) }) ?? nil else { return false }
    if let body = bodies.builtAnswer.keep(bytes) {
      read(answer: body)
    } else {
      readAnswer(text: bytes)
    }
    answer.bytes = bytes.count
    return true
  }
}

extension JSONValue {
  /// The first member that there is of some names.
  func first(_ names: [StaticString]) -> JSONValue? {
    for name in names {
      if let value = self[name] { return value }
    }
    return nil
  }

  /// A header, whatever the case of its name; the first of several values. An HTTP archive has them in a list.
  func header(_ names: [String]) -> JSONValue? {
    var found: JSONValue?
    forEachMember { key, value in
      if found == nil, names.contains(key.string.lowercased()) { found = value.kind == .array ? value[0] : value }
    }
    forEachElement { header in
      if found == nil, let name = header["name"]?.string, names.contains(name.lowercased()) { found = header["value"] }
    }
    return found
  }

  /// The names of an object's first members, for causes and errors; values never.
  var keys: String {
    guard kind == .object else { return "a record that is no object" }
    var names: [String] = []
    forEachMember { key, _ in
      if names.count < 12 { names.append(String(key.string.prefix(40))) }
    }
    return names.isEmpty ? "no keys" : names.joined(separator: ", ") + (count > names.count ? ", …" : "")
  }
}
