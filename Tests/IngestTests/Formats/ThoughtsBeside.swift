import Ingest
import Testing
import Traces

/// What a model thought, beside its output as xAI and Gemini count it; and what a cache held, beside the input as Portkey does. The total says
/// so. Figures: BerriAI/litellm PR 39426, vercel/ai PR 9774 and issue 6082, mozilla-ai/any-llm issue 1290.
@Suite struct ThoughtsBeside {
  private func counts(_ log: String) throws -> String {
    let rows = try ingest(log).rows
    #expect(rows.count == 1)
    let parts = (rows.first ?? "").split(separator: " ")
    return parts.filter { part in ["in=", "read=", "write=", "out=", "think="].contains { part.hasPrefix($0) } }.joined(separator: " ")
  }

  private static let details =
    #"{"prompt_tokens":12,"completion_tokens":1,"total_tokens":110,"completion_tokens_details":{"reasoning_tokens":97}}"#

  @Test func inLiteLLMsPayloads() throws {
    let payload =
      #"{"id":"a","litellm_call_id":"c","call_type":"acompletion","status":"success","startTime":1795221871.0,"endTime":1795221873.5,"#
      + #""model":"grok-4","custom_llm_provider":"xai","prompt_tokens":12,"completion_tokens":1,"total_tokens":110,"response_cost":0.01,"#
      + #""metadata":{"usage_object":\#(Self.details)},"messages":[{"role":"user","content":"q"}],"response":{"id":"a","choices":[]}}"#
    #expect(try counts(payload) == "in=12 read=0 write=0+0 out=98 think=97")
    let row =
      #"{"request_id":"a","call_type":"acompletion","spend":0.01,"startTime":"2026-11-20T09:00:00Z","endTime":"2026-11-20T09:00:01Z","#
      + #""model":"grok-4","api_key":"k","prompt_tokens":12,"completion_tokens":1,"total_tokens":110,"metadata":{"usage_object":\#(Self.details)}}"#
    #expect(try counts(row) == "in=12 read=0 write=0+0 out=98 think=97")
  }

  /// Spans in the words of the AI SDK, of the conventions and of OpenInference; the last has no total, but more thoughts than output.
  @Test(arguments: [
    (
      #"{"ai.operationId":"ai.generateText.doGenerate","ai.model.id":"m","ai.usage.inputTokens":555,"ai.usage.outputTokens":190,"#
        + #""ai.usage.totalTokens":1802,"ai.usage.reasoningTokens":1057,"ai.usage.cachedInputTokens":316}"#,
      "in=239 read=316 write=0+0 out=1247 think=1057"
    ),
    (
      #"{"gen_ai.operation.name":"chat","gen_ai.request.model":"m","gen_ai.usage.input_tokens":20,"gen_ai.usage.output_tokens":198,"#
        + #""gen_ai.usage.reasoning_tokens":405,"llm.usage.total_tokens":623}"#,
      "in=20 read=0 write=0+0 out=603 think=405"
    ),
    (
      #"{"openinference.span.kind":"LLM","llm.model_name":"m","llm.token_count.prompt":20,"llm.token_count.completion":198,"#
        + #""llm.token_count.completion_details.reasoning":405,"llm.token_count.total":623}"#,
      "in=20 read=0 write=0+0 out=603 think=405"
    ),
    (
      #"{"gen_ai.operation.name":"chat","gen_ai.request.model":"m","gen_ai.usage.input_tokens":20,"gen_ai.usage.output_tokens":198,"#
        + #""gen_ai.usage.reasoning.output_tokens":405}"#,
      "in=20 read=0 write=0+0 out=603 think=405"
    ),
    (
      // Anthropic's own counts, beside those of a version before 6.
      #"{"ai.operationId":"ai.generateText.doGenerate","ai.model.id":"m","ai.usage.inputTokens":3000,"ai.usage.outputTokens":200,"#
        + #""ai.usage.totalTokens":3200,"ai.usage.cachedInputTokens":2000,"ai.response.providerMetadata":"{\"anthropic\":{\"usage\":"#
        + #"{\"input_tokens\":3000,\"cache_creation_input_tokens\":400,\"cache_read_input_tokens\":2000,\"output_tokens\":200}}}"}"#,
      "in=3000 read=2000 write=400+0 out=200 think=0"
    ),
  ])
  func inSpans(attributes: String, expected: String) throws {
    var json = attributes
    var parser = JSONParser()
    var list: [String] = []
    try json.withUTF8 { text in
      try parser.parse(UnsafeRawBufferPointer(text)).forEachMember { key, value in
        let written = String(decoding: value.raw, as: UTF8.self)
        list.append(#"{"key":"\#(key.string)","value":{"\#(value.kind == .string ? "stringValue" : "intValue")":\#(written)}}"#)
      }
    }
    let span =
      #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a","spanId":"b","name":"x","startTimeUnixNano":"1795221871000000000","#
      + #""endTimeUnixNano":"1795221873500000000","attributes":[\#(list.joined(separator: ","))]}]}]}]}"#
    #expect(try counts(span) == expected)
  }

  private func pair(_ usage: String, model: String = "m") -> String {
    #"{"timestamp":"2026-11-20T09:00:00Z","request":{"model":"\#(model)","messages":[{"role":"user","content":"q"}]},"#
      + #""response":{"object":"chat.completion","choices":[{"message":{"content":"a"}}],"usage":\#(usage)}}"#
  }

  /// Of Gemini's thoughts the total may be all that tells; of Anthropic's cached input behind Portkey it tells that it is beside.
  @Test func inAnswers() throws {
    let gemini = pair(#"{"prompt_tokens":3,"completion_tokens":29,"total_tokens":933}"#, model: "gemini-2.5-flash")
    #expect(try counts(gemini) == "in=3 read=0 write=0+0 out=930 think=0")
    let usage =
      #"{"prompt_tokens":3000,"completion_tokens":200,"total_tokens":5600,"cache_read_input_tokens":2000,"cache_creation_input_tokens":400"#
    #expect(try counts(pair(usage + "}")) == "in=3000 read=2000 write=400+0 out=200 think=0")
    let detailed = usage + #","prompt_tokens_details":{"cached_tokens":2000}}"#
    #expect(try counts(pair(detailed)) == "in=3000 read=2000 write=400+0 out=200 think=0")
    let inside = detailed.replacing("5600", with: "3200")
    #expect(try counts(pair(inside)).hasPrefix("in=1000 read=2000 "))
  }

  /// A total of one's own may be of a whole session.
  @Test func notInRecordsOfOnesOwn() throws {
    let record = #"{"ts":"2026-11-20T09:00:00Z","model":"m","prompt":"q","prompt_tokens":3,"completion_tokens":29,"total_tokens":933}"#
    #expect(try counts(record) == "in=3 read=0 write=0+0 out=29 think=0")
  }
}
