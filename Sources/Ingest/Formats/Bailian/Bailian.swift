internal import Traces
internal import Units

/// Alibaba's Bailian traces: times in seconds from the beginning, lengths in tokens, and an id for each block of 16 tokens.
///
/// Source: the repository alibaba-edu/qwen-bailian-usagetraces-anon. Equal ids and lengths stand for equal prompts.
struct Bailian: LogFormat {
  let name = "bailian"
  let title = "Qwen Bailian traces (token lengths, ids of blocks of 16 tokens)"
  let contents: LogContents = [.times, .usage]

  func matches(_ record: JSONValue) -> Bool { record["hash_ids"] != nil && record["input_length"] != nil && record["chat_id"] != nil }

  func rewritten(_ record: JSONValue) -> [UInt8]? { record.withoutTexts(["hash_ids"]) }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    draft.arrival = Stamp.span(record["timestamp"], unit: 1e6)
    draft.endpoint = .chat
    return draft.read(blocks: record["hash_ids"], input: record["input_length"], output: record["output_length"])
  }
}
