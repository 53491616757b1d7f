import Ingest
import Testing
import Traces

/// Spans and observations in other words than those of the samples. Equal numbers stand for equal values.
@Suite struct ObservabilityShapes {
  @Test func vercelAISDK() throws {
    let log = #"""
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"x"}}]},\#
      "scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000003",\#
      "name":"ai.generateText","kind":3,"startTimeUnixNano":"1795165203000000000","endTimeUnixNano":"1795165203800000000",\#
      "attributes":[{"key":"operation.name","value":{"stringValue":"ai.generateText"}},{"key":"ai.operationId",\#
      "value":{"stringValue":"ai.generateText"}},{"key":"ai.model.id","value":{"stringValue":"gpt-4o"}},{"key":"ai.model.provider",\#
      "value":{"stringValue":"openai.chat"}},{"key":"ai.prompt","value":{"stringValue":"{\"messages\": [{\"role\": \"user\",\#
       \"content\": \"hi\"}]}"}},{"key":"ai.usage.promptTokens","value":{"intValue":"20"}},{"key":"ai.usage.completionTokens",\#
      "value":{"intValue":"3"}},{"key":"ai.response.text","value":{"stringValue":"yo"}}],"status":{}},\#
      {"traceId":"00000000000000000000000000000001","spanId":"0000000000000004","name":"ai.generateText.doGenerate","kind":3,\#
      "startTimeUnixNano":"1795165204000000000","endTimeUnixNano":"1795165204800000000","attributes":[{"key":"operation.name",\#
      "value":{"stringValue":"ai.generateText.doGenerate"}},{"key":"ai.operationId",\#
      "value":{"stringValue":"ai.generateText.doGenerate"}},{"key":"ai.model.id","value":{"stringValue":"gpt-4o"}},\#
      {"key":"ai.model.provider","value":{"stringValue":"openai.chat"}},{"key":"gen_ai.system","value":{"stringValue":"openai.chat"}},\#
      {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},{"key":"gen_ai.request.temperature","value":{"intValue":"0"}},\#
      {"key":"gen_ai.response.model","value":{"stringValue":"gpt-4o-2024"}},{"key":"gen_ai.response.id","value":{"stringValue":"c1"}},\#
      {"key":"gen_ai.response.finish_reasons","value":{"arrayValue":{"values":[{"stringValue":"stop"}]}}},\#
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":"20"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"3"}},\#
      {"key":"ai.prompt.messages","value":{"stringValue":"[{\"role\": \"user\", \"content\": [{\"type\": \"text\",\#
       \"text\": \"hi\"}]}]"}},{"key":"ai.response.text","value":{"stringValue":"yo"}},{"key":"ai.response.msToFirstChunk",\#
      "value":{"doubleValue":123.0}}],"status":{},"parentSpanId":"0000000000000003"}]}]}]}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "otlp")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:04Z 800000us first=123000us in=20 read=0 write=0+0 out=3 think=0 model=gpt-4o provider=openai"
          + " chat temperature=0 messages=1 last_user_message=1 answer=1 call=1 streamed"
      ])
    #expect(trace.setAside == [])
  }

  @Test func theOuterSpanFirst() throws {
    let log = #"""
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"x"}}]},\#
      "scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"00000000000000000000000000000002","spanId":"000000000000000b",\#
      "name":"chat gpt-4o","kind":3,"startTimeUnixNano":"1795165211000000000","endTimeUnixNano":"1795165211800000000",\#
      "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name",\#
      "value":{"stringValue":"langchain"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},\#
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":"20"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"3"}}],\#
      "status":{}}]}]}]}
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"x"}}]},\#
      "scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"00000000000000000000000000000002","spanId":"000000000000000c",\#
      "name":"chat gpt-4o","kind":3,"startTimeUnixNano":"1795165212000000000","endTimeUnixNano":"1795165212800000000",\#
      "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name",\#
      "value":{"stringValue":"openai"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},\#
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":"20"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"3"}},\#
      {"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\": \"user\", \"parts\": [{\"type\": \"text\",\#
       \"content\": \"hi\"}]}]"}},{"key":"gen_ai.output.messages","value":{"stringValue":"[{\"role\": \"assistant\",\#
       \"parts\": [{\"type\": \"text\", \"content\": \"yo\"}], \"finish_reason\": \"stop\"}]"}}],"status":{},\#
      "parentSpanId":"000000000000000b"}]}]}]}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "otlp")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:12Z 800000us in=20 read=0 write=0+0 out=3 think=0 model=gpt-4o provider=openai chat messages=1"
          + " last_user_message=1 answer=1 call=1"
      ])
    #expect(trace.setAside == ["1 a span around a call, which is counted itself"])
  }

  @Test func theInnerSpanFirst() throws {
    let log = #"""
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"x"}}]},\#
      "scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"00000000000000000000000000000002","spanId":"000000000000000c",\#
      "name":"chat gpt-4o","kind":3,"startTimeUnixNano":"1795165212000000000","endTimeUnixNano":"1795165212800000000",\#
      "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name",\#
      "value":{"stringValue":"openai"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},\#
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":"20"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"3"}},\#
      {"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\": \"user\", \"parts\": [{\"type\": \"text\",\#
       \"content\": \"hi\"}]}]"}},{"key":"gen_ai.output.messages","value":{"stringValue":"[{\"role\": \"assistant\",\#
       \"parts\": [{\"type\": \"text\", \"content\": \"yo\"}], \"finish_reason\": \"stop\"}]"}}],"status":{},\#
      "parentSpanId":"000000000000000b"}]}]}]}
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"x"}}]},\#
      "scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"00000000000000000000000000000002","spanId":"000000000000000b",\#
      "name":"chat gpt-4o","kind":3,"startTimeUnixNano":"1795165211000000000","endTimeUnixNano":"1795165211800000000",\#
      "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name",\#
      "value":{"stringValue":"langchain"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},\#
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":"20"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"3"}}],\#
      "status":{}}]}]}]}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "otlp")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:12Z 800000us in=20 read=0 write=0+0 out=3 think=0 model=gpt-4o provider=openai chat messages=1"
          + " last_user_message=1 answer=1 call=1"
      ])
    #expect(trace.setAside == ["1 holds no call of a model"])
  }

  @Test func consoleExporter() throws {
    let log = #"""
      [{"name":"chat gpt-4o","context":{"trace_id":"0x5b8aa5a2d2c872e8321cf37308d69df2","span_id":"0x5fb397be34d26b51",\#
      "trace_state":"[]"},"kind":"SpanKind.CLIENT","parent_id":null,"start_time":"2026-11-20T09:00:00.114304Z",\#
      "end_time":"2026-11-20T09:00:01.114561Z","status":{"status_code":"UNSET"},"attributes":{"gen_ai.operation.name":"chat",\#
      "gen_ai.system":"openai","gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":20,"gen_ai.usage.output_tokens":3,\#
      "gen_ai.prompt.0.role":"user","gen_ai.prompt.0.content":"hi","gen_ai.completion.0.role":"assistant",\#
      "gen_ai.completion.0.content":"yo"},"events":[],"links":[],"resource":{}}]

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "otlp")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00.114304Z 1000257us in=20 read=0 write=0+0 out=3 think=0 model=gpt-4o provider=openai chat"
          + " messages=1 last_user_message=1 answer=1 call=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func numbersAsNumbers() throws {
    let log = #"""
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"x"}}]},\#
      "scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"00000000000000000000000000000004","spanId":"000000000000001e",\#
      "name":"chat gpt-4o","kind":3,"startTimeUnixNano":1795165230000000000,"endTimeUnixNano":1795165230800000000,\#
      "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name",\#
      "value":{"stringValue":"openai"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},\#
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":20}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":3}},\#
      {"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\": \"user\", \"parts\": [{\"type\": \"text\",\#
       \"content\": \"hi\"}]}]"}},{"key":"gen_ai.output.messages","value":{"stringValue":"[{\"role\": \"assistant\",\#
       \"parts\": [{\"type\": \"text\", \"content\": \"yo\"}], \"finish_reason\": \"stop\"}]"}}],"status":{}}]}]}]}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "otlp")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:30Z 800000us in=20 read=0 write=0+0 out=3 think=0 model=gpt-4o provider=openai chat messages=1"
          + " last_user_message=1 answer=1 call=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func structuredMessages() throws {
    let log = #"""
      {"resourceLogs":[{"resource":{},"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795165200000000000",\#
      "traceId":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","spanId":"bbbbbbbbbbbbbbbb",\#
      "eventName":"gen_ai.client.inference.operation.details","attributes":[{"key":"gen_ai.operation.name",\#
      "value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name","value":{"stringValue":"anthropic"}},\#
      {"key":"gen_ai.request.model","value":{"stringValue":"claude-sonnet-4-5"}},{"key":"gen_ai.usage.input_tokens",\#
      "value":{"intValue":"20"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"3"}},\#
      {"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"12"}},{"key":"gen_ai.input.messages",\#
      "value":{"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"role","value":{"stringValue":"user"}},{"key":"parts",\#
      "value":{"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"type","value":{"stringValue":"text"}},{"key":"content",\#
      "value":{"stringValue":"hi"}}]}}]}}}]}}]}}},{"key":"gen_ai.output.messages",\#
      "value":{"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"role","value":{"stringValue":"assistant"}},{"key":"parts",\#
      "value":{"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"type","value":{"stringValue":"text"}},{"key":"content",\#
      "value":{"stringValue":"yo"}}]}}]}}},{"key":"finish_reason","value":{"stringValue":"stop"}}]}}]}}},\#
      {"key":"gen_ai.system_instructions","value":{"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"type",\#
      "value":{"stringValue":"text"}},{"key":"content","value":{"stringValue":"be brief"}}]}}]}}}]}]}]}]}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "otlp")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z in=8 read=12 write=0+0 out=3 think=0 model=claude-sonnet-4-5 provider=anthropic chat"
          + " messages=1 last_user_message=1 system_prompt=1 answer=1 call=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func openInferenceParts() throws {
    let log = #"""
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"x"}}]},\#
      "scopeSpans":[{"scope":{"name":"s"},"spans":[{"traceId":"00000000000000000000000000000003","spanId":"0000000000000014",\#
      "name":"chat gpt-4o","kind":3,"startTimeUnixNano":"1795165220000000000","endTimeUnixNano":"1795165220800000000",\#
      "attributes":[{"key":"openinference.span.kind","value":{"stringValue":"LLM"}},{"key":"llm.model_name",\#
      "value":{"stringValue":"gpt-4o"}},{"key":"llm.provider","value":{"stringValue":"openai"}},{"key":"llm.invocation_parameters",\#
      "value":{"stringValue":"{\"temperature\": 0.1, \"max_tokens\": 10}"}},{"key":"llm.input_messages.0.message.role",\#
      "value":{"stringValue":"user"}},{"key":"llm.input_messages.0.message.contents.0.message_content.type",\#
      "value":{"stringValue":"text"}},{"key":"llm.input_messages.0.message.contents.0.message_content.text",\#
      "value":{"stringValue":"hi"}},{"key":"llm.output_messages.0.message.role","value":{"stringValue":"assistant"}},\#
      {"key":"llm.output_messages.0.message.content","value":{"stringValue":"yo"}},{"key":"llm.token_count.prompt",\#
      "value":{"intValue":"20"}},{"key":"llm.token_count.completion","value":{"intValue":"3"}},\#
      {"key":"llm.token_count.prompt_details.cache_read","value":{"intValue":"5"}}],"status":{}}]}]}]}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "otlp")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:20Z 800000us in=15 read=5 write=0+0 out=3 think=0 model=gpt-4o provider=openai chat"
          + " temperature=0.1 max_tokens=1 messages=1 last_user_message=1 answer=1 call=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func langfuseInterface() throws {
    let log = #"""
      {"data":[{"id":"o1","traceId":"t1","type":"GENERATION","name":"x","startTime":"2026-11-20T09:00:00.000Z",\#
      "endTime":"2026-11-20T09:00:01.500Z","completionStartTime":"2026-11-20T09:00:00.400Z","model":"gpt-4o",\#
      "modelParameters":{"temperature":0.3},"input":[{"role":"user","content":"hi"}],"output":{"role":"assistant","content":"yo"},\#
      "usage":{"input":20,"output":3,"total":23,"unit":"TOKENS"},"promptTokens":20,"completionTokens":3,"totalTokens":23,\#
      "calculatedTotalCost":0.0001,"parentObservationId":null,"level":"DEFAULT","latency":1.5},{"id":"o2","traceId":"t1",\#
      "type":"SPAN","name":"x","startTime":"2026-11-20T09:00:00.000Z","endTime":"2026-11-20T09:00:01.500Z",\#
      "completionStartTime":"2026-11-20T09:00:00.400Z","model":"gpt-4o","modelParameters":{"temperature":0.3},"input":[{"role":"user",\#
      "content":"hi"}],"output":{"role":"assistant","content":"yo"},"usage":{"input":20,"output":3,"total":23,"unit":"TOKENS"},\#
      "promptTokens":20,"completionTokens":3,"totalTokens":23,"calculatedTotalCost":0.0001,"parentObservationId":null,\#
      "level":"DEFAULT","latency":1.5}],"meta":{"page":1}}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "langfuse")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 1500000us first=400000us in=20 read=0 write=0+0 out=3 think=0 $0.0001 model=gpt-4o chat"
          + " temperature=0.3 messages=1 last_user_message=1 answer=1 call=1 streamed"
      ])
    #expect(trace.setAside == ["1 an observation that is no generation"])
  }

  @Test func langfuseTraces() throws {
    let log = #"""
      {"id":"t1","name":"n","timestamp":"2026-11-20T09:00:00.000Z","observations":[{"id":"o1","traceId":"t1","type":"GENERATION",\#
      "name":"x","startTime":"2026-11-20T09:00:00.000Z","endTime":"2026-11-20T09:00:01.500Z",\#
      "completionStartTime":"2026-11-20T09:00:00.400Z","model":"gpt-4o","modelParameters":{"temperature":0.3},"input":[{"role":"user",\#
      "content":"hi"}],"output":{"role":"assistant","content":"yo"},"usage":{"input":20,"output":3,"total":23,"unit":"TOKENS"},\#
      "promptTokens":20,"completionTokens":3,"totalTokens":23,"calculatedTotalCost":0.0001,"parentObservationId":null,\#
      "level":"DEFAULT","latency":1.5},{"id":"o3","traceId":"t1","type":"GENERATION","name":"x",\#
      "startTime":"2026-11-20T09:00:00.000Z","endTime":"2026-11-20T09:00:01.500Z","completionStartTime":"2026-11-20T09:00:00.400Z",\#
      "model":"gpt-4o","modelParameters":{"temperature":0.3},"input":[{"role":"user","content":"hi"}],"output":{"role":"assistant",\#
      "content":"yo"},"usage":{"input":20,"output":3,"total":23},"promptTokens":20,"completionTokens":3,"totalTokens":23,\#
      "calculatedTotalCost":0.0001,"parentObservationId":null,"level":"DEFAULT","latency":1.5,"usageDetails":{"input":15,\#
      "input_cached_tokens":5,"output":3,"total":23}}]}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "langfuse")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 1500000us first=400000us in=20 read=0 write=0+0 out=3 think=0 $0.0001 model=gpt-4o chat"
          + " temperature=0.3 messages=1 last_user_message=1 answer=1 call=1 streamed",
        "2026-11-20T09:00:00Z 1500000us first=400000us in=15 read=5 write=0+0 out=3 think=0 $0.0001 model=gpt-4o chat"
          + " temperature=0.3 messages=1 last_user_message=1 answer=1 call=1 streamed",
      ])
    #expect(trace.setAside == [])
  }
}
