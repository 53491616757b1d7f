import Ingest
import Testing
import Traces

/// Runs of LangSmith's, as LangChain, wrapped clients and LiteLLM's logger make them. Equal numbers stand for equal values.
@Suite struct LangSmithShapes {
  /// A message as LangChain serialises it.
  private func message(_ name: String, _ members: String) -> String {
    #"{"lc":1,"type":"constructor","id":["langchain","schema","messages","\#(name)"],"kwargs":{\#(members)}}"#
  }

  /// A run with the members that all have.
  private func run(_ id: String, _ members: String, kind: String = "llm", parent: String = "null") -> String {
    #"{"id":"\#(id)","trace_id":"t","session_id":"shop","run_type":"\#(kind)","parent_run_id":\#(parent),"#
      + #""start_time":"2026-11-20T09:00:00.000000","end_time":"2026-11-20T09:00:01.250000",\#(members)}"#
  }

  private let asked = #""inputs":{"messages":[{"role":"user","content":"hi"}]}"#
  private let answered = #""outputs":{"choices":[{"message":{"role":"assistant","content":"yo"},"finish_reason":"stop"}]}"#
  private let model = #""extra":{"metadata":{"ls_provider":"openai","ls_model_name":"gpt-4o-mini"}}"#
  private let always = "2026-11-20T09:00:00Z 1250000us"
  private let noCall = "a run that is no call of a model (a chain, a tool, a retriever …)"

