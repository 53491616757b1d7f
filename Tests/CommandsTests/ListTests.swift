import Foundation
import Testing

@Suite("hindcast list and trace info")
struct ListTests {
  @Test func everythingCanBeListed() throws {
    let scratch = try Scratch(withLog: false)
    let hoped = ["formats": "litellm", "strategies": "ttl-1h", "policies": "lru", "models": "gpt-4.1"]
    for (subject, name) in hoped {
      let run = try scratch.run("list", subject)
      #expect(run.code == 0 && run.errors.isEmpty)
      #expect(run.output.contains("\n\(name) "), "\(subject)")
    }
    // Long names do not push the others out of their columns.
    let rows = try scratch.run("list", "models").output.split(separator: "\n").map(Array.init)
    let provider = try #require(rows.first.map { String($0).components(separatedBy: "provider")[0].count })
    #expect(rows.allSatisfy { $0.count > provider && $0[provider - 1] == " " && $0[provider] != " " })
    let some = try scratch.run("list", "models", "GPT-4.1-").output.split(separator: "\n").dropFirst()
    #expect(some.count >= 2 && some.allSatisfy { $0.hasPrefix("gpt-4.1-") })
    let fields = try scratch.run("list", "strategies", "--fields").output
    for field in ["base", "key.fields", "eligibility.max_temperature", "tiers[].ttl"] {
      #expect(fields.contains("\n\(field)\n") || fields.contains("\n\(field) = "), "\(field)")
    }
    for (arguments, most) in [(["list", "strategies", "--fields"], 80), (["check", "--fields"], 80), (["bench", "--fields"], 80)] {
      let lines = try Program.run(arguments, in: scratch.folder).output.split(separator: "\n")
      #expect(lines.count > 20 && lines.allSatisfy { $0.count <= most }, "\(arguments): \(lines.max { $0.count < $1.count } ?? "")")
    }
  }

  @Test("every preset printed as YAML reads back as the same strategy")
  func presets() throws {
    let scratch = try Scratch()
    let list = try scratch.run("list", "strategies").output
    let names = list.split(separator: "\n").dropFirst().filter { !$0.hasPrefix(" ") }.compactMap { $0.split(separator: " ").first }
    #expect(names.count >= 13)
    for name in names {
      let shown = try scratch.run("list", "strategies", "--show", String(name))
      #expect(shown.code == 0)
      scratch.write("\(name).yaml", shown.output)
    }
    // Presets that compare by meaning need vectors, which this log has none of.
    let lexical = names.filter { !scratch.text("\($0).yaml").contains("\nsemantic:") }
    #expect(lexical.count > 30 && lexical.count < names.count)
    for (file, suffix) in [("presets", ""), ("files", ".yaml")] {
      let arguments = lexical.flatMap { ["-s", "\($0)\(suffix)"] }
      let run = try Program.run(
        ["replay", "log.jsonl", "--json", file + ".json", "--requests", file + ".csv", "--quiet"] + arguments, in: scratch.folder)
      try #require(run.code == 0, "\(run.errors)")
    }
    #expect(scratch.bytes("files.json") == scratch.bytes("presets.json"))
    #expect(scratch.bytes("files.csv") == scratch.bytes("presets.csv"))
    #expect(!scratch.bytes("files.csv").isEmpty)
  }

  @Test func aFileMayHoldSeveralStrategies() throws {
    let scratch = try Scratch()
    scratch.write(
      "two.yaml", "strategies:\n  - {name: day, base: ttl-24h}\n  - {name: week, base: ttl-24h, tiers: [{name: redis, ttl: 7d}]}\n")
    let run = try scratch.run("replay", "log.jsonl", "-s", "two.yaml", "-s", "ttl-24h", "--json", "s.json", "--quiet")
    try #require(run.code == 0, "\(run.errors)")
    let results = try scratch.json("s.json")["strategies"].items
    #expect(results.map { $0["strategy"].string } == ["day", "week", "ttl-24h"])
    #expect(results[0]["total"].canonical == results[2]["total"].canonical)
    let hits = results.compactMap { $0["total"]["outcomes"]["hit"].int }
    #expect(hits[1] > hits[0] && hits[0] > 0)
  }

  @Test func traceInfoSaysWhatIsInATrace() throws {
    let scratch = try Scratch()
    try scratch.compile()
    let run = try scratch.run("trace", "info", "log.trace")
    #expect(run.code == 0 && run.errors.isEmpty)
    for words in [
      "log.trace: 600 requests", "No prompt text is in it", "model names             2", "log.jsonl", "litellm", "requests.arrival",
    ] {
      #expect(run.output.contains(words), "\(words)")
    }
  }
}
