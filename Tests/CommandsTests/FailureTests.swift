import Foundation
import Testing

/// A command line that fails, with its exit code and a part of the sentence.
struct FailingRun: CustomTestStringConvertible, Sendable {
  let line: String
  let code: Int32
  let says: String
  var testDescription: String { line.isEmpty ? "(nothing)" : line }

  init(_ line: String, _ code: Int32, _ says: String) {
    self.line = line
    self.code = code
    self.says = says
  }
}

@Suite("Every failure is one sentence that helps, with the exit code of the contract")
struct FailureTests {
  /// Whether errors are one sentence: one line, begun by the program's name, ended once.
  private func expectSentence(_ run: Program.Run, _ code: Int32, _ says: String) {
    #expect(run.code == code, "\(run.errors)")
    #expect(run.errors.contains(says), "\(run.errors)")
    #expect(run.errors.hasPrefix("hindcast: "))
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(run.errors.hasSuffix(".\n") || run.errors.hasSuffix("?\n"), "\(run.errors)")
    let words = run.errors.replacing("'<LOG> ...'", with: "LOG")
    for fault in ["..", "?.", ".;", ": :", "  ", "“"] { #expect(!words.contains(fault), "\(run.errors)") }
  }

  @Test(
    "command lines",
    arguments: [
      FailingRun("frobnicate", 64, "There is no command 'frobnicate'; 'hindcast --help' shows"),
      FailingRun("audti log.jsonl", 64, "There is no command 'audti'; did you mean 'audit'?"),
      FailingRun("compare log.jsonl", 64, "There is no command 'compare'; 'hindcast replay' does that."),
      FailingRun("Models", 64, "There is no command 'Models'; 'hindcast list models' does that."),
      FailingRun("audit", 64, "'<LOG> ...'"),
      FailingRun("audit log.jsonl --frobnicate", 64, "Unknown option '--frobnicate'"),
      FailingRun("audit log.jsonl --seed -1", 64, "'-1' is invalid for '--seed <N>': write a whole number from 0"),
      FailingRun("audit log.jsonl --seed 99999999999999999999", 64, "'99999999999999999999' is invalid"),
      FailingRun("audit log.jsonl --tz 25", 64, "--tz is '25'; write an offset"),
      FailingRun("audit log.jsonl --tz -99:00", 64, "--tz is '-99:00'"),
      FailingRun("audit log.jsonl --max-bad 150%", 64, "--max-bad is '150%'; write a share"),
      FailingRun("audit log.jsonl --max-bad nan", 64, "--max-bad is 'nan'"),
      FailingRun("audit log.jsonl --threads 0", 64, "--threads is 0; write a number from 1"),
      FailingRun("audit log.jsonl --scope planet", 64, "'planet' is invalid"),
      FailingRun("audit log.jsonl --format nope", 64, "There is no log format \"nope\"; the formats are otlp"),
      FailingRun("audit log.jsonl --format litelm", 64, "did you mean \"litellm\"?"),
      FailingRun("audit log.jsonl --map time", 66, "there is no file 'time'; write FIELD=PATH"),
      FailingRun("replay log.jsonl", 64, "Name at least one strategy, such as -s ttl-1h"),
      FailingRun("replay log.jsonl -s ttl-2h", 64, "There is no strategy \"ttl-2h\": did you mean \"ttl-1h\"?"),
      FailingRun("replay log.jsonl -s something-else", 64, "'hindcast list strategies' shows the "),
      FailingRun("replay log.jsonl -s ttl-1h -s ttl-1h", 64, "ttl-1h is given twice; leave out one of them"),
      FailingRun("replay log.jsonl -s ttl-1hour", 64, "did you mean \"ttl-1h\"?"),
      FailingRun(
        "compile log.jsonl -o x.hct -s ttl-by-class", 64, "sorts questions into classes by their words, which no trace file holds"),
      FailingRun("replay log.jsonl -s none.yaml", 66, "none.yaml cannot be opened: no such file"),
      FailingRun("replay log.jsonl -s folder", 64, "folder is a folder, and a strategy is a preset or a YAML file"),
      FailingRun("replay log.jsonl -s folder/", 64, "there is no YAML file in it; name one"),
      FailingRun("replay log.jsonl -s ./garbage", 64, "./garbage:1:"),
      FailingRun("report log.jsonl -s ttl-1h", 64, "--output <DIR>"),
      FailingRun("compile log.jsonl", 64, "--output <FILE>"),
      FailingRun("compile log.jsonl -o x.trace --json x.json", 64, "Unknown option '--json'"),
      FailingRun("generate none.yaml -o x.jsonl", 66, "none.yaml cannot be opened"),
      FailingRun("trace info none", 66, "none cannot be opened"),
      FailingRun("trace info folder", 66, "folder cannot be read: is a directory"),
      FailingRun("trace info log.jsonl", 65, "log.jsonl is not a trace file; 'hindcast compile LOG -o FILE' makes one"),
      FailingRun("list", 64, "'<WHAT>'"),
      FailingRun("list formats --show ttl-1h", 64, "go with 'hindcast list strategies' alone"),
      FailingRun("list strategies --show ttl-2h", 64, "did you mean \"ttl-1h\"?"),
      FailingRun("list models of-nobody", 64, "Nothing in the list contains \"of-nobody\""),
      FailingRun("audit log.jsonl --prices none", 66, "none cannot be opened"),
      FailingRun("audit log.jsonl --prices garbage", 64, ": this is not text in UTF-8 (byte "),
      FailingRun("audit log.jsonl --prices empty", 64, "hindcast: empty, row 1: the table is empty"),
      FailingRun("audit log.jsonl --prices log.jsonl", 64, "hindcast: log.jsonl, row 2: "),
      FailingRun("audit log.jsonl --prices nothing.json", 64, "nothing.json has no price per token of any model"),
    ])
  func commandLines(_ failing: FailingRun) throws {
    let scratch = try Self.prepared()
    let run = try Program.run(failing.line.split(separator: " ").map(String.init), in: scratch.folder)
    expectSentence(run, failing.code, failing.says)
    #expect(run.output.isEmpty)
  }

  @Test(
    "inputs",
    arguments: [
      FailingRun("none.jsonl", 66, "There is no file none.jsonl."),
      FailingRun("*.nothing", 66, "No file matches *.nothing."),
      FailingRun("dangling", 66, "There is no file dangling."),
      FailingRun("folder", 66, "folder is a folder without logs; name a folder that holds some"),
      FailingRun("texts", 66, "texts: The only record is no request (not JSON"),
      FailingRun("empty", 65, "no record was found"),
      FailingRun("garbage", 65, "garbage: None of the 4 records is a request (not JSON"),
      FailingRun("other.jsonl", 65, "other.jsonl: The records are of no known format (keys of the first: level). Say where the fields"),
      FailingRun("archive.tar", 65, "this is a tar archive, not a log; unpack it first"),
      FailingRun("short.zst", 65, "short.zst: broken after byte 60 of the file (0 bytes of text): the last zstd frame is cut off."),
      FailingRun("short.trace", 65, "short.trace: The trace file ends too early"),
      FailingRun("flipped.trace", 65, "flipped.trace: The trace file is damaged in its section \""),
      FailingRun("log.trace copy.trace", 64, "log.trace is a trace file and can only be read alone"),
      FailingRun("log.jsonl copy.trace", 64, "copy.trace is a trace file and can only be read alone"),
      FailingRun("log.trace --show-prompts", 64, "log.trace is a trace file, which holds no prompts"),
      FailingRun("bad.jsonl --strict", 65, "bad.jsonl:3: This record is bad (not JSON"),
    ])
  func inputs(_ failing: FailingRun) throws {
    let scratch = try Self.prepared()
    let run = try Program.run(["audit"] + failing.line.split(separator: " ").map(String.init), in: scratch.folder)
    expectSentence(run, failing.code, failing.says)
    #expect(run.output.isEmpty)
  }

  @Test(
    "strategy files name line and column",
    arguments: [
      ("name: x\ntier: []\n", ":2:1: a strategy has no field \"tier\"; did you mean \"tiers\"?"),
      ("name: x\ntiers:\n  - ttl: soon\n", ":3:10: \"ttl\" is \"soon\"; write a duration such as 5m"),
      ("name: x\ntiers:\n  - ttl: [1]\n", ":3:10: \"ttl\" is a list; write a duration"),
      ("name: x\ntiers: 5\n", ":2:8: \"tiers\" is the single value \"5\"; write a list"),
      ("name: x\ntiers:\n  - {name: a, ttl: 0s}\n", ":3:20: a TTL of 0 µs keeps nothing"),
      ("name: x\ntiers:\n  - {name: a, capacity: 0}\n", ":3:25: a capacity of 0 entries holds nothing"),
      ("name: x\ntiers:\n  - {name: a}\n  - {name: a}\n", ":4:12: an earlier tier is named"),
      ("name: x\ntiers:\n  - {service: nothing}\n", ":3:15: The infrastructure price list has no service \"nothing\"; there are: "),
      ("name: x\nkey: {fields: [model, mesages]}\n", ":2:23: There is no request field \"mesages\"; did you mean \"messages\"?"),
      ("name: x y\n", ":1:7: \"name\" is \"x y\"; write letters"),
      ("summary: x\n", ":1:1: The strategy has no name"),
      ("base: something-else\nname: x\n", ":1:7: There is no preset \"something-else\"; 'hindcast list strategies' shows the "),
      ("name: [x\n", ":2:1: This is not YAML: "),
      ("name: x\n\ttiers: 5\n", ":2:1: A tab stands here, and YAML indents by spaces"),
      ("name: x\nname: y\n", ":1:1: \"name\" stands here and again in the same mapping"),
      ("- name: x\n", ":1:1: The file is a list, and a list of strategies has a name"),
      ("strategies: []\n", ":1:13: The list of strategies is empty"),
      ("", ":1:1: The file is empty; "),
      ("name: x\ntiers: [{ttl: 1h}]\nevents: [{at: 0s, every: 1us, do: invalidate}]\n", ":3:26: every 1 µs is more than 1,000,000 times"),
    ])
  func strategies(text: String, says: String) throws {
    let scratch = try Scratch()
    scratch.write("s.yaml", text)
    let run = try scratch.run("replay", "log.jsonl", "-s", "s.yaml")
    #expect(run.code == 64)
    #expect(run.errors.hasPrefix("hindcast: s.yaml" + says), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(!run.errors.contains("?."))
    #expect(run.output.isEmpty)
  }

  @Test(
    "specifications name line and column",
    arguments: [
      ("nam: x\n", ":1:1: a workload has no field \"nam\"; did you mean \"name\"?"),
      ("requests: many\n", ":1:11: \"requests\" is \"many\"; write a whole number."),
      ("seed: 1\nexact_share: 1.5\n", ":2:14: A share lies between"),
      ("hours_east_of_utc: 15\n", ":1:20: The offset from UTC"),
    ])
  func specifications(text: String, says: String) throws {
    let scratch = try Scratch(withLog: false)
    scratch.write("s.yaml", text)
    let run = try scratch.run("generate", "s.yaml", "-o", "x.jsonl")
    #expect(run.code == 64)
    #expect(run.errors.hasPrefix("hindcast: s.yaml" + says), "\(run.errors)")
    #expect(scratch.names == ["s.yaml"])
  }

  @Test("what could be read of a broken archive is given, then 65", arguments: ["cut.zst", "cut.gz", "flipped.zst"])
  func brokenArchives(name: String) throws {
    let scratch = try Self.prepared()
    let run = try scratch.run("replay", name, "-s", "ttl-1h", "--json", "s.json", "--requests", "s.csv")
    expectSentence(run, 65, "\(name): broken after byte ")
    #expect(run.errors.contains("; the figures rest on what could be read."))
    let requests = try #require(try scratch.json("s.json")["no_cache"]["total"]["requests"].int)
    #expect((50..<600).contains(requests))
    #expect(run.output.contains("\(requests) requests"))
    #expect(rows(ofCSV: scratch.text("s.csv")).count == requests)
  }

  @Test func badLines() throws {
    let scratch = try Self.prepared()
    let few = try scratch.run("audit", "bad.jsonl", "--json", "few.json")
    #expect(few.code == 0)
    #expect(few.errors == "hindcast: bad.jsonl:3: 2 bad records: not JSON: a value is expected\n")
    #expect(try scratch.json("few.json")["log"]["bad_records"].int == 2)
    let quiet = try scratch.run("audit", "bad.jsonl", "--quiet")
    #expect(quiet.code == 0 && quiet.errors.isEmpty && quiet.output.isEmpty)
    let many = try scratch.run("audit", "bad.jsonl", "--max-bad", "0.1%", "--quiet", "--reject", "rejected")
    expectSentence(many, 65, "2 of 602 records are bad, more than 0.1 %; --reject FILE keeps them")
    #expect(scratch.text("rejected") == "nonsense one\nnonsense two\n")
    // A trace file remembers what was wrong with its logs.
    #expect(try scratch.run("compile", "bad.jsonl", "-o", "bad.trace", "--quiet").code == 0)
    expectSentence(try scratch.run("audit", "bad.trace", "--max-bad", "0.1%", "--quiet"), 65, "2 of 602 records are bad")
    // The line that stopped a strict run is kept.
    expectSentence(try scratch.run("audit", "bad.jsonl", "--strict", "--reject", "first"), 65, "bad.jsonl:3: ")
    #expect(scratch.text("first") == "nonsense one\n")
  }

  @Test func unpricedModelsAreNamed() throws {
    let scratch = try Scratch()
    let run = try scratch.run("replay", "log.jsonl", "-s", "ttl-1h", "--json", "s.json", "--csv", "s.csv")
    #expect(run.code == 0)
    #expect(run.output.contains("1 model has no price (home-made-7b)"))
    let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("home-made-7b") })
    #expect(line.contains("no price") && !line.contains("$"))
    for row in rows(ofCSV: scratch.text("s.csv")) where row["model"] == "home-made-7b" {
      #expect(row["unpriced_requests"] != "0" && row["upstream_usd"] == "0")
    }
  }

  /// A folder with everything that can be wrong with an input.
  private static func prepared() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.makeFolder("folder")
    try scratch.makeFolder("texts")
    try FileManager.default.createSymbolicLink(atPath: scratch.path("dangling"), withDestinationPath: "nowhere")
    for (name, data) in try broken.get() { scratch.write(name, data) }
    return scratch
  }

  private static let broken = Result {
    let scratch = try Scratch()
    scratch.write("spec.yaml", Scratch.spec)
    scratch.write("nothing.json", "{}")
    let made = try scratch.shell(
      """
      "$HINDCAST" generate spec.yaml -o whole.zst --quiet && gzip -c log.jsonl > whole.gz && tar cf archive.tar nothing.json
      """)
    try #require(made.code == 0, "\(made.errors)")
    try scratch.compile()
    var lines = scratch.text("log.jsonl").split(separator: "\n")
    lines.insert("nonsense one", at: 2)
    lines.append("nonsense two")
    let (packed, zipped, trace) = (scratch.bytes("whole.zst"), scratch.bytes("whole.gz"), scratch.bytes("log.trace"))
    return [
      "texts/page": Data("hello world".utf8), "empty": Data(), "nothing.json": Data("{}".utf8),
      "other.jsonl": Data("{\"level\":3}\n{\"level\":4}\n".utf8), "bad.jsonl": Data(lines.joined(separator: "\n").utf8),
      "garbage": Data([0x81, 0xFE, 1, 10, 0x80, 0x81, 10, 0xC0, 10, 1]), "archive.tar": scratch.bytes("archive.tar"),
      "cut.zst": packed.prefix(packed.count / 2), "short.zst": packed.prefix(60), "flipped.zst": flipped(packed),
      "cut.gz": zipped.prefix(zipped.count / 2), "log.trace": trace, "copy.trace": trace, "short.trace": trace.prefix(trace.count / 2),
      "flipped.trace": flipped(trace),
    ]
  }

  /// The bytes with one bit in the middle turned over.
  private static func flipped(_ data: Data) -> Data {
    var data = Data(data)
    data[data.count / 2] ^= 1
    return data
  }
}
