import Duplicates
import Foundation
import Pricing
import Similarity
import Studies
import Testing
import Traces
import Units

@testable import Reporting

/// The audit of a log whose texts were compared, in every format.
@Suite struct AuditTextTests {
  private static let words = ["reset", "my", "password", "account", "how", "card", "lost", "find", "order", "late", "refund", "the"]

  /// A log with a text for each text id of its trace: some like others, some fillings of one form.
  private static func study(_ log: SyntheticLog) -> (study: AuditStudy, texts: [String]) {
    let trace = log.trace
    let draws = Draws(seed: 3)
    let count = Int(trace.prompts[.lastUserMessage]?.max() ?? 0) + 1
    let texts = (0..<count).map { id -> String in
      if id == 0 { return "" }
      if id % 5 == 0 { return "Refund order \(4_000 + id) of my account please" }
      // Two of seven are the same but for a little word, which a semantic cache levels.
      let base = id % 7 == 1 || id % 7 == 2 ? 10_000 + id / 7 : id
      if id % 7 == 1 { return "secret of " + (0..<5).map { words[Int(draws.bits(UInt64(base), UInt64($0)) % 12)] }.joined(separator: " ") }
      return "secret " + (0..<5).map { words[Int(draws.bits(UInt64(base), UInt64($0)) % 12)] }.joined(separator: " ")
    }
    let study = AuditStudy(
      trace, prices: .builtIn, priceTable: "built-in", scope: .global, version: "0.1.0", seed: 1, dayOffset: 0,
      texts: LoggedTexts(lastUserMessages: texts))
    return (study, texts)
  }

  @Test func withoutPromptsNothingIsCompared() {
    let (study, _) = Self.study(SyntheticLog(hasContent: false))
    let report = AuditReport(study)
    #expect(study.audit.sweep.isEmpty)
    let terminal = report.terminal(TerminalStyle(width: 80))
    for word in ["threshold", "How often the same is asked", "most asked", "\n\n\n"] {
      #expect(!terminal.contains(word) && !report.html.contains("id=\"similarity\""), "\(word)")
    }
    #expect(terminal.contains("No prompt of these 300 requests is in the log"))
  }

  @Test func timesAreSaidAsTheyAre() {
    func facts(_ log: SyntheticLog) -> String { AuditReport(Self.study(log).study).terminal(TerminalStyle(width: 200)) }
    #expect(facts(SyntheticLog(hasTimes: false)).contains("\nNo times, 1 model, "))
    #expect(facts(SyntheticLog(requests: 1)).contains(", at one moment, 1 model, "))
    #expect(facts(SyntheticLog(requests: 1)).contains("Shares are of 1 call that"))
  }

