internal import Similarity
internal import Traces
internal import Units

/// Calls of W&B's Weave, as its interface, its SDKs and its page of traces export them.
///
/// Source: weave 0.54.0 and its trace server, `trace_server_interface.py` (`CallSchema`, `LLMUsageSchema`). Of a call that has others inside
/// Weave adds up their tokens, so that only the innermost with tokens of its own is a request. Counts are those of the provider, under the
/// name of the model.
struct WeaveCalls: LogFormat {
  let name = "weave"
  let title = "W&B Weave calls (API, SDK and UI exports)"
  let contents: LogContents = [.texts, .times, .usage, .tenants]
  let spansSources = true

  private enum Key {
    static let messages: [StaticString] = ["messages", "contents", "prompt", "input", "inputs"]
  }

  /// Spans around calls.
  private var outer = OuterSpans(id: { LoggedName($0["id"])?.fingerprint }, parent: { LoggedName($0["parent_id"])?.fingerprint })

  func matches(_ record: JSONValue) -> Bool {
    guard record["op_name"] != nil, record["started_at"] != nil, record["trace_id"] != nil else { return false }
    return record.first(["inputs", "output", "summary"]) != nil
  }

  /// Whether a call is one of a model: it has tokens, or it failed and was to have a model answer messages, or it did so uncounted.
  private static func isCall(_ record: JSONValue) -> Bool {
    if let usage = record["summary"]?["usage"], usage.kind == .object, usage.count > 0 { return true }
    let inputs = record["inputs"]
    if inputs?["messages"]?[0]?["role"] != nil, record["output"]?["choices"] != nil { return true }
    return inputs?["model"]?.kind == .string && inputs?.first(Key.messages) != nil
  }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    let calls = outer.innermost(of: [record], isCall: Self.isCall)
    return Self.isCall(record) ? calls : [record]
  }

  mutating func takenBack() -> [Fingerprint] { outer.takenBack() }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard Self.isCall(record) else { return .other("a call of a function that is no call of a model") }
    let inputs = record["inputs"]
    draft.endpoint = .chat
    if let output = record["output"] { draft.read(answer: output) }
    if let inputs, !draft.read(requestBody: inputs, in: nil) { draft.conversation.question(inputs) }
    let used = counted(record["summary"])
    draft.model = draft.model ?? LoggedName(inputs?["model_name"]) ?? used.model ?? draft.answer.model
    draft.nameServed(used.model ?? draft.answer.model)
    draft.usage = used.usage ?? draft.answer.usage
    draft.loggedCost = cost(record["summary"]?["weave"]?["costs"])
    draft.arrival = draft.moment(record["started_at"])
    draft.end = draft.moment(record.given(["ended_at"]))
    draft.organisation = LoggedName(record["project_id"])
    draft.user = draft.user ?? LoggedName(record["wb_user_id"])
    draft.call = (LoggedName(record["trace_id"]) ?? LoggedName(record["id"]))?.fingerprint
    draft.answerID = draft.answer.id
    draft.span = LoggedName(record["id"])?.fingerprint
    draft.recordID = draft.span
    if record.given(["exception"])?.isNothing == false { draft.flags.insert(.failed) }
    return .request
  }

  /// The tokens, which stand under the name of the model; where several models are named, nobody says how much was whose, and it is all
  /// counted as the first one's.
  private func counted(_ summary: JSONValue?) -> (model: LoggedName?, usage: TokenUsage?) {
    var model: LoggedName?
    var usage: TokenUsage?
    summary?["usage"]?.forEachMember { key, value in
      guard let read = Usage.read(value), model == nil else { return }
      model = LoggedName(key.string)
      usage = read
    }
    return (model, usage)
  }

  /// What Weave's own prices make of the tokens.
  private func cost(_ costs: JSONValue?) -> Dollars? {
    var sum: Double?
    costs?.forEachMember { _, value in
      for name: StaticString in ["prompt_tokens_total_cost", "completion_tokens_total_cost"] {
        if let part = value[name]?.amount { sum = (sum ?? 0) + part }
      }
    }
    return sum.map { Dollars($0) }
  }
}
