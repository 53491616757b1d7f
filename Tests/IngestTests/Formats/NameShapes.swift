import Ingest
import Testing
import Traces
import Units

/// Names under which requests are priced and grouped, where logs have several.
@Suite struct NameShapes {
  private func model(_ log: String) throws -> String {
    let trace = try ingest(log)
    #expect(trace.requests.count == 1)
    return trace.names[.model]?[Int(trace.parameters[.model]?[Int(trace.requests[0].parameters)] ?? 0)] ?? ""
  }

  private func pair(_ asked: String, _ served: String) -> String {
    #"{"timestamp":"2026-11-20T09:00:00Z","request":{"model":"\#(asked)","messages":[{"role":"user","content":"hi"}]},"#
      + #""response":{"model":"\#(served)","choices":[{"message":{"content":"A"}}],"usage":{"prompt_tokens":9,"completion_tokens":1,"cost":0.002}}}"#
  }

  /// An alias gives way to the model that answered; a name of a known family stays.
  @Test(arguments: [
    ("my-deploy", "gpt-4o-2024-08-06", "gpt-4o-2024-08-06"), ("fast", "claude-haiku-4-5", "claude-haiku-4-5"),
    ("gpt-4o", "gpt-4o-2024-08-06", "gpt-4o"), ("gemini-flash-latest", "gemini-2.5-flash", "gemini-flash-latest"),
    ("house-model", "tgi", "house-model"), ("", "gpt-4o", "gpt-4o"),
  ])
  func aliasesGiveWay(asked: String, served: String, priced: String) throws {
    #expect(try model(pair(asked, served)) == priced)
    #expect(try ingest(pair(asked, served)).requests[0].loggedCost == Dollars(0.002))
  }

  @Test func deploymentsOfAzureGiveWay() throws {
    let payload =
      #"{"id":"a","call_type":"acompletion","startTime":1795165200.0,"endTime":1795165201.0,"model":"azure/gpt-house","#
      + #""custom_llm_provider":"azure","model_parameters":{},"hidden_params":{},"messages":[{"role":"user","content":"hi"}],"status":"success","#
      + #""model_map_information":{"model_map_key":"gpt-4o","model_map_value":{}},"response":{RESPONSE}}"#
    #expect(try model(payload.replacing("RESPONSE", with: "")) == "gpt-4o")
    #expect(try model(payload.replacing("RESPONSE", with: #""model":"gpt-4o-2024-08-06""#)) == "gpt-4o-2024-08-06")
    #expect(
      try model(
        payload.replacing(#""custom_llm_provider":"azure""#, with: #""custom_llm_provider":"openai""#)
          .replacing("RESPONSE", with: "")) == "azure/gpt-house")
    let spend =
      #"{"request_id":"a","call_type":"acompletion","spend":0.1,"startTime":"2026-11-20T09:00:00Z","endTime":"2026-11-20T09:00:01Z","#
      + #""model":"azure/gpt-house","custom_llm_provider":"azure","status":"failure","#
      + #""metadata":{"model_map_information":{"model_map_key":"gpt-4o"},"error_information":{"error_code":"429"}}}"#
    #expect(try model(spend) == "gpt-4o")
    #expect(try ingest(spend).requests[0].status == 429)
    let helicone =
      #"{"request_id":"r","request_created_at":"2026-11-20T09:00:00Z","provider":"AZURE","model":"d","response_status":200,"#
      + #""request_body":{"messages":[{"role":"user","content":"hi"}]},"response_body":{"model":"gpt-4o","choices":[]}}"#
    #expect(try model(helicone) == "gpt-4o")
    let portkey =
      #"{"id":"p","created_at":"2026-11-20T09:00:00Z","ai_org":"azure-openai","ai_model":"d","req_units":9,"res_units":1,"#
      + #""cost":0.045,"cost_currency":"EUR","response":{"model":"gpt-4o","choices":[]}}"#
    #expect(try model(portkey) == "gpt-4o")
    #expect(try ingest(portkey).requests[0].loggedCost == nil)
    #expect(try ingest(portkey.replacing("EUR", with: "usd")).requests[0].loggedCost == Dollars(0.00045))
  }

