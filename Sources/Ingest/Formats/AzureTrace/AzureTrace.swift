internal import Traces
internal import Units

/// Azure's public traces of LLM inference: times and token counts, no text.
///
/// Source: the repository AzurePublicDataset, traces of 2023 and 2024, and the multimodal one. Times are without zone.
struct AzureTrace: LogFormat {
  let name = "azure-trace"
  let title = "Azure LLM inference traces (CSV: TIMESTAMP, ContextTokens, GeneratedTokens)"
  let contents: LogContents = [.times, .usage]

  func matches(_ record: JSONValue) -> Bool {
    record["TIMESTAMP"] != nil && record["ContextTokens"] != nil && record["GeneratedTokens"] != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard let input = Usage.count(record["ContextTokens"]), let output = Usage.count(record["GeneratedTokens"]) else {
      return .broken("no token counts")
    }
    draft.arrival = draft.moment(record["TIMESTAMP"])
    draft.usage = TokenUsage(uncachedInput: input, output: output)
    return .request
  }
}
