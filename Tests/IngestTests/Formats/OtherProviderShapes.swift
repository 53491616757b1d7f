import Ingest
import Testing
import Traces

/// Bodies of other providers, inside and outside of gateways' records. Equal numbers stand for equal values.
@Suite struct OtherProviderShapes {
  @Test func ollama() throws {
    let log = #"""
      {"ts":"2026-11-20T09:00:00Z","request":{"model":"llama3.2","messages":[{"role":"user","content":"hi"}]},\#
      "response":{"model":"llama3.2","created_at":"2026-11-20T09:00:01.1Z","message":{"role":"assistant","content":"yo"},"done":true,\#
      "done_reason":"stop","total_duration":1250000000,"prompt_eval_count":26,"eval_count":3}}
      {"ts":"2026-11-20T09:00:05Z","request":{"model":"llama3.2","messages":[{"role":"user","content":"hi"}],"stream":true},\#
      "response":"{\"model\":\"llama3.2\",\"message\":{\"role\":\"assistant\",\"content\":\"y\"},\#
      \"done\":false}\n{\"model\":\"llama3.2\",\"message\":{\"role\":\"assistant\",\"content\":\"o\"},\#
      \"done\":false}\n{\"model\":\"llama3.2\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\#
      \"done_reason\":\"length\",\"total_duration\":2000000000,\"prompt_eval_count\":26,\"eval_count\":3}\n"}
      {"ts":"2026-11-20T09:00:09Z","request":{"model":"llama3.2","prompt":"hi"},"response":{"model":"llama3.2","response":"yo",\#
      "done":true,"total_duration":1000000,"prompt_eval_count":2,"eval_count":1}}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "pairs")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 1250000us in=26 read=0 write=0+0 out=3 think=0 model=llama3.2 chat messages=1"
          + " last_user_message=1 answer=1",
        "2026-11-20T09:00:05Z 2000000us in=26 read=0 write=0+0 out=3 think=0 model=llama3.2 chat stream=1 messages=1"
          + " last_user_message=1 answer=1 streamed unfinished",
        "2026-11-20T09:00:09Z 1000us in=2 read=0 write=0+0 out=1 think=0 model=llama3.2 completion messages=1"
          + " last_user_message=1 answer=1",
      ])
    #expect(trace.setAside == [])
  }

  @Test func workersAI() throws {
    let log = #"""
      {"Cached":false,"Endpoint":"run","Gateway":"g","Provider":"workers-ai","Model":"@cf/meta/llama-3.1-8b-instruct",\#
      "Metrics":{"cost":0,"durationMs":90},"RequestBody":{"messages":[{"role":"user","content":"hi"}]},\#
      "ResponseBody":{"result":{"response":"yo","usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}},"success":true},\#
      "StatusCode":200,"Timestamp":1795165200123}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "cloudflare-logpush")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00.123Z 90000us in=5 read=0 write=0+0 out=1 think=0 $0 status=200"
          + " model=@cf/meta/llama-3.1-8b-instruct provider=workers-ai chat messages=1 last_user_message=1 organisation=g"
          + " answer=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func anthropicGeminiAndResponsesInHelicone() throws {
    let log = #"""
      {"request_id":"7d1c0000-0000-4000-8000-000000000001","request_created_at":"2026-11-20T09:00:00.000Z",\#
      "request_path":"https://api.openai.com/v1/chat/completions","request_user_id":"cust-1",\#
      "request_properties":{"Helicone-Session-Id":"s1","team":"wms"},"request_model":"gpt-4o-mini","model_override":null,\#
      "helicone_user":null,"response_id":"7d1c0000-0000-4000-8000-000000000002","response_created_at":"2026-11-20T09:00:00.812Z",\#
      "response_status":200,"response_model":"gpt-4o-mini-2024-07-18","provider":"ANTHROPIC",\#
      "target_url":"https://api.openai.com/v1/chat/completions","model":"claude-sonnet-4-5","delay_ms":812,"time_to_first_token":null,\#
      "total_tokens":94,"prompt_tokens":88,"prompt_cache_write_tokens":0,"prompt_cache_read_tokens":64,"completion_tokens":6,\#
      "prompt_audio_tokens":0,"completion_audio_tokens":0,"cost":1.68e-05,"costUSD":1.68e-05,"prompt_id":null,"country_code":"NO",\#
      "cache_enabled":true,"cache_reference_id":"00000000-0000-0000-0000-000000000000","properties":{"team":"wms"},"scores":{},\#
      "assets":[],"signed_body_url":null,"request_body":{"model":"claude-sonnet-4-5","max_tokens":10,"system":"be brief",\#
      "messages":[{"role":"user","content":"hi"}]},"response_body":{"id":"msg_1","type":"message","role":"assistant",\#
      "model":"claude-sonnet-4-5","content":[{"type":"text","text":"yo"}],"stop_reason":"end_turn","usage":{"input_tokens":4,\#
      "cache_read_input_tokens":100,"cache_creation_input_tokens":50,"output_tokens":2}}}
      {"request_id":"g","request_created_at":"2026-11-20T09:00:00.000Z","request_path":"https://api.openai.com/v1/chat/completions",\#
      "request_user_id":"cust-1","request_properties":{"Helicone-Session-Id":"s1","team":"wms"},"request_model":"gpt-4o-mini",\#
      "model_override":null,"helicone_user":null,"response_id":"7d1c0000-0000-4000-8000-000000000002",\#
      "response_created_at":"2026-11-20T09:00:00.812Z","response_status":200,"response_model":"gpt-4o-mini-2024-07-18",\#
      "provider":"GOOGLE","target_url":"https://api.openai.com/v1/chat/completions","model":"gemini-2.5-flash","delay_ms":812,\#
      "time_to_first_token":null,"total_tokens":94,"prompt_tokens":88,"prompt_cache_write_tokens":0,"prompt_cache_read_tokens":64,\#
      "completion_tokens":6,"prompt_audio_tokens":0,"completion_audio_tokens":0,"cost":1.68e-05,"costUSD":1.68e-05,"prompt_id":null,\#
      "country_code":"NO","cache_enabled":true,"cache_reference_id":"00000000-0000-0000-0000-000000000000",\#
      "properties":{"team":"wms"},"scores":{},"assets":[],"signed_body_url":null,"request_body":{"contents":[{"role":"user",\#
      "parts":[{"text":"hi"}]}]},"response_body":{"candidates":[{"content":{"role":"model","parts":[{"text":"yo"}]},\#
      "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2,"thoughtsTokenCount":3,\#
      "cachedContentTokenCount":4}}}
      {"request_id":"r","request_created_at":"2026-11-20T09:00:00.000Z","request_path":"https://api.openai.com/v1/chat/completions",\#
      "request_user_id":"cust-1","request_properties":{"Helicone-Session-Id":"s1","team":"wms"},"request_model":"gpt-4o-mini",\#
      "model_override":null,"helicone_user":null,"response_id":"7d1c0000-0000-4000-8000-000000000002",\#
      "response_created_at":"2026-11-20T09:00:00.812Z","response_status":200,"response_model":"gpt-4o-mini-2024-07-18",\#
      "provider":"OPENAI","target_url":"https://api.openai.com/v1/chat/completions","model":"gpt-5","delay_ms":812,\#
      "time_to_first_token":null,"total_tokens":94,"prompt_tokens":88,"prompt_cache_write_tokens":0,"prompt_cache_read_tokens":64,\#
      "completion_tokens":6,"prompt_audio_tokens":0,"completion_audio_tokens":0,"cost":1.68e-05,"costUSD":1.68e-05,"prompt_id":null,\#
      "country_code":"NO","cache_enabled":true,"cache_reference_id":"00000000-0000-0000-0000-000000000000",\#
      "properties":{"team":"wms"},"scores":{},"assets":[],"signed_body_url":null,"request_body":{"model":"gpt-5",\#
      "input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]}],"instructions":"be brief"},\#
      "response_body":{"id":"resp_1","object":"response","status":"completed","model":"gpt-5","output":[{"type":"reasoning",\#
      "summary":[]},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"yo"}]}],"usage":{"input_tokens":12,\#
      "input_tokens_details":{"cached_tokens":8},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":3}}}}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "helicone")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 812000us in=4 read=100 write=50+0 out=2 think=0 $0.0000168 status=200"
          + " model=claude-sonnet-4-5 provider=anthropic messages max_tokens=1 messages=1 last_user_message=1"
          + " system_prompt=1 team=wms user=1 place=NO answer=1 call=1",
        "2026-11-20T09:00:00Z 812000us in=6 read=4 write=0+0 out=5 think=3 $0.0000168 status=200 model=gemini-2.5-flash"
          + " provider=gemini chat messages=2 last_user_message=1 team=wms user=1 place=NO answer=1 call=2",
        "2026-11-20T09:00:00Z 812000us in=4 read=8 write=0+0 out=5 think=3 $0.0000168 status=200 model=gpt-5"
          + " provider=openai responses messages=1 last_user_message=1 system_prompt=1 team=wms user=1 place=NO answer=1 call=1",
      ])
    #expect(trace.setAside == [])
  }

  @Test func anthropicAndGeminiInPortkey() throws {
    let log = #"""
      {"id":"1","trace_id":"tr-9","created_at":"2026-11-20T09:00:00.000Z","request":"{\"model\": \"claude-sonnet-4-5\",\#
       \"max_tokens\": 10, \"system\": \"be brief\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}",\#
      "response":"{\"id\": \"msg_1\", \"type\": \"message\", \"role\": \"assistant\", \"model\": \"claude-sonnet-4-5\",\#
       \"content\": [{\"type\": \"text\", \"text\": \"yo\"}], \"stop_reason\": \"end_turn\", \"usage\": {\"input_tokens\": 4,\#
       \"cache_read_input_tokens\": 100, \"cache_creation_input_tokens\": 50, \"output_tokens\": 2}}","ai_org":"anthropic",\#
      "ai_model":"claude-sonnet-4-5","req_units":88,"res_units":6,"total_units":94,"request_url":"https://api.portkey.ai/v1/messages",\#
      "cost":0.00168,"cost_currency":"USD","response_time":812,"response_status_code":200,"config":"pc-wms-1","prompt_slug":null,\#
      "metadata":{"_user":"cust-1","team":"wms"}}
      {"id":"2","trace_id":"tr-9","created_at":"2026-11-20T09:00:00.000Z","request":{"contents":[{"role":"user",\#
      "parts":[{"text":"hi"}]}]},"response":{"candidates":[{"content":{"role":"model","parts":[{"text":"yo"}]},\#
      "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2,"thoughtsTokenCount":3,\#
      "cachedContentTokenCount":4}},"ai_org":"google","ai_model":"gemini-2.5-flash","req_units":88,"res_units":6,"total_units":94,\#
      "request_url":"x","cost":0.00168,"cost_currency":"USD","response_time":812,"response_status_code":200,"config":"pc-wms-1",\#
      "prompt_slug":null,"metadata":{"_user":"cust-1","team":"wms"}}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "portkey")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 812000us in=4 read=100 write=50+0 out=2 think=0 $0.0000168 status=200"
          + " model=claude-sonnet-4-5 provider=anthropic messages max_tokens=1 messages=1 last_user_message=1"
          + " system_prompt=1 team=wms user=1 answer=1 call=1",
        "2026-11-20T09:00:00Z 812000us in=6 read=4 write=0+0 out=5 think=3 $0.0000168 status=200 model=gemini-2.5-flash"
          + " provider=gemini chat messages=2 last_user_message=1 team=wms user=1 answer=1 call=2",
      ])
    #expect(trace.setAside == [])
  }
}
