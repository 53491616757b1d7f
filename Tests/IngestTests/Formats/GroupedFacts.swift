import Ingest
import Testing
import Traces

/// Records of one's own whose facts stand in groups, or around the object that holds the call.
@Suite struct GroupedFacts {
  private static let facts = "1500000us in=10 read=0 write=0+0 out=2 think=0"
  private static let texts = "model=m chat messages=1 last_user_message=1"

  /// A call with a user, 1.5 seconds, ten tokens in and two out, by whatever groups its facts.
  @Test(arguments: [
    #""prompt":"q","response":"a","metrics":{"prompt_tokens":10,"completion_tokens":2,"latency_ms":1500},"context":{"user_id":"u"}"#,
    #""prompt":"q","response":"a","usage":{"in":10,"out":2},"timing":{"total_ms":1500},"meta":{"userId":"u"}"#,
    #""prompt":"q","response":"a","stats":{"tokensIn":10,"tokensOut":2,"duration_s":1.5},"user":"u""#,
    #""req":{"messages":[{"role":"user","content":"q"}]},"res":{"text":"a","tokens":{"in":10,"out":2}},"perf":{"elapsedMs":1500},"ctx":{"user":"u"}"#,
  ])
  func inGroups(members: String) throws {
    let log = #"{"ts":"2026-11-20T09:00:00Z","model":"m",\#(members)}"#
    #expect(try ingest(log).rows == ["2026-11-20T09:00:00Z \(Self.facts) \(Self.texts) user=1 answer=1"])
  }

  /// The same where the call has an object of its own: what is around it was written when it was over.
  @Test(arguments: [
    #""duration_ms":1500,"user_id":"u","llm":{"model":"m","prompt":"q","response":"a","input_tokens":10,"output_tokens":2}"#,
    #""model":"m","tokens_in":10,"tokens_out":2,"elapsed_ms":1500,"user":"u","io":{"prompt":"q","completion":"a"}"#,
    #""level":"info","msg":"call","took":"1.5s","user_id":"u","call":{"model":"m","messages":[{"role":"user","content":"q"}],"completion":"a","usage":{"prompt_tokens":10,"completion_tokens":2}}"#,
    #""latency_ms":1500,"model":"m","user":"u","sdk":{"request":{"messages":[{"role":"user","content":"q"}]},"response":{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":10,"completion_tokens":2}}}"#,
  ])
  func aroundTheCall(members: String) throws {
    let log = #"{"ts":"2026-11-20T09:00:01.5Z",\#(members)}"#
    #expect(try ingest(log).rows == ["2026-11-20T09:00:00Z \(Self.facts) \(Self.texts) user=1 answer=1"])
  }

  /// Around a list stands who called, but what it took is of all of them.
  @Test func aroundAList() throws {
    let calls = (0..<2).map { #"{"ts":"2026-11-20T09:00:0\#($0)Z","prompt":"q","response":"a","input_tokens":10,"output_tokens":2}"# }
    let trace = try ingest(#"{"user_id":"u","model":"m","duration_ms":99,"cost_usd":9,"calls":[\#(calls.joined(separator: ","))]}"#)
    #expect(trace.rows == (0..<2).map { "2026-11-20T09:00:0\($0)Z in=10 read=0 write=0+0 out=2 think=0 \(Self.texts) user=1 answer=1" })
  }

  /// Counts are of one place, and how a group went is not how the call went.
  @Test func whatARecordSaysItselfCounts() throws {
    let log =
      #"{"ts":"2026-11-20T09:00:00Z","model":"m","prompt":"q","response":"a","latency_ms":1500,"input_tokens":10,"output_tokens":2,"#
      + #""metrics":{"input_tokens":99,"total_tokens":999,"cached_tokens":7,"latency_ms":7},"trace":{"status":"error"},"info":{"model":"x"}}"#
    #expect(try rows(log, "flat") == ["2026-11-20T09:00:00Z \(Self.facts) \(Self.texts) answer=1"])
  }

  /// A context that says who called is no text; another is.
  @Test func contextsAreOfCallsOrOfQuestions() throws {
    func row(_ context: String) throws -> String {
      try ingest(#"{"ts":"2026-11-20T09:00:00Z","model":"m","prompt":"q","response":"a","context":\#(context)}"#).rows.first ?? ""
    }
    #expect(try !row(#"{"tenant_id":"t"}"#).contains("system_prompt"))
    #expect(try row(#"{"page 1":"the text"}"#).contains("system_prompt"))
    #expect(try row(#""the text""#).contains("system_prompt"))
  }
}