  @Test func envoysNames() throws {
    let old =
      #"{"start_time":"2026-11-20T09:00:00Z","duration":1500,"response_code":200,"genai_model_name":"fast","#
      + #""genai_model_name_override":"gpt-4o","genai_backend_name":"default/openai/route/r","genai_tokens_input":100,"genai_tokens_output":20}"#
    #expect(
      try ingest(old).rows == [
        "2026-11-20T09:00:00Z 1500000us in=100 read=0 write=0+0 out=20 think=0 status=200 model=gpt-4o provider=openai no-content"
      ])
    #expect(try model(old.replacing("gpt-4o", with: "-").replacing("fast", with: "gpt-4o")) == "gpt-4o")
    let new =
      #"{"start_time":"2026-11-20T09:00:00Z","response_code":200,"gen_ai.request.model":"claude","gen_ai.usage.input_tokens":1210,"#
      + #""gen_ai.usage.cached_input_tokens":1000,"gen_ai.usage.cache_creation_input_tokens":200,"gen_ai.usage.output_tokens":50}"#
    #expect(try ingest(new).rows[0].contains("in=10 read=1000 write=200+0 out=50"))
  }

  @Test(arguments: [
    (#""tenant_id":"t""#, "organisation=t"), (#""customer_id":"t""#, "organisation=t"), (#""workspace":"t""#, "organisation=t"),
    (#""metadata":{"team":"t"}"#, "team=t"), (#""tags":{"user_id":"t"}"#, "user=1"), (#""labels":{"region":"t"}"#, "place=t"),
    (#""headers":{"X-User-Id":"t"}"#, "user=1"), (#""team":"NULL""#, ""),
  ])
  func callersHaveManyNames(member: String, told: String) throws {
    let row = try ingest(pair("m", "m").replacing("{\"timestamp\"", with: "{\(member),\"timestamp\"")).rows[0]
    let expected =
      "2026-11-20T09:00:00Z in=9 read=0 write=0+0 out=1 think=0 $0.002 model=m chat messages=1 last_user_message=1 \(told) answer=1"
    #expect(row == expected.replacing("  ", with: " "))
  }

  /// AzureDiagnostics has the same as the files of storage accounts, in other words.
  @Test func rowsOfAzureDiagnostics() throws {
    let log = """
      TimeGenerated,Category,OperationName,CorrelationId,DurationMs,ResultSignature,properties_s,Type
      2026-11-20T09:00:00Z,RequestResponse,ChatCompletions_Create,c1,1500,200,"{""requestTime"":639307620000000000,""modelName"":""gpt-4o""}",AzureDiagnostics
      2026-11-20T09:00:05Z,Audit,ListKey,,,200,{},AzureDiagnostics
      """
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "azure-openai")
    #expect(trace.rows == ["2026-11-20T09:00:00Z 1500000us status=200 model=gpt-4o provider=azure chat no-content"])
    #expect(trace.setAside == ["1 a diagnostic record that is no call (of another category)"])
  }

  @Test func latencyOfOpenRouterIsTheWholeTime() throws {
    func row(_ latency: Int, _ generation: Int, streamed: Bool) throws -> Request {
      try ingest(
        #"{"id":"g","created_at":"2026-11-20T09:00:00Z","model":"openai/gpt-4o","tokens_prompt":1,"native_tokens_prompt":1,"total_cost":0,"#
          + #""streamed":\#(streamed),"latency":\#(latency),"generation_time":\#(generation)}"#
      ).requests[0]
    }
    #expect(try row(1_250, 1_200, streamed: true).duration == 1_250_000 && row(1_250, 1_200, streamed: true).firstToken == nil)
    #expect(try row(1_500, 1_500, streamed: false).duration == 1_500_000)
    #expect(try row(400, 1_500, streamed: true).duration == 1_900_000 && row(400, 1_500, streamed: true).firstToken == 400_000)
  }
}
