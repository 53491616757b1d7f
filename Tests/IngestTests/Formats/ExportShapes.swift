import Ingest
import Testing
import Traces

/// Known formats as other exports write them: lists as texts, texts as lists, names in another case, envelopes.
@Suite struct ExportShapes {
  private static let start = "2026-11-20T09:00:00Z"
  private static let asked = "messages=1 last_user_message=1"
  private static let request = #"{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}]}"#
  private static let answer =
    #"{"id":"c","model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}],"#
    + #""usage":{"prompt_tokens":88,"completion_tokens":6,"prompt_tokens_details":{"cached_tokens":64}}}"#

  private func rows(_ log: String, _ format: String) throws -> [String] {
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == format)
    return trace.rows.map { $0.replacing(Self.start + " ", with: "") }
  }

  /// A cell of a table, its quotes doubled so many times.
  private func cell(_ json: String, _ times: Int = 1) -> String {
    "\"" + (0..<times).reduce(json) { text, _ in text.replacing("\"", with: "\"\"") } + "\""
  }

  // MARK: - Lists and objects as texts

  /// Tables keep the ids of blocks and the turns of conversations as texts.
  @Test func listsInTables() throws {
    let mooncake = "timestamp,input_length,output_length,hash_ids\n0,700,6,\"[1, 2]\"\n0,700,7,\"[1,2]\"\n"
    let trace = try ingest(mooncake)
    #expect(trace.requests.prompt == [1, 1] && trace.log.remarks == [.blocks: 2])
    let bailian = "chat_id,parent_chat_id,timestamp,input_length,output_length,type,turn,hash_ids\n1,-1,1.5,700,6,text,1,\"[1, 2]\"\n"
    #expect(
      try rows(bailian, "bailian")
        == ["1970-01-01T00:00:01.500Z in=700 read=0 write=0+0 out=6 think=0 chat messages=1 earlier_turns=1"])
    let turns =
      #"[{"role":"user","content":"hi"},{"role":"assistant","content":"ok","timestamp":"\#(Self.start)"},"#
      + #"{"role":"user","content":"more"},{"role":"assistant","content":"yes","timestamp":"2026-11-20T09:00:01Z"}]"#
    let wildChat = "conversation_hash,model,timestamp,conversation,turn,hashed_ip\nh,gpt-4,2026-11-20 09:00:01,\(cell(turns)),2,ip\n"
    #expect(
      try rows(wildChat, "wildchat") == [
        "model=gpt-4 chat messages=1 last_user_message=1 user=1 answer=1",
        "2026-11-20T09:00:01Z model=gpt-4 chat messages=2 earlier_turns=1 last_user_message=2 user=1 answer=2",
      ])
    let lmsys = #"{"conversation_id":"c","model":"m","conversation":\#(quoted(turns)),"redacted":"True"}"#
    #expect(try rows(lmsys, "lmsys").count == 2)
    #expect(try rows(lmsys, "lmsys")[0] == "model=m chat \(Self.asked) answer=1 truncated")
  }

  /// Warehouses keep LiteLLM's messages and metadata as texts.
  @Test func payloadsOfLiteLLMInTables() throws {
    func payload(_ messages: String) -> String {
      #"{"id":"a","call_type":"acompletion","startTime":1795165200.0,"endTime":1795165201.5,"model":"m","model_parameters":{},"#
        + #""status":"success","prompt_tokens":88,"completion_tokens":6,"messages":\#(messages),"#
        + #""metadata":"{\"user_api_key_team_id\":\"t\",\"usage_object\":{\"prompt_tokens\":88,\"prompt_tokens_details\":{\"cached_tokens\":64}}}","#
        + #""response":\#(Self.answer)}"#
    }
    let counts = "1500000us in=24 read=64 write=0+0 out=6 think=0 status=200 model=gpt-4o-mini chat"
    let messages = #"[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}]"#
    #expect(
      try rows(payload(quoted(messages)), "litellm")
        == ["\(counts) messages=1 last_user_message=1 system_prompt=1 team=t answer=1"])
    #expect(try rows(payload(quoted("[1] is a list")), "litellm") == ["\(counts) \(Self.asked) team=t answer=1"])
  }

  /// The columns of messages are dynamic in Log Analytics: its exports have lists there.
  @Test func messagesOfAzureAsLists() throws {
    func row(_ order: Int, _ members: String) -> String {
      #"{"TimeGenerated":"\#(Self.start)","CorrelationId":"c","SequenceNumber":\#(order),"Type":"ApiManagementGatewayLlmLog",\#(members)}"#
    }
    let counts = row(0, #""ModelName":"m","PromptTokens":88,"CompletionTokens":6,"IsStreamCompletion":false"#)
    let first = row(1, #""RequestMessages":[{"role":"user","content":"hi"}],"ResponseMessages":[{"role":"assistant","content":"ok"}]"#)
    let second = row(2, #""RequestMessages":[{"role":"user","content":"more"}],"ResponseMessages":null"#)
    let counted = "in=88 read=0 write=0+0 out=6 think=0 model=m provider=azure chat"
    #expect(try rows(counts + "\n" + first, "azure-llm") == ["\(counted) \(Self.asked) answer=1"])
    #expect(
      try rows([second, counts, first].joined(separator: "\n"), "azure-llm")
        == ["\(counted) messages=1 earlier_turns=1 last_user_message=1 answer=1"])
    let texts = first.replacing(#"[{"role":"user","content":"hi"}]"#, with: quoted(#"[{"role":"user","content":"hi"}]"#))
    #expect(try rows(counts + "\n" + texts, "azure-llm") == ["\(counted) \(Self.asked) answer=1"])
  }

  /// The older table of Azure Monitor's, whose columns end in their types.
  @Test func rowsOfAzureDiagnostics() throws {
    let call =
      #""TimeGenerated":"\#(Self.start)","CorrelationId":"c","Category":"GatewayLogs","DurationMs":1500,"method_s":"POST","responseCode_d":200,"#
      + #""url_s":"https://x.azure-api.net/openai/deployments/d/chat/completions","cache_s":"none","productId_s":"p","location_s":"east","#
      + #""apimSubscriptionId_s":"s","userId_s":"""#
    let outcome = "1500000us in=24 read=64 write=0+0 out=6 think=0 status=200 model=gpt-4o-mini provider=azure chat"
    let bodies = #""requestBody_s":\#(quoted(Self.request)),"responseBody_s":\#(quoted(Self.answer))"#
    #expect(
      try rows("{\(call),\(bodies)}", "azure-apim") == ["\(outcome) \(Self.asked) team=p api_key=1 place=east answer=1"])
    let counted =
      #"{"TimeGenerated":"\#(Self.start)","CorrelationId":"c","Category":"GatewayLlmLogs","sequenceNumber_d":0,"modelName_s":"m","#
      + #""promptTokens_d":88.0,"completionTokens_d":6.0,"isStreamCompletion_b":true}"#
    #expect(
      try rows("{\(call)}\n\(counted)", "azure-llm") == [
        "1500000us in=88 read=0 write=0+0 out=6 think=0 status=200 model=m provider=azure chat team=p api_key=1 place=east streamed no-content"
      ])
  }

  /// Helicone's table doubles the quotes of answers too.
  @Test(arguments: [1, 2])
  func answersInHeliconesTable(times: Int) throws {
    let header = "request_id,request_created_at,response_status,delay_ms,provider,model,request_body,response_body,properties\n"
    let row =
      "h,\(Self.start),200,1500,OPENAI,gpt-4o-mini,"
      + [Self.request, Self.answer, #"{"team":"a"}"#].map { cell($0, times) }.joined(separator: ",") + "\n"
    #expect(
      try rows(header + row, "helicone") == [
        "1500000us in=24 read=64 write=0+0 out=6 think=0 status=200 model=gpt-4o-mini provider=openai chat \(Self.asked) team=a answer=1"
      ])
  }

  // MARK: - Answers

  private func pair(_ answer: String) -> String {
    #"{"timestamp":"\#(Self.start)","request":\#(Self.request),"response":\#(answer)}"#
  }

  /// An answer that was cut is no stream, and neither are the blocks of a message or the items of a response.
  @Test(arguments: [
    (String(answer.prefix(90)), ""), (#"[{"type":"thinking","thinking":"h"},{"type":"text","text":"ok"}]"#, " answer=1"),
    (#"[{"text":"ok"}]"#, " answer=1"), (#"[{"type":"tool_use","name":"f","input":{}}]"#, " answer=1 called-tools"),
    (#"[{"type":"reasoning","summary":[]},{"type":"message","content":[{"type":"output_text","text":"ok"}]}]"#, " answer=1"),
    (#"[{"type":"function_call","name":"f","arguments":"{}"}]"#, " answer=1 called-tools"),
    (#"[{"choices":[{"index":0,"delta":{"content":"ok"}}]}]"#, " answer=1 streamed"),
    (#"[{"type":"content_block_start","index":0},{"type":"content_block_delta","delta":{"text":"ok"}}]"#, " answer=1 streamed"),
  ])
  func answersInParts(answer: String, expected: String) throws {
    #expect(try rows(pair(quoted(answer)), "pairs") == ["model=gpt-4o-mini chat \(Self.asked)\(expected)"])
  }

  // MARK: - Names and envelopes

  /// What the function of Vercel's SDK gives.
  @Test func generationsOfVercelsSDK() throws {
    let log =
      #"{"id":"gen_1","totalCost":0.0001,"upstreamInferenceCost":0,"usage":0.0001,"createdAt":"\#(Self.start)","model":"openai/gpt-4o-mini","#
      + #""isByok":false,"providerName":"openai","streamed":true,"finishReason":"length","latency":300,"generationTime":1500,"#
      + #""promptTokens":88,"completionTokens":6,"reasoningTokens":2,"cachedTokens":64,"cacheCreationTokens":10,"billableWebSearchCalls":0}"#
    #expect(
      try rows(log, "vercel") == [
        "1500000us first=300000us in=14 read=64 write=10+0 out=6 think=2 $0.0001 model=openai/gpt-4o-mini provider=vercel_ai_gateway chat "
          + "streamed no-content unfinished"
      ])
  }

  /// ShareGPT's data sets have conversations of which nothing is left, which are no bad records.
  @Test func emptyConversations() throws {
    let log = #"[{"id":"a","conversations":[{"from":"human","value":"hi"},{"from":"gpt","value":"ok"}]},{"id":"b","conversations":[]}]"#
    let trace = try ingest(log)
    #expect(trace.rows == ["1970-01-01T00:00:00Z chat \(Self.asked) answer=1 no-time"])
    #expect(trace.setAside == ["1 holds no call of a model"])
  }

  @Test func envelopes() throws {
    let bedrock =
      #"{"schemaType":"ModelInvocationLog","timestamp":"\#(Self.start)","requestId":"r","operation":"InvokeModel","modelId":"m","#
      + #""errorCode":"ThrottlingException","input":{"inputTokenCount":0}}"#
    #expect(
      try rows(#"{"Records":[\#(bedrock)]}"#, "bedrock") == [
        "in=0 read=0 write=0+0 out=0 think=0 status=429 model=m provider=bedrock failed no-content"
      ])
    let spend =
      #"{"request_id":"r","call_type":"acompletion","spend":0,"model":"m","startTime":"2026-11-20 09:00:00","endTime":"2026-11-20 09:00:01","#
      + #""prompt_tokens":5,"completion_tokens":2,"status":"success"}"#
    #expect(
      try rows(#"{"row_to_json":\#(spend)}"#, "litellm-spend") == [
        "1000000us in=5 read=0 write=0+0 out=2 think=0 $0 status=200 model=m chat no-content"
      ])
  }

  // MARK: - What was cut, and what was not counted

  /// Level 2 of SGLang's log keeps the first and the last 1,024 characters, or ids, with three dots between them.
  @Test func cutsOfSGLang() throws {
    func finished(_ prompt: String) -> String {
      #"{"timestamp":"2026-11-20T09:00:01.5","event":"request.finished","rid":"r","obj":{\#(prompt)},"#
        + #""out":{"text":"ok","meta_info":{"prompt_tokens":900,"completion_tokens":5,"e2e_latency":1.5}}}"#
    }
    let counts = "1500000us in=900 read=0 write=0+0 out=5 think=0 completion \(Self.asked) answer=1"
    let half = String(repeating: "naïve?", count: 1_024 / 6) + "abcd"
    #expect(try rows(finished(#""text":"\#(half)...\#(half)""#), "sglang") == ["\(counts) truncated"])
    #expect(try rows(finished(#""text":"\#(half).,.\#(half)""#), "sglang") == [counts])
    #expect(try rows(finished(#""text":"a\#(half)...\#(half)""#), "sglang") == [counts])
    let ids = Array(repeating: "7", count: 1_024).joined(separator: ",")
    let counted = "1500000us in=900 read=0 write=0+0 out=5 think=0 completion messages=1 earlier_turns=1 answer=1"
    #expect(try rows(finished(#""input_ids":[\#(ids),"...",\#(ids)]"#), "sglang") == ["\(counted) truncated"])
    #expect(try rows(finished(#""input_ids":[\#(ids),7,\#(ids)]"#), "sglang") == [counted])
  }

  /// Kong's semantic cache counts no tokens for what it answers: they are those of the original.
  @Test func hitsWithoutCounts() throws {
    func call(_ second: Int, _ plugin: String) -> String {
      #"{"ai":{"proxy":{\#(plugin)}},"started_at":\#(1_795_165_200_000 + 1_000 * second),"latencies":{"request":1500},"#
        + #""response":{"status":200},"upstream_uri":"/v1/chat/completions"}"#
    }
    let meta = #""meta":{"provider_name":"openai","request_model":"gpt-4o-mini"},"payload":{"request":\#(quoted(Self.request))}"#
    let miss = call(0, #"\#(meta),"usage":{"prompt_tokens":88,"completion_tokens":6,"cost":0.001},"cache":{"cache_status":"miss"}"#)
    let hit = call(
      1, #"\#(meta),"usage":{"prompt_tokens":0,"completion_tokens":0,"cost":0},"cache":{"cache_status":"hit","embeddings_latency":30}"#)
    let trace = try ingest(miss + "\n" + hit)
    #expect(
      trace.rows == [
        "\(Self.start) 1500000us in=88 read=0 write=0+0 out=6 think=0 $0.001 status=200 model=gpt-4o-mini provider=openai chat \(Self.asked)",
        "2026-11-20T09:00:01Z 1500000us $0 status=200 model=gpt-4o-mini provider=openai chat \(Self.asked) original=0 hit semantic-hit",
      ])
    let (without, removal) = trace.withoutEarlierCache()
    #expect(removal.unjoined == 0 && without.requests[1].usage == without.requests[0].usage)
    // Some versions log the cache alone.
    #expect(
      try rows(call(0, #""cache":{"cache_status":"Hit","fetch_latency":3}"#), "kong") == ["1500000us status=200 chat no-content hit"])
  }

  /// Loggers of web servers call the answer `res`.
  @Test func exchangesOfWebServers() throws {
    let log =
      #"{"level":30,"time":1795165200000,"req":{"method":"POST","url":"/v1/chat/completions","headers":{"x-user-id":"u"},"body":\#(Self.request)},"#
      + #""res":{"statusCode":200,"headers":{},"body":\#(Self.answer)},"responseTime":1500,"msg":"request completed"}"#
    let counts = "1500000us in=24 read=64 write=0+0 out=6 think=0 status=200"
    #expect(try rows(log, "pairs") == ["\(counts) model=gpt-4o-mini chat \(Self.asked) user=1 answer=1"])
  }

  /// OpenLLMetry's properties of an association, and LiteLLM's metadata, say who called.
  @Test(arguments: [
    ("traceloop.association.properties.organization_id", "traceloop.association.properties.team_id"),
    ("metadata.user_api_key_org_id", "metadata.user_api_key_team_id"), ("tenant.id", "team.id"),
  ])
  func callersOfSpans(organisation: String, team: String) throws {
    let attributes = [("gen_ai.request.model", "m"), ("gen_ai.operation.name", "chat"), (organisation, "o"), (team, "t")].map {
      #"{"key":"\#($0)","value":{"stringValue":"\#($1)"}}"#
    }
    let log =
      #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a","spanId":"b","name":"chat","startTimeUnixNano":"1795165200000000000","#
      + #""endTimeUnixNano":"1795165201500000000","attributes":[\#(attributes.joined(separator: ","))]}]}]}]}"#
    #expect(try rows(log, "otlp") == ["1500000us model=m chat organisation=o team=t call=1 no-content"])
  }

  /// What was broken off by the caller, and errors that only the body tells of.
  @Test func callsWithoutAWholeAnswer() throws {
    let generation =
      #"{"id":"gen-1","upstream_id":"u","created_at":"\#(Self.start)","model":"m","streamed":true,"cancelled":true,"finish_reason":null,"#
      + #""latency":300,"generation_time":1200,"native_tokens_prompt":88,"native_tokens_completion":2,"total_cost":0}"#
    #expect(
      try rows(generation, "openrouter") == [
        "1500000us first=300000us in=88 read=0 write=0+0 out=2 think=0 $0 model=m provider=openrouter chat streamed no-content unfinished"
      ])
    let access =
      #"{"start_time":"\#(Self.start)","response_code":0,"response_flags":"DC","duration":1500,"gen_ai.request.model":"m","#
      + #""x-envoy-origin-path":"/v1/chat/completions"}"#
    #expect(try rows(access, "envoy") == ["1500000us model=m chat failed no-content"])
    let portkey =
      #"{"id":"p","created_at":"\#(Self.start)","ai_org":"openai","ai_model":"m","response_time":1500,"request":\#(Self.request),"#
      + #""response":{"error":{"message":"no"}}}"#
    #expect(try rows(portkey, "portkey") == ["1500000us model=m provider=openai chat \(Self.asked) failed"])
  }

  /// What stands beside calls in the logs of gateways is no bad record.
  @Test func whatIsBesideTheCalls() throws {
    let call = #"{"start_time":"\#(Self.start)","response_code":200,"duration":1500,"gen_ai.request.model":"m"}"#
    let others = [#""gen_ai.request.model":"-","x-envoy-origin-path":"/orders""#, #""path":"/healthz","method":"POST""#].map {
      #"{"start_time":"\#(Self.start)","response_code":200,\#($0)}"#
    }
    let envoy = try ingest(([call] + others).joined(separator: "\n"))
    #expect(envoy.rows == ["\(Self.start) 1500000us status=200 model=m no-content"])
    #expect(envoy.setAside == ["2 no call of a model: it names none"])
    let bedrock =
      #"{"schemaType":"ModelInvocationLog","timestamp":"\#(Self.start)","requestId":"r","operation":"Converse","modelId":"m","input":{}}"#
    let trace = try ingest("Permissions are correctly set for Amazon Bedrock logs.\n" + bedrock)
    #expect(trace.rows == ["\(Self.start) model=m provider=bedrock chat no-content"])
    #expect(trace.setAside == ["1 Bedrock's check that it may write"])
  }
}
