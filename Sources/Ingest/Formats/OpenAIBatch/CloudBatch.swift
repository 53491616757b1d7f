internal import Similarity
internal import Traces

/// Files of the batch interfaces of AWS Bedrock, the Gemini API and Vertex AI.
///
/// Source: AWS's and Google's documentation of batch inference. Bedrock's and Vertex AI's output repeats the input; Bedrock's and Gemini's has
/// its key, by which the two files are joined. None says which model was asked but in the answer, nor when.
struct CloudBatch: LogFormat {
  let name = "cloud-batch"
  let title = "Bedrock, Gemini and Vertex AI batch files"
  let contents: LogContents = [.texts, .usage]

  func matches(_ record: JSONValue) -> Bool {
    if record["recordId"] != nil { return record["modelInput"]?.kind == .object }
    if record["processed_time"] != nil || Self.isVertexInput(record) { return record["request"]?["contents"] != nil }
    guard record["key"]?.kind == .string, record.first(CallFacts.Key.start) == nil else { return false }
    if record["request"]?["contents"] != nil || record["response"]?["candidates"] != nil { return true }
    return record.count == 2 && record["error"]?.kind == .object
  }

  /// Bedrock's output has a manifest beside it.
  func accepts(_ record: JSONValue) -> Bool { matches(record) || record["processedRecordCount"] != nil }

  private static func isVertexInput(_ record: JSONValue) -> Bool { record.count == 1 && record["request"] != nil }

  func joint(of part: JSONValue) -> Joint? {
    guard let key = LoggedName(part["recordId"] ?? part["key"]) else { return nil }
    let isAnswer = part.first(["modelOutput", "response", "error"]) != nil
    guard part["recordId"] != nil || part["request"] == nil || !isAnswer else { return nil }
    return Joint(id: key.fingerprint.then(Fingerprint(high: 0, low: 5)), half: isAnswer ? .answer : .request)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    if record["processedRecordCount"] != nil { return .other("the manifest of a batch, which counts its records") }
    if Self.isVertexInput(record) { return .other("input of a batch of Vertex AI's, which its output repeats: read that") }
    let halves = record.kind == .array ? Array(record.elements) : [record]
    func member(_ names: [StaticString]) -> JSONValue? { halves.lazy.compactMap { $0.given(names) }.first }
    let isBedrock = halves[0]["recordId"] != nil
    if let answer = member(["modelOutput", "response"]) { draft.read(answer: answer) }
    if let question = member(["modelInput", "request"]) {
      draft.read(requestBody: question, in: isBedrock ? nil : .gemini)
      draft.model = draft.model ?? LoggedName(question["model"])
    }
    if draft.endpoint == .unknown { draft.endpoint = draft.answer.dialect?.endpoint ?? .unknown }
    draft.model = draft.model ?? draft.answer.model
    draft.provider = LoggedName(isBedrock ? "bedrock" : member(["processed_time"]) != nil ? "vertex_ai" : "gemini")
    draft.flags.insert(.batch)
    draft.usage = draft.answer.usage
    draft.coarseTime = draft.answer.created ?? Stamp.moment(member(["processed_time"]))
    if draft.answer.isError || member(["error"]) != nil || member(["status"])?.isNothing == false { draft.flags.insert(.failed) }
    draft.answerID = draft.answer.id
    return .request
  }
}
