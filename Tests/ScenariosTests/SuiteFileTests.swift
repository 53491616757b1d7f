import Scenarios
import Studies
import Testing

@Suite struct SuiteFileTests {
  private static let file = """
    title: Mine
    datasets:
      - {name: a, log: a.jsonl}
      - {name: "b, c", log: "b.jsonl.zst"}
    strategies: [presets, own.yaml]
    seeds: [1, 18446744073709551615]
    articles:
      - {claims: claims.yaml, dataset: a, strategies: {edge store: ttl-1h}}
    """

  @Test func whatIsPrintedReadsBackTheSame() throws {
    let suite = try SuiteFile.read(Self.file, file: "s.yaml")
    #expect(suite.datasets.map(\.name) == ["a", "b, c"] && suite.seeds == [1, .max])
    #expect(suite.articles[0].strategies == ["edge store": "ttl-1h"])
    #expect(try SuiteFile.read(SuiteFile.print(suite), file: "printed.yaml") == suite)
  }

  @Test(arguments: [
    ("datasets: []", "1:11"),
    ("datasets: [{name: a}]", "1:12"),
    ("datasets: [{name: a, log: x}, {name: a, log: y}]", "1:38"),
    ("datasets: [{name: a, log: x}]\nseeds: []", "2:8"),
    ("datasets: [{name: a, log: x}]\nseeds: [-1]", "2:9"),
    ("datasets: [{name: a, log: x}]\nseeds: [1, 1]", "2:8"),
    ("datasets: [{name: a, log: x}]\nstrategies: []", "2:13"),
    ("datasets: [{name: a, log: x}]\narticles: [{claims: c.yaml, dataset: z}]", "2:38"),
    ("datasets: [{name: a, log: x, seed: 3}]", "1:30"),
  ])
  func aFaultHasItsPlace(_ text: String, _ place: String) {
    let error = #expect(throws: ScenarioError.self) { try SuiteFile.read(text, file: "s.yaml") }
    #expect(error?.description.hasPrefix("s.yaml:\(place): ") == true, "\(error?.description ?? "no error")")
  }

  @Test(arguments: [("a,b\n1,2\n", "1:1"), ("", "1:1")]) func othersTablesAreRefused(_ text: String, _ place: String) {
    let error = #expect(throws: ScenarioError.self) { try SuiteFile.results(csv: text, file: "r.csv") }
    #expect(error?.description.hasPrefix("r.csv:\(place): ") == true)
  }

  @Test func aRowHasAsManyCellsAsTheHeader() throws {
    let header = (SuiteRecord.keyColumns + SuiteRecord.columns).joined(separator: ",")
    let row = "d,s,1," + SuiteRecord.columns.indices.map { "\($0)" }.joined(separator: ",")
    let record = try SuiteFile.results(csv: "\(header)\n\(row)\n", file: "r.csv")
    #expect(record.keys == [SuiteRow.Key(dataset: "d", strategy: "s", seed: 1)])
    #expect(record.cells[record.keys[0]] == SuiteRecord.columns.indices.map { "\($0)" })
    #expect(throws: ScenarioError.self) { try SuiteFile.results(csv: "\(header)\n\(row),x\n", file: "r.csv") }
    #expect(throws: ScenarioError.self) { try SuiteFile.results(csv: "\(header)\n\(row.replacing("s,1", with: "s,one"))\n", file: "r.csv") }
  }
}
