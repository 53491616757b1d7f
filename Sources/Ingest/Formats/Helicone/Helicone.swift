internal import Similarity
internal import Traces
internal import Units

/// Helicone's export: `npx @helicone/export` as JSON, JSON lines or CSV.
///
/// Source: Helicone/helicone, `packages/llm-mapper/types.ts` and `examples/export`. Bodies are there with `--include-body` only. The CSV
/// doubles quotes twice, so that its bodies are JSON only after one more round.
struct Helicone: LogFormat {
  let name = "helicone"
  let title = "Helicone export (JSON, JSON lines, CSV)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  /// `cache_reference_id` of a request that no cache answered.
  private static let noReference = "00000000-0000-0000-0000-000000000000"

  func matches(_ record: JSONValue) -> Bool {
    guard record["request_created_at"] != nil else { return false }
    return record["response_status"] != nil || record["delay_ms"] != nil || Self.isOfTable(record)
  }

  /// Whether it is a row of the table that Helicone keeps in ClickHouse (`request_response_rmt`).
  private static func isOfTable(_ record: JSONValue) -> Bool {
    record["request_id"] != nil && record["response_created_at"] != nil && record["status"] != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    // Of a stream that it could not put together, older versions keep the events.
    if let body = record["response_body"] {
      let answer = Self.doubled(body).flatMap { draft.bodies.builtAnswer.keep($0) } ?? body
      draft.read(answer: answer["streamed_data"] ?? answer)
    }
    let asked = record["request_body"]
    draft.read(requestBody: Self.doubled(asked).flatMap { draft.bodies.builtRequest.keep($0) } ?? asked)
    draft.model = LoggedName(record["model"]) ?? LoggedName(record["request_model"]) ?? draft.model ?? LoggedName(record["response_model"])
    draft.provider = ProviderNames.known(record["provider"])
    if draft.endpoint == .unknown {
      draft.endpoint = CallTarget(method: nil, uri: record.given(["target_url", "request_path"])?.string).dialect?.endpoint ?? .unknown
    }
    draft.nameServed(draft.answer.model ?? LoggedName(record["response_model"]))

    draft.arrival = draft.moment(record["request_created_at"])
    draft.duration = Stamp.span(record["delay_ms"] ?? record["latency"], unit: 1e3)
    if draft.duration == nil { draft.end = draft.moment(record["response_created_at"]) }
    // Without its body nothing else says that a call was streamed.
    if let first = Stamp.span(record["time_to_first_token"], unit: 1e3), first > 0, draft.flags.contains(.streamed) || !draft.hasBody {
      draft.firstToken = first
      draft.flags.insert(.streamed)
    }

    readUsage(record, into: &draft)
    // The table has whole billionths of dollars. Source: Helicone/helicone, `COST_PRECISION_MULTIPLIER`.
    let dollars = record.given(["costUSD", "cost_usd"]) ?? (Self.isOfTable(record) ? nil : record["cost"])
    if let dollars { draft.read(cost: dollars) } else { draft.read(cost: record["cost"], unit: 1e-9) }
    draft.read(status: record.given(["response_status", "status"]))
    if draft.answer.isError { draft.flags.insert(.failed) }

    draft.user = LoggedName(record["request_user_id"]) ?? draft.user
    draft.place = LoggedName(record["country_code"])
    let reference = LoggedName(record["cache_reference_id"])
    if let reference, reference.text != Self.noReference {
      draft.flags.insert(.loggedHit)
      draft.answerID = reference.fingerprint
    } else {
      draft.answerID = LoggedName(record["request_id"])?.fingerprint
    }
    draft.read(recordID: record["request_id"])
    draft.span = draft.recordID
    // Last, as an object that was logged as text is valid until the next one.
    let logged = record.given(["request_properties", "properties"])
    let properties = Self.doubled(logged).flatMap { draft.bodies.pieces.keep($0) } ?? draft.object(logged)
    draft.team = LoggedName(properties?["team"])
    draft.call = LoggedName(properties?["Helicone-Session-Id"])?.fingerprint ?? draft.call
    return .request
  }

  /// The text of JSON with every two quotes made one; `nil` if they are not doubled.
  private static func doubled(_ value: JSONValue?) -> [UInt8]? {
    value?.withText { text in
      guard text.starts(with: "{\"\"".utf8) else { return nil }
      var out: [UInt8] = []
      var index = 0
      while index < text.count {
        out.append(text[index])
        let isPair = text[index] == UInt8(ascii: "\"") && index + 1 < text.count && text[index + 1] == text[index]
        index += isPair ? 2 : 1
      }
      return out
    } ?? nil
  }

  /// The answer's own counts where they are logged, as they say what includes what; else the columns, in which Anthropic's prompt tokens
  /// are those that no cache served.
  private func readUsage(_ record: JSONValue, into draft: inout RequestDraft) {
    draft.usage = draft.answer.usage
    guard draft.usage == nil, let input = Usage.count(record["prompt_tokens"]) else { return }
    let read = Usage.count(record["prompt_cache_read_tokens"]) ?? 0
    let write = Usage.count(record["prompt_cache_write_tokens"]) ?? 0
    let output = Usage.count(record["completion_tokens"]) ?? 0
    let isExclusive = draft.provider?.text == "anthropic"
    draft.usage = Usage.disjoint(
      input: isExclusive ? input + read + write : input, read: read, write5m: write, write1h: 0, output: output,
      reasoning: Usage.count(record["reasoning_tokens"]) ?? 0)
  }
}
