import Ingest
import Testing
import Traces

/// Rows of Dify's table of messages. Equal numbers stand for equal values.
@Suite struct DifyShapes {
  private func row(_ id: String, _ members: String) -> String {
    #"{"id":"\#(id)","app_id":"helpdesk","conversation_id":"c1","model_provider":"langgenius/openai/openai","model_id":"gpt-4o-mini","#
      + #""query":"hi","answer":"yo","message_tokens":120,"answer_tokens":9,"provider_response_latency":1.25,"total_price":"0.0000234","#
      + #""currency":"USD","status":"normal","error":null,"from_source":"api","from_end_user_id":"u1","created_at":"2026-11-20 09:00:00",\#(members)}"#
  }

  private let built = #"[{"role":"system","text":"Be brief.","files":[]},{"role":"user","text":"hi","files":[]}]"#
  private let always =
    "2026-11-20T09:00:00Z 1250000us in=120 read=0 write=0+0 out=9 think=0 $0.0000234 model=gpt-4o-mini provider=openai chat"

  @Test func promptsThatWereBuilt() throws {
    let trace = try ingest(row("m1", #""message":\#(built),"parent_message_id":null"#))
    let expected = always + " messages=1 last_user_message=1 system_prompt=1 team=helpdesk user=1 answer=1 call=1"
    #expect(trace.log.sources[0].format == "dify")
    #expect(trace.rows == [expected])
    let text = "\"" + built.replacing("\"", with: "\\\"") + "\""
    #expect(try ingest(#"{"data":[\#(row("m1", #""message":\#(text)"#))],"has_more":false}"#).rows == [expected])
    // The same as any other log has it, and other files are another prompt.
    let flat = #"{"model":"gpt-4o-mini","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}],"answer":"yo"}"#
    let image = built.replacing(#""hi","files":[]"#, with: #""hi","files":[{"type":"image","data":"https://x/1.png"}]"#)
    let logs = [flat, row("m1", #""message":\#(built)"#), row("m2", #""message":\#(image)"#)].map { Array($0.utf8) }
    let requests = try ingest(logs[0], logs[1], logs[2]).trace.requests
    // The first has no time, and comes with the first that has.
    let prompts = (0..<requests.count).map { requests[$0].prompt }
    #expect(prompts.count == 3 && prompts[0] == prompts[1] && prompts[1] != prompts[2])
  }

  @Test func questionsAlone() throws {
    let asked = always + " messages=1 last_user_message=1 team=helpdesk user=1 answer=1 call=1"
    #expect(try ingest(row("m1", #""message":[],"parent_message_id":null"#)).rows == [asked])
    // With a parent the turns before are not in the row.
    #expect(try ingest(row("m1", #""message":"","parent_message_id":"m0""#)).rows == [asked + " missing-context"])
  }

  @Test func failuresAndOtherCurrencies() throws {
    let failed = row("m1", #""message":\#(built)"#).replacing("\"normal\"", with: "\"error\"").replacing("\"USD\"", with: "\"RMB\"")
    #expect(
      try ingest(failed).rows == [
        always.replacing(" $0.0000234", with: "")
          + " messages=1 last_user_message=1 system_prompt=1 team=helpdesk user=1 answer=1 call=1 failed"
      ])
  }
}
