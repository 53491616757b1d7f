import Ingest
import Testing
import Traces

/// Law 4: what an earlier cache answered is joined to the request whose answer it gave.
@Suite struct EarlierHitsTests {
  /// Rows of LiteLLM as (second, id, prompt, parameters, hit, status).
  private func trace(_ rows: [(Int, String, String, String, Bool, String)]) throws -> Trace {
    try ingest(
      rows.map {
        #"{"id":"\#($0.1)","call_type":"completion","startTime":\#(1_795_165_200 + $0.0),"endTime":\#(1_795_165_201 + $0.0),"model":"m","#
          + #""model_parameters":\#($0.3),"cache_hit":\#($0.4),"status":"\#($0.5)","messages":[{"role":"user","content":"\#($0.2)"}]}"#
      }.joined(separator: "\n"))
  }

  @Test func byIdWithoutItsSuffix() throws {
    let trace = try trace([
      (0, "a", "q", #"{"temperature":0}"#, false, "success"), (1, "b", "q", #"{"temperature":1}"#, false, "success"),
      (2, "a_cache_hit1795165202.5", "q", "{}", true, "success"),
    ])
    #expect(trace.originals == [2: 0])
    #expect(trace.requests.parameters == [0, 1, 0])
    #expect(trace.keys(.exact).ids == [0, 1, 0])
  }

  @Test func elseByModelAndPromptToTheLatestEarlierAnswer() throws {
    let trace = try trace([
      (0, "a", "q", #"{"seed":1}"#, false, "success"), (1, "b", "q", #"{"seed":2}"#, false, "success"),
      (2, "c", "q", #"{"seed":3}"#, false, "failure"), (3, "d", "other", "{}", false, "success"),
      (4, "x_cache_hit1.5", "q", "{}", true, "success"), (5, "e", "q", #"{"seed":4}"#, false, "success"),
    ])
    #expect(trace.originals == [4: 1])
    #expect(trace.requests.parameters[4] == trace.requests.parameters[1])
  }

  @Test func whateverTheOrderOfReading() throws {
    let rows: [(Int, String, String, String, Bool, String)] = [
      (0, "a", "q", #"{"temperature":0}"#, false, "success"), (1, "a_cache_hit1.5", "q", "{}", true, "success"),
      (2, "y_cache_hit2.5", "q", "{}", true, "success"),
    ]
    #expect(try trace(rows).rows == trace(rows.reversed()).rows)
    #expect(try trace(rows.reversed()).originals == [1: 0, 2: 0])
  }

  @Test func aHitWithoutItsMissStandsAlone() throws {
    let trace = try trace([(0, "a_cache_hit1.5", "q", "{}", true, "success"), (1, "b", "q", "{}", false, "success")])
    #expect(trace.originals.isEmpty)
    #expect(trace.requests.flags[0].contains(.loggedHit))
  }
}
