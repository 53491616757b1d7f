internal import Similarity
internal import Traces
internal import Units

/// AWS Bedrock's model invocation log, as S3 and CloudWatch have it.
///
/// Source: AWS's documentation and the test logs of elastic/integrations. Times are whole seconds. The dialect of the bodies follows from
/// the operation. Large bodies are objects of their own (``BedrockBody``), of which the log has the address only.
struct BedrockInvocation: LogFormat {
  let name = BedrockBody.format
  let title = "AWS Bedrock model invocation logs (S3, CloudWatch)"
  let contents: LogContents = [.texts, .times, .usage, .tenants]

  /// Whether a line is what Bedrock writes, in CloudWatch and in an object of its own, to see whether it may write the log.
  static func isCheck(_ line: UnsafeRawBufferPointer) -> Bool {
    line.starts(with: "Permissions are correctly set for Amazon Bedrock logs".utf8)
  }

  func matches(_ record: JSONValue) -> Bool {
    if record["schemaType"]?.string == "ModelInvocationLog" { return true }
    guard record["modelId"] != nil, record["operation"] != nil, let input = record["input"] else { return false }
    return record["requestId"] != nil || input["inputTokenCount"] != nil
  }

  func rewritten(_ record: JSONValue) -> [UInt8]? { record.withoutTexts(["input", "output", "identity", "requestMetadata"]) }

  func joint(of part: JSONValue) -> Joint? {
    guard let path = part["input"]?.given(["inputBodyS3Path"]) ?? part["output"]?.given(["outputBodyS3Path"]) else { return nil }
    let id = path.string.flatMap(BedrockBody.id(ofFile:)) ?? LoggedName(part["requestId"]).map(BedrockBody.id(of:))
    return id.map { Joint(id: $0) }
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.kind == .array else { return read(record, bodies: [], into: &draft) }
    let pieces = Array(record.elements)
    guard let call = pieces.first(where: { $0["requestId"] != nil }) else { return .other("a body of a call that is not in the log") }
    return read(call, bodies: pieces, into: &draft)
  }

  /// Reads a record, with the bodies that are objects of their own.
  private func read(_ record: JSONValue, bodies: [JSONValue], into draft: inout RequestDraft) -> Verdict {
    let operation = record["operation"]?.string ?? ""
    let input = record["input"]
    let output = record["output"]
    if operation == "CountTokens" { return .other(CallTarget.countOfTokens) }
    if operation == "ApplyGuardrail" { return .other("no call of a model: a guardrail on its own") }
    if operation.contains("Stream") { draft.flags.insert(.streamed) }
    if let answer = output?.given([BedrockBody.output]) ?? BedrockBody.whole(of: bodies.compactMap { $0[BedrockBody.output] }, draft) {
      draft.read(answer: answer)
      readFirstByte(answer, into: &draft)
    }
    let question = input?.given([BedrockBody.input]) ?? bodies.lazy.compactMap { $0[BedrockBody.input] }.first
    let isRead = draft.read(requestBody: question, in: operation.hasPrefix("Converse") ? .converse : nil)
    if !isRead, input?.given(["inputBodyS3Path"]) != nil { draft.note = .elsewhere }
    if draft.endpoint == .unknown {
      // Speech both ways, and films, which are ready later.
      draft.endpoint =
        operation.hasPrefix("Converse")
        ? .chat : operation.hasSuffix("BidirectionalStream") ? .audio : operation == "StartAsyncInvoke" ? .image : .unknown
    }

    draft.model = model(record["modelId"])
    draft.provider = LoggedName("bedrock")
    // A profile of one's own has a name of its own: some models say in their answers which they are.
    draft.nameServed(draft.answer.model)
    draft.arrival = draft.moment(record.first(["timestamp", "@timestamp"]))
    draft.duration = draft.answer.duration
    draft.organisation = LoggedName(record["accountId"])
    readCaller(record["identity"]?["arn"], into: &draft)
    draft.team = LoggedName(record["requestMetadata"]?["team"])
    draft.place = LoggedName(record["region"])
    draft.usage = usage(input: input, output: output, answered: draft.answer.usage)
    draft.status = record["status"]?.whole ?? Self.status(of: record["errorCode"]?.string)
    if record.given(["errorCode"]) != nil || draft.status >= 400 || draft.answer.isError { draft.flags.insert(.failed) }
    draft.read(recordID: record["requestId"])
    return .request
  }

  /// Whoever calls: a user of IAM, or a person whose session is named by an address or came by single sign-on; any other role is the
  /// credential of a program, which stands for all of its users: two that ask the same are not one who asks again.
  private func readCaller(_ arn: JSONValue?, into draft: inout RequestDraft) {
    let steps = arn?.string?.split(separator: "/", omittingEmptySubsequences: false) ?? []
    guard steps.count > 1, steps[0].hasSuffix(":assumed-role"), !steps[1].hasPrefix("AWSReservedSSO_"), steps.last?.contains("@") == false
    else { return draft.user = LoggedName(arn) }
    draft.apiKey = LoggedName("\(steps[0])/\(steps[1])")
  }

  /// The counts of the record, which are disjoint; those of the answer where they are about the same input, as they may tell more.
  private func usage(input: JSONValue?, output: JSONValue?, answered: TokenUsage?) -> TokenUsage? {
    guard let count = Usage.count(input?["inputTokenCount"]) else { return answered }
    if let answered, answered.uncachedInput == count { return answered }
    return TokenUsage(
      uncachedInput: count, cacheRead: Usage.count(input?["cacheReadInputTokenCount"]) ?? 0,
      cacheWrite5m: Usage.count(input?["cacheWriteInputTokenCount"]) ?? 0, output: Usage.count(output?["outputTokenCount"]) ?? 0)
  }

  private func readFirstByte(_ events: JSONValue, into draft: inout RequestDraft) {
    events.forEachElement { event in
      if let metrics = event["amazon-bedrock-invocationMetrics"] { draft.firstToken = Stamp.span(metrics["firstByteLatency"], unit: 1e3) }
    }
  }

  /// The id of a model; of the address of a profile or endpoint, its name.
  private func model(_ value: JSONValue?) -> LoggedName? {
    value?.string?.hasPrefix("arn:") == true ? value?.lastPart : LoggedName(value)
  }

  /// The HTTP status of an error of Bedrock's runtime; 0 for others. Source: the API reference's list of errors.
  private static func status(of error: String?) -> Int {
    switch error {
    case "ValidationException"?: 400
    case "AccessDeniedException"?: 403
    case "ResourceNotFoundException"?: 404
    case "ModelTimeoutException"?: 408
    case "ModelErrorException"?, "ModelStreamErrorException"?: 424
    case "ThrottlingException"?, "ModelNotReadyException"?: 429
    case "InternalServerException"?: 500
    case "ServiceUnavailableException"?: 503
    default: 0
    }
  }
}
