import Ingest
import Testing
import Traces

/// More of what gateways write: plugins beside the one that passes the call on, records inside of records, profiles, lifetimes.
@Suite struct GatewayShapes {
  private static let start = "2026-11-20T09:00:00Z"
  private static let asked = "messages=1 last_user_message=1"
  private static let request = #"{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}]}"#
  private static let response =
    #"{"id":"c","model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}"#

  private func row(_ log: String, _ format: String) throws -> String {
    let trace = try ingest(log)
    #expect(trace.requests.count == 1 && trace.log.sources[0].format == format)
    return trace.rows[0].replacing(Self.start + " ", with: "")
  }

  // MARK: - Kong

  private func kong(_ plugins: String) -> String {
    #"{"ai":{\#(plugins)},"started_at":1795165200000,"latencies":{"request":1500},"request":{"uri":"/x"},"response":{"status":200},"#
      + #""upstream_uri":"/v1/chat/completions"}"#
  }

  private func plugin(_ mode: String, _ model: String, _ tokens: Int) -> String {
    #"{"meta":{"provider_name":"openai","request_model":"\#(model)","request_mode":"\#(mode)"},"#
      + #""usage":{"prompt_tokens":\#(tokens),"completion_tokens":5,"time_to_first_token":300,"cost":0.001}}"#
  }

  @Test func firstTokensAreOfStreams() throws {
    let rest = "in=10 read=0 write=0+0 out=5 think=0 $0.001 status=200 model=gpt-4o provider=openai chat"
    #expect(try row(kong(#""proxy":\#(plugin("oneshot", "gpt-4o", 10))"#), "kong") == "1500000us \(rest) no-content")
    #expect(try row(kong(#""proxy":\#(plugin("stream", "gpt-4o", 10))"#), "kong") == "1500000us first=300000us \(rest) streamed no-content")
  }

