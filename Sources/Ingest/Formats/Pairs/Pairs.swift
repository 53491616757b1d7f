internal import Similarity
internal import Traces
internal import Units

/// A request and its response beside each other, as proxies and recorders of one's own write them.
///
/// Keys have many names in the wild; the first that a record has counts. Bodies are objects, or their JSON as text.
struct Pairs: LogFormat {
  let name = "pairs"
  let title = "request/response pairs with OpenAI, Anthropic, Gemini, Bedrock or Cohere bodies"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  private enum Key {
    static let request: [StaticString] = ["request", "req", "request_body", "requestBody", "input", "body", "payload"]
    static let response: [StaticString] = ["response", "resp", "response_body", "responseBody", "output"]
    static let start: [StaticString] = [
      "start_time", "startTime", "request_time", "timestamp", "ts", "time", "created_at", "createdAt", "@timestamp", "date",
    ]
    static let end: [StaticString] = ["end_time", "endTime", "response_time_stamp", "completed_at", "finished_at"]
    static let milliseconds: [StaticString] = ["latency_ms", "duration_ms", "elapsed_ms", "response_time_ms", "latencyMs", "durationMs"]
    static let seconds: [StaticString] = ["latency_s", "duration_s", "latency_seconds", "duration_seconds", "elapsed_seconds"]
    static let noUnit: [StaticString] = ["latency", "duration", "elapsed", "response_time"]
    static let firstToken: [StaticString] = ["ttft_ms", "time_to_first_token_ms", "time_to_first_token", "ttft"]
    static let status: [StaticString] = ["status", "status_code", "http_status", "statusCode", "response_status"]
    static let uri: [StaticString] = ["uri", "url", "request_url", "path", "endpoint", "request_path"]
    static let id: [StaticString] = ["id", "request_id", "requestId", "call_id", "trace_id"]
    static let headers: [StaticString] = ["response_headers", "responseHeaders", "headers"]
    static let cost: [StaticString] = ["cost_usd", "response_cost", "cost", "total_cost"]
    static let organisation: [StaticString] = ["organization", "organisation", "organization_id", "org", "org_id"]
    static let team: [StaticString] = ["team", "team_id", "project", "project_id"]
    static let user: [StaticString] = ["user", "user_id", "end_user"]
    static let apiKey: [StaticString] = ["api_key_hash", "key_hash", "api_key_id", "api_key"]
    static let place: [StaticString] = ["region", "place", "pop", "colo"]
    static let cacheHit: [StaticString] = ["cache_hit", "cached", "from_cache", "cache_status"]
  }

  /// Whether a latency without a unit in its key is in seconds: a fraction and nothing from 100 on was seen in the sample of the file.
  private var sawFraction = false
  private var sawLarge = false
  private var isInSeconds: Bool { sawFraction && !sawLarge }

  func matches(_ record: JSONValue) -> Bool {
    guard let request = record.first(Key.request) else { return false }
    let isBody = request.kind == .object || request.withText { $0.first { $0 > 0x20 } == UInt8(ascii: "{") } == true
    if record.first(Key.uri) != nil { return isBody || record.first(Key.response) != nil }
    return isBody && record.first(Key.response) != nil
  }

  mutating func examine(_ record: JSONValue) {
    guard let number = record.first(Key.noUnit)?.double else { return }
    if number != number.rounded() { sawFraction = true }
    if number >= 100 { sawLarge = true }
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.kind == .object else { return .broken("not a JSON object") }
    let target = CallTarget(method: record["method"], uri: record.first(Key.uri)?.string)
    if let cause = target.whyNoRequest { return .other(cause) }

    if let answer = record.first(Key.response) { draft.read(answer: answer) }
    var body = record.first(Key.request)
    if let text = body, text.kind == .string {
      do throws(JSONFault) {
        body = text.raw.count > 2 ? try draft.bodies.request.parse(textOf: text) : nil
      } catch {
        return .broken("the request's body is not JSON: \(error.kind.rawValue)")
      }
    }
    if body?.kind != .object { body = nil }

    // A call that was refused may be logged without its body: the address says what it was.
    let dialect = target.dialect ?? Dialect.of(request: body, answered: draft.answer.dialect)
    if let body {
      guard let dialect else { return .other("no prompt in a form that is known (keys: \(body.keys))") }
      draft.read(request: body, in: dialect)
    } else {
      guard dialect != nil || target.model != nil else { return .other("no request body") }
      draft.endpoint = dialect?.endpoint ?? .unknown
    }
    if target.isStream || draft.parameters.wantsStream { draft.flags.insert(.streamed) }

    readModel(target, into: &draft)
    readCallers(record, into: &draft)
    readOutcome(record, into: &draft)
    readTimes(record, into: &draft)
    return .request
  }

