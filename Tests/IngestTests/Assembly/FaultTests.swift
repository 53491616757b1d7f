import Ingest
import Synchronization
import Testing
import Traces

/// Inputs that go wrong concern themselves alone, and what must be said of a log goes with its trace.
@Suite struct FaultTests {
  /// A source that breaks off with a fault after some bytes.
  private final class Breaking: ByteSource {
    private let source: ArraySource

    init(_ bytes: [UInt8]) { source = ArraySource(bytes, most: 100) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      let count = source.read(into: buffer)
      if count == 0 { throw InputFault("it became shorter while it was read") }
      return count
    }
  }

  private static let line = #"{"ts":1795165200,"request":{"model":"m","prompt":"q"},"response":{}}"#
  private static let good = Array(String(repeating: line + "\n", count: 50).utf8)

  private static func inputs() -> [LogInput] {
    [
      LogInput(name: "good", size: nil) { ArraySource(good) },
      LogInput(name: "gone", size: nil) { throw InputFault("it was gone when its turn came") },
      LogInput(name: "shrunk", size: nil) { Breaking(good.dropLast(20)) }, LogInput(name: "last", size: nil) { ArraySource(good) },
    ]
  }

  @Test(arguments: [1, 2]) func theOthersAreRead(threads: Int) throws {
    var options = IngestOptions()
    options.threads = threads
    let trace = try Ingest.read(Self.inputs(), options: options).trace
    #expect(trace.requests.count == 149)
    #expect(
      trace.log.sources.map(\.fault) == [nil, "it was gone when its turn came", "it became shorter while it was read", nil])
    #expect(trace.log.sources.map(\.requests) == [50, 0, 49, 50])
    options.isStrict = true
    #expect(throws: IngestError.broken(input: "gone", fault: "it was gone when its turn came")) {
      try Ingest.read(Self.inputs(), options: options)
    }
    #expect(throws: IngestError.broken(input: "gone", fault: "it was gone when its turn came")) {
      try Ingest.read([Self.inputs()[1]], options: options)
    }
  }

  /// Gateways that write an object a request make more files than a request has bits to name one.
  @Test func moreFilesThanCanBeNamed() throws {
    let text = Array(Self.line.utf8)
    let broken = Array("{".utf8)
    let count = 60_010
    let inputs = (0..<count).map { index in LogInput(name: "f\(index)", size: 70) { ArraySource(index == 60_005 ? broken : text) } }
    var options = IngestOptions()
    options.threads = 1
    let trace = try Ingest.read(inputs, options: options).trace
    #expect(trace.requests.count == count - 1)
    #expect(trace.log.sources.count == 60_000)
    #expect(trace.log.sources.reduce(0) { $0 + $1.records } == count)
    #expect(trace.log.sources.reduce(0) { $0 + $1.requests } == count - 1)
    #expect(trace.log.sources.last?.name == "all files from f59999")
    #expect(trace.log.sources.last?.records == 11)
    #expect(trace.log.badRecords == 1)
    #expect(try Trace(decoding: trace.encoded()) == trace)
  }

  @Test func longConversationsAreCounted() throws {
    let turns = (0..<1_200).map { #"{"role":"user","content":"\#($0)"},{"role":"assistant","content":"a"}"# }.joined(separator: ",")
    let log = #"{"conversation_id":"c","model":"m","conversation":[\#(turns)],"turn":1200}"#
    let result = try ingest(Array(log.utf8))
    #expect(result.trace.requests.count == 1_000)
    #expect(result.trace.setAside == ["200 an answer of a conversation beyond its first 1,000"])
    #expect(result.trace.log.remarks == [.longConversations: 1])
    #expect(result.notes == [LogRemark.longConversations.sentence(1)])
    #expect(try Trace(decoding: result.trace.encoded()).log == result.trace.log)
  }

  @Test func sampledSpansSaySo() throws {
    func log(_ span: String) -> String {
      #"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"1","spanId":"2","startTimeUnixNano":"1795165200000000000",\#(span)"#
        + #""attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"m"}}]}]}]}]}"#
    }
    for (span, count) in [
      ("", nil), (#""traceState":"ot=th:0","#, nil), (#""traceState":"vendor=a,ot=rv:abc;th:c","#, 1), (#""traceState":"ot=th:08","#, 1),
      (#""traceState":"other=th:8","#, nil),
    ] { #expect(try ingest(log(span)).log.remarks[.sampled] == count, "\(span)") }
    let rate = log("").replacing(#""attributes":["#, with: #""attributes":[{"key":"SampleRate","value":{"intValue":"20"}},"#)
    #expect(try ingest(rate).log.remarks[.sampled] == 1)
    var options = IngestOptions()
    options.sampledShare = 0.125
    #expect(try ingest(log(""), options: options).log.remarks == [.saidSampled: 125_000])
  }

  /// A file that is not what it is to be read as is read as far as it goes, and that is said.
  @Test func anotherFormatThanAskedFor() throws {
    var options = IngestOptions()
    options.format = "flat"
    #expect(try ingest(Self.good, options: options).trace.log.remarks == [.otherFormat: 1])
    options.format = "pairs"
    #expect(try ingest(Self.good, options: options).trace.log.remarks.isEmpty)
    // Where nothing comes of it, what it looks like is in the error.
    options.format = "otlp"
    let error = #expect(throws: IngestError.self) { try ingest(Self.good, options: options) }
    #expect(error?.description.hasSuffix("; the log looks like pairs: leave --format out.") == true)
  }

  @Test func nearRepeatsThatWereNotSought() throws {
    var options = IngestOptions()
    options.makesNearSignatures = false
    #expect(try ingest(Self.good, options: options).trace.log.remarks == [.noNear: 50])
  }
}
