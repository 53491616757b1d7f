import Ingest
import Testing
import Traces

/// What coding agents keep of their sessions. Equal numbers stand for equal values.
@Suite struct CodingAgentShapes {
  // MARK: - Claude Code

  private func claude(_ uuid: String, _ second: Int, id: String, request: String, content: String, output: Int, file: String = "s1")
    -> String
  {
    #"{"parentUuid":"u0","isSidechain":false,"userType":"external","cwd":"/home/ana/shop","sessionId":"\#(file)","version":"2.1.1","gitBranch":"main","#
      + #""type":"assistant","uuid":"\#(uuid)","timestamp":"2026-11-20T09:00:0\#(second).000Z","requestId":"\#(request)","message":{"id":"\#(id)","#
      + #""type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[\#(content)],"stop_reason":null,"#
      + #""usage":{"input_tokens":4,"cache_creation_input_tokens":300,"cache_read_input_tokens":9000,"#
      + #""cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200},"output_tokens":\#(output),"service_tier":"standard"}}}"#
  }

  private let user =
    #"{"parentUuid":null,"isSidechain":false,"userType":"external","cwd":"/home/ana/shop","sessionId":"s1","version":"2.1.1","type":"user","#
    + #""message":{"role":"user","content":"hi"},"uuid":"u0","timestamp":"2026-11-20T09:00:00.000Z"}"#
  private let thought = #"{"type":"thinking","thinking":"hm","signature":"x"}"#
  private let text = #"{"type":"text","text":"yo"}"#
  private let tool = #"{"type":"tool_use","id":"t1","name":"Bash","input":{"command":"ls"}}"#

