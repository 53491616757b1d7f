import Foundation
import Glibc
import Testing

@Suite("Outputs appear whole or not at all, and harm nothing")
struct OutputFileTests {
  @Test(
    "a place that cannot be written to is said before the long run",
    arguments: [
      FailingRun("audit none.jsonl --json nowhere/x.json", 73, "nowhere/x.json cannot be written: no such file or directory; choose"),
      FailingRun("audit none.jsonl --csv folder", 73, "folder is a folder; name a file in it."),
      FailingRun("audit none.jsonl --markdown folder/", 73, "folder/ is a folder; name a file in it."),
      FailingRun("audit none.jsonl --json same --csv ./same", 64, "./same is named for two outputs"),
      FailingRun("replay none.jsonl -s ttl-1h --requests nowhere/q.csv", 73, "nowhere/q.csv cannot be written"),
      FailingRun("report none.jsonl -s ttl-1h -o log.jsonl", 73, "log.jsonl/report.html cannot be written: not a directory"),
      FailingRun("report none.jsonl -s ttl-1h -o log.jsonl/deep", 73, "The folder log.jsonl/deep cannot be made: not a directory"),
      FailingRun("report none.jsonl -s ttl-1h -o /proc/nowhere", 73, "The folder /proc/nowhere cannot be made"),
      FailingRun("compile none.jsonl -o nowhere/t", 73, "nowhere/t cannot be written"),
      FailingRun("audit log.jsonl --reject nowhere/r", 73, "nowhere/r cannot be written"),
      FailingRun("generate spec.yaml -o nowhere/x.jsonl", 73, "nowhere/x.jsonl cannot be written"),
    ])
  func early(_ failing: FailingRun) throws {
    let scratch = try Scratch()
    scratch.write("spec.yaml", Scratch.spec)
    try scratch.makeFolder("folder")
    let before = scratch.names
    let run = try Program.run(failing.line.split(separator: " ").map(String.init), in: scratch.folder)
    #expect(run.code == failing.code)
    #expect(run.errors.contains(failing.says), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.output.isEmpty)
    #expect(scratch.names == before)
  }

  @Test func anEmptyNameIsRefused() throws {
    let run = try Scratch().run("audit", "log.jsonl", "--json", "")
    #expect(run.code == 73)
    #expect(run.errors == "hindcast: The name of an output is empty; name a file.\n")
  }

