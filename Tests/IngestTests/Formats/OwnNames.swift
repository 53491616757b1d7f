import Ingest
import Testing
import Traces

/// Records of one's own by the names that programs in the wild give their members. Equal numbers stand for equal values.
@Suite struct OwnNames {
  private static let start = "2026-11-20T09:00:00Z"
  private static let asked = "messages=1 last_user_message=1"

  private func rows(_ log: String) throws -> [String] {
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "flat")
    return trace.rows
  }

  /// Most programs log what a call took, and not what was said.
  @Test(arguments: [
    (
      #""ts":"\#(start)","model":"m","tokens_in":296,"tokens_out":124,"latency_ms":3499,"cached":false"#,
      "3499000us in=296 read=0 write=0+0 out=124 think=0 model=m chat"
    ),
    (
      #""ts":"\#(start)","step":"judge","model":"m","stop_reason":"end_turn","cost_usd":0.25,"elapsed_ms":1500,"in_tokens":7,"out_tokens":3"#,
      "1500000us in=7 read=0 write=0+0 out=3 think=0 $0.25 model=m chat"
    ),
    (
      #""Timestamp":"\#(start)","ModelName":"m","InputTokens":7,"OutputTokens":3,"DurationSeconds":2.5,"EstimatedCostUsd":0.5"#,
      "2500000us in=7 read=0 write=0+0 out=3 think=0 $0.5 model=m chat"
    ),
    (
      #""timestamp":"\#(start)","model":"m","tokenInput":7,"tokenOutput":3,"path":"/v1/messages","status":502,"duration":1250.5"#,
      "1250500us in=7 read=0 write=0+0 out=3 think=0 status=502 model=m messages failed"
    ),
    (
      #""timestamp":"\#(start)","model":"text-embedding-3-small","tokens_in":1423,"tokens_out":0,"cost_usd":0.00002"#,
      "in=1423 read=0 write=0+0 out=0 think=0 $0.00002 model=text-embedding-3-small embedding"
    ),
    (
      #""timestamp":"\#(start)","type":"llm_metrics","promptTokens":812,"promptCachedTokens":640,"completionTokens":31,"durationMs":1850"#,
      "1850000us in=172 read=640 write=0+0 out=31 think=0 chat"
    ),
    (#""timestamp":"\#(start)","provider":"groq","tokens_used":1000,"cost_usd":0.18"#, "$0.18 provider=groq chat"),
  ])
  func callsWithoutTexts(members: String, expected: String) throws {
    #expect(try rows("{\(members)}") == ["\(Self.start) \(expected) no-content"])
  }

  /// What says of how many requests its counts are is none, and neither is what beside calls a program logs.
  @Test func whatIsNoCall() throws {
    let call = #"{"ts":"\#(Self.start)","model":"m","input_tokens":7,"output_tokens":3}"#
    let feedback = #"{"ts":"\#(Self.start)","type":"feedback","message_id":"a","rating":1}"#
    let health = #"{"ts":"\#(Self.start)","method":"GET","path":"/health","status":200,"prompt_tokens":null,"completion_tokens":null}"#
    let trace = try ingest([call, feedback, health, call].joined(separator: "\n"))
    #expect(trace.rows.count == 2)
    #expect(
      trace.setAside == [
        "1 a record that tells of no call (neither a prompt nor counts)", "1 no call of a model: a GET request",
      ])
    let sum = #"{"date":"2026-11-20","model":"m","request_count":120,"input_tokens":7000,"output_tokens":3000,"cost":1.5}"#
    #expect(throws: IngestError.self) { try ingest(sum) }
  }

  @Test(arguments: [
    "question", "query", "user_query", "raw_prompt", "input_text", "userMessage", "prompt_text", "llm_input", "PROMPT", "user-question",
  ])
  func promptsByOtherNames(name: String) throws {
    #expect(
      try rows(#"{"timestamp":"\#(Self.start)","model":"m","\#(name)":"hi","response":"ok"}"#) == [
        "\(Self.start) model=m chat \(Self.asked) answer=1"
      ])
  }

  @Test(arguments: [
    "answer", "llm_response", "llm_output", "raw_response", "outputText", "ai_response", "bot_response", "content", "result", "text",
    "generated",
  ])
  func answersByOtherNames(name: String) throws {
    #expect(
      try rows(#"{"timestamp":"\#(Self.start)","model":"m","prompt":"hi","\#(name)":"ok"}"#) == [
        "\(Self.start) model=m chat \(Self.asked) answer=1"
      ])
  }

  /// What was said before is no question, and a question of a conversation is part of it.
  @Test func conversationsAndQuestions() throws {
    let history = #"[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]"#
    func log(_ name: String, _ history: String, _ question: String) -> String {
      #"{"timestamp":"\#(Self.start)","model":"m","\#(name)":\#(history),"question":"\#(question)","answer":"ok"}"#
    }
    for name in ["chat_history", "history", "conversationHistory"] {
      #expect(
        try rows([log(name, "[]", "x"), log(name, history, "x"), log(name, history, "y")].joined(separator: "\n")) == [
          "\(Self.start) model=m chat messages=1 last_user_message=1 answer=1",
          "\(Self.start) model=m chat messages=2 earlier_turns=1 last_user_message=1 answer=1",
          "\(Self.start) model=m chat messages=3 earlier_turns=1 last_user_message=2 answer=1",
        ])
    }
    // A whole conversation ends with the answer, where no other is there.
    let whole = #"{"timestamp":"\#(Self.start)","model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#
    let flat = #"{"timestamp":"\#(Self.start)","model":"m","prompt":"a","response":"b"}"#
    #expect(try rows("\(whole)\n\(flat)") == Array(repeating: "\(Self.start) model=m chat \(Self.asked) answer=1", count: 2))
  }

  /// Two questions in two contexts are two questions.
  @Test func whatElseIsOfThePrompt() throws {
    func log(_ members: String) -> String { #"{"timestamp":"\#(Self.start)","model":"m","prompt":"hi","response":"ok",\#(members)}"# }
    for name in ["systemPrompt", "system_message", "system_instruction", "context"] {
      let rows = try rows([log(#""\#(name)":"A""#), log(#""\#(name)":"B""#)].joined(separator: "\n"))
      #expect(
        rows == (1...2).map { "\(Self.start) model=m chat messages=\($0) last_user_message=1 system_prompt=\($0) answer=1" }, "\(name)")
    }
    #expect(
      try rows(#"{"timestamp":"\#(Self.start)","model":"m","prompt":{"system":"S","user":"hi"},"response":"ok"}"#) == [
        "\(Self.start) model=m chat \(Self.asked) system_prompt=1 answer=1"
      ])
  }

  /// The total says whether what was cached is part of the input.
  @Test(arguments: [
    (#""usage":{"input":38,"output":33,"cacheRead":1024,"cacheWrite":0,"totalTokens":1095}"#, "in=38 read=1024 write=0+0 out=33 think=0"),
    (#""usage":{"input":138,"output":33,"cacheRead":100,"totalTokens":171}"#, "in=38 read=100 write=0+0 out=33 think=0"),
    (#""tokens":{"input":7,"output":3,"cached":2}"#, "in=5 read=2 write=0+0 out=3 think=0"),
    (#""input_tokens":9,"output_tokens":4,"cache_read_tokens":900,"cache_write_tokens":10"#, "in=9 read=900 write=10+0 out=4 think=0"),
    (#""prompt_tokens":9,"response_tokens":4"#, "in=9 read=0 write=0+0 out=4 think=0"),
    (#""token_count":{"input_tokens":7,"output_tokens":3}"#, "in=7 read=0 write=0+0 out=3 think=0"),
    (#""prompt_eval_count":7,"eval_count":3"#, "in=7 read=0 write=0+0 out=3 think=0"),
    (#""input_tokens":9,"output_tokens":76,"thinking_tokens":72,"total_tokens":85"#, "in=9 read=0 write=0+0 out=76 think=72"),
  ])
  func countsByOtherNames(counts: String, expected: String) throws {
    #expect(
      try rows(#"{"timestamp":"\#(Self.start)","model":"m","prompt":"hi","response":"ok",\#(counts)}"#) == [
        "\(Self.start) \(expected) model=m chat \(Self.asked) answer=1"
      ])
  }

  @Test(arguments: [
    #""cache":"HIT""#, #""cacheStatus":"hit""#, #""fromCache":true"#, #""served_from_cache":true"#, #""is_cache_hit":1"#,
    #""cache_hit":"exact""#, #""cache_status":"EXACT_HIT""#, #""cache_result":"hit""#,
  ])
  func hitsByOtherNames(member: String) throws {
    #expect(
      try rows(#"{"timestamp":"\#(Self.start)","model":"m","prompt":"hi","response":"ok",\#(member)}"#) == [
        "\(Self.start) model=m chat \(Self.asked) answer=1 hit"
      ])
  }

  /// JSON that a model was asked for is its answer, whatever stands in it.
  @Test(arguments: [
    #""{\"error\":\"division by zero\",\"line\":3}""#, #""[{\"name\":\"a\"},{\"name\":\"b\"}]""#, #""{\"model\":\"Tesla\",\"id\":\"x\"}""#,
    #""{\"type\":\"error\",\"message\":\"bad\"}""#, #"{"plan":["one","two"],"confidence":0.9}"#, #"["one","two"]"#,
  ])
  func answersThatAreJSON(answer: String) throws {
    #expect(
      try rows(#"{"timestamp":"\#(Self.start)","prompt":"hi","response":\#(answer)}"#) == ["\(Self.start) chat \(Self.asked) answer=1"])
  }

  /// Two records of one call are one request.
  @Test func recordsOfOneCall() throws {
    let log = #"""
      {"ts":"2026-11-20T09:00:00Z","event":"llm_request","model":"m","messages":[{"role":"user","content":"hi"}],"request_id":"r1"}
      {"ts":"2026-11-20T09:00:00.5Z","event":"llm_request","model":"m","messages":[{"role":"user","content":"ho"}],"request_id":"r2"}
      {"ts":"2026-11-20T09:00:01Z","event":"llm_response","model":"m","content":"A","usage":{"prompt_tokens":8,"completion_tokens":2},"request_id":"r1"}
      {"ts":"2026-11-20T09:00:02Z","event":"llm_response","model":"m","content":"B","usage":{"prompt_tokens":8,"completion_tokens":2},"request_id":"r2"}
      """#
    let counts = "in=8 read=0 write=0+0 out=2 think=0 model=m chat"
    // Whichever half was written first.
    let lines = log.split(separator: "\n")
    #expect(try rows([lines[2], lines[0]].joined(separator: "\n"))[0].hasPrefix("2026-11-20T09:00:00Z 1000000us \(counts)"))
    #expect(
      try rows(log) == [
        "2026-11-20T09:00:00Z 1000000us \(counts) \(Self.asked) answer=1 call=1",
        "2026-11-20T09:00:00.500Z 1500000us \(counts) messages=2 last_user_message=2 answer=2 call=2",
      ])
  }

  @Test(arguments: [
    (#""20261120_090000""#, start), (#""20261120090000""#, start), (#""2026-11-20_09-00-00""#, start),
    (#""Fri Nov  6 09:00:00 2026""#, "2026-11-06T09:00:00Z"),
    (#"{"seconds":1795165200,"nanos":120000000}"#, "2026-11-20T09:00:00.120Z"), (#""/Date(1795165200120)/""#, "2026-11-20T09:00:00.120Z"),
  ])
  func stampsOfPrograms(stamp: String, expected: String) throws {
    #expect(
      try rows(#"{"timestamp":\#(stamp),"model":"m","prompt":"hi","response":"ok"}"#) == ["\(expected) model=m chat \(Self.asked) answer=1"]
    )
  }

  /// Some write how long it took where most write when it was.
  @Test(arguments: [
    (#""timestamp":"\#(start)","latency":"1.5 s""#, "\(start) 1500000us"),
    (#""timestamp":"\#(start)","duration":"850 ms""#, "\(start) 850000us"),
    (#""timestamp":"\#(start)","latency_sec":1.5"#, "\(start) 1500000us"),
    (#""timestamp":"\#(start)","wall_ms":1500"#, "\(start) 1500000us"),
  ])
  func spansByOtherNames(members: String, expected: String) throws {
    #expect(
      try rows(#"{\#(members),"model":"m","prompt":"hi","response":"ok"}"#) == ["\(expected) model=m chat \(Self.asked) answer=1"])
  }

  /// Small numbers that go up and down are no stamps; those that only rise are counted from a beginning of their own.
  @Test func timesThatAreSpans() throws {
    func log(_ times: [Double]) -> String {
      times.map { #"{"time":\#($0),"model":"m","prompt":"hi","response":"ok"}"# }.joined(separator: "\n")
    }
    let rest = "model=m chat \(Self.asked) answer=1"
    #expect(
      try rows(log([2.5, 1.25])) == ["1970-01-01T00:00:00Z 2500000us \(rest) no-time", "1970-01-01T00:00:00Z 1250000us \(rest) no-time"])
    #expect(try rows(log([1.25, 2.5])) == ["1970-01-01T00:00:01.250Z \(rest)", "1970-01-01T00:00:02.500Z \(rest)"])
  }

  /// What web servers, databases, shells, shops, garages and trainings log is no call of a model of language.
  @Test(arguments: [
    #"{"date":"2026-11-20T09:00:00Z","request":"GET /a HTTP/1.1","response":"200","verb":"GET","bytes":"512"}"#,
    #"{"host":"h","datetime":"2026-11-20T09:00:00Z","request":"GET /a HTTP/1.1","response":"200","bytes":"512"}"#,
    #"{"timestamp":"2026-11-20T09:00:00Z","user":"u","query":"SELECT 1","result":"success","duration_ms":3,"rows":1}"#,
    #"{"ts":"2026-11-20T09:00:00Z","query":"example.com","qtype_name":"A","answer":"1.2.3.4"}"#,
    #"{"timestamp":"2026-11-20T09:00:00Z","query":"shoes","results":12,"outputs":["a","b"],"took_ms":4}"#,
    #"{"timestamp":"2026-11-20T09:00:00Z","tool":"bash","input":"ls","output":"a","exit_code":0,"duration_ms":3}"#,
    #"{"timestamp":"2026-11-20T09:00:00Z","model":"resnet","epoch":1,"loss":0.5,"accuracy":0.9,"duration":124.5}"#,
    #"{"timestamp":"2026-11-20T09:00:00Z","model":"xgboost-v2","features":{"age":3},"prediction":0.7,"latency_ms":3}"#,
    #"{"question":"How many?","answer":"Three."}"#,
    "date,model,mileage,service,cost\n2026-11-20,Corolla,120000,oil,79.90\n",
    "date,flight,model,origin,duration\n2026-11-20,X1,A340-600,FRA,8.5\n",
    "timestamp,method,path,status,latency_ms\n2026-11-20T09:00:00Z,POST,/api/x,200,3.5\n",
  ])
  func logsOfOtherThings(log: String) {
    #expect(throws: IngestError.self) { try ingest(log) }
  }

  /// Numbers that are called input and output, and exports with names of their own for what was cached.
  @Test func countsOfExports() throws {
    let counts = #"{"time":"2026-11-20T09:00:00Z","model":"gemini-2.5-flash","input":33631,"output":5662,"cost":0.0056}"#
    #expect(
      try rows(counts) == [
        "2026-11-20T09:00:00Z in=33631 read=0 write=0+0 out=5662 think=0 $0.0056 model=gemini-2.5-flash chat no-content"
      ])
    let cursor =
      "Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n"
      + "2026-11-20T09:00:00.000Z,Included,m,No,50000,40000,10000,3000,103000,$0.32\n"
    #expect(
      try rows(cursor) == ["2026-11-20T09:00:00Z in=40000 read=10000 write=50000+0 out=3000 think=0 $0.32 model=m chat no-content"])
  }

  /// What was not counted is not 0, and what was not logged is no repeat.
  @Test func whatIsNotKnown() throws {
    let zeros =
      #"{"timestamp":"\#(Self.start)","model":"m","prompt":"hi","response":"ok","usage":{"prompt_tokens":0,"completion_tokens":0}}"#
    let noInput = #"{"timestamp":"\#(Self.start)","model":"m","prompt":"hi","response":"ok","prompt_tokens":null,"generated_tokens":24}"#
    #expect(try rows("\(zeros)\n\(noInput)") == Array(repeating: "\(Self.start) model=m chat \(Self.asked) answer=1", count: 2))
    let system = #"{"timestamp":"\#(Self.start)","model":"gpt-4o","system_prompt":"S","response":"ok","total_tokens":9}"#
    #expect(try rows(system) == ["\(Self.start) model=gpt-4o chat answer=1 no-content"])
  }

  @Test func callersByOtherNames() throws {
    let log = #"{"timestamp":"\#(Self.start)","model":"m","prompt":"hi","response":"ok","UserID":"u","ConversationId":"c"}"#
    #expect(try rows(log) == ["\(Self.start) model=m chat \(Self.asked) user=1 answer=1 call=1"])
  }

  /// Of two that may be the prompt, or the answer, that which is so of a model alone counts, whichever stands last.
  @Test func whatIsAskedOfTheModel() throws {
    func log(_ prompt: String, _ members: String) -> String {
      #"{"timestamp":"\#(Self.start)","model":"m",\#(prompt),"query":"q","request":"q","response":"ok"\#(members)}"#
    }
    let row = "\(Self.start) model=m chat messages=1 last_user_message=1 answer=1"
    let other = "\(Self.start) model=m chat messages=2 last_user_message=2 answer=1"
    #expect(try rows([log(#""prompt":"A""#, ""), log(#""prompt":"B""#, "")].joined(separator: "\n")) == [row, other])
    #expect(try rows([log(#""userMessage":"A""#, ""), log(#""userMessage":"B""#, "")].joined(separator: "\n")) == [row, other])
    let answers = #"{"timestamp":"\#(Self.start)","model":"m","prompt":"A","llm_response":"x","result":"success"}"#
    #expect(
      try rows([answers, answers.replacing(#""x""#, with: #""y""#)].joined(separator: "\n"))
        == (1...2).map { "\(Self.start) model=m chat messages=1 last_user_message=1 answer=\($0)" })
  }
}