  @Test func everyFormatHasTheClasses() throws {
    let (study, texts) = Self.study(SyntheticLog(requests: 900, questions: 300, rewordsEvery: 4))
    let audit = study.audit
    try #require(audit.total[.templated].all.requests > 0 && audit.total[.semantic].all.requests > 0 && audit.sweep.count == 10)
    let measured = MeasuredPrecision.all([("semantic", true), ("semantic", false)])
    let report = AuditReport(study, measured: measured)
    let complaints = try Schema(folder: SchemaTests.folder).complaints(about: report.jsonText, against: "audit.json")
    #expect(complaints.isEmpty, "\(complaints.prefix(5))")
    let terminal = report.terminal(TerminalStyle(width: 80))
    #expect(terminal.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for output in [terminal, report.markdown, report.html] {
      for word in ["templated", "semantic", "right", "threshold", "cache exact repeats", "What the verdicts say"] {
        #expect(output.contains(word), "\(word)")
      }
      #expect(!output.contains("secret"), "no prompt unless asked for")
    }
    // Kinds of near repeats are parts of the row above them.
    #expect(report.html.contains("<th scope=\"row\" class=\"part\">    ") && report.markdown.contains("\n| &emsp;"))
    #expect(!report.jsonText.contains("secret") && !report.csv.contains("secret"))
    #expect(report.html.contains("id=\"sweep\"") && report.html.contains("<polyline"))
    let served = Ratio(audit.unlimitedNear.requests, of: audit.total.headline.requests)
    #expect(
      report.html.replacing("\u{A0}", with: " ").contains(
        "A cache could have answered <b>\(served)</b> of these calls, worth <b>\(audit.unlimitedNear.dollars)</b>"))
    #expect(AuditReport(study, prompts: texts).terminal(TerminalStyle(width: 80)).contains("secret"))
    #expect(report.csv.contains("all,true,semantic,\(audit.total[.semantic].all.requests),"))
    func count(_ table: String) -> Int { report.csv.split(separator: "\n").count { $0.contains(",\(table),") } }
    #expect(count("threshold") == 2 * audit.sweep.count && count("fix") == audit.fixes.count)
    for waste in audit.waste where waste.division != .model { #expect(count(waste.division.rawValue) == 2 * waste.rows.count) }
    let templates = try #require(audit.waste.first { $0.division == .template })
    #expect(templates.rows.contains { $0.sharedPrefixDollars > .zero })
    for row in templates.rows { #expect(row.sharedPrefixDollars <= row.all.dollars) }
  }

  @Test("what has no price is worth no known amount, and a model without a name is said to have none")
  func unpriced() throws {
    let markdown = AuditReport(Self.study(SyntheticLog(models: ["in-house", ""])).study).markdown
    let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("| t0000") }
    #expect(!rows.isEmpty && rows.allSatisfy { $0.contains(" | no price | log.jsonl.zst:") && !$0.contains("$") })
    #expect(markdown.contains(" | (no model) | ") && markdown.contains(" | in-house | "))
  }

  /// Who adds up the expectations of a class gets the class: scores stand apart.
  @Test func expectationsOfAClassAddUpToIt() throws {
    let (study, _) = Self.study(SyntheticLog(requests: 900, questions: 300, rewordsEvery: 4))
    let root = try #require(try JSONSerialization.jsonObject(with: Data(AuditReport(study).jsonText.utf8)) as? [String: Any])
    let audit = try #require(root["audit"] as? [String: Any])
    func lines(_ name: String) throws -> [[String: Any]] { try #require(audit[name] as? [[String: Any]]) }
    func requests(_ line: [String: Any]) -> Int { (line["volume"] as? [String: Any])?["requests"] as? Int ?? 0 }
    let all = try lines("expectations")
    for kind in [DuplicateClass.exact, .near, .semantic] {
      let sum = all.filter { $0["class"] as? String == kind.name }.reduce(0) { $0 + requests($1) }
      #expect(sum == study.audit.total[kind].all.requests && sum > 0, "\(kind)")
    }
    let byScore = try lines("expectations_by_score")
    #expect(byScore.reduce(0) { $0 + requests($1) } == study.audit.total[.semantic].all.requests)
    #expect(byScore.allSatisfy { $0["class"] == nil && $0["score_from"] is Double })
  }

  @Test func whatWasNotLookedForIsNotNought() throws {
    let study = SyntheticLog(requests: 300).audited()
    let report = AuditReport(study, whyNoTexts: "a trace file holds no prompts")
    let row = try #require(report.markdown.split(separator: "\n").first { $0.contains("templated") && $0.hasPrefix("|") })
    #expect(row.contains("–") && !row.contains("0.0 %"))
    #expect(report.markdown.contains("because a trace file holds no prompts"))
    #expect(report.csv.contains("all,true,templated,,,"))
  }

  @Test func withoutAnyPromptNoClassIsKnown() throws {
    var builder = TraceBuilder()
    let parameters = builder.addParameters(KeyField.ofParameters.map { $0 == .endpoint ? UInt32(Endpoint.chat.rawValue) : 0 })
    let caller = builder.addCaller([0, 0, 0, 0, 0])
    for i in 0..<5 {
      var row = Request()
      row.arrival = Int64(i) * 1_000_000
      row.flags = [.noContent]
      (row.parameters, row.caller) = (parameters, caller)
      builder.append(row)
    }
    let study = AuditStudy(
      builder.finish(), prices: .builtIn, priceTable: "built-in", scope: .global, version: "0.1.0", seed: 1, dayOffset: 0,
      texts: LoggedTexts(lastUserMessages: [""]))
    let markdown = AuditReport(study).markdown
    for name in ["exact", "near", "templated", "semantic", "unique"] {
      let row = try #require(markdown.split(separator: "\n").first { $0.contains(name) && $0.hasPrefix("|") })
      #expect(row.contains("–") && !row.contains("0"), "\(row)")
    }
    #expect(markdown.contains("No prompt of these 5 requests is in the log"))
  }
}
