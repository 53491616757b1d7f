import Ingest
import Testing
import Traces

/// The shapes in which home-grown proxies write pairs.
@Suite struct PairsTests {
  private let request = #"{"model":"m","messages":[{"role":"user","content":"hi \"you\""}]}"#
  private let answer = #"{"id":"a","model":"m-1","choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}"#

  @Test(arguments: [
    ("request", "response"), ("req", "resp"), ("request_body", "response_body"), ("input", "output"), ("body", "response"),
    ("payload", "output"),
  ])
  func bodiesHaveManyNames(request key: String, response: String) throws {
    let expected = ["2026-11-20T09:00:00Z 250000us status=200 model=m chat messages=1 last_user_message=1 answer=1"]
    let rest = #""ts":"2026-11-20T09:00:00Z","latency_ms":250,"status_code":200"#
    #expect(try ingest("{\(rest),\"\(key)\":\(request),\"\(response)\":\(answer)}").rows == expected)
    #expect(try ingest("{\(rest),\"\(key)\":\(quoted(request)),\"\(response)\":\(quoted(answer))}").rows == expected)
  }

  @Test(arguments: [
    #""timestamp":"2026-11-20T09:00:00.5Z""#, #""timestamp":"2026-11-20T10:00:00.500+01:00""#, #""time":"2026-11-20 09:00:00.5000000""#,
    #""ts":1795165200.5"#, #""@timestamp":1795165200500"#, #""created_at":1795165200500000"#, #""start_time":1795165200500000000"#,
    #""start_time":"1795165200.5""#, #""end_time":"2026-11-20T09:00:02.5Z","latency_s":2"#,
  ])
  func timesInAnyUnit(time: String) throws {
    let trace = try ingest("{\(time),\"request\":\(request),\"response\":\(answer)}")
    #expect(trace.rows[0].hasPrefix("2026-11-20T09:00:00.500Z"))
    #expect(trace.requests.flags[0].isDisjoint(with: [.coarseTime, .noTime]))
  }

  @Test func aLatencyWithoutUnitIsSettledByTheWholeFile() throws {
    func durations(_ values: [String]) throws -> [Int64] {
      let lines = values.enumerated().map {
        "{\"ts\":\(1_795_165_200 + $0),\"latency\":\($1),\"request\":\(request),\"response\":\(answer)}"
      }
      return try ingest(lines.joined(separator: "\n")).requests.duration
    }
    #expect(try durations(["1.5", "2"]) == [1_500_000, 2_000_000])
    #expect(try durations(["812", "2"]) == [812_000, 2_000])
    #expect(try durations(["812.25", "1.5"]) == [812_250, 1_500])
  }

