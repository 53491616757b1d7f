import Ingest
import Testing
import Traces

/// Exports of products in versions and from stores that no sample here has. Equal numbers stand for equal values.
@Suite struct ExaminedProducts {
  private static let asked = "messages=1 last_user_message=1"
  private static let counted = "in=10 read=0 write=0+0 out=2 think=0"

  private func only(_ log: String, _ format: String) throws -> String {
    let rows = try rows(log, format)
    #expect(rows.count == 1)
    return rows.first ?? ""
  }

  // MARK: - OpenTelemetry

  private static let attributes = [
    ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "m"),
    ("gen_ai.usage.input_tokens", "10"), ("gen_ai.usage.output_tokens", "2"), ("llm.is_streaming", "true"),
    ("gen_ai.input.messages", #"[{"role":"user","parts":[{"type":"text","content":"q's"}]}]"#),
  ]
  /// All as text, as ClickHouse and Zipkin have them.
  private static let map = "{" + attributes.map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",") + "}"
  private static let span = "model=m provider=openai chat stream=1 \(asked) call=1 streamed"

  /// ClickHouse writes maps with quotes of one kind where it writes a table, and logs as rows of another table.
  @Test func rowsOfClickHouse() throws {
    let span = "2026-11-20T09:00:00Z 1500000us \(Self.counted) \(Self.span)"
    let row = #""Timestamp":"2026-11-20 09:00:00.000000000","TraceId":"t","SpanId":"s""#
    #expect(try only(#"{\#(row),"SpanName":"chat m","Duration":1500000000,"SpanAttributes":\#(Self.map)}"#, "otlp") == span)
    let cell = "{" + Self.attributes.map { "'\($0.0)':'\($0.1.replacing("'", with: "\\'"))'" }.joined(separator: ",") + "}"
    let table =
      "Timestamp,TraceId,SpanId,SpanName,SpanAttributes,Duration\n"
      + "2026-11-20 09:00:00.000000000,t,s,chat m,\"\(cell.replacing("\"", with: "\"\""))\",1500000000\n"
    #expect(try only(table, "otlp") == span)
    let named = Self.map.replacing("{", with: #"{"event.name":"gen_ai.client.inference.operation.details","#, maxReplacements: 1)
    #expect(
      try only(#"{\#(row),"SeverityNumber":9,"Body":"","LogAttributes":\#(named)}"#, "otlp")
        == "2026-11-20T09:00:00Z \(Self.counted) \(Self.span)")
  }

  /// Events of a span are a list for each of their members there, as JSON or in ClickHouse's own words.
  @Test(arguments: [
    (#"["gen_ai.content.prompt"]"#, #"["2026-11-20 09:00:00.1"]"#, #"[{"gen_ai.prompt":"[{\"role\":\"user\",\"content\":\"q\"}]"}]"#),
    (
      #""['gen_ai.content.prompt']""#, #""['2026-11-20 09:00:00.1']""#,
      #""[{'gen_ai.prompt':'[{\"role\":\"user\",\"content\":\"q\"}]'}]""#
    ),
  ])
  func eventsOfClickHouse(names: String, times: String, attributes: String) throws {
    let row =
      #"{"Timestamp":"2026-11-20 09:00:00","TraceId":"t","SpanId":"s","SpanName":"chat","Duration":"1500000000","#
      + #""SpanAttributes":{"gen_ai.system":"openai","gen_ai.request.model":"m","gen_ai.usage.input_tokens":"10","#
      + #""gen_ai.usage.output_tokens":"2"},"Events.Name":\#(names),"Events.Timestamp":\#(times),"Events.Attributes":\#(attributes)}"#
    #expect(
      try only(row, "otlp") == "2026-11-20T09:00:00Z 1500000us \(Self.counted) model=m provider=openai chat \(Self.asked) call=1")
  }

  /// Elasticsearch has the beginning as its own stamp, and nanoseconds.
  @Test(arguments: [#""2026-11-20T09:00:00.000Z""#, #""1795165200000.000000""#])
  func spansOfElasticsearch(stamp: String) throws {
    let span = #"{"@timestamp":\#(stamp),"trace_id":"t","span_id":"s","name":"chat m","duration":1500000000,"attributes":\#(Self.map)}"#
    #expect(try only(span, "otlp") == "2026-11-20T09:00:00Z 1500000us \(Self.counted) \(Self.span)")
  }

  // MARK: - Langfuse and Bedrock

  /// Traces hold their observations, or name them.
  @Test func tracesOfLangfuse() throws {
    let inside =
      #"{"id":"o","traceId":"t","type":"GENERATION","startTime":"2026-11-20T09:00:00Z","endTime":"2026-11-20T09:00:01.5Z","model":"m","#
      + #""modelParameters":{},"input":[{"role":"user","content":"q"}],"output":{"role":"assistant","content":"a"},"#
      + #""usageDetails":{"input":10,"output":2},"metadata":{"ls_provider":"openai"}}"#
    func trace(_ observations: String) -> String {
      #"{"id":"t","timestamp":"2026-11-20T09:00:00Z","name":"n","input":{"q":1},"output":"x","userId":"u","tags":[],"totalCost":1,"#
        + #""htmlPath":"/p","observations":[\#(observations)]}"#
    }
    let span = inside.replacing("GENERATION", with: "SPAN").replacing(#""id":"o""#, with: #""id":"p""#)
    #expect(
      try only(trace("\(inside),\(span)"), "langfuse")
        == "2026-11-20T09:00:00Z 1500000us \(Self.counted) model=m provider=openai chat \(Self.asked) user=1 answer=1 call=1")
    let named = try ingest("\(trace(#""o""#))\n\(trace(inside))")
    #expect(named.rows.count == 1)
    #expect(named.setAside == ["1 a trace of Langfuse's: its calls are in the export of observations"])
  }

  /// What Bedrock adds to a stream's last event counts in any dialect; of Titan's texts the answer tells what they are.
  @Test(arguments: [
    (
      "InvokeModelWithResponseStream", #"{"prompt":"q"}"#, #"[{"choices":[{"text":"a"}],METRICS}]"#,
      "1500000us first=400000us \(counted) model=m provider=bedrock completion \(asked) answer=1 streamed"
    ),
    (
      "InvokeModel", #"{"inputText":"q"}"#, #"{"inputTextTokenCount":10,"results":[{"tokenCount":2,"outputText":"a"}]}"#,
      "\(counted) model=m provider=bedrock completion \(asked) answer=1"
    ),
    (
      "Converse", #"{"messages":[{"role":"user","content":[{"text":"q"}]}],"serviceTier":{"type":"flex"}}"#,
      #"{"output":{"message":{"content":[{"text":"a"}]}},"metrics":{"latencyMs":1500}}"#,
      "1500000us \(counted) model=m provider=bedrock chat \(asked) answer=1 flex"
    ),
  ])
  func invocationsOfBedrock(operation: String, input: String, output: String, expected: String) throws {
    let metrics =
      #""amazon-bedrock-invocationMetrics":{"inputTokenCount":10,"outputTokenCount":2,"invocationLatency":1500,"firstByteLatency":400}"#
    let record =
      #"{"schemaType":"ModelInvocationLog","timestamp":"2026-11-20T09:00:00Z","operation":"\#(operation)","modelId":"m","#
      + #""input":{"inputBodyJson":\#(input),"inputTokenCount":10},"#
      + #""output":{"outputBodyJson":\#(output.replacing("METRICS", with: metrics)),"outputTokenCount":2}}"#
    #expect(try only(record, "bedrock") == "2026-11-20T09:00:00Z \(expected)")
  }

  /// What LiteLLM's callbacks are called with holds the payload.
  @Test func argumentsOfCallbacks() throws {
    let payload =
      #"{"id":"a","call_type":"acompletion","startTime":1795165200.0,"endTime":1795165201.5,"model":"m","model_parameters":{},"#
      + #""status":"success","prompt_tokens":10,"completion_tokens":2,"messages":[{"role":"user","content":"q"}],"response":{}}"#
    #expect(
      try rows(
        #"{"model":"m","messages":[{"role":"user","content":"q"}],"litellm_params":{},"standard_logging_object":\#(payload)}"#, "litellm")
        == rows(payload, "litellm"))
  }

  /// Ollama stamps its answers at the end, and counts what it embeds.
  @Test func answersOfOllama() throws {
    let chat =
      #"{"request":{"model":"m","messages":[{"role":"user","content":"q"}]},"response":{"model":"m","message":{"content":"a"},"done":true,"#
      + #""created_at":"2026-11-20T09:00:01.5Z","total_duration":1500000000,"prompt_eval_count":10,"eval_count":2}}"#
    #expect(try only(chat, "pairs") == "2026-11-20T09:00:00Z 1500000us \(Self.counted) model=m chat \(Self.asked) answer=1")
  }

  // MARK: - Batches

  /// Bedrock's output repeats the input, which may be there too; Gemini's has an error in place of a response.
  @Test func inputsAndOutputsOfBatches() throws {
    let input = #"{"recordId":"r","modelInput":{"messages":[{"role":"user","content":[{"text":"q"}]}],"inferenceConfig":{}}}"#
    let answer = #"{"output":{"message":{"content":[{"text":"a"}]}},"usage":{"inputTokens":10,"outputTokens":2}}"#
    let output = input.dropLast() + ",\"modelOutput\":\(answer)}"
    let expected = "1970-01-01T00:00:00Z \(Self.counted) provider=bedrock chat \(Self.asked) answer=1 batch no-time"
    #expect(try only("\(input)\n\(output)\n{\"totalRecordCount\":1,\"processedRecordCount\":1}", "cloud-batch") == expected)
    #expect(try only(String(output), "cloud-batch") == expected)
    let gemini = #"{"key":"k","request":{"contents":[{"parts":[{"text":"q"}]}]}}"#
    #expect(
      try only(gemini + "\n" + #"{"key":"k","error":{"code":3,"message":"bad"}}"#, "cloud-batch")
        == "1970-01-01T00:00:00Z provider=gemini chat \(Self.asked) failed batch no-time")
  }

  /// Vertex AI repeats parts with a null for each member that they do not have.
  @Test func partsWithNulls() throws {
    func row(_ part: String) -> String {
      #"{"status":"","processed_time":"2026-11-20T09:00:00Z","request":{"contents":[{"role":"user","parts":[\#(part)]}]},"#
        + #""response":{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"#
        + #""usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2}}}"#
    }
    let log = [row(#"{"text":"q"}"#), row(#"{"fileData":null,"text":"q","functionCall":null}"#)].joined(separator: "\n")
    let expected = "2026-11-20T09:00:00Z \(Self.counted) provider=vertex_ai chat \(Self.asked) answer=1 batch coarse-time"
    #expect(try rows(log, "cloud-batch") == [expected, expected])
    let input = #"{"request":{"contents":[{"role":"user","parts":[{"text":"q"}]}]}}"#
    #expect(
      try ingest("\(row(#"{"text":"q"}"#))\n\(input)").setAside
        == ["1 input of a batch of Vertex AI's, which its output repeats: read that"])
  }

  // MARK: - Gateways

  /// Kong's first version had no plugins below `ai`.
  @Test func kongWithoutPlugins() throws {
    let record =
      #"{"started_at":1795165200000,"latencies":{"request":1500},"request":{"uri":"/c"},"response":{"status":200},"upstream_uri":"/v1/chat/completions","#
      + #""ai":{"meta":{"provider_name":"openai","request_model":"m"},"usage":{"prompt_tokens":10,"completion_tokens":2},"#
      + #""payload":{"request":"{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}"}}}"#
    #expect(
      try only(record, "kong") == "2026-11-20T09:00:00Z 1500000us \(Self.counted) status=200 model=m provider=openai chat \(Self.asked)")
  }

  @Test func embeddingsOfOpenRouter() throws {
    let generation =
      #"{"id":"gen-1","created_at":"2026-11-20T09:00:00Z","model":"m","total_cost":0,"tokens_prompt":10,"native_tokens_prompt":10,"#
      + #""native_tokens_completion":0,"api_type":"embeddings"}"#
    let row = "2026-11-20T09:00:00Z in=10 read=0 write=0+0 out=0 think=0 $0"
    #expect(try only(generation, "openrouter") == "\(row) model=m provider=openrouter embedding no-content")
    let table =
      "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n"
      + "g,2026-11-20 09:00:00,0,10,0,openai/text-embedding-3-small\n"
    #expect(
      try only(table, "openrouter-logs") == "\(row) model=openai/text-embedding-3-small provider=openrouter embedding no-content")
  }

  /// Queries join Azure's two tables, and leave the number of a row out.
  @Test func queriesOfBothTables() throws {
    let table =
      "TimeGenerated [UTC],CorrelationId,ModelName,PromptTokens,CompletionTokens,ApimSubscriptionId,TotalTime,ResponseCode\n"
      + "\"11/20/2026, 9:00:00.000 AM\",c1,m,10,2,s,1500,200\n"
    #expect(try only(table, "azure-llm").hasPrefix("2026-11-20T09:00:00Z 1500000us \(Self.counted) status=200 model=m provider=azure chat"))
  }
}
