import Ingest
import Testing
import Traces

/// Logs that are added to a trace give what reading all of them at once gives.
@Suite struct AddingTests {
  /// A log of some hours with repeats, callers, failures, hits of an earlier cache and unsorted rows.
  private static func log(_ hours: Range<Int>) -> String {
    var lines: [String] = []
    for index in hours.lowerBound * 40..<hours.upperBound * 40 {
      let time = 1_795_165_200 + index * 90 - index % 7 * 200
      let prompt = index * index % 31
      let isHit = index % 9 == 8
      let id = isHit ? "id\(index - 3)_cache_hit179.5" : "id\(index)"
      let status = index % 13 == 5 ? "failure" : "success"
      lines.append(
        #"{"id":"\#(id)","litellm_call_id":"c\#(index)","trace_id":"t\#(index / 2)","call_type":"acompletion","startTime":\#(time).5,"#
          + #""endTime":\#(time + 2),"model":"m\#(prompt % 3)","custom_llm_provider":"openai","#
          + #""model_parameters":{\#(isHit ? "" : #""temperature":0.\#(prompt % 4),"seed":\#(prompt % 5)"#)},"#
          + #""messages":[{"role":"system","content":"s\#(prompt % 2)"},{"role":"user","content":"Question \#(prompt), please!"}],"#
          + #""response":{"choices":[{"message":{"content":"a\#(prompt)"}}]},"status":"\#(status)","prompt_tokens":\#(prompt + 1),"#
          + #""completion_tokens":2,"response_cost":0.001,"cache_hit":\#(isHit),"metadata":{"user_api_key_team_id":"team\#(index % 4)"}}"#)
    }
    lines.append("broken")
    lines.append(lines[0])
    return lines.joined(separator: "\n")
  }

  private func inputs(_ logs: [String], from first: Int = 1) -> [LogInput] {
    logs.enumerated().map { index, text in
      let bytes = Array(text.utf8)
      return LogInput(name: "log\(first + index)", size: bytes.count) { ArraySource(bytes) }
    }
  }

  @Test(arguments: [true, false], [1, 2])
  func asIfAllWereReadAtOnce(near: Bool, threads: Int) throws {
    let logs = [Self.log(0..<6), Self.log(6..<9), Self.log(9..<14)]
    var options = IngestOptions()
    options.makesNearSignatures = near
    options.threads = threads
    let whole = try Ingest.read(inputs(logs), options: options)
    #expect(whole.keys == nil)
    options.keepsKeys = true
    #expect(try Ingest.read(inputs(logs), options: options).trace == whole.trace)

    var result = try Ingest.read(inputs([logs[0]]), options: options)
    for (index, log) in logs.enumerated().dropFirst() {
      let keys = try #require(result.keys)
      let again = try TraceKeys(decoding: keys.encoded(for: String(repeating: "a", count: 64)), for: String(repeating: "a", count: 64))
      #expect(again == keys)
      let before = try ResumedTrace(try Trace(decoding: result.trace.encoded()), keys: again)
      result = try Ingest.read(inputs([log], from: index + 1), options: options, addingTo: before)
    }
    #expect(result.trace.rows == whole.trace.rows)
    #expect(result.trace == whole.trace)
    #expect(try result.trace.encoded() == whole.trace.encoded())
    #expect(result.trace.originals.count > 20)
    #expect(result.trace.log.setAside.map(\.count) == [3, 3])
  }

  @Test func aLogThatWasThereAlreadyAddsNothing() throws {
    var options = IngestOptions()
    options.keepsKeys = true
    let first = try Ingest.read(inputs([Self.log(0..<3)]), options: options)
    let before = try ResumedTrace(first.trace, keys: try #require(first.keys))
    #expect(throws: IngestError.self) { try Ingest.read(inputs([Self.log(0..<3)], from: 2), options: options, addingTo: before) }
    let grown = try Ingest.read(inputs([Self.log(0..<4)], from: 2), options: options, addingTo: before).trace
    #expect(grown.requests.count == 160)
  }

  @Test func keysThatDoNotFitAreRefused() throws {
    var options = IngestOptions()
    options.keepsKeys = true
    let digest = String(repeating: "0", count: 64)
    let first = try Ingest.read(inputs([Self.log(0..<2)]), options: options)
    let other = try Ingest.read(inputs([Self.log(0..<3)]), options: options)
    let keys = try #require(first.keys)
    #expect(throws: TraceKeysError.ofAnotherTrace) { try ResumedTrace(other.trace, keys: keys) }
    let bytes = keys.encoded(for: digest)
    #expect(throws: TraceKeysError.ofAnotherTrace) { try TraceKeys(decoding: bytes, for: String(repeating: "1", count: 64)) }
    #expect(throws: TraceKeysError.notKeys) { try TraceKeys(decoding: Array("HINDCAST".utf8), for: digest) }
    for count in stride(from: 8, to: bytes.count, by: 97) {
      #expect(throws: TraceKeysError.damaged) { try TraceKeys(decoding: Array(bytes.prefix(count)), for: digest) }
      var flipped = bytes
      flipped[count] ^= 4
      #expect(throws: TraceKeysError.self) { try TraceKeys(decoding: flipped, for: digest) }
    }
  }

  /// A place for temporary data that is full ends the run with its error.
  @Test func aFullDiskIsAnError() throws {
    let lines = (0..<2_000).map { #"{"ts":\#(1_795_165_200 - $0),"request":{"model":"m","prompt":"q\#($0)"},"response":{}}"# }
    var options = IngestOptions()
    options.sortedInMemory = 100
    options.spill = { MemorySpill(capacity: 50_000) }
    let log = lines.joined(separator: "\n")
    #expect(throws: MemorySpill.Full.self) { try ingest(log, options: options) }
    options.spill = { MemorySpill() }
    let bytes = Array(log.utf8)
    let sorted = try ingest(bytes, options: options)
    #expect(sorted.spilledBytes > 150_000)
    #expect(sorted.trace == (try ingest(log)))
    #expect(sorted.trace.log.outOfOrder == 1_999)
  }
}
