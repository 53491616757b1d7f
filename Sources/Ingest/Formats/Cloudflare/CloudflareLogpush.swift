internal import Similarity
internal import Traces

/// Logs of Cloudflare's AI Gateway, as Logpush delivers them.
///
/// Source: cloudflare-docs, `observability/logging/logpush.mdx` and the data set `ai_gateway_events`: with a key given, bodies are objects
/// of `key`, `iv` and `data`, or of a `type` "encrypted" and `data`; cost and usage stand under `Metrics`, whose names are not all
/// published. Names are looked for in any case and without underscores.
struct CloudflareLogpush: LogFormat {
  let name = "cloudflare-logpush"
  let title = "Cloudflare AI Gateway Logpush (bodies decrypted, or recognised as encrypted)"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  func matches(_ record: JSONValue) -> Bool {
    guard record["Gateway"] != nil || record["Provider"] != nil || record["Metrics"] != nil || record["RateLimited"] != nil else {
      return Self.isEncrypted(record["RequestBody"])
    }
    if record["RequestBody"] != nil, record["ResponseBody"] != nil { return true }
    return record["Gateway"] != nil && record["Provider"] != nil && !CallFacts.holdsPrompt(record)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let isEncrypted = Self.isEncrypted(record["RequestBody"]) || Self.isEncrypted(record["ResponseBody"])
    guard let call = plainFields(of: record, in: draft) else { return .broken("not a JSON object") }
    if isEncrypted {
      draft.note = .encrypted
    } else {
      if let body = record["ResponseBody"] { draft.read(answer: body) }
      draft.read(requestBody: record["RequestBody"])
    }
    Cloudflare.readCall(call, target: CallTarget(method: nil, uri: call["path"]?.string.map { "/" + $0 }), into: &draft)
    draft.read(status: call["status_code"])
    if draft.answer.isError || call["success"]?.truth == false { draft.flags.insert(.failed) }
    if call["cached"]?.truth == true { draft.flags.insert(.loggedHit) }
    draft.organisation = LoggedName(record["Gateway"])
    draft.read(recordID: call["id"])
    return .request
  }

  private static func isEncrypted(_ body: JSONValue?) -> Bool {
    body?["iv"] != nil || body?["data"] != nil && body?["type"]?.string == "encrypted"
  }

  /// The fields beside the bodies, under the names of the API.
  private func plainFields(of record: JSONValue, in draft: RequestDraft) -> JSONValue? {
    var json = JSONWriter()
    json.raw("{")
    func add(_ key: JSONKey, _ value: JSONValue) {
      guard let name = Self.names[key.string.lowercased().filter { $0 != "_" }], !Self.isEncrypted(value) else { return }
      json.key(name)
      json.raw(value.raw)
    }
    // The one text that may be parsed here, before the bodies are.
    draft.object(record["Metrics"])?.forEachMember(add)
    record.forEachMember(add)
    json.raw("}")
    return draft.bodies.pieces.keep(json.bytes)
  }

  private static let names: [String: StaticString] = [
    "cached": "cached", "endpoint": "path", "path": "path", "model": "model", "provider": "provider", "statuscode": "status_code",
    "createdat": "created_at", "datetime": "created_at", "timestamp": "created_at", "duration": "duration", "tokensin": "tokens_in",
    "tokensout": "tokens_out", "inputtokens": "tokens_in", "outputtokens": "tokens_out", "prompttokens": "tokens_in",
    "completiontokens": "tokens_out", "durationms": "duration", "cost": "cost", "metadata": "metadata", "success": "success", "id": "id",
    "logid": "id",
  ]
}
