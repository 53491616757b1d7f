import Ingest
import Testing
import Traces

/// Records of named programs in forms that are theirs, or were, and that no sample here has. Equal numbers stand for equal values.
@Suite struct FoundShapes {
  private static let asked = "messages=1 last_user_message=1"

  private func rows(_ log: String, _ format: String) throws -> [String] {
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == format)
    return trace.rows
  }

  private func span(_ name: String, _ attributes: String, _ more: String = "") -> String {
    #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a1","spanId":"b1","name":"\#(name)","startTimeUnixNano":"1795165200000000000","#
      + #""endTimeUnixNano":"1795165201000000000"\#(more),"attributes":[\#(attributes)]}]}]}]}"#
  }

  private func attribute(_ name: String, _ value: String) -> String {
    let value = Int(value) != nil ? #"{"intValue":"\#(value)"}"# : #"{"stringValue":"\#(value.replacing("\"", with: "\\\""))"}"#
    return #"{"key":"\#(name)","value":\#(value)}"#
  }

  private func event(_ attributes: [(String, String)], _ more: String = "") -> String {
    let list = attributes.map { attribute($0.0, $0.1) }.joined(separator: ",")
    return #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795165200000000000"\#(more),"attributes":[\#(list)]}]}]}]}"#
  }

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
    #expect(try ingest("\(plain)\n\(json)").rows.allSatisfy { $0.contains(Self.asked) })
  }

  // MARK: - Tracers

  /// Of observations that nest the innermost is the call; a list of tool calls is no stream.
  @Test func observationsOfLangfuseThatNest() throws {
    func observation(_ id: String, _ parent: String, _ type: String, _ tokens: Int) -> String {
      #"{"id":"\#(id)","traceId":"t","type":"\#(type)","startTime":"2026-11-20T09:00:00Z","endTime":"2026-11-20T09:00:01Z","#
        + #""parentObservationId":\#(parent),"model":"gpt-5","input":"[{\"role\":\"user\",\"content\":\"hi\"}]","completionStartTime":null,"#
        + #""output":"[{\"toolCallId\":\"c\",\"toolName\":\"f\",\"input\":\"{}\"}]","usageDetails":{"input":\#(tokens),"output":1,"total":\#(tokens + 1)}}"#
    }
    let log = [
      observation("a", "null", "GENERATION", 14), observation("b", #""a""#, "SPAN", 0), observation("c", #""b""#, "GENERATION", 62),
    ]
    let expected =
      "2026-11-20T09:00:00Z 1000000us in=62 read=0 write=0+0 out=1 think=0 model=gpt-5 chat \(Self.asked) answer=1 call=1 called-tools"
    #expect(try rows(log.joined(separator: "\n"), "langfuse") == [expected])
    #expect(try rows(log.reversed().joined(separator: "\n"), "langfuse") == [expected])
  }

  /// What was paid by the character is no count of tokens.
  @Test(arguments: [("CHARACTERS", ""), ("TOKENS", "in=1200 read=0 write=0+0 out=300 think=0 ")])
  func unitsOfLangfuse(unit: String, expected: String) throws {
    let log =
      #"{"id":"a","traceId":"t","type":"GENERATION","startTime":"2026-11-20T09:00:00Z","model":"chat-bison","totalCost":null,"input":"hi","#
      + #""output":"ok","usage":{"input":1200,"output":300,"unit":"\#(unit)"}}"#
    #expect(try rows(log, "langfuse") == ["2026-11-20T09:00:00Z \(expected)model=chat-bison chat \(Self.asked) answer=1 call=1"])
  }

  /// Frameworks call a call what they like; an agent, a tool and a search are none.
  @Test(arguments: [("generate", 1), ("embedding", 1), ("invoke_agent", 0), ("execute_tool", 0), ("retrieval", 0)])
  func operationsOfFrameworks(operation: String, count: Int) throws {
    let attributes = [
      attribute("gen_ai.operation.name", operation), attribute("gen_ai.request.model", "m"), attribute("gen_ai.usage.input_tokens", "3"),
    ]
    let trace = try? ingest(span("s", attributes.joined(separator: ",")))
    #expect((trace?.requests.count ?? 0) == count)
  }

  /// The first of an answer is an event of its span.
  @Test(arguments: ["First Token Stream Event", "llm.content.completion.chunk", "ai.stream.firstChunk"])
  func firstTokensAsEvents(name: String) throws {
    let attributes = [attribute("gen_ai.request.model", "m"), attribute("gen_ai.response.finish_reasons", #"["LENGTH"]"#)]
    let events =
      #","events":[{"name":"\#(name)","timeUnixNano":"1795165200250000000"},{"name":"\#(name)","timeUnixNano":"1795165200500000000"}]"#
    #expect(
      try rows(span("s", attributes.joined(separator: ","), events), "otlp") == [
        "2026-11-20T09:00:00Z 1000000us first=250000us model=m chat call=1 streamed no-content unfinished"
      ])
  }

  /// MLflow has the JSON of every value, also of those that OpenTelemetry names.
  @Test func attributesAsJSON() throws {
    let attributes =
      #""mlflow.traceRequestId":"\"t\"","mlflow.spanType":"\"CHAT_MODEL\"","gen_ai.operation.name":"\"chat\"","gen_ai.request.model":"\"gpt-4o-mini\"","#
      + #""gen_ai.system":"\"openai\"","gen_ai.usage.input_tokens":"12","gen_ai.usage.output_tokens":"7""#
    let log =
      #"{"info":{"trace_id":"t"},"data":{"spans":[{"trace_id":"A","span_id":"B","parent_span_id":null,"name":"s","start_time_unix_nano":"#
      + #"1795165200000000000,"end_time_unix_nano":1795165201000000000,"attributes":{\#(attributes)}}]}}"#
    #expect(
      try rows(log, "otlp") == [
        "2026-11-20T09:00:00Z 1000000us in=12 read=0 write=0+0 out=7 think=0 model=gpt-4o-mini provider=openai chat call=1 no-content"
      ])
  }

  /// A span of Claude Code's and its event are one call.
  @Test func spansAndEventsOfClaudeCode() throws {
    let counts = [("input_tokens", "2"), ("cache_read_tokens", "84562"), ("cache_creation_tokens", "7096"), ("output_tokens", "1200")]
    let common = [("model", "claude-opus-5"), ("request_id", "r1")] + counts
    let spans = span(
      "claude_code.llm_request",
      ([("span.type", "llm_request"), ("gen_ai.request.model", "claude-opus-5")] + common).map { attribute($0.0, $0.1) }.joined(
        separator: ","))
    let events = event([("event.name", "claude_code.api_request"), ("duration_ms", "1000")] + common)
    let usage = "in=2 read=84562 write=7096+0 out=1200 think=0 model=claude-opus-5"
    #expect(try rows(spans, "otlp") == ["2026-11-20T09:00:00Z 1000000us \(usage) chat call=1 no-content"])
    let both = try ingest("\(spans)\n\(events)")
    #expect(both.rows == ["2026-11-20T08:59:59Z 1000000us \(usage) messages no-content"])
    #expect(both.setAside == ["1 the same record again"])
  }

  /// Codex logs the end of a stream twice, once with counts; what its exporter calls an event is a place in the program.
  @Test func eventsOfCodex() throws {
    let kind = [("event.name", "codex.sse_event"), ("event.kind", "response.completed"), ("model", "gpt-5-codex")]
    let counts = [
      ("input_token_count", "100"), ("cached_token_count", "40"), ("cache_write_token_count", "20"), ("output_token_count", "10"),
      ("ttft_ms", "250"),
    ]
    let log =
      event(kind + [("duration_ms", "12")]) + "\n" + event(kind + counts, #","eventName":"event otel/src/session_telemetry.rs:925""#)
    #expect(
      try rows(log, "otlp") == [
        "2026-11-20T09:00:00Z first=250000us in=40 read=40 write=20+0 out=10 think=0 model=gpt-5-codex responses streamed no-content"
      ])
  }

  @Test func eventsOfGeminiCLI() throws {
    let counts = [
      ("model", "gemini-2.5-pro"), ("duration_ms", "2000"), ("input_token_count", "100"), ("output_token_count", "10"),
      ("cached_content_token_count", "40"), ("thoughts_token_count", "5"), ("tool_token_count", "2"), ("status_code", "200"),
    ]
    let row =
      "2026-11-20T08:59:58Z 2000000us in=62 read=40 write=0+0 out=15 think=5 status=200 model=gemini-2.5-pro provider=gemini chat no-content"
    #expect(try rows(event([("event.name", "gemini_cli.api_response")] + counts), "otlp") == [row])
    let members = counts.map { #""\#($0.0)":\#(Int($0.1) == nil ? "\"\($0.1)\"" : $0.1)"# }.joined(separator: ",")
    let console =
      #"{"attributes":{"event.name":"gemini_cli.api_response","event.timestamp":"2026-11-20T09:00:00Z",\#(members)},"_body":"API response"}"#
    let other = #"{"attributes":{"event.name":"gemini_cli.user_prompt","event.timestamp":"2026-11-20T09:00:00Z"},"_body":"User prompt"}"#
    let trace = try ingest("\(console)\n\(other)")
    #expect(trace.rows == [row])
    #expect(trace.setAside == ["1 holds no call of a model"])
  }

  @Test func eventsOfPostHog() throws {
    let log = #"""
      {"uuid":"u","event":"$ai_generation","distinct_id":"d","timestamp":"2026-11-20T09:00:01Z","properties":{"$ai_trace_id":"t",\#
      "$ai_model":"claude-haiku-4-5","$ai_provider":"anthropic","$ai_input_tokens":9,"$ai_output_tokens":4,"$ai_cache_read_input_tokens":900,\#
      "$ai_total_cost_usd":0.0035,"$ai_latency":1.5,"$ai_input":[{"role":"user","content":"hi"}],"$ai_output_choices":[{"role":"assistant","content":"ok"}]}}
      {"uuid":"v","event":"$pageview","distinct_id":"d","timestamp":"2026-11-20T09:00:02Z","properties":{"$browser":"x"}}
      """#
    let trace = try ingest(log)
    #expect(
      trace.rows == [
        "2026-11-20T08:59:59.500Z 1500000us in=9 read=900 write=0+0 out=4 think=0 $0.0035 model=claude-haiku-4-5 provider=anthropic chat"
          + " \(Self.asked) user=1 answer=1 call=1"
      ])
    #expect(trace.setAside == ["1 an event that is no call of a model"])
  }

  /// Spans of a list of traces, and of Phoenix's interface, whose kind stands beside the attributes.
  @Test func spansInListsAndKindsBeside() throws {
    let zipkin =
      #"[[{"traceId":"a","id":"b","kind":"CLIENT","name":"chat","timestamp":1795165200000000,"duration":1500000,"localEndpoint":{"serviceName":"s"},"#
      + #""tags":{"gen_ai.operation.name":"chat","gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":"11","gen_ai.usage.output_tokens":"13"}}]]"#
    #expect(
      try rows(zipkin, "otlp") == [
        "2026-11-20T09:00:00Z 1500000us in=11 read=0 write=0+0 out=13 think=0 model=gpt-4o chat call=1 no-content"
      ])
    let phoenix =
      #"{"name":"s","context":{"trace_id":"a","span_id":"b"},"span_kind":"LLM","start_time":"2026-11-20T09:00:00Z","end_time":"2026-11-20T09:00:01Z","#
      + #""attributes":{"llm.model_name":"m","llm.token_count.prompt":15,"llm.token_count.completion":3}}"#
    #expect(
      try rows(#"{"data":[\#(phoenix)],"next_cursor":null}"#, "otlp") == [
        "2026-11-20T09:00:00Z 1000000us in=15 read=0 write=0+0 out=3 think=0 model=m chat call=1 no-content"
      ])
  }

  // MARK: - Agents

  @Test func sessionsOfCodexWithoutSums() throws {
    func line(_ type: String, _ payload: String) -> String {
      #"{"timestamp":"2026-11-20T09:00:00Z","type":"\#(type)","payload":{\#(payload)}}"#
    }
    let last =
      #""type":"token_count","info":{"last_token_usage":{"input_tokens":1000,"cached_input_tokens":0,"cache_write_input_tokens":900,"output_tokens":7}}"#
    let log = [line("session_meta", #""id":"s","cwd":"D:\\Code\\ccr","model":"gpt-5""#), line("event_msg", last)].joined(separator: "\n")
    #expect(
      try rows(log, "codex") == ["2026-11-20T09:00:00Z in=100 read=0 write=900+0 out=7 think=0 model=gpt-5 responses team=ccr no-content"])
  }

  /// A line for each message, some of which are written again.
  @Test func sessionsOfGeminiInLines() throws {
    let message =
      #"{"id":"b","timestamp":"2026-11-20T09:00:07Z","type":"gemini","content":"ok","tokens":{"input":120,"output":12,"cached":20,"thoughts":8,"tool":0},"model":"gemini-2.5-pro""#
    let log = [
      #"{"sessionId":"s","projectHash":"h","startTime":"2026-11-20T09:00:00Z","lastUpdated":"2026-11-20T09:00:00Z","kind":"main"}"#,
      #"{"id":"a","timestamp":"2026-11-20T09:00:05Z","type":"user","content":[{"text":"hi"}]}"#,
      #"{"$set":{"lastUpdated":"2026-11-20T09:00:05Z"}}"#, message + "}", message + #","toolCalls":[]}"#,
    ]
    let trace = try ingest(log.joined(separator: "\n"))
    #expect(
      trace.rows == [
        "2026-11-20T09:00:07Z in=100 read=20 write=0+0 out=20 think=8 model=gemini-2.5-pro provider=gemini chat answer=1 no-content"
      ])
    #expect(trace.setAside == ["3 a line of a session that is no answer of a model", "1 the same record again"])
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
