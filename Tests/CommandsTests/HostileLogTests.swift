import Foundation
import Testing

@Suite("Hostile names in a log harm no output")
struct HostileLogTests {
  private static let names = [
    "a,b\"c", "=cmd|calc", "<script>alert(1)</script>", "new\nline", "\u{1B}[31mred", "|pipe|", "", "é世界", "\u{202E}evil",
    String(repeating: "x", count: 200), "[a](http://x)", "*b*", "tab\there", "\u{0}nul", "{{name}}", "-", "'q'", "\\",
  ]

  private func hostile() throws -> Scratch {
    let scratch = try Scratch()
    let lines = scratch.text("log.jsonl").split(separator: "\n").enumerated().map { index, line in
      let name = Self.names[index % Self.names.count]
      let data = (try? JSONSerialization.data(withJSONObject: [name])) ?? Data()
      let quoted = String(decoding: data, as: UTF8.self).dropFirst().dropLast()
      return line.replacing("\"gpt-4.1\"", with: quoted).replacing("\"home-made-7b\"", with: quoted)
    }
    scratch.write("log.jsonl", lines.joined(separator: "\n"))
    return scratch
  }

  @Test func everyFormatHolds() throws {
    let scratch = try hostile()
    let run = try scratch.run(
      "replay", "log.jsonl", "-s", "ttl-1h", "--csv", "s.csv", "--markdown", "s.md", "--json", "s.json", "--requests", "s.rows.csv")
    try #require(run.code == 0, "\(run.errors)")
    #expect(try scratch.run("replay", "log.jsonl", "-s", "ttl-1h", "--requests", "s.rows.jsonl", "--quiet").code == 0)
    // JSON and JSON lines give names as they are.
    let models = try scratch.json("s.json")["strategies"].items[0]["models"].items.compactMap { $0["name"].string }
    #expect(Set(models) == Set(Self.names))
    let lines = try scratch.text("s.rows.jsonl").split(separator: "\n").map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
    #expect(lines.count == 600)
    #expect(Set(lines.compactMap { JSON($0)["model"].string }) == Set(Self.names))
    // CSV keeps its shape, and no cell is a formula.
    for name in ["s.csv", "s.rows.csv"] {
      let table = rows(ofCSV: scratch.text(name))
      #expect(Set(table.map(\.count)).count == 1, "\(name)")
      #expect(table.count >= 3 * Self.names.count)
      #expect(table.compactMap { $0["model"] }.allSatisfy { !$0.hasPrefix("=") && !$0.hasPrefix("-") })
      #expect(table.contains { $0["model"] == "a,b\"c" })
    }
    // Markdown has as many bars in each row of a table, and no markup of the log's.
    let markdown = scratch.text("s.md")
    #expect(!markdown.contains("<script>") && !markdown.contains("[a](http"))
    for table in markdown.split(separator: "\n\n") where table.hasPrefix("|") {
      let bars = table.split(separator: "\n").map { $0.replacing("\\|", with: "").count { $0 == "|" } }
      #expect(Set(bars).count == 1, "\(table.prefix(200))")
    }
    for text in [run.output, markdown, scratch.text("s.csv"), scratch.text("s.rows.csv")] {
      let controls = text.unicodeScalars.filter { ($0.value < 32 && $0 != "\n") || $0.value == 127 || $0.value == 0x202E }
      #expect(controls.isEmpty)
    }
  }

  @Test func thePageHolds() throws {
    let scratch = try hostile()
    let run = try scratch.run("report", "log.jsonl", "-s", "ttl-1h", "-o", "report", "--quiet")
    #expect(run.code == 0)
    #expect(!scratch.text("report/report.html").contains("<script>alert(1)"))
  }

  @Test func namesOfFilesAreShownSafely() throws {
    let scratch = try Scratch()
    scratch.write("\u{1B}[31m<b>|log.jsonl", scratch.bytes("log.jsonl"))
    let run = try scratch.run("audit", "\u{1B}[31m<b>|log.jsonl", "--markdown", "a.md")
    #expect(run.code == 0)
    #expect(!run.output.contains("\u{1B}"))
    #expect(!scratch.text("a.md").contains("<b>") && !scratch.text("a.md").contains("\u{1B}"))
    let missing = try scratch.run("audit", "\u{1B}[31mnone")
    #expect(missing.code == 66)
    #expect(!missing.errors.contains("\u{1B}"))
  }
}