  /// The model by the name that it is priced under: that of the address where it stands there (Bedrock, Gemini), that of the answer where
  /// the request names a deployment (Azure), else the one asked for, else the one that answered.
  private func readModel(_ target: CallTarget, into draft: inout RequestDraft) {
    let named = target.model.flatMap { LoggedName($0) }
    let served = draft.answer.model
    if target.provider == "azure" {
      draft.model = served ?? draft.model ?? named
    } else {
      draft.model = named ?? draft.model ?? served
    }
    if let provider = target.provider { draft.provider = LoggedName(provider) }
  }

  private func readCallers(_ record: JSONValue, into draft: inout RequestDraft) {
    draft.organisation = LoggedName(record.first(Key.organisation))
    draft.team = LoggedName(record.first(Key.team))
    draft.user = LoggedName(record.first(Key.user)) ?? draft.user
    draft.apiKey = LoggedName(record.first(Key.apiKey))
    draft.place = LoggedName(record.first(Key.place))
    draft.call = LoggedName(record.first(Key.id))?.fingerprint
  }

  private func readOutcome(_ record: JSONValue, into draft: inout RequestDraft) {
    draft.usage = draft.answer.usage
    if let cost = record.first(Key.cost)?.double { draft.loggedCost = Dollars(cost) }
    let status = record.first(Key.status)
    draft.status = status?.int ?? status?.string.flatMap { Int($0) } ?? 0
    if draft.answer.isError || draft.status >= 400 { draft.flags.insert(.failed) }
    draft.answerID = draft.answer.id
    let cached = record.first(Key.cacheHit)
    let header = record.first(Key.headers)?.header(["cf-aig-cache-status", "x-portkey-cache-status", "helicone-cache"])
    switch (cached?.string ?? header?.string)?.lowercased() {
    case "hit"?, "true"?: draft.flags.insert(.loggedHit)
    case "semantic hit"?: draft.flags.formUnion([.loggedHit, .loggedSemanticHit])
    default: if cached?.bool == true { draft.flags.insert(.loggedHit) }
    }
  }

  /// A stamp without a word about it is the start. Where there is none, the whole seconds of the answer or of its `Date` header stand in.
  private func readTimes(_ record: JSONValue, into draft: inout RequestDraft) {
    let headers = record.first(Key.headers)
    draft.duration =
      Stamp.span(record.first(Key.milliseconds), unit: 1e3) ?? Stamp.span(record.first(Key.seconds), unit: 1e6)
      ?? Stamp.span(record.first(Key.noUnit), unit: isInSeconds ? 1e6 : 1e3)
    draft.arrival = Stamp.moment(record.first(Key.start))
    draft.end = Stamp.moment(record.first(Key.end))
    if draft.flags.contains(.streamed) {
      let first = record.first(Key.firstToken)
      let isSeconds = first?.double.map { $0 != $0.rounded() && $0 < 100 } ?? false
      draft.firstToken =
        Stamp.span(record["ttft_ms"] ?? record["time_to_first_token_ms"], unit: 1e3)
        ?? Stamp.span(first, unit: isSeconds ? 1e6 : 1e3)
    }
    draft.duration = draft.duration ?? draft.answer.duration
    // OpenAI's header is the time until the answer began: for streams that is not their duration.
    if draft.duration == nil, !draft.flags.contains(.streamed) {
      draft.duration = Stamp.span(headers?.header(["openai-processing-ms"]), unit: 1e3)
    }
    draft.coarseTime = draft.answer.created
    if draft.coarseTime == nil, let date = headers?.header(["date"])?.withText({ Stamp.header($0) }) ?? nil {
      draft.coarseTime = date - (draft.duration ?? 0)
    }
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

  /// A header, whatever the case of its name; the first of several values.
  func header(_ names: [String]) -> JSONValue? {
    var found: JSONValue?
    forEachMember { key, value in
      if found == nil, names.contains(key.string.lowercased()) { found = value.kind == .array ? value[0] : value }
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
