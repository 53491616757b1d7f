import Ingest
import Testing
import Traces

/// Bodies of questions and answers that are less common than a chat in text.
@Suite struct BodyShapes {
  private static let start = "2026-11-20T09:00:00Z"
  private static let asked = "messages=1 last_user_message=1"
  private static let hi = #""messages":[{"role":"user","content":"hi"}]"#

  private func log(_ request: String, _ response: String, _ more: String = "") -> String {
    #"{"timestamp":"\#(Self.start)"\#(more),"request":\#(request),"response":\#(response)}"#
  }

  private func row(_ request: String, _ response: String, _ more: String = "") throws -> String {
    let trace = try ingest(log(request, response, more))
    #expect(trace.requests.count == 1 && trace.log.sources[0].format == "pairs")
    return trace.rows[0].replacing(Self.start + " ", with: "")
  }

  private func chat(_ message: String, _ more: String = "") -> String {
    #"{"id":"c","model":"m","choices":[{"index":0,"message":\#(message),"finish_reason":"stop"}]\#(more)}"#
  }

  private func events(_ events: [String]) -> String {
    "\"" + events.map { "data: \($0)\\n\\n" }.joined().replacing("\"", with: "\\\"").replacing("\\\\\"", with: "\\\\\\\"") + "\""
  }

