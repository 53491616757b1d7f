import Ingest
import Testing
import Traces
import Units

/// Logs that looked like others, or said less than they seemed to. Equal numbers stand for equal values.
@Suite struct UnseenShapes {
  private let hour = #""timestamp":"2026-11-20T09:00:00Z""#
  private let start = "2026-11-20T09:00:00Z"
  private let request = #""request":{"model":"m","messages":[{"role":"user","content":"hi there"}]}"#
  private let response = #""response":{"id":"a","choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}"#

  private func span(_ attributes: [(String, String)]) -> String {
    let list = attributes.map { #"{"key":"\#($0)","value":{"stringValue":"\#($1.replacing("\"", with: "\\\""))"}}"# }
    return #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a1","spanId":"b1","startTimeUnixNano":"1795165200000000000","#
      + #""endTimeUnixNano":"1795165201000000000","attributes":[\#(list.joined(separator: ","))]}]}]}]}"#
  }

  /// The format, and the only request.
  private func only(_ log: String) throws -> (format: String, row: String) {
    let trace = try ingest(log)
    #expect(trace.rows.count == 1)
    return (trace.log.sources[0].format, trace.rows.first ?? "")
  }

  @Test func rowsOfLogAnalyticsAreAzures() throws {
    let log = #"""
      {"TimeGenerated":"2026-11-20T09:00:00Z","OperationName":"Microsoft.ApiManagement/GatewayLogs","CorrelationId":"g1","TotalTime":0,\#
      "Method":"POST","Url":"https://apim.azure-api.net/openai/deployments/d/chat/completions","ResponseCode":200,"Cache":"hit",\#
      "ApimSubscriptionId":"sub","RequestBody":"{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",\#
      "ResponseBody":"{\"id\":\"c\",\"model\":\"gpt-4o\",\"choices\":[{\"message\":{\"content\":\"A\"}}]}"}
      """#
    let (format, row) = try only(log)
    #expect(format == "azure-apim")
    #expect(
      row == "\(start) 0us status=200 model=gpt-4o provider=azure chat messages=1 last_user_message=1 api_key=1 answer=1 hit")
  }

  @Test func ownLogsAreNobodyElses() throws {
    let net = #"""
      {"Timestamp":"2026-11-20T09:00:00Z","Model":"m","UserId":"u1","StatusCode":200,"DurationMs":1500,\#
      "RequestBody":"{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",\#
      "ResponseBody":"{\"id\":\"c\",\"choices\":[{\"message\":{\"content\":\"A\"}}]}"}
      """#
    let rest = "messages=1 last_user_message=1"
    let (format, row) = try only(net)
    #expect(format == "pairs")
    #expect(row == "\(start) 1500000us status=200 model=m chat \(rest) user=1 answer=1")
    let flat = #""model":"m","prompt":"p","response":"a","prompt_tokens":10,"completion_tokens":2"#
    for extra in [#""key":"team-key""#, #""custom_id":"x0""#, #""event":"request.finished","rid":"r0""#] {
      let (format, row) = try only("{\(extra),\(hour),\(flat)}")
      #expect(format == "flat")
      #expect(row == "\(start) in=10 read=0 write=0+0 out=2 think=0 model=m chat \(rest) answer=1")
    }
    for extra in [#""key":"k","size":5"#, #""Gateway":"edge","Provider":"openai""#] {
      #expect(try only("{\(extra),\(hour),\(request),\(response)}").format == "pairs")
    }
  }

  @Test(arguments: [
    "[REDACTED]", "__REDACTED__", "<redacted>", "***", "[Filtered]", "[Scrubbed due to 'password']", "redacted-by-litellm", "[MASKED]",
  ])
  func redactedTextsAreNoPrompts(text: String) throws {
    let body = request.replacing("hi there", with: text)
    let row = try only("{\(hour),\(body),\(response.replacing("ok", with: text))}").row
    #expect(row == "\(start) model=m chat no-content")
  }

  @Test(arguments: ["<truncated due to size exceeding limit>", "The beginning of a long text… [truncated]"])
  func cutTextsAreFlagged(text: String) throws {
    let row = try only("{\(hour),\(request.replacing("hi there", with: text)),\(response)}").row
    #expect(row == "\(start) model=m chat messages=1 last_user_message=1 answer=1 truncated")
  }

  @Test(arguments: ["[1, 2, 3]", "What does [REDACTED] mean?", "removed", "**", "<b>redaction</b>", "[redactedly]", "map them", "*a*"])
  func otherTextsAreTheirOwn(text: String) throws {
    let row = try only("{\(hour),\(request.replacing("hi there", with: text)),\(response)}").row
    #expect(row == "\(start) model=m chat messages=1 last_user_message=1 answer=1")
  }

  @Test(arguments: [
    #"{"helicone_message":"Storing images as bytes is currently not supported within Helicone."}"#,
    #"{"type":"image_url","image_url":{"url":"__REDACTED__"}}"#,
  ])
  func imagesThatWereLeftOutAreFlagged(part: String) throws {
    let body = #""request":{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"See"},\#(part)]}]}"#
    #expect(try only("{\(hour),\(body),\(response)}").row.hasSuffix(" truncated"))
  }

  @Test func attributesThatWereCutAreFlagged() throws {
    let call = [("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "m")]
    let whole = #"[{"role":"user","parts":[{"type":"text","content":"hi"}]}]"#
    #expect(try !only(span(call + [("gen_ai.input.messages", whole)])).row.contains("truncated"))
    #expect(try only(span(call + [("gen_ai.input.messages", String(whole.dropLast(9)))])).row.hasSuffix(" truncated"))
  }

  /// Whether each of two prompts that are the same has parameters of its own.
  @Test(arguments: [
    ("gen_ai.prompt.0.content", "hi", "llm.request.functions.0.name"),
    ("llm.input_messages.0.message.content", "hi", "llm.tools.0.tool.json_schema"),
    ("ai.prompt.messages", #"[{"role":"user","content":"hi"}]"#, "ai.prompt.tools"),
  ])
  func toolsAreTold(prompt: String, text: String, tools: String) throws {
    func spans(_ names: [String]) throws -> Trace {
      try ingest(
        names.enumerated().map { index, name in
          span([("gen_ai.request.model", "m"), (prompt, text), (tools, #"{"name":"\#(name)"}"#)]).replacing("b1", with: "b\(index)")
        }.joined(separator: "\n"))
    }
    let same = try spans(["f", "f"]).requests
    let other = try spans(["f", "g"]).requests
    #expect(same.prompt == [1, 1] && other.prompt == [1, 1])
    #expect(same.parameters[0] == same.parameters[1] && other.parameters[0] != other.parameters[1])
  }

  @Test(arguments: [
    ("gen_ai.usage.details.cache_read_tokens", "gen_ai.usage.details.cache_write_tokens"),
    ("gen_ai.usage.input_tokens.cached", "gen_ai.usage.input_tokens.cache_write"),
    ("gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.cache_write_input_tokens"),
    ("ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.inputTokenDetails.cacheWriteTokens"),
  ])
  func cachedTokensHaveManyNames(read: String, write: String) throws {
    let counts = [("gen_ai.usage.input_tokens", "1210"), ("gen_ai.usage.output_tokens", "50"), (read, "1000"), (write, "200")]
    let row = try only(span([("gen_ai.request.model", "m"), ("operation.cost", "0.0018")] + counts)).row
    #expect(row.hasPrefix("\(start) 1000000us in=10 read=1000 write=200+0 out=50 think=0 $0.0018 model=m"))
  }

  @Test(arguments: [
    (
      #"{"prompt_tokens":32,"completion_tokens":9,"total_tokens":135,"completion_tokens_details":{"reasoning_tokens":94}}"#, "32 0 0 103 94"
    ),
    (
      #"{"prompt_tokens":32,"completion_tokens":99,"total_tokens":131,"completion_tokens_details":{"reasoning_tokens":94}}"#, "32 0 0 99 94"
    ),
    (#"{"prompt_tokens":100,"completion_tokens":20,"cached_tokens":64}"#, "36 64 0 20 0"),
    (
      #"{"prompt_tokens":1210,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":1000,"cache_creation_input_tokens":200}}"#,
      "10 1000 200 20 0"
    ),
    (
      #"{"input_tokens":100,"output_tokens":20,"input_token_details":{"cache_read":64},"output_token_details":{"reasoning":5}}"#,
      "36 64 0 20 5"
    ),
  ])
  func countsOfOtherProviders(usage: String, expected: String) throws {
    let answer = response.replacing("\"id\"", with: "\"usage\":\(usage),\"id\"")
    let counted = try ingest("{\(hour),\(request),\(answer)}").requests[0].usage
    #expect(
      "\(counted.uncachedInput) \(counted.cacheRead) \(counted.cacheWrite5m) \(counted.output) \(counted.reasoning)" == expected)
  }

  @Test(arguments: [
    #""status":"error""#, #""status":"FAILED""#, #""status":"timeout""#, #""status":499"#, #""success":false"#, #""ok":false"#,
    #""error":"boom""#, #""error":{"message":"boom"}"#, #""exception":"Traceback""#, #""is_error":true"#, #""success":"0""#,
  ])
  func failuresAreSaidInManyWays(word: String) throws {
    #expect(try only("{\(hour),\(request),\(response),\(word)}").row.contains("failed"))
    #expect(try only("{\(hour),\(request),\(word)}").row.hasSuffix("failed"))
    #expect(try only(#"{\#(hour),"model":"m","prompt":"p","response":"a",\#(word)}"#).row.hasSuffix("failed"))
  }

  @Test(arguments: [
    #""status":"success""#, #""status":200"#, #""error":false"#, #""error":"""#, #""error":null"#, #""error":{}"#, #""error":"None""#,
    #""success":true"#, #""is_error":0"#,
  ])
  func successesAreNoFailures(word: String) throws {
    #expect(try !only("{\(hour),\(request),\(response),\(word)}").row.contains("failed"))
    #expect(try !only(#"{\#(hour),"model":"m","prompt":"p","response":"a",\#(word)}"#).row.contains("failed"))
  }

