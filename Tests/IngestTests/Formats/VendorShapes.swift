import Ingest
import Testing
import Traces
import Units

/// More of what gateways and observers write than their samples show.
@Suite struct VendorShapes {
  private let start = "2026-11-20T09:00:00Z"
  private let messages = #"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"hi\"}]}]"#
  private let prompt = "messages=1 last_user_message=1"

  private func payload(_ members: String) -> String {
    #"{"id":"a","startTime":1795165200.0,"endTime":1795165201.5,"model_parameters":{},"hidden_params":{},"status":"success",\#(members)}"#
  }

  /// LiteLLM logs its other interfaces beside the calls of models.
  @Test(arguments: [
    "acreate_file", "aretrieve_batch", "call_mcp_tool", "acount_tokens", "asearch", "avector_store_search", "alist_batches",
    "acreate_fine_tuning_job",
  ])
  func otherInterfacesOfLiteLLMAreNoCalls(type: String) throws {
    let call = payload(#""call_type":"acompletion","model":"m","messages":[{"role":"user","content":"hi"}]"#)
    let cause = "1 no call of a model: LiteLLM's own interfaces (files, batches, tools, searches)"
    let payloads = try ingest(call + "\n" + payload(#""call_type":"\#(type)","model":"gpt-4o","prompt_tokens":5000"#))
    #expect(payloads.requests.count == 1 && payloads.setAside == [cause])
    let row = #"{"request_id":"r","call_type":"acompletion","spend":0,"startTime":"\#(start)","model":"m"}"#
    let rows = try ingest(row + "\n" + row.replacing("acompletion", with: type))
    #expect(rows.requests.count == 1 && rows.setAside == [cause])
  }

  @Test(arguments: [
    ("/v1/rerank", "rerank"), ("/chat/completions", "chat"), ("aocr", "other"), ("_arealtime", "other"), ("abatch_completion", "other"),
  ])
  func otherCallsOfModels(type: String, endpoint: String) throws {
    let row = try ingest(payload(#""call_type":"\#(type)","model":"m""#)).rows[0]
    #expect(row == "\(start) 1500000us status=200 model=m \(endpoint) no-content")
  }

  /// Rows of spans in tables, with attributes as objects, as their text, or nested.
  @Test func spansInTables() throws {
    let counts = #""gen_ai.request.model":"m","gen_ai.usage.input_tokens":"100","gen_ai.usage.output_tokens":"20","#
    let attributes = counts + #""gen_ai.operation.name":"chat","gen_ai.provider.name":"openai","gen_ai.input.messages":"\#(messages)""#
    let expected = "\(start) 1500000us in=100 read=0 write=0+0 out=20 think=0 model=m provider=openai chat \(prompt) call=1"
    let house =
      #"{"Timestamp":"2026-11-20 09:00:00.000000000","TraceId":"aa","SpanId":"b1","ParentSpanId":"","SpanName":"chat","#
      + #""SpanAttributes":{\#(attributes)},"Duration":"1500000000","StatusCode":"STATUS"}"#
    let outer = #"{"Timestamp":"2026-11-20 09:00:00","TraceId":"aa","SpanId":"b0","SpanName":"GET","SpanAttributes":{},"Duration":"9"}"#
    #expect(try ingest(house.replacing("STATUS", with: "Unset")).rows == [expected])
    #expect(try ingest(house.replacing("STATUS", with: "Error")).rows == [expected + " failed"])
    let table = try ingest(house + "\n" + outer)
    #expect(table.log.sources[0].format == "otlp" && table.requests.count == 1 && table.setAside == ["1 holds no call of a model"])

    let text = "{\(attributes)}".replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let insights =
      #"{"TimeGenerated":"\#(start)","Id":"b1","Name":"chat","OperationId":"a1","ParentId":"p","DurationMs":1500.0,"#
      + #""Success":true,"Properties":"\#(text)"}"#
    #expect(try ingest(insights).rows == [expected])
    #expect(try ingest(insights.replacing("true", with: "\"False\"")).rows == [expected + " failed"])

    let nested =
      #"{"name":"c","span_kind":"LLM","parent_id":null,"start_time":"\#(start)","end_time":"2026-11-20T09:00:01.5Z","#
      + #""status_code":"OK","context":{"span_id":"b1","trace_id":"a1"},"attributes":{"openinference":{"span":{"kind":"LLM"}},"#
      + #""llm":{"model_name":"m","provider":"openai","token_count":{"prompt":100,"completion":20},"#
      + #""input_messages":[{"message":{"role":"user","content":"hi"}}],"output_messages":[{"message":{"role":"assistant","content":"A"}}]}}}"#
    #expect(try ingest(nested).rows == [expected.replacing("call=1", with: "answer=1 call=1")])
  }

  /// Whole bodies in attributes: OpenInference's input, MLflow's.
  @Test(arguments: [
    (#"{"key":"openinference.span.kind","value":{"stringValue":"LLM"}}"#, "input.value", "output.value"),
    (#"{"key":"mlflow.spanType","value":{"stringValue":"\"CHAT_MODEL\""}}"#, "mlflow.spanInputs", "mlflow.spanOutputs"),
  ])
  func bodiesInAttributes(kind: String, input: String, output: String) throws {
    let question = #"{\"model\":\"m\",\"temperature\":0.5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"#
    let answer = #"{\"choices\":[{\"message\":{\"content\":\"A\"}}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20}}"#
    let span =
      #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a1","spanId":"b1","startTimeUnixNano":"1795165200000000000","#
      + #""endTimeUnixNano":"1795165201500000000","attributes":[\#(kind),{"key":"\#(input)","value":{"stringValue":"\#(question)"}},"#
      + #"{"key":"\#(output)","value":{"stringValue":"\#(answer)"}}]}]}]}]}"#
    #expect(
      try ingest(span).rows == [
        "\(start) 1500000us in=100 read=0 write=0+0 out=20 think=0 model=m chat temperature=0.5 \(prompt) answer=1 call=1"
      ])
  }

  @Test(arguments: [
    #""costDetails":{"total":0.001}"#, #""costDetails":"{\"total\":0.001}""#, #""usage":{"input":1,"totalCost":0.001}"#,
    #""totalCost":"0.001""#,
  ])
  func costsOfLangfuse(member: String) throws {
    let row =
      #"{"id":"o","traceId":"t","type":"GENERATION","startTime":"\#(start)","modelParameters":{},"providedModelName":"m",\#(member)}"#
    let trace = try ingest(row)
    #expect(trace.requests[0].loggedCost == Dollars(0.001) && trace.rows[0].contains(" model=m "))
  }

  /// Vertex AI's payloads stand in for the whole bodies.
  @Test func payloadsOfVertex() throws {
    let row =
      #"{"endpoint":"projects/p/locations/l/publishers/google/models/m","logging_time":"2026-11-20 09:00:01.5 UTC","model":"m","#
      + #""api_method":"streamGenerateContent","full_request":null,"full_response":null,"metadata":{"request_latency":1500},"#
      + #""request_payload":["{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}"],"#
      + #""response_payload":["{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"A\"}]}}],\"usageMetadata\":{\"promptTokenCount\":9,"#
      + #"\"candidatesTokenCount\":1}}"]}"#
    #expect(
      try ingest(row).rows == [
        "\(start) 1500000us in=9 read=0 write=0+0 out=1 think=0 model=m provider=vertex_ai chat \(prompt) organisation=p place=l answer=1 streamed"
      ])
  }

  /// What a query of CloudWatch's gives, and operations of Bedrock's that generate nothing.
  @Test func queriesOfCloudWatch() throws {
    func result(_ id: Int, _ operation: String) -> String {
      let record =
        #"{"timestamp":"\#(start)","requestId":"r\#(id)","operation":"\#(operation)","modelId":"m","#
        + #""input":{"inputBodyJson":{"messages":[{"role":"user","content":[{"text":"hi"}]}]},"inputTokenCount":9},"output":{"outputTokenCount":1}}"#
      return
        #"[{"field":"@timestamp","value":"2026-11-20 09:00:05.000"},{"field":"@message","value":"\#(record.replacing("\"", with: "\\\""))"}]"#
    }
    let rows = [result(1, "Converse"), result(2, "CountTokens"), result(3, "ApplyGuardrail")].joined(separator: ",")
    let trace = try ingest(#"{"results":[\#(rows)],"status":"Complete"}"#)
    #expect(trace.rows == ["\(start) in=9 read=0 write=0+0 out=1 think=0 model=m provider=bedrock chat \(prompt)"])
    #expect(
      Set(trace.setAside) == ["1 no call of a model: a count of tokens", "1 no call of a model: a guardrail on its own"])
  }

  /// What Python writes for numbers that JSON does not have stands for nothing, but in texts.
  @Test(arguments: ["NaN", "Infinity", "-Infinity"])
  func wordsForNoNumber(word: String) throws {
    let row = #"{"timestamp":"\#(start)","model":"m","prompt":"say \"NaN\" or NaN","response":"A","score":1}"#
    let trace = try ingest(row + "\n" + row.replacing("1}", with: "\(word)}"))
    #expect(trace.rows.count == 2 && trace.rows[0] == trace.rows[1])
    #expect(trace.setAside == [])
  }

  private func read(_ files: [String]) throws -> Trace {
    try Ingest.read(files.enumerated().map { index, text in LogInput(name: "\(index)", size: nil) { ArraySource(Array(text.utf8)) } }).trace
  }

  /// Batches of other clouds: in one file, or in two that have a key in common.
  @Test func batchesOfOtherClouds() throws {
    let bedrock =
      #"{"recordId":"R1","modelInput":{"anthropic_version":"b","max_tokens":9,"messages":[{"role":"user","content":"hi"}]},"#
      + #""modelOutput":{"id":"m","type":"message","model":"claude-x","content":[{"type":"text","text":"A"}],"#
      + #""usage":{"input_tokens":10,"output_tokens":2}}}"#
    let failed =
      #"{"recordId":"R2","modelInput":{"messages":[{"role":"user","content":"no"}]},"error":{"errorCode":400,"errorMessage":"x"}}"#
    let first = try read([bedrock + "\n" + failed])
    #expect(first.log.sources[0].format == "cloud-batch")
    #expect(
      first.rows == [
        "1970-01-01T00:00:00Z in=10 read=0 write=0+0 out=2 think=0 model=claude-x provider=bedrock messages max_tokens=1 \(prompt) answer=1"
          + " batch no-time",
        "1970-01-01T00:00:00Z provider=bedrock chat messages=2 last_user_message=2 failed batch no-time",
      ])
    let question = #""request":{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}"#
    let answer =
      #""response":{"modelVersion":"gemini-x","candidates":[{"content":{"parts":[{"text":"A"}]}}],"#
      + #""usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2}}"#
    let expected = "in=10 read=0 write=0+0 out=2 think=0 model=gemini-x provider=gemini chat \(prompt) answer=1 batch"
    for files in [[#"{"key":"k",\#(question)}"#, #"{"key":"k",\#(answer)}"#], [#"{"key":"k",\#(answer)}"#, #"{"key":"k",\#(question)}"#]] {
      #expect(try read(files).rows == ["1970-01-01T00:00:00Z \(expected) no-time"])
    }
    let vertex = #"{"status":"","processed_time":"2026-11-20T09:00:00.5+00:00",\#(question),\#(answer)}"#
    #expect(
      try read([vertex]).rows == [
        "2026-11-20T09:00:00.500Z \(expected.replacing("provider=gemini", with: "provider=vertex_ai")) coarse-time"
      ])
    #expect(try read([vertex.replacing(#""status":"""#, with: #""status":"Bad Request""#)]).rows[0].contains(" failed batch"))
    let anthropic =
      #"{"requests":[{"custom_id":"a","params":{"model":"claude-x","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}}]}"#
    #expect(try read([anthropic]).rows == ["1970-01-01T00:00:00Z model=claude-x messages max_tokens=1 \(prompt) batch no-time"])
  }

  /// Rows of LiteLLM's that have no object of counts, but the answer.
  @Test(arguments: [
    (
      #"{"id":"a","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":64},"#
        + #""completion_tokens_details":{"reasoning_tokens":8}}}"#, "in=36 read=64 write=0+0 out=20 think=8"
    ),
    (
      #"{"type":"message","content":[],"usage":{"input_tokens":10,"output_tokens":20,"cache_read_input_tokens":60,"#
        + #""cache_creation_input_tokens":30,"cache_creation":{"ephemeral_1h_input_tokens":30}}}"#, "in=10 read=60 write=0+30 out=20"
    ),
    // Those of another call, as of one of several that a fallback made, are not of the row's tokens.
    (#"{"choices":[],"usage":{"prompt_tokens":90,"prompt_tokens_details":{"cached_tokens":64}}}"#, "in=100 read=0 write=0+0 out=20"),
    ("{}", "in=100 read=0 write=0+0 out=20"),
  ])
  func spendRowsTakeTheCountsOfTheirAnswers(answer: String, counts: String) throws {
    func row(_ response: String, _ more: String = "") throws -> String {
      try ingest(
        #"{"request_id":"r","call_type":"acompletion","spend":0.5,"startTime":"\#(start)","model":"m","prompt_tokens":100,"#
          + #""completion_tokens":20,"status":"success","response":\#(response)\#(more)}"#
      ).rows[0]
    }
    let text = "\"" + answer.replacing("\"", with: "\\\"") + "\""
    #expect(try row(answer).contains(" \(counts) "))
    #expect(try row(text).contains(" \(counts) "))
    // What the metadata says of the same tokens goes before.
    let metadata = #","metadata":{"usage_object":{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":5}}}"#
    #expect(try row(answer, metadata).contains(" in=95 read=5 write=0+0 out=20 think=0 "))
    let additional = #","metadata":{"additional_usage_values":{"completion_tokens_details":{"reasoning_tokens":4}}}"#
    #expect(try row("{}", additional).contains(" in=100 read=0 write=0+0 out=20 think=4 "))
  }

  @Test(arguments: [
    #""usage":{"promptTokens":100,"completionTokens":20,"totalTokens":120}"#, #""inputUsage":100,"outputUsage":20,"totalUsage":120"#,
    #""input_usage":"100","output_usage":"20""#, #""promptTokens":100,"completionTokens":20,"usage":null"#,
    #""usageDetails":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120}"#,
    #""usageDetails":{},"usage":{"input":100,"output":20,"unit":"TOKENS"}"#,
  ])
  func olderCountsOfLangfuse(counts: String) throws {
    let row = try ingest(
      #"{"id":"o","traceId":"t","type":"GENERATION","startTime":"\#(start)","model":"m","modelParameters":{},"input":"42",\#(counts)}"#
    ).rows[0]
    #expect(row == "\(start) in=100 read=0 write=0+0 out=20 think=0 model=m chat \(prompt) call=1")
  }
}
