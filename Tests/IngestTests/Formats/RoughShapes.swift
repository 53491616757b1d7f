import Ingest
import Testing
import Traces
import Units

/// Logs of programs that write values as it comes: times never set, numbers as people read them, records as text, two kinds in one file.
@Suite struct RoughShapes {
  private let stamp = #""timestamp":"2026-11-20T09:00:00Z""#
  private let body = #""model":"m","prompt":"p","response":"a""#
  private let prompt = "model=m chat messages=1 last_user_message=1"

  private func read(_ lines: String...) throws -> Trace { try ingest(lines.joined(separator: "\n")) }

  @Test(arguments: [
    "0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999", "9999-12-31T23:59:59.9999999Z", "1601-01-01T00:00:00Z",
    "253402300799999", "99999999999",
  ])
  func timesThatWereNeverSetAreNone(stamp: String) throws {
    let trace = try read(#"{"timestamp":"\#(stamp)",\#(body)}"#)
    #expect(trace.rows == ["1970-01-01T00:00:00Z \(prompt) answer=1 no-time"])
    #expect(trace.log.remarks == [:])
    // As the end of a call whose start is known, it says nothing of how long that took.
    let begun = try read(#"{\#(self.stamp),"end_time":"\#(stamp)",\#(body)}"#)
    #expect(begun.rows == ["2026-11-20T09:00:00Z \(prompt) answer=1"])
  }

  @Test func timesThatMayBeTwoAreSaid() throws {
    let rows = ["10/02/2026 03:04 PM", "10/02/2026 15:04", "yesterday", "NULL", "2026-11-20 09:00:00"].map { "\($0),m,p,a" }
    let trace = try read("timestamp,model,prompt,response", rows.joined(separator: "\n"))
    #expect(trace.requests.count == 5)
    #expect(trace.requests.flags.count { $0.contains(.noTime) } == 4)
    #expect(trace.log.remarks == [.unreadTimes: 3])
    #expect(
      LogRemark.unreadTimes.sentence(3)
        == "3 requests have times that cannot be read (such as 10/02/2026, where day and month may stand either way): these count as not "
        + "logged; write them year first, with their zone (2026-02-10T15:04:00Z), or as seconds since 1970.")
  }

  @Test(arguments: [
    ("\"1,234\"", 1_234), ("\"1.234\"", 1_234), ("\"12 345\"", 12_345), ("\"12,345,678\"", 12_345_678), ("\"1234\"", 1_234),
    ("\"1234.0\"", 1_234),
  ])
  func countsAsPeopleReadThem(written: String, count: Int) throws {
    let flat = try read(#"{\#(stamp),\#(body),"prompt_tokens":\#(written),"completion_tokens":"20"}"#)
    let usage = "in=\(count) read=0 write=0+0 out=20 think=0"
    #expect(flat.rows == ["2026-11-20T09:00:00Z \(usage) \(prompt) answer=1"])
    #expect(flat.log.remarks == [:])
    let inside = try read(#"{\#(stamp),\#(body),"usage":{"prompt_tokens":\#(written),"completion_tokens":"20"}}"#)
    #expect(inside.rows == flat.rows)
  }

  @Test(arguments: ["1,23", "1.1k", "1,2345", ",123", "1.2345"])
  func countsThatAreNone(written: String) throws {
    let trace = try read(#"{\#(stamp),\#(body),"prompt_tokens":"\#(written)","completion_tokens":20}"#)
    #expect(trace.rows == ["2026-11-20T09:00:00Z \(prompt) answer=1"])
    #expect(trace.log.remarks == [.unreadCounts: 1])
  }

  @Test(arguments: [
    ("0.0012", "$0.0012"), ("$0.0012", "$0.0012"), ("0.0012 USD", "$0.0012"), ("US$ 0.0012", "$0.0012"), ("0,0012", "$0.0012"),
    ("1.2e-3", "$0.0012"), ("0,001", "$0.001"), ("1,234.56", "$1234.56"), ("1,234", ""), ("free", ""), ("1,23.4", ""),
  ])
  func costsAsPeopleReadThem(written: String, dollars: String) throws {
    let told = dollars.isEmpty ? "" : dollars + " "
    let flat = try read(#"{\#(stamp),\#(body),"cost":"\#(written)"}"#)
    #expect(flat.rows == ["2026-11-20T09:00:00Z \(told)\(prompt) answer=1"])
    // Also where LiteLLM's payload went through something that makes texts of numbers.
    let payload =
      #"{"id":"1","call_type":"completion","startTime":"1795165200.0","endTime":"1795165201.5","model":"m","messages":"hi","#
      + #""model_parameters":{},"response":{},"response_cost":"\#(written)","prompt_tokens":"1,000","completion_tokens":"5"}"#
    #expect(
      try read(payload).rows[0].hasPrefix(
        "2026-11-20T09:00:00Z 1500000us in=1000 read=0 write=0+0 out=5 think=0 \(told)status=200 model=m "))
  }

  @Test func recordsAsTexts() throws {
    let record = #"{\#(stamp),\#(body)}"#
    let text = "\"" + record.replacing("\"", with: #"\""#) + "\""
    let row = "2026-11-20T09:00:00Z \(prompt) answer=1"
    #expect(try read("[\(text),\(text)]").rows == [row, row])
    #expect(try read("[", "  \(text),", "  \(text)", "]").rows == [row, row])
    // Among them one that is no record, and one that is an object.
    let mixed = try read("[\(text),\"{\",\(text)]")
    #expect(mixed.rows == [row, row])
    #expect(mixed.setAside == ["1 no record in what wraps the others of its file"])
  }

  @Test func pairsBesideFlatRecords() throws {
    let pair =
      #"{\#(stamp),"latency":0.25,"request":{"model":"m","messages":[{"role":"user","content":"p"}]},"#
      + #""response":{"choices":[{"message":{"content":"a"}}]}}"#
    let flat = #"{\#(stamp),"latency":1.5,\#(body)}"#
    let rows = ["2026-11-20T09:00:00Z 250000us \(prompt) answer=1", "2026-11-20T09:00:00Z 1500000us \(prompt) answer=1"]
    let morePairs = try read(pair, flat, pair)
    #expect(morePairs.log.sources[0].format == "pairs")
    #expect(morePairs.rows == [rows[0], rows[1], rows[0]])
    #expect(morePairs.setAside == [])
    #expect(morePairs.log.sources[0].matched == 3)
    let moreFlat = try read(flat, flat, pair)
    #expect(moreFlat.log.sources[0].format == "flat")
    #expect(moreFlat.rows == [rows[1], rows[1], rows[0]])
    // Another gateway's record is not read for one of these; what it looks like is said.
    let helicone = #"{"request_id":"r","request_created_at":"2026-11-20T09:00:00Z","request_body":{"model":"m"},"delay_ms":5}"#
    #expect(try read(pair, pair, helicone).setAside == ["1 bad: looks like helicone, and is not of the format of its file (pairs)"])
  }

  /// What went through a table has its booleans as words.
  @Test func hitsAsWords() throws {
    let payload =
      #"{"id":"1","call_type":"completion","startTime":1795165200,"endTime":1795165201,"model":"m","messages":"hi","#
      + #""model_parameters":{},"response":{},"cache_hit":"True","stream":"true"}"#
    #expect(try read(payload).requests.flags[0].isSuperset(of: [.loggedHit, .streamed]))
    #expect(try read(payload.replacing("\"True\"", with: "\"None\"")).requests.flags[0].isDisjoint(with: .loggedHit))
    let row =
      #"{"id":"1","cached":"true","created_at":"2026-11-20T09:00:00Z","duration":5,"model":"m","path":"chat/completions","provider":"openai","#
      + #""success":"false","tokens_in":1,"tokens_out":2}"#
    #expect(try read(row).requests.flags[0].isSuperset(of: [.loggedHit, .failed]))
  }

  /// Cassettes that tests of clients record, with each body as the text of an object and the status as one.
  @Test func cassettes() throws {
    let request = #"{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"p\"}]}"#
    let answer = #"{\"choices\":[{\"message\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}"#
    let log =
      #"{"version":1,"interactions":[{"request":{"method":"POST","uri":"https://api.openai.com/v1/chat/completions","body":"\#(request)","#
      + #""headers":{}},"response":{"status":{"code":200,"message":"OK"},"headers":{"date":["Fri, 20 Nov 2026 09:00:00 GMT"]},"#
      + #""body":{"string":"\#(answer)"}}}]}"#
    #expect(
      try read(log).rows == [
        "2026-11-20T09:00:00Z in=9 read=0 write=0+0 out=2 think=0 status=200 \(prompt.replacing("chat", with: "provider=openai chat")) answer=1"
          + " coarse-time"
      ])
  }

  @Test func callersBehindEnvoy() throws {
    let record =
      #"{"start_time":"2026-11-20T09:00:00Z","response_code":200,"gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":"1,210","#
      + #""gen_ai.usage.output_tokens":"50","user.id":"u1","team.id":"-","x-tenant-id":"acme","session.id":"s1"}"#
    #expect(
      try read(record).rows == [
        "2026-11-20T09:00:00Z in=1210 read=0 write=0+0 out=50 think=0 status=200 model=gpt-4o organisation=acme user=1 call=1 no-content"
      ])
  }
}
