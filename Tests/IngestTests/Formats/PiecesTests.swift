import Similarity
import Testing
import Traces

@testable import Ingest

/// Requests that stand in several records, and records that hold several requests.
@Suite struct PiecesTests {
  private let group = "{\"CorrelationId\":\"ID\",\"SequenceNumber\":N,\"Type\":\"ApiManagementGatewayLlmLog\",\"RequestMessages\":\"M\"}"

  private func row(_ id: String, _ number: Int, _ messages: String) -> String {
    group.replacing("ID", with: id).replacing("N,", with: "\(number),").replacing("\"M\"", with: "\"\(messages)\"")
  }

  @Test func chunksAreJoinedInTheirOrder() throws {
    let whole = row("a", 1, "[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"long text\\\"}]")
    let chunks = [row("b", 2, "\\\"content\\\":\\\"long text\\\"}]"), whole, row("b", 1, "[{\\\"role\\\":\\\"user\\\",")]
    let trace = try ingest(chunks.joined(separator: "\n"))
    #expect(trace.requests.count == 2)
    #expect(trace.requests.prompt[0] == trace.requests.prompt[1])
    #expect(trace.requests.prompt[0] != 0)
    #expect(trace.log.sources[0].requests == 2)
  }

  @Test(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"), arguments: [false, true])
  func batchInputAndOutputAreJoined(outputFirst: Bool) throws {
    let files = ["openai_batch_input.jsonl", "openai_batch_output.jsonl"]
    let sample = try outputFirst ? Sample(files[1], files[0]) : Sample(files[0], files[1])
    #expect(
      Set(sample.rows) == [
        "2026-11-21T00:44:31Z in=30 read=0 write=0+0 out=2 think=0 status=200 model=gpt-4.1-mini chat temperature=0 max_tokens=1 messages=1"
          + " last_user_message=1 system_prompt=1 answer=1 batch coarse-time",
        "2026-11-21T00:44:31Z status=400 model=gpt-4.1-mini responses messages=2 earlier_turns=1 last_user_message=2 system_prompt=2 failed"
          + " batch no-time",
        "2026-11-21T00:44:31Z model=text-embedding-3-small embedding messages=3 last_user_message=3 failed batch no-time",
      ])
  }

  @Test func theSameIDOfAnotherBatchIsAnotherRequest() throws {
    let input = #"{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":"q"}}"#
    let output =
      #"{"custom_id":"1","response":{"status_code":200,"body":{"usage":{"prompt_tokens":3,"completion_tokens":4}}},"error":null}"#
    let trace = try ingest([input, output, input, input, output].joined(separator: "\n"))
    #expect(trace.requests.count == 3)
    #expect(trace.requests.flags.count { $0.contains(.hasUsage) } == 2)
  }

  /// A request whose pieces do not fit is given as far as it was met, and none is lost.
  @Test func memoryIsBounded() throws {
    var pieces = Pieces(limit: 100)
    var given: [String] = []
    for index in 0..<50 {
      let text = Array("\"piece \(index)\"".utf8)
      let joint = Joint(id: .init(high: 1, low: UInt64(index / 2)), half: nil)
      let groups = try text.withUnsafeBytes { try pieces.take($0, joint, of: GatewayLLMLog(), source: 0, line: index) }
      given += try groups.map { String(decoding: try pieces.text(of: $0), as: UTF8.self) }
    }
    given += try pieces.rest().map { String(decoding: try pieces.text(of: $0), as: UTF8.self) }
    #expect(given == (0..<25).map { "[\"piece \(2 * $0)\",\"piece \(2 * $0 + 1)\"]" })
  }

  /// Halves that are far apart wait outside of memory, whatever their order.
  @Test(arguments: [100, 1_000, 100_000]) func whatDoesNotFitWaitsElsewhere(limit: Int) throws {
    let spill = MemorySpill()
    var pieces = Pieces(limit: limit, spill: { spill })
    var given: [String] = []
    for half in [Joint.Half.request, .answer] {
      for index in 0..<200 {
        let place = half == .request ? index : index * 77 % 200
        let text = Array("\"\(half) \(place) \(String(repeating: "x", count: place))\"".utf8)
        let joint = Joint(id: .init(high: 1, low: UInt64(place)), half: half)
        let groups = try text.withUnsafeBytes { try pieces.take($0, joint, of: GatewayLLMLog(), source: 0, line: index) }
        #expect(groups.count == (half == .answer ? 1 : 0))
        given += try groups.map { String(decoding: try pieces.text(of: $0), as: UTF8.self) }
      }
    }
    let expected = (0..<200).map { index in
      let place = index * 77 % 200
      let tail = "\(place) \(String(repeating: "x", count: place))\""
      return "[\"request \(tail),\"answer \(tail)]"
    }
    #expect(given == expected)
    #expect(pieces.rest().isEmpty)
    #expect(spill.bytes.isEmpty == (limit == 100_000))
  }

