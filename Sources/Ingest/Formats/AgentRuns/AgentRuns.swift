internal import Similarity
internal import Traces
internal import Units

/// Runs of coding agents, many requests a record: times in seconds from the run's beginning, models, token counts, ids of blocks of 64
/// tokens as runs of a first id and a count.
///
/// Source: the repository callanjfox/kv-cache-tester. Ids are valid within a run only.
struct AgentRuns: LogFormat {
  let name = "agent-runs"
  let title = "coding-agent runs (kv-cache-tester: token lengths, ids of blocks)"
  let contents: LogContents = [.times, .usage]

  func matches(_ record: JSONValue) -> Bool { record["block_size"] != nil && record["requests"]?.kind == .array }

  mutating func parts(of record: JSONValue) -> [JSONValue]? { record["requests"].map { Array($0.elements) } ?? [] }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict { .broken("not a part of a run") }

  func read(_ part: JSONValue, of record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard let length = part["in"], let input = Usage.count(length), let output = Usage.count(part["out"]) else {
      return .broken("no token counts")
    }
    draft.usage = TokenUsage(uncachedInput: input, output: output)
    if let blocks = part["hash_runs"], blocks.count > 0 {
      let run = LoggedName(record["id"])?.fingerprint ?? .zero
      draft.read(promptIdentity: run.then(blocks.fingerprint(tag: 0)).then(length.fingerprint(tag: 0)))
      draft.note = .blocks
    }
    draft.endpoint = .messages
    draft.model = LoggedName(part["model"])
    draft.arrival = Stamp.span(part["t"], unit: 1e6)
    draft.duration = Stamp.span(part["api_time"], unit: 1e6)
    if part["type"]?.string == "s" { draft.flags.insert(.streamed) }
    if draft.flags.contains(.streamed) { draft.firstToken = Stamp.span(part["ttft"], unit: 1e6) }
    draft.answer.end(part["stop"])
    return .request
  }
}
