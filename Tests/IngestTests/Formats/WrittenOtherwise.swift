import Ingest
import Testing
import Traces

/// Records of formats that have no samples beside the repository, written otherwise: they are the same requests.
@Suite struct WrittenOtherwise {
  static let logs = [
    "langsmith": [
      #"{"id":"r0","trace_id":"t","session_id":"shop","run_type":"chain","start_time":"2026-11-20T09:00:00","inputs":{"q":"naïve?"}}"#,
      #"{"id":"r1","trace_id":"t","parent_run_id":"r0","session_id":"shop","run_type":"llm","start_time":"2026-11-20T09:00:00.1","end_time":"#
        + #""2026-11-20T09:00:01.35","first_token_time":"2026-11-20T09:00:00.4","error":null,"inputs":{"messages":[[{"lc":1,"type":"constructor","#
        + #""id":["langchain","schema","messages","HumanMessage"],"kwargs":{"content":"naïve?","type":"human"}}]]},"outputs":{"generations":"#
        + #"[[{"text":"yes","message":{"lc":1,"type":"constructor","id":["langchain","schema","messages","AIMessage"],"kwargs":{"content":"yes","#
        + #""usage_metadata":{"input_tokens":120,"output_tokens":9,"input_token_details":{"cache_read":64}}}}}]],"llm_output":null},"#
        + #""extra":{"invocation_params":{"temperature":0.2,"stop":null},"metadata":{"ls_provider":"openai","ls_model_name":"gpt-4o-mini"}}}"#,
    ],
    "braintrust": [
      #"{"id":"e0","span_id":"s0","root_span_id":"s0","span_attributes":{"name":"agent","type":"task"},"input":{"q":"naïve?"}}"#,
      #"{"id":"e1","span_id":"s1","root_span_id":"s0","span_parents":["s0"],"project_id":"p","span_attributes":{"name":"x","type":"llm"},"#
        + #""input":[{"role":"user","content":"naïve?"}],"output":[{"index":0,"message":{"role":"assistant","content":"yes"},"finish_reason":"length"}],"#
        + #""metadata":{"model":"gpt-4o-mini","provider":"openai","temperature":0.2},"metrics":{"start":1795165200.1,"end":1795165201.35,"#
        + #""prompt_tokens":120,"completion_tokens":9,"prompt_cached_tokens":64}}"#,
    ],
    "dify": [
      #"{"id":"m1","app_id":"help","model_provider":"openai","model_id":"gpt-4o-mini","query":"naïve?","message":[{"role":"user","text":"naïve?"}],"#
        + #""answer":"yes","message_tokens":120,"answer_tokens":9,"provider_response_latency":1.25,"created_at":"2026-11-20 09:00:00"}"#
    ],
    "one-api": [
      #"{"id":1,"created_at":1795165200,"type":1,"username":"ann","model_name":"","quota":0,"prompt_tokens":0,"completion_tokens":0}"#,
      #"{"id":2,"created_at":1795165204,"type":2,"username":"ann","token_name":"k","model_name":"gpt-4o-mini","quota":50,"prompt_tokens":120,"#
        + #""completion_tokens":9,"use_time":3,"is_stream":true,"other":"{\"frt\":412,\"cache_tokens\":64}"}"#,
    ],
  ]

  @Test(arguments: logs.keys.sorted(), Variation.allCases)
  func recordsWrittenOtherwise(format: String, variation: Variation) throws {
    let records = try #require(Self.logs[format]).map { Array($0.utf8) }
    let expected = try ingest(Array(records.joined(separator: [0x0A]))).trace
    #expect(expected.log.sources[0].format == format && expected.requests.count == 1 && expected.setAside.count == records.count - 1)
    let varied = try ingest(try variation.log(of: records)).trace
    #expect(varied.rows == expected.rows)
    #expect(varied.setAside == expected.setAside)
    #expect(varied.log.sources[0].format == format)
    #expect(varied.log.sources[0].matched == varied.log.sources[0].examined)
  }
}
