import CZstd
import Ingest
import Synchronization
import Similarity
import Testing
import Traces

/// The run as a whole: whatever the packing, the threads and the order of files, one trace; and everything that is wrong is said.
@Suite struct IngestTests {
  /// A log of pairs with repeats, four seconds apart.
  private static func log(_ seconds: Range<Int>) -> [UInt8] {
    let lines = seconds.map { second in
      let text = "question \(second % 7), asked by some\\u006fne"
      let body = #"{"model":"m\#(second % 3)","temperature":\#(second % 2),"messages":[{"role":"user","content":"\#(text)"}]}"#
      let answer =
        #"{"choices":[{"message":{"content":"answer \#(second % 5)"}}],"usage":{"prompt_tokens":\#(second),"completion_tokens":1}}"#
      return #"{"ts":\#(1_795_165_200 + 4 * second),"latency_ms":\#(second),"request":\#(body),"response":\#(answer)}"#
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let count = ZSTD_compress(&out, out.count, bytes, bytes.count, 3)
    return Array(out.prefix(count))
  }

  private func options(threads: Int = 2, strict: Bool = false, format: String? = nil) -> IngestOptions {
    var options = IngestOptions()
    options.threads = threads
    options.isStrict = strict
    options.format = format
    return options
  }

  @Test func packingThreadsAndOrderDoNotMatter() throws {
    let first = Self.log(0..<300)
    let second = Self.log(150..<450)
    let expected = try ingest(first, second).trace
    #expect(expected.requests.count == 600)
    for threads in [1, 2, 4] {
      #expect(try ingest(first, second, options: options(threads: threads)).trace == expected)
      var packed = try ingest(Self.zstd(first), Self.zstd(second), options: options(threads: threads)).trace
      #expect(packed.log.sources.map(\.packing) == ["zstd", "zstd"])
      #expect(packed.log.sources.map(\.bytesOut) == [first.count, second.count])
      packed.log = expected.log
      #expect(packed == expected)
    }
    #expect(try ingest(second, first).trace.withoutSources == expected.withoutSources)
    #expect(expected.log.outOfOrder == 149)
  }

  @Test func digestsAreOfTheBytesRead() throws {
    let trace = try ingest(Array(#"{"model":"m","prompt":"q"}"#.utf8)).trace
    #expect(trace.log.sources[0].digest == "xxh128:def7742d4f76ca0409383079ae14a796")
    #expect(trace.log.sources[0].bytesIn == 26)
  }

  @Test func badRecordsAreCountedByCauseAndHandedOn() throws {
    let good = #"{"ts":1,"request":{"model":"m","messages":[{"role":"user","content":"secret"}]},"response":{}}"#
    let rejected = Mutex<[String]>([])
    var options = IngestOptions()
    options.onReject = { bytes in rejected.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) } }
    let text = [
      good, "{\"secret\":", good, "nonsense secret", "{\"hidden\":1}", good + ",", "{\"ts\":2,\"request\":\"{\\\"secret\",\"response\":{}}",
    ]
    let trace = try ingest(Array(text.joined(separator: "\n").utf8), options: options).trace
    #expect(trace.requests.count == 2)
    #expect(
      trace.setAside == [
        "1 bad: not JSON: a value is expected", "1 bad: not JSON: more follows after the end of the value",
        "1 bad: not JSON: the text ends inside a value", "1 bad: not of the format of its file (pairs)",
        "1 bad: the request's body is not JSON: the text ends inside a value",
      ])
    #expect(trace.log.setAside.map(\.examples[0].line).sorted() == [2, 4, 5, 6, 7])
    #expect(trace.log.badRecords + trace.requests.count == trace.log.records)
    #expect(rejected.withLock { $0 } == [text[1], text[3], text[4], text[5], text[6]])
    #expect(throws: IngestError.badRecord(input: "log1", line: 2, cause: "not JSON: the text ends inside a value")) {
      try ingest(Array(text.joined(separator: "\n").utf8), options: self.options(strict: true))
    }
  }

  @Test func whatIsNoLogIsSaid() throws {
    #expect(throws: IngestError.unknownFormat(input: "log1", keys: "level, msg")) {
      try ingest(Array("{\"level\":3,\"msg\":\"a secret\"}\n{\"x\":1}".utf8))
    }
    #expect(throws: IngestError.unknownFormat(input: "log1", keys: "level, llm.model, llm.usage.in, llm.tags, empty")) {
      try ingest(Array("{\"level\":3,\"llm\":{\"model\":\"m\",\"usage\":{\"in\":1},\"tags\":[]},\"empty\":{}}".utf8))
    }
    #expect(throws: IngestError.noRequests(records: 0, cause: nil, looksLike: nil)) { try ingest([]) }
    #expect(throws: IngestError.noRequests(records: 2, cause: "not JSON: a value is expected", looksLike: nil)) {
      try ingest(Array("a\nb".utf8))
    }
    #expect(throws: IngestError.noSuchFormat("x")) { try ingest([], options: options(format: "x")) }
    #expect(
      IngestError.noSuchFormat("x").description.hasPrefix("There is no log format \"x\"; the formats are otlp, bedrock, "))
    #expect(
      IngestError.noRequests(records: 1, cause: "not JSON", looksLike: nil).description.hasPrefix(
        "The only record is no request (not JSON); 'hindcast list formats' shows "))
    // Beside a log, a file of no known format is only counted.
    let trace = try ingest(Array("{\"level\":3}".utf8), Self.log(0..<2)).trace
    #expect(trace.requests.count == 2)
    #expect(trace.setAside == ["1 bad: of no known format"])
  }

  @Test func aTruncatedFileGivesWhatCouldBeRead() throws {
    let whole = Self.log(0..<2_000)
    let packed = Self.zstd(whole)
    let trace = try ingest(Array(packed.prefix(packed.count / 2))).trace
    #expect(trace.requests.count > 0)
    #expect(trace.requests.count < 2_000)
    #expect(trace.log.sources[0].fault?.contains("cut off") == true)
    #expect(throws: IngestError.self) { try ingest(Array(packed.prefix(packed.count / 2)), options: options(strict: true)) }
    #expect(throws: IngestError.self) { try ingest(Array(packed.prefix(5))) }
  }

  @Test func theFormatIsThatOfMostRecords() throws {
    let pair = #"{"ts":1,"request":{"model":"m","prompt":"q"},"response":{}}"#
    let bare = #"{"model":"m","prompt":"q"}"#
    let trace = try ingest(Array(([bare] + Array(repeating: pair, count: 300)).joined(separator: "\n").utf8)).trace
    #expect(trace.log.sources[0].format == "pairs")
    #expect(trace.log.sources[0].examined == 200)
    #expect(trace.log.sources[0].matched == 199)
    #expect(trace.setAside == ["1 bad: looks like requests, and is not of the format of its file (pairs)"])
    let forced = try ingest(Array("\(bare)\n\(pair)".utf8), options: options(format: "requests")).trace
    #expect(forced.requests.count == 1)
    #expect(forced.setAside == ["1 no prompt in a form that is known (keys: ts, request, response)"])
  }

  @Test func textsAreKeptByTheirIdInTheTrace() throws {
    var options = IngestOptions()
    options.keepsTexts = true
    let lines = [(3, "third"), (1, "first"), (2, "a \\u00e9"), (4, "first")].map {
      #"{"ts":\#($0.0),"request":{"model":"m","messages":[{"role":"user","content":"\#($0.1)"}]},"response":{}}"#
    }
    let result = try ingest(Array(lines.joined(separator: "\n").utf8), options: options)
    #expect(result.texts == ["", "first", "a é", "third"])
    let ids = result.trace.requests.prompt.map { result.trace.prompts[.lastUserMessage]?[Int($0)] }
    #expect(ids == [1, 2, 3, 1])
    #expect(try ingest(Array(lines.joined(separator: "\n").utf8)).texts.isEmpty)
  }

  /// Whole or streamed, an answer has one sketch under its id in the trace; one that calls a tool has none.
  @Test func answersAreSketchedByTheirIdInTheTrace() throws {
    var options = IngestOptions()
    options.keepsTexts = true
    func record(_ time: Int, _ response: String) -> String {
      #"{"ts":\#(time),"request":{"model":"m","messages":[{"role":"user","content":"q"}]},"response":\#(response)}"#
    }
    func whole(_ text: String) -> String { #"{"choices":[{"message":{"role":"assistant","content":"\#(text)"},"finish_reason":"stop"}]}"# }
    let stream = ["Oslo is", " the capital"].map { #"data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\#($0)\"}}]}\n\n"# }.joined()
    let call =
      #"{"choices":[{"message":{"role":"assistant","content":"Oslo is the capital","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"#
    let lines = [
      record(4, whole("Oslo is the capital")), record(1, whole("oslo IS the capital!")), record(2, #""\#(stream)""#), record(3, call),
      record(5, whole("Bergen is not")), record(6, "{}"),
    ]
    let result = try ingest(Array(lines.joined(separator: "\n").utf8), options: options)
    let ids = result.trace.requests.answer.map(Int.init)
    #expect(ids == [1, 2, 3, 2, 4, 0])
    #expect(result.answers.count == 5 && result.answers.map(\.isKnown) == [false, true, true, false, true])
    #expect(result.answers[1].likeness(to: result.answers[2]) == .spelling)
    #expect(result.answers[2].likeness(to: result.answers[4]) == .different)
    #expect(try ingest(Array(lines.joined(separator: "\n").utf8)).answers.isEmpty)
  }

  @Test func progressIsReported() throws {
    let seen = Mutex<[IngestProgress]>([])
    var options = IngestOptions()
    options.onProgress = { progress in seen.withLock { $0.append(progress) } }
    let bytes = Self.log(0..<9_000)
    _ = try ingest(bytes, options: options)
    let reports = seen.withLock { $0 }
    #expect(reports.count == 3)
    #expect(reports.last?.name == "log1")
    #expect(reports.last?.bytes == bytes.count)
    #expect(reports.last?.size == bytes.count)
    #expect(reports.last?.requests == 9_000)
  }

  @Test func theSameRecordAgainIsCountedOnce() throws {
    let line =
      #"{"id":"a","litellm_call_id":"c","call_type":"completion","startTime":1795165200,"endTime":1795165201,"model":"m","#
      + #""model_parameters":{},"messages":[{"role":"user","content":"q"}]}"#
    let retry = line.replacing("1795165200,", with: "1795165200.5,")
    let trace = try ingest(Array([line, retry, line].joined(separator: "\n").utf8)).trace
    #expect(trace.requests.count == 2)
    #expect(trace.requests.call == [1, 1])
    #expect(trace.setAside == ["1 the same record again"])
  }
}
