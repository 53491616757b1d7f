import Ingest
import Testing
import Traces

/// Calls that other tracers keep: W&B's Weave, Comet's Opik and MLflow. Equal numbers stand for equal values.
@Suite struct TracerShapes {
  private let messages = #"[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}]"#
  private let completion =
    #"{"id":"c1","object":"chat.completion","created":1795165200,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"finish_reason":"stop","#
    + #""message":{"role":"assistant","content":"yo"}}],"usage":{"prompt_tokens":120,"completion_tokens":9,"total_tokens":129,"#
    + #""prompt_tokens_details":{"cached_tokens":80},"completion_tokens_details":{"reasoning_tokens":4}}}"#
  private let counts = "in=40 read=80 write=0+0 out=9 think=4"
  private let prompt = "messages=1 last_user_message=1 system_prompt=1"

  // MARK: - Weave

  private func weave(_ id: String, _ op: String, parent: String? = nil, usage: String, inputs: String? = nil) -> String {
    #"{"id":"\#(id)","project_id":"acme/helpdesk","op_name":"weave:///acme/helpdesk/op/\#(op):v1","trace_id":"t","#
      + #""parent_id":\#(parent.map { "\"\($0)\"" } ?? "null"),"started_at":"2026-11-20T09:00:00Z","ended_at":"2026-11-20T09:00:01.250Z","#
      + #""attributes":{},"exception":null,"wb_user_id":"w1","#
      + #""inputs":\#(inputs ?? #"{"self":{},"model":"gpt-4o-mini","temperature":0.2,"messages":\#(messages)}"#),"output":\#(completion),"#
      + #""summary":{"usage":{\#(usage)},"status_counts":{"success":1},"weave":{"status":"success","latency_ms":1250,"#
      + #""costs":{"gpt-4o-mini-2024-07-18":{"prompt_tokens_total_cost":0.000018,"completion_tokens_total_cost":0.0000054}}}}}"#
  }

