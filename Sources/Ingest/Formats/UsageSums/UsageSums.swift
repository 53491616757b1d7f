/// Exports of usage by day, hour or key, recognised to be refused: sums of many requests, which cannot be replayed.
///
/// Sources: OpenRouter's `/activity`, OpenAI's usage interface (buckets), Anthropic's usage report, LiteLLM's tables of daily spend, New
/// API's table `quota_data`.
struct UsageSums: LogFormat {
  let name = "usage-sums"
  let title = "sums of usage by day or hour (refused: no requests)"
  let contents: LogContents = []

  func matches(_ record: JSONValue) -> Bool {
    if record["model_permaslug"] != nil, record["requests"] != nil { return true }
    if record["token_used"] != nil, record["quota"] != nil, record["count"] != nil { return true }
    if record["api_requests"] != nil, record["successful_requests"] != nil { return true }
    if record["object"]?.string == "bucket" || record["num_model_requests"] != nil || record["n_requests"] != nil { return true }
    if Self.isSum(record) { return true }
    return record["starting_at"] != nil && record["ending_at"] != nil && record["results"]?.kind == .array
  }

  /// Whether a record says of how many requests its counts are, in words of one's own.
  private static func isSum(_ record: JSONValue) -> Bool {
    guard record.kind == .object, record.first(["messages", "prompt", "request", "requests"]).map({ $0.numeric != nil }) ?? true else {
      return false
    }
    let names = FlatMembers(record)
    guard names.isSum, names[.requests]?.numeric != nil else { return false }
    return names.tells(.input, .output, .total, .cost) && !names.tells(.prompt, .answer, .messages)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    .other("a sum of many requests by day and model, which cannot be replayed: export single requests instead")
  }
}
