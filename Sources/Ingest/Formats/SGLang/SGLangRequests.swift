internal import Similarity
internal import Traces
internal import Units

/// SGLang's request log (`--log-requests --log-requests-format json`): the line of a request's end counts.
///
/// Source: sglang, `python/sglang/srt/utils/request_logger.py`. Times are local without zone, and read as UTC. Levels 0 and 1 have no text;
/// level 2 cuts texts and lists of ids to their first and last 1,024 around three dots.
struct SGLangRequests: LogFormat {
  let name = "sglang"
  let title = "SGLang request logs (JSON)"
  let contents: LogContents = [.texts, .times, .usage]

  func matches(_ record: JSONValue) -> Bool {
    guard record["rid"] != nil, record["obj"] != nil || record["out"] != nil else { return false }
    return record["event"]?.withText { $0.starts(with: "request.".utf8) } == true
  }

  func rewritten(_ record: JSONValue) -> [UInt8]? { record.withoutTexts(["obj", "out"]) }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record["event"]?.string == "request.finished" else { return .other("the arrival of a request, which its end repeats") }
    let request = record["obj"]
    let meta = record["out"]?["meta_info"]
    if request?["messages"]?.kind == .array, draft.read(requestBody: request) {
      // As the interface of chats got it, before it was made into one text.
    } else if let text = request?.given(["text", "prompt"]) {
      draft.conversation.question(text)
      if Self.isCut(text: text) { draft.flags.insert(.truncatedPrompt) }
    } else if let ids = request?.given(["input_ids"]) {
      draft.read(promptIdentity: ids.fingerprint(tag: 0))
      if ids.count == 2 * Self.half + 1, ids[Self.half]?.isText("...") == true { draft.flags.insert(.truncatedPrompt) }
    }
    if let parameters = request?["sampling_params"] { draft.parameters.add(membersOf: parameters) }
    if request?["stream"]?.bool == true { draft.flags.insert(.streamed) }
    if draft.endpoint == .unknown { draft.endpoint = .completion }
    draft.model = LoggedName(request?["model"]) ?? LoggedName(record["model"])

    draft.end = draft.moment(record["timestamp"])
    draft.duration = Stamp.span(meta?["e2e_latency"], unit: 1e6)
    if draft.flags.contains(.streamed) { draft.firstToken = Stamp.span(meta?["ttft"], unit: 1e6) }
    draft.answer.add(text: record["out"]?["text"])
    draft.answer.bytes = record["out"]?["text"]?.withText { $0.count } ?? 0
    draft.answer.end(meta?["finish_reason"]?["type"])
    draft.read(status: meta?["finish_reason"]?["status_code"])
    if let input = Usage.count(meta?["prompt_tokens"]) {
      draft.usage = Usage.disjoint(
        input: input, read: Usage.count(meta?["cached_tokens"]) ?? 0, write5m: 0, write1h: 0,
        output: Usage.count(meta?["completion_tokens"]) ?? 0, reasoning: Usage.count(meta?["reasoning_tokens"]) ?? 0)
    }
    draft.read(recordID: record["rid"])
    return .request
  }

  /// Characters, or ids, before and after what was cut.
  private static let half = 1_024

  /// Whether a text is of just as many characters as those that were cut, with the dots in their place; earlier versions quoted both halves.
  private static func isCut(text value: JSONValue) -> Bool {
    guard value.raw.count > 2 * half, value.raw.count < 32 * half, let text = value.string else { return false }
    let characters = text.unicodeScalars
    if characters.count == 2 * half + 3, characters.dropFirst(half).prefix(3).allSatisfy({ $0 == "." }) { return true }
    return value.raw.count < 8 * half && value.raw.contains("' ... '")
  }
}
