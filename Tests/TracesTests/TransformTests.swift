import Testing
import Traces
import Units

@Suite struct TransformTests {
  // MARK: Selecting

  @Test(arguments: 0..<20 as Range<UInt64>) func aFilteredTraceIsThatOfTheFilteredLog(seed: UInt64) {
    // Equal draws fill equal tables; then one builder has all rows, and the other those of two lines out of three.
    var (dice, same) = (Dice(seed), Dice(seed))
    let all = randomBuilder(&dice, requests: 150, hits: 0)
    var some = randomBuilder(&same, requests: 0, hits: 0)
    for i in 0..<all.count where all[i].line % 3 != 0 { some.append(all[i]) }
    let trace = all.finish()
    var expected = some.finish()
    expected.log = trace.log
    #expect(trace.filtered { trace.requests.line[$0] % 3 != 0 } == expected)
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func aCutIsAFilterOfMoments(seed: UInt64) throws {
    var dice = Dice(seed)
    let trace = randomTrace(seed, requests: 80)
    for _ in 0..<10 {
      let moments = [0, 0].map { _ in trace.requests.arrival[dice.roll(80)] + Int64(dice.roll(3)) - 1 }
      let (start, end) = (Timestamp(microseconds: moments[0]), Timestamp(microseconds: moments[1]))
      #expect(
        trace.cut(from: start, to: end)
          == trace.filtered { (moments[0]..<max(moments[0], moments[1])).contains(trace.requests.arrival[$0]) })
      #expect(trace.cut(from: start) == trace.filtered { trace.requests.arrival[$0] >= moments[0] })
      #expect(trace.cut(to: end) == trace.filtered { trace.requests.arrival[$0] < moments[1] })
    }
    #expect(trace.cut() == trace)
  }

  @Test func modelsAreSelectedByName() {
    let trace = randomTrace(4, requests: 200)
    let part = trace.selecting(models: ["größer"])
    #expect(part.requests.count == (0..<200).filter { trace.model($0) == "größer" }.count)
    #expect(part.requests.count > 0 && (0..<part.requests.count).allSatisfy { part.model($0) == "größer" })
    #expect(part.names[.model] == ["", "größer"])
    #expect(trace.selecting(models: []).requests.count == 0)
  }

  @Test("calls of no named model are of the one that the user names, and no others change")
  func unnamedModelsAreNamed() throws {
    let trace = randomTrace(4, requests: 200)
    let unnamed = (0..<200).filter { trace.model($0).isEmpty }
    try #require(!unnamed.isEmpty && unnamed.count < 200)
    for name in ["größer", "new"] {
      let named = trace.namingModel(name)
      #expect((0..<200).allSatisfy { named.model($0) == (trace.model($0).isEmpty ? name : trace.model($0)) })
      #expect(named.log.remarks[.saidModel] == unnamed.count)
      #expect(named.names[.model] == (name == "new" ? (trace.names[.model] ?? []) + ["new"] : trace.names[.model]))
      #expect(named.requests == trace.requests && named.prompts == trace.prompts && named.callers == trace.callers)
    }
    let all = trace.namingModel("new")
    #expect(all.namingModel("other") == all)
  }

  // MARK: The earlier cache (laws 4 and 34)

  @Test func hitsTakeWhatTheirOriginalsTook() {
    // Prompt 1 is answered (row 0), hit by name (1), hit by key (2); prompt 2 is hit before it is ever answered (3); a hit names a hit
    // (4).
    var builder = smallBuilder()
    let answered = builder.append(row(at: 0, prompt: 1, duration: 900, cost: 70, tokens: 40))
    let named = builder.append(row(at: 10, prompt: 2, duration: 3, cost: 0, flags: [.loggedHit, .loggedSemanticHit]))
    builder.setOriginal(of: named, to: answered)
    builder.append(row(at: 20, prompt: 1, duration: 2, cost: 0, tokens: 41, flags: [.loggedHit]))
    builder.append(row(at: 30, prompt: 3, duration: 2, cost: 0, flags: [.loggedHit]))
    let second = builder.append(row(at: 40, prompt: 3, duration: 2, cost: 0, flags: [.loggedHit]))
    builder.setOriginal(of: second, to: named)
    let (trace, removal) = builder.finish().withoutEarlierCache()
    #expect(removal.joinedByLog == 2 && removal.joinedByKey == 1 && removal.unjoined == 1 && removal.hits == 4)
    #expect(trace.requests.duration == [900, 900, 900, Requests.unknown, 900])
    #expect(trace.requests.loggedCost == [70, 70, 70, Requests.unknown, 70])
    #expect(trace.requests.output == [40, 40, 41, 0, 40])
    #expect(trace.requests.flags == [[.hasUsage], [.hasUsage], [.hasUsage], [], [.hasUsage]])
    #expect(trace.originals.isEmpty)
    #expect(trace.withoutEarlierCache().trace == trace)
  }

