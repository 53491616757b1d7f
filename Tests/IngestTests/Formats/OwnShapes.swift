import Ingest
import Testing
import Traces

/// Logs of one's own, in the shapes that people give them. Equal numbers stand for equal values.
@Suite struct OwnShapes {
  @Test func exchangesOverHTTP() throws {
    let log = #"""
      {"timestamp":"2026-11-20T09:00:00Z","request":{"method":"POST","url":"https://api.openai.com/v1/chat/completions",\#
      "headers":{"authorization":"x"},"body":{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}],"temperature":0.2}},\#
      "response":{"status":200,"headers":{"x-request-id":"1"},"body":{"id":"chatcmpl-1","object":"chat.completion",\#
      "created":1795165200,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},\#
      "finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}},"duration_ms":812}
      {"timestamp":"2026-11-20T09:00:01Z","request":{"method":"POST","url":"https://api.openai.com/v1/chat/completions","headers":{},\#
      "body":"{\"model\": \"gpt-4o-mini\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], \"temperature\": 0.2}"},\#
      "response":{"status":429,"headers":{},"body":"{\"error\": {\"message\": \"rate\", \"type\": \"rate_limit\"}}"},"duration_ms":12}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "pairs")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 812000us in=9 read=0 write=0+0 out=2 think=0 status=200 model=gpt-4o-mini provider=openai"
          + " chat temperature=0.2 messages=1 last_user_message=1 answer=1",
        "2026-11-20T09:00:01Z 12000us status=429 model=gpt-4o-mini provider=openai chat temperature=0.2 messages=1"
          + " last_user_message=1 failed",
      ])
    #expect(trace.setAside == [])
  }

  @Test func archivesOfHTTP() throws {
    let log = #"""
      {"log":{"version":"1.2","creator":{"name":"mitmproxy"},"entries":[{"startedDateTime":"2026-11-20T09:00:00.000Z","time":812.5,\#
      "request":{"method":"POST","url":"https://api.openai.com/v1/chat/completions","headers":[{"name":"Authorization","value":"x"}],\#
      "postData":{"mimeType":"application/json","text":"{\"model\": \"gpt-4o-mini\", \"messages\": [{\"role\": \"user\",\#
       \"content\": \"hi\"}], \"temperature\": 0.2}"}},"response":{"status":200,"headers":[],"content":{"size":1,\#
      "mimeType":"application/json","text":"{\"id\": \"chatcmpl-1\", \"object\": \"chat.completion\", \"created\": 1795165200,\#
       \"model\": \"gpt-4o-mini-2024-07-18\", \"choices\": [{\"index\": 0, \"message\": {\"role\": \"assistant\",\#
       \"content\": \"hello\"}, \"finish_reason\": \"stop\"}], \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 2,\#
       \"total_tokens\": 11}}"}},"timings":{}}]}}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "pairs")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 812500us in=9 read=0 write=0+0 out=2 think=0 status=200 model=gpt-4o-mini provider=openai"
          + " chat temperature=0.2 messages=1 last_user_message=1 answer=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func bodiesInBase64() throws {
    let log = #"""
      {"ts":1795165200.5,"request":"eyJtb2RlbCI6ICJncHQtNG8tbWluaSIsICJtZXNzYWdlcyI6IFt7InJvbGUiOiAidXNlciIsICJjb250ZW50IjogImhpIn1dLC\#
      AidGVtcGVyYXR1cmUiOiAwLjJ9","response":"eyJpZCI6ICJjaGF0Y21wbC0xIiwgIm9iamVjdCI6ICJjaGF0LmNvbXBsZXRpb24iLCAiY3JlYXRlZCI6IDE3OTUx\#
      NjUyMDAsICJtb2RlbCI6ICJncHQtNG8tbWluaS0yMDI0LTA3LTE4IiwgImNob2ljZXMiOiBbeyJpbmRleCI6IDAsICJtZXNzYWdlIjogeyJyb2xlIjogImFzc2lzdGFu\#
      dCIsICJjb250ZW50IjogImhlbGxvIn0sICJmaW5pc2hfcmVhc29uIjogInN0b3AifV0sICJ1c2FnZSI6IHsicHJvbXB0X3Rva2VucyI6IDksICJjb21wbGV0aW9uX3Rv\#
      a2VucyI6IDIsICJ0b3RhbF90b2tlbnMiOiAxMX19","status":200,"latency_ms":100}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "pairs")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00.500Z 100000us in=9 read=0 write=0+0 out=2 think=0 status=200 model=gpt-4o-mini chat"
          + " temperature=0.2 messages=1 last_user_message=1 answer=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func everythingSideBySide() throws {
    let log = #"""
      {"timestamp":"2026-11-20T09:00:00Z","model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"response":"hello",\#
      "usage":{"prompt_tokens":9,"completion_tokens":2},"latency_ms":500,"user":"u1","temperature":0.2,"session":"s1"}
      {"timestamp":"2026-11-20T09:00:05Z","model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"response":"hello",\#
      "usage":{"prompt_tokens":9,"completion_tokens":2},"latency_ms":480,"user":"u2","temperature":0.2,"session":"s2"}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "flat")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 500000us in=9 read=0 write=0+0 out=2 think=0 model=gpt-4o chat temperature=0.2 messages=1"
          + " last_user_message=1 user=1 answer=1 call=1",
        "2026-11-20T09:00:05Z 480000us in=9 read=0 write=0+0 out=2 think=0 model=gpt-4o chat temperature=0.2 messages=1"
          + " last_user_message=1 user=2 answer=1 call=2",
      ])
    #expect(trace.setAside == [])
  }

  @Test func promptsAndCompletions() throws {
    let log = #"""
      {"ts":1795165200123,"model":"claude-sonnet-4-5","prompt":"hi","completion":"yo","input_tokens":5,"output_tokens":1,\#
      "latency":1.25,"cost":0.001,"error":null}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "flat")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00.123Z 1250000us in=5 read=0 write=0+0 out=1 think=0 $0.001 model=claude-sonnet-4-5 chat"
          + " messages=1 last_user_message=1 answer=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func inputsAndOutputs() throws {
    let log = #"""
      {"time":"2026-11-20 09:00:00","llm":"x","input":"hi there","output":"yo"}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "flat")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z model=x chat messages=1 last_user_message=1 answer=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func flatTables() throws {
    let log = #"""
      timestamp,model,prompt,response,prompt_tokens,completion_tokens,latency_ms
      2026-11-20T09:00:00Z,gpt-4o,"hi, ""you""
      there",hello,9,2,500
      2026-11-20T09:00:01Z,gpt-4o,"hi, ""you""
      there",hello,9,2,510

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "flat")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 500000us in=9 read=0 write=0+0 out=2 think=0 model=gpt-4o chat messages=1"
          + " last_user_message=1 answer=1",
        "2026-11-20T09:00:01Z 510000us in=9 read=0 write=0+0 out=2 think=0 model=gpt-4o chat messages=1"
          + " last_user_message=1 answer=1",
      ])
    #expect(trace.setAside == [])
  }

  @Test func streamsAsText() throws {
    let log = #"""
      {"ts":"2026-11-20T09:00:00Z","request":{"model":"claude-sonnet-4-5","max_tokens":10,"stream":true,"messages":[{"role":"user",\#
      "content":"q"}]},"response":"event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\#
      \"model\":\"claude-sonnet-4-5\",\"usage\":{\"input_tokens\":9,\"cache_read_input_tokens\":100,\#
      \"output_tokens\":1}}}\n\nevent: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\#
      \"delta\":{\"type\":\"text_delta\",\"text\":\"hey\"}}\n\nevent: message_delta\ndata: {\"type\":\"message_delta\",\#
      \"delta\":{\"stop_reason\":\"max_tokens\"},\"usage\":{\"output_tokens\":3}}\n\n"}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "pairs")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z in=9 read=100 write=0+0 out=3 think=0 model=claude-sonnet-4-5 messages max_tokens=1"
          + " stream=1 messages=1 last_user_message=1 answer=1 streamed unfinished"
      ])
    #expect(trace.setAside == [])
  }

  @Test func filesToFineTuneBy() throws {
    let log = #"""
      {"messages":[{"role":"system","content":"s"},{"role":"user","content":"q1"},{"role":"assistant","content":"a1"},{"role":"user",\#
      "content":"q2"},{"role":"assistant","content":"a2"}]}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "fine-tuning")
    #expect(
      trace.rows == [
        "1970-01-01T00:00:00Z chat messages=1 last_user_message=1 system_prompt=1 answer=1 no-time",
        "1970-01-01T00:00:00Z chat messages=2 earlier_turns=1 last_user_message=2 system_prompt=1 answer=2 no-time",
      ])
    #expect(trace.setAside == [])
  }

  @Test func conversationsByRole() throws {
    let log = #"""
      [{"id":"1","conversations":[{"role":"user","content":"q1"},{"role":"assistant","content":"a1"}]},{"id":"2",\#
      "items":[{"from":"human","value":"q1"},{"from":"gpt","value":"a1"}]}]

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "sharegpt")
    #expect(
      trace.rows == [
        "1970-01-01T00:00:00Z chat messages=1 last_user_message=1 answer=1 no-time",
        "1970-01-01T00:00:00Z chat messages=1 last_user_message=1 answer=1 no-time",
      ])
    #expect(trace.setAside == [])
  }
}
