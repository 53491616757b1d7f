import Ingest
import Testing
import Traces

/// What traces calls writes a record when one begins, again when it is over, and once more when it is corrected: the last state counts.
@Suite struct StatesOfRecords {
  private static let begun =
    #"{"id":"d","type":"GENERATION","trace_id":"t","start_time":"2026-11-20 09:00:00.000","end_time":null,"provided_model_name":"m","#
    + #""input":{"messages":[{"role":"user","content":"q"}]},"output":null,"usage_details":{},"total_cost":null}"#
  private static func ended(_ output: Int) -> String {
    #"{"id":"d","type":"GENERATION","trace_id":"t","start_time":"2026-11-20 09:00:00.000","end_time":"2026-11-20 09:00:02.500","#
      + #""provided_model_name":"m","input":{"messages":[{"role":"user","content":"q"}]},"output":"a","#
      + #""usage_details":{"input":10,"output":\#(output),"total":\#(10 + output)},"total_cost":0.003}"#
  }

  private func row(_ output: Int) -> String { "2500000us in=10 read=0 write=0+0 out=\(output) think=0 $0.003" }

  @Test func ofLangfuse() throws {
    for log in [
      [Self.begun, Self.ended(2)], [Self.ended(2), Self.begun], [Self.ended(9), Self.ended(2)], [Self.ended(2), Self.ended(2)],
    ] {
      let trace = try ingest(log.joined(separator: "\n"))
      #expect(trace.requests.count == 1)
      #expect(trace.rows.first?.contains(row(2)) == true, "\(trace.rows)")
      #expect(trace.log.setAside.map(\.count) == [1])
      #expect(trace.log.sources.map(\.requests) == [1])
    }
  }

  /// Across files, the one that is given last.
  @Test func acrossFiles() throws {
    let result = try ingest(Array(Self.begun.utf8), Array(Self.ended(2).utf8))
    #expect(result.trace.rows.map { $0.contains(row(2)) } == [true])
    #expect(result.trace.log.sources.map(\.requests) == [0, 1])
  }

  @Test func ofHelicone() throws {
    let pending =
      #"{"request_id":"q","request_created_at":"2026-11-20T09:00:00Z","response_status":-2,"delay_ms":null,"model":"m","prompt_tokens":null}"#
    let complete =
      #"{"request_id":"q","request_created_at":"2026-11-20T09:00:00Z","response_status":200,"delay_ms":2500,"model":"m","#
      + #""prompt_tokens":10,"completion_tokens":2,"costUSD":0.003}"#
    #expect(
      try ingest(pending + "\n" + complete).rows
        == ["2026-11-20T09:00:00Z \(row(2)) status=200 model=m no-content"])
  }

  /// Rows of the table in which Helicone keeps them have whole billionths of dollars.
  @Test func ofHeliconesTable() throws {
    let row =
      #"{"request_id":"q","request_created_at":"2026-11-20 09:00:00.000","response_created_at":"2026-11-20 09:00:02.500","latency":2500,"#
      + #""status":200,"model":"m","prompt_tokens":10,"completion_tokens":2,"cost":3000000}"#
    #expect(
      try ingest(row).rows == ["2026-11-20T09:00:00Z \(self.row(2)) status=200 model=m no-content"])
  }
}
