import Foundation
import Testing

@Suite("Logs are added to a trace without reading the old ones again")
struct AppendTests {
  /// The log in three parts, as months of one log are.
  private func prepared() throws -> Scratch {
    let scratch = try Scratch()
    let lines = scratch.text("log.jsonl").split(separator: "\n")
    for (name, range) in [("a", 0..<250), ("b", 250..<300), ("c", 300..<600)] {
      scratch.write("\(name).jsonl", lines[range].joined(separator: "\n") + "\n")
    }
    return scratch
  }

  @Test func theBytesAreThoseOfCompilingAll() throws {
    let scratch = try prepared()
    let whole = try scratch.run("compile", "a.jsonl", "b.jsonl", "c.jsonl", "-o", "whole.hct")
    #expect(whole.code == 0)
    #expect(!scratch.has("whole.hct.keys"))
    #expect(try scratch.run("compile", "a.jsonl", "-o", "log.hct", "--appendable").code == 0)
    try FileManager.default.removeItem(atPath: scratch.path("a.jsonl"))
    #expect(try scratch.run("compile", "b.jsonl", "-o", "two.hct", "--append", "log.hct").code == 0)
    let last = try scratch.run("compile", "c.jsonl", "-o", "two.hct", "--append", "two.hct")
    #expect(last.code == 0 && last.errors.isEmpty, "\(last.errors)")
    #expect(last.output.hasPrefix("two.hct: 600 requests (300 of them added) in "))
    #expect(scratch.bytes("two.hct") == scratch.bytes("whole.hct"))
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.path("two.hct.keys"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(scratch.names.allSatisfy { !$0.hasSuffix(".part") })
  }

  @Test(
    "what does not go together is said",
    arguments: [
      FailingRun("compile b.jsonl -o x.hct --append none.hct", 66, "none.hct cannot be opened"),
      FailingRun(
        "compile b.jsonl -o x.hct --append a.jsonl", 65, "a.jsonl is not a trace file; 'hindcast compile LOG -o FILE --appendable'"),
      FailingRun("compile b.jsonl -o x.hct --append plain.hct", 66, "plain.hct.keys is not there, without which nothing can be added"),
      FailingRun("compile b.jsonl -o x.hct --append other.hct", 65, "other.hct: it belongs to another trace file; compile its logs again"),
      FailingRun("compile b.jsonl -o x.hct --append cut.hct", 65, "cut.hct: it is damaged; compile its logs again"),
      FailingRun("compile b.jsonl -o x.hct --append log.hct --where model=gpt-4.1", 64, "holds all requests; select from it when you read"),
      FailingRun("compile log.hct -o x.hct --appendable", 64, "A trace file has no keys to be kept"),
      FailingRun("compile a.jsonl -o x.hct --append log.hct", 65, "None of the"),
    ])
  func mistakes(failing: FailingRun) throws {
    let scratch = try prepared()
    for (name, log) in [("log", "a"), ("other", "b"), ("cut", "a")] {
      #expect(try scratch.run("compile", "\(log).jsonl", "-o", "\(name).hct", "--appendable", "--quiet").code == 0)
    }
    #expect(try scratch.run("compile", "a.jsonl", "-o", "plain.hct", "--quiet").code == 0)
    scratch.write("other.hct.keys", scratch.bytes("log.hct.keys"))
    scratch.write("cut.hct.keys", scratch.bytes("cut.hct.keys").dropLast(1_000))
    let before = scratch.names
    let run = try Program.run(failing.line.split(separator: " ").map(String.init), in: scratch.folder)
    #expect(run.code == failing.code)
    #expect(run.errors.contains(failing.says), "\(run.errors)")
    #expect(scratch.names == before)
  }
}
