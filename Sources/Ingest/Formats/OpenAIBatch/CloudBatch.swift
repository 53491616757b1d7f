internal import Similarity
internal import Traces

/// Files of the batch interfaces of AWS Bedrock, the Gemini API and Vertex AI.
///
/// Source: AWS's and Google's documentation of batch inference. Bedrock's and Vertex AI's output repeats the input; Gemini's has its key, by
/// which the two files are joined. None says which model was asked but in the answer, nor when.
struct CloudBatch: LogFormat {
  let name = "cloud-batch"
  let title = "Bedrock, Gemini and Vertex AI batch files"
  let contents: LogContents = [.texts, .usage]

  func matches(_ record: JSONValue) -> Bool {
    if record["recordId"] != nil { return record["modelInput"]?.kind == .object }
    if record["processed_time"] != nil { return record["request"]?["contents"] != nil }
    guard record["key"]?.kind == .string, record.first(CallFacts.Key.start) == nil else { return false }
    return record["request"]?["contents"] != nil || record["response"]?["candidates"] != nil
  }

  func joint(of part: JSONValue) -> Joint? {
    guard part["request"] == nil || part["response"] == nil else { return nil }
    return LoggedName(part["key"]).map {
      Joint(id: $0.fingerprint.then(Fingerprint(high: 0, low: 5)), half: part["request"] == nil ? .answer : .request)
    }
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
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
