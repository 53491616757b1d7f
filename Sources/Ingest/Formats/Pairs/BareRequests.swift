internal import Traces

/// Bodies of requests alone, one a record, as batch jobs and simple loggers keep them.
struct BareRequests: LogFormat {
  let name = "requests"
  let title = "bodies of requests alone (model, messages …)"
  let contents: LogContents = [.texts]

  func matches(_ record: JSONValue) -> Bool {
    guard record["output"] == nil else { return false }
    guard record["model"]?.kind == .string else { return record["contents"]?.kind == .array }
    return record["messages"]?.kind == .array || record["prompt"] != nil || record["input"].map { $0.kind != .number } ?? false
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.kind == .object else { return .broken("not a JSON object") }
    guard let dialect = Dialect.of(request: record, answered: nil) else {
      return .other("no prompt in a form that is known (keys: \(record.keys))")
    }
    draft.read(request: record, in: dialect)
    if draft.parameters.wantsStream { draft.flags.insert(.streamed) }
    return .request
  }
}
