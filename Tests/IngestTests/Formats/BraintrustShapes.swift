import Ingest
import Testing
import Traces

/// Spans of Braintrust's, as its wrappers of clients and LiteLLM's logger make them. Equal numbers stand for equal values.
@Suite struct BraintrustShapes {
  private let asked = #""input":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}]"#
  private let answered = #""output":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"yo"}}]"#
  private let metadata = #""metadata":{"model":"gpt-4o-mini","provider":"openai","temperature":0.2,"note":"n1"}"#
  private let metrics = #""metrics":{"start":1795165200.0,"end":1795165201.25,"prompt_tokens":120,"completion_tokens":9,"tokens":129}"#
  private let always = "2026-11-20T09:00:00Z 1250000us"
  private let prompt = "messages=1 last_user_message=1 system_prompt=1 organisation=p"
  private let noCall = "a span that is no call of a model (a task, a tool, a score …)"

  private func span(_ id: String, _ members: String..., kind: String = "llm", parent: String? = nil) -> String {
    #"{"id":"e\#(id)","span_id":"\#(id)","root_span_id":"r","span_parents":[\#(parent.map { "\"\($0)\"" } ?? "")],"project_id":"p","log_id":"g","#
      + #""created":"2026-11-20T09:00:00.000Z","span_attributes":{"name":"Chat Completion","type":"\#(kind)"},"#
      + members.joined(separator: ",") + "}"
  }

  @Test func wrappedClients() throws {
    let trace = try ingest(span("r", asked, kind: "task") + "\n" + span("a", asked, answered, metadata, metrics, parent: "r"))
    let row =
      always + " in=120 read=0 write=0+0 out=9 think=0 model=gpt-4o-mini provider=openai chat temperature=0.2 \(prompt) answer=1 call=1"
    #expect(trace.log.sources[0].format == "braintrust")
    #expect(trace.rows == [row])
    #expect(trace.setAside == ["1 " + noCall])
    let calls = [span("r", asked, kind: "task"), span("a", asked, answered, metadata, metrics, parent: "r")].joined(separator: ",")
    for text in ["[\(calls)]", #"{"events":[\#(calls)],"cursor":"x"}"#, #"{"data":[\#(calls)],"schema":{}}"#] {
      #expect(try ingest(text).rows == [row], "\(text)")
    }
    // What callers note of a call is no parameter of it.
    let twice = try ingest(
      span("a", asked, answered, metadata, metrics) + "\n" + span("b", asked, answered, metadata.replacing("n1", with: "n2"), metrics))
    #expect(twice.requests[0].parameters == twice.requests[1].parameters)
  }

  @Test func inTables() throws {
    let columns = [asked, answered, metadata, metrics].map { member in
      "\"" + member.drop { $0 != ":" }.dropFirst().replacing("\"", with: "\"\"") + "\""
    }
    let table =
      "id,span_id,root_span_id,project_id,created,span_attributes,input,output,metadata,metrics\n"
      + #"ea,a,r,p,2026-11-20T09:00:00.000Z,"{""name"":""Chat Completion"",""type"":""llm""}","# + columns.joined(separator: ",")
    #expect(try ingest(table).rows == ingest(span("a", asked, answered, metadata, metrics)).rows)
  }

