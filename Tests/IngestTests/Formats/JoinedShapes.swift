import Ingest
import Testing
import Traces
import Units

/// Calls of which several records tell, in one file or in several; and what stands in their files without being a call.
@Suite struct JoinedShapes {
  private let time = #""time":"2026-11-20T09:00:00.500Z""#

  private func gatewayRow(_ id: String, _ properties: String) -> String {
    #"{\#(time),"category":"GatewayLogs","operationName":"Microsoft.ApiManagement/GatewayLogs","correlationId":"\#(id)","#
      + #""durationMs":900,"properties":{"method":"POST","responseCode":200,"apimSubscriptionId":"sub","cache":"none",\#(properties)}}"#
  }

  private func messageRow(_ id: String, _ number: Int, _ properties: String) -> String {
    #"{\#(time),"category":"GatewayLlmLogs","correlationId":"\#(id)","location":"eu","properties":{"sequenceNumber":\#(number),\#(properties)}}"#
  }

  private let address = #""url":"https://a.azure-api.net/openai/deployments/d/chat/completions""#
  private let expected =
    "2026-11-20T09:00:00.500Z 900000us in=100 read=0 write=0+0 out=20 think=0 status=200 model=gpt-4o provider=azure chat messages=1"
    + " last_user_message=1 api_key=1 place=eu answer=1"

