internal import Similarity
internal import Traces
internal import Units

/// Mooncake's traces: times in milliseconds from the beginning, lengths in tokens, and an id for each block of 512 tokens.
///
/// Source: the repository kvcache-ai/Mooncake. Equal ids and lengths stand for equal prompts.
struct Mooncake: LogFormat {
  let name = "mooncake"
  let title = "Mooncake traces (token lengths, ids of blocks of 512 tokens)"
  let contents: LogContents = [.times, .usage]

  func matches(_ record: JSONValue) -> Bool { record["hash_ids"] != nil && record["input_length"] != nil && record["chat_id"] == nil }

  func rewritten(_ record: JSONValue) -> [UInt8]? { record.withoutTexts(["hash_ids"]) }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    draft.arrival = Stamp.span(record["timestamp"], unit: 1e3)
    return draft.read(blocks: record["hash_ids"], input: record["input_length"], output: record["output_length"])
  }
}

extension RequestDraft {
  /// Takes a prompt by the ids of its blocks and its length, both in tokens.
  mutating func read(blocks: JSONValue?, input: JSONValue?, output: JSONValue?) -> Verdict {
    guard let length = input, let input = Usage.count(length), let output = Usage.count(output) else { return .broken("no token counts") }
    usage = TokenUsage(uncachedInput: input, output: output)
    if let blocks, blocks.count > 0 {
      read(promptIdentity: blocks.fingerprint(tag: 0).then(length.fingerprint(tag: 0)))
      note = .blocks
    }
    return .request
  }
}
