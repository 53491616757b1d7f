import Foundation
import Testing

@testable import Commands

/// Which files were read, as reports show them.
@Suite struct FileTableTests {
  private let record =
    #"{"timestamp":"2026-11-20T09:00:00Z","model":"gpt-4o","prompt":"hi","response":"A","prompt_tokens":9,"completion_tokens":1}"#

  @Test func filesOfOneNameHaveTheirFolders() {
    #expect(TraceLoader.names(of: ["a/x.json", "-", "y.json"]) == ["x.json", "standard input", "y.json"])
    #expect(
      TraceLoader.names(of: ["/logs/h=00/m=00/PT1H.json", "/logs/h=01/m=00/PT1H.json", "/logs/readme"]) == [
        "h=00/m=00/PT1H.json", "h=01/m=00/PT1H.json", "readme",
      ])
    #expect(TraceLoader.names(of: ["logs/x.json", "logs/x.json"]) == ["x.json", "x.json"])
    #expect(TraceLoader.names(of: ["x.json", "b/x.json", "-"]) == ["x.json", "b/x.json", "standard input"])
    #expect(TraceLoader.names(of: []).isEmpty)
  }

  /// A dozen rows, of which the last stands for the rest; a file of which nothing was read has no format in the sentence.
  @Test func manyFilesAreADozenRows() throws {
    let scratch = try Scratch()
    try scratch.makeFolder("day")
    for index in 0..<30 { scratch.write("day/\(index).json", record.replacingOccurrences(of: "hi", with: "hi \(index)")) }
    scratch.write("day/empty.json", "\n")
    let run = try scratch.run("audit", "day", "--max-bad", "100%")
    #expect(run.output.contains("31 files: 30 records, flat ("))
    #expect(run.output.contains("… and 20 more"))
    #expect(!run.output.contains("(and 1 more"))
    #expect(run.output.components(separatedBy: ".json ").count - 1 == 11)
  }
}