  /// Azure's two logs of a gateway, in any order, in two files or in one.
  @Test func azuresTwoLogsAreOneCall() throws {
    let call = gatewayRow("c1", address)
    let counts = messageRow("c1", 0, #""modelName":"gpt-4o","promptTokens":100,"completionTokens":20,"totalTokens":120"#)
    let question = messageRow("c1", 1, #""requestMessages":"[{\"role\":\"user\",\"content\":\"hi\"}]""#)
    let answer = messageRow("c1", 2, #""responseMessages":"[{\"role\":\"assistant\",\"content\":\"A\"}]""#)
    let told = [question, counts, answer].joined(separator: "\n")
    for logs in [[call, told], [told, call], [told + "\n" + call], [[counts, call, question, answer].joined(separator: "\n")]] {
      let result = try Ingest.read(
        logs.enumerated().map { index, log in LogInput(name: "log\(index)", size: nil) { ArraySource(Array(log.utf8)) } })
      #expect(result.trace.rows == [expected])
      #expect(result.trace.setAside.isEmpty)
    }
  }

  /// What has its bodies and counts itself waits for nothing, and the other log adds no call to it.
  @Test func wholeRowsAreCountedOnce() throws {
    let bodies =
      #""requestBody":"{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}","responseBody":"{\"model\":\"gpt-4o\","#
      + #"\"choices\":[{\"message\":{\"content\":\"A\"}}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20}}""#
    let counts = messageRow("c1", 0, #""modelName":"gpt-4o","promptTokens":100,"completionTokens":20"#)
    let trace = try ingest(counts + "\n" + gatewayRow("c1", address + "," + bodies))
    #expect(trace.rows == [expected.replacing(" place=eu", with: "")])
    #expect(trace.setAside == ["1 the same record again"])
  }

  @Test func callsOfOtherServicesAreNone() throws {
    let orders = gatewayRow("c2", #""url":"https://a.azure-api.net/orders","requestBody":"{\"item\":1}","responseBody":"{\"id\":1}""#)
    let trace = try ingest([gatewayRow("c1", address), orders].joined(separator: "\n"))
    #expect(trace.requests.count == 1)
    #expect(trace.setAside == ["1 no call of a model: neither its address nor its bodies are of a model's interface"])

    let plain =
      #"{"request":{"uri":"/health","method":"GET","headers":{}},"response":{"status":200},"latencies":{"request":1},"#
      + #""started_at":1795165200000,"service":{"name":"web"}}"#
    let kong = plain.replacing(
      "\"service\"",
      with:
        #""ai":{"ai-proxy":{"meta":{"provider_name":"azure","request_model":"d","response_model":"gpt-4o"},"usage":{"prompt_tokens":9}}},"service""#
    )
    let mixed = try ingest([plain, plain, kong, plain].joined(separator: "\n"))
    #expect(
      mixed.rows == [
        "2026-11-20T09:00:00Z 1000us in=9 read=0 write=0+0 out=0 think=0 status=200 model=gpt-4o provider=azure no-content"
      ])
    #expect(mixed.log.sources[0].format == "kong" && mixed.setAside == ["3 no call through an AI plugin"])

    let metrics = #"{"resourceMetrics":[{"scopeMetrics":[]}]}"#
    #expect(throws: IngestError.noRequests(records: 1, cause: "holds no call of a model", looksLike: nil)) { try ingest(metrics) }
  }

  /// Bedrock's large bodies: objects of their own, named by the request; those of streams are lists.
  @Test(arguments: [
    (
      "Converse", #"{"output":{"message":{"role":"assistant","content":[{"text":"A"}]}}}"#
    ),
    (
      "InvokeModelWithResponseStream",
      #"[{"type":"message_start","message":{"usage":{"input_tokens":3}}},{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"A"}},{"type":"message_delta","usage":{"output_tokens":1}}]"#
    ),
  ])
  func bodiesOfBedrockAreFound(operation: String, answer: String) throws {
    let id = "00000000-0000-4000-8000-000000000001"
    let record =
      #"{"schemaType":"ModelInvocationLog","timestamp":"2026-11-20T09:00:00Z","requestId":"\#(id)","operation":"\#(operation)","#
      + #""modelId":"m","input":{"inputBodyJson":null,"inputBodyS3Path":"s3://b/data/\#(id)_input.json.gz","inputTokenCount":3},"#
      + #""output":{"outputBodyS3Path":"s3://b/data/\#(id)_output.json.gz","outputTokenCount":1}}"#
    let question = #"{"messages":[{"role":"user","content":[{"text":"hi"}]}]}"#
    func read(_ files: [(String, String)]) throws -> Trace {
      try Ingest.read(files.map { name, text in LogInput(name: name, size: nil) { ArraySource(Array(text.utf8)) } }).trace
    }
    let log = ("log.json.gz", record)
    let bodies = [("data/\(id)_input.json.gz", question), ("data/\(id)_output.json.gz", answer)]
    for files in [[log] + bodies, bodies + [log]] {
      let trace = try read(files)
      #expect(trace.requests.count == 1 && trace.setAside.isEmpty && trace.log.remarks.isEmpty)
      let end = operation == "Converse" ? "" : " streamed"
      #expect(
        trace.rows[0].hasPrefix("2026-11-20T09:00:00Z in=3 read=0 write=0+0 out=1 think=0 model=m provider=bedrock ")
          && trace.rows[0].hasSuffix("messages=1 last_user_message=1 answer=1\(end)"), "\(trace.rows[0])")
    }
    #expect(try read([log]).log.remarks == [.elsewhere: 1])
    // A body that belongs to nothing, and one whose name is no request's.
    let lost = ("11111111-0000-4000-8000-000000000001_input.json", question)
    #expect(try read([log, lost]).setAside == ["1 a body of a call that is not in the log"])
    #expect(throws: IngestError.self) { try read([("my_input.json", question)]) }
  }

  /// Marks for the provider's prompt cache are no part of what is asked.
  @Test func cachePointsTellNothingApart() throws {
    let point = #"{"cachePoint":{"type":"default"}}"#
    func record(_ number: Int, _ mark: String) -> String {
      #"{"schemaType":"ModelInvocationLog","timestamp":"2026-11-20T09:00:0\#(number)Z","requestId":"r\#(number)","operation":"Converse","modelId":"m","#
        + #""input":{"inputBodyJson":{"system":[{"text":"S"}\#(mark)],"messages":[{"role":"user","content":[{"text":"hi"}\#(mark)]}],"#
        + #""toolConfig":{"tools":[{"toolSpec":{"name":"f"}}\#(mark)],"toolChoice":{"auto":{}}}}},"output":{}}"#
    }
    let same = try ingest(record(1, "") + "\n" + record(2, "," + point)).requests
    #expect(same.prompt == [1, 1] && same.parameters[0] == same.parameters[1])
  }
}
