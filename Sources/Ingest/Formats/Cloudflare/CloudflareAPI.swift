internal import Similarity
internal import Traces
internal import Units

/// Logs of Cloudflare's AI Gateway, as its API lists them.
///
/// Source: cloudflare 5.9.0, `types/ai_gateway/log_list_response.py` and `log_get_response.py`. Bodies are there in single look-ups only,
/// and cut unless `request_head_complete`.
struct CloudflareAPI: LogFormat {
  let name = "cloudflare"
  let title = "Cloudflare AI Gateway logs (API)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  func matches(_ record: JSONValue) -> Bool {
    record["cached"] != nil && record["created_at"] != nil && record["provider"] != nil && record["duration"] != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    if record["response_head_complete"]?.bool != false, let body = record.given(["response_head"]) { draft.read(answer: body) }
    let body = record.given(["request_head"])
    if body != nil, record["request_head_complete"]?.bool == false { draft.flags.insert(.truncatedPrompt) }
    let target = CallTarget(method: nil, uri: record["path"]?.string.map { "/" + $0 })
    if let body, !draft.read(requestBody: body) { draft.conversation.question(body) }
    Cloudflare.readCall(record, target: target, into: &draft)
    draft.read(status: record["status_code"])
    if record["success"]?.truth == false { draft.flags.insert(.failed) }
    if record["cached"]?.truth == true { draft.flags.insert(.loggedHit) }
    draft.read(recordID: record["id"])
    return .request
  }
}

/// What both kinds of Cloudflare's logs have in common, by the names of the API.
enum Cloudflare {
  static func readCall(_ record: JSONValue, target: CallTarget, into draft: inout RequestDraft) {
    if draft.endpoint == .unknown { draft.endpoint = target.dialect?.endpoint ?? .unknown }
    draft.model = LoggedName(record["model"]) ?? draft.model
    draft.provider = ProviderNames.known(record["provider"])
    // By its one address for all, the provider stands before the model.
    if record["provider"]?.isText("compat") == true, let parts = draft.model?.text.split(separator: "/", maxSplits: 1), parts.count == 2 {
      draft.provider = LoggedName(ProviderNames.known(String(parts[0])))
      draft.model = LoggedName(String(parts[1]))
    }
    draft.nameServed(draft.answer.model)
    draft.arrival = draft.moment(record["created_at"])
    draft.duration = Stamp.span(record["duration"], unit: 1e3)
    let counted = Usage.count(record["tokens_in"]).map { input in
      TokenUsage(uncachedInput: input, output: Usage.count(record["tokens_out"]) ?? 0)
    }
    draft.usage = draft.answer.usage ?? counted
    draft.read(cost: record["cost"])
    draft.answerID = draft.answer.id
    let metadata = draft.object(record["metadata"])
    draft.team = LoggedName(metadata?["team"])
    draft.user = LoggedName(metadata?["user"]) ?? LoggedName(metadata?["user_id"]) ?? draft.user
  }
}