  /// Other answers, of which each is the same text.
  @Test(arguments: [
    #""yo""#, #"{"role":"assistant","content":"yo"}"#, #"[{"role":"assistant","content":"yo"}]"#,
    #"[{"type":"reasoning","summary":[]},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"yo"}]}]"#,
    #"{"choices":[{"message":{"role":"assistant","content":"yo"}}]}"#, #"{"role":"assistant","content":[{"type":"text","text":"yo"}]}"#,
  ])
  func answers(output: String) throws {
    let trace = try ingest(
      span("a", asked, answered, metadata, metrics) + "\n" + span("b", asked, #""output":\#(output)"#, metadata, metrics))
    #expect(trace.requests[0].answer == trace.requests[1].answer && trace.requests[1].answer != 0)
  }

  @Test(arguments: [
    (
      #""prompt_tokens":120,"completion_tokens":9,"tokens":129,"prompt_cached_tokens":64,"completion_reasoning_tokens":3"#,
      "in=56 read=64 write=0+0 out=9 think=3"
    ),
    // Anthropic's, which newer versions add up and older ones do not.
    (
      #""prompt_tokens":120,"completion_tokens":9,"tokens":129,"prompt_cached_tokens":64,"prompt_cache_creation_1h_tokens":20"#,
      "in=36 read=64 write=0+20 out=9 think=0"
    ),
    (
      #""prompt_tokens":36,"completion_tokens":9,"tokens":129,"prompt_cached_tokens":64,"prompt_cache_creation_tokens":20"#,
      "in=36 read=64 write=20+0 out=9 think=0"
    ),
    (#""prompt_tokens":120,"completion_tokens":9,"estimated_cost":0.001"#, "in=120 read=0 write=0+0 out=9 think=0 $0.001"),
  ])
  func counts(metrics: String, counts: String) throws {
    let rows = try ingest(span("a", asked, #""metrics":{"start":1795165200.0,"end":1795165201.25,\#(metrics)}"#, metadata)).rows
    #expect(rows == [always + " \(counts) model=gpt-4o-mini provider=openai chat temperature=0.2 \(prompt) call=1"])
  }

  @Test func streamsFailuresAndCachedAnswers() throws {
    let stream = metadata.replacing("\"note\"", with: "\"stream\":true,\"note\"")
    let first = metrics.replacing("\"tokens\":129", with: "\"time_to_first_token\":0.3,\"cached\":1")
    let rest = " in=120 read=0 write=0+0 out=9 think=0 model=gpt-4o-mini provider=openai chat temperature=0.2 "
    #expect(
      try ingest(span("a", asked, stream, first)).rows == [
        always + " first=300000us" + rest + "stream=1 \(prompt) call=1 streamed hit"
      ])
    // Clients that do not stream have the time of the whole answer there.
    #expect(
      try ingest(span("a", asked, metadata, first, #""error":"RateLimitError""#)).rows == [always + rest + "\(prompt) call=1 failed hit"])
    #expect(
      try ingest(span("a", #""input":"hi""#, #""output":{"embedding_length":1536}"#, #""metadata":{"model":"text-embedding-3-small"}"#))
        .rows
        == ["2026-11-20T09:00:00Z model=text-embedding-3-small embedding messages=1 last_user_message=1 organisation=p call=1"])
  }

  /// A client that is wrapped inside another that is.
  @Test func oneAroundAnotherCountsOnce() throws {
    let outer = span("a", asked, answered, metadata, metrics)
    let inner = span("b", asked, answered, metadata, metrics, parent: "a")
    for log in [outer + "\n" + inner, inner + "\n" + outer] { #expect(try ingest(log).requests.count == 1) }
  }

  /// LiteLLM's logger has its payload as the metadata.
  @Test func litellm() throws {
    let payload =
      #"{"id":"chatcmpl-1","trace_id":"t","call_type":"acompletion","cache_hit":true,"status":"success","startTime":1795165200.0,"#
      + #""endTime":1795165201.25,"model":"gpt-4o-mini","custom_llm_provider":"openai","response_cost":0.0,"prompt_tokens":120,"#
      + #""completion_tokens":9,"end_user":"ann","metadata":{"user_api_key_team_id":"wms"},"messages":[{"role":"user","content":"hi"}],"#
      + #""model_parameters":{"temperature":0.2},"hidden_params":{},"response":{"choices":[{"message":{"content":"yo"}}]}}"#
    let log =
      #"{"events":[{"id":"c1","input":[{"role":"user","content":"hi"}],"output":[{"message":{"content":"yo"}}],"metadata":\#(payload),"#
      + #""span_attributes":{"name":"Chat Completion","type":"llm"},"tags":[],"metrics":{"prompt_tokens":120,"completion_tokens":9,"#
      + #""total_tokens":129,"total_cost":0.0,"start":1795165200.0,"end":1795165201.25}}]}"#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "braintrust")
    #expect(
      trace.rows == [
        always + " in=120 read=0 write=0+0 out=9 think=0 $0 status=200 model=gpt-4o-mini provider=openai chat temperature=0.2 messages=1"
          + " last_user_message=1 team=wms user=1 answer=1 call=1 hit"
      ])
  }
}
