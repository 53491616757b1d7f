import Testing
import Traces
import Units

@Suite("Token estimates")
struct TokenEstimateTests {
  private func tokens(_ texts: String...) -> UInt32 {
    var estimate = TokenEstimate()
    for text in texts { Array(text.utf8).withUnsafeBytes { estimate.add($0) } }
    return estimate.tokens
  }

  @Test("count words, digits, marks, line breaks and other scripts by their rule")
  func rule() {
    #expect(tokens() == 0)
    #expect(tokens("") == 0)
    // One token each for short words; a word of 11 letters counts two.
    #expect(tokens("a cat sat") == 3)
    #expect(tokens("refactoring") == 2)
    // Groups of three digits.
    #expect(tokens("1234567") == 3)
    // Four marks at 0.75.
    #expect(tokens("(){}") == 3)
    // A break 0.7, an indent 0.6, a word 1: 2.3, rounded up.
    #expect(tokens("\n    x") == 3)
    // 43 bytes of UTF-8 are ten.
    #expect(tokens(String(repeating: "é", count: 20) + "日") == 10)
    // Texts add up before rounding.
    #expect(tokens("!", "!") == 2)
    #expect(tokens("!", "!", "!", "!") == 3)
  }

  /// A log in which the model of some requests makes of every text 1.5 times the estimate and 12 tokens more.
  private func trace(counted: Int, others: Int, model: String = "m") -> Trace {
    var builder = TraceBuilder()
    let name = builder.addName(model, to: .model)
    let row = builder.addParameters([name] + Array(repeating: 0, count: KeyField.ofParameters.count - 1))
    _ = builder.addCaller([0, 0, 0, 0, 0])
    let prompt = builder.addPrompt([1, 0, 0, 0])
    for i in 0..<counted + others {
      var request = Request()
      request.arrival = Int64(i) * 1_000_000
      request.parameters = row
      request.prompt = prompt
      request.promptEstimate = UInt32(100 + i * 37 % 500)
      request.answerEstimate = UInt32(40 + i * 13 % 90)
      if i < counted {
        request.usage = TokenUsage(
          uncachedInput: Int(request.promptEstimate) * 3 / 2 + 12, output: Int(request.answerEstimate) * 2 + 30, reasoning: 30)
        request.flags = [.hasUsage]
      }
      builder.append(request)
    }
    return builder.finish()
  }

  @Test("learn what a model makes of them from the requests that have counts")
  func learned() throws {
    let (trace, estimate) = try #require(trace(counted: 40, others: 10).estimatingUsage())
    let model = try #require(estimate.models.first)
    #expect(estimate.models.count == 1 && model.requests == 10 && model.input.samples == 40)
    #expect(abs(model.input.slope - 1.5) < 0.01 && abs(model.input.offset - 12) < 2)
    // Reasoning is in no text: it is not learned.
    #expect(abs(model.output.slope - 2) < 0.01)
    #expect(estimate.error < 0.1)
    for i in 40..<50 {
      #expect(trace.requests.flags[i] == [.estimatedUsage])
      let truth = Double(trace.requests.promptEstimate[i]) * 1.5 + 12
      #expect(abs(Double(trace.requests.uncachedInput[i]) - truth) <= 2)
    }
    #expect(trace.requests.flags[..<40].allSatisfy { $0 == [.hasUsage] })
    #expect(trace.estimatingUsage() == nil)
  }

  @Test("stand as they are where too few requests have counts, and say 20 %")
  func unlearned() throws {
    let (trace, estimate) = try #require(trace(counted: 19, others: 5).estimatingUsage())
    #expect(estimate.models[0].input.samples == 0 && estimate.error == 0.2)
    for i in 19..<24 {
      #expect(trace.requests.uncachedInput[i] == trace.requests.promptEstimate[i])
      #expect(trace.requests.output[i] == trace.requests.answerEstimate[i])
    }
    #expect(self.trace(counted: 5, others: 0).estimatingUsage() == nil)
  }

  @Test("stay in the trace file; files of earlier versions have none")
  func file() throws {
    let trace = trace(counted: 3, others: 2)
    let bytes = try trace.encoded()
    let read = try bytes.withUnsafeBytes { try Trace(decoding: $0) }
    #expect(read == trace && read.requests.promptEstimate.contains { $0 > 0 })
  }
}

