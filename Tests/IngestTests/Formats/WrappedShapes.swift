import Ingest
import Testing
import Traces
import Units

/// Records inside of what shippers and stores of logs put around them, in lines of text, in dumps of tables.
@Suite struct WrappedShapes {
  private let body = #""model":"m","prompt":"p","response":"a","prompt_tokens":10,"completion_tokens":2"#
  private let values = "in=10 read=0 write=0+0 out=2 think=0 model=m chat messages=1 last_user_message=1 answer=1"

  private var record: String { "{\(body)}" }
  private let stamp = "2026-11-20T09:00:01.500Z"

  /// The only request, and what is set aside.
  private func only(_ log: String) throws -> String {
    let trace = try ingest(log)
    #expect(trace.rows.count == 1 && trace.log.sources[0].format == "flat", "\(log) \(trace.setAside)")
    return trace.rows.first ?? ""
  }

  /// A record without a time has that at which it was logged, which is the end of the call.
  @Test func theTimeOfTheWrapperCounts() throws {
    let stamp = #""timestamp":"2026-11-20T09:00:01.500Z""#
    let wrapped = [
      #"{"insertId":"x","jsonPayload":\#(record),\#(stamp),"severity":"INFO"}"#,
      #"{"insertId":"x","textPayload":\#(quoted(record)),\#(stamp)}"#,
      #"{"date":1795165201.5,"log":\#(quoted(record))}"#,
      #"{"id":"x","type":"log","attributes":{\#(stamp),"message":"m","attributes":\#(record)}}"#,
      #"{"preview":false,"result":{"_time":"2026-11-20T09:00:01.500+0000","_raw":\#(quoted(record))}}"#,
      #"{"stream":{"app":"x"},"values":[["1795165201500000000",\#(quoted(record))]]}"#,
      #"{"status":"success","data":{"resultType":"streams","result":[{"stream":{},"values":[["1795165201500000000",\#(quoted(record))]]}]}}"#,
    ]
    for log in wrapped { #expect(try only(log) == "2026-11-20T09:00:01.500Z \(values)", "\(log)") }
    let timed = wrapped[0].replacing(#""model""#, with: #""latency_ms":1500,"model""#)
    #expect(try only(timed) == "2026-11-20T09:00:00Z 1500000us \(values)")
    let own = wrapped[1].replacing(#"{\"model"#, with: #"{\"ts\":\"2026-11-20T08:00:00Z\",\"model"#)
    #expect(try only(own) == "2026-11-20T08:00:00Z \(values)")
    // A number beside a record that is no time.
    #expect(try only(#"{"time":0.5,"log":\#(quoted(record))}"#) == "1970-01-01T00:00:00Z \(values) no-time")
  }

  @Test func recordsAtTheEndsOfLines() throws {
    let log = """
      service starts {not json
      2026-11-20T09:00:01.500Z INFO llm_call {\(body)}
      [2026-11-20 09:00:02,500] done

      """
    let trace = try ingest(log)
    #expect(trace.rows == ["2026-11-20T09:00:01.500Z \(values)"])
    #expect(trace.setAside == ["2 a line of text without a record"])
    // As container runtimes write them, and with a broken record.
    let container = "2026-11-20T09:00:01.5Z stdout F {\(body)}\n2026-11-20T09:00:02.5Z stdout F {\"model\":}\n"
    let read = try ingest(container)
    #expect(read.rows == ["2026-11-20T09:00:01.500Z \(values)"])
    #expect(read.setAside == ["1 bad: not JSON: a value is expected"])
    #expect(try only("42 {\(body)}\n") == "1970-01-01T00:00:00Z \(values) no-time")
  }

  @Test(arguments: [
    "2026/11/20 09:00:00", "2026-11-20T09:00Z", "20261120T090000Z", "20261120T100000.000+0100", "Fri, 20 Nov 2026 09:00:00 GMT",
    "Fri, 20 Nov 2026 10:00:00 +0100", "20/Nov/2026:09:00:00 +0000", "Nov 20, 2026 9:00:00 AM", "11/20/2026, 9:00:00 AM",
  ])
  func timesAreWrittenInManyWays(stamp: String) throws {
    #expect(try only(#"{"timestamp":"\#(stamp)",\#(body)}"#) == "2026-11-20T09:00:00Z \(values)")
  }

  /// What is no time, or may be another.
  @Test(arguments: ["20261320T090000Z", "20/Nov/2026 later", "11/12/2026 09:00:00", "Nov 20", "Nox 20, 2026 9:00:00 AM", "2026/11-20"])
  func otherTextsAreNoTimes(stamp: String) throws {
    #expect(try only(#"{"timestamp":"\#(stamp)",\#(body)}"#) == "1970-01-01T00:00:00Z \(values) no-time")
  }

  /// Latencies without a unit: which one is meant is said where it is a guess.
  @Test(
    arguments: [
      ([0.8, 12.5, 1], "m", 800_000, nil), ([812, 3, 1_500], "m", 812_000, nil),
      ([20, 23.7, 53.3], "text-embedding-3-small", 20_000, "ms"),
      ([20, 23.7, 53.3], "m", 20_000_000, "s"), ([45, 130, 3], "m", 45_000, "ms"),
    ] as [([Double], String, Int64, String?)])
  func latenciesWithoutAUnit(latencies: [Double], model: String, first: Int64, doubt: String?) throws {
    let rows = latencies.enumerated().map { index, latency in
      let said = latency == latency.rounded() ? String(Int(latency)) : String(latency)
      return "{\"timestamp\":\(1_795_165_200 + index),\"latency\":\(said),\(body.replacing("\"m\"", with: "\"\(model)\""))}"
    }
    let trace = try ingest(rows.joined(separator: "\n"))
    #expect(trace.requests[0].duration == first)
    let expected: [LogRemark: Int] = doubt == nil ? [:] : [doubt == "s" ? .latencySeconds : .latencyMilliseconds: latencies.count]
    #expect(trace.log.remarks == expected)
  }

