import Foundation
import Testing

@Suite("Logs as they come: packed, wrapped, many, large, and not what they seem")
struct LogReadingTests {
  private func caveats(_ scratch: Scratch, _ arguments: String...) throws -> [String: String] {
    let run = try Program.run(["audit"] + arguments + ["--json", "audit.json", "--quiet"], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let list = try scratch.json("audit.json")["caveats"].items
    return Dictionary(list.map { ($0["id"].string ?? "", $0["text"].string ?? "") }, uniquingKeysWith: { $0 + $1 })
  }

  @Test func whatIsNoLogIsNamedWithItsRemedy() throws {
    let scratch = try Scratch()
    scratch.write("t.parquet", "PAR1" + String(repeating: "x", count: 600))
    scratch.write("t.avro", "Obj\u{1}" + String(repeating: "x", count: 600))
    scratch.write("t.zip", "PK\u{3}\u{4}" + String(repeating: "x", count: 600))
    let script = """
      tar -cf t.tar log.jsonl; for f in t.parquet t.avro t.zip t.tar; do gzip -c $f > $f.gz; done
      iconv -f UTF-8 -t UTF-16 log.jsonl > wide.jsonl; iconv -f UTF-8 -t UTF-16BE log.jsonl > bare.jsonl
      for f in t.parquet t.avro t.zip t.tar t.parquet.gz t.avro.gz t.zip.gz t.tar.gz wide.jsonl bare.jsonl; do
        "$HINDCAST" audit $f; echo "$f $?"
      done
      """
    let run = try scratch.shell(script)
    let kinds = ["parquet", "avro", "zip", "tar", "parquet.gz", "avro.gz", "zip.gz", "tar.gz"].map { "t.\($0)" }
    #expect(run.output.split(separator: "\n").map(String.init) == (kinds + ["wide.jsonl", "bare.jsonl"]).map { "\($0) 65" })
    let says = run.errors.split(separator: "\n").map { $0.replacing("hindcast: ", with: "") }
    try #require(says.count == 10)
    #expect(says[0].contains("this is a Parquet file; convert it first: duckdb -c \"COPY (FROM 'FILE') TO 'FILE.jsonl' (FORMAT json)\""))
    #expect(says[1].contains("this is an Avro file; convert it first: avro-tools tojson FILE > FILE.jsonl"))
    #expect(says[2].contains("this is a zip archive, not a log; unpack it first: unzip -p FILE > FILE.jsonl"))
    #expect(says[3].contains("this is a tar archive, not a log; unpack it first and give the files in it: tar -xf FILE"))
    #expect(
      says[4].contains("inside gzip this is a Parquet file; convert it first: gzip -dc FILE > FILE.parquet && duckdb -c \"COPY (FROM"))
    #expect(says[5].contains("inside gzip this is an Avro file; convert it first: gzip -dc FILE > FILE.avro && avro-tools"))
    #expect(says[6].contains("inside gzip this is a zip archive, not a log; unpack it first: gzip -dc FILE > FILE.zip && unzip"))
    #expect(says[7].contains("inside gzip this is a tar archive, not a log; unpack it first and give the files in it: tar -xzf FILE"))
    #expect(says[8].contains("text in UTF-16; convert it first: iconv -f UTF-16 -t UTF-8 FILE > FILE.jsonl"))
    #expect(says[9].contains("text in UTF-16; convert it first: iconv -f UTF-16BE -t UTF-8 FILE > FILE.jsonl"))
  }

  @Test func logsInAnotherShapeThanAskedForAreSaid() throws {
    let scratch = try Scratch()
    #expect(try caveats(scratch, "log.jsonl")["format-forced"] == nil)
    let forced = try caveats(scratch, "log.jsonl", "--format", "flat")
    #expect(forced["format-forced"]?.hasPrefix("1 file looks like another format than the one of --format") == true)
    let run = try scratch.run("compile", "log.jsonl", "--format", "flat", "-o", "flat.hct")
    #expect(run.code == 0)
    #expect(run.errors.contains("1 file looks like another format"))
    #expect(try caveats(scratch, "flat.hct") == forced)
  }

  @Test func tracesSayThatNearRepeatsWereNotSought() throws {
    let scratch = try Scratch()
    let run = try scratch.run("compile", "log.jsonl", "--no-near", "-o", "exact.hct")
    #expect(run.errors == "hindcast: The log was read with --no-near: near repeats were not looked for, so that none is in the figures.\n")
    #expect(try caveats(scratch, "exact.hct")["near-not-sought"]?.contains("near repeats were not looked for") == true)
    #expect(try caveats(scratch, "log.jsonl")["near-not-sought"] == nil)
  }