@Suite("Sampling by question (law 35)")
struct SamplingKeysTests {
  @Test("keeps questions whole, near ones too", arguments: 1...6)
  func whole(_ seed: UInt64) {
    var dice = Dice(seed)
    var builder = TraceBuilder()
    _ = builder.addParameters(Array(repeating: 0, count: KeyField.ofParameters.count))
    _ = builder.addCaller([0, 0, 0, 0, 0])
    // Texts of which some are near others; prompts of a text, of none, and of one system prompt or another.
    for id in 1...60 as ClosedRange<UInt32> { _ = builder.addText(spelling: id, fillers: id, stems: 1 + id / 3) }
    let prompts = (1...120 as ClosedRange<UInt32>).map { builder.addPrompt([$0, dice.id(5), dice.id(61), dice.id(2)]) }
    for i in 0..<400 {
      var request = Request()
      request.arrival = Int64(i) * 1_000_000
      request.prompt = dice.chance(0.05) ? 0 : prompts[dice.roll(120)]
      if request.prompt == 0 { request.flags = [.noContent] }
      builder.append(request)
    }
    let trace = builder.finish()
    let questions = trace.questions
    let (part, sample) = trace.samplingKeys(0.4, seed: seed)
    #expect(sample.requests == (part.requests.count, 400))
    // Every near and every exact key is in one question.
    for rule in [KeyRule.exact, .near] {
      let keys = trace.keys(rule)
      var question: [UInt32: UInt32] = [:]
      for i in 0..<400 where keys.ids[i] != Keys.none {
        #expect(question.updateValue(questions[i], forKey: keys.ids[i]).map { $0 == questions[i] } ?? true)
      }
    }
    // And each question is kept with all of its requests or with none.
    var places: [UInt32: Int] = [:]
    for i in 0..<400 where trace.requests.prompt[i] != 0 { places[questions[i], default: 0] += 1 }
    let sizes = Set(places.values)
    var kept: [UInt32: Int] = [:]
    let left = part.questions
    for i in 0..<part.requests.count where part.requests.prompt[i] != 0 { kept[left[i], default: 0] += 1 }
    #expect(kept.values.allSatisfy { sizes.contains($0) })
    #expect(kept.count == sample.keys.kept && places.count == sample.keys.all)
    #expect(sample.keys.kept < sample.keys.all)
    #expect(trace.samplingKeys(0.4, seed: seed).trace == part)
  }
}

@Suite("Growth")
struct GrowingTests {
  /// So many days of a request an hour, each of its own question, by 24 users in turn.
  private func trace(days: Int, named: Bool = true) -> Trace {
    var builder = TraceBuilder()
    _ = builder.addParameters(Array(repeating: 0, count: KeyField.ofParameters.count))
    let callers = (0..<24).map { builder.addCaller([0, 0, named ? UInt32($0 + 1) : 0, 0, 0]) }
    for i in 0..<days * 24 {
      var request = Request()
      request.arrival = Timestamp(year: 2026, month: 10, day: 5).microseconds + Int64(i) * 3_600_000_000 + 60_000_000
      request.prompt = builder.addPrompt([UInt32(i + 1), 0, 0, 0])
      request.caller = callers[i * 7 % 24]
      request.line = UInt32(i + 1)
      builder.append(request)
    }
    return builder.finish()
  }

  @Test("doubles the traffic of each hour, invents nothing, and takes nothing twice")
  func double() throws {
    let (grown, growth) = try #require(trace(days: 28).grown(by: 2, offset: 0, seed: 1))
    #expect((growth.factor, growth.days, growth.loggedDays) == (2, 14, 28))
    #expect(grown.requests.count == 28 * 24)
    #expect(Set(grown.requests.line).count == 28 * 24)
    #expect(grown.requests.arrival == grown.requests.arrival.sorted())
    // Two at each hour, of the same weekday.
    for i in stride(from: 0, to: 28 * 24, by: 2) {
      #expect(grown.requests.arrival[i] == grown.requests.arrival[i + 1])
      #expect(abs(Int(grown.requests.line[i]) - Int(grown.requests.line[i + 1])) == 14 * 24)
    }
  }

  @Test("takes some callers for what is left of a factor", arguments: [1.5, 0.5, 2.25, 1.0], [true, false])
  func fractions(_ factor: Double, named: Bool) throws {
    let trace = trace(days: 42, named: named)
    let (grown, growth) = try #require(trace.grown(by: factor, offset: 0, seed: 3))
    let perDay = Double(grown.requests.count) / Double(growth.days) / 24
    #expect(abs(perDay - factor) < 0.25, "\(perDay)")
    #expect(Set(grown.requests.line).count == grown.requests.count)
    if factor == 1 { #expect(grown.requests.count == trace.requests.count) }
  }

  @Test("needs as many days as the factor")
  func short() {
    #expect(trace(days: 2).grown(by: 3, offset: 0, seed: 1) == nil)
    #expect(trace(days: 3).grown(by: 3, offset: 0, seed: 1)?.growth.days == 1)
    #expect(trace(days: 2).grown(by: 0, offset: 0, seed: 1) == nil)
    #expect(trace(days: 2).grown(by: .infinity, offset: 0, seed: 1) == nil)
  }
}
