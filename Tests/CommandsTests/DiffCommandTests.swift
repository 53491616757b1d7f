import Foundation
import Testing

@testable import Commands

/// `hindcast diff` and the selection options, from the command line to the exit code.
@Suite(.serialized, .enabled(if: Desk.hasProgram, "the program is not built beside the tests")) struct DiffCommandTests {
  @Test func studiesAreCalledByWhatTellsThemApart() {
    #expect(DiffCommand.names("a.json", "b.json") == ("a.json", "b.json"))
    #expect(DiffCommand.names("out/may/report.json", "out/june/report.json") == ("may/report.json", "june/report.json"))
    #expect(DiffCommand.names("report.json", "june/report.json") == ("report.json", "june/report.json"))
    #expect(DiffCommand.names("report.json", "report.json") == ("report.json", "report.json"))
  }

  @Test func aStudyAgainstItselfPassesItsGates() throws {
    let desk = try Desk()
    let study = try desk.study("a", options: [])
    let run = try desk.run(["diff", study, study, "--fail-if", "delta.ttl-1h.saving_usd != 0", "--json", desk.path("d.json")])
    #expect(run.code == 0 && run.output.contains("are the same"))
    let root = try desk.json("d.json")
    #expect((root["circumstances"] as? [Any])?.isEmpty == true)
    let strategies = try #require(root["strategies"] as? [[String: Any]])
    #expect(strategies.map { $0["strategy"] as? String } == ["ttl-1h", "near-24h"])
    #expect(strategies.allSatisfy { $0["is_changed"] as? Bool == false })
  }

  @Test func figuresAreThoseOfTheStudies() throws {
    let desk = try Desk()
    let (a, b) = (
      try desk.study("a", options: []), try desk.study("b", options: ["--where", "model=gpt-4.1 or model~claude*", "--seed", "7"])
    )
    let run = try desk.run(["diff", a, b, "--json", desk.path("d.json"), "--markdown", desk.path("d.md"), "--quiet"])
    #expect(run.code == 0 && run.output.isEmpty && run.errors.isEmpty)
    let root = try desk.json("d.json")
    for (index, strategy) in try #require(root["strategies"] as? [[String: Any]]).enumerated() {
      let figures = try #require((strategy["total"] as? [String: Any])?["figures"] as? [String: [String: Any]])
      for (side, file) in [("before", "a.json"), ("after", "b.json")] {
        let result = try #require((try desk.json(file)["strategies"] as? [[String: Any]])?[index])
        let total = try #require(result["total"] as? [String: Any])
        for name in ["requests", "mean_ms", "p50_ms", "p95_ms", "p99_ms", "upstream_cost_usd"] {
          #expect(figures[name]?[side] as? Double == total[name] as? Double, "\(name)")
        }
        let rate = try #require(total["request_hit_rate"] as? [String: Any])
        #expect(figures["request_hit_rate"]?[side] as? Double == rate["value"] as? Double)
        for name in ["monthly_cost_usd", "monthly_infrastructure_usd", "monthly_saving_usd"] {
          #expect(figures[name]?[side] as? Double == result[name] as? Double, "\(name)")
        }
      }
      let models = try #require(strategy["models"] as? [[String: Any]])
      #expect(Set(models.compactMap { $0["name"] as? String }).count == 4)
      #expect(models.filter { $0["in_after"] as? Bool == false }.count == 2)
    }
    let facts = try #require(root["circumstances"] as? [[String: Any]])
    let names = facts.map { $0["name"] as? String }
    #expect(names.contains("selection") && names.contains("seed") && names.contains("gpt-4.1-mini") && !names.contains("price table"))
    let markdown = try String(contentsOfFile: desk.path("d.md"), encoding: .utf8)
    #expect(markdown.hasPrefix("### a.json → b.json\n") && markdown.contains("<details>") && markdown.hasSuffix("</details>\n"))
  }

  @Test func gatesDecideTheExitCode() throws {
    let desk = try Desk()
    let study = try desk.study("a", options: [])
    let failed = try desk.run(["diff", study, study, "--quiet", "--fail-if", "ttl-1h.request_hit_rate >= 0", "--fail-if", "requests < 5"])
    #expect(failed.code == 1)
    #expect(
      failed.errors.contains("The gate 'ttl-1h.request_hit_rate >= 0' fails: request_hit_rate of “ttl-1h” is 0.")
        && !failed.errors.contains("requests < 5"))
    let unreadable = try desk.run(["diff", study, study, "--fail-if", "savings < 5"])
    #expect(unreadable.code == 64 && unreadable.errors.contains("--fail-if 'savings < 5', column 1: There is no figure \"savings\""))
    let unknown = try desk.run(["diff", study, study, "--fail-if", "ttl-2h.requests < 5"])
    #expect(unknown.code == 64 && unknown.errors.contains("\"as-logged\", \"ttl-1h\", \"near-24h\"."))
  }

  @Test(arguments: [
    ("{}", "schema is missing."), ("[1, 2", "it is not JSON, or cut short."), ("{\"schema\": \"hindcast/audit/1\"}", "name two studies."),
    ("{\"schema\": \"hindcast/study/2\"}", "a later Hindcast"), ("{\"schema\": \"hindcast/study/1\"}", "version is missing."),
    ("{\"schema\": 5}", "schema is of the wrong type."),
    ("deep", "it is not JSON, or cut short."),
  ])
  func whatIsNoStudyIsSaid(_ text: String, _ sentence: String) throws {
    let desk = try Desk()
    let deep = "{\"schema\": \"hindcast/study/1\", \"x\": " + String(repeating: "[", count: 100_000)
    try (text == "deep" ? deep : text).write(toFile: desk.path("x.json"), atomically: true, encoding: .utf8)
    let run = try desk.run(["diff", desk.path("x.json"), desk.path("x.json")])
    #expect(run.code == 65 && run.errors.contains(sentence), "\(run.errors)")
  }

  @Test func absurdAmountsAreRefused() throws {
    let desk = try Desk()
    let study = try desk.study("a", options: [])
    let text = try String(contentsOfFile: study, encoding: .utf8)
    for (pattern, wrong) in [
      ("\"mean_ms\": [0-9.]+", "\"mean_ms\": 1e300"), ("\"requests\": [0-9]+,\n *\"outcomes", "\"requests\": -9e99, \"outcomes"),
    ] {
      try text.replacing(try Regex(pattern), with: wrong).write(toFile: desk.path("x.json"), atomically: true, encoding: .utf8)
      let run = try desk.run(["diff", study, desk.path("x.json")])
      #expect(run.code == 65 && run.errors.contains("cannot be: it is beyond all measure."), "\(run.errors)")
    }
    #expect(try desk.run(["diff", study, desk.path("none.json")]).code == 66)
  }

  @Test func aTraceOfASelectionIsTheSelectionOfTheLog() throws {
    let desk = try Desk()
    let options = ["--where", "stream=false and not model~*mini", "--from", "2026-09-20", "--to", "2026-10-18T12:00:00", "--tz", "+02:00"]
    #expect(try desk.run(["compile", desk.log, "-o", desk.path("part.hct"), "--quiet"] + options).code == 0)
    for command in [["audit", "--keys-only"], ["replay", "-s", "ttl-1h"]] {
      let tz = ["--tz", "+02:00", "--quiet", "--json"]
      #expect(try desk.run(command + [desk.path("part.hct")] + tz + [desk.path("trace.json")]).code == 0)
      #expect(try desk.run(command + [desk.log] + options + ["--quiet", "--json", desk.path("log.json")]).code == 0)
      #expect(try Data(contentsOf: URL(filePath: desk.path("trace.json"))) == Data(contentsOf: URL(filePath: desk.path("log.json"))))
    }
    let root = try desk.json("log.json")
    #expect(
      root["selection"] as? String == "from 2026-09-19T22:00:00Z on, before 2026-10-18T10:00:00Z, where stream=false and not model~*mini")
    #expect(try #require(root["first_arrival"] as? String) >= "2026-09-19T22:00:00Z")
    #expect(try #require(root["last_arrival"] as? String) < "2026-10-18T10:00:00Z")
    let caveats = try #require(root["caveats"] as? [[String: Any]])
    #expect(caveats.contains { $0["id"] as? String == "selection" })
    let models = try #require((root["as_logged"] as? [String: Any])?["models"] as? [[String: Any]])
    #expect(models.compactMap { $0["name"] as? String }.sorted() == ["claude-sonnet-4-5", "gemini-2.5-flash", "gpt-4.1"])
  }

  @Test func promptsFollowTheSelection() throws {
    let desk = try Desk()
    let run = try desk.run([
      "audit", desk.log, "--where", "model=gpt-4.1-mini", "--show-prompts", "--quiet", "--json", desk.path("part.json"),
    ])
    #expect(run.code == 0)
    let keys = try #require((try desk.json("part.json")["audit"] as? [String: Any])?["top_keys"] as? [[String: Any]])
    #expect(!keys.isEmpty)
    let lines = try desk.logLines()
    for key in keys {
      // The line of the log where the key stands first has that prompt.
      let (line, prompt) = (try #require(key["first_line"] as? Int), try #require(key["prompt"] as? String))
      #expect(!prompt.isEmpty && lines[line - 1].contains(prompt.replacing("\"", with: "\\\"")), "\(line): \(prompt)")
    }
  }

  @Test(arguments: [
    (["--where", "model=gpt-4"], 64, "column 7: No request has a model called \"gpt-4\"; did you mean \"gpt-4.1\"?"),
    (["--where", "modle=gpt-4.1"], 64, "--where, column 1: There is no field \"modle\"; did you mean \"model\"?"),
    (["--from", "2026-02-30"], 64, "--from is '2026-02-30'"),
    (["--from", "2027-01-01"], 66, "No request is left of those from 2027-01-01T00:00:00Z"),
    (["--from", "2026-10-01", "--to", "2026-10-01"], 64, "is not before"),
  ])
  func wrongSelectionsAreSaid(_ options: [String], _ code: Int32, _ sentence: String) throws {
    let desk = try Desk()
    let run = try desk.run(["audit", desk.log] + options)
    #expect(run.code == code && run.errors.contains(sentence) && run.output.isEmpty, "\(run.errors)")
  }
}