  @Test func weaveCalls() throws {
    let usage =
      #""gpt-4o-mini-2024-07-18":{"requests":1,"prompt_tokens":120,"completion_tokens":9,"total_tokens":129,"#
      + #""prompt_tokens_details":{"cached_tokens":80},"completion_tokens_details":{"reasoning_tokens":4}}"#
    let call = weave("c", "openai.chat.completions.create", parent: "p", usage: usage)
    // Around it is a function, to which Weave adds the same tokens.
    let outer = weave("p", "answer", usage: usage, inputs: #"{"question":"hi"}"#)
    let other = weave("f", "retrieve", parent: "p", usage: "", inputs: #"{"question":"hi"}"#)
    let row =
      "2026-11-20T09:00:00Z 1250000us \(counts) $0.0000234 model=gpt-4o-mini chat temperature=0.2 \(prompt) "
      + "organisation=acme/helpdesk user=1 answer=1 call=1"
    for log in [[outer, call, other], [call, other, outer]] {
      let trace = try ingest(log.joined(separator: "\n"))
      #expect(trace.log.sources[0].format == "weave")
      #expect(trace.rows == [row])
      #expect(trace.setAside.contains("1 a call of a function that is no call of a model"))
    }
    #expect(try ingest(#"{"calls":[\#(call)]}"#.replacing("calls", with: "data")).rows.count == 1)
  }

  @Test func weaveCallsThatFailed() throws {
    let call = weave("c", "openai.chat.completions.create", usage: "")
      .replacing(#""exception":null"#, with: #""exception":"RateLimitError""#).replacing(completion, with: "null")
    let row = try ingest(call).rows[0]
    #expect(row.contains("model=gpt-4o-mini") && row.hasSuffix("failed"))
  }

  // MARK: - Opik

  private func opik(_ id: String, type: String = "llm", parent: String? = nil, usage: String? = nil) -> String {
    let used =
      #""prompt_tokens":120,"completion_tokens":9,"total_tokens":129,"original_usage.prompt_tokens":120,"original_usage.completion_tokens":9,"#
      + #""original_usage.prompt_tokens_details.cached_tokens":80,"original_usage.completion_tokens_details.reasoning_tokens":4"#
    return
      #"{"id":"\#(id)","project_id":"p1","project_name":"helpdesk","trace_id":"t","parent_span_id":\#(parent.map { "\"\($0)\"" } ?? "null"),"#
      + #""name":"chat_completion_create","type":"\#(type)","start_time":"2026-11-20T09:00:00.000000Z","end_time":"2026-11-20T09:00:01.250000Z","#
      + #""input":{"messages":\#(messages)},"output":{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"yo"}}]},"#
      + #""metadata":{"created_from":"openai","temperature":0.2,"model":"gpt-4o-mini-2024-07-18"},"model":"gpt-4o-mini-2024-07-18","#
      + #""provider":"openai","usage":{\#(usage ?? used)},"total_estimated_cost":0.0000234,"duration":1250.0,"error_info":null}"#
  }

  @Test func opikSpans() throws {
    let row =
      "2026-11-20T09:00:00Z 1250000us \(counts) $0.0000234 model=gpt-4o-mini-2024-07-18 provider=openai chat temperature=0.2 \(prompt) "
      + "organisation=helpdesk answer=1 call=1"
    let spans = [opik("g", type: "general"), opik("a", parent: "g")]
    let trace = try ingest(spans.joined(separator: "\n"))
    #expect(trace.log.sources[0].format == "opik")
    #expect(trace.rows == [row])
    #expect(trace.setAside == ["1 a span that is no call of a model (a tool, a guardrail …)"])
    #expect(try ingest(#"{"page":1,"size":2,"total":2,"content":[\#(spans.joined(separator: ","))]}"#).rows == [row])
    // Anthropic's own input is without what was cached.
    let anthropic = opik(
      "a",
      usage:
        #""prompt_tokens":120,"completion_tokens":9,"total_tokens":129,"original_usage.input_tokens":20,"original_usage.output_tokens":9,"#
        + #""original_usage.cache_read_input_tokens":80,"original_usage.cache_creation_input_tokens":20"#)
    #expect(try ingest(anthropic).rows[0].contains(" in=20 read=80 write=20+0 out=9 think=0 "))
  }

  // MARK: - Lunary, PromptLayer, Humanloop, Langtrace

  @Test func lunaryRuns() throws {
    func run(_ id: String, type: String) -> String {
      #"{"id":"\#(id)","type":"\#(type)","name":"gpt-4o-mini","createdAt":"2026-11-20T09:00:00.000Z","endedAt":"2026-11-20T09:00:01.250Z","#
        + #""duration":1250,"cost":0.0000234,"tokens":{"completion":9,"prompt":120,"promptCached":80,"total":129},"input":\#(messages),"#
        + #""output":{"role":"assistant","content":"yo"},"params":{"temperature":0.2},"user":{"id":1,"externalId":"u1"},"traceId":"t1","status":"success"}"#
    }
    let trace = try ingest(#"{"total":2,"page":0,"data":[\#(run("a", type: "agent")),\#(run("b", type: "llm"))]}"#)
    #expect(trace.log.sources[0].format == "lunary")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 1250000us in=40 read=80 write=0+0 out=9 think=0 $0.0000234 model=gpt-4o-mini chat temperature=0.2 \(prompt) "
          + "user=1 answer=1 call=1"
      ])
    #expect(trace.setAside == ["1 a run that is no call of a model (a chain, an agent, a tool …)"])
  }

  /// What its clients send, of which exports are the same.
  @Test func promptLayersRequests() throws {
    let request =
      #"{"provider":"openai","model":"gpt-4o-mini","api_type":"chat-completions","input":{"type":"chat","messages":["#
      + #"{"role":"system","content":[{"type":"text","text":"Be brief."}]},{"role":"user","content":[{"type":"text","text":"hi"}]}]},"#
      + #""output":{"type":"chat","messages":[{"role":"assistant","content":[{"type":"text","text":"yo"}]}]},"parameters":{"temperature":0.2},"#
      + #""request_start_time":"2026-11-20T09:00:00.000Z","request_end_time":"2026-11-20T09:00:01.250Z","metadata":{"user_id":"u1"},"#
      + #""input_tokens":20,"output_tokens":9,"price":0.0000234}"#
    #expect(
      try ingest(request).rows == [
        "2026-11-20T09:00:00Z 1250000us in=20 read=0 write=0+0 out=9 think=0 $0.0000234 model=gpt-4o-mini provider=openai chat temperature=0.2 "
          + "other_parameters=1 \(prompt) user=1 answer=1"
      ])
  }

  @Test func humanloopsLogs() throws {
    let log =
      #"{"id":"log_1","prompt":{"path":"helpdesk","model":"gpt-4o-mini","endpoint":"chat","provider":"openai"},"messages":\#(messages),"#
      + #""output_message":{"role":"assistant","content":"yo"},"output":"yo","prompt_tokens":20,"output_tokens":9,"#
      + #""start_time":"2026-11-20T09:00:00Z","end_time":"2026-11-20T09:00:01.250Z","created_at":"2026-11-20T09:00:02Z","user":"u1"}"#
    #expect(
      try ingest(log).rows == [
        "2026-11-20T09:00:00Z 1250000us in=20 read=0 write=0+0 out=9 think=0 model=gpt-4o-mini chat \(prompt) user=1 answer=1 call=1"
      ])
  }

  @Test func langtracesSpans() throws {
    let span =
      #"{"name":"openai.chat.completions.create","context":{"trace_id":"t","span_id":"s"},"parent_id":null,"start_time":"2026-11-20T09:00:00Z","#
      + #""end_time":"2026-11-20T09:00:01.250Z","status":{"status_code":"OK"},"attributes":{"langtrace.service.name":"OpenAI","#
      + #""langtrace.service.type":"llm","llm.model":"gpt-4o-mini","llm.prompts":\#(quoted(messages)),"#
      + #""llm.responses":\#(quoted(#"[{"role":"assistant","content":"yo"}]"#)),"#
      + #""llm.token.counts":\#(quoted(#"{"input_tokens":20,"output_tokens":9,"total_tokens":29}"#))},"events":[]}"#
    #expect(
      try ingest(span).rows == [
        "2026-11-20T09:00:00Z 1250000us in=20 read=0 write=0+0 out=9 think=0 model=gpt-4o-mini chat \(prompt) answer=1 call=1"
      ])
  }

