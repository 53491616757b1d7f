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
    #""prompt":"q","response":"a","usage":{"in":10,"out":2,"latency_ms":1500},"caller":{"user":{"user_id":"u"}}"#,
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
    #expect(try row(#"{"documents":["the text"]}"#).contains("system_prompt"))
    #expect(try row(#""the text""#).contains("system_prompt"))
  }
}

/// What stands in a record or around it, and is not of the call.
@Suite struct OthersFacts {
  private static let call =
    #""ts":"2026-11-20T09:00:00Z","model":"m","prompt":"q","completion":"a","prompt_tokens":10,"completion_tokens":2"#
  private static let row =
    "2026-11-20T09:00:00Z in=10 read=0 write=0+0 out=2 think=0 model=m chat messages=1 last_user_message=1 answer=1"

  /// Totals of a trace, spans of a client, subjects of a question, sums of a window.
  @Test(arguments: [
    #""trace":{"duration_ms":8000,"cost":1.5,"prompt_tokens":9000}"#, #""span":{"kind":"server","duration_ms":8000}"#,
    #""metadata":{"title":"Cats","duration":212}"#, #""context":{"audio":"a.mp3","duration_seconds":212}"#,
    #""props":{"cost":49.99,"currency":"EUR"}"#, #""stats":{"count":12,"latency":700,"cost":8.1}"#,
    #""labels":{"provider":"aws"}"#, #""http":{"cdn":"fastly","cache_hit":true}"#,
  ])
  func ofOtherThings(group: String) throws { #expect(try ingest("{\(Self.call),\(group)}").rows == [Self.row]) }

  /// What a call took goes before what its logger was given.
  @Test func theSurestGroup() throws {
    let log = #"{\#(Self.call),"trace":{"duration_ms":8000},"meta":{"duration_ms":7000},"metrics":{"duration_ms":1500}}"#
    #expect(try ingest(log).rows == [Self.row.replacing(" in=", with: " 1500000us in=")])
  }

  /// A test that failed, or an order, has a call inside of it that did not.
  @Test(arguments: [#""outcome":"failed""#, #""status":"error","error":"db down""#, #""event":"order_failed","cost":50"#])
  func aroundWhatWasAnswered(members: String) throws {
    let log =
      #"{"ts":"2026-11-20T09:00:00Z",\#(members),"llm":{"model":"m","prompt":"q","completion":"a","prompt_tokens":10,"completion_tokens":2}}"#
    #expect(try ingest(log).rows == [Self.row])
  }

  /// Of two calls, one inside of the other, the inner one is not the texts of the outer.
  @Test(arguments: ["guardrail", "judge", "attempts"]) func callsInside(name: String) throws {
    let inner = #"{"model":"n","prompt":"other","completion":"safe","prompt_tokens":5,"completion_tokens":2}"#
    let log =
      #"{"ts":"2026-11-20T09:00:00Z","model":"m","prompt_tokens":10,"completion_tokens":2,"\#(name)":\#(name == "attempts" ? "[\(inner)]" : inner)}"#
    #expect(try ingest(log).rows == ["2026-11-20T09:00:00Z in=10 read=0 write=0+0 out=2 think=0 model=m chat no-content"])
  }

  /// An answer may be a number.
  @Test(arguments: [#""prompt":"q","output":"3""#, #""input":"q","output":"3""#])
  func answersThatAreNumbers(members: String) throws {
    let rows = try ingest(#"{"ts":"2026-11-20T09:00:00Z","model":"m",\#(members),"latency_ms":1500}"#).rows
    #expect(rows == ["2026-11-20T09:00:00Z 1500000us model=m chat messages=1 last_user_message=1 answer=1"])
  }

  /// What a logger writes where nothing was wrong.
  @Test(arguments: [#""exc_info":"NoneType: None""#, #""error":"-""#, #""err":{"message":""}"#, #""error":"no error""#])
  func noErrors(member: String) throws { #expect(try ingest("{\(Self.call),\(member)}").rows == [Self.row]) }

  /// Other things fail that have a model, and tools are called by them.
  @Test(arguments: [
    #""event":"model_load","model":"llama3","status":"failed","error":"out of memory""#,
    #""device":"d","model":"TX-200","state":"failed""#,
    #""type":"tool_call","tool":"search","model":"gpt-4o","input":"x","output":"y","duration_ms":40"#,
  ])
  func otherThings(members: String) throws {
    let other = #"{"ts":"2026-11-20T09:00:00Z",\#(members)}"#
    #expect(try ingest(["{\(Self.call)}", other, "{\(Self.call)}"].joined(separator: "\n")).rows == [Self.row, Self.row])
  }

  /// A step whose tokens were counted is a model's.
  @Test func callsNamedAfterTools() throws { #expect(try ingest(#"{\#(Self.call),"type":"tool_use"}"#).rows == [Self.row]) }

  /// A clock's seconds are no dates of a spreadsheet.
  @Test func secondsOfAClock() throws {
    let rows = try ingest(
      [45_231.1234, 45_238.6234].map { #"{"ts":\#($0),"model":"m","prompt_tokens":10,"completion_tokens":2}"# }.joined(separator: "\n")
    ).rows
    #expect(rows.map { $0.hasPrefix("1970-01-01T12:") } == [true, true])
  }
}
