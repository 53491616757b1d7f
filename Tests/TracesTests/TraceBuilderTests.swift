import Testing
import Traces

@Suite struct TraceBuilderTests {
  /// Requests as (arrival, prompt text, temperature id); texts are numbered by their position in `texts`.
  private func trace(_ rows: [(Int64, Int)], texts: [(spelling: UInt32, stems: UInt32)], reversed: Bool = false) -> Trace {
    var builder = TraceBuilder()
    let order = reversed ? Array(rows.indices.reversed()) : Array(rows.indices)
    var prompts: [Int: UInt32] = [:]
    var parameters: UInt32?
    var caller: UInt32?
    for index in order {
      let text = rows[index].1
      if prompts[text] == nil {
        let id = builder.addText(spelling: texts[text].spelling, fillers: texts[text].stems, stems: texts[text].stems)
        prompts[text] = builder.addPrompt([id, 0, id, 0])
      }
      if parameters == nil {
        var ids = [UInt32](repeating: 0, count: KeyField.ofParameters.count)
        ids[0] = builder.addName("gpt-4.1", to: .model)
        parameters = builder.addParameters(ids)
        caller = builder.addCaller([0, 0, 0, 0, 0])
      }
      var request = Request()
      request.arrival = rows[index].0
      request.prompt = prompts[text] ?? 0
      request.parameters = parameters ?? 0
      request.caller = caller ?? 0
      request.line = UInt32(index + 1)
      builder.append(request)
    }
    return builder.finish()
  }

  @Test func theOrderOfReadingDoesNotMatter() {
    let rows: [(Int64, Int)] = [(5, 0), (5, 1), (7, 0), (9, 2), (11, 1)]
    let texts: [(spelling: UInt32, stems: UInt32)] = [(1, 1), (2, 1), (3, 3)]
    var forward = trace(rows, texts: texts)
    var backward = trace(rows, texts: texts, reversed: true)
    #expect(forward.log.outOfOrder == 0)
    #expect(backward.log.outOfOrder == 4)
    forward.log = LogSummary()
    backward.log = LogSummary()
    #expect(forward == backward)
    #expect(forward.requests.line == [1, 2, 3, 4, 5])
    #expect(forward.model(0) == "gpt-4.1")
  }

  @Test func keysFollowTheRule() {
    let trace = trace([(1, 0), (2, 1), (3, 0), (4, 2)], texts: [(1, 1), (2, 1), (3, 3)])
    #expect(trace.keys(.exact).ids == [0, 1, 0, 2])
    #expect(trace.keys(.near).ids == [0, 0, 0, 1])
    #expect(trace.keys(KeyRule(fields: [.model])).ids == [0, 0, 0, 0])
    #expect(trace.keys(.exact, scope: .user).ids == [0, 1, 0, 2])
  }

  @Test func aPromptThatIsNotInTheLogHasNoKey() {
    var builder = TraceBuilder()
    _ = builder.addParameters([UInt32](repeating: 0, count: KeyField.ofParameters.count))
    _ = builder.addCaller([0, 0, 0, 0, 0])
    builder.append(Request())
    #expect(builder.finish().keys(.exact).ids == [Keys.none])
  }
}
