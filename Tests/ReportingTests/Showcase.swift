import Foundation
import Reporting
import Simulation
import Testing
import Traces
import Units

/// A rich study and those at the edges, written to the folder that HINDCAST_SHOWCASE names: what to look at in a browser.
@Suite struct Showcase {
  static let folder = ProcessInfo.processInfo.environment["HINDCAST_SHOWCASE"]

  @Test(.enabled(if: folder != nil, "set HINDCAST_SHOWCASE to a folder to write the page of a rich study there"))
  func write() throws {
    let folder = try #require(Self.folder)
    let rich = SyntheticLog(
      requests: 20_000, span: Microseconds(seconds: 42 * 86_400), models: ["gpt-4.1", "claude-sonnet-4", "gpt-4o-mini", "in-house-13b"],
      questions: 4_000, rewordsEvery: 6, teams: ["support", "search", "billing"], source: "support-desk.jsonl.zst", inputTokens: 9_000,
      failsEvery: 90,
      setAside: [.init(cause: "not JSON: unexpected end", isBad: true, count: 31, examples: [.init(source: 0, line: 77)])],
      supposes: true)
    var strategies = SyntheticLog.strategies
    strategies[2].tiers = [SyntheticLog.redis(86_400, service: "upstash-redis-fixed")]
    let report = StudyReport(try rich.study(strategies))
    var files = [
      "report.html": report.html, "report.md": report.markdown, "report.csv": report.csv, "report.json": report.jsonText,
      "report.txt": report.terminal(TerminalStyle()), "audit.txt": AuditReport(rich.audited()).terminal(TerminalStyle()),
    ]
    for kind in Cases.allCases { files["\(kind.rawValue).html"] = StudyReport(try kind.study).html }
    for (name, text) in files { try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8) }
  }
}