  @Test func samplesAreSaid() throws {
    let scratch = try Scratch()
    let caveats = try caveats(scratch, "log.jsonl", "--sampled", "10%")
    #expect(caveats["sampled"]?.hasPrefix("The log is a sample of 10.0 % of the requests") == true, "\(caveats)")
    for share in ["0", "-1", "200%", "ten"] { #expect(try scratch.run("audit", "log.jsonl", "--sampled", share).code == 64) }
  }

  @Test("a model that the log does not name can be named, in logs and trace files alike")
  func aModelCanBeNamed() throws {
    let scratch = try Scratch(withLog: false)
    let log = (0..<4).map {
      #"{"at":\#(1_795_165_200 + $0 * 60),"q":"hi \#($0 % 2)","in":1000,"out":500\#($0 < 3 ? "" : #","m":"gpt-4o""#)}"#
    }
    scratch.write("log.jsonl", log.joined(separator: "\n"))
    let map = ["--map", "time=at,prompt=q,model=m,input_tokens=in,output_tokens=out"]
    let run = try Program.run(["audit", "log.jsonl", "--model", "gpt-4.1", "--json", "log.json", "--quiet"] + map, in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    let json = try scratch.json("log.json")
    // Three calls of 1,000 tokens at $2 and 500 at $8 a million; one at $2.50 and $10.
    let costs = json["audit"]["models"].items.map { "\($0["name"].string ?? "") \($0["table"]["total"]["billed_usd"].double ?? 0)" }
    #expect(costs.sorted() == ["gpt-4.1 0.018", "gpt-4o 0.0075"], "\(costs)")
    let said = json["caveats"].items.first { $0["id"].string == "model-said" }?["text"].string
    #expect(said?.hasPrefix("3 requests have no model in the log, and count as of the one that --model names: ") == true)
    try #require(try Program.run(["compile", "log.jsonl", "-o", "plain.hct"] + map, in: scratch.folder).code == 0)
    try #require(try Program.run(["compile", "log.jsonl", "-o", "named.hct", "--model", "gpt-4.1"] + map, in: scratch.folder).code == 0)
    for line in [["plain.hct", "--model", "gpt-4.1"], ["named.hct"]] {
      try #require(try Program.run(["audit"] + line + ["--csv", "t.csv", "--quiet"], in: scratch.folder).code == 0)
      #expect(scratch.text("t.csv").contains("gpt-4.1") && !scratch.text("t.csv").contains("no price"))
      #expect(try scratch.json("log.json")["audit"]["models"].items.count == 2)
    }
    let grown = try Program.run(["compile", "log.jsonl", "-o", "g.hct", "--appendable", "--model", "gpt-4.1"] + map, in: scratch.folder)
    #expect(grown.code == 64 && grown.errors.contains("A trace that logs are added to has what they say; leave --model out"))
    #expect(!scratch.has("g.hct"))
  }

  @Test func aMapMayBeAFile() throws {
    let scratch = try Scratch(withLog: false)
    let log = (0..<30).map { #"{"at":\#(1_795_165_200 + $0 * 60),"llm":{"name":"gpt-4.1"},"q":["x","hi \#($0 % 3)"],"n":\#($0)}"# }
    scratch.write("log.jsonl", log.joined(separator: "\n"))
    scratch.write("map.yaml", "# a home-made log\ntime: at\nmodel: llm.name\nprompt: q.1\ninput_tokens: \"n\"\n")
    #expect(try scratch.run("audit", "log.jsonl", "--map", "map.yaml", "--csv", "file.csv", "--quiet").code == 0)
    let text = "time=at,model=llm.name,prompt=q.1,input_tokens=n"
    #expect(try scratch.run("audit", "log.jsonl", "--map", text, "--csv", "text.csv", "--quiet").code == 0)
    #expect(scratch.bytes("file.csv") == scratch.bytes("text.csv"))
    // Several are one.
    let parts = try scratch.run(
      "audit", "log.jsonl", "--map", "time=at,model=llm.name", "--map", "prompt=q.1,input_tokens=n", "--csv", "parts.csv", "--quiet")
    #expect(parts.code == 0)
    #expect(scratch.bytes("parts.csv") == scratch.bytes("text.csv"))
    for (content, says) in [
      ("time: at\nwhen: x\n", "--map: there is no field"), ("- time\n", "bad.yaml:1:1: The map of fields is a list"),
      ("time: [a]\n", "bad.yaml:1:7: The path of \"time\" is a list"), ("time: at\ntime: b\n", "stands here and again"),
      ("", "The file is empty"),
    ] {
      scratch.write("bad.yaml", content)
      let run = try scratch.run("audit", "log.jsonl", "--map", "bad.yaml")
      #expect(run.code == 64)
      #expect(run.errors.contains(says), "\(run.errors)")
    }
    #expect(try scratch.run("audit", "log.jsonl", "--map", "none.yaml").code == 66)
    let both = try scratch.run("audit", "log.jsonl", "--map", text, "--format", "pairs")
    #expect(both.code == 64)
    #expect(
      both.errors.contains(
        "--map and --format pairs exclude each other: a map says itself where the fields stand. Leave --map out to read the log as pairs, or "
          + "--format to read it by the map."), "\(both.errors)")
  }

  /// As LiteLLM writes to a bucket: an object a request, no line end, no extension.
  @Test func folderOfThousandsOfObjects() throws {
    let scratch = try Scratch()
    let lines = scratch.text("log.jsonl").split(separator: "\n")
    for day in 0..<10 { try scratch.makeFolder("bucket/2026-11-\(10 + day)") }
    for copy in 0..<5 {
      for (index, line) in lines.enumerated() {
        scratch.write("bucket/2026-11-\(10 + index % 10)/time-\(copy)-\(index)", String(line))
      }
    }
    #expect(try scratch.run("compile", "bucket", "-o", "bucket.hct").code == 0)
    #expect(try scratch.run("compile", "log.jsonl", "-o", "log.hct").code == 0)
    // The copies are the same records again.
    let (bucket, log) = (try scratch.run("audit", "bucket.hct").output, try scratch.run("audit", "log.hct").output)
    #expect(bucket.contains("600 requests") && log.contains("600 requests"))
    let info = try scratch.run("trace", "info", "bucket.hct").output
    #expect(info.contains("2,980 more"), "\(info)")
  }

  @Test func temporaryDataThatFindsNoPlaceIsSaid() throws {
    let scratch = try Scratch(withLog: false)
    // Two halves of a batch, each larger than what waits in memory.
    let filler = String(repeating: "word ", count: 2_000)
    let inputs = (0..<5_000).map {
      #"{"custom_id":"\#($0)","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":"\#($0) \#(filler)"}}"#
    }
    scratch.write("batch.jsonl", inputs.joined(separator: "\n"))
    let run = try scratch.run("audit", "batch.jsonl", environment: ["TMPDIR": "/nowhere"])
    #expect(run.code == 73)
    #expect(run.errors.hasPrefix("hindcast: No temporary file can be made in /nowhere: no such file or directory; set TMPDIR"))
    let full = try scratch.shell("ulimit -f 2000; \"$HINDCAST\" audit batch.jsonl")
    #expect(full.code == 73)
    #expect(full.errors.hasPrefix("hindcast: There is no room for temporary data in "), "\(full.errors)")
    #expect(full.errors.contains("set TMPDIR to a folder on a larger disk"))
  }

  /// What would fill the memory of a careless reader takes bounded memory here, and is counted.
  @Test func monstersAreBounded() throws {
    let scratch = try Scratch()
    let script = """
      ulimit -v 3000000
      { head -3 log.jsonl; head -c 300000000 /dev/zero | tr '\\0' a; echo; tail -3 log.jsonl; } > line.jsonl
      { head -3 log.jsonl; head -c 200000 /dev/zero | tr '\\0' '['; echo; printf '{"a":%s}\\n' "$(head -c 10000 /dev/zero | tr '\\0' 9)"
        printf '{"a":"\\\\ud800","b":"x\\\\u0000y","a":1}\\n{"nul":"\\000"}\\n'; tail -3 log.jsonl; } > odd.jsonl
      for f in line odd; do "$HINDCAST" audit $f.jsonl --max-bad 100% --reject $f.bad --json $f.json --quiet; echo $?; done
      """
    let run = try scratch.shell(script)
    #expect(run.output == "0\n0\n", "\(run.errors)")
    for (name, bad) in [("line", 1), ("odd", 4)] {
      let log = try scratch.json("\(name).json")["log"]
      #expect(log["bad_records"].int == bad, "\(log.canonical.prefix(600))")
    }
    #expect(scratch.bytes("line.bad").count == 1_025)
  }
}
