import Caching
import Duplicates
import Foundation
import Pricing
import Simulation
import Studies
import Testing
import Traces
import Units

@testable import Reporting

/// Curves, sweeps and advice in their formats.
@Suite struct SweepReportTests {
  private static let hostile = "gpt-4.1</script><b>|`=1+1"

  private let log = SyntheticLog(models: ["gpt-4.1", Self.hostile], rewordsEvery: 4, teams: ["a", "b"])

  private var logged: LoggedTraffic {
    LoggedTraffic(log.trace, audit: log.audited().audit, prices: .builtIn, seed: log.seed)
  }

  private var curves: Curves {
    var options = CurveOptions()
    options.policies = [.sieve]
    return Curves(log.audited(), logged.withoutCache, key: .near, scope: .team, by: .model, options: options)
  }

  private static func cache(_ name: String, _ ttl: Double, _ key: KeyRule = .exact) -> Strategy {
    Strategy(name: name, key: key, tiers: [Tier(expiry: .fixed(Microseconds(seconds: ttl)), service: "elasticache-serverless-valkey")])
  }

  private func sweep() throws -> Sweep {
    let axes = [SweepAxis(name: "ttl", values: ["1h", "24h"]), SweepAxis(name: "key.text", values: ["exact", "near"])]
    var points: [SweepPoint] = []
    for (row, ttl) in [3_600.0, 86_400].enumerated() {
      for (column, key) in [KeyRule.exact, .near].enumerated() {
        points.append(SweepPoint(base: "base", values: [row, column], strategy: Self.cache("s\(points.count)", ttl, key)))
      }
    }
    var semantic = Self.cache("by-meaning", 60)
    semantic.semantic = SemanticLayer(threshold: Threshold(0.9))
    points.append(SweepPoint(base: "by-meaning", values: [nil, nil], strategy: semantic))
    return try SweepPlan(axes: axes, points: points, audited: log.audited(), logged: logged, infrastructure: .builtIn)
      .run(known: [:], threads: 2) { _, _ in }
  }

  private func advice(_ constraints: Constraints) throws -> AdviceReport {
    let candidates = [60.0, 3_600, 604_800].flatMap { ttl in
      [KeyRule.exact, .near].map { Candidate(product: $0 == .near ? "near" : "plain", strategy: Self.cache("t\(Int(ttl))", ttl, $0)) }
    }
    let made = try Adviser(
      log.audited(), logged, infrastructure: InfrastructurePrices(rows: []), constraints: constraints, threads: 2
    ).advise(candidates, skipped: [Advice.Skipped(product: "other", count: 0, reason: Self.hostile)])
    return AdviceReport(made, settings: made.choices.map { "TTL \($0.candidate.strategy.name)" })
  }

  @Test func areOfTheirSchemas() throws {
    let schema = try Schema(folder: SchemaTests.folder)
    for (json, name) in [
      (CurvesReport(curves).jsonText, "curves.json"), (SweepReport(try sweep()).jsonText, "sweep.json"),
      (try advice(Constraints()).jsonText, "advice.json"), (try advice(Constraints(wrong: 0)).jsonText, "advice.json"),
      (try advice(Constraints(p95: Microseconds(1))).jsonText, "advice.json"),
    ] {
      #expect(try schema.complaints(about: json, against: name).prefix(4).isEmpty, "\(name)")
      #expect(try !schema.complaints(about: json.replacing("\"seed\"", with: "\"sead\""), against: name).isEmpty)
    }
  }

  @Test func fitTheirTerminalAndEscapeNames() throws {
    let style = TerminalStyle(width: 80)
    for text in [
      CurvesReport(curves).terminal(style), SweepReport(try sweep()).terminal(style), try advice(Constraints(wrong: 0)).terminal(style),
    ] {
      #expect(text.split(separator: "\n").allSatisfy { columnWidth(String($0)) <= 80 })
    }
    for html in [CurvesReport(curves).html, SweepReport(try sweep()).html, try advice(Constraints()).html, CurvesReport(curves).svg] {
      #expect(!html.contains(Self.hostile) && !html.contains("<b>|"))
    }
    #expect(CurvesReport(curves).html.contains("gpt-4.1&lt;/script&gt;"))
    #expect(CurvesReport(curves).csv.contains("gpt-4.1</script>"))
  }

  @Test func mapsAndFrontierShowWhatWasFound() throws {
    let sweep = try sweep()
    let map = try #require(SweepMap.all(sweep).first)
    #expect(map.rows.name == "ttl" && map.columns.name == "key.text" && map.cells == [[0, 1], [2, 3]])
    #expect(sweep.skipped.map(\.name) == ["by-meaning"])
    let html = SweepReport(sweep).html
    #expect(html.contains("id=\"map-1\"") && html.contains("id=\"saving-p95\"") && html.contains("by-meaning"))
    #expect(html.ranges(of: "fill-opacity=").count == 4)
    #expect(SweepReport(sweep).csv.split(separator: "\n").count == 5)
  }

  @Test func equalResultsAreOneRow() throws {
    let axes = [SweepAxis(name: "ttl", values: ["1h", "24h"]), SweepAxis(name: "capacity", values: ["1", "1000000", "unlimited"])]
    var points: [SweepPoint] = []
    for (row, ttl) in [3_600.0, 86_400].enumerated() {
      for (column, capacity) in [Capacity.entries(1), .entries(1_000_000), .unlimited].enumerated() {
        var strategy = Self.cache("s\(points.count)", ttl)
        strategy.tiers[0].capacity = capacity
        points.append(SweepPoint(base: "base", values: [row, column], strategy: strategy))
      }
    }
    let sweep = try SweepPlan(axes: axes, points: points, audited: log.audited(), logged: logged, infrastructure: .builtIn)
      .run(known: [:], threads: 2) { _, _ in }
    #expect(sweep.results[1] == sweep.results[2] && sweep.results[0] != sweep.results[1])
    #expect(SweepTables.alike(sweep, [1, 2, 0, 4, 5]) == [[1, 2], [0], [4, 5]])
    // Neighbours alone, and one field alone.
    #expect(SweepTables.alike(sweep, [1, 0, 2]) == [[1], [0], [2]])
    let text = SweepReport(sweep).markdown
    #expect(text.contains("| 1000000, unlimited |"))
    #expect(SweepReport(sweep).csv.split(separator: "\n").count == 7)
  }

  @Test func adviceSaysWhatItRestsOn() throws {
    let free = try advice(Constraints()).markdown
    #expect(free.contains("Take near: TTL t604800") && free.contains("more wrong answers a month"))
    #expect(free.contains("How far from the best there is") && free.contains("Chosen by the first two thirds of the log, before 2026-"))
    let strict = try advice(Constraints(wrong: 0)).markdown
    #expect(
      strict.contains("Take plain: TTL t604800") && strict.contains("within the limit of 0 % wrong answers")
        && strict.contains("Beyond the limits"))
    // A product whose every configuration breaks a limit is there, with what it breaks.
    #expect(strict.contains("best of near") && strict.contains("| breaks |") && !free.contains("| breaks |"))
    #expect(
      AdviceWords.skipped([.init(product: "a", count: 2, reason: "cannot"), .init(product: "b", count: 1, reason: "cannot")])
        == ["a (2 configurations) and b (1): cannot."])
    #expect(try advice(Constraints(p95: Microseconds(1))).markdown.contains("No configuration keeps to a P95 of 1 µs"))
  }
}
