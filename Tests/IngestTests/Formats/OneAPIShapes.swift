import Ingest
import Testing
import Traces

/// Rows of One API's log and of those that were made from it. Equal numbers stand for equal values.
@Suite struct OneAPIShapes {
  /// Written when the call was over: at 09:00:04.
  private func row(_ members: String, type: Int = 2) -> String {
    #"{"id":7,"user_id":3,"created_at":1795165204,"type":\#(type),"content":"x","username":"ann","token_name":"shop-key","model_name":"gpt-4o-mini","#
      + #""quota":50,"prompt_tokens":120,"completion_tokens":9,\#(members)}"#
  }

  private let counted = "in=120 read=0 write=0+0 out=9 think=0 $0.0001 model=gpt-4o-mini chat"
  private let callers = "user=1 api_key=1"

  @Test func newAPI() throws {
    let stream = row(
      #""use_time":3,"is_stream":true,"channel":2,"group":"vip","request_id":"q1","#
        + #""other":"{\"frt\":412,\"cache_tokens\":64,\"model_ratio\":1,\"request_path\":\"/v1/chat/completions\"}""#)
    let trace = try ingest(stream)
    #expect(trace.log.sources[0].format == "one-api")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:01Z 3000000us first=412000us in=56 read=64 write=0+0 out=9 think=0 $0.0001 model=gpt-4o-mini chat team=vip"
          + " \(callers) call=1 streamed no-content coarse-time"
      ])
    // Less than a second is 0 there, and the time to the first token of what is no stream is -1,000.
    #expect(
      try ingest(row(#""use_time":0,"is_stream":false,"other":"{\"frt\":-1000}""#)).rows
        == ["2026-11-20T09:00:04Z \(counted) \(callers) no-content coarse-time"])
    #expect(
      try ingest(row(#""use_time":0,"is_stream":true,"other":"{\"frt\":400}""#)).rows
        == ["2026-11-20T09:00:03.600Z 400000us first=400000us \(counted) \(callers) streamed no-content coarse-time"])
    for text in [#"{"success":true,"data":[\#(stream)]}"#, #"{"data":{"page":1,"total":1,"items":[\#(stream)]},"success":true}"#] {
      #expect(try ingest(text).rows == trace.rows, "\(text)")
    }
  }

  /// In Anthropic's words the prompt is without what was cached.
  @Test func anthropicsCounts() throws {
    let other =
      #"{\"claude\":true,\"cache_tokens\":64,\"cache_creation_tokens\":30,\"cache_creation_tokens_1h\":20,\"cache_creation_tokens_5m\":10}"#
    #expect(
      try ingest(row(#""use_time":3,"other":"\#(other)""#)).rows
        == [
          "2026-11-20T09:00:01Z 3000000us in=120 read=64 write=10+20 out=9 think=0 $0.0001 model=gpt-4o-mini chat \(callers) no-content coarse-time"
        ])
  }

  @Test func oneAPIAndOneHub() throws {
    let expected = "2026-11-20T09:00:02.750Z 1250000us \(counted) \(callers) no-content coarse-time"
    #expect(
      try ingest(row(#""channel":2,"request_id":"q1","elapsed_time":1250,"is_stream":false"#)).rows == [
        expected.replacing(" no-content", with: " call=1 no-content")
      ])
    #expect(try ingest(row(#""channel_id":2,"request_time":1250"#)).rows == [expected])
    let table =
      "id,user_id,created_at,type,content,username,token_name,model_name,quota,prompt_tokens,completion_tokens,elapsed_time,is_stream\n"
      + "7,3,1795165204,2,x,ann,shop-key,gpt-4o-mini,50,120,9,1250,0\n8,3,1795165205,1,top-up,ann,,,0,0,0,0,0\n"
    let trace = try ingest(table)
    #expect(trace.rows == [expected])
    #expect(trace.setAside == ["1 a row that is no call of a model (a top-up, a refund, an administrator's doing)"])
    // A test of a channel, where New API has an error.
    #expect(try ingest(row(#""elapsed_time":1250"#, type: 5)).rows == [expected])
  }

  @Test func errorsAndSettlements() throws {
    let failed = row(#""use_time":2,"is_stream":false,"other":"{\"status_code\":429,\"error_code\":\"rate\"}""#, type: 5)
    #expect(
      try ingest(failed).rows
        == ["2026-11-20T09:00:02Z 2000000us status=429 model=gpt-4o-mini chat \(callers) failed no-content coarse-time"])
    let settled = row(#""use_time":0,"other":"{\"task_id\":\"t\",\"pre_consumed\":100,\"quota_delta\":50}""#)
    let trace = try ingest(failed + "\n" + settled)
    #expect(trace.requests.count == 1 && trace.setAside == ["1 a settlement of what a task had paid in advance, which is no call"])
  }

  @Test func sumsByTheHourAreRefused() throws {
    let sum =
      #"{"id":1,"user_id":3,"username":"ann","model_name":"gpt-4o-mini","created_at":1795165200,"token_used":129,"count":1,"quota":50}"#
    let error = #expect(throws: IngestError.self) { try ingest(sum) }
    #expect(error?.description.contains("a sum of many requests by day and model") == true)
  }
}