  /// Newer versions have the details of the counts, and pictures have counts of another name.
  @Test(arguments: [
    (
      #""prompt_tokens":100,"completion_tokens":40,"prompt_tokens_details":{"cached_tokens":64},"#
        + #""completion_tokens_details":{"reasoning_tokens":30}"#, "in=36 read=64 write=0+0 out=40 think=30"
    ),
    (#""input_tokens":8,"output_tokens":272,"input_tokens_details":{"text_tokens":8}"#, "in=8 read=0 write=0+0 out=272 think=0"),
    (#""prompt_token":10,"completion_token":5"#, "in=10 read=0 write=0+0 out=5 think=0"),
  ])
  func countsOfKong(counts: String, expected: String) throws {
    let row = try row(kong(#""proxy":{"meta":{"request_model":"m"},"usage":{\#(counts)}}"#), "kong")
    #expect(row == "1500000us \(expected) status=200 model=m chat no-content")
  }

  /// A plugin that asks a model to rewrite a request is not what the caller asked.
  @Test func otherPluginsAreNotTheCall() throws {
    let proxy = #""proxy":\#(plugin("oneshot", "gpt-4o", 10))"#
    let transformer = #""ai-request-transformer":\#(plugin("oneshot", "gpt-4o-mini", 99))"#
    let expected = try row(kong(proxy), "kong")
    #expect(try row(kong(proxy + "," + transformer), "kong") == expected)
    #expect(try row(kong(transformer + "," + proxy), "kong") == expected)
    #expect(try row(kong(transformer), "kong").contains("in=99"))
  }

  // MARK: - Helicone, Portkey, Cloudflare, Vertex AI, SGLang

  private func helicone(_ members: String) -> String {
    #"{"request_id":"h","request_created_at":"\#(Self.start)","response_status":200,"delay_ms":1500,"provider":"OPENAI","#
      + #""model":"gpt-4o-mini","target_url":"https://api.openai.com/v1/chat/completions",\#(members)}"#
  }

  @Test func rowsOfHelicone() throws {
    let counted = helicone(#""prompt_tokens":10,"completion_tokens":5,"reasoning_tokens":3,"request_body":{},"response_body":{}"#)
    #expect(
      try row(counted, "helicone")
        == "1500000us in=10 read=0 write=0+0 out=5 think=3 status=200 model=gpt-4o-mini provider=openai chat no-content")
    let streamed = helicone(
      #""request_body":\#(Self.request),"response_body":{"streamed_data":[{"choices":[{"index":0,"delta":{"content":"ok"}}]}]}"#)
    #expect(
      try row(streamed, "helicone") == "1500000us status=200 model=gpt-4o-mini provider=openai chat \(Self.asked) answer=1 streamed")
  }

  @Test func exchangesOfPortkey() throws {
    let log =
      #"{"id":"p","created_at":"Fri Nov 20 2026 10:00:00 GMT+0100 (Central European Standard Time)","ai_org":"openai","#
      + #""ai_model":"gpt-4o-mini","req_units":10,"res_units":5,"cost":0.1,"cost_currency":"USD","response_time":1500,"#
      + #""response_status_code":200,"request":{"method":"POST","headers":{},"body":\#(Self.request)},"#
      + #""response":{"status":200,"headers":{},"body":\#(Self.response)}}"#
    #expect(
      try row(log, "portkey")
        == "1500000us in=10 read=0 write=0+0 out=5 think=0 $0.001 status=200 model=gpt-4o-mini provider=openai chat \(Self.asked) answer=1")
  }

  @Test func modelsBehindCloudflaresOneAddress() throws {
    let log =
      #"{"id":"1","created_at":"2026-11-20 09:00:00","duration":1500,"provider":"compat","model":"openai/gpt-4o-mini","#
      + #""path":"chat/completions","status_code":200,"success":true,"cached":false,"tokens_in":10,"tokens_out":5,"#
      + #""metadata":"{\"team\":\"a\",\"user\":7}","cost":0.001}"#
    #expect(
      try row(log, "cloudflare")
        == "1500000us in=10 read=0 write=0+0 out=5 think=0 $0.001 status=200 model=gpt-4o-mini provider=openai chat team=a user=1 "
        + "no-content")
  }

  @Test func timesOfBigQuerysClient() throws {
    let log =
      #"{"endpoint":"projects/p/locations/l/publishers/google/models/g","logging_time":{"value":"2026-11-20T09:00:01.500Z"},"#
      + #""request_id":"1","model":"publishers/google/models/g","api_method":"generateContent","metadata":{"request_latency":1500},"#
      + #""full_request":{"contents":[{"role":"user","parts":[{"text":"hi"}]}]},"full_response":{"candidates":[]}}"#
    #expect(try row(log, "vertex") == "1500000us model=g provider=vertex_ai chat \(Self.asked) organisation=p place=l")
  }

  @Test func chatsOfSGLang() throws {
    let log =
      #"{"timestamp":"2026-11-20T09:00:01.500000","event":"request.finished","rid":"s","#
      + #""obj":{"model":"m","temperature":0.2,"messages":[{"role":"user","content":"hi"}]},"#
      + #""out":{"text":"ok","meta_info":{"prompt_tokens":10,"completion_tokens":5,"cached_tokens":4,"reasoning_tokens":2,"e2e_latency":1.5}}}"#
    #expect(
      try row(log, "sglang") == "1500000us in=6 read=4 write=0+0 out=5 think=2 model=m chat temperature=0.2 \(Self.asked) answer=1")
    let stopped = log.replacing(#""e2e_latency":1.5"#, with: #""e2e_latency":1.5,"finish_reason":{"type":"abort","status_code":400}"#)
    #expect(try row(stopped, "sglang").contains("status=400") && row(stopped, "sglang").hasSuffix("failed unfinished"))
  }

  /// Vercel has OpenRouter's names for its counts, beside some of its own.
  @Test func generationsOfVercel() throws {
    func generation(_ members: String) -> String {
      #"{"data":{"created_at":"\#(Self.start)","model":"openai/gpt-5","provider_name":"openai","streamed":false,"finish_reason":"length","#
        + #""total_cost":0.001,"latency":963,"generation_time":963,"tokens_prompt":21,"tokens_completion":10,"native_tokens_prompt":21,"#
        + #""native_tokens_completion":10,"native_tokens_reasoning":0,"native_tokens_cached":0,\#(members)}}"#
    }
    let counted = "963000us in=21 read=0 write=0+0 out=10 think=0 $0.001 model=openai/gpt-5"
    let vercels = generation(#""id":"gen_01","native_tokens_cache_creation":0,"billable_web_search_calls":0"#)
    #expect(try row(vercels, "vercel") == "\(counted) provider=vercel_ai_gateway chat no-content unfinished")
    let routers = generation(#""id":"gen-01","upstream_id":"x""#)
    #expect(try row(routers, "openrouter") == "\(counted) provider=openrouter chat no-content unfinished")
  }

  // MARK: - Bedrock

  private func bedrock(_ operation: String, _ model: String, _ input: String, _ output: String, _ counts: String = "") -> String {
    #"{"schemaType":"ModelInvocationLog","timestamp":"\#(Self.start)","requestId":"r","region":"r","operation":"\#(operation)","#
      + #""modelId":"\#(model)","input":{"inputBodyJson":\#(input)\#(counts)},"output":{"outputBodyJson":\#(output),"outputTokenCount":20}}"#
  }

  @Test func lifetimesOfConverse() throws {
    let usage =
      #"{"inputTokens":10,"outputTokens":20,"totalTokens":1330,"cacheReadInputTokens":1000,"cacheWriteInputTokens":300,"#
      + #""cacheDetails":[{"ttl":"1h","inputTokens":200},{"ttl":"5m","inputTokens":100}]}"#
    let log = bedrock(
      "Converse", "m", #"{"messages":[{"role":"user","content":[{"text":"hi"}]}]}"#,
      #"{"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"h"}}},{"text":"ok"}]}},"usage":\#(usage)}"#,
      #","inputTokenCount":10,"cacheReadInputTokenCount":1000,"cacheWriteInputTokenCount":300"#)
    #expect(
      try row(log, "bedrock")
        == "in=10 read=1000 write=100+200 out=20 think=0 model=m provider=bedrock chat \(Self.asked) place=r answer=1")
  }

  /// The name of a profile says nothing; the answer of some models does.
  @Test func profilesOfOnesOwn() throws {
    let body = #"{"anthropic_version":"bedrock-2023-05-31","max_tokens":10,"messages":[{"role":"user","content":"hi"}]}"#
    let answer = #"{"type":"message","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"ok"}]}"#
    let profile = "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc123"
    #expect(try row(bedrock("InvokeModel", profile, body, answer), "bedrock").hasPrefix("model=claude-sonnet-4-5-20250929 "))
    let shared = "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0"
    #expect(
      try row(bedrock("InvokeModel", shared, body, answer), "bedrock").hasPrefix("model=us.anthropic.claude-sonnet-4-5-20250929-v1:0 "))
  }

  @Test(arguments: [
    (#"{"prompt":"hi"}"#, #"{"choices":[{"text":"ok","stop_reason":"length"}]}"#, "completion \(asked) place=r answer=1 unfinished"),
    (
      #"{"taskType":"TEXT_IMAGE","textToImageParams":{"text":"a cat"}}"#, #"{"images":["AA"]}"#,
      "image other_parameters=1 \(asked) place=r answer=1"
    ),
    (
      #"{"prompt":"a cat","mode":"text-to-image"}"#, #"{"seeds":[1],"images":["AA"]}"#,
      "image other_parameters=1 \(asked) place=r answer=1"
    ),
    (
      #"{"taskType":"SINGLE_EMBEDDING","singleEmbeddingParams":{"text":{"value":"a"}}}"#, #"{"embeddings":[{"embedding":[0.1]}]}"#,
      "embedding other_parameters=1 \(asked) place=r"
    ),
  ])
  func bodiesOfOtherModels(input: String, output: String, expected: String) throws {
    #expect(try row(bedrock("InvokeModel", "m", input, output), "bedrock") == "model=m provider=bedrock \(expected)")
  }

  // MARK: - Langfuse and LiteLLM

  private func observation(_ members: String) -> String {
    #"{"id":"o","trace_id":"t","type":"GENERATION","start_time":"2026-11-20 09:00:00","parent_observation_id":null,"#
      + #""provided_model_name":"m",\#(members)}"#
  }

  @Test(arguments: [
    (#""input_cache_creation":300,"input_cache_creation_5m":100,"input_cache_creation_1h":200"#, "100+200"),
    (#""input_cache_creation":0,"input_ephemeral_5m_input_tokens":100,"input_ephemeral_1h_input_tokens":200"#, "100+200"),
    (#""cache_creation_input_tokens":300"#, "300+0"),
  ])
  func lifetimesInLangfuse(counts: String, written: String) throws {
    let row = try row(observation(#""usage_details":{"input":10,"input_cache_read":1000,"output":50,\#(counts)}"#), "langfuse")
    #expect(row == "in=10 read=1000 write=\(written) out=50 think=0 model=m chat call=1 no-content")
  }

  /// Reasoning under a name of its own is a part of the output, unless the total counts it beside.
  @Test(arguments: [("60", 50), ("80", 70)])
  func reasoningInLangfuse(total: String, output: Int) throws {
    let row = try row(observation(#""usage_details":{"input":10,"output":50,"reasoning_tokens":20,"total":\#(total)}"#), "langfuse")
    #expect(row == "in=10 read=0 write=0+0 out=\(output) think=20 model=m chat call=1 no-content")
  }

  @Test func whatLangfuseObserves() throws {
    let messages = #"[{"role":"user","content":"hi"}]"#
    let called = #""input":{"args":[],"kwargs":{"messages":\#(messages),"temperature":0.1}},"output":"ok""#
    #expect(try row(observation(called), "langfuse") == "model=m chat temperature=0.1 \(Self.asked) answer=1 call=1")
    let parts = #""input":\#(messages),"output":[{"role":"assistant","parts":[{"type":"text","content":"ok"}],"finish_reason":"length"}]"#
    #expect(try row(observation(parts), "langfuse") == "model=m chat \(Self.asked) answer=1 call=1 unfinished")
    let numbers = #""input":\#(messages),"model_parameters":{"temperature":"0.2"}"#
    #expect(try row(observation(numbers), "langfuse") == "model=m chat temperature=0.2 \(Self.asked) call=1")
  }

  /// Texts that are embedded are asked at once.
  @Test func embeddingsInLangSmith() throws {
    let log =
      #"{"id":"r","trace_id":"t","session_id":"p","run_type":"embedding","start_time":"\#(Self.start)","inputs":{"input":["a","b"]},"#
      + #""outputs":{"embeddings":[]},"extra":{"metadata":{"ls_model_name":"m"}},"prompt_tokens":2,"completion_tokens":0}"#
    #expect(
      try row(log, "langsmith") == "in=2 read=0 write=0+0 out=0 think=0 model=m embedding \(Self.asked) organisation=p call=1")
  }

  @Test func otherInterfacesThroughLiteLLM() throws {
    func payload(_ members: String) -> String {
      #"{"id":"a","startTime":1795165200.0,"endTime":1795165201.5,"model_parameters":{},"hidden_params":{},"status":"success",\#(members)}"#
    }
    let embedding = payload(
      #""call_type":"aembedding","model":"m","messages":["a","b"],"prompt_tokens":2,"completion_tokens":0,"response":{"data":[]}"#)
    #expect(
      try row(embedding, "litellm") == "1500000us in=2 read=0 write=0+0 out=0 think=0 status=200 model=m embedding \(Self.asked)")
    let gemini = payload(
      #""call_type":"agenerate_content","model":"m","messages":[{"role":"user","parts":[{"text":"hi"}]}],"prompt_tokens":5,"#
        + #""completion_tokens":12,"response":{"candidates":[{"content":{"parts":[{"text":"ok"}]}}],"#
        + #""usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2,"thoughtsTokenCount":10,"totalTokenCount":17}}"#)
    #expect(
      try row(gemini, "litellm")
        == "1500000us in=5 read=0 write=0+0 out=12 think=10 status=200 model=m chat \(Self.asked) answer=1")
  }
}