  // MARK: - MLflow

  /// A span; `ids` are the members by which its schema names it, the span around it and its times.
  private func mlflow(_ ids: String, type: String, _ attributes: String = "") -> String {
    #"{"name":"Completions",\#(ids),"events":[],"attributes":{"mlflow.traceRequestId":"\"tr-1\"","mlflow.spanType":"\"\#(type)\""\#(attributes)}}"#
  }

  @Test(arguments: [true, false]) func mlflowTraces(isThird: Bool) throws {
    func ids(_ span: String, parent: String?) -> String {
      let around = parent.map { "\"\($0)\"" } ?? "null"
      let (start, end) = ("1795165200000000000", "1795165201250000000")
      return isThird
        ? #""trace_id":"x","span_id":"\#(span)","parent_span_id":\#(around),"start_time_unix_nano":\#(start),"end_time_unix_nano":\#(end),"status":{"code":"STATUS_CODE_OK","message":""}"#
        : #""context":{"trace_id":"x","span_id":"\#(span)"},"parent_id":\#(around),"start_time":\#(start),"end_time":\#(end),"status_code":"OK","status_message":"""#
    }
    let inputs = quoted(#"{"model":"gpt-4o-mini","temperature":0.2,"messages":\#(messages)}"#)
    let call = mlflow(
      ids("b", parent: "a"), type: "CHAT_MODEL",
      #","mlflow.spanInputs":\#(inputs),"mlflow.spanOutputs":\#(quoted(completion)),"mlflow.llm.provider":"\"openai\"","#
        + #""mlflow.llm.cost":"{\"input_cost\":0.000018,\"output_cost\":0.0000054,\"total_cost\":0.0000234}","#
        + #""mlflow.chat.tokenUsage":"{\"input_tokens\":120,\"output_tokens\":9,\"total_tokens\":129}""#)
    let spans = [mlflow(ids("a", parent: nil), type: "CHAIN"), call].joined(separator: ",")
    let info =
      isThird ? #"{"trace_id":"tr-1","state":"OK","execution_duration_ms":1250}"# : #"{"request_id":"tr-1","execution_time_ms":1250}"#
    let row =
      "2026-11-20T09:00:00Z 1250000us \(counts) $0.0000234 model=gpt-4o-mini provider=openai chat temperature=0.2 \(prompt) answer=1 call=1"
    let trace = try ingest(#"{"info":\#(info),"data":{"spans":[\#(spans)]}}"#)
    #expect(trace.log.sources[0].format == "otlp")
    #expect(trace.rows == [row])
    // The artifact alone, and a row of a table.
    #expect(try ingest(#"{"spans":[\#(spans)]}"#).rows == [row])
    #expect(try ingest("trace_id,execution_duration,spans\ntr-1,1250,\"" + "[\(spans)]".replacing("\"", with: "\"\"") + "\"").rows == [row])
  }

  /// Counts of the span, where the answer has none: the input includes what was cached.
  @Test func mlflowCounts() throws {
    let span = mlflow(
      #""trace_id":"x","span_id":"b","parent_span_id":null,"start_time_unix_nano":1795165200000000000,"end_time_unix_nano":1795165201250000000"#,
      type: "LLM",
      #","mlflow.spanInputs":\#(quoted(#"{"question":"hi"}"#)),"mlflow.spanOutputs":"\"yo\"","mlflow.llm.model":"\"claude-sonnet-4-5\"","#
        + #""mlflow.chat.tokenUsage":"{\"input_tokens\":120,\"output_tokens\":9,\"total_tokens\":129,\"cache_read_input_tokens\":80,"#
        + #"\"cache_creation_input_tokens\":20,\"cache_creation_input_tokens_above_1hr\":15}""#)
    let row = try ingest(#"{"info":{"trace_id":"tr-1"},"data":{"spans":[\#(span)]}}"#).rows[0]
    #expect(row.contains(" in=20 read=80 write=5+15 out=9 think=0 model=claude-sonnet-4-5 chat messages=1 "))
  }
}
