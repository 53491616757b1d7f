import Scenarios
import Studies
import Testing

@Suite("Claims as a table")
struct ClaimsTableTests {
  @Test("read as the same claims in YAML")
  func same() throws {
    let table = try ClaimsFile.read(
      csv: #"""
        name,matching,extends,hit_rate,mean,p95,cost_reduction,cost,price_ratio
        baseline,,,,142ms,380ms,,"12,000",
        first,exact,,34%,68ms,180ms,34%,,

        "the ""second""",near,first,67%,31ms,95ms,,,unknown
        """#, file: "t.csv")
    let file = try ClaimsFile.read(
      """
      baseline: {mean: 142ms, p95: 380ms, cost: "12,000"}
      strategies:
        - {name: first, matching: exact, hit_rate: 34%, mean: 68ms, p95: 180ms, cost_reduction: 34%}
        - {name: 'the "second"', matching: near, extends: first, hit_rate: 67%, mean: 31ms, p95: 95ms, price_ratio: unknown}
      """, file: "t.yaml")
    #expect(table == file)
    #expect(table.strategies[1].priceRatio == nil && table.baseline.cost?.value == 12_000)
  }

  @Test(
    "are refused with the line and the cell",
    arguments: [
      ("", "t.csv: The table is empty"), ("name,speed\na,1\n", "t.csv:1:2: There is no column \"speed\""),
      ("name,mean\na,fast\n", "t.csv:2:2: \"fast\" is not a duration"), ("name,mean\na\n", "t.csv:2:2: This row has 1 cells"),
      ("name,matching\na,loose\n", "t.csv:2:2: \"loose\" is no matching"),
      ("name,mean\na,1ms\na,2ms\n", "t.csv: strategies[1].name: Two rows"),
      ("name,mean\nbaseline,1ms\n", "t.csv: There is no claim"),
    ])
  func faults(_ text: String, _ sentence: String) {
    let error = #expect(throws: ScenarioError.self) { try ClaimsFile.read(csv: text, file: "t.csv") }
    #expect(error?.description.hasPrefix(sentence) == true, "\(String(describing: error))")
  }
}
