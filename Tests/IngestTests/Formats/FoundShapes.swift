import Ingest
import Testing
import Traces

/// Records of gateways and clouds in forms that are theirs, or were, and that no sample here has. Equal numbers stand for equal values.
@Suite struct FoundShapes {
  private static let asked = "messages=1 last_user_message=1"

  // MARK: - LiteLLM

  private func payload(_ members: String, usage: String = #"{"prompt_tokens":8,"completion_tokens":2}"#, response: String = "gpt-4o-mini")
    -> String
  {
    #"{"id":"a","call_type":"acompletion","startTime":1795165200.0,"endTime":1795165201.5,"model_parameters":{},"status":"success",\#(members),"#
      + #""response":{"id":"c","model":"\#(response)","choices":[{"message":{"content":"ok"}}],"usage":\#(usage)}}"#
  }

  /// What stands where LiteLLM did not know the prompt is none.
  @Test func promptsThatWereNotKnown() throws {
    let record = payload(
      #""model":"gpt-4o-mini","prompt_tokens":8,"completion_tokens":2,"messages":[{"role":"user","content":"default-message-value"}]"#)
    #expect(
      try rows(record, "litellm") == [
        "2026-11-20T09:00:00Z 1500000us in=8 read=0 write=0+0 out=2 think=0 status=200 model=gpt-4o-mini chat answer=1 no-content"
      ])
  }

  /// An alias, and the address of a profile, are priced by what LiteLLM took its price from.
  @Test(arguments: [
    (#""model":"arn:aws:bedrock:us-east-1:1:application-inference-profile/o1x","custom_llm_provider":"bedrock""#, "claude-sonnet"),
    (#""model":"my-alias","custom_llm_provider":"bedrock""#, "my-alias"),
  ])
  func modelsByTheirPrice(model: String, answered: String) throws {
    let record = payload(
      #"\#(model),"prompt_tokens":8,"completion_tokens":2,"model_map_information":{"model_map_key":"anthropic.claude-sonnet-4-5-20250929-v1:0"}"#,
      response: answered)
    #expect(try rows(record, "litellm")[0].contains("model=anthropic.claude-sonnet-4-5-20250929-v1:0 provider=bedrock"))
  }

  /// Until late in 2025 what was written to a cache was not in the count of the prompt, and not in its details.
  @Test(arguments: [
    (#"{"cached_tokens":1500}"#, "in=500 read=1500 write=400+0"),
    (#"{"cached_tokens":1500,"cache_creation_tokens":400}"#, "in=100 read=1500 write=400+0"),
  ])
  func whatWasWrittenToACache(details: String, expected: String) throws {
    let usage =
      #"{"prompt_tokens":2000,"completion_tokens":10,"prompt_tokens_details":\#(details),"cache_read_input_tokens":1500,"cache_creation_input_tokens":400}"#
    let record = payload(#""model":"claude-sonnet-4-5","prompt_tokens":2000,"completion_tokens":10"#, usage: usage)
    #expect(try rows(record, "litellm")[0].contains("\(expected) out=10 think=0"))
  }

  /// Its first payloads were what Python shows of objects, and DynamoDB has a type beside each value.
  @Test func payloadsAsPythonShowsThem() throws {
    let members = [
      ("id", "a"), ("call_type", "acompletion"), ("startTime", "2026-11-20 09:00:00.5"), ("endTime", "2026-11-20 09:00:02"),
      ("model", "gpt-3.5-turbo"),
      ("messages", "[{'role': 'user', 'content': 'It\\\\'s \\\"x\\\"'}]"),
      ("modelParameters", "{'temperature': 0.7, 'stream': False, 'stop': None}"),
      (
        "response",
        "ModelResponse(id='c', choices=[Choices(finish_reason='stop', index=0, message=Message(content='ok', role='assistant'))], created=1795165200, model='gpt-3.5-turbo', usage=Usage(completion_tokens=9, prompt_tokens=11, total_tokens=20))"
      ), ("usage", "Usage(completion_tokens=9, prompt_tokens=11, total_tokens=20)"),
    ]
    let expected =
      "2026-11-20T09:00:00.500Z 1500000us in=11 read=0 write=0+0 out=9 think=0 status=200 model=gpt-3.5-turbo chat temperature=0.7 stream=1"
    let plain = "{" + members.map { #""\#($0.0)":"\#($0.1)""# }.joined(separator: ",") + "}"
    let typed = "{" + members.map { #""\#($0.0)":{"S":"\#($0.1)"}"# }.joined(separator: ",") + "}"
    for log in [plain, typed, #"{"Item":\#(typed)}"#] {
      let row = try rows(log, "litellm")
      #expect(row.count == 1 && row[0].hasPrefix(expected) && row[0].hasSuffix("\(Self.asked) answer=1"), "\(row)")
    }
    // The prompt is the one that it is in JSON.
    let json = payload(
      #""model":"gpt-3.5-turbo","prompt_tokens":11,"completion_tokens":9,"messages":[{"role":"user","content":"It's \"x\""}]"#)
    #expect(try ingest("\(plain)\n\(json)").rows.count { $0.contains(Self.asked) } == 2)
  }

  // MARK: - Clouds and gateways

  @Test func callsOfAzureThatAskNoModel() throws {
    func record(_ operation: String, _ properties: String) -> String {
      #"{"category":"RequestResponse","operationName":"\#(operation)","time":"2026-11-20T09:00:01Z","durationMs":1000,"resultSignature":"200","properties":{\#(properties)}}"#
    }
    let trace = try ingest(
      [
        record("Create_Thread", #""requestLength":2"#),
        record("ChatCompletions_Create", #""modelName":"gpt-4o","streamType":"Non-Streaming""#),
      ]
      .joined(separator: "\n"))
    #expect(trace.rows == ["2026-11-20T09:00:00Z 1000000us status=200 model=gpt-4o provider=azure chat no-content"])
    #expect(trace.setAside == ["1 a call of Azure OpenAI that asks no model (threads, runs, files, lists …)"])
  }

  /// Texts of streams of the older models of Bedrock.
  @Test(arguments: [
    #"{"completion":"ok","stop_reason":null},{"completion":"","stop_reason":"stop_sequence"}"#,
    #"{"outputs":[{"text":"o","stop_reason":null}]},{"outputs":[{"text":"k","stop_reason":"stop"}]}"#,
    #"{"is_finished":false,"text":"ok"},{"is_finished":true,"finish_reason":"COMPLETE"}"#,
  ])
  func streamsOfBedrock(events: String) throws {
    let log =
      #"{"schemaType":"ModelInvocationLog","timestamp":"2026-11-20T09:00:00Z","requestId":"r","operation":"InvokeModelWithResponseStream","modelId":"m","#
      + #""input":{"inputBodyJson":{"prompt":"hi"},"inputTokenCount":3},"output":{"outputBodyJson":[\#(events)],"outputTokenCount":1}}"#
    let row = try rows(log, "bedrock")[0]
    #expect(row.contains("\(Self.asked) ") && row.contains("answer=1") && row.hasSuffix("streamed"), "\(row)")
  }

  /// Fields that a query asked for, as columns with paths for names.
  @Test func columnsWithPaths() throws {
    let log =
      "@timestamp,operation,modelId,identity.arn,input.inputTokenCount,output.outputTokenCount\n"
      + "2026-11-20 09:00:00.000,Converse,amazon.nova-lite-v1:0,arn:aws:iam::1:user/u,45,3\n"
    #expect(
      try rows(log, "bedrock") == [
        "2026-11-20T09:00:00Z in=45 read=0 write=0+0 out=3 think=0 model=amazon.nova-lite-v1:0 provider=bedrock chat user=1 no-content"
      ])
  }

  @Test func webhooksOfHelicone() throws {
    let body = #""{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"lorem"#  // cut
    let log =
      #"{"request_id":"r","user_id":"u","request_body":\#(body)","response_body":"{\"id\":\"c\",\"model\":\"gpt-4o-mini\",\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}","#
      + #""model":"gpt-4o-mini","provider":"openai","metadata":{"cost":0.0015,"promptTokens":10,"completionTokens":15,"latencyMs":1200}}"#
    #expect(
      try rows(log, "pairs") == [
        "1970-01-01T00:00:00Z 1200000us in=10 read=0 write=0+0 out=15 think=0 $0.0015 model=gpt-4o-mini provider=openai chat user=1 answer=1 call=1"
          + " truncated no-content no-time"
      ])
  }
}
