import Ingest
import Testing
import Traces

/// Spans of Datadog's LLM Observability, as it exports them and as clients send them in. Equal numbers stand for equal values.
@Suite struct DatadogShapes {
  private let row =
    "2026-11-20T09:00:00Z 1250000us in=20 read=80 write=20+0 out=9 think=4 $0.0000234 model=gpt-4o-mini provider=openai chat "
    + "temperature=0.2 messages=1 last_user_message=1 system_prompt=1 organisation=helpdesk team=support user=1 answer=1 call=1"
  private let input = #""input":{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}]}"#
  private let output = #""output":{"messages":[{"role":"assistant","content":"yo"}]}"#
  private let counts =
    #""input_tokens":120,"output_tokens":9,"total_tokens":129,"cache_read_input_tokens":80,"cache_write_input_tokens":20,"#
    + #""reasoning_output_tokens":4"#
  private let noCall = "a span that is no call of a model (an agent, a workflow, a tool …)"

  /// A span of the export.
  private func exported(_ id: String, kind: String = "llm", parent: String = "undefined") -> String {
    #"{"id":"\#(id)","type":"span","attributes":{"span_id":"\#(id)","trace_id":"t","parent_id":"\#(parent)","name":"n","span_kind":"\#(kind)","#
      + #""status":"ok","start_ns":1795165200000000000,"duration":1250000000.0,"ml_app":"helpdesk","model_name":"gpt-4o-mini","#
      + #""model_provider":"openai","metadata":{"temperature":0.2,"note":"\#(id)"},\#(input),\#(output),"#
      + #""metrics":{\#(counts),"estimated_total_cost":23400,"total_cost":23400},"tags":["team:support","user_id:u1","env:prod"]}}"#
  }

  /// A span on its way in; `kind` is the member of its meta that tells what it is.
  private func sent(_ id: String, kind: String = #""kind":"llm""#, tags: String = "") -> String {
    #"{"span_id":"\#(id)","trace_id":"t","parent_id":"undefined","name":"n","status":"ok","start_ns":1795165200000000000,"#
      + #""duration":1250000000,"meta":{\#(kind),"model_name":"gpt-4o-mini","model_provider":"openai","#
      + #""metadata":{"temperature":0.2},\#(input),\#(output)},"metrics":{\#(counts),"total_cost":0.0000234}\#(tags)}"#
  }

