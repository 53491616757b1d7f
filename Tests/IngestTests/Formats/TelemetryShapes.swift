import Ingest
import Testing
import Traces

/// Spans as SDKs, tracers and stores of traces write them, beyond what the samples show.
@Suite struct TelemetryShapes {
  private static let start = "2026-11-20T09:00:00Z"
  private static let asked = "messages=1 last_user_message=1"
  private static let plain = #"[{"role":"user","parts":[{"type":"text","content":"hi"}]}]"#

  /// A value as OTLP has it: a whole number, a list of texts, or a text.
  private static func value(_ text: String) -> String {
    if Int(text) != nil { return #"{"intValue":"\#(text)"}"# }
    if text.hasPrefix("|") {
      let list = text.dropFirst().split(separator: "|").map { #"{"stringValue":\#(quoted(String($0)))}"# }
      return #"{"arrayValue":{"values":[\#(list.joined(separator: ","))]}}"#
    }
    return #"{"stringValue":\#(quoted(text))}"#
  }

  private static func list(_ attributes: [(String, String)]) -> String {
    attributes.map { #"{"key":"\#($0)","value":\#(value($1))}"# }.joined(separator: ",")
  }

  private func span(_ attributes: [(String, String)], events: [(String, [(String, String)])] = []) -> String {
    let told = events.map { #"{"name":"\#($0)","attributes":[\#(Self.list($1))]}"# }.joined(separator: ",")
    return
      #"{"traceId":"a1","spanId":"b1","name":"x","startTimeUnixNano":"1795165200000000000","endTimeUnixNano":"1795165201500000000","#
      + #""attributes":[\#(Self.list(attributes))],"events":[\#(told)]}"#
  }

  private func batch(_ span: String) -> String { #"{"resourceSpans":[{"scopeSpans":[{"spans":[\#(span)]}]}]}"# }

  /// The only request, without its time and its trace.
  private func row(_ log: String) throws -> String {
    let trace = try ingest(log)
    #expect(trace.requests.count == 1 && trace.log.sources[0].format == "otlp" && trace.log.setAside.allSatisfy { !$0.isBad })
    return trace.rows[0].replacing("\(Self.start) 1500000us ", with: "").replacing(" call=1", with: "")
  }

  /// The counts of a call with cached tokens beside its input, as the total says.
  @Test func cachedTokensMayStandBesideTheInput() throws {
    let counts = [("gen_ai.request.model", "m"), ("gen_ai.usage.output_tokens", "50"), ("gen_ai.usage.cache_read_input_tokens", "1000")]
    let input = ("gen_ai.usage.input_tokens", "2000")
    func counted(_ total: String) throws -> String { try row(batch(span(counts + [input, ("gen_ai.usage.total_tokens", total)]))) }
    #expect(try counted("3050").hasPrefix("in=2000 read=1000"))
    #expect(try counted("2050").hasPrefix("in=1000 read=1000"))
  }

  static let conventions: [Convention] = [
    Convention(
      "embeddings of OpenInference",
      [
        ("openinference.span.kind", "EMBEDDING"), ("embedding.model_name", "m"), ("embedding.embeddings.0.embedding.text", "a"),
        ("embedding.embeddings.1.embedding.text", "b"), ("embedding.embeddings.0.embedding.vector", "|0.1|0.2"),
        ("llm.token_count.prompt", "4"),
      ], "in=4 read=0 write=0+0 out=0 think=0 model=m embedding \(asked)"
    ),
    Convention(
      "reranking",
      [
        ("openinference.span.kind", "RERANKER"), ("reranker.model_name", "m"), ("reranker.query", "q"),
        ("reranker.input_documents.0.document.content", "d"),
      ], "model=m rerank other_parameters=1 messages=1 earlier_turns=1 last_user_message=1"
    ),
    Convention(
      "completions",
      [
        ("openinference.span.kind", "LLM"), ("llm.model_name", "m"), ("llm.prompts.0.prompt.text", "Once"),
        ("llm.choices.0.completion.text", "upon"),
      ], "model=m completion \(asked) answer=1"
    ),
    Convention(
      "completions as a list", [("openinference.span.kind", "LLM"), ("llm.model_name", "m"), ("llm.prompts", "|Once")],
      "model=m completion \(asked)"
    ),
    Convention(
      "calls of tools in the AI SDK",
      [
        ("ai.operationId", "ai.generateText.doGenerate"), ("gen_ai.request.model", "m"),
        ("ai.prompt.messages", #"[{"role":"user","content":"hi"}]"#), ("ai.prompt.toolChoice", #"{"type":"required"}"#),
        ("ai.response.finishReason", "tool-calls"), ("ai.response.toolCalls", #"[{"toolCallId":"x","toolName":"w","input":"{}"}]"#),
      ], "model=m chat tool_choice=1 \(asked) answer=1 called-tools"
    ),
    Convention(
      "objects in the AI SDK",
      [
        ("ai.operationId", "ai.generateObject.doGenerate"), ("gen_ai.request.model", "m"),
        ("ai.prompt.messages", #"[{"role":"user","content":"hi"}]"#), ("ai.response.object", #"{"a":1}"#),
        ("gen_ai.response.finish_reasons", "|content-filter"),
      ], "model=m chat \(asked) answer=1 unfinished"
    ),
    Convention(
      "texts in the AI SDK",
      [("ai.operationId", "ai.embedMany.doEmbed"), ("ai.model.id", "m"), ("ai.values", #"|"a"|"b""#), ("ai.usage.tokens", "2")],
      "in=2 read=0 write=0+0 out=0 think=0 model=m embedding \(asked)"
    ),
    Convention(
      "embeddings of OpenLLMetry",
      [("llm.request.type", "embedding"), ("gen_ai.request.model", "m"), ("gen_ai.prompt.0.content", "hello")], "model=m embedding \(asked)"
    ),
    Convention(
      "Anthropic's chats in OpenLLMetry",
      [
        ("llm.request.type", "completion"), ("gen_ai.request.model", "m"), ("gen_ai.prompt.0.role", "user"),
        ("gen_ai.prompt.0.content", "hi"),
      ], "model=m chat \(asked)"
    ),
    Convention(
      "Google's agents",
      [
        ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", "10"), ("gen_ai.usage.output_tokens", "2"),
        (
          "gcp.vertex.agent.llm_request",
          #"{"model":"m","config":{"system_instruction":"S","temperature":0.1},"contents":[{"role":"user","parts":[{"text":"hi"}]}]}"#
        ),
        (
          "gcp.vertex.agent.llm_response",
          #"{"content":{"role":"model","parts":[{"text":"ho"}]},"usage_metadata":{"prompt_token_count":10,"candidates_token_count":2,"#
            + #""thoughts_token_count":3,"total_token_count":15}}"#
        ),
      ], "in=10 read=0 write=0+0 out=5 think=3 model=m chat temperature=0.1 \(asked) system_prompt=1 answer=1"
    ),
    Convention(
      "Langfuse's SDKs",
      [
        ("langfuse.observation.type", "generation"), ("langfuse.observation.model.name", "m"), ("user.id", "u"),
        ("langfuse.observation.input", #"[{"role":"user","content":"hi"}]"#), ("langfuse.observation.output", "ok"),
        ("langfuse.observation.model.parameters", #"{"temperature":0.2}"#), ("langfuse.observation.cost_details", #"{"total":0.001}"#),
        ("langfuse.observation.usage_details", #"{"input":36,"input_cached_tokens":64,"output":5}"#),
        ("langfuse.observation.completion_start_time", #""2026-11-20T09:00:00.250Z""#),
      ],
      "first=250000us in=36 read=64 write=0+0 out=5 think=0 $0.001 model=m chat temperature=0.2 \(asked) user=1 answer=1 streamed"
    ),
  ]

  @Test(arguments: Self.conventions)
  func isReadAsTold(told: Convention) throws { #expect(try row(batch(span(told.attributes))) == told.expected, "\(told.name)") }

  /// One text that is embedded is one prompt, whoever tells of it.
  @Test func embeddedTextsAreTheSame() throws {
    let spans = [
      [("ai.operationId", "ai.embed.doEmbed"), ("ai.values", #"|"hello""#)],
      [("openinference.span.kind", "EMBEDDING"), ("embedding.embeddings.0.embedding.text", "hello")],
      [("llm.request.type", "embedding"), ("gen_ai.request.model", "m"), ("gen_ai.prompt.0.content", "hello")],
    ]
    let logs = spans.enumerated().map { index, attributes in batch(span(attributes).replacing("b1", with: "b\(index)")) }
    #expect(try ingest(logs.joined(separator: "\n")).requests.prompt == [1, 1, 1])
  }

  /// Strands' events have blocks of content as the text of their list.
  @Test func blocksAsTexts() throws {
    let events = [
      ("gen_ai.system.message", [("content", #"[{"text":"S"}]"#)]), ("gen_ai.user.message", [("content", #"[{"text":"hi"}]"#)]),
      ("gen_ai.choice", [("finish_reason", "end_turn"), ("message", #"[{"text":"ho"}]"#)]),
    ]
    let strands = span([("gen_ai.request.model", "m")], events: events)
    let same = [("gen_ai.system_instructions", #"[{"type":"text","content":"S"}]"#), ("gen_ai.input.messages", Self.plain)]
    let answered = ("gen_ai.output.messages", #"[{"role":"assistant","parts":[{"type":"text","content":"ho"}]}]"#)
    let current = span([("gen_ai.request.model", "m")] + same + [answered]).replacing("b1", with: "b2")
    let trace = try ingest(batch(strands) + "\n" + batch(current))
    #expect(trace.requests.prompt == [1, 1] && trace.requests.answer == [1, 1])
    #expect(trace.rows[0] == "\(Self.start) 1500000us model=m chat \(Self.asked) system_prompt=1 answer=1 call=1")
  }

  /// OpenRouter has a span of each provider that it tried inside of that of the call, and what was asked for beside the answer.
  @Test func broadcastsOfOpenRouter() throws {
    let call = span([
      ("gen_ai.request.model", "anthropic/claude-sonnet-4.5"), ("gen_ai.prompt", #"{"messages":[{"role":"user","content":"hi"}]}"#),
      (
        "gen_ai.completion",
        #"{"completion":"ok","reasoning":null,"toolCalls":[{"id":"c","function":{"name":"f","arguments":"{}"}}],"#
          + #""rawRequest":{"model":"x","stream":true,"temperature":0.2,"session_id":"s"}}"#
      ),
      ("gen_ai.response.finish_reason", "tool_calls"), ("gen_ai.usage.input_tokens", "100"), ("gen_ai.usage.output_tokens", "20"),
      ("gen_ai.usage.input_tokens.cached", "64"), ("gen_ai.usage.input_tokens.cache_creation", "10"), ("user.id", "u"),
      ("gen_ai.usage.output_tokens.reasoning", "5"), ("gen_ai.usage.total_cost", "0.001"),
      ("trace.metadata.openrouter.api_key_name", "k"), ("trace.metadata.openrouter.first_token_ms", "400"),
    ])
    let attempt = span([("gen_ai.request.model", "anthropic/claude-sonnet-4.5")])
      .replacing(#""name":"x""#, with: #""name":"provider attempt 1: A""#)
      .replacing(#""spanId":"b1""#, with: #""spanId":"b2","parentSpanId":"b1""#)
    #expect(
      try row(batch(call + "," + attempt))
        == "first=400000us in=26 read=64 write=10+0 out=20 think=5 $0.001 model=anthropic/claude-sonnet-4.5 chat temperature=0.2 "
        + "stream=1 \(Self.asked) user=1 api_key=1 answer=1 streamed called-tools")
  }

  // MARK: - What holds the spans

  private static let call = [("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "m"), ("gen_ai.input.messages", plain)]
  private static let expected = "model=m chat \(asked)"

  @Test func batchesWithoutALevel() throws {
    let scope = #"{"resource":{"attributes":[]},"scopeSpans":[{"scope":{"name":"x"},"spans":[\#(span(Self.call))]}]}"#
    #expect(try row(scope) == Self.expected)
    #expect(try row(#"{"batches":[\#(scope)]}"#) == Self.expected)
    #expect(try row(#"{"trace":{"resourceSpans":[\#(scope)]}}"#) == Self.expected)
  }

  @Test func tracesOfJaeger() throws {
    let tags = Self.call.map { #"{"key":"\#($0)","type":"string","value":\#(quoted($1))}"# }.joined(separator: ",")
    let outer = #"{"traceID":"a1","spanID":"01","operationName":"agent","startTime":1795165200000000,"duration":2000000,"tags":[]}"#
    let inner =
      #"{"traceID":"a1","spanID":"02","operationName":"chat","references":[{"refType":"CHILD_OF","traceID":"a1","spanID":"01"}],"#
      + #""startTime":1795165200000000,"duration":1500000,"tags":[\#(tags)],"logs":[],"processID":"p"}"#
    let log = #"{"data":[{"traceID":"a1","spans":[\#(outer),\#(inner)],"processes":{"p":{"serviceName":"x"}}}],"total":0,"errors":null}"#
    #expect(try row(log) == Self.expected)
    let failed = log.replacing(tags, with: tags + #",{"key":"error","type":"bool","value":true}"#)
    #expect(try row(failed) == Self.expected + " failed")
  }

  @Test func spansOfZipkin() throws {
    let tags = Self.call.map { #""\#($0)":\#(quoted($1))"# }.joined(separator: ",")
    let outer = #"{"traceId":"a1","id":"01","name":"get","timestamp":1795165200000000,"localEndpoint":{"serviceName":"x"}}"#
    let inner =
      #"{"traceId":"a1","id":"02","parentId":"01","name":"chat","timestamp":1795165200000000,"duration":1500000,"tags":{\#(tags)}}"#
    #expect(try row("[\(outer),\(inner)]") == Self.expected)
  }

  /// A log event a line, as the console exporter for Python writes it or CloudWatch keeps it, beside its span.
  @Test func eventsALine() throws {
    let ids = #""trace_id":"0xa1","span_id":"0xb1""#
    let event =
      #"{"body":{"content":"hi"},"severity_number":9,"severity_text":null,"#
      + #""attributes":{"event.name":"gen_ai.user.message"},"timestamp":"2026-11-20T09:00:00.100000Z",\#(ids),"trace_flags":1}"#
    let other = #"{"body":"started","severity_number":9,"attributes":{},"timestamp":"2026-11-20T09:00:00.1Z",\#(ids)}"#
    let span =
      #"{"name":"chat m","context":{\#(ids)},"start_time":"\#(Self.start)","end_time":"2026-11-20T09:00:01.500000Z","#
      + #""attributes":{"gen_ai.operation.name":"chat","gen_ai.request.model":"m","gen_ai.response.finish_reasons":["length"]},"events":[]}"#
    #expect(try row([event, other, span].joined(separator: "\n")) == Self.expected + " unfinished")
    let stamp = #""timestamp":"2026-11-20T09:00:00.100000Z""#
    let watched = event.replacing("severity_number", with: "severityNumber").replacing("trace_id", with: "traceId")
      .replacing("span_id", with: "spanId").replacing(stamp, with: #""timeUnixNano":1795165200100000000"#)
    let call =
      #"{"traceId":"0xa1","spanId":"0xb1","name":"chat m","kind":"CLIENT","startTimeUnixNano":1795165200000000000,"#
      + #""endTimeUnixNano":1795165201500000000,"attributes":{"gen_ai.operation.name":"chat","gen_ai.request.model":"m"},"events":[]}"#
    #expect(try row(watched + "\n" + call) == Self.expected)
  }

  @Test func rowsOfLogfire() throws {
    let row =
      #"{"start_timestamp":"\#(Self.start)","end_timestamp":"2026-11-20T09:00:01.500000Z","duration":1.5,"trace_id":"a1","span_id":"b1","#
      + #""parent_span_id":"b0","kind":"span","span_name":"chat m","otel_status_code":null,"attributes":{"gen_ai.operation.name":"chat","#
      + #""gen_ai.request.model":"m","gen_ai.input.messages":\#(Self.plain)}}"#
    #expect(try self.row(row) == Self.expected)
    #expect(try self.row(row.replacing(#""otel_status_code":null"#, with: #""otel_status_code":"ERROR""#)) == Self.expected + " failed")
  }

  /// Phoenix's data frames have a column for each attribute, and lists as objects with dots in their names.
  @Test func framesOfPhoenix() throws {
    let messages = #"[{"message.role":"user","message.content":"hi"}]"#
    let counted = "in=12 read=0 write=0+0 out=3 think=0 model=m chat \(Self.asked)"
    let json =
      #"{"name":"x","span_kind":"LLM","parent_id":null,"start_time":1795165200000,"end_time":1795165201500,"status_code":"OK","#
      + #""context.span_id":"b1","context.trace_id":"a1","attributes.llm.model_name":"m","attributes.llm.token_count.prompt":12,"#
      + #""attributes.llm.token_count.completion":3.0,"attributes.llm.provider":null,"attributes.llm.input_messages":\#(messages)}"#
    #expect(try row(json) == counted)
    let table = """
      context.span_id,context.trace_id,name,span_kind,start_time,end_time,attributes.llm.model_name,attributes.llm.token_count.prompt,\
      attributes.llm.token_count.completion,attributes.llm.input_messages
      b1,a1,x,LLM,2026-11-20 09:00:00+00:00,2026-11-20 09:00:01.5+00:00,m,12,3.0,"\(messages.replacing("\"", with: "\"\""))"
      """
    #expect(try row(table) == counted)
  }
}

/// A prompt and an answer under the names of a convention, and what is read.
struct Convention: Sendable {
  let name: String
  let attributes: [(String, String)]
  let expected: String

  init(_ name: String, _ attributes: [(String, String)], _ expected: String) {
    self.name = name
    self.attributes = attributes
    self.expected = expected
  }
}