  @Test func langChain() throws {
    let system = message("SystemMessage", #""content":"Be brief.","type":"system""#)
    let user = message("HumanMessage", #""content":"hi","type":"human","id":"m1""#)
    let answer = message(
      "AIMessage",
      #""content":"yo","type":"ai","id":"lc_run--1","tool_calls":[],"additional_kwargs":{"refusal":null},"#
        + #""response_metadata":{"id":"chatcmpl-1","model_name":"gpt-4o-mini-2024-07-18","token_usage":{"prompt_tokens":120,"completion_tokens":9}},"#
        + #""usage_metadata":{"input_tokens":120,"output_tokens":9,"total_tokens":129,"input_token_details":{"cache_read":64},"#
        + #""output_token_details":{"reasoning":3}}"#)
    let call = run(
      "r1",
      #""first_token_time":"2026-11-20 09:00:00.300000","error":null,"status":"success","inputs":{"messages":[[\#(system),\#(user)]]},"#
        + #""outputs":{"generations":[[{"text":"yo","generation_info":{"finish_reason":"length"},"message":\#(answer)}]],"#
        + #""llm_output":{"token_usage":{"prompt_tokens":1,"completion_tokens":1},"model_name":"x"},"type":"LLMResult"},"#
        + #""extra":{"invocation_params":{"model":"gpt-4o-mini","stream":true,"temperature":0.2,"_type":"openai-chat","stop":null},"#
        + #""metadata":{"ls_provider":"openai","ls_model_name":"gpt-4o-mini","user_id":"ann","team":"wms"}},"tags":["prod"],"#
        + #""prompt_tokens":120,"completion_tokens":9,"total_cost":"0.0000198""#, parent: "\"r0\"")
    let trace = try ingest(run("r0", #""inputs":{"q":"hi"}"#, kind: "chain") + "\n" + call)
    #expect(trace.log.sources[0].format == "langsmith")
    #expect(
      trace.rows == [
        always + " first=300000us in=56 read=64 write=0+0 out=9 think=3 $0.0000198 model=gpt-4o-mini provider=openai chat"
          + " temperature=0.2 stream=1 messages=1 last_user_message=1 system_prompt=1 organisation=shop team=wms user=1 answer=1 call=1"
          + " streamed unfinished"
      ])
    #expect(trace.setAside == ["1 " + noCall])

    // A client that was wrapped says the same in the words of its interface; what it was called with beside that is no parameter.
    let wrapped = run(
      "r2",
      #""inputs":{"model":"gpt-4o-mini","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}],"request_id":"z","stream":true,"temperature":0.2},"#
        + answered + "," + model)
    let both = try ingest(call + "\n" + wrapped)
    #expect(both.requests[0].prompt == both.requests[1].prompt && both.requests[0].parameters == both.requests[1].parameters)
    #expect(both.requests[0].answer == both.requests[1].answer)
  }

  /// Which of the forms a message has depends on the version of what wrote it; all are the same request.
  @Test func messagesInAllForms() throws {
    let forms = [
      #"{"role":"human","content":"hi"}"#, #"{"type":"human","content":"hi","additional_kwargs":{},"tool_calls":[]}"#,
      #"{"type":"human","data":{"content":"hi"}}"#, message("HumanMessage", #""content":"hi""#),
      message("HumanMessageChunk", #""content":"hi""#), message("ChatMessage", #""content":"hi","role":"user""#),
      "[\(message("HumanMessage", #""content":"hi""#))]",
    ]
    let calls = forms.map { run("r", asked.replacing(#"{"role":"user","content":"hi"}"#, with: $0) + "," + model) }
    for call in calls {
      let trace = try ingest(run("r9", asked + "," + model) + "\n" + call)
      #expect(trace.requests[0].prompt == trace.requests[1].prompt, "\(call)")
      #expect(trace.rows[1] == always + " model=gpt-4o-mini provider=openai chat messages=1 last_user_message=1 organisation=shop call=1")
    }
  }

  @Test func callsOfTools() throws {
    let call = #"{"name":"look","args":{"q":"x"},"id":"call_1","type":"tool_call"}"#
    let messages = [
      message("HumanMessage", #""content":"hi""#), message("AIMessage", #""content":"","tool_calls":[\#(call)]"#),
      message("ToolMessage", #""content":"found","tool_call_id":"call_1","status":"success""#),
    ]
    let answer = message("AIMessageChunk", #""content":"","tool_calls":[\#(call)],"additional_kwargs":{"tool_calls":[{"id":"call_1"}]}"#)
    let trace = try ingest(
      run(
        "r",
        #""inputs":{"messages":[[\#(messages.joined(separator: ","))]]},"outputs":{"generations":[[{"text":"","message":\#(answer)}]]},"#
          + model))
    #expect(
      trace.rows == [
        always + " model=gpt-4o-mini provider=openai chat messages=1 earlier_turns=1 last_user_message=1 organisation=shop answer=1 call=1"
          + " called-tools"
      ])
  }

  /// Models that complete a text, embeddings, and functions of one's own.
  @Test(arguments: [
    ("llm", #"{"prompts":["hi"]}"#, #"{"generations":[[{"text":"yo","generation_info":{"finish_reason":"stop"}}]]}"#, "completion"),
    ("embedding", #"{"texts":["hi"]}"#, "{}", "embedding"), ("llm", #"{"question":"hi"}"#, #"{"output":"yo"}"#, "chat"),
    ("LLM", #"{"messages":"hi"}"#, #"{"output":{"type":"ai","content":"yo"}}"#, "chat"),
    (
      "llm", #"{"input":"hi","model":"gpt-4o-mini"}"#, #"{"output":[{"type":"message","content":[{"type":"output_text","text":"yo"}]}]}"#,
      "responses"
    ),
    ("llm", #"{"messages":[{"type":"human","content":"hi"}]}"#, #"{"messages":[{"role":"assistant","content":"yo"}]}"#, "chat"),
  ])
  func otherCalls(kind: String, inputs: String, outputs: String, endpoint: String) throws {
    let members = #""inputs":\#(inputs),"outputs":\#(outputs),"total_tokens":0,"prompt_tokens":0,"completion_tokens":0,"total_cost":0,"#
    let trace = try ingest(run("r9", asked + "," + answered + "," + model) + "\n" + run("r", members + model, kind: kind))
    let answer = outputs == "{}" ? "" : "answer=1 "
    #expect(
      trace.rows[1] == always
        + " model=gpt-4o-mini provider=openai \(endpoint) messages=1 last_user_message=1 organisation=shop \(answer)call=1")
  }

  @Test func countsOfTheRun() throws {
    let counts =
      #""prompt_tokens":1000,"completion_tokens":50,"prompt_token_details":{"cache_read":600,"cache_creation":100,"ephemeral_1h_input_tokens":100},"#
      + #""completion_token_details":{"reasoning":20}"#
    let rest = " model=gpt-4o-mini provider=openai chat messages=1 last_user_message=1 organisation=shop call=1"
    #expect(
      try ingest(run("r", asked + "," + counts + "," + model)).rows == [always + " in=300 read=600 write=0+100 out=50 think=20" + rest])
    // The command line has them, and the time, in members of their own.
    let line =
      #"{"run_id":"r","trace_id":"t","run_type":"llm","start_time":"2026-11-20T09:00:00Z","end_time":null,"duration_ms":1250,"status":"success","#
      + #""custom_metadata":{"ls_provider":"openai","ls_model_name":"gpt-4o-mini","tenant_id":"shop"},"#
      + #""token_usage":{"prompt_tokens":10,"completion_tokens":5},"costs":{"total_cost":0.25},\#(asked)}"#
    #expect(try ingest(line).rows == [always + " in=10 read=0 write=0+0 out=5 think=0 $0.25" + rest])
  }

  @Test(arguments: [
    (#""input_token_details":{"cache_read":64,"cache_creation":20}"#, "in=36 read=64 write=20+0 out=9 think=0"),
    (
      #""input_token_details":{"cache_read":64,"cache_creation":0,"ephemeral_5m_input_tokens":5,"ephemeral_1h_input_tokens":15}"#,
      "in=36 read=64 write=5+15 out=9 think=0"
    ),
    (
      #""input_token_details":{"flex":56,"flex_cache_read":64},"output_token_details":{"flex":6,"flex_reasoning":3}"#,
      "in=56 read=64 write=0+0 out=9 think=3"
    ),
    (#""input_token_details":{},"output_token_details":{}"#, "in=120 read=0 write=0+0 out=9 think=0"),
  ])
  func countsOfMessages(details: String, counts: String) throws {
    let answer = message(
      "AIMessage", #""content":"yo","usage_metadata":{"input_tokens":120,"output_tokens":9,"total_tokens":129,\#(details)}"#)
    let rows = try ingest(run("r", asked + #","outputs":{"generations":[[{"text":"yo","message":\#(answer)}]]},"# + model)).rows
    #expect(rows.count == 1 && rows[0].contains(" \(counts) "))
  }

  @Test func runsThatFailed() throws {
    let trace = try ingest(run("r", asked + #","outputs":null,"error":"RateLimitError(429)","status":"error","# + model))
    #expect(
      trace.rows == [always + " model=gpt-4o-mini provider=openai chat messages=1 last_user_message=1 organisation=shop call=1 failed"])
  }

  /// LangChain's cache gives an answer out again at no cost.
  @Test func answersOfLangChainsCache() throws {
    func call(_ id: String, second: Int, cost: String) -> String {
      let answer = message(
        "AIMessage", #""content":"yo","response_metadata":{"id":"c1"},"usage_metadata":{"input_tokens":20,"output_tokens":3\#(cost)}"#)
      return run(id, asked + #","outputs":{"generations":[[{"text":"yo","message":\#(answer)}]]},"total_cost":0,"# + model)
        .replacing("09:00:00.000000", with: "09:00:0\(second).000000").replacing("09:00:01.25", with: "09:00:0\(second).5")
    }
    let rows = try ingest(call("a", second: 0, cost: "") + "\n" + call("b", second: 3, cost: #","total_cost":0"#)).rows
    let rest = " model=gpt-4o-mini provider=openai chat messages=1 last_user_message=1 organisation=shop answer=1 call=1"
    #expect(
      rows == [
        "2026-11-20T09:00:00Z 500000us in=20 read=0 write=0+0 out=3 think=0" + rest,
        "2026-11-20T09:00:03Z 500000us in=20 read=0 write=0+0 out=3 think=0 $0" + rest + " original=0 hit",
      ])
  }

  /// A function that calls a wrapped client is a run of a model around another: one call, in whatever order they stand.
  @Test func oneAroundAnotherCountsOnce() throws {
    let outer = run("a", asked + "," + answered + "," + model)
    let chain = run("b", asked, kind: "chain", parent: "\"a\"")
    let inner = run("c", asked + "," + answered + "," + model, parent: "\"b\"")
    let row = always + " model=gpt-4o-mini provider=openai chat messages=1 last_user_message=1 organisation=shop answer=1 call=1"
    for order in [[inner, chain, outer], [inner, outer, chain]] { #expect(try ingest(order.joined(separator: "\n")).rows == [row]) }
    // Mostly a run has its place among those around it.
    func placed(_ run: String, _ place: String) -> String { run.dropLast() + #","dotted_order":"\#(place)"}"# }
    let runs = [placed(outer, "20261120Za"), placed(chain, "20261120Za.20261120Zb"), placed(inner, "20261120Za.20261120Zb.20261120Zc")]
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let trace = try ingest(order.map { runs[$0] }.joined(separator: "\n"))
      #expect(trace.rows == [row])
      #expect(trace.setAside.contains("1 " + noCall) && trace.setAside.count == 2)
    }
    let tree = outer.dropLast() + #","child_runs":[\#(chain.dropLast()),"child_runs":[\#(inner)]}]}"#
    let trace = try ingest(String(tree))
    #expect(trace.log.sources[0].format == "langsmith" && trace.rows == [row] && trace.setAside == [])
  }

  @Test func inEnvelopesAndTables() throws {
    let runs = [run("r0", asked, kind: "chain"), run("r1", asked + "," + answered + "," + model)]
    let row = always + " model=gpt-4o-mini provider=openai chat messages=1 last_user_message=1 organisation=shop answer=1 call=1"
    let list = "[\(runs.joined(separator: ","))]"
    for text in [
      list, #"{"runs":\#(list),"cursors":{"next":null},"parsed_query":null}"#, #"{"items":\#(list),"next_cursor":"x"}"#,
      #"{"post":\#(list)}"#,
    ] {
      let trace = try ingest(text)
      #expect(trace.log.sources[0].format == "langsmith" && trace.rows == [row] && trace.setAside == ["1 " + noCall], "\(text)")
    }
    // The bulk export has objects as their text.
    func text(_ json: String) -> String { "\"" + json.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
    func value(_ member: String) -> String { text(String(member.drop { $0 != "{" })) }
    let members = #""inputs":\#(value(asked)),"outputs":\#(value(answered)),"extra":\#(value(model))"#
    #expect(try ingest(run("r1", members)).rows == [row])
    let cells = [asked, answered, model].map { "\"" + $0.drop { $0 != "{" }.replacing("\"", with: "\"\"") + "\"" }
    let table =
      "id,trace_id,session_id,run_type,start_time,end_time,error,inputs,outputs,extra\n"
      + "r1,t,shop,llm,2026-11-20T09:00:00,2026-11-20T09:00:01.25,," + cells.joined(separator: ",")
    #expect(try ingest(table).rows == [row])
  }

  /// LiteLLM has its payload as the inputs, and its metadata beside them.
  @Test func litellm() throws {
    let payload =
      #"{"id":"chatcmpl-1","trace_id":"t","call_type":"acompletion","cache_hit":null,"stream":true,"status":"success","startTime":1795165200.0,"#
      + #""endTime":1795165201.25,"completionStartTime":1795165200.3,"model":"gpt-4o-mini","custom_llm_provider":"openai","#
      + #""response_cost":0.0001,"prompt_tokens":120,"completion_tokens":9,"end_user":"ann","metadata":{"user_api_key_team_id":"wms"},"#
      + #""messages":[{"role":"user","content":"hi"}],"model_parameters":{"temperature":0.2},"hidden_params":{},"#
      + #""response":{"id":"chatcmpl-1","choices":[{"message":{"content":"yo"}}],"usage":{"prompt_tokens":120,"completion_tokens":9,"#
      + #""prompt_tokens_details":{"cached_tokens":64}}}}"#
    let call =
      #"{"name":"LLMRun","run_type":"llm","inputs":\#(payload),"outputs":{"usage_metadata":{"input_tokens":120,"output_tokens":9}},"#
      + #""session_name":"shop","start_time":1795165200.0,"end_time":1795165201.25,"tags":[],"extra":{"user_api_key_team_id":"wms"},"#
      + #""id":"r1","trace_id":"r1","dotted_order":"20261120T090000000000Zr1"}"#
    let trace = try ingest(call)
    #expect(trace.log.sources[0].format == "langsmith")
    #expect(
      trace.rows == [
        always + " first=300000us in=56 read=64 write=0+0 out=9 think=0 $0.0001 status=200 model=gpt-4o-mini provider=openai chat"
          + " temperature=0.2 messages=1 last_user_message=1 organisation=shop team=wms user=1 answer=1 call=1 streamed"
      ])

    // As its older versions had it.
    let older =
      #"{"run_type":"llm","inputs":{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}],"stream":false,"call_type":"acompletion","#
      + #""litellm_call_id":"x1","completion_start_time":"2026-11-20T09:00:01.25","temperature":0.2,"custom_llm_provider":"openai","#
      + #""log_event_type":"post_api_call","original_response":"{}","response_cost":0.0001},"outputs":{"id":"chatcmpl-1","#
      + #""choices":[{"message":{"content":"yo"}}],"usage":{"prompt_tokens":120,"completion_tokens":9}},"session_name":"shop","id":"r1","#
      + #""start_time":"2026-11-20T09:00:00+00:00","end_time":"2026-11-20T09:00:01.25+00:00"}"#
    #expect(
      try ingest(older).rows == [
        always + " in=120 read=0 write=0+0 out=9 think=0 $0.0001 model=gpt-4o-mini provider=openai chat temperature=0.2 stream=1 messages=1"
          + " last_user_message=1 organisation=shop answer=1 call=1"
      ])
    let twice = try ingest(older + "\n" + older.replacing("x1", with: "x2").replacing("\"r1\"", with: "\"r2\""))
    #expect(twice.requests[0].parameters == twice.requests[1].parameters)
  }
}
