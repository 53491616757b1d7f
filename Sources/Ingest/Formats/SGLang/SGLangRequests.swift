internal import Similarity
internal import Traces
internal import Units

/// SGLang's request log (`--log-requests --log-requests-format json`): the line of a request's end counts.
///
/// Source: sglang, `python/sglang/srt/utils/request_logger.py`. Times are local without zone, and read as UTC. Levels 0 and 1 have no text;
/// level 2 cuts texts to 2,048 characters around three dots.
struct SGLangRequests: LogFormat {
  let name = "sglang"
  let title = "SGLang request logs (JSON)"
  let contents: LogContents = [.texts, .times, .usage]

  func matches(_ record: JSONValue) -> Bool {
    guard record["rid"] != nil, record["obj"] != nil || record["out"] != nil else { return false }
    return record["event"]?.withText { $0.starts(with: "request.".utf8) } == true
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record["event"]?.string == "request.finished" else { return .other("the arrival of a request, which its end repeats") }
    let request = record["obj"]
    let meta = record["out"]?["meta_info"]
    if request?["messages"]?.kind == .array, draft.read(requestBody: request) {
      // As the interface of chats got it, before it was made into one text.
    } else if let text = request?.given(["text", "prompt"]) {
      draft.conversation.question(text)
      let isCut = text.raw.count >= 2_048 && text.raw.count < 8_192 && text.raw.contains("' ... '")
      if isCut { draft.flags.insert(.truncatedPrompt) }
    } else if let ids = request?.given(["input_ids"]) {
      draft.read(promptIdentity: ids.fingerprint(tag: 0))
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
}