  /// The answer of an audio model is what it said.
  @Test func spokenAnswersAreTheirTranscripts() throws {
    let request = #"{"model":"m",\#(Self.hi)}"#
    let spoken = chat(#"{"role":"assistant","content":null,"audio":{"id":"a","data":"UklG","transcript":"hello"}}"#)
    let streamed = events([
      #"{"choices":[{"index":0,"delta":{"audio":{"id":"a","transcript":"hel"}}}]}"#,
      #"{"choices":[{"index":0,"delta":{"audio":{"data":"UklG"}}}]}"#, #"{"choices":[{"index":0,"delta":{"audio":{"transcript":"lo"}}}]}"#,
    ])
    let written = chat(#"{"role":"assistant","content":"hello"}"#)
    let trace = try ingest([spoken, streamed, written].map { log(request, $0) }.joined(separator: "\n"))
    #expect(trace.requests.answer == [1, 1, 1])
  }

  /// What a record says that it cost is not what the next one cost.
  @Test func costsAreOfOneRecord() throws {
    let request = #"{"model":"m",\#(Self.hi)}"#
    let paid = chat(#"{"content":"a"}"#, #","usage":{"prompt_tokens":10,"completion_tokens":5,"cost":0.0012}"#)
    let unpaid = chat(#"{"content":"a"}"#, #","usage":{"prompt_tokens":10,"completion_tokens":5}"#)
    let counted = "in=10 read=0 write=0+0 out=5 think=0"
    #expect(
      try ingest(log(request, paid) + "\n" + log(request, unpaid)).rows == [
        "\(Self.start) \(counted) $0.0012 model=m chat \(Self.asked) answer=1",
        "\(Self.start) \(counted) model=m chat \(Self.asked) answer=1",
      ])
  }

  /// The tier that was given goes before the one that was asked for.
  @Test(arguments: [
    ("auto", "flex", RequestFlags.flex), ("priority", "default", RequestFlags()), ("priority", "priority", .priority),
    ("flex", "", .flex),
  ])
  func tiersAreThoseOfTheAnswer(asked: String, given: String, expected: RequestFlags) throws {
    let request = #"{"model":"m","service_tier":"\#(asked)",\#(Self.hi)}"#
    let answer = chat(#"{"content":"a"}"#, given.isEmpty ? "" : #","service_tier":"\#(given)""#)
    let flags = try ingest(log(request, answer)).requests[0].flags
    #expect(flags.intersection([.flex, .priority]) == expected)
  }

  @Test func namesMayBeNumbers() throws {
    let answer = chat(#"{"content":"a"}"#)
    let row = try row(#"{"model":"m",\#(Self.hi)}"#, answer, #","user_id":42,"tenant_id":7,"team":"7""#)
    #expect(row == "model=m chat \(Self.asked) organisation=7 team=7 user=1 answer=1")
  }

  @Test(arguments: [
    (#""tokens":{"input":10,"output":5}"#, "in=10 read=0 write=0+0 out=5 think=0"),
    (#""input_tokens":10,"output_tokens":5,"cached_tokens":4,"reasoning_tokens":2"#, "in=6 read=4 write=0+0 out=5 think=2"),
    (#""prompt_tokens":10,"completion_tokens":5,"reasoning_tokens":2"#, "in=10 read=0 write=0+0 out=5 think=2"),
    (#""input_tokens":10,"output_tokens":5,"cache_read_input_tokens":4"#, "in=10 read=4 write=0+0 out=5 think=0"),
  ])
  func countsOfOnesOwn(counts: String, expected: String) throws {
    let log = #"{"timestamp":"\#(Self.start)","model":"m","prompt":"hi","response":"ok",\#(counts)}"#
    #expect(try ingest(log).rows == ["\(Self.start) \(expected) model=m chat \(Self.asked) answer=1"])
  }

  /// Spans and stamps as programs write them that nobody told how.
  @Test(arguments: [
    (#""timestamp":"2026-11-20 09:00:00 +0000 UTC","duration":"1.5s""#, "1500000us"),
    (#""timestamp":"2026-11-20 10:00:00.000000 +0100 CET","duration":"1m2.5s""#, "62500000us"),
    (#""timestamp":"2026-11-20T10:00:00+01:00[Europe/Berlin]","duration":"850ms""#, "850000us"),
    (#""timestamp":"Fri Nov 20 2026 10:00:00 GMT+0100 (Central European Standard Time)","elapsed":"00:00:01.5000000""#, "1500000us"),
    (#""timestamp":"2026-11-20T09:00:00Z","latency_ms":"1500""#, "1500000us"),
  ])
  func stampsAndSpans(members: String, expected: String) throws {
    let log = #"{\#(members),"model":"m","prompt":"hi","response":"ok"}"#
    #expect(try ingest(log).rows == ["\(Self.start) \(expected) model=m chat \(Self.asked) answer=1"])
  }

  // MARK: - Calls that generate no text

  @Test(arguments: [
    (
      #"{"model":"gpt-image-1","prompt":"a cat","quality":"low"}"#,
      #"{"created":1795165200,"data":[{"b64_json":"AAAA"}],"usage":{"input_tokens":8,"output_tokens":272,"total_tokens":280,"#
        + #""input_tokens_details":{"text_tokens":8,"image_tokens":0}}}"#,
      "in=8 read=0 write=0+0 out=272 think=0 model=gpt-image-1 image other_parameters=1 \(asked) answer=1"
    ),
    (
      #"{"model":"gpt-4o-mini-tts","input":"say it","voice":"alloy"}"#, #"{"audio":"AAAA"}"#,
      "model=gpt-4o-mini-tts audio other_parameters=1 \(asked)"
    ),
    (
      #"{"model":"voyage-3","input":["a","b"]}"#,
      #"{"object":"list","data":[{"object":"embedding","embedding":[0.1],"index":0}],"model":"voyage-3","usage":{"total_tokens":10}}"#,
      "in=10 read=0 write=0+0 out=0 think=0 model=voyage-3 embedding \(asked)"
    ),
    (
      #"{"model":"jina-reranker-v2","query":"q","documents":["a","b"]}"#,
      #"{"model":"jina-reranker-v2","usage":{"total_tokens":22},"results":[{"index":0,"relevance_score":0.9}]}"#,
      "in=22 read=0 write=0+0 out=0 think=0 model=jina-reranker-v2 rerank other_parameters=1 messages=1 earlier_turns=1 last_user_message=1"
    ),
    (
      #"{"inputs":"hi","parameters":{"temperature":0.7}}"#, #"[{"generated_text":"ok"}]"#, "completion temperature=0.7 \(asked) answer=1"
    ),
  ])
  func otherKindsOfCalls(request: String, response: String, expected: String) throws {
    #expect(try row(request, response) == expected)
  }

  /// Google has a form of its own for each kind of model that embeds; all ask for the same text here.
  @Test func textsThatGoogleEmbeds() throws {
    let host = "https://x/v1beta/models/gemini-embedding-001:"
    let values = #"{"embedding":{"values":[0.1]}}"#
    let logs = [
      log(#"{"content":{"parts":[{"text":"hello"}]},"taskType":"RETRIEVAL_QUERY"}"#, values, #","url":"\#(host)embedContent""#),
      log(#"{"requests":[{"content":{"parts":[{"text":"hello"}]}}]}"#, values, #","url":"\#(host)batchEmbedContents""#),
      log(
        #"{"instances":[{"content":"hello"}]}"#,
        #"{"predictions":[{"embeddings":{"values":[0.1],"statistics":{"token_count":2,"truncated":false}}}]}"#,
        #","url":"https://x/v1/publishers/google/models/gemini-embedding-001:predict""#),
      log(#"{"model":"gemini-embedding-001","input":"hello"}"#, #"{"data":[{"embedding":[0.1]}]}"#),
    ]
    let trace = try ingest(logs.joined(separator: "\n"))
    #expect(trace.requests.prompt == [1, 1, 1, 1])
    #expect(trace.rows[2] == "\(Self.start) in=2 read=0 write=0+0 out=0 think=0 model=gemini-embedding-001 embedding \(Self.asked)")
  }

  @Test func picturesOfImagen() throws {
    let row = try row(
      #"{"instances":[{"prompt":"a cat"}]}"#, #"{"predictions":[{"bytesBase64Encoded":"AA"}]}"#,
      #","url":"https://x/v1/publishers/google/models/imagen-4.0-generate-001:predict""#)
    #expect(row == "model=imagen-4.0-generate-001 image \(Self.asked) answer=1")
  }

  // MARK: - Tools that the provider runs itself

  /// They are no calls for the caller to make, and no part of the answer.
  @Test func toolsOfTheProvider() throws {
    let request = #"{"model":"m","input":"hi"}"#
    func response(_ items: String) -> String { #"{"object":"response","status":"completed","model":"m","output":[\#(items)]}"# }
    let message = #"{"type":"message","role":"assistant","content":[{"type":"output_text","text":"ok"}]}"#
    let search = #"{"id":"w","type":"web_search_call","status":"completed","action":{"type":"search","query":"q"}}"#
    let call = #"{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}"#
    let trace = try ingest(
      [message, search + "," + message, message + "," + call].map { log(request, response($0)) }.joined(separator: "\n"))
    #expect(trace.requests.answer == [1, 1, 2])
    #expect(trace.requests.flags.map { $0.contains(.calledTools) } == [false, false, true])
  }

  /// A stream begins as an answer that is not done; one in the background that was not asked for again never is.
  @Test func answersInTheMaking() throws {
    func body(_ status: String, _ output: String) -> String {
      #"{"object":"response","status":"\#(status)","model":"m","output":[\#(output)]}"#
    }
    let message = #"{"type":"message","role":"assistant","content":[{"type":"output_text","text":"ok"}]}"#
    let streamed = events([
      #"{"type":"response.created","response":\#(body("in_progress", ""))}"#,
      #"{"type":"response.completed","response":\#(body("completed", message))}"#,
    ])
    let request = #"{"model":"m","input":"hi"}"#
    #expect(try row(request, streamed) == "model=m responses \(Self.asked) answer=1 streamed")
    #expect(try row(request, body("queued", "")) == "model=m responses \(Self.asked) unfinished")
  }

  @Test func toolsOfAnthropics() throws {
    let request = #"{"model":"m","max_tokens":10,\#(Self.hi)}"#
    func response(_ blocks: String) -> String { #"{"type":"message","role":"assistant","model":"m","content":[\#(blocks)]}"# }
    let text = #"{"type":"text","text":"ok"}"#
    let used =
      #"{"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"q"}},"#
      + #"{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","url":"u"}]},"#
    let streamed = events([
      #"{"type":"message_start","message":{"type":"message","model":"m","content":[],"usage":{"input_tokens":10,"#
        + #""cache_creation_input_tokens":300,"cache_read_input_tokens":1000,"output_tokens":1,"#
        + #""cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":300}}}}"#,
      #"{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}}"#,
      #"{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}"#,
      #"{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"ok"}}"#,
      #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":10,"cache_creation_input_tokens":300,"#
        + #""cache_read_input_tokens":1000,"output_tokens":50,"output_tokens_details":{"thinking_tokens":20}}}"#,
    ])
    let whole = [text, used + text, #"{"type":"redacted_thinking","data":"x"},"# + text].map(response)
    let trace = try ingest((whole + [streamed]).map { log(request, $0) }.joined(separator: "\n"))
    #expect(trace.requests.answer == [1, 1, 1, 1])
    #expect(trace.requests.flags.allSatisfy { !$0.contains(.calledTools) })
    // How long the cache keeps what was written is told at the beginning of the stream only.
    #expect(trace.rows[3].contains("in=10 read=1000 write=0+300 out=50 think=20"))
  }

  // MARK: - Gemini

  @Test(arguments: [
    (#"{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5}}"#, "\(asked) unfinished"),
    (#"{"candidates":[{"content":{},"finishReason":"MALFORMED_FUNCTION_CALL"}]}"#, "\(asked) unfinished"),
    (#"{"error":{"code":429,"message":"q","status":"RESOURCE_EXHAUSTED"}}"#, "\(asked) failed"),
  ])
  func answersThatGeminiDoesNotGive(response: String, expected: String) throws {
    let row = try row(#"{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}"#, response)
    #expect(row.hasSuffix(expected))
    #expect(row.hasPrefix("status=429") == response.contains("429"))
  }

  @Test func callsOfItsSDK() throws {
    let answer = #"{"candidates":[{"content":{"parts":[{"text":"ok"}]}}],"model_version":"g"}"#
    let row = try row(#"{"model":"g","contents":"hi","config":{"temperature":0.3,"system_instruction":"S"}}"#, answer)
    #expect(row == "model=g chat temperature=0.3 \(Self.asked) system_prompt=1 answer=1")
  }

  /// Calls that are streamed whole are told apart by their arguments too.
  @Test func callsOfToolsInItsStreams() throws {
    func stream(_ value: Int) -> String {
      #"[{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":\#(value)}}}]}}]}]"#
    }
    let request = #"{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}"#
    let trace = try ingest([1, 2, 1].map { log(request, stream($0)) }.joined(separator: "\n"))
    #expect(trace.requests.answer == [1, 2, 1])
  }
}