  @Test func aFailureAndAHitOfTheFutureAreNobodysOriginal() {
    var builder = smallBuilder()
    builder.append(row(at: 0, prompt: 1, duration: 900, flags: [.failed]))
    let hit = builder.append(row(at: 10, prompt: 1, duration: 3, flags: [.loggedHit]))
    let later = builder.append(row(at: 20, prompt: 1, duration: 3, flags: [.loggedHit]))
    builder.setOriginal(of: hit, to: later)
    builder.setOriginal(of: later, to: hit)
    let (trace, removal) = builder.finish().withoutEarlierCache()
    #expect(removal.unjoined == 2)
    #expect(trace.requests.duration == [900, Requests.unknown, Requests.unknown])
  }

  // MARK: Attempts (law 5)

  /// Prompt per letter, 10 s per column, each taking 1 s; capitals fail, digits are call ids in the line below. The result has the
  /// letters of the merged trace, at their arrivals.
  private func merged(_ line: String, _ calls: String = "") -> String {
    var builder = smallBuilder()
    let ids = Array(calls)
    for (column, letter) in line.enumerated() where letter != "-" {
      guard let prompt = letter.lowercased().utf8.first.map({ UInt32($0) - 96 }) else { continue }
      var request = row(at: Int64(column) * 10_000_000, prompt: prompt, duration: 1_000_000, flags: letter.isUppercase ? [.failed] : [])
      request.call = column < ids.count ? UInt32(String(ids[column])) ?? 0 : 0
      builder.append(request)
    }
    let trace = builder.finish().mergingAttempts().trace
    var out = Array(repeating: Character("-"), count: line.count)
    let names = prompts(of: line)
    for i in 0..<trace.requests.count {
      let letter = names[Int(trace.prompts.tuple(Int(trace.requests.prompt[i]))[0])]
      let shown = trace.requests.flags[i].contains(.failed) ? letter.uppercased() : letter
      out[Int(trace.requests.arrival[i] / 10_000_000)] = Character(shown)
    }
    return String(out)
  }

  /// The letters by first appearance, as the messages of a trace are numbered; of merged attempts that is the last's prompt.
  private func prompts(of line: String) -> [String] {
    line.lowercased().filter { $0 != "-" }.reduce(into: ["-"]) { if !$0.contains(String($1)) { $0.append(String($1)) } }
  }

  @Test func timeLines() {
    #expect(merged("A-a") == "a--", "a retry after a failure is one request")
    #expect(merged("a-a") == "a-a", "a repeat after a success is another request")
    #expect(merged("AAa") == "a--", "a chain of failures ends in one success")
    #expect(merged("AAA") == "A--", "a chain of failures only is one failure")
    #expect(merged("A-----a") == "a------", "60 s less the second that the failure took")
    #expect(merged("A------a") == "A------a", "69 s are too long")
    #expect(merged("Aba") == "ab-", "another prompt between them does not matter")
    #expect(merged("Aa-a") == "a--a", "a failure is continued once")
    #expect(merged("AaAa") == "a-a-", "two chains")
    #expect(merged("Ab", "11") == "Ab", "one run, two prompts: not attempts of one request")
  }

  @Test func aMergedRequestAddsUpWhatItsAttemptsTook() {
    var builder = smallBuilder(models: 2)
    var first = row(at: 100, prompt: 1, duration: 1_000, cost: 5, tokens: 7, flags: [.failed])
    first.call = 9
    first.status = 529
    var last = row(at: 5_000, prompt: 1, duration: 2_000, cost: 11, tokens: 30)
    last.call = 9
    last.status = 200
    last.parameters = 1
    last.firstToken = 400
    last.answer = 1
    builder.append(first)
    builder.append(last)
    let (trace, count, _) = builder.finish().mergingAttempts()
    #expect(count == 1 && trace.requests.count == 1)
    let row = trace.requests[0]
    #expect(row.arrival == 100 && row.duration == 6_900 && row.firstToken == 5_300)
    #expect(row.usage.output == 37 && row.loggedCost == Dollars(nanodollars: 16))
    #expect(row.status == 200 && row.answer == 1 && row.flags == [.hasUsage] && trace.model(0) == "m1")
  }

