import Foundation
import Scenarios
import Simulation
import Testing

@Suite("The reference page")
struct ReferenceTests {
  private static let page = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Sources/Scenarios/Strategies.md").standardized

  @Test("is up to date")
  func upToDate() throws {
    if ProcessInfo.processInfo.environment["WRITE_REFERENCE"] != nil {
      try StrategyReference.markdown.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(
      written == StrategyReference.markdown,
      "Sources/Scenarios/Strategies.md is out of date: hindcast list strategies --reference > Sources/Scenarios/Strategies.md")
  }

  @Test("shows examples that are taken, and that print as what they are", arguments: StrategyExample.all)
  func examples(_ example: StrategyExample) throws {
    let strategies = try StrategyFile.read(example.yaml, file: "example.yaml")
    for strategy in strategies {
      #expect(try StrategyFile.read(StrategyFile.print(strategy), file: "printed.yaml") == [strategy])
    }
  }

  @Test("has an example for every field that its presets do not explain by themselves")
  func everyField() {
    let written = StrategyExample.all.map(\.yaml).joined(separator: "\n") + Presets.all.map(StrategyFile.print).joined(separator: "\n")
    let missing = StrategyFile.reference.map { $0.path.split(separator: ".").last.map(String.init) ?? $0.path }
      .filter { name in !written.contains("\(name.replacing("[]", with: "")):") }
    #expect(missing.isEmpty, "no example writes \(missing)")
  }

  @Test("names every field, and no cell breaks its table")
  func tables() {
    let lines = StrategyReference.markdown.split(separator: "\n")
    for row in StrategyFile.reference {
      let name = row.path.split(separator: ".").last.map(String.init) ?? row.path
      #expect(lines.contains { $0.hasPrefix("| `\(name)` |") }, "\(row.path)")
    }
    for line in lines where line.hasPrefix("|") {
      let bars = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect(bars == 3 || bars == 4 || bars == 5, "\(line)")
    }
  }
}
