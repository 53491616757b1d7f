import Ingest
import Testing
import Traces

/// Records of tracers and coding agents in forms that are theirs, or were, and that no sample here has. Equal numbers stand for equal values.
@Suite struct FoundTraces {
  private static let asked = "messages=1 last_user_message=1"

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

  /// JSON that a model was asked for is its answer, whatever stands in it; what interfaces answer is read as that.
  @Test(arguments: [
    (#"{\"error\":\"division by zero\",\"model\":\"Tesla\"}"#, " answer=1"), (#"[{\"name\":\"a\"},{\"name\":\"b\"}]"#, " answer=1"),
    (#"{\"plan\":[\"one\"]}"#, " answer=1"), (#"{\"error\":{\"message\":\"overloaded\",\"code\":529}}"#, ""),
    ("Point(x=1)", " answer=1"),
  ])
  func answersThatAreJSON(answer: String, expected: String) throws {
    let log =
      #"{"id":"a","traceId":"t","type":"GENERATION","startTime":"2026-11-20T09:00:00Z","totalCost":null,"input":"hi","output":"\#(answer)"}"#
    #expect(try rows(log, "langfuse") == ["2026-11-20T09:00:00Z chat \(Self.asked)\(expected) call=1"])
  }
}