  @Test func pathsThatNoRecordHasAreSaid() throws {
    var options = IngestOptions()
    options.fields = try FieldMap("time=ts,model=llm.nme,prompt=q,cost=c")
    let log =
      #"{"ts":"2026-11-20T09:00:00Z","q":"hi","llm":{"name":"m"},"c":null}"# + "\n" + #"{"ts":"2026-11-20T09:00:01Z","q":"hi","c":1}"#
    let result = try ingest(Array(log.utf8), options: options)
    #expect(result.unmet == ["model=llm.nme"])
    #expect(result.notes == ["--map: no record has a value at model=llm.nme: look whether the path is as the log writes it."])
  }

  private static let call =
    #""model":"m","prompt":"hi","response":"ok","prompt_tokens":2,"completion_tokens":1"#
  private static let read = "in=2 read=0 write=0+0 out=1 think=0 model=m chat messages=1 last_user_message=1 answer=1"

  /// Envelopes of loggers and streams of changes, with their own stamps.
  @Test(arguments: [
    #"{"level":"info","message":"done","metadata":{\#(call)},"timestamp":"2026-11-20T09:00:00Z"}"#,
    #"{"text":"done","record":{"extra":{\#(call)},"time":{"repr":"x","timestamp":1795165200}}}"#,
    #"{"timestamp":"2026-11-20T09:00:00Z","level":"INFO","fields":{"message":"done",\#(call)},"target":"llm"}"#,
    #"{"__REALTIME_TIMESTAMP":"1795165200000000","MESSAGE":"{\#(call.replacing("\"", with: "\\\""))}"}"#,
    #"{"payload":{"before":null,"after":{\#(call),"created_at":1795165200000000},"op":"c","ts_ms":1795165200999}}"#,
    #"{"tables":[{"name":"PrimaryResult","columns":[{"name":"timestamp","type":"datetime"},{"name":"model","type":"string"},{"name":"prompt"},{"name":"response"},{"name":"prompt_tokens"},{"name":"completion_tokens"}],"rows":[["2026-11-20T09:00:00Z","m","hi","ok",2,1]]}]}"#,
    #"{"_id":{"$oid":"6"},"ts":{"$date":{"$numberLong":"1795165200000"}},\#(call)}"#,
    #"{"_id":{"$oid":"6"},"ts":{"$date":"2026-11-20T09:00:00Z"},"model":"m","prompt":"hi","response":"ok","prompt_tokens":{"$numberInt":"2"},"completion_tokens":{"$numberLong":"1"}}"#,
    #"{"Items":[{"ts":{"S":"2026-11-20T09:00:00Z"},"model":{"S":"m"},"prompt":{"S":"hi"},"response":{"S":"ok"},"prompt_tokens":{"N":"2"},"completion_tokens":{"N":"1"},"tags":{"L":[{"M":{"a":{"BOOL":true}}}]},"x":{"NULL":true}}],"Count":1}"#,
  ])
  func envelopes(log: String) throws {
    #expect(try ingest(log).rows == ["2026-11-20T09:00:00Z \(Self.read)"])
  }

