import Testing
import Traces

@Suite struct KeysTests {
  /// The law itself, slowly: tuples of field ids as arrays, numbered by a dictionary in the order of requests (law 8).
  private func bruteForce(_ trace: Trace, _ rule: KeyRule, _ scope: Scope) -> [UInt32] {
    var fields = rule.fields
    if rule.text != .exact, fields.remove(.messages) != nil { fields.formUnion([.systemPrompt, .earlierTurns, .lastUserMessage]) }
    fields.formUnion(scope.fields)
    let forms: [UInt32]? =
      switch rule.text {
      case .exact: nil
      case .spelling: trace.normalForms.spelling
      case .fillers: trace.normalForms.fillers
      case .near: trace.normalForms.stems
      }
    var numbers: [[UInt32]: UInt32] = [:]
    return (0..<trace.requests.count).map { i in
      let row = trace.requests[i]
      guard row.prompt != 0 else { return Keys.none }
      let rows = [(trace.prompts, row.prompt), (trace.parameters, row.parameters), (trace.callers, row.caller)]
      let tuple = rows.flatMap { table, index in
        zip(table.fields, table.tuple(Int(index))).compactMap { field, id -> UInt32? in
          guard fields.contains(field) else { return nil }
          return field == .lastUserMessage ? forms?[Int(id)] ?? id : id
        }
      }
      let id = numbers[tuple] ?? UInt32(numbers.count)
      numbers[tuple] = id
      return id
    }
  }

  @Test(arguments: 0..<12 as Range<UInt64>) func agreesWithTheLawOnRandomTracesAndRules(seed: UInt64) {
    var dice = Dice(seed &+ 1_000)
    let trace = randomTrace(seed, requests: 20 + dice.roll(400), texts: 3 + dice.roll(60))
    var rules = [KeyRule.exact, .near, KeyRule(fields: []), KeyRule(fields: Set(KeyField.allCases))]
    for text in KeyRule.Text.allCases {
      rules.append(KeyRule(fields: Set(KeyField.allCases.filter { _ in dice.chance(0.3) }), text: text))
    }
    for rule in rules {
      for scope in Scope.allCases {
        let keys = trace.keys(rule, scope: scope)
        let expected = bruteForce(trace, rule, scope)
        #expect(keys.ids == expected)
        let distinct = Set(expected).subtracting([Keys.none])
        #expect(keys.count == distinct.count)
        #expect(keys.firstOrdinals == distinct.sorted().map { key in UInt32(expected.firstIndex(of: key) ?? -1) })
        #expect(keys.requestCounts == distinct.sorted().map { key in UInt32(expected.filter { $0 == key }.count) })
      }
    }
  }
}

@Suite("Who calls")
struct WhoCallsTests {
  @Test("is one caller, whatever it writes of itself") func rows() {
    var builder = TraceBuilder()
    _ = builder.addParameters([])
    _ = builder.addName("acme", to: .organisation)
    // Organisation, team, user, API key, place, identifiers.
    for caller: [UInt32] in [[0, 0, 1], [0, 0, 1, 0, 0, 1], [0, 0, 2, 0, 0, 1], [0, 0, 1, 0, 0, 2], [1, 0, 1, 0, 0, 2], [0, 0, 2]] {
      var row = Request()
      row.caller = builder.addCaller(caller)
      builder.append(row)
    }
    let trace = builder.finish()
    #expect(trace.whoCalls == [0, 0, 1, 0, 2, 1])
  }
}