  /// Input and output of a batch, each larger than what is kept in memory.
  @Test func largeBatchesAreJoined() throws {
    let filler = String(repeating: "word ", count: 2_000)
    let inputs = (0..<4_000).map {
      #"{"custom_id":"\#($0)","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":"\#($0) \#(filler)"}}"#
    }
    let outputs = (0..<4_000).reversed().map {
      #"{"custom_id":"\#($0)","response":{"status_code":200,"body":{"usage":{"prompt_tokens":3,"completion_tokens":\#($0)}}}}"#
    }
    let spill = MemorySpill()
    var options = IngestOptions()
    options.makesNearSignatures = false
    options.spill = { spill }
    let trace = try ingest(inputs.joined(separator: "\n") + "\n" + outputs.joined(separator: "\n"), options: options)
    #expect(spill.bytes.count > 1 << 20)
    #expect(trace.requests.count == 4_000)
    #expect(trace.requests.flags.allSatisfy { $0.contains(.hasUsage) && !$0.contains(.noContent) })
  }

  /// What was given leaves nothing behind, even where the first still waits.
  @Test func slotsAreBounded() throws {
    var pieces = Pieces(limit: 1 << 20, mostSlots: 8)
    var given = 0
    for index in 0..<1_000 {
      let joint = Joint(id: .init(high: 1, low: UInt64(max(index - 1, 0) / 2 + min(index, 1))), half: index % 2 == 1 ? .request : .answer)
      given += try Array("1".utf8).withUnsafeBytes { try pieces.take($0, joint, of: GatewayLLMLog(), source: 0, line: index) }.count
      #expect(pieces.slots <= 9)
    }
    #expect(given + pieces.rest().count == 501)
  }

  private func span(_ id: String, in parent: String, _ attributes: String...) -> String {
    let list = attributes.map {
      "{\"key\":\"\($0.split(separator: "=")[0])\",\"value\":{\"stringValue\":\"\($0.split(separator: "=")[1])\"}}"
    }
    return
      "{\"traceId\":\"t\",\"spanId\":\"\(id)\",\"parentSpanId\":\"\(parent)\",\"name\":\"n\",\"startTimeUnixNano\":\"1795165200120000000\","
      + "\"endTimeUnixNano\":\"1795165200932000000\",\"attributes\":[\(list.joined(separator: ","))]}"
  }

  private func batch(_ spans: [String]) -> String {
    "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[\(spans.joined(separator: ","))]}]}]}"
  }

  @Test func onlyTheInnermostCallCounts() throws {
    let model = "gen_ai.request.model=m"
    let outer = span("1", in: "", model, "gen_ai.operation.name=chat")
    let agent = span("2", in: "1", model, "gen_ai.operation.name=invoke_agent")
    let inner = span("3", in: "2", model, "gen_ai.operation.name=chat")
    let beside = span("4", in: "1", model)
    let tool = span("5", in: "3", "gen_ai.operation.name=execute_tool")
    #expect(try ingest(batch([outer, agent, inner, beside, tool])).requests.count == 2)
    // Inner spans end, and are written, first.
    let apart = try ingest([[tool, inner], [agent], [beside, outer]].map(batch).joined(separator: "\n"))
    #expect(apart.requests.count == 2)
    #expect(apart.setAside == ["1 holds no call of a model"])
  }

  @Test func eventsJoinTheirSpanFromAnotherFile() throws {
    let call = span("1", in: "", "gen_ai.request.model=m", "gen_ai.operation.name=chat", "gen_ai.usage.input_tokens=7")
    let event =
      #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795165200120000000","eventName":"gen_ai.user.message","#
      + #""body":{"kvlistValue":{"values":[{"key":"content","value":{"stringValue":"hi"}}]}},"traceId":"t","spanId":"1"}]}]}]}"#
    let trace = try ingest(Array(event.utf8), Array(batch([call]).utf8)).trace
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00.120Z 812000us in=7 read=0 write=0+0 out=0 think=0 model=m chat messages=1 last_user_message=1 call=1"
      ])
    #expect(trace.log.sources.map(\.requests) == [1, 0])
  }

  @Test func theSameSpanAgainIsCountedOnce() throws {
    let call = batch([span("1", in: "", "gen_ai.request.model=m", "gen_ai.prompt=hi")])
    let trace = try ingest(call + "\n" + call)
    #expect(trace.requests.count == 1)
    #expect(trace.setAside == ["1 the same record again"])
  }

  /// One conversation has one prompt and one answer, whoever logged it.
  @Test(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"))
  func dialectsMeet() throws {
    let sample = try Sample(
      "azure_apim_gatewaylogs.jsonl", "portkey.jsonl", "otlp_genai_current.jsonl", "otlp_openllmetry.jsonl", "otlp_genai_v136_logs.jsonl",
      "langfuse_blob_observations.jsonl", "bedrock_invocation.jsonl", "vertex_request_response.jsonl", "kong_ai.jsonl")
    let requests = sample.result.trace.requests
    // The first request of each file is the same question with the same answer.
    let firsts = (0..<9).compactMap { source in (0..<requests.count).first { requests.source[$0] == UInt16(source) } }
    #expect(firsts.count == 9)
    #expect(Set(firsts.map { requests.prompt[$0] }).count == 1)
    #expect(Set(firsts.map { requests.answer[$0] }).count == 1)
    // Azure's log of messages has them too, of a call that its log of requests has under the same id.
    let azure = try Sample("azure_apim_llmlog.jsonl", "portkey.jsonl").result.trace.requests
    #expect(azure.prompt[0] == 1 && azure.prompt.contains { $0 == 1 } && Set(azure.prompt.prefix(2)).count == 1)
    let both = try Sample("azure_apim_llmlog.jsonl", "azure_apim_gatewaylogs.jsonl").result.trace
    #expect(both.log.sources.map(\.requests) == [0, 3] && both.setAside == ["1 the same record again"])
  }
}
