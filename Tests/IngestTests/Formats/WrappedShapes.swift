import Ingest
import Testing
import Traces
import Units

/// Records inside of what shippers and stores of logs put around them.
@Suite struct WrappedShapes {
  private let body = #""model":"m","prompt":"p","response":"a","prompt_tokens":10,"completion_tokens":2"#
  private let values = "in=10 read=0 write=0+0 out=2 think=0 model=m chat messages=1 last_user_message=1 answer=1"

  /// The only request, and what is set aside.
  private func only(_ log: String) throws -> String {
    let trace = try ingest(log)
    #expect(trace.rows.count == 1 && trace.log.sources[0].format == "flat")
    return trace.rows.first ?? ""
  }

  private func text(_ json: String) -> String { "\"" + json.replacing("\"", with: #"\""#) + "\"" }

  /// A record without a time has that at which it was logged, which is the end of the call.
  @Test func theTimeOfTheWrapperCounts() throws {
    let record = "{\(body)}"
    let stamp = #""timestamp":"2026-11-20T09:00:01.500Z""#
    let wrapped = [
      #"{"insertId":"x","jsonPayload":\#(record),\#(stamp),"severity":"INFO"}"#,
      #"{"insertId":"x","textPayload":\#(text(record)),\#(stamp)}"#,
      #"{"date":1795165201.5,"log":\#(text(record))}"#,
      #"{"id":"x","type":"log","attributes":{\#(stamp),"message":"m","attributes":\#(record)}}"#,
      #"{"preview":false,"result":{"_time":"2026-11-20T09:00:01.500+0000","_raw":\#(text(record))}}"#,
      #"{"stream":{"app":"x"},"values":[["1795165201500000000",\#(text(record))]]}"#,
      #"{"status":"success","data":{"resultType":"streams","result":[{"stream":{},"values":[["1795165201500000000",\#(text(record))]]}]}}"#,
    ]
    for log in wrapped { #expect(try only(log) == "2026-11-20T09:00:01.500Z \(values)", "\(log)") }
    let timed = wrapped[0].replacing(#""model""#, with: #""latency_ms":1500,"model""#)
    #expect(try only(timed) == "2026-11-20T09:00:00Z 1500000us \(values)")
    let own = wrapped[1].replacing(#"{\"model"#, with: #"{\"ts\":\"2026-11-20T08:00:00Z\",\"model"#)
    #expect(try only(own) == "2026-11-20T08:00:00Z \(values)")
    // A number beside a record that is no time.
    #expect(try only(#"{"time":0.5,"log":\#(text(record))}"#) == "1970-01-01T00:00:00Z \(values) no-time")
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
}
