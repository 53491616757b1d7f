import Foundation
import Testing

@Suite("The same log gives the same result")
struct SameResultTests {
  private static let strategies = ["-s", "ttl-1h", "-s", "near-24h"]
  private static let files = ["--json", "r.json", "--csv", "r.csv", "--markdown", "r.md"]

  /// What a command prints and writes.
  private func results(_ command: String, _ log: String, threads: Int, in scratch: Scratch) throws -> [String] {
    let isReplay = command == "replay"
    let arguments = [command, log, "--threads", "\(threads)"] + Self.files
    // A trace file has no texts to be compared beyond their keys.
    let own = isReplay ? Self.strategies + ["--requests", "r.rows.csv"] : ["--keys-only"]
    let run = try Program.run(arguments + own, in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    return [run.output] + ["r.json", "r.csv", "r.md"].map(scratch.text) + (isReplay ? [scratch.text("r.rows.csv")] : [])
  }

  @Test("from the log and from its trace file, with one thread and with two, today and tomorrow", arguments: ["audit", "replay"])
  func logAndTrace(command: String) throws {
    let scratch = try Scratch()
    try scratch.compile()
    let first = try results(command, "log.jsonl", threads: 1, in: scratch)
    #expect(first.allSatisfy { $0.count > 500 })
    #expect(try results(command, "log.jsonl", threads: 2, in: scratch) == first)
    #expect(try results(command, "log.jsonl", threads: 2, in: scratch) == first)
    #expect(try results(command, "log.trace", threads: 1, in: scratch) == first)
    #expect(try results(command, "log.trace", threads: 2, in: scratch) == first)
  }

  @Test func reportFiles() throws {
    let scratch = try Scratch()
    try scratch.compile()
    for (log, folder) in [("log.jsonl", "a"), ("log.trace", "b/c")] {
      let run = try scratch.run("report", log, "-s", "ttl-1h", "--keys-only", "-o", folder)
      #expect(run.code == 0)
      #expect(run.output.contains("Written: \(folder)/report.{html,md,csv,json}"))
    }
    for name in ["report.html", "report.md", "report.csv", "report.json"] {
      #expect(scratch.has("a/" + name))
      #expect(scratch.bytes("a/" + name) == scratch.bytes("b/c/" + name), "\(name)")
    }
  }

  @Test func compilingTwiceGivesTheSameBytes() throws {
    let scratch = try Scratch()
    try scratch.compile()
    #expect(try scratch.run("compile", "log.jsonl", "-o", "two.trace", "--threads", "1").code == 0)
    #expect(try scratch.run("compile", "log.trace", "-o", "three.trace").code == 0)
    #expect(scratch.bytes("two.trace") == scratch.bytes("log.trace"))
    #expect(scratch.bytes("three.trace") == scratch.bytes("log.trace"))
  }

  /// Where the bytes came from: the only members that may differ between packings of one log.
  private static let whence: Set<String> = ["inputs", "sources", "out_of_order", "first_source", "first_line"]

  /// The study of some arguments without where it came from, and its rows.
  private func study(_ logs: [String], input: String = "/dev/null", in scratch: Scratch) throws -> String {
    let arguments = ["replay"] + logs + ["-s", "near-24h", "--quiet", "--json", "s.json", "--requests", "s.csv"]
    let run = try Program.run(arguments, in: scratch.folder, input: input)
    try #require(run.code == 0, "\(run.errors)")
    let caveats = try scratch.json("s.json")["caveats"].items.filter { $0["id"].string != "out-of-order" }.map(\.canonical)
    // The last two columns say which line of which file a request came from.
    let text = scratch.text("s.csv")
    let rows = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).dropLast(2)
    }
    return try scratch.json("s.json").without(Self.whence.union(["caveats"])).canonical + caveats.joined()
      + rows.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  @Test func packingsAndPlaces() throws {
    let scratch = try Scratch()
    scratch.write("spec.yaml", Scratch.spec)
    try scratch.makeFolder("parts/deep")
    let prepared = try scratch.shell(
      """
      set -e
      "$HINDCAST" generate spec.yaml -o packed.jsonl.zst --quiet
      gzip -c log.jsonl > packed.gz
      cp packed.jsonl.zst lies.gz
      split -n l/3 log.jsonl parts/p.
      mv parts/p.ac parts/deep/z
      """)
    try #require(prepared.code == 0, "\(prepared.errors)")
    let plain = try study(["log.jsonl"], in: scratch)
    #expect(try study(["packed.jsonl.zst"], in: scratch) == plain)
    #expect(try study(["packed.gz"], in: scratch) == plain)
    #expect(try study(["lies.gz"], in: scratch) == plain)
    #expect(try study(["-"], input: scratch.path("log.jsonl"), in: scratch) == plain)
    #expect(try study(["parts"], in: scratch) == plain)
    #expect(try study(["parts/p.*", "parts/deep"], in: scratch) == plain)
    #expect(try study(["parts/deep/z", "parts/p.ab", "parts/p.aa"], in: scratch) == plain)
    // A file that two arguments name is read once.
    #expect(try study(["parts", "parts/p.aa"], in: scratch) == plain)
  }

  @Test func traceFilesComeThroughPipesToo() throws {
    let scratch = try Scratch()
    try scratch.compile()
    let run = try scratch.shell("cat log.trace | \"$HINDCAST\" audit - > piped && \"$HINDCAST\" audit log.trace | cmp - piped")
    #expect(run.code == 0, "\(run.errors)")
  }

  @Test func namesThatSpecialFoldersHoldAreRead() throws {
    let scratch = try Scratch()
    try scratch.makeFolder("logs/.hidden")
    scratch.write("logs/.hidden/x.jsonl", "not a log")
    scratch.write("logs/[1]*?.jsonl", scratch.bytes("log.jsonl"))
    let linked = try scratch.shell("ln -s . logs/again && ln -s nowhere logs/dangling && ln -s \"$PWD/log.jsonl\" logs/link")
    try #require(linked.code == 0)
    let run = try scratch.run("audit", "logs", "--json", "a.json", "--quiet")
    #expect(run.code == 0)
    // The link to the log is read like a file and gives the same records again; the folder's link to itself is not followed.
    #expect(try scratch.json("a.json")["inputs"].items.map { $0["name"].string } == ["[1]*?.jsonl", "link"])
    #expect(try scratch.run("audit", "logs/[1]*?.jsonl").code == 0)
  }

  @Test func whatStandsBesideLogsIsPassedOver() throws {
    let scratch = try Scratch()
    try scratch.makeFolder("logs/_delta_log")
    let logs = ["changelog.jsonl", "license-server.jsonl"]
    for name in logs { scratch.write("logs/\(name)", scratch.bytes("log.jsonl")) }
    for name in ["_SUCCESS", "README", "ReadMe.txt", "notes.md", "manifest.json", "_delta_log/0.json", "license-server.jsonl.sha256"] {
      scratch.write("logs/\(name)", "not a log")
    }
    let run = try scratch.run("audit", "logs", "--json", "a.json", "--quiet")
    #expect(run.code == 0, "\(run.errors)")
    #expect(try scratch.json("a.json")["inputs"].items.map { $0["name"].string } == logs)
    #expect(try scratch.run("audit", "logs/README").code == 65)
  }
}
