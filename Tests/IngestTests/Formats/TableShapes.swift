import Ingest
import Testing
import Traces

/// Tables of flat records, as data frames and programs of one's own write them; and what the user tells of records that are wrapped.
@Suite struct TableShapes {
  private let rows = [
    "2026-11-20T09:00:00Z 1500000us in=10 read=0 write=0+0 out=2 think=0 model=m chat messages=1 last_user_message=1 answer=1",
    "2026-11-20T09:00:05Z 2500000us in=20 read=0 write=0+0 out=4 think=0 model=m chat messages=2 last_user_message=2 answer=2",
  ]
  private let names = ["timestamp", "model", "prompt", "response", "prompt_tokens", "completion_tokens", "latency_ms"]
  private let values = [
    [#""2026-11-20T09:00:00Z""#, #""m""#, #""p""#, #""a""#, "10", "2", "1500"],
    [#""2026-11-20T09:00:05Z""#, #""m""#, #""q""#, #""b""#, "20", "4", "2500"],
  ]

  private var quoted: [String] { names.map { "\"\($0)\"" } }
  private func array(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }
  private func object(_ names: [String], _ values: [String]) -> String {
    "{" + zip(names, values).map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  private func read(_ log: String) throws -> [String] {
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "flat" && trace.setAside.isEmpty, "\(log.prefix(60)): \(trace.setAside)")
    return trace.rows
  }

  @Test func tablesAsJSON() throws {
    let records = values.map { object(names, $0) }
    let split = #"{"columns":\#(array(quoted)),"index":[0,1],"data":\#(array(values.map(array)))}"#
    let columns = object(names, names.indices.map { object(["0", "1"], [values[0][$0], values[1][$0]]) })
    for log in [
      split, columns, object(["0", "1"], records), object(["req-1", "req-2"], records), array([array(quoted)] + values.map(array)),
      ([quoted] + values).map(array).joined(separator: "\n"), #"{"requests":\#(object(["req-1", "req-2"], records))}"#,
      #"{"schema":{"fields":[]},"data":\#(array(records))}"#, split.replacing(",", with: ",\n "),
    ] {
      #expect(try read(log) == rows, "\(log.prefix(60))")
    }
  }

  /// The parts of one record are no rows: what says nothing of which is what is refused.
  @Test func partsOfARecordAreNoRows() {
    let body = #"{"model":"m","messages":[{"role":"user","content":"hi"}],"temperature":0}"#
    let answer = #"{"id":"c","object":"chat.completion","created":1795165200,"model":"m","choices":[]}"#
    for log in [#"{"sent":\#(body),"got":\#(answer)}"#, #"{"sent":\#(body)}"#] {
      #expect(throws: IngestError.self) { try ingest(log) }
    }
  }

  @Test(arguments: [",", ";", "\t", "|"]) func tablesAsText(separator: String) throws {
    let lines = [names] + values.map { $0.map { $0.replacing("\"", with: "") } }
    let log = lines.map { $0.joined(separator: separator) }.joined(separator: "\n")
    #expect(try read(log) == rows)
    #expect(try read(log.replacing("\n", with: "\r\n") + "\r\n") == rows)
  }

  /// Columns that are the JSON of messages, parameters, counts and names.
  @Test func columnsOfJSON() throws {
    func cell(_ json: String) -> String { "\"" + json.replacing("\"", with: "\"\"") + "\"" }
    let log =
      "timestamp,model,messages,response,usage,metadata\n2026-11-20T09:00:00Z,m,"
      + cell(#"[{"role":"system","content":"s"},{"role":"user","content":"p"}]"#) + ",a,"
      + cell(#"{"prompt_tokens":10,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":4}}"#) + ","
      + cell(#"{"team":"support","user_id":"u"}"#)
    #expect(
      try read(log) == [
        "2026-11-20T09:00:00Z in=6 read=4 write=0+0 out=2 think=0 model=m chat messages=1 last_user_message=1 system_prompt=1 "
          + "team=support user=1 answer=1"
      ])
  }

  /// What is told is looked for inside of what wraps the records.
  @Test func toldFormatsAndMapsLookInside() throws {
    let records = values.map { object(["when", "m", "q", "a", "in", "out", "ms"], $0) }
    var options = IngestOptions()
    options.fields = try FieldMap("time=when,model=m,prompt=q,answer=a,input_tokens=in,output_tokens=out,duration_ms=ms")
    func text(_ json: String) -> String { "\"" + json.replacing("\"", with: #"\""#) + "\"" }
    for log in [
      records.joined(separator: "\n"), array(records.map(text)), records.map { #"{"jsonPayload":\#($0)}"# }.joined(separator: "\n"),
      #"{"r1":\#(records[0]),"r2":\#(records[1])}"#, records.map { #"{"log":\#(text($0)),"stream":"stdout"}"# }.joined(separator: "\n"),
    ] {
      #expect(try ingest(log, options: options).rows == rows, "\(log.prefix(60))")
    }
    var told = IngestOptions()
    told.format = "flat"
    let flat = values.map { object(names, $0) }
    for log in [array(flat.map(text)), flat.map { #"{"message":\#(text($0))}"# }.joined(separator: "\n")] {
      #expect(try ingest(log, options: told).rows == rows, "\(log.prefix(60))")
    }
  }

  /// Dates whose day and month are numbers: those that can have but one order tell that of the log.
  @Test(
    arguments: [
      (["11/20/2026 09:00", "11/05/2026 09:00"], ["2026-11-20T09:00:00Z", "2026-11-05T09:00:00Z"], 0),
      (["20/11/2026 09:00:00", "05/11/2026 09:00:00"], ["2026-11-20T09:00:00Z", "2026-11-05T09:00:00Z"], 0),
      (["20/11/2026, 9:00 AM", "05/11/2026, 9:00 PM"], ["2026-11-20T09:00:00Z", "2026-11-05T21:00:00Z"], 0),
      (["20.11.2026 09:00:00", "05.11.2026 09:00"], ["2026-11-20T09:00:00Z", "2026-11-05T09:00:00Z"], 0),
      (["05/11/2026 09:00", "06/11/2026 09:00"], [], 2), (["20/11/2026 09:00", "11/20/2026 09:00"], [], 2),
    ] as [([String], [String], Int)])
  func orderOfDayAndMonth(dates: [String], expected: [String], unread: Int) throws {
    let log = dates.map { #"{"timestamp":"\#($0)","model":"m","prompt":"p","response":"a"}"# }.joined(separator: "\n")
    let trace = try ingest(log)
    #expect(trace.log.remarks[.unreadTimes] ?? 0 == unread)
    let said = trace.rows.map { String($0.prefix { $0 != " " }) }
    #expect(unread > 0 || said == expected.sorted())
  }
}
