import Foundation
import Studies
import Testing

@testable import Reporting

@Suite struct DifferenceReportTests {
  private static func figures(_ values: KeyValuePairs<Figure, Double>) -> Figures {
    var out = Figures()
    for (figure, value) in values { out[figure] = value }
    return out
  }

  private static func study(_ name: String, saving: Double, strategies: [String] = ["ttl-1h"], model: String = "gpt-4.1") -> StudyFigures {
    StudyFigures(
      name: name, facts: [.init(.manifest, "seed", "1"), .init(.input, "\(name).zst", "abc"), .init(.price, model, "$2 in")],
      baselines: [.init(name: "as-logged", total: figures([.requests: 100, .monthlyCost: 10_000, .p95: 2_000]))],
      strategies: strategies.map {
        .init(
          name: $0, settings: [.init(.strategy, "tiers[0].ttl_s", "\(saving)")],
          total: figures([
            .requests: 100, .requestHitRate: saving / 10_000, .p95: 2_000 - saving / 10, .monthlyCost: 10_000 - saving,
            .monthlyInfrastructure: 50, .monthlySaving: saving, .savingShare: saving / 10_000,
          ]),
          models: [.init(name: model, figures: figures([.requests: 100, .monthlyCost: 10_000 - saving]))])
      })
  }

  private static func difference(_ a: Double = 4_000, _ b: Double = 5_000) -> StudyDifference {
    StudyDifference(from: study("a.json", saving: a), to: study("b.json", saving: b))
  }

  @Test func theSentenceSaysIt() {
    let text = DifferenceReport(Self.difference()).terminal(TerminalStyle(width: 200))
    #expect(text.contains("the monthly saving goes from $4,000.00 to $5,000.00 (+$1,000.00, +25.0 %)"))
    #expect(text.contains("the hit rate goes from 40.0 % to 50.0 %; P95 goes from 1.60 s to 1.50 s."))
    #expect(text.contains("ttl-1h: tiers[0].ttl_s") && text.contains("The same in both: prices, seed, version."))
    // What did not change is not in the way.
    #expect(!text.contains("cache/month"))
  }

  @Test func nothingChanged() {
    let report = DifferenceReport(Self.difference(4_000, 4_000))
    #expect(report.terminal(TerminalStyle(width: 200)).contains("All figures of the strategies that both have are the same."))
    #expect(report.terminal(TerminalStyle()).contains("Unchanged: “ttl-1h”."))
    #expect(report.failures.isEmpty)
  }

  @Test func strategiesOfOneStudyAloneAreSaid() {
    let difference = StudyDifference(
      from: Self.study("a.json", saving: 1, strategies: ["old", "both"]), to: Self.study("b.json", saving: 2, strategies: ["both", "new"]))
    let text = DifferenceReport(difference).terminal(TerminalStyle(width: 200))
    #expect(text.contains("Only in b.json: “new”. Only in a.json: “old”."))
    let apart = StudyDifference(
      from: Self.study("a.json", saving: 1, strategies: ["old"]), to: Self.study("b.json", saving: 2, strategies: ["new"]))
    #expect(DifferenceReport(apart).terminal(TerminalStyle()).contains("No strategy is in both studies."))
  }

  @Test func linesFitTheTerminal() {
    let long = String(repeating: "a-very-long-name-", count: 20)
    let difference = StudyDifference(
      from: Self.study(long, saving: 1, strategies: [long], model: long),
      to: Self.study("b.json", saving: 4e9, strategies: [long], model: long))
    let gates = try? [Gate("saving_usd < 1000"), Gate("delta.p95_ms > 3")]
    for line in DifferenceReport(difference, gates: gates ?? []).terminal(TerminalStyle()).split(separator: "\n") {
      #expect(columnWidth(String(line)) <= 80, "\(line)")
    }
  }

  @Test func hostileNamesAreHarmlessInMarkdown() {
    let evil = "</details><script>alert(1)</script> | `x` \u{1B}[31m \u{202E}"
    let difference = StudyDifference(
      from: Self.study(evil, saving: 1, strategies: [evil], model: evil), to: Self.study("b", saving: 2, strategies: [evil], model: evil))
    let markdown = DifferenceReport(difference).markdown
    #expect(!markdown.contains("<script") && markdown.components(separatedBy: "</details>").count == 2)
    #expect(!markdown.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    // A row of a table has as many cells as its head.
    for table in markdown.components(separatedBy: "\n\n") where table.hasPrefix("|") {
      let cells = table.split(separator: "\n").map { $0.replacing("\\|", with: "").count { $0 == "|" } }
      #expect(Set(cells).count == 1, "\(table)")
    }
  }

  @Test func jsonIsOfItsSchema() throws {
    let schema = try Schema(folder: SchemaTests.folder)
    let apart = StudyDifference(
      from: Self.study("a.json", saving: 1, strategies: ["old"]), to: Self.study("b.json", saving: 2, strategies: ["new"]))
    for difference in [Self.difference(4_000.1, 5_000.3), apart] {
      let json = DifferenceReport(difference, gates: [try Gate("saving_usd < 6000")]).jsonText
      let complaints = try schema.complaints(about: json, against: "diff.json")
      #expect(complaints.isEmpty, "\(complaints.prefix(5))")
      #expect(try !schema.complaints(about: json.replacing("hindcast/diff/1", with: "hindcast/diff/9"), against: "diff.json").isEmpty)
    }
  }

  @Test func jsonHasEveryFigureAndItsChange() throws {
    let report = DifferenceReport(Self.difference(4_000.1, 5_000.3), gates: [try Gate("saving_usd < 6000")])
    let root = try #require(try JSONSerialization.jsonObject(with: Data(report.jsonText.utf8)) as? [String: Any])
    #expect(root["schema"] as? String == "hindcast/diff/1" && root["before"] as? String == "a.json")
    let strategy = try #require((root["strategies"] as? [[String: Any]])?.first)
    let figures = try #require((strategy["total"] as? [String: Any])?["figures"] as? [String: [String: Any]])
    #expect(
      Set(figures.keys) == [
        "requests", "request_hit_rate", "p95_ms", "monthly_cost_usd", "monthly_infrastructure_usd", "monthly_saving_usd", "saving_share",
      ])
    for (name, figure) in figures {
      let (before, after) = (try #require(figure["before"] as? Double), try #require(figure["after"] as? Double))
      let change = try #require(figure["change"] as? Double)
      #expect(abs(after - before - change) < 1e-6, "\(name)")
    }
    // As exact as its parts, whatever binary fractions make of them.
    #expect(report.jsonText.contains("\"change\": 1000.2,"))
    let gates = try #require(root["gates"] as? [[String: Any]])
    #expect(gates.first?["failed"] as? Bool == true)
    #expect(report.failures == ["The gate 'saving_usd < 6000' fails: monthly_saving_usd of “ttl-1h” is 5000.3."])
  }

  @Test func theSameBytesEveryTime() {
    #expect(DifferenceReport(Self.difference()).jsonText == DifferenceReport(Self.difference()).jsonText)
    #expect(DifferenceReport(Self.difference()).markdown == DifferenceReport(Self.difference()).markdown)
  }
}