  @Test func countsWithDecimalsAreCounts() throws {
    let log = "timestamp,model,prompt,response,prompt_tokens,completion_tokens,team\n2026-11-20 09:00:00,m,q,a,100.0,20.0,NULL\n"
    #expect(
      try only(log).row == "\(start) in=100 read=0 write=0+0 out=20 think=0 model=m chat messages=1 last_user_message=1 answer=1")
  }

  @Test func countsThatAreNoneAreSaid() throws {
    let log = "timestamp,model,prompt,response,prompt_tokens,completion_tokens\n2026-11-20 09:00:00,m,q,a,1.1k,20\n"
    let trace = try ingest(log)
    #expect(trace.rows == ["\(start) model=m chat messages=1 last_user_message=1 answer=1"])
    #expect(trace.log.remarks == [.unreadCounts: 1])
  }

  @Test func equalPromptsWithOtherCountsAreSaid() throws {
    func remarks(_ counts: [Int]) throws -> [LogRemark: Int] {
      let lines = counts.map { #"{\#(hour),"model":"m","prompt":"p","response":"a","prompt_tokens":\#($0),"completion_tokens":2}"# }
      return try ingest(lines.joined(separator: "\n")).log.remarks
    }
    #expect(try remarks([100, 100, 104]) == [:])
    #expect(try remarks([100, 200, 100, 300]) == [.unequalCounts: 2])
  }

  @Test func whatResponsesAskBesideTheirInputCounts() throws {
    func payload(_ parameters: String) -> String {
      #"{"id":"\#(parameters.count)","call_type":"aresponses","startTime":1795165200,"endTime":1795165201,"model":"m","messages":"hi","#
        + #""model_parameters":{\#(parameters)},"response":{}}"#
    }
    let trace = try ingest(
      [payload(""), payload(#""instructions":"Be brief.""#), payload(#""previous_response_id":"r1""#)].joined(separator: "\n"))
    #expect(trace.requests.prompt == [1, 2, 1])
    #expect(trace.rows[1].contains("system_prompt=1"))
    #expect(trace.rows[2].hasSuffix("missing-context"))
    let templates = ["a", "b"].map { name in
      #"{\#(hour),"request":{"model":"m","input":"hi","prompt":{"id":"p1","variables":{"x":"\#(name)"}}},"response":{"output":[]}}"#
    }
    #expect(try ingest(templates.joined(separator: "\n")).requests.prompt == [1, 2])
  }

  @Test func rowsBesideLangfusesObservationsAreNoCalls() throws {
    let observation =
      #"{"id":"o1","trace_id":"t1","type":"GENERATION","start_time":"2026-11-20 09:00:00.000","end_time":null,"name":"g","#
      + #""provided_model_name":"m","model_parameters":{},"input":"hi","output":"ho"}"#
    let trace =
      #"{"id":"t1","timestamp":"2026-11-20 09:00:00.000","name":"chat","environment":"default","release":null,"public":false,"#
      + #""bookmarked":false,"tags":[],"input":"hi","output":"ho"}"#
    let score =
      #"{"id":"s1","timestamp":"2026-11-20 09:00:20.000","trace_id":"t1","observation_id":null,"name":"accuracy","value":0.9,"#
      + #""source":"API","data_type":"NUMERIC"}"#
    let result = try ingest(Array(observation.utf8), Array(trace.utf8), Array(score.utf8)).trace
    #expect(result.rows == ["\(start) model=m chat messages=1 last_user_message=1 answer=1 call=1"])
    #expect(
      Set(result.setAside) == [
        "1 a trace of Langfuse's: its calls are in the export of observations", "1 a score of Langfuse's, which is no call",
      ])
  }

  @Test func messagesOfLangChain() throws {
    let log = #"{\#(hour),"model":"m","messages":[{"type":"system","content":"S"},{"type":"human","content":"hi"}],"response":"yo"}"#
    let (format, row) = try only(log)
    #expect(format == "flat")
    #expect(row == "\(start) model=m chat messages=1 last_user_message=1 system_prompt=1 answer=1")
  }

  @Test func countsOfTokensAreNoCalls() throws {
    let count =
      #"{\#(hour),"method":"POST","path":"/v1/messages/count_tokens",\#(request),"response":{"input_tokens":14}}"#
    let gemini =
      #"{\#(hour),"url":"https://x/v1beta/models/g:countTokens","request":{"contents":[{"parts":[{"text":"n"}]}]},"response":{"totalTokens":3}}"#
    let trace = try ingest([count, gemini, "{\(hour),\(request),\(response)}"].joined(separator: "\n"))
    #expect(trace.rows.count == 1)
    #expect(trace.setAside == ["2 no call of a model: a count of tokens"])
  }

  @Test func olderSpendRowsHaveTheirPromptsElsewhere() throws {
    func row(_ id: Int, _ more: String) -> String {
      #"{"request_id":"s\#(id)","call_type":"acompletion","spend":0,"startTime":"2026-11-20 09:00:00","model":"m",\#(more)}"#
    }
    let messages = #"[{"role":"user","content":"hi"}]"#
    let quoted = messages.replacing("\"", with: "\\\"")
    let trace = try ingest(
      [
        row(1, #""messages":\#(messages)"#), row(2, #""messages":"\#(quoted)""#),
        row(3, #""messages":"{}","metadata":{"proxy_server_request":"{\"model\":\"m\",\"messages\":\#(quoted)}"}"#),
      ].joined(separator: "\n"))
    #expect(trace.requests.prompt == [1, 1, 1])
  }

  @Test func spansOfServersAndFrameworks() throws {
    let vllm = try only(
      span([
        ("gen_ai.response.model", "llama"), ("gen_ai.usage.prompt_tokens", "100"), ("gen_ai.usage.completion_tokens", "20"),
        ("gen_ai.latency.e2e", "1.5"),
      ])
    ).row
    #expect(vllm == "\(start) 1000000us in=100 read=0 write=0+0 out=20 think=0 model=llama chat call=1 no-content")
    let kernel = try only(
      span([("gen_ai.operation.name", "chat.completions"), ("gen_ai.request.model", "m"), ("gen_ai.response.prompt_tokens", "9")])
    ).row
    #expect(kernel.contains("in=9 read=0"))
    let deployment = try only(
      span([("gen_ai.provider.name", "azure.ai.openai"), ("gen_ai.request.model", "ours"), ("gen_ai.response.model", "gpt-4o")])
    ).row
    #expect(deployment.contains("model=gpt-4o provider=azure"))
    let logfire = try only(
      span([
        ("gen_ai.request.model", "m"), ("request_data", #"{"messages":[{"role":"user","content":"hi"}],"model":"m"}"#),
        ("response_data", #"{"message":{"role":"assistant","content":"yo"}}"#),
      ])
    ).row
    #expect(logfire == "\(start) 1000000us model=m chat messages=1 last_user_message=1 answer=1 call=1")
  }
}