  @Test func otherCallersAndCutPromptsAreNotMergedByKey() {
    for change in [{ (row: inout Request) in row.caller = 1 }, { $0.flags.insert(.truncatedPrompt) }, { $0.prompt = 0 }] {
      var builder = smallBuilder()
      builder.append(row(at: 0, prompt: 1, duration: 10, flags: [.failed]))
      var next = row(at: 20, prompt: 1, duration: 10)
      change(&next)
      builder.append(next)
      #expect(builder.finish().mergingAttempts().merged == 0)
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>) func mergingLosesNoTokenAndNoCent(seed: UInt64) {
    let trace = randomTrace(seed, requests: 300, texts: 3)
    let (out, count, _) = trace.mergingAttempts()
    #expect(count > 0 && out.requests.count + count == 300)
    func sum(_ column: [Int64]) -> Int64 { column.reduce(0) { $0 + max(0, $1) } }
    #expect(sum(out.requests.loggedCost) == sum(trace.requests.loggedCost))
    #expect(out.requests.output.reduce(0) { $0 + Int($1) } == trace.requests.output.reduce(0) { $0 + Int($1) })
    #expect(out.requests.uncachedInput.reduce(0) { $0 + Int($1) } == trace.requests.uncachedInput.reduce(0) { $0 + Int($1) })
    func answered(_ trace: Trace) -> Int { trace.requests.flags.count { !$0.contains(.failed) } }
    #expect(answered(out) == answered(trace), "only failures go into others")
    #expect(out.requests.arrival == out.requests.arrival.sorted())
    #expect(out.log == trace.log)
    #expect(throws: Never.self) { try out.encoded() }
  }

  // MARK: Small traces

  private func smallBuilder(models: Int = 1) -> TraceBuilder {
    var builder = TraceBuilder()
    for text in 1...8 as ClosedRange<UInt32> {
      let id = builder.addText(spelling: text, fillers: text, stems: text)
      _ = builder.addPrompt([text, 0, id, 0])
    }
    for model in 0..<models {
      let id = builder.addName("m\(model)", to: .model)
      _ = builder.addParameters(KeyField.ofParameters.map { $0 == .model ? id : 0 })
    }
    _ = builder.addCaller([0, 0, 1, 0, 0])
    _ = builder.addCaller([0, 0, 2, 0, 0])
    return builder
  }

  private func row(
    at arrival: Int64, prompt: UInt32, duration: Int64, cost: Int64? = nil, tokens: Int? = nil, flags: RequestFlags = []
  ) -> Request {
    var row = Request()
    row.arrival = arrival
    row.prompt = prompt
    row.duration = duration
    row.loggedCost = cost.map { Dollars(nanodollars: $0) }
    row.usage.output = tokens ?? 0
    row.flags = tokens == nil ? flags : flags.union(.hasUsage)
    row.line = UInt32(arrival / 1_000_000) + 1
    return row
  }
}

@Suite("Messages of conversations")
struct MessageCountTests {
  @Test("go with their prompts through ordering, selection and a trace file; unknown in a log that does not have them")
  func counts() throws {
    var builder = TraceBuilder()
    _ = builder.addName("m", to: .model)
    let parameters = builder.addParameters(KeyField.ofParameters.map { $0 == .model ? 1 : 0 })
    let caller = builder.addCaller([0, 0, 0, 0, 0])
    for (index, messages) in [5, 1, 3].enumerated() {
      let text = builder.addText(spelling: UInt32(index + 1), fillers: UInt32(index + 1), stems: UInt32(index + 1))
      var request = Request()
      request.arrival = Int64(30 - 10 * index)
      request.prompt = builder.addPrompt([text, 0, text, 0], messages: messages)
      request.parameters = parameters
      request.caller = caller
      builder.append(request)
    }
    let trace = builder.finish()
    func messages(_ trace: Trace) -> [UInt16] { trace.requests.prompt.map { trace.messageCounts[Int($0)] } }
    #expect(messages(trace) == [3, 1, 5])
    #expect(messages(trace.filtered { $0 != 1 }) == [3, 5])
    #expect(try Trace(decoding: trace.encoded()) == trace)

    var silent = TraceBuilder()
    let text = silent.addText(spelling: 1, fillers: 1, stems: 1)
    _ = silent.addPrompt([text, 0, text, 0])
    #expect(silent.finish().messageCounts.isEmpty)
  }
}