  @Test("the log itself is never overwritten", arguments: ["audit log.jsonl --json ./log.jsonl", "audit log.jsonl --csv link"])
  func inputs(line: String) throws {
    let scratch = try Scratch()
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: "log.jsonl")
    let before = scratch.bytes("log.jsonl")
    let run = try Program.run(line.split(separator: " ").map(String.init), in: scratch.folder)
    #expect(run.code == 64)
    #expect(run.errors == "hindcast: log.jsonl is to be read and written at once; give the output another name.\n")
    #expect(scratch.bytes("log.jsonl") == before)
    #expect(scratch.names == ["link", "log.jsonl"])
  }

  @Test func linksStayLinksAndPrivateFilesPrivate() throws {
    let scratch = try Scratch()
    scratch.write("real.json", "old")
    chmod(scratch.path("real.json"), 0o600)
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link.json"), withDestinationPath: "real.json")
    #expect(try scratch.run("audit", "log.jsonl", "--json", "link.json", "--quiet").code == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("link.json")) == "real.json")
    #expect(scratch.text("real.json").hasPrefix("{"))
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.path("real.json"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(scratch.names == ["link.json", "log.jsonl", "real.json"])
  }

  @Test("a trace is written over a trace or an empty file, over no other")
  func onlyATraceIsReplaced() throws {
    let scratch = try Scratch()
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: "other.jsonl")
    scratch.write("other.jsonl", "{\"a\": 1}\n")
    for (name, more) in [("other.jsonl", []), ("link", []), ("log.jsonl", ["--appendable"])] {
      let before = scratch.bytes(name)
      let run = try Program.run(["compile", "log.jsonl", "-o", name] + more, in: scratch.folder)
      #expect(run.code == 73)
      #expect(run.errors == "hindcast: \(name) is there already and is no trace file: give another name with -o, or remove it first.\n")
      #expect(scratch.bytes(name) == before)
    }
    scratch.write("t.hct.keys", "my notes\n")
    let keys = try scratch.run("compile", "log.jsonl", "-o", "t.hct", "--appendable")
    #expect(keys.code == 73 && keys.errors.contains("t.hct.keys is there already and is no file of keys: "))
    #expect(scratch.text("t.hct.keys") == "my notes\n" && scratch.names == ["link", "log.jsonl", "other.jsonl", "t.hct.keys"])
    scratch.write("t.hct.keys", "")
    scratch.write("t.hct", "")
    for _ in 0..<2 { #expect(try scratch.run("compile", "log.jsonl", "-o", "t.hct", "--appendable").code == 0) }
    #expect(scratch.bytes("t.hct").starts(with: Data("HINDCAST".utf8)))
  }

  @Test func pipesAreWrittenAndStay() throws {
    let scratch = try Scratch()
    let run = try scratch.shell(
      """
      mkfifo pipe && { cat pipe > through & }
      "$HINDCAST" audit log.jsonl --csv pipe --quiet && wait && test -p pipe && "$HINDCAST" audit log.jsonl --csv direct --quiet
      """)
    #expect(run.code == 0, "\(run.errors)")
    #expect(!scratch.bytes("direct").isEmpty)
    #expect(scratch.bytes("through") == scratch.bytes("direct"))
  }

  @Test func aFullDiskIsSaid() throws {
    let run = try Scratch().shell("\"$HINDCAST\" audit log.jsonl > /dev/full")
    #expect(run.code == 73)
    #expect(run.errors == "hindcast: Standard output cannot be written: no space left on device.\n")
  }

  @Test func aClosedPipeIsSuccess() throws {
    let scratch = try Scratch()
    // The reader goes after one line, long before the list of models is through.
    let run = try scratch.shell(
      "{ \"$HINDCAST\" list models; echo $? > code; } | head -1; while [ ! -s code ]; do sleep 0.05; done; cat code")
    #expect(run.output.hasPrefix("model "))
    #expect(run.output.hasSuffix("\n0\n"), "\(run.output)")
    #expect(run.errors.isEmpty)
    let gone = try scratch.shell(
      "{ sleep 0.2; \"$HINDCAST\" audit log.jsonl; echo $? > code2; } | true; sleep 0.3; while [ ! -s code2 ]; do sleep 0.05; done; cat code2"
    )
    #expect(gone.output == "0\n")
    #expect(gone.errors.isEmpty)
  }

  @Test func aClosedStreamDoesNotEndInAFile() throws {
    let scratch = try Scratch()
    let run = try scratch.shell("\"$HINDCAST\" audit log.jsonl --json a.json >&-")
    #expect(run.code == 73)
    #expect(run.errors == "hindcast: Standard output cannot be written: bad file descriptor.\n")
    #expect(scratch.names == ["log.jsonl"])
  }

  @Test("interruption leaves nothing behind", arguments: [SIGINT, SIGTERM, SIGHUP])
  func interruption(signal: Int32) throws {
    let scratch = try Scratch(withLog: false)
    scratch.write("long.yaml", "requests: 20000000\nspan: 300d\n")
    let run = try Program.start(["generate", "long.yaml", "-o", "long.jsonl"], in: scratch.folder)
    for _ in 0..<1_000 where !scratch.names.contains(where: { $0.hasSuffix(".part") }) { usleep(10_000) }
    #expect(scratch.names.contains { $0.hasSuffix(".part") })
    kill(run.process, signal)
    let ended = run.wait()
    #expect(ended.code == 130)
    #expect(ended.errors == "\nhindcast: Interrupted; no unfinished file was left behind.\n")
    #expect(ended.output.isEmpty)
    #expect(scratch.names == ["long.yaml"])
  }
}