  @Test func withoutATimeTheAnswersStampOrTheRowBeforeStandsIn() throws {
    let stamped = answer.replacing("\"id\"", with: "\"created\":1795165200,\"id\"")
    let trace = try ingest(
      """
      {"request":\(request),"response":\(answer)}
      {"request":\(request),"response":\(stamped)}
      {"request":\(request),"response":\(answer),"response_headers":{\
      "Date":["Fri, 20 Nov 2026 09:00:03 GMT"],"openai-processing-ms":["1200"]}}
      {"request":\(request),"response":\(answer)}
      """)
    let rest = "model=m chat messages=1 last_user_message=1 answer=1"
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z \(rest) no-time", "2026-11-20T09:00:00Z \(rest) coarse-time",
        "2026-11-20T09:00:01.800Z 1200000us \(rest) coarse-time", "2026-11-20T09:00:01.800Z \(rest) no-time",
      ])
  }

  @Test func streamsAreMerged() throws {
    let chunks = [
      #"{"id":"c","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Bra"}}]}"#,
      #"{"id":"c","model":"m-1","choices":[{"index":0,"delta":{"content":"kes."},"finish_reason":"stop"}]}"#,
      #"{"id":"c","model":"m-1","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":3,"#
        + #""prompt_tokens_details":{"cached_tokens":4}}}"#,
    ]
    let events = chunks.map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n"
    let whole =
      #"{"model":"m-1","choices":[{"message":{"content":"Brakes."},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"#
      + #""completion_tokens":3,"prompt_tokens_details":{"cached_tokens":4}}}"#
    let trace = try ingest(
      """
      {"ts":1795165200,"request":\(request),"response":\(whole)}
      {"ts":1795165201,"request":\(request),"response":[\(chunks.joined(separator: ","))]}
      {"ts":1795165202,"request":\(request),"response":\(quoted(events))}
      """)
    let rest = "in=8 read=4 write=0+0 out=3 think=0 model=m chat messages=1 last_user_message=1 answer=1"
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z \(rest)", "2026-11-20T09:00:01Z \(rest) streamed", "2026-11-20T09:00:02Z \(rest) streamed",
      ])
  }

  @Test func anthropicStreamsAreMerged() throws {
    let request = #"{"model":"c","max_tokens":9,"system":"s","messages":[{"role":"user","content":"q"}]}"#
    let events = [
      #"{"type":"message_start","message":{"id":"x","model":"c","usage":{"input_tokens":9,"cache_read_input_tokens":5,"#
        + #""output_tokens":1}}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"On"}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"e"}}"#,
      #"{"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":7}}"#,
    ]
    let text = events.map { "event: e\ndata: \($0)\n\n" }.joined()
    let whole = #"{"type":"message","model":"c","content":[{"type":"text","text":"One"}],"stop_reason":"end_turn"}"#
    let trace = try ingest(
      """
      {"ts":1795165200,"request":\(request),"response":\(quoted(text))}
      {"ts":1795165201,"request":\(request),"response":\(whole)}
      """)
    #expect(
      trace.rows
        == [
          "2026-11-20T09:00:00Z in=9 read=5 write=0+0 out=7 think=0 model=c messages max_tokens=1 messages=1 last_user_message=1"
            + " system_prompt=1 answer=1 streamed unfinished",
          "2026-11-20T09:00:01Z model=c messages max_tokens=1 messages=1 last_user_message=1 system_prompt=1 answer=1",
        ])
  }

  @Test func responsesStreamsTakeTheCompletedAnswer() throws {
    let request = #"{"model":"m","input":"q","stream":true}"#
    let events = [
      #"{"type":"response.created","response":{"object":"response","created_at":1795165200,"model":"m-1","usage":null}}"#,
      #"{"type":"response.output_text.delta","delta":"Os"}"#,
      #"{"type":"response.completed","response":{"object":"response","model":"m-1","status":"completed","#
        + #""output":[{"type":"message","content":[{"type":"output_text","text":"Oslo"}]}],"usage":{"input_tokens":3,"output_tokens":2,"#
        + #""input_tokens_details":{"cached_tokens":1},"output_tokens_details":{"reasoning_tokens":1}}}}"#,
    ]
    let trace = try ingest(
      """
      {"request":\(request),"response":\(quoted(events.map { "data: \($0)\n\n" }.joined()))}
      {"request":\(request),"response":[\(events[0]),\(events[1]),{"type":"response.output_text.delta","delta":"lo"}]}
      """)
    let rest = "model=m responses stream=1 messages=1 last_user_message=1 answer=1 streamed"
    #expect(
      trace.rows
        == [
          "2026-11-20T09:00:00Z in=2 read=1 write=0+0 out=2 think=1 \(rest) coarse-time",
          "2026-11-20T09:00:00Z \(rest) unfinished coarse-time",
        ])
  }

  @Test func callersCostsAndCacheStatus() throws {
    let trace = try ingest(
      """
      {"ts":1795165200,"org":"o","team":"t","user_id":"u","api_key":"k","region":"fra","cost_usd":0.5,\
      "request":\(request),"response":\(answer)}
      {"ts":1795165203,"org":"o","team":"t","user_id":"u","api_key":"k","region":"fra","cache_status":"HIT",\
      "request":\(request),"response":\(answer)}
      """)
    let caller = "organisation=o team=t user=1 api_key=1 place=fra answer=1"
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z $0.5 model=m chat messages=1 last_user_message=1 \(caller)",
        "2026-11-20T09:00:03Z model=m chat messages=1 last_user_message=1 \(caller) original=0 hit",
      ])
  }

  @Test func theAddressNamesProviderModelAndCall() throws {
    let bedrock = #"{"messages":[{"role":"user","content":[{"text":"hi \"you\""}]}],"inferenceConfig":{"maxTokens":10,"temperature":0}}"#
    let converse =
      #"{"metrics":{"latencyMs":683},"output":{"message":{"content":[{"text":"ok"}]}},"stopReason":"max_tokens","#
      + #""usage":{"inputTokens":8,"outputTokens":10}}"#
    let trace = try ingest(
      """
      {"ts":1,"uri":"https://bedrock-runtime.eu.amazonaws.com/model/arn%3Aaws%3Abedrock%3Ax%3A1%3Ainference-profile%2Feu.nova%3A0\
      /converse","request":\(bedrock),"response":\(converse)}
      {"ts":2,"url":"https://r.openai.azure.com/openai/deployments/mine/chat/completions?v=1","request":\(request),"response":\(answer)}
      {"ts":3,"url":"https://api.openai.com/v1/models","method":"GET","request":"","response":"{}"}
      {"ts":4,"url":"https://bedrock-runtime.eu.amazonaws.com/model/none/invoke","status":400,"request":null,\
      "response":"{\\"message\\":\\"no\\"}"}
      """)
    #expect(
      trace.rows == [
        "1970-01-01T00:00:01Z 683000us in=8 read=0 write=0+0 out=10 think=0 model=eu.nova:0 provider=bedrock chat temperature=0"
          + " max_tokens=1 messages=1 last_user_message=1 answer=1 unfinished",
        "1970-01-01T00:00:02Z model=m-1 provider=azure chat messages=1 last_user_message=1 answer=1",
        "1970-01-01T00:00:04Z status=400 model=none provider=bedrock failed no-content",
      ])
    #expect(trace.setAside == ["1 no call of a model: a GET request"])
  }

  @Test func absentIsNotNullIsNotZero() throws {
    let bodies = ["", #","temperature":null"#, #","temperature":0"#, #","temperature":0.0"#].map {
      #"{"model":"m","messages":[{"role":"user","content":"q"}]\#($0)}"#
    }
    let trace = try ingest(bodies.enumerated().map { "{\"ts\":\($0 + 1),\"request\":\($1),\"response\":{}}" }.joined(separator: "\n"))
    #expect(trace.parameters[.temperature].map { column in trace.requests.parameters.map { column[Int($0)] } } == [0, 1, 2, 2])
    #expect(trace.temperatures == [nil, nil, 0])
    #expect(trace.keys(.exact).count == 3)
  }

  @Test func cacheControlsOfLiteLLM() throws {
    let controls = [#"{"no-cache":true}"#, #"{"no-store":true}"#, #"{"no-cache":true,"no-store":true}"#, #"{"ttl":60}"#]
    let lines = controls.enumerated().map {
      #"{"ts":\#($0 + 1),"request":{"model":"m","messages":[{"role":"user","content":"q"}],"cache":\#($1)},"response":{}}"#
    }
    let trace = try ingest(lines.joined(separator: "\n"))
    #expect(trace.requests.flags.map(\.words) == ["refresh", "no-store", "no-store refresh", ""])
    #expect(trace.keys(.exact).count == 1)
  }

  @Test func bareBodies() throws {
    let trace = try ingest(request + "\n" + #"{"model":"e","input":["a","b"],"encoding_format":"float"}"#)
    #expect(
      trace.rows == [
        "1970-01-01T00:00:00Z model=m chat messages=1 last_user_message=1 no-time",
        "1970-01-01T00:00:00Z model=e embedding other_parameters=1 messages=2 last_user_message=2 no-time",
      ])
    #expect(trace.log.sources[0].format == "requests")
  }

  /// Calls of one run are told by its trace, else by its session, wherever these usually stand; an id of the call itself is the last resort.
  @Test(arguments: [
    #""trace_id":"R""#, #""session_id":"R""#, #""traceId":"R""#, #""run_id":"R""#, #""metadata":{"trace_id":"R"}"#,
    #""metadata":{"session_id":"R","trace_id":null}"#, #""trace_id":"R","session_id":"S""#,
  ])
  func runs(members: String) throws {
    let inBody = request.replacing(#""model""#, with: #"\#(members.replacing("R", with: "B")),"model""#)
    let trace = try ingest(
      """
      {"ts":1,"id":"1",\(members),"request":\(request),"response":\(answer)}
      {"ts":2,"id":"2",\(members),"request":\(inBody),"response":\(answer)}
      {"ts":3,"id":"3",\(members.replacing("R", with: "Q")),"request":\(request),"response":\(answer)}
      {"ts":4,"id":"4","request":\(request),"response":\(answer)}
      {"ts":5,"id":"4","request":\(request),"response":\(answer)}
      """)
    #expect(trace.requests.call == [1, 1, 2, 3, 3])
  }

  @Test func runsInTheMetadataOfBodies() throws {
    func body(_ run: String) -> String { request.replacing(#""model""#, with: #""metadata":{"session_id":"\#(run)"},"model""#) }
    let trace = try ingest(
      """
      {"ts":1,"id":"1","request":\(body("R")),"response":\(answer)}
      {"ts":2,"id":"2","request":\(body("R")),"response":\(answer)}
      {"ts":3,"id":"3","request":\(body("S")),"response":\(answer)}
      """)
    #expect(trace.requests.call == [1, 1, 2])
  }
}
