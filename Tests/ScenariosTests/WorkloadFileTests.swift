import Foundation
import Scenarios
import Testing
import Units
import Workloads

@Suite("Workload files")
struct WorkloadFileTests {
  private static let datasets = URL(filePath: #filePath).appending(path: "../../../Datasets").standardizedFileURL

  @Test("of the data sets are read, and can be made", arguments: ["support-desk", "coding-assistant", "document-search"])
  func datasets(_ name: String) throws {
    let text = try String(contentsOf: Self.datasets.appending(path: name + ".yaml"), encoding: .utf8)
    let spec = try WorkloadFile.read(text, file: name + ".yaml")
    #expect(spec.name == name)
    let planned = try Workload(spec).planned
    #expect(planned.exact + planned.near + planned.unique == spec.requests)
    if name == "support-desk" {
      #expect(spec.exactShare == 0.347)
      #expect(spec.nearShare == 0.123)
      #expect(spec.recencyShare == 0.5)
      #expect(spec.recencyWindow == Microseconds(seconds: 7_200))
      #expect(spec.models.count == 4)
    }
  }

  @Test("name every field in the page that describes them")
  func page() throws {
    let text = try String(contentsOf: Self.datasets.appending(path: "README.md"), encoding: .utf8)
    for row in WorkloadFile.reference where !row.path.contains(".") { #expect(text.contains("`\(row.path)`"), "\(row.path)") }
  }

  @Test("have every field within reach at its default, which changes nothing", arguments: WorkloadFile.reference)
  func defaults(_ row: ReferenceRow) throws {
    guard !row.standard.isEmpty, !row.path.contains("[]") else { return }
    #expect(try WorkloadFile.read(yaml(row.path, row.standard).text, file: "w.yaml") == Self.default(for: row.path), "\(row.path)")
  }

  /// The fields of a log-normal law have no default of their own: what is printed is that of a law.
  private static func `default`(for path: String) -> WorkloadSpec {
    var spec = WorkloadSpec()
    switch path {
    case "prompt_words.median": spec.promptWords.median = 1
    case "prompt_words.sigma": spec.promptWords.sigma = 0
    case "output_tokens.median": spec.outputTokens.median = 1
    case "output_tokens.sigma": spec.outputTokens.sigma = 0
    default: break
    }
    return spec
  }

  @Test("say where a wrong value is", arguments: WorkloadFile.reference)
  func wrong(_ row: ReferenceRow) throws {
    let value = ["a mapping", "a list of mappings"].contains(row.values) ? "oops" : "{oops: 1}"
    let (text, line) = yaml(row.path, value)
    let error = try #require(fault(text) { _ = try WorkloadFile.read($0, file: "w.yaml") }, "\(row.path) took \(value)")
    #expect(error.line == line, "\(error)")
    #expect(error.column > 1)
    #expect(error.sentence.hasSuffix("."))
  }

  @Test("suggest the field that was meant")
  func suggestions() throws {
    let error = try #require(fault("recency_shar: 0.5") { _ = try WorkloadFile.read($0, file: "w.yaml") })
    #expect(error.description == "w.yaml:1:1: a workload has no field \"recency_shar\"; did you mean \"recency_share\"?")
    let burst = try #require(fault("arrivals: {factor: 8, burst: 1m}") { _ = try WorkloadFile.read($0, file: "w.yaml") })
    #expect(burst.description.hasPrefix("w.yaml:1:23: \"arrivals\" has no field \"burst\""))
  }
}