/// A folder with a small log, gone at the end, and the program to work on it.
private final class Desk {
  private let folder: URL
  let log: String

  /// The program that is built beside the tests.
  private static var program: URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "hindcast")
  }

  static var hasProgram: Bool { FileManager.default.isExecutableFile(atPath: program.path) }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "hindcast-diff-\(UUID().uuidString)")
    log = folder.appending(path: "log.jsonl").path
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let whole = try String(contentsOf: package.appending(path: "Datasets/support-desk.yaml"), encoding: .utf8)
    let spec = whole.replacing(try Regex("\nrequests: [0-9]+"), with: "\nrequests: 700")
    try spec.write(toFile: path("log.yaml"), atomically: true, encoding: .utf8)
    let made = try run(["generate", path("log.yaml"), "-o", log, "--quiet"])
    try #require(made.code == 0, "\(made.errors)")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// A replay of the log; the result is the path of its JSON.
  func study(_ name: String, options: [String]) throws -> String {
    let run = try run(["replay", log, "-s", "ttl-1h", "-s", "near-24h", "--quiet", "--json", path("\(name).json")] + options)
    try #require(run.code == 0, "\(run.errors)")
    return path("\(name).json")
  }

  func json(_ name: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path(name)))) as? [String: Any])
  }

  func logLines() throws -> [Substring] {
    try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
  }

  func run(_ arguments: [String]) throws -> (code: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    let (output, errors) = (path("output"), path("errors"))
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, try String(contentsOfFile: output, encoding: .utf8), try String(contentsOfFile: errors, encoding: .utf8)
    )
  }
}
