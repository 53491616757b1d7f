import Foundation
import Glibc
import Testing

@Suite("What is printed, and where")
struct TerminalTests {
  private func watch(
    _ scratch: Scratch, _ arguments: [String], program: String = Program.path, columns: UInt16 = 80, environment: [String: String] = [:]
  ) throws -> (text: String, code: Int32) {
    let terminal = try PseudoTerminal(columns: columns)
    let variables = ["TERM": "xterm"].merging(environment) { $1 }
    let run = try Program.start(arguments, in: scratch.folder, program: program, terminal: terminal.path, environment: variables)
    return terminal.watch(run)
  }

  private static let audit = ["audit", "log.jsonl", "--no-progress"]

  @Test func coloursAreForTerminalsThatWantThem() throws {
    let scratch = try Scratch()
    let plain = try scratch.run("audit", "log.jsonl", environment: ["TERM": "xterm"]).output
    #expect(!plain.contains("\u{1B}"))
    let coloured = try watch(scratch, Self.audit)
    #expect(coloured.code == 0)
    #expect(coloured.text.contains("\u{1B}[1m"))
    // Lines may break elsewhere; words do not change.
    let words = coloured.text.replacing(/\u{1B}\[[0-9;]*m/, with: "").split(whereSeparator: \.isWhitespace)
    #expect(words == plain.split(whereSeparator: \.isWhitespace))
    #expect(try watch(scratch, Self.audit, environment: ["NO_COLOR": ""]).text == coloured.text)
    #expect(try watch(scratch, Self.audit, environment: ["NO_COLOR": "1"]).text == plain)
    #expect(try watch(scratch, Self.audit, environment: ["TERM": "dumb"]).text == plain)
    #expect(try watch(scratch, Self.audit + ["--no-color"]).text == plain)
    #expect(try watch(scratch, ["list", "strategies"]).text.contains("\u{1B}["))
    #expect(try !watch(scratch, ["list", "strategies", "--no-color"]).text.contains("\u{1B}["))
  }

  @Test func tablesUseTheWidthThatIsThere() throws {
    let scratch = try Scratch()
    let wide = try watch(scratch, ["replay", "log.jsonl", "-s", "ttl-1h", "--no-color", "--no-progress"], columns: 150)
    #expect(wide.text.contains("P50") && !wide.text.contains("a wider terminal also shows"))
    for (columns, text) in [(150, wide.text), (80, try scratch.run("replay", "log.jsonl", "-s", "ttl-1h").output)] {
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= columns })
    }
  }

  @Test func progressIsForTerminals() throws {
    let scratch = try Scratch()
    // The log comes in two halves with a pause between them, long enough for a line to be worth showing.
    let slowly = "split -n l/2 log.jsonl p. && { cat p.aa; sleep 1; cat p.ab; } | \"$HINDCAST\" audit - "
    let shown = try watch(scratch, ["-c", slowly + "--no-color"], program: "/bin/sh")
    #expect(shown.code == 0)
    #expect(shown.text.hasPrefix("\r\u{1B}[KReading standard input: "))
    let parts = shown.text.split(separator: "\r\u{1B}[K", omittingEmptySubsequences: false)
    // What follows the last progress line begins on a clean line.
    #expect(parts.last?.hasPrefix("600 requests\n") == true)
    for option in ["--no-progress", "--quiet"] {
      let silent = try watch(scratch, ["-c", slowly + option + " --no-color"], program: "/bin/sh")
      #expect(silent.code == 0)
      #expect(!silent.text.contains("\u{1B}"))
      #expect(silent.text.isEmpty == (option == "--quiet"))
    }
    let redirected = try scratch.shell(slowly)
    #expect(redirected.code == 0)
    #expect(redirected.errors.isEmpty)
  }

  @Test func quietPrintsNothing() throws {
    let scratch = try Scratch()
    scratch.write("spec.yaml", Scratch.spec)
    for line in [
      "audit log.jsonl --quiet", "replay log.jsonl -s ttl-1h --quiet", "report log.jsonl -s ttl-1h -o report --quiet",
      "compile log.jsonl -o log.trace --quiet", "generate spec.yaml -o again.jsonl --quiet",
    ] {
      let run = try Program.run(line.split(separator: " ").map(String.init), in: scratch.folder)
      #expect(run.code == 0 && run.output.isEmpty && run.errors.isEmpty, "\(line)")
    }
    #expect(scratch.bytes("again.jsonl") == scratch.bytes("log.jsonl"))
  }

  @Test func promptsAreShownOnRequestOnly() throws {
    let scratch = try Scratch()
    let shown = try scratch.run("audit", "log.jsonl", "--show-prompts", "--json", "with.json").output
    let hidden = try scratch.run("audit", "log.jsonl", "--json", "without.json").output
    let log = scratch.text("log.jsonl")
    let line = try #require(shown.split(separator: "\n").first { $0.hasPrefix("k0") })
    // The last column is the prompt, cut to fit.
    let prompt = try #require(line.split(separator: "  ").last).replacing("…", with: "").trimmingCharacters(in: .whitespaces)
    #expect(prompt.count > 10 && log.contains(prompt), "\(line)")
    #expect(!hidden.contains(prompt))
    #expect(!scratch.text("without.json").contains(prompt))
    try scratch.compile()
    #expect(!scratch.text("log.trace").contains(prompt))
  }

  @Test func helpNamesEveryCommand() throws {
    let scratch = try Scratch(withLog: false)
    let help = try scratch.run("--help")
    #expect(help.code == 0 && help.errors.isEmpty)
    for command in ["audit", "replay", "report", "compile", "generate", "trace", "list"] {
      #expect(help.output.contains("\n  \(command) "))
      let own = try scratch.run("help", command)
      #expect(own.code == 0 && own.output.contains("USAGE: hindcast \(command)"))
    }
    #expect(try scratch.run("--version").output.contains(/^[0-9]+\.[0-9]+\.[0-9]+\n$/))
  }
}