  @Test func claudeCodeCountsARequestOnce() throws {
    let lines = [
      #"{"type":"summary","summary":"A shop","leafUuid":"u9"}"#, user,
      claude("a1", 1, id: "m1", request: "r1", content: thought, output: 2),
      claude("a2", 2, id: "m1", request: "r1", content: text, output: 2),
      claude("a3", 3, id: "m1", request: "r1", content: tool, output: 180), user.replacing("u0", with: "u1"),
      claude("a4", 5, id: "m2", request: "r2", content: text, output: 7),
      #"{"type":"file-history-snapshot","messageId":"x","snapshot":{},"isSnapshotUpdate":false}"#,
      claude("a5", 6, id: "m3", request: "r3", content: text, output: 0).replacing("claude-sonnet-4-5-20250929", with: "<synthetic>"),
    ]
    let trace = try ingest(lines.joined(separator: "\n"))
    let always = "in=4 read=9000 write=100+200"
    let model = "model=claude-sonnet-4-5-20250929 messages team=shop"
    #expect(trace.log.sources[0].format == "claude-code")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:03Z \(always) out=180 think=0 \(model) answer=1 no-content called-tools",
        "2026-11-20T09:00:05Z \(always) out=7 think=0 \(model) answer=2 no-content",
      ])
    #expect(trace.setAside == ["5 a line of a session that is no answer of a model"])
    // A session that was gone on with has the lines of the one before again.
    let copy = lines.map { $0.replacing(#""sessionId":"s1""#, with: #""sessionId":"s2""#) }
    let both = try ingest(Array(lines.joined(separator: "\n").utf8), Array(copy.joined(separator: "\n").utf8)).trace
    #expect(both.rows == trace.rows)
  }

  @Test func claudeCodeAsItPrints() throws {
    let printed = claude("a1", 1, id: "m1", request: "r1", content: text, output: 7)
      .replacing(#""sessionId""#, with: #""session_id""#).replacing(#""timestamp":"2026-11-20T09:00:01.000Z","requestId":"r1","#, with: "")
    let log =
      #"{"type":"system","subtype":"init","session_id":"s1","uuid":"i","tools":[]}"# + "\n" + printed + "\n"
      + #"{"type":"result","subtype":"success","duration_ms":900,"total_cost_usd":0.01,"session_id":"s1","uuid":"z","usage":{"input_tokens":4}}"#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "claude-code")
    #expect(trace.rows.count == 1 && trace.rows[0].contains("in=4 read=9000 write=100+200 out=7 "))
  }

  // MARK: - Codex

  private func codex(_ second: Int, _ type: String, _ payload: String) -> String {
    #"{"timestamp":"2026-11-20T09:00:0\#(second).500Z","type":"\#(type)","payload":\#(payload)}"#
  }

  private func counts(_ input: Int, _ cached: Int, _ output: Int, _ reasoning: Int) -> String {
    #"{"input_tokens":\#(input),"cached_input_tokens":\#(cached),"output_tokens":\#(output),"reasoning_output_tokens":\#(reasoning),"#
      + #""total_tokens":\#(input + output)}"#
  }

  private func counted(_ total: String, _ last: String?) -> String {
    let last = last.map { #","last_token_usage":\#($0)"# } ?? ""
    return
      #"{"type":"token_count","info":{"total_token_usage":\#(total)\#(last),"model_context_window":272000},"rate_limits":{"primary":null}}"#
  }

  @Test func codexCountsACallOnce() throws {
    let first = counted(counts(100, 0, 10, 4), counts(100, 0, 10, 4))
    let lines = [
      codex(
        0, "session_meta",
        #"{"id":"s","timestamp":"2026-11-20T09:00:00Z","cwd":"/home/ana/shop","originator":"codex_cli_rs","model_provider":"openai"}"#),
      codex(0, "turn_context", #"{"cwd":"/home/ana/shop","approval_policy":"never","model":"gpt-5-codex","effort":"high"}"#),
      codex(0, "response_item", #"{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}"#),
      codex(0, "event_msg", #"{"type":"token_count","info":null,"rate_limits":{}}"#), codex(2, "event_msg", first),
      // The same sums again, with new limits.
      codex(3, "event_msg", first), codex(4, "turn_context", #"{"cwd":"/home/ana/shop","model":"gpt-5.1"}"#),
      codex(5, "event_msg", counted(counts(350, 180, 30, 4), counts(250, 180, 20, 0))),
      // Sums alone, as older versions write them.
      codex(6, "event_msg", counted(counts(650, 430, 35, 5), nil)),
    ]
    let trace = try ingest(lines.joined(separator: "\n"))
    #expect(trace.log.sources[0].format == "codex")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:02.500Z in=100 read=0 write=0+0 out=10 think=4 model=gpt-5-codex provider=openai responses team=shop no-content",
        "2026-11-20T09:00:05.500Z in=70 read=180 write=0+0 out=20 think=0 model=gpt-5.1 provider=openai responses team=shop no-content",
        "2026-11-20T09:00:06.500Z in=50 read=250 write=0+0 out=5 think=1 model=gpt-5.1 provider=openai responses team=shop no-content",
      ])
    #expect(trace.setAside == ["6 a line of a session that does not end a call of a model"])
  }

  // MARK: - Gemini CLI, and telemetry

  @Test func geminiConversations() throws {
    let chat =
      #"{"sessionId":"s","projectHash":"p","startTime":"2026-11-20T09:00:00.000Z","lastUpdated":"2026-11-20T09:00:09.000Z","messages":["#
      + #"{"id":"1","timestamp":"2026-11-20T09:00:00.000Z","type":"user","content":"hi"},"#
      + #"{"id":"2","timestamp":"2026-11-20T09:00:02.000Z","type":"gemini","content":"yo","model":"gemini-2.5-pro","thoughts":[],"#
      + #""tokens":{"input":100,"output":9,"cached":80,"thoughts":5,"tool":10,"total":124}}]}"#
    let trace = try ingest(chat)
    #expect(trace.log.sources[0].format == "gemini-cli")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:02Z in=30 read=80 write=0+0 out=14 think=5 model=gemini-2.5-pro provider=gemini chat answer=1 no-content"
      ])
    #expect(try ingest(chat.replacing(",", with: ",\n")).rows == trace.rows)
  }

  private func event(_ body: String, _ attributes: [(String, String)]) -> String {
    let list = attributes.map { #"{"key":"\#($0)","value":\#($1)}"# }.joined(separator: ",")
    return #"{"timeUnixNano":"1795165201250000000","body":{"stringValue":"\#(body)"},"attributes":[\#(list)],"traceId":"t","spanId":"s"}"#
  }

  @Test func telemetry() throws {
    func text(_ value: String) -> String { #"{"stringValue":"\#(value)"}"# }
    func whole(_ value: Int) -> String { #"{"intValue":"\#(value)"}"# }
    let claude = event(
      "claude_code.api_request",
      [
        ("event.name", text("api_request")), ("model", text("claude-sonnet-4-5")), ("cost_usd", text("0.0123")),
        ("duration_ms", text("1250")),
        ("input_tokens", text("4")), ("output_tokens", text("180")), ("cache_read_tokens", text("9000")),
        ("cache_creation_tokens", text("300")), ("user.account_uuid", text("u")), ("organization.id", text("acme")),
      ])
    let failed = event(
      "claude_code.api_error",
      [("event.name", text("api_error")), ("model", text("claude-sonnet-4-5")), ("status_code", text("529")), ("duration_ms", text("250"))])
    let codex = event(
      "",
      [
        ("event.name", text("codex.sse_event")), ("event.kind", text("response.completed")), ("model", text("gpt-5-codex")),
        ("input_token_count", whole(250)), ("output_token_count", whole(20)), ("cached_token_count", whole(180)),
        ("reasoning_token_count", whole(3)),
      ])
    let other = event("claude_code.tool_result", [("event.name", text("tool_result")), ("duration_ms", text("5"))])
    let batch = #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[\#([claude, failed, codex, other].joined(separator: ","))]}]}]}"#
    let trace = try ingest(batch)
    #expect(trace.log.sources[0].format == "otlp")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 1250000us in=4 read=9000 write=300+0 out=180 think=0 $0.0123 model=claude-sonnet-4-5 messages organisation=acme "
          + "user=1 no-content",
        "2026-11-20T09:00:01Z 250000us status=529 model=claude-sonnet-4-5 messages failed no-content",
        "2026-11-20T09:00:01.250Z in=70 read=180 write=0+0 out=20 think=3 model=gpt-5-codex responses no-content",
      ])
  }
}
