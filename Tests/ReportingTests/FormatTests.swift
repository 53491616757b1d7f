import Duplicates
import Foundation
import Simulation
import Studies
import Testing
import Units

@testable import Reporting

/// Terminal, Markdown and CSV.
@Suite struct FormatTests {
  @Test(arguments: Cases.allCases, [60, 80, 120]) func terminalFits(_ kind: Cases, _ width: Int) throws {
    let study = try kind.study
    let style = TerminalStyle(width: width)
    let text = StudyReport(study).terminal(style) + AuditReport(study.audited).terminal(style)
    for line in text.split(separator: "\n") { #expect(columnWidth(String(line)) <= width, "\(line)") }
    #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || $0 == "\u{202E}" })
  }

  @Test func colourIsTheOnlyDifferenceOnATerminal() throws {
    let study = try Cases.rich.study
    let plain = StudyReport(study).terminal(TerminalStyle())
    let coloured = StudyReport(study).terminal(TerminalStyle(hasColor: true))
    #expect(coloured.contains("\u{1B}[1m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
  }

  @Test func wrappingLosesNothing() {
    for width in 4...30 {
      for text in ["a bb ccc dddd eeeee", "abcdefghijklmnopqrstuvwxyz0123456789 x", "世界 世界世界世界世界 a", ""] {
        let lines = wrapped(text, width: width, hanging: "  ").split(separator: "\n")
        #expect(lines.allSatisfy { columnWidth(String($0)) <= width }, "\(lines)")
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      }
    }
  }

  @Test(arguments: Cases.allCases) func markdownTablesAreWhole(_ kind: Cases) throws {
    let study = try kind.study
    for text in [StudyReport(study).markdown, AuditReport(study.audited).markdown] {
      var columns = 0
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        guard line.hasPrefix("|") else {
          columns = 0
          continue
        }
        let cells = line.replacing("\\\\", with: "").replacing("\\|", with: "").split(separator: "|", omittingEmptySubsequences: false)
          .count
        if columns == 0 { columns = cells }
        #expect(cells == columns, "\(line)")
      }
      #expect(!text.contains("<script") && !text.contains("<img"))
      #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || $0 == "\u{202E}" })
    }
  }

  @Test(arguments: Cases.allCases) func csvHasARowPerStrategyAndModel(_ kind: Cases) throws {
    let study = try kind.study
    let rows = try records(StudyReport(study).csv)
    let header = try #require(rows.first)
    let results = [study.asLogged] + (study.hadCache ? [study.noCache] : []) + study.strategies
    #expect(rows.count == 1 + results.reduce(0) { $0 + 1 + $1.models.count })
    #expect(rows.allSatisfy { $0.count == header.count })
    let isTotal = try #require(header.firstIndex(of: "is_total"))
    let requests = try #require(header.firstIndex(of: "requests"))
    for result in results {
      let of = rows.filter { $0[0] == result.strategy.name }
      let models = of.filter { $0[isTotal] == "false" }.compactMap { Int($0[requests]) }
      #expect(models.count == result.models.count)
      #expect(models.reduce(0, +) == result.total.tally.requests)
      #expect(of.filter { $0[isTotal] == "true" }.compactMap { Int($0[requests]) } == [result.total.tally.requests])
    }
    for field in rows.dropFirst().flatMap({ $0 }) where Double(field) == nil {
      #expect(!["=", "+", "-", "@"].contains(field.unicodeScalars.first.map(String.init) ?? ""), "\(field)")
    }
    let audit = try records(AuditReport(study.audited).csv)
    let table = try #require(audit[0].firstIndex(of: "table"))
    #expect(audit.allSatisfy { $0.count == audit[0].count })
    #expect(audit.count { $0[table] == "class" } == (1 + study.audited.audit.models.count) * DuplicateClass.allCases.count)
    #expect(audit.count { $0[table] == "fix" } == study.audited.audit.fixes.count)
  }

  @Test func escapingGoesByScalars() {
    // A quote with a combining accent is one character, but still a quote.
    #expect(Escaping.html("\"\u{301}<\u{338}&") == "&quot;\u{301}&lt;\u{338}&amp;")
    #expect(Escaping.csv("a\"\u{301}b,\u{301}") == "\"a\"\"\u{301}b,\u{301}\"")
    #expect(Escaping.csv("=\u{301}1") == "\"'=\u{301}1\"")
    #expect(Escaping.markdown("|\u{301}") == "\\|\u{301}")
    #expect(Escaping.json("<\u{338}/script>") == "\"\\u003c\u{338}/script>\"")
    #expect(Escaping.plain(String(repeating: "x", count: 500), limit: 10).count == 11)
  }

  @Test func toldDifferencesAreThoseOfPrintedAmounts() {
    let draws = Draws(seed: 7)
    var month = Month(span: nil, offset: 0)
    month.isInCents = true
    for i in 0..<500 as Range<UInt64> {
      let (a, b) = (Dollars(draws.unit(i, 1) * 9_000 + 1), Dollars(draws.unit(i, 2) * 9_000))
      let expected = Int((a.value * 100).rounded()) - Int((b.value * 100).rounded())
      #expect((month.told(a) - month.told(b)).nanodollars == Int64(expected) * 10_000_000)
    }
    #expect(Dollars(nanodollars: 5_000_000).rounded(decimals: 2) == Dollars(nanodollars: 10_000_000))
    #expect(Dollars(nanodollars: -5_000_000).rounded(decimals: 2) == Dollars(nanodollars: -10_000_000))
    #expect(Dollars(nanodollars: .max).rounded(decimals: 0).nanodollars > 0)
  }

  /// Reads CSV by RFC 4180.
  private func records(_ text: String) throws -> [[String]] {
    var rows: [[String]] = [], row: [String] = [], field = "", quoted = false
    var scalars = text.unicodeScalars.makeIterator()
    var pending = scalars.next()
    while let scalar = pending {
      pending = scalars.next()
      switch scalar {
      case "\"" where quoted && pending == "\"":
        field.append("\"")
        pending = scalars.next()
      case "\"": quoted.toggle()
      case "," where !quoted:
        row.append(field)
        field = ""
      case "\n" where !quoted:
        rows.append(row + [field])
        (row, field) = ([], "")
      default: field.unicodeScalars.append(scalar)
      }
    }
    try #require(!quoted && field.isEmpty && row.isEmpty)
    return rows
  }
}
