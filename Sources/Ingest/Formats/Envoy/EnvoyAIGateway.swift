internal import Similarity
internal import Traces
internal import Units

/// Envoy AI Gateway's access log in JSON: times, status and counts, no text.
///
/// Source: its documentation of access logs and of header attributes; which keys there are is the user's choice, and before `gen_ai.*` they were `genai_*`. An
/// absent value is a dash.
struct EnvoyAIGateway: LogFormat {
  let name = "envoy"
  let title = "Envoy AI Gateway access logs (JSON)"
  let contents: LogContents = [.times, .usage, .tenants]

  private enum Key {
    static let model: [StaticString] = ["gen_ai.request.model", "genai_model_name"]
    static let served: [StaticString] = ["gen_ai.response.model", "genai_model_name_override"]
    static let provider: [StaticString] = ["gen_ai.provider.name", "genai_backend_name"]
    static let input: [StaticString] = ["gen_ai.usage.input_tokens", "genai_tokens_input"]
    static let output: [StaticString] = ["gen_ai.usage.output_tokens", "genai_tokens_output"]
    static let cacheRead: [StaticString] = ["gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cached_input_tokens"]
    static let reasoning: [StaticString] = ["gen_ai.usage.reasoning_tokens", "gen_ai.usage.reasoning.output_tokens"]
    static let cacheWrite: [StaticString] = [
      "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens",
    ]
    /// Who called, by the attributes that headers are mapped to, or by the headers.
    static let user: [StaticString] = ["user.id", "x-user-id"]
    static let team: [StaticString] = ["team.id", "x-team-id"]
    static let tenant: [StaticString] = ["tenant.id", "x-tenant-id"]
    static let session: [StaticString] = ["session.id", "agent-session-id", "x-session-id"]
  }

  func matches(_ record: JSONValue) -> Bool {
    guard record["start_time"] != nil || record["response_code"] != nil else { return false }
    return record.first(Key.model) != nil || record.first(Key.input) != nil || record.first(Key.served) != nil
  }

  /// Other services behind the gateway have the same log.
  func accepts(_ record: JSONValue) -> Bool { matches(record) || record["response_code"] != nil && record["start_time"] != nil }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let path = record.given(["x-envoy-origin-path", "x-envoy-original-path", "path", ":path"])?.string
    let target = CallTarget(method: record["method"]?.string, uri: path)
    if let cause = target.whyNoRequest { return .other(cause) }
    draft.endpoint = target.dialect?.endpoint ?? .unknown
    draft.provider = provider(record.given(Key.provider)?.string)
    let served = Self.name(record.given(Key.served))
    draft.model = Self.name(record.given(Key.model)) ?? served
    draft.nameServed(served)
    draft.arrival = draft.moment(record["start_time"])
    draft.duration = Stamp.span(record["duration"], unit: 1e3)
    draft.read(status: record["response_code"])
    if record["response_code"]?.whole == 0 { draft.flags.insert(.failed) }  // nothing was answered
    if let input = Usage.count(record.given(Key.input)) {
      draft.usage = Usage.disjoint(
        input: input, read: Usage.count(record.given(Key.cacheRead)) ?? 0, write5m: Usage.count(record.given(Key.cacheWrite)) ?? 0,
        write1h: 0, output: Usage.count(record.given(Key.output)) ?? 0, reasoning: Usage.count(record.given(Key.reasoning)) ?? 0,
        total: Usage.count(record["gen_ai.usage.total_tokens"]))
    }
    guard draft.model != nil || draft.usage != nil || target.dialect != nil else { return .other("no call of a model: it names none") }
    draft.user = Self.name(record.given(Key.user))
    draft.team = Self.name(record.given(Key.team))
    draft.organisation = Self.name(record.given(Key.tenant))
    draft.call = Self.name(record.given(Key.session))?.fingerprint
    draft.read(recordID: record["x-request-id"])
    return .request
  }

  private static func name(_ value: JSONValue?) -> LoggedName? { value?.isText("-") == true ? nil : LoggedName(value) }

  /// `default/openai/route/…`: namespace and backend.
  private func provider(_ name: String?) -> LoggedName? {
    let parts = (name ?? "").split(separator: "/").filter { $0 != "-" }
    guard let part = parts.count > 1 ? parts[1] : parts.first else { return nil }
    return LoggedName(ProviderNames.known(String(part)))
  }
}