  /// Runtimes of containers cut lines at 16 KiB, and the longest prompts with them.
  @Test func linesThatWereCut() throws {
    let record = "{\(Self.call)}"
    let row = "2026-11-20T09:00:00Z \(Self.read)"
    for cut in [1, 12, 30, record.utf8.count - 1] {
      let (head, tail) = (String(record.prefix(cut)), String(record.dropFirst(cut)))
      let cri = [
        "2026-11-20T09:00:00Z stdout F \(record)", "2026-11-20T09:00:00Z stdout P \(head)", "2026-11-20T09:00:00Z stdout F \(tail)",
        "2026-11-20T09:00:00Z stderr F plain text",
      ]
      let trace = try ingest(cri.joined(separator: "\n"))
      #expect(trace.rows == [row, row], "\(cut)")
      #expect(trace.setAside == ["1 a line of text without a record"])
      func docker(_ text: String) -> String {
        #"{"log":"\#(text.replacing("\"", with: "\\\""))","stream":"stdout","time":"2026-11-20T09:00:00Z"}"#
      }
      let lines = [docker(record + #"\n"#), docker(head), docker(tail + #"\n"#), docker(record + #"\n"#)]
      let read = try ingest(lines.joined(separator: "\n"))
      #expect(read.rows.count == 3 && read.rows.allSatisfy { $0.hasSuffix(Self.read) }, "\(read.rows) \(read.setAside)")
    }
  }

  /// The two streams of a container stand between each other; what has no end is said, and takes nothing else with it.
  @Test func linesThatWereCutBesideOthers() throws {
    let record = "{\(Self.call)}"
    let (head, tail) = (String(record.prefix(12)), String(record.dropFirst(12)))
    let row = "2026-11-20T09:00:00Z \(Self.read)"
    let cri = [
      "2026-11-20T09:00:00Z stdout P \(head)", "2026-11-20T09:00:00Z stderr F \(record)", "2026-11-20T09:00:00Z stdout F \(tail)",
      "2026-11-20T09:00:00Z stdout P \(head)",
    ]
    let trace = try ingest(cri.joined(separator: "\n"))
    #expect(trace.rows == [row, row])
    #expect(trace.setAside == ["1 bad: a line that was cut, without its end"])
    func docker(_ text: String, _ stream: String = "stdout") -> String {
      #"{"log":"\#(text.replacing("\"", with: "\\\""))","stream":"\#(stream)","time":"2026-11-20T09:00:00Z"}"#
    }
    let lines = [
      docker(record), docker("{ text"), docker(record), docker(head), docker(record, "stderr"), docker(tail + #"\n"#), docker(record),
    ]
    let read = try ingest(lines.joined(separator: "\n"))
    #expect(read.rows == Array(repeating: row, count: 5))
    #expect(read.setAside == ["1 bad: a line that was cut, without its end"])
  }

  /// One record that looks typed among others is read as it stands.
  @Test func typesByMajority() throws {
    let plain = #"{"timestamp":"2026-11-20T09:00:00Z",\#(Self.call)}"#
    let trace = try ingest([plain, #"{"a":{"S":"1"}}"#, plain].joined(separator: "\n"))
    #expect(trace.rows.count == 2)
  }

  // MARK: - Wherever they stand

  @Test func whereverARecordHoldsThemTheyAreFound() throws {
    let base64 = "eyJtb2RlbCI6Im0iLCJwcm9tcHQiOiJwIiwicmVzcG9uc2UiOiJhIiwicHJvbXB0X3Rva2VucyI6MTAsImNvbXBsZXRpb25fdG9rZW5zIjoyfQ=="
    let timed = [
      #"{"Type":"Notification","MessageId":"1","Message":\#(quoted(record)),"Timestamp":"\#(stamp)"}"#,
      #"{"version":"0","detail-type":"llm","time":"\#(stamp)","detail":\#(record)}"#,
      #"{"streams":[{"stream":{"app":"x"},"values":[["1795165201500000000",\#(quoted(record))]]}]}"#,
      #"[{"SequenceNumber":1,"EnqueuedTimeUtc":"\#(stamp)","Body":\#(record)}]"#,
      #"{"Records":[{"EventSource":"aws:sns","Sns":{"Message":\#(quoted(record)),"Timestamp":"\#(stamp)"}}]}"#,
      #"{"message":{"data":"\#(base64)","messageId":"1","publishTime":"\#(stamp)"},"subscription":"s"}"#,
      #"{"outcome":"ok","logs":[{"message":[\#(quoted(record))],"level":"log"}],"eventTimestamp":1795165201500}"#,
      #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795165201500000000","body":{"stringValue":\#(quoted(record))}}]}]}]}"#,
      #"[[{"field":"@timestamp","value":"\#(stamp)"},{"field":"@message","value":\#(quoted(record))}]]"#,
    ]
    for log in timed {
      // What a worker's events say of their time stands beside the list of its lines.
      let time = log.contains("outcome") ? "1970-01-01T00:00:00Z \(values) no-time" : "\(stamp) \(values)"
      #expect(try only(log) == time, "\(log)")
    }
    let untimed = [
      #"{"level":"info","msg":\#(quoted(record))}"#, #"{"a":{"b":{"c":\#(record)}}}"#,
      #"{"MessageId":"1","ReceiptHandle":"x","Body":\#(quoted(record))}"#,
      #"{"RECORD_CONTENT":\#(record),"RECORD_METADATA":{"offset":1}}"#, #"{"version":"1.1","host":"h","short_message":\#(quoted(record))}"#,
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
    #expect(try only("time=2026-11-20T09:00:01.5Z level=info msg=\(quoted(record))\n") == at)
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
