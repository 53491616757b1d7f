import Ingest
import Testing
import Traces
import Units

/// Records that stand somewhere in others, in lines of text, in dumps of tables.
@Suite struct PlacedShapes {
  private let record = #"{"model":"m","prompt":"p","response":"a","prompt_tokens":10,"completion_tokens":2}"#
  private let values = "in=10 read=0 write=0+0 out=2 think=0 model=m chat messages=1 last_user_message=1 answer=1"
  private let stamp = "2026-11-20T09:00:01.500Z"

  private func only(_ log: String) throws -> String {
    let trace = try ingest(log)
    #expect(trace.rows.count == 1 && trace.log.sources[0].format == "flat", "\(log) \(trace.setAside)")
    return trace.rows.first ?? ""
  }

  private func text(_ json: String) -> String { "\"" + json.replacing("\"", with: #"\""#) + "\"" }

  @Test func whereverARecordHoldsThemTheyAreFound() throws {
    let base64 = "eyJtb2RlbCI6Im0iLCJwcm9tcHQiOiJwIiwicmVzcG9uc2UiOiJhIiwicHJvbXB0X3Rva2VucyI6MTAsImNvbXBsZXRpb25fdG9rZW5zIjoyfQ=="
    let timed = [
      #"{"Type":"Notification","MessageId":"1","Message":\#(text(record)),"Timestamp":"\#(stamp)"}"#,
      #"{"version":"0","detail-type":"llm","time":"\#(stamp)","detail":\#(record)}"#,
      #"{"streams":[{"stream":{"app":"x"},"values":[["1795165201500000000",\#(text(record))]]}]}"#,
      #"[{"SequenceNumber":1,"EnqueuedTimeUtc":"\#(stamp)","Body":\#(record)}]"#,
      #"{"Records":[{"EventSource":"aws:sns","Sns":{"Message":\#(text(record)),"Timestamp":"\#(stamp)"}}]}"#,
      #"{"message":{"data":"\#(base64)","messageId":"1","publishTime":"\#(stamp)"},"subscription":"s"}"#,
      #"{"outcome":"ok","logs":[{"message":[\#(text(record))],"level":"log"}],"eventTimestamp":1795165201500}"#,
      #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795165201500000000","body":{"stringValue":\#(text(record))}}]}]}]}"#,
      #"[[{"field":"@timestamp","value":"\#(stamp)"},{"field":"@message","value":\#(text(record))}]]"#,
    ]
    for log in timed {
      // What a worker's events say of their time stands beside the list of its lines.
      let time = log.contains("outcome") ? "1970-01-01T00:00:00Z \(values) no-time" : "\(stamp) \(values)"
      #expect(try only(log) == time, "\(log)")
    }
    let untimed = [
      #"{"level":"info","msg":\#(text(record))}"#, #"{"a":{"b":{"c":\#(record)}}}"#,
      #"{"MessageId":"1","ReceiptHandle":"x","Body":\#(text(record))}"#,
      #"{"RECORD_CONTENT":\#(record),"RECORD_METADATA":{"offset":1}}"#, #"{"version":"1.1","host":"h","short_message":\#(text(record))}"#,
      #"{"Records":[{"kinesis":{"data":"\#(base64)","partitionKey":"p"},"eventID":"e"}]}"#,
    ]
    for log in untimed { #expect(try only(log) == "1970-01-01T00:00:00Z \(values) no-time", "\(log)") }
  }

  /// Beside lines of other kinds they are found; one among many in the same place is there by chance.
  @Test func aPlaceHoldsRecordsMoreOftenThanNot() throws {
    let others = (0..<9).map { #"{"level":"info","msg":"started \#($0)"}"# }
    let trace = try ingest((others + [#"{"level":"info","call":\#(record)}"#]).joined(separator: "\n"))
    #expect(trace.rows == ["1970-01-01T00:00:00Z \(values) no-time"])
    #expect(trace.setAside == ["9 no record in what wraps the others of its file"])
    let jobs = (0..<9).map { #"{"level":"info","call":{"job":\#($0),"state":"done"}}"# }
    #expect(throws: IngestError.self) { try ingest((jobs + [#"{"level":"info","call":\#(record)}"#]).joined(separator: "\n")) }
  }

  /// A line may begin with a bracket as an array does, hold a brace before its object, and more behind it; its object may be in quotes.
  @Test func linesOfLoggers() throws {
    let at = "2026-11-20T09:00:01.500Z \(values)"
    #expect(try only("[2026-11-20 09:00:01.500] \(record)\n") == at)
    #expect(try only("[2026-11-20T09:00:01.500+00:00] prod.INFO: call \(record) []\n") == at)
    #expect(try only("[2026-11-20T09:00:01.500+00:00] prod.INFO: call \(record) {\"uid\":\"a}\"}\n") == at)
    #expect(try only("time=2026-11-20T09:00:01.5Z level=info msg=\(text(record))\n") == at)
    #expect(try only("2026-11-20T09:00:01.5Z ctx{id=1} call \(record)\n") == at)
    #expect(try only("[INFO] \(record)\n[INFO] done\n") == "1970-01-01T00:00:00Z \(values) no-time")
    // What stands in a record is not looked for where the record itself is known.
    let asked = #"{"model":"m","messages":[{"role":"user","content":"p"}]}"#
    let pair = #"{"request":\#(asked),"response":{"usage":{"prompt_tokens":10,"completion_tokens":2}},"latency_ms":1500}"#
    let read = try ingest("2026-11-20T09:00:01.5Z \(pair)\n")
    #expect(read.log.sources[0].format == "pairs" && read.rows.first?.hasPrefix("2026-11-20T09:00:00Z 1500000us in=10") == true)
    // The first message of a list is not all that was asked.
    #expect(throws: IngestError.self) { try ingest(#"INFO messages=[{"role":"user","content":"a"},{"role":"user","content":"b"}] ok"#) }
  }

  /// PostgreSQL's COPY doubles backslashes, of which some lines have none.
  @Test func linesOfCopy() throws {
    let quoted = #"{"model":"m","prompt":"say \"a\"\n","response":"a","prompt_tokens":10,"completion_tokens":2}"#
    let plain = try ingest("\(quoted)\n\(record)\n")
    let copied = try ingest("\(quoted.replacing("\\", with: "\\\\"))\n\(record)\n")
    #expect(copied.rows == plain.rows && copied.rows.count == 2)
    let withTime = try ingest("7\t2026-11-20 09:00:01.5\t\(quoted.replacing("\\", with: "\\\\"))\n")
    #expect(withTime.rows.count == 1 && withTime.setAside.isEmpty)
    // Two backslashes of a path are two, where single ones would be no JSON.
    let path = #"{"model":"m","prompt":"C:\\dir","response":"a","prompt_tokens":10,"completion_tokens":2}"#
    let own = try ingest("\(path)\n\(quoted)\n{\"broken\":\"\\\\\"x\"}\n")
    #expect(own.setAside == ["1 bad: not JSON: a comma or the end of the array or object is expected"])
  }

  @Test func aTableOfOneColumn() throws {
    let log = "payload\r\n\"\(record.replacing("\"", with: "\"\""))\"\r\n"
    #expect(try only(log) == "1970-01-01T00:00:00Z \(values) no-time")
  }

  /// Snowflake and Oracle have names in capitals, Redshift and Athena in small letters.
  @Test func namesInOtherCases() throws {
    let row = """
      {"request_id":"r","call_type":"acompletion","spend":0.5,"model":"m","prompt_tokens":10,"completion_tokens":2,"team_id":"t",\
      "startTime":"2026-11-20T09:00:00Z","endTime":"2026-11-20T09:00:01Z"}
      """
    let plain = try ingest(row)
    #expect(plain.log.sources[0].format == "litellm-spend" && plain.rows.count == 1)
    let names = ["request_id", "call_type", "spend", "model", "prompt_tokens", "completion_tokens", "team_id", "startTime", "endTime"]
    for change in [{ $0.uppercased() }, { $0.lowercased() }] as [(String) -> String] {
      let changed = names.reduce(row) { $0.replacing("\"\($1)\":", with: "\"\(change($1))\":") }
      let trace = try ingest(changed)
      #expect(trace.rows == plain.rows && trace.log.sources[0].format == "litellm-spend", "\(changed)")
    }
  }

  /// A table by columns has the names of a format's members, and is none of its records.
  @Test func aTableByColumns() throws {
    let row = [("TIMESTAMP", #""2026-11-20 09:00:00""#), ("ContextTokens", "10"), ("GeneratedTokens", "2")]
    let table = "{" + row.map { #""\#($0.0)":{"0":\#($0.1),"1":\#($0.1)}"# }.joined(separator: ",") + "}"
    let record = "{" + row.map { #""\#($0.0)":\#($0.1)"# }.joined(separator: ",") + "}"
    #expect(try ingest(table).rows == ingest("\(record)\n\(record)").rows)
  }
}
