import Ingest
import Testing
import Traces

/// Counts, spans, costs, stamps and outcomes of home-made records, under the many names and in the many units that they have.
@Suite struct OwnFacts {
  private static let time = #""ts":"2026-11-20T09:00:00Z""#
  private static let stamp = "2026-11-20T09:00:00Z"
  private static let end = "model=m chat no-content"
  private static let counts = #""prompt_tokens":10,"completion_tokens":2"#
  private static let read = "in=10 read=0 write=0+0 out=2 think=0"

  private func only(_ record: String) throws -> String {
    let rows = try ingest(record).rows
    #expect(rows.count == 1)
    return rows.first ?? ""
  }

  /// Claude's input is beside what a cache held, by whatever name; other models' input includes it.
  @Test(arguments: [
    (#""usage":{"input_tokens":10,"output_tokens":2,"cache_read_tokens":500,"cache_write_tokens":40}"#, "in=10 read=500 write=40+0"),
    (#""usage":{"input_tokens":10,"output_tokens":2,"cache_read_tokens":500,"cache_creation_tokens":40}"#, "in=10 read=500 write=40+0"),
    (#""usage":{"inputTokens":10,"outputTokens":2,"cacheReadInputTokens":500,"cacheCreationInputTokens":40}"#, "in=10 read=500 write=40+0"),
    (#""inputTokens":10,"outputTokens":2,"cacheReadInputTokens":500,"cacheCreationInputTokens":40"#, "in=10 read=500 write=40+0"),
    (
      #""input_tokens":10,"output_tokens":2,"cache_read_input_tokens":500,"cache_creation_5m_input_tokens":7,"cache_creation_1h_input_tokens":9"#,
      "in=10 read=500 write=7+9"
    ),
    (
      #""input_tokens":10,"output_tokens":2,"cache_creation_input_tokens":100,"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":70"#,
      "in=10 read=0 write=30+70"
    ),
    (
      #""usage_input_tokens":10,"usage_output_tokens":2,"usage_cache_read_input_tokens":500,"usage_cache_creation_input_tokens":40"#,
      "in=10 read=500 write=40+0"
    ),
    (#""uncached_input_tokens":10,"cache_read_input_tokens":500,"output_tokens":2"#, "in=10 read=500 write=0+0"),
    (#""prompt_cache_hit_tokens":500,"prompt_cache_miss_tokens":10,"completion_tokens":2"#, "in=10 read=500 write=0+0"),
    (#""total_tokens":12,"completion_tokens":2"#, "in=10 read=0 write=0+0"),
    (#""llm_input_token":10,"llm_output_token":2"#, "in=10 read=0 write=0+0"),
    (#""in":10,"out":2,"provider":"p","ms":5"#, "in=10 read=0 write=0+0"),
  ])
  func countsOfClaude(members: String, expected: String) throws {
    let row = try only(#"{\#(Self.time),"model":"claude-sonnet-4-5",\#(members)}"#)
    #expect(row.contains(" \(expected) out=2 think=0 "), "\(row)")
  }

  @Test(arguments: [
    #""input_tokens":1000,"cache_read_input_tokens":400,"output_tokens":2"#,
    #""input_tokens":1000,"cache_read_input_tokens":400,"output_tokens":2,"total_tokens":1002"#,
    #""usage":{"input_tokens":1000,"cache_read_input_tokens":400,"output_tokens":2,"total_tokens":1002}"#,
    #""usage":{"prompt_tokens":1000,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":400}}"#,
    #""usage":{"input_tokens":1000,"output_tokens":2,"input_tokens_details":{"cached_tokens":400}}"#,
    #""usage":{"prompt_tokens":1000,"completion_tokens":2,"cached_tokens":400}"#,
  ])
  func countsOfOthers(members: String) throws {
    #expect(try only(#"{\#(Self.time),"model":"gpt-4o",\#(members)}"#).contains(" in=600 read=400 write=0+0 out=2 think=0 "))
  }

  @Test func countsOfThoughtsAndEmbeddings() throws {
    let thought =
      #"{\#(Self.time),"model":"gemini-2.5-flash","input_tokens":1000,"output_tokens":5,"thinking_tokens":50,"total_tokens":1055}"#
    #expect(try only(thought).contains(" in=1000 read=0 write=0+0 out=55 think=50 "))
    let embedding = #"{\#(Self.time),"model":"text-embedding-3-small","total_tokens":800,"latency_ms":90}"#
    #expect(try only(embedding).contains(" 90000us in=800 read=0 write=0+0 out=0 think=0 "))
  }

  /// 1.5 seconds, with the unit in the name.
  @Test(arguments: [
    #""llm_duration_ms":1500"#, #""total_duration_ms":1500"#, #""latency_in_ms":1500"#, #""latency_in_seconds":1.5"#,
    #""latency_microseconds":1500000"#, #""latency_nanos":1500000000"#, #""duration_nanoseconds":1500000000"#,
    #""event.duration":1500000000"#, #""timing":{"duration_ms":1500}"#, #""usage":{\#(OwnFacts.counts),"latency_ms":1500}"#,
  ])
  func spans(member: String) throws {
    #expect(try only(#"{\#(Self.time),"model":"m",\#(Self.counts),\#(member)}"#) == "\(Self.stamp) 1500000us \(Self.read) \(Self.end)")
  }

  /// Beside bodies, a span without its unit is told by the file as in flat records.
  @Test(arguments: ["time_taken", "request_duration", "latency"]) func spansBesideBodies(name: String) throws {
    let log = [0.9, 1.5].map {
      #"{\#(Self.time),"request":{"model":"m","messages":[{"role":"user","content":"q"}]},"response":{"text":"a"},"\#(name)":\#($0)}"#
    }
    #expect(try ingest(log.joined(separator: "\n")).requests.duration == [900_000, 1_500_000])
  }

  /// Two seconds until the first token.
  @Test(arguments: [#""ttft_s":2"#, #""time_to_first_token_s":2"#, #""ttft":2"#, #""first_chunk_ms":2000"#, #""ttft_ms":2000"#])
  func firstTokens(member: String) throws {
    #expect(
      try only(#"{\#(Self.time),"model":"m",\#(Self.counts),"latency_s":9.5,"stream":true,\#(member)}"#).contains(" first=2000000us "))
  }

  @Test(arguments: [
    #""request_started_at":"2026-11-20T09:00:00Z""#, #""inserted_at":"2026-11-20T09:00:00Z""#, #""timestamp_ns":1795165200000000000"#,
    #""unix_ms":1795165200000"#, #""unixtime":1795165200"#, #""when":"2026-11-20T09:00:00Z""#, #""request_date":"2026-11-20 09:00:00""#,
  ])
  func stamps(member: String) throws {
    #expect(try only(#"{\#(member),"model":"m",\#(Self.counts)}"#) == "\(Self.stamp) \(Self.read) \(Self.end)")
  }

  /// Days as spreadsheets count them, where all are such.
  @Test func serialDates() throws {
    let table = "timestamp,model,prompt_tokens,completion_tokens\n46346.375,m,10,2\n46346.4166666667,m,10,2\n"
    #expect(try ingest(table).rows == [9, 10].map { "2026-11-20T\($0 == 9 ? "09" : "10"):00:00Z \(Self.read) \(Self.end)" })
    let seconds = table.replacing("46346.375", with: "0.5")
    #expect(try ingest(seconds).rows.first?.hasPrefix("1970-01-01T00:00:00.5") == true)
  }

  @Test(arguments: [
    (#""cost_micros":10000"#, "$0.01 "), (#""cost_micro_usd":10000"#, "$0.01 "), (#""cost_nanos":10000000"#, "$0.01 "),
    (#""cost":{"value":0.01,"currency":"USD"}"#, "$0.01 "), (#""costInCents":1"#, "$0.01 "), (#""billed_usd":0.01"#, "$0.01 "),
    (#""usage":{\#(OwnFacts.counts),"cost":0.01}"#, "$0.01 "), (#""cost":"nan""#, ""), (#""cost":{"value":0.01,"currency":"EUR"}"#, ""),
  ])
  func costs(member: String, expected: String) throws {
    #expect(try only(#"{\#(Self.time),"model":"m",\#(Self.counts),\#(member)}"#) == "\(Self.stamp) \(Self.read) \(expected)\(Self.end)")
  }

  /// A failure has neither counts nor a latency, often.
  @Test(arguments: [
    (#""status":"error","error":"RateLimitError""#, ""), (#""usage":null,"error":"RateLimitError""#, ""), (#""state":"failed""#, ""),
    (#""errored":true"#, ""), (#""exc_info":"Traceback""#, ""), (#""finish_reason":"error""#, ""),
    (#""SUCCESS":"FALSE""#, ""), (#""IS_ERROR":"TRUE""#, ""), (#""status":"error","http_status":500"#, "status=500 "),
  ])
  func failures(members: String, expected: String) throws {
    let good = #"{\#(Self.time),"model":"gpt-4o",\#(Self.counts)}"#
    let rows = try ingest(good + "\n" + #"{\#(Self.time),"model":"gpt-4o",\#(members)}"#).rows
    #expect(
      rows == ["\(Self.stamp) \(Self.read) model=gpt-4o chat no-content", "\(Self.stamp) \(expected)model=gpt-4o chat failed no-content"])
    #expect(try only(#"{\#(Self.time),"model":"gpt-4o",\#(Self.counts),"result":"error"}"#).contains("failed"))
  }

  @Test(arguments: ["llm", "context", "extra", "payload"]) func failuresInside(name: String) throws {
    let log = [Self.counts + #","latency_ms":1500"#, #""latency_ms":1500,"error":"RateLimitError","status_code":429"#].map {
      #"{"msg":"x","\#(name)":{"model":"m",\#($0)}}"#
    }
    let rows = try ingest(log.joined(separator: "\n")).rows
    #expect(rows.count == 2)
    #expect(rows.last?.contains("1500000us status=429 model=m chat failed") == true)
  }

  /// Standard tiers cost more than flex.
  @Test func tiersOfService() throws {
    #expect(try only(#"{\#(Self.time),"model":"m",\#(Self.counts),"service_tier":"flex"}"#).hasSuffix("no-content flex"))
  }

  /// Facts of a call in several objects beside each other, and none at the top.
  @Test func factsInGroupsAlone() throws {
    let span = #"{"timestamp":"2026-11-20T09:00:00Z","fields":{\#(Self.counts),"latency_ms":1500},"span":{"model":"m","name":"chat"}}"#
    #expect(try only(span) == "\(Self.stamp) 1500000us \(Self.read) \(Self.end)")
    let telemetry = #"{"time":"2026-11-20T09:00:00Z","metadata":{"model":"m","measurements":{\#(Self.counts),"duration_ms":1500}}}"#
    #expect(try only(telemetry) == "\(Self.stamp) 1500000us \(Self.read) \(Self.end)")
  }

  /// A line of a web server does not make pairs of a log.
  @Test func linesOfServersAmongCalls() throws {
    let call = #"{"level":30,"time":1795165200000,"llm":{"model":"m","usage":{\#(Self.counts)}},"responseTime":1500}"#
    let line = #"{"level":30,"time":1795165200000,"req":{"method":"GET","url":"/health"},"res":{"statusCode":200},"responseTime":2}"#
    for log in [[call, line], [line, call]] { #expect(try ingest(log.joined(separator: "\n")).requests.count == 1) }
  }

  /// Sums, trainings, prices and tools are no calls.
  @Test(arguments: [
    #"{\#(OwnFacts.time),"model":"gpt-4o","invocations":120,"input_tokens":100000,"output_tokens":2000}"#,
    #"{\#(OwnFacts.time),"model":"gpt-4o","count":120,"input_tokens":100000,"output_tokens":2000}"#,
    #"{\#(OwnFacts.time),"step":1,"model":"llama","loss":1.1,"grad_norm":0.2,"input_tokens":4096,"output_tokens":4096,"latency_ms":200}"#,
    #"{"model":"gpt-4o","dataset":"mmlu","accuracy":0.88,"input_tokens":1000000,"output_tokens":20000,"n_samples":1400}"#,
    #"{"model":"claude-sonnet-4-5","provider":"anthropic","input":3,"output":15,"cached":0.3,"updated_at":"2026-11-20"}"#,
    #"{\#(OwnFacts.time),"msg":"tool call","tool":"search","input":"x","output":"y","latency_ms":200}"#,
  ])
  func whatIsNoCall(record: String) throws {
    #expect(throws: IngestError.self) { try ingest(record + "\n" + record) }
    let call = #"{\#(Self.time),"model":"m",\#(Self.counts)}"#
    #expect(try ingest(([call, record, call, call]).joined(separator: "\n")).requests.count == 3)
  }

  /// Answers that were kept without their question.
  @Test(arguments: [
    (
      #"{"time":"2026-11-20T09:00:00Z","response":{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"modelVersion":"m","#
        + #""usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2,"totalTokenCount":12}}}"#, "answer=1"
    ),
    (
      #"{"model":"m","created_at":"2026-11-20T09:00:01.5Z","message":{"role":"assistant","content":"a"},"done":true,"#
        + #""total_duration":1500000000,"prompt_eval_count":10,"eval_count":2}"#, "answer=1"
    ),
    (
      #"{"type":"response.done","event_id":"e","response":{"id":"r","object":"realtime.response","status":"completed","output":[],"#
        + #""usage":{"total_tokens":12,"input_tokens":10,"output_tokens":2,"input_token_details":{"text_tokens":10}}}}"#, "no-time"
    ),
  ])
  func answersAlone(record: String, part: String) throws {
    let row = try only(record)
    #expect(row.contains(Self.read) && row.contains(part), "\(row)")
  }
}