  @Test func exports() throws {
    let page = #"{"data":[\#(exported("a")),\#(exported("w", kind: "workflow"))],"meta":{"elapsed":336,"status":"done"}}"#
    let trace = try ingest(page)
    #expect(trace.log.sources[0].format == "datadog")
    #expect(trace.rows == [row])
    #expect(trace.setAside == ["1 " + noCall])
    // A page a line, spans a line, and their attributes alone.
    let pages = page + "\n" + page.replacing("\"a\"", with: "\"b\"")
    #expect(try ingest(pages).rows == [row, row])
    let lines = exported("a") + "\n" + exported("b")
    #expect(try ingest(lines).rows == [row, row])
    let alone = lines.replacing(#""type":"span","attributes":{"#, with: #""type":"span","#).replacing("}}\n", with: "}\n").dropLast()
    #expect(try ingest(String(alone)).rows == [row, row])
    // The same span again is the same record.
    #expect(try ingest(exported("a") + "\n" + exported("a")).rows == [row])
  }

  @Test func batchesOnTheirWayIn() throws {
    let tags = #""ml_app":"helpdesk","session_id":"s","tags":["service:x","team:support","user_id:u1"]"#
    let agent = sent("g", kind: #""kind":"agent""#)
    let batch = #"{"data":{"type":"span","attributes":{\#(tags),"spans":[\#(agent),\#(sent("a"))]}}}"#
    let trace = try ingest(batch)
    #expect(trace.log.sources[0].format == "datadog")
    #expect(trace.rows == [row])
    // As the SDK sends them to an agent, by its names for what a span is.
    for kind in [#""span.kind":"llm""#, #""span":{"kind":"llm"}"#] {
      let payload = #"{"_dd.stage":"raw","event_type":"span",\#(tags),"spans":[\#(sent("a", kind: kind))]}"#
      #expect(try ingest(payload).rows == [row], "\(kind)")
    }
    // Written over several lines.
    #expect(try ingest(batch.replacing(",\"", with: ",\n  \"")).rows == [row])
  }

  /// LiteLLM names model, provider and callers in the metadata, and gives the time of the whole answer as that of the first token.
  @Test func liteLLMsLogger() throws {
    func call(_ first: String, streamed: Bool, hit: Bool = false) -> String {
      #"{"data":{"type":"span","attributes":{"ml_app":"litellm","tags":["env:prod"],"spans":[{"parent_id":"undefined","trace_id":"t1","#
        + #""span_id":"s\#(first)","name":"litellm_llm_call","meta":{"kind":"llm",\#(input),\#(output),"metadata":{"model_name":"gpt-4o","#
        + #""model_provider":"azure","id":"c1","cache_hit":\#(hit),"is_streamed_request":\#(streamed),"user_api_key_hash":"k","#
        + #""user_api_key_team_id":"support","user_api_key_user_id":"u9"}},"start_ns":1795165200000000000,"duration":2000000000,"#
        + #""metrics":{"input_tokens":12.0,"output_tokens":3.0,"total_tokens":15.0,"total_cost":0.00006,"time_to_first_token":\#(first)},"#
        + #""status":"ok","tags":["team:other"]}]}}}"#
    }
    let rows = try ingest(
      call("2.0", streamed: false) + "\n" + call("0.25", streamed: true) + "\n" + call("0.0", streamed: false, hit: true)
    ).rows
    let end =
      "in=12 read=0 write=0+0 out=3 think=0 $0.00006 model=gpt-4o provider=azure chat messages=1 last_user_message=1 system_prompt=1 "
      + "organisation=litellm team=support user=1 api_key=1 answer=1 call=1"
    #expect(
      rows == [
        "2026-11-20T09:00:00Z 2000000us \(end)", "2026-11-20T09:00:00Z 2000000us first=250000us \(end) streamed",
        "2026-11-20T09:00:00Z 2000000us \(end) original=1 hit",
      ])
  }

  @Test func embeddingsToolsAndWhatWasDropped() throws {
    let embedding = sent("e", kind: #""kind":"embedding""#)
      .replacing(input, with: #""input":{"documents":[{"text":"hi"}]}"#).replacing(output, with: #""output":{"value":"[1 embedding(s)]"}"#)
    let dropped = sent("d").replacing(
      input, with: #""input":{"value":"[This value has been dropped because this span's size exceeds the 5MB size limit.]"}"#)
    let tools = sent("t").replacing(input, with: input + #","tool_definitions":[{"name":"f","schema":{}}]"#).replacing(
      output, with: #""output":{"messages":[{"role":"assistant","content":"","tool_calls":[{"name":"f","arguments":{},"tool_id":"x"}]}]}"#)
    let failed = sent("f").replacing(#""status":"ok""#, with: #""status":"error""#)
    let rows = try ingest([embedding, dropped, tools, failed].joined(separator: "\n")).rows
    #expect(rows[0].contains(" embedding temperature=0.2 messages=1 last_user_message=1 "))
    #expect(!rows[1].contains("messages=") && rows[1].hasSuffix(" no-content"))
    #expect(rows[2].contains(" tools=1 ") && rows[2].hasSuffix(" called-tools"))
    #expect(rows[3].hasSuffix(" failed"))
  }

  /// One call around another, in one batch and in lines of their own, whichever comes first.
  @Test func innermostCallsOnly() throws {
    let outer = exported("o")
    let inner = exported("i", parent: "o")
    for log in [outer + "\n" + inner, inner + "\n" + outer, #"{"data":[\#(outer),\#(inner)]}"#] {
      #expect(try ingest(log).rows == [row], "\(log.prefix(40))")
    }
  }

  /// Counts in Anthropic's words, where a client gave them so: the total says that the cached ones are beside.
  @Test func cachedTokensBesideTheInput() throws {
    let beside = sent("a").replacing(#""input_tokens":120"#, with: #""input_tokens":20"#)
    #expect(try ingest(beside).rows[0].contains(" in=20 read=80 write=20+0 out=9 "))
    let hours = sent("a").replacing(
      #""cache_write_input_tokens":20"#, with: #""cache_write_input_tokens":20,"ephemeral_1h_input_tokens":15"#)
    #expect(try ingest(hours).rows[0].contains(" in=20 read=80 write=5+15 out=9 "))
  }

  /// A latency that no call has is of another unit than its field says, and is said and not counted.
  @Test func absurdLatencies() throws {
    func pair(_ latency: String) -> String {
      #"{"timestamp":"2026-11-20T09:00:00Z",\#(latency),"request":{"model":"m","messages":[{"role":"user","content":"hi"}]},"response":{}}"#
    }
    let nanoseconds = try ingest(pair(#""duration":1250000000"#))
    #expect(nanoseconds.requests[0].duration == nil)
    #expect(nanoseconds.log.remarks[.absurdLatency] == 1)
    // Below a day too, where all of them are so.
    let short = try ingest(pair(#""duration":83000000"#) + "\n" + pair(#""duration":1250000000"#))
    #expect(short.requests.duration == [-1, -1] && short.log.remarks == [.absurdLatency: 2])
    #expect(try ingest(pair(#""latency":1500"#) + "\n" + pair(#""latency":1200000"#)).requests.duration == [1_500_000, 1_200_000_000])
    let day = try ingest(pair(#""latency_ms":86400000"#))
    #expect(day.requests[0].duration == 86_400_000_000 && day.log.remarks.isEmpty)
    for latency in [#""duration_ns":1250000000"#, #""latency_us":1250000"#] {
      #expect(try ingest(pair(latency)).requests[0].duration == 1_250_000)
    }
    let ends = try ingest(pair(#""end_time":"2026-11-22T09:00:00Z""#))
    #expect(ends.requests[0].duration == nil && ends.rows[0].hasPrefix("2026-11-20T09:00:00Z model=m"))
    #expect(ends.log.remarks == [.absurdLatency: 1])
  }
}
