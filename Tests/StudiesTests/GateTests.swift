import Testing

@testable import Studies

@Suite struct GateTests {
  @Test func partsAreRead() throws {
    let gate = try Gate(" ttl-1h.saving_usd<1,000 ")
    #expect(
      gate.strategy == "ttl-1h" && !gate.isOfChange && gate.figure == .monthlySaving && gate.comparison == .less && gate.number == 1_000)
    #expect(gate.description == "ttl-1h.saving_usd<1,000")
    for text in ["delta.near-0.95.p95_ms > 50", "near-0.95.delta.p95_ms > 50"] {
      let gate = try Gate(text)
      #expect(gate.strategy == "near-0.95" && gate.isOfChange && gate.figure == .p95 && gate.comparison == .more && gate.number == 50)
    }
    let all = try Gate("delta.monthly_cost_usd != -$12.5")
    #expect(all.strategy == nil && all.isOfChange && all.comparison == .different && all.number == -12.5)
    #expect(try Gate("my strategy.request_hit_rate <= 30 %").strategy == "my strategy")
    #expect(try Gate("request_hit_rate <= 30 %").number == 0.3)
    #expect(try Gate("requests = 5").comparison == .equal)
    #expect(try Gate("requests == 5").comparison == .equal)
    for figure in Figure.allCases { #expect(try Gate("\(figure.rawValue)>=0").figure == figure) }
  }

  @Test(arguments: [
    ("", 1), ("saving_usd", 11), ("saving_usd 1000", 16), ("< 5", 1), ("savings_usd < 1", 1), ("ttl.savings_usd < 1", 5), ("p95_ms < ", 9),
    ("p95_ms < fast", 10), ("p95_ms <> 5", 8), ("p95_ms < 30%", 10), ("requests < $5", 12), (".p95_ms < 5", 1), ("p95_ms < inf", 10),
    ("p95_ms < ٣", 10), ("a.p95_ms.b < 3", 10),
  ])
  func faultsHaveTheirPlace(_ text: String, _ column: Int) {
    let fault = #expect(throws: GateError.self) { try Gate(text) }
    #expect(fault?.column == column, "\(text): \(fault?.description ?? "")")
    #expect(fault?.sentence.hasSuffix(".") == true)
  }

  @Test(arguments: Gate.Comparison.allCases) func comparisonsHold(_ comparison: Gate.Comparison) throws {
    let truths: [Gate.Comparison: [Bool]] = [
      .less: [true, false, false], .atMost: [true, true, false], .more: [false, false, true], .atLeast: [false, true, true],
      .equal: [false, true, false], .different: [true, false, true],
    ]
    let difference = Self.difference(before: [:], after: ["ttl-1h": 4, "ttl-2h": 5, "ttl-3h": 6])
    let gate = try Gate("requests \(comparison.rawValue) 5")
    #expect(gate.verdicts(on: difference).map(\.hasFailed) == truths[comparison])
  }

  @Test func aNamedStrategyAloneIsAsked() throws {
    let difference = Self.difference(before: ["ttl-1h": 10], after: ["ttl-1h": 7, "ttl-2h": 1])
    #expect(
      try Gate("ttl-1h.requests < 5").verdicts(on: difference) == [Gate.Verdict(strategy: "ttl-1h", value: 7, hasFailed: false)])
    #expect(
      try Gate("delta.ttl-1h.requests < 0").verdicts(on: difference) == [Gate.Verdict(strategy: "ttl-1h", value: -3, hasFailed: true)])
    #expect(try Gate("as-logged.requests == 99").verdicts(on: difference).map(\.hasFailed) == [true])
    #expect(try Gate("ttl-9h.requests < 5").verdicts(on: difference).isEmpty)
  }

  @Test func whatCannotBeJudgedFails() throws {
    let difference = Self.difference(before: ["ttl-1h": 10, "old": 3], after: ["ttl-1h": 7, "new": 1])
    // No figure: no verdict in its favour.
    #expect(try Gate("saving_usd < 0").verdicts(on: difference).map(\.hasFailed) == [true, true])
    // A strategy that is gone has no figure, a new one no change; a gate on changes of all passes over the new one.
    #expect(try Gate("old.requests < 0").verdicts(on: difference).map(\.hasFailed) == [true])
    #expect(try Gate("delta.new.requests > 100").verdicts(on: difference).map(\.hasFailed) == [true])
    #expect(try Gate("delta.requests > 100").verdicts(on: difference).map(\.strategy) == ["ttl-1h"])
    let none = Self.difference(before: ["a": 1], after: ["b": 1])
    #expect(try Gate("delta.requests > 100").verdicts(on: none) == [Gate.Verdict(strategy: nil, value: nil, hasFailed: true)])
  }

  /// Studies whose strategies have so many requests.
  private static func difference(before: KeyValuePairs<String, Double>, after: KeyValuePairs<String, Double>) -> StudyDifference {
    func study(_ requests: KeyValuePairs<String, Double>) -> StudyFigures {
      func strategy(_ name: String, _ count: Double) -> StudyFigures.Strategy {
        var figures = Figures()
        figures[.requests] = count
        return StudyFigures.Strategy(name: name, total: figures)
      }
      return StudyFigures(
        name: "study", facts: [], baselines: [strategy("as-logged", 99)], strategies: requests.map { strategy($0.key, $0.value) })
    }
    return StudyDifference(from: study(before), to: study(after))
  }
}
