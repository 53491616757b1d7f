internal import Similarity
internal import Traces
internal import Units

/// The log of One API and of what was made from it (New API, One Hub): rows of its table, as its interface or a dump gives them; counts and
/// times, no text.
///
/// Sources: songquanpeng/one-api, QuantumNous/new-api and MartialBE/one-hub, `model/log.go`; new-api, `service/log_info_generate.go`. A row
/// is written when its call is over, in whole seconds. 500,000 of a quota are a dollar.
struct OneAPI: LogFormat {
  let name = "one-api"
  let title = "One API and New API logs (interface, table dumps; no text)"
  let contents: LogContents = [.times, .usage, .tenants]

  private static let quotaOfADollar = 500_000.0

  /// The numbers of kinds of rows. One API has tests of its channels, which are calls, where New API has errors.
  private enum Kind {
    static let consumption = 2
    static let errorOrTest = 5
  }

  func matches(_ record: JSONValue) -> Bool {
    record["quota"] != nil && record["model_name"] != nil && record["prompt_tokens"] != nil && record["type"]?.whole != nil
      && record["created_at"] != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let kind = record["type"]?.whole
    let other = draft.object(record.first(["other", "metadata"]))
    guard kind == Kind.consumption || kind == Kind.errorOrTest else {
      return .other("a row that is no call of a model (a top-up, a refund, an administrator's doing)")
    }
    if other?.first(["pre_consumed", "quota_delta"]) != nil {
      return .other("a settlement of what a task had paid in advance, which is no call")
    }
    draft.model = LoggedName(record["model_name"])
    draft.nameServed(LoggedName(other?["upstream_model_name"]))
    draft.endpoint =
      CallTarget(method: nil, uri: other?["request_path"]?.string).dialect?.endpoint
      ?? (record["model_name"]?.string?.contains("embed") == true ? .embedding : .chat)
    readTimes(record, other, into: &draft)
    if kind == Kind.errorOrTest, record["use_time"] != nil {
      draft.flags.insert(.failed)
      draft.read(status: other?["status_code"])
    } else {
      draft.usage = usage(record, other)
      // To whom nothing is charged it was not free for the house.
      if record["quota"]?.whole != 0 { draft.read(cost: record["quota"], unit: 1 / Self.quotaOfADollar) }
      draft.recordID = LoggedName(record["request_id"])?.fingerprint
    }
    draft.team = LoggedName(record["group"])
    draft.user = LoggedName(record["username"])
    draft.apiKey = LoggedName(record["token_name"])
    draft.call = LoggedName(record["request_id"])?.fingerprint
    return .request
  }

  /// New API has whole seconds, of which none are not known to be none, and the time to the first token beside them; others have
  /// milliseconds.
  private func readTimes(_ record: JSONValue, _ other: JSONValue?, into draft: inout RequestDraft) {
    let seconds = Stamp.span(record["use_time"], unit: 1e6).flatMap { $0 > 0 ? $0 : nil }
    draft.duration = Stamp.span(record.first(["elapsed_time", "request_time"]), unit: 1e3).flatMap { $0 > 0 ? $0 : nil } ?? seconds
    if record["is_stream"]?.truth == true {
      draft.flags.insert(.streamed)
      if let first = Stamp.span(other?["frt"], unit: 1e3), first > 0 {
        draft.firstToken = first
        draft.duration = max(draft.duration ?? first, first)
      }
    }
    draft.coarseTime = Stamp.moment(record["created_at"]).map { $0 - (draft.duration ?? 0) }
  }

  /// What was cached is a part of the prompt, but for calls in Anthropic's words.
  private func usage(_ record: JSONValue, _ other: JSONValue?) -> TokenUsage? {
    guard let input = Usage.count(record["prompt_tokens"]) else { return nil }
    let output = Usage.count(record["completion_tokens"]) ?? 0
    guard input + output > 0 else { return nil }
    func count(_ name: StaticString) -> Int { Usage.count(other?[name]) ?? 0 }
    let long = count("cache_creation_tokens_1h")
    let short = count("cache_creation_tokens_5m")
    let written = max(short, count("cache_creation_tokens") - long)
    let read = count("cache_tokens")
    let isBeside = other?["claude"]?.truth == true || other?["usage_semantic"]?.isText("anthropic") == true
    return Usage.disjoint(
      input: isBeside ? input + read + written + long : input, read: read, write5m: written, write1h: long, output: output, reasoning: 0)
  }
}
