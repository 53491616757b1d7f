import Ingest
import Testing
import Traces

/// Records as people's servers, proxies and warehouses write them, which were read with a part missing or wrong. Equal numbers stand for
/// equal values.
@Suite struct ExaminedShapes {
  private static let asked = "messages=1 last_user_message=1"
  private static let request = #"{"model":"m","messages":[{"role":"user","content":"q"}]}"#
  private static let response =
    #"{"object":"chat.completion","choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":10,"completion_tokens":2}}"#
  private static let call = "in=10 read=0 write=0+0 out=2 think=0 status=200 model=m chat messages=1 last_user_message=1 answer=1"

  private func only(_ log: String, _ format: String = "pairs") throws -> String {
    let rows = try rows(log, format)
    #expect(rows.count == 1)
    return rows.first ?? ""
  }

  // MARK: - Times

  /// What nginx calls the time of a request is how long it took, and its line is written at the end.
  @Test(arguments: [
    #""time_iso8601":"2026-11-20T09:00:01.5+00:00","request_time":"1.500""#,
    #""request_time":1.5,"@timestamp":"2026-11-20T09:00:01.5Z""#,
    #""msec":"1795165201.500","request_time":1.5"#,
    #""time_local":"20/Nov/2026:10:00:01.5 +0100","request_time":1.5"#,
  ])
  func linesOfNginx(members: String) throws {
    let line =
      #"{\#(members),"request":"POST /v1/chat/completions HTTP/1.1","status":"200","#
      + #""request_body":\#(quoted(Self.request)),"response_body":\#(quoted(Self.response))}"#
    #expect(try only(line) == "2026-11-20T09:00:00Z 1500000us \(Self.call)")
  }

  /// Beside bodies times have as many names as in flat records.
  @Test(arguments: [
    #""requestTimestamp":"2026-11-20T09:00:00Z","responseTimestamp":"2026-11-20T09:00:01.5Z""#,
    #""event_ts":1795165200,"process_time":1.5"#, #""invoked_at":1795165200000,"elapsed_time_ms":1500"#,
  ])
  func timesBesideBodies(members: String) throws {
    #expect(
      try only(#"{\#(members),"status":200,"request":\#(Self.request),"response":\#(Self.response)}"#)
        == "2026-11-20T09:00:00Z 1500000us \(Self.call)")
  }

