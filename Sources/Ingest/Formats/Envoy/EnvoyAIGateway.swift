internal import Similarity
internal import Traces
internal import Units

/// Envoy AI Gateway's access log in JSON: times, status and counts, no text.
///
/// Source: its documentation of access logs; which keys there are is the user's choice.
struct EnvoyAIGateway: LogFormat {
  let name = "envoy"
  let title = "Envoy AI Gateway access logs (JSON)"
  let contents: LogContents = [.times, .usage]

  func matches(_ record: JSONValue) -> Bool {
    guard record["start_time"] != nil || record["response_code"] != nil else { return false }
    return record["gen_ai.request.model"] != nil || record["gen_ai.usage.input_tokens"] != nil || record["gen_ai.response.model"] != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let path = record.given(["x-envoy-origin-path", "x-envoy-original-path", "path", ":path"])?.string
    let target = CallTarget(method: record["method"], uri: path)
    if let cause = target.whyNoRequest { return .other(cause) }
    draft.endpoint = target.dialect?.endpoint ?? .unknown
    draft.model = LoggedName(record["gen_ai.request.model"]) ?? LoggedName(record["gen_ai.response.model"])
    draft.provider = provider(record["gen_ai.provider.name"]?.string)
    draft.arrival = Stamp.moment(record["start_time"])
    draft.duration = Stamp.span(record["duration"], unit: 1e3)
    draft.read(status: record["response_code"])
    if let input = Usage.count(record["gen_ai.usage.input_tokens"]) {
      let read = Usage.count(record.given(["gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cached_input_tokens"])) ?? 0
      let write = Usage.count(record["gen_ai.usage.cache_creation.input_tokens"]) ?? 0
      draft.usage = Usage.disjoint(
        input: input, read: read, write5m: write, write1h: 0, output: Usage.count(record["gen_ai.usage.output_tokens"]) ?? 0, reasoning: 0)
    }
    draft.read(recordID: record["x-request-id"])
    return .request
  }

  /// `default/openai/route/…`: namespace and backend.
  private func provider(_ name: String?) -> LoggedName? {
    let parts = (name ?? "").split(separator: "/")
    guard let part = parts.count > 1 ? parts[1] : parts.first else { return nil }
    return LoggedName(ProviderNames.known(String(part)))
  }
}
