import Ingest
import Testing
import Traces

/// Recorded calls of eight providers: each is a request, or counted by cause.
@Suite(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"))
struct RecordedTests {
  private func trace() throws -> Trace { try ingest(FormatData.bytes("recorded/http_pairs.jsonl.zst")).trace }

  @Test func noneIsLost() throws {
    let trace = try trace()
    #expect(trace.log.records == 1_379)
    #expect(trace.requests.count == 1_103)
    #expect(
      trace.setAside == [
        "190 no call of a model: a GET request",
        "69 no call of a model in itself: the Assistants interface, whose conversation is not in the log",
        "16 no prompt in a form that is known (keys: data)",
        "1 no prompt in a form that is known (keys: topK, vector, includeValues, includeMetadata)",
      ])
    #expect(trace.log.sources[0].packing == "zstd")
    #expect(trace.log.sources[0].fault == nil)
  }

  /// Requests, those with token counts, and those that failed. Counted apart from this code: answers with an object of usage.
  @Test func providers() throws {
    let trace = try trace()
    var counts: [String: [Int]] = [:]
    for i in 0..<trace.requests.count {
      let flags = trace.requests.flags[i]
      let provider = trace.name(.provider, parameters: Int(trace.requests.parameters[i]))
      let row = [1, flags.contains(.hasUsage) ? 1 : 0, flags.contains(.failed) ? 1 : 0]
      counts[provider] = zip(counts[provider] ?? [0, 0, 0], row).map { $0 + $1 }
    }
    #expect(
      counts == [
        "openai": [617, 497, 11], "bedrock": [163, 87, 4], "anthropic": [93, 90, 0], "azure": [79, 43, 12], "cohere": [59, 51, 2],
        "groq": [39, 39, 0], "vertex_ai": [26, 23, 3], "mistral": [19, 19, 0], "together_ai": [6, 6, 0], "gemini": [2, 2, 0],
      ])
  }

  @Test func everyRequestHasAModelAndAlmostAllATime() throws {
    let trace = try trace()
    #expect((0..<trace.requests.count).allSatisfy { !trace.model($0).isEmpty })
    #expect(trace.requests.flags.count { $0.contains(.noTime) } == 3)
    #expect(trace.requests.flags.count { $0.contains(.noContent) } == 2)
    #expect(trace.requests.flags.count { $0.contains(.streamed) } == 307)
    // Two of the four Bedrock models that do not exist were called through Converse, with a body.
    let models = Set((0..<trace.requests.count).map { trace.model($0) })
    #expect(
      models.isSuperset(of: ["amazon.nova-micro-v1:0", "us.anthropic.claude-3-7-sonnet-20250219-v1:0", "endpoint-quick-start-idr7y"]))
    #expect(trace.temperatures.contains { $0 == 0 })
  }
}