  /// Spreadsheets, Kibana and warehouses write numbers and dates in their own way.
  @Test(arguments: [
    ("TIMESTAMP,MODEL,INPUT_TOKENS,OUTPUT_TOKENS,LATENCY_MS\n2026-11-20 09:00:00,m,10,2,1500\n", 1),
    ("timestamp;model;prompt_tokens;completion_tokens;latency_ms\n2026-11-20T09:00:00Z;m;10;2;1500,0\n", 1),
    ("timestamp,model,prompt_tokens,completion_tokens,latency_ms\n2026-11-20T09:00:00Z,m,10,2,\"1,500\"\n", 1),
    ("timestamp;model;prompt_tokens;completion_tokens;latency_s\n2026-11-20T09:00:00Z;m;10;2;1,500\n", 1),
    ("@timestamp,model,prompt_tokens,completion_tokens,duration\n\"Nov 20, 2026 @ 09:00:00.000\",m,10,2,PT1.5S\n", 1),
  ])
  func numbersOfTables(table: String, count: Int) throws {
    #expect(
      try rows(table, "flat")
        == Array(
          repeating: "2026-11-20T09:00:00Z 1500000us in=10 read=0 write=0+0 out=2 think=0 model=m chat no-content", count: count))
  }

  /// The time stands some levels above the record.
  @Test(arguments: [
    #"{"data":[{"id":"x","attributes":{"timestamp":"2026-11-20T09:00:01.5Z","attributes":{"llm":{RECORD}}}}]}"#,
    #"{"timestamp [UTC]":"2026-11-20T09:00:01.5Z","customDimensions":{RECORD}}"#,
    #"{"TimeGenerated [UTC]":"11/20/2026, 9:00:01.500 AM","Properties":{RECORD}}"#,
  ])
  func timesAroundRecords(holder: String) throws {
    let members = #""model":"m","prompt":"q","completion":"a","prompt_tokens":10,"completion_tokens":2,"latency_ms":1500"#
    #expect(
      try only(holder.replacing("RECORD", with: members), "flat")
        == "2026-11-20T09:00:00Z 1500000us in=10 read=0 write=0+0 out=2 think=0 model=m chat \(Self.asked) answer=1")
  }

  // MARK: - Bodies

  @Test(arguments: [
    ("request_body", "resp_body"), ("req_body", "res_body"), ("request_payload", "response_payload"), ("requestJson", "responseJson"),
    ("request_data", "response_data"),
  ])
  func bodiesByOtherNames(request: String, response: String) throws {
    let times = #""start_time":1795165200,"latency_ms":1500,"status":200"#
    #expect(
      try only(#"{\#(times),"\#(request)":\#(quoted(Self.request)),"\#(response)":\#(quoted(Self.response))}"#)
        == "2026-11-20T09:00:00Z 1500000us \(Self.call)")
  }

  /// mitmproxy has the times with each side, and the host beside the path.
  @Test func flowsOfMitmproxy() throws {
    let call =
      #"{"method":"POST","host":"api.openai.com","path":"/v1/chat/completions","headers":[["a","b"]],"content":\#(quoted(Self.request)),"#
      + #""timestamp_start":1795165200.0,"timestamp_end":1795165200.1}"#
    let answer =
      #"{"status_code":200,"headers":[],"content":\#(quoted(Self.response)),"timestamp_start":1795165201.4,"timestamp_end":1795165201.5}"#
    #expect(
      try only(#"{"request":\#(call),"response":\#(answer)}"#)
        == "2026-11-20T09:00:00Z 1500000us \(Self.call.replacing("model=m", with: "model=m provider=openai"))")
  }

  /// What a stream began and did not end is no whole answer, and an error within it is one.
  @Test(arguments: [
    (#"{"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}"#, "streamed unfinished"),
    (#"{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}"#, "streamed"),
    (#"{"choices":[{"index":0,"delta":{"content":"a"}}]}"#, "streamed"),
    (
      "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\ndata: {\"error\":{\"message\":\"x\"}}",
      "streamed failed unfinished"
    ),
    ("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\ndata: [DONE]", "streamed"),
  ])
  func streamsThatWereCut(events: String, flags: String) throws {
    let row = try only(#"{"ts":1795165200,"request":\#(Self.request),"response":\#(quoted("data: \(events)\n\n"))}"#)
    #expect(row == "2026-11-20T09:00:00Z model=m chat \(Self.asked) answer=1 \(flags)")
  }

  /// DashScope has messages and choices one level down, and OpenAI's details beside its own counts.
  @Test func callsOfDashScope() throws {
    let request = #"{"model":"m","input":{"messages":[{"role":"user","content":"q"}]},"parameters":{"temperature":0.3}}"#
    let response =
      #"{"output":{"choices":[{"finish_reason":"stop","message":{"content":"a"}}]},"#
      + #""usage":{"input_tokens":10,"output_tokens":2,"prompt_tokens_details":{"cached_tokens":4}}}"#
    let row = try only(#"{"ts":1795165200,"request":\#(request),"response":\#(response)}"#)
    #expect(
      row
        == "2026-11-20T09:00:00Z in=6 read=4 write=0+0 out=2 think=0 model=m chat temperature=0.3 \(Self.asked) answer=1")
  }

  /// Cloudflare's own models answer in an envelope.
  @Test(arguments: [
    (Self.request, #"{"response":"a","usage":{"prompt_tokens":10,"completion_tokens":2}}"#, Self.call),
    (#"{"text":["q"]}"#, #"{"shape":[1,2],"data":[[0.1,0.2]]}"#, "status=200 embedding \(Self.asked)"),
  ])
  func answersOfWorkersAI(request: String, result: String, expected: String) throws {
    let answer = #"{"result":\#(result),"success":true,"errors":[],"messages":[]}"#
    #expect(
      try only(#"{"ts":1795165200,"status":200,"request":\#(request),"response":\#(answer)}"#) == "2026-11-20T09:00:00Z \(expected)")
  }

  /// What makes two prompts differ, beside what they have in common.
  @Test(arguments: [
    (#"{"model":"m","system":"X","prompt":"q"}"#, "flat"), (#"{"model":"m","prompt":"q","images":["X"]}"#, "flat"),
    (#"{"model":"m","messages":[{"role":"user","content":"q","images":["X"]}]}"#, "chat"),
    (#"{"model":"m","input":[{"type":"item_reference","id":"X"},{"role":"user","content":"q"}]}"#, "responses"),
    (#"{"query":"q","texts":["X"]}"#, "rerank"),
  ])
  func whatPromptsDifferIn(body: String, kind: String) throws {
    let lines = ["A", "B"].map { #"{"ts":1795165200,"request":\#(body.replacing("X", with: $0)),"response":{"text":"a"}}"# }
    let trace = try ingest(lines.joined(separator: "\n"))
    #expect(trace.rows.count == 2 && Set(trace.requests.prompt).count == 2)
    #expect(trace.requests.flags.allSatisfy { $0.contains(.missingContext) } == (kind == "responses"))
  }

  /// Loggers' lines have a text that is none of the call's, and servers an address that they call a request.
  @Test(arguments: [
    #""message":"llm call""#, #""request":"POST /v1/chat/completions HTTP/1.1""#, #""input":"/v1/chat/completions""#,
  ])
  func textsThatAreNoPrompts(member: String) throws {
    let record = #"{"timestamp":"2026-11-20T09:00:00Z",\#(member),"model":"m","prompt_tokens":10,"completion_tokens":2}"#
    #expect(
      try only(record, "flat") == "2026-11-20T09:00:00Z in=10 read=0 write=0+0 out=2 think=0 model=m chat no-content")
  }

  /// Names and ways to write of single members.
  @Test(arguments: [
    (#""usage":{"promptTokens":10,"generationTokens":2}"#, "in=10 read=0 write=0+0 out=2 think=0"),
    (#""usage":{"prompt_tokens":10,"total_tokens":12}"#, "in=10 read=0 write=0+0 out=2 think=0"),
    (
      #""promptTokenCount":10,"candidatesTokenCount":2,"thoughtsTokenCount":5,"cachedContentTokenCount":4"#,
      "in=6 read=4 write=0+0 out=7 think=5"
    ),
    (#""usage":{"in":10,"out":2}"#, "in=10 read=0 write=0+0 out=2 think=0"),
    (#""tokens_in":10,"tokens_out":2,"cached_content_token_count":4"#, "in=6 read=4 write=0+0 out=2 think=0"),
    (
      #""prompt_tokens":10,"completion_tokens":2,"usage.prompt_tokens_details.cached_tokens":4"#,
      "in=6 read=4 write=0+0 out=2 think=0"
    ),
    (#""context_tokens":"1\u00a0010","generated_tokens":2"#, "in=1010 read=0 write=0+0 out=2 think=0"),
    (#""prompt_tokens":10,"completion_tokens":2,"cost":"1.234,56""#, "in=10 read=0 write=0+0 out=2 think=0 $1234.56"),
    (#""prompt_tokens":10,"completion_tokens":2,"cost":0.5,"currency":"EUR""#, "in=10 read=0 write=0+0 out=2 think=0"),
    (#""prompt_tokens":10,"completion_tokens":2,"status":{"code":429}"#, "in=10 read=0 write=0+0 out=2 think=0 status=429"),
  ])
  func members(written: String, expected: String) throws {
    let row = try only(#"{"timestamp":"2026-11-20T09:00:00Z","model":"m",\#(written)}"#, "flat")
    #expect(row == "2026-11-20T09:00:00Z \(expected) model=m chat \(expected.contains("429") ? "failed " : "")no-content")
  }

  @Test(arguments: [
    #""date":"2026-11-20","time":"09:00:00""#, #""instant":{"epochSecond":1795165200,"nanoOfSecond":0}"#,
    #""timestamp":"2026-11-20T09:00:00Z[UTC]""#, #""timestamp":"Fri Nov 20 10:00:00 CET 2026""#,
  ])
  func moments(written: String) throws {
    #expect(
      try only(#"{\#(written),"model":"m","prompt_tokens":10,"completion_tokens":2}"#, "flat")
        == "2026-11-20T09:00:00Z in=10 read=0 write=0+0 out=2 think=0 model=m chat no-content")
  }

  /// Attributes of spans as columns, and columns as lists.
  @Test func namesOfTables() throws {
    let row = "2026-11-20T09:00:00Z 1500000us in=6 read=4 write=0+0 out=2 think=0 model=m"
    let attributes =
      #""gen_ai.system":"openai","gen_ai.request.model":"m","gen_ai.usage.input_tokens":10,"gen_ai.usage.output_tokens":2,"#
      + #""gen_ai.usage.cache_read.input_tokens":4"#
    #expect(
      try only(#"{"Timestamp":"2026-11-20T09:00:00Z","name":"chat m","duration_ms":1500.0,\#(attributes)}"#, "flat")
        == "\(row) provider=openai chat no-content")
    let table =
      #"{"ts":[1795165200,1795165200],"model":["m","m"],"prompt_tokens":[10,10],"cached_tokens":[4,4],"completion_tokens":[2,2],"#
      + #""latency_s":[1.5,1.5]}"#
    #expect(try rows(table, "flat") == Array(repeating: "\(row) chat no-content", count: 2))
  }

  /// What stands around a call's facts may say when it began.
  @Test func startsAroundRecords() throws {
    let data = #""data":{"model":"m","prompt":"q","completion":"a","prompt_tokens":10,"completion_tokens":2,"duration_ms":1500}"#
    #expect(
      try only(#"{"start_time":"2026-11-20T09:00:00Z",\#(data)}"#, "flat")
        == "2026-11-20T09:00:00Z 1500000us in=10 read=0 write=0+0 out=2 think=0 model=m chat \(Self.asked) answer=1")
  }

  /// The first lines of a log may be of anything else, and what a file begins with of none.
  @Test func whatStandsBeforeRecords() throws {
    let record = #"{"timestamp":"2026-11-20T09:00:00Z","model":"m","prompt_tokens":10,"completion_tokens":2}"#
    let noise = #"{"timestamp":"2026-11-20T08:00:00Z","level":"info","event":"cache warmed"}"#
    let trace = try ingest((Array(repeating: noise, count: 1_000) + [record, record]).joined(separator: "\n"))
    #expect(trace.rows.count == 2 && trace.log.sources[0].format == "flat")
    #expect(try ingest("\(record)\n\0\0\0\(record)\n\u{FEFF}\(record)\n").rows.count == 3)
  }

  // MARK: - What is no call

  @Test(arguments: [
    "sku,model,input,output\n1,PSU-500,230V,12V\n", "date,model,input,output\n2026-02-13,Inverter A,230V,12V\n",
    "time,size,key\n10:30,XL,blue\n",
    #"{"id":1,"created_at":"2026-11-20T09:00:00Z","messages":[{"role":"customer","content":"broken"},{"role":"agent","content":"restart"}]}"#,
    "INSERT INTO calls VALUES(1,'gpt-4o','Hi',5,2);\nINSERT INTO calls VALUES(2,'gpt-4o','Ho',6,3);\n",
    #"{"build":1,"messages":[{"role":"compiler","text":"unused"}],"time":"2026-11-20T09:00:00Z","duration":3.2}"#,
    #"{"time":"2026-11-20T09:00:00Z","cmd":"kubectl","prompt":"kubectl get pods","response":"pod/a Running","exit":0}"#,
  ])
  func whatIsNoCall(log: String) {
    #expect(throws: IngestError.self) { try ingest(log) }
  }
}
