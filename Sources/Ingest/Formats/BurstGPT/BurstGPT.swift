internal import Traces
internal import Units

/// BurstGPT's traces of calls of ChatGPT and GPT-4: times in seconds from the beginning, token counts, no text.
///
/// Source: the repository HPMLL/BurstGPT, both versions (the second adds `Session ID` and `Elapsed time`). No response tokens: a failure.
struct BurstGPT: LogFormat {
  let name = "burstgpt"
  let title = "BurstGPT traces (CSV: Timestamp, Model, Request tokens, Response tokens …)"
  let contents: LogContents = [.times, .usage]

  func matches(_ record: JSONValue) -> Bool {
    record["Timestamp"] != nil && record["Request tokens"] != nil && record["Response tokens"] != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard let input = Usage.count(record["Request tokens"]), let output = Usage.count(record["Response tokens"]) else {
      return .broken("no token counts")
    }
    draft.arrival = Stamp.span(record["Timestamp"], unit: 1e6)
    draft.duration = Stamp.span(record["Elapsed time"], unit: 1e6)
    draft.model = LoggedName(record["Model"])
    draft.endpoint = .chat
    draft.usage = TokenUsage(uncachedInput: input, output: output)
    if output == 0 { draft.flags.insert(.failed) }
    return .request
  }
}
