import Scenarios
import Testing

@Suite struct ClaimsFileTests {
  private static let file = """
    title: Somebody's figures
    baseline: {mean: 1.2s, p50: 800ms, p95: 3000ms, cost: "$12,000"}
    hit: 45ms
    facts: {exact_share: 34.7%, near_share: 0.123, hit_cost_ratio: 2.5}
    strategies:
      - {name: near, matching: near, hit_rate: 34 %, mean: 68ms, price_ratio: unknown}
      - {name: more, extends: near, hit_rate: 0.67, cost: 1_800.50}
    bills:
      - {name: sum, requests: 1_000_000, input_tokens: 500, input_price: 8.00, cost: 4000}
    """

  @Test func whatIsPrintedReadsBackTheSame() throws {
    let claims = try ClaimsFile.read(Self.file, file: "claims.yaml")
    let printed = ClaimsFile.print(claims)
    #expect(try ClaimsFile.read(printed, file: "printed.yaml") == claims)
    for part in ["1.2s", "$12,000", "34 %", "0.67", "1_800.50", "price_ratio: unknown", "extends: near"] {
      #expect(printed.contains(part), "\(part)")
    }
  }

  @Test(arguments: [
    ("strategies: [{name: a, hit_rate: 134%}]", "1:34"),
    ("strategies: [{name: a, hit_rate: 34}]", "1:34"),
    ("strategies: [{name: a, mean: 68}]", "1:30"),
    ("strategies: [{name: a, mean: -68ms}]", "1:30"),
    ("strategies: [{name: a, cost: 1e9}]", "1:30"),
    ("strategies: [{name: a, cost: nan}]", "1:30"),
    ("strategies: [{name: a, hitrate: 1%}]", "1:24"),
    ("strategies:\n  - {name: a}\n  - {name: a}", "3:12"),
    ("strategies:\n  - {name: a, extends: b}", "2:24"),
    ("strategies:\n  - {hit_rate: 5%}", "2:5"),
    ("title: nothing is claimed", "1:1"),
    ("strategies: {name: a}", "1:13"),
  ])
  func aFaultHasItsPlace(_ text: String, _ place: String) {
    let error = #expect(throws: ScenarioError.self) { try ClaimsFile.read(text, file: "c.yaml") }
    #expect(error?.description.hasPrefix("c.yaml:\(place): ") == true, "\(error?.description ?? "no error")")
  }

  @Test func everyFieldIsExplained() {
    let rows = ClaimsFile.reference
    #expect(rows.contains { $0.path == "strategies[].hit_rate" })
    #expect(rows.allSatisfy { $0.meaning.hasSuffix(".") && !$0.values.isEmpty })
  }
}
