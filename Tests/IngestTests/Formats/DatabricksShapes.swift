import Ingest
import Testing
import Traces

/// Rows of Databricks' tables of what its endpoints served. Equal numbers stand for equal values.
@Suite struct DatabricksShapes {
  private let request = #"{"messages":[{"role":"user","content":"hi"}],"temperature":0.2}"#
  private let response =
    #"{"id":"c1","object":"chat.completion","model":"meta-llama-3.3-70b","choices":[{"message":{"role":"assistant","content":"yo"}}],"#
    + #""usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29}}"#
  private let always = "in=20 read=0 write=0+0 out=9 think=0 status=200 model=meta-llama-3.3-70b provider=databricks chat temperature=0.2"

  @Test func inferenceTables() throws {
    let row =
      #"{"request_date":"2026-11-20","databricks_request_id":"d1","client_request_id":null,"request_time":"2026-11-20T09:00:00.120Z","#
      + #""status_code":200,"sampling_fraction":1.0,"execution_duration_ms":1250,"request":\#(quoted(request)),"response":\#(quoted(response)),"#
      + #""served_entity_id":"e1","logging_error_codes":[],"requester":"ana@example.com"}"#
    let expected = "2026-11-20T09:00:00.120Z 1250000us \(always) messages=1 last_user_message=1 user=1 answer=1"
    let trace = try ingest(row)
    #expect(trace.log.sources[0].format == "databricks")
    #expect(trace.rows == [expected])
    let table =
      "request_date,databricks_request_id,request_time,status_code,sampling_fraction,execution_duration_ms,request,response,requester\n"
      + "2026-11-20,d1,2026-11-20T09:00:00.120+00:00,200,1,1250,"
      + [request, response].map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + ",ana@example.com"
    #expect(try ingest(table).rows == [expected])
    // The older tables, of which a tenth of the requests was kept.
    let older =
      #"{"client_request_id":null,"databricks_request_id":"d1","date":"2026-11-20","timestamp_ms":1795165200120,"status_code":200,"#
      + #""execution_time_ms":1250,"request":\#(quoted(request)),"response":\#(quoted(response)),"sampling_fraction":0.1,"#
      + #""request_metadata":{"model_name":"m1","endpoint_name":"e","model_version":"1"}}"#
    let sampled = try ingest(older)
    #expect(sampled.rows == [expected.replacing(" user=1", with: "")])
    #expect(sampled.log.remarks == [.sampled: 1])
  }

  @Test func usageTables() throws {
    let table =
      "account_id,workspace_id,client_request_id,databricks_request_id,requester,status_code,request_time,input_token_count,"
      + "output_token_count,input_character_count,output_character_count,usage_context,request_streaming,served_entity_id,entity_name\n"
      + "a,w1,,d1,ana@example.com,200,2026-11-20 09:00:00.120,20,9,80,30,\"{\"\"project\"\":\"\"helpdesk\"\"}\",true,e1,system.ai.databricks-claude-sonnet-4\n"
      + "a,w1,,d2,ana@example.com,429,2026-11-20 09:00:01.120,0,0,80,0,{},false,e1,system.ai.databricks-claude-sonnet-4\n"
    let trace = try ingest(table)
    let model = "model=databricks-claude-sonnet-4 provider=databricks chat organisation=w1"
    #expect(trace.log.sources[0].format == "databricks")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00.120Z in=20 read=0 write=0+0 out=9 think=0 status=200 \(model) team=helpdesk user=1 streamed no-content",
        "2026-11-20T09:00:01.120Z in=0 read=0 write=0+0 out=0 think=0 status=429 \(model) user=1 failed no-content",
      ])
  }
}
