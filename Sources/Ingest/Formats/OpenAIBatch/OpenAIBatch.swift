internal import Similarity
internal import Traces

/// Lines of the input and output files of OpenAI's batch API, joined by `custom_id`; and those of Anthropic's.
///
/// Source: OpenAI's and Anthropic's API references. Output stands in any order, in a file of its own. Input has no time; that of an answer
/// is its whole-second stamp.
struct OpenAIBatch: LogFormat {
  let name = "batch"
  let title = "OpenAI and Anthropic batch files (input and output joined by custom_id)"
  let contents: LogContents = [.texts, .usage]

  func matches(_ record: JSONValue) -> Bool {
    guard record["custom_id"] != nil, !CallFacts.holdsPrompt(record) else { return false }
    if record.first(["body", "params", "response", "result"]) != nil { return true }
    // Nothing but an error, where a null beside it was left out.
    return record["error"]?.isObject == true && record["model"] == nil
  }

  func rewritten(_ record: JSONValue) -> [UInt8]? { record.withoutTexts(["body", "params", "response", "result", "error"]) }

  func joint(of part: JSONValue) -> Joint? {
    LoggedName(part["custom_id"]).map { Joint(id: $0.fingerprint, half: Self.isInput(part) ? .request : .answer) }
  }

  private static func isInput(_ part: JSONValue) -> Bool { part["body"] != nil || part["params"] != nil }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let halves = record.kind == .array ? Array(record.elements) : [record]
    let input = halves.first(where: Self.isInput)
    let target = CallTarget(method: nil, uri: input?["url"]?.string)
    if let output = halves.first(where: { !Self.isInput($0) }) { readOutput(output, into: &draft) }
    if let input {
      draft.read(requestBody: input["body"] ?? input["params"], in: input["params"] != nil ? .messages : target.dialect)
    } else {
      draft.endpoint = draft.answer.dialect?.endpoint ?? .unknown
    }
    draft.model = draft.model ?? draft.answer.model
    draft.flags.insert(.batch)
    draft.usage = draft.answer.usage
    draft.coarseTime = draft.answer.created
    return .request
  }

  private func readOutput(_ output: JSONValue, into draft: inout RequestDraft) {
    if let response = output.given(["response"]) {
      draft.read(status: response["status_code"])
      if let body = response["body"] { draft.read(answer: body) }
    } else if let result = output.given(["result"]) {
      if let message = result["message"] { draft.read(answer: message) }
      if result["type"]?.string != "succeeded" { draft.flags.insert(.failed) }
    }
    if draft.answer.isError || output.given(["error"]) != nil { draft.flags.insert(.failed) }
    draft.answerID = draft.answer.id
  }
}
