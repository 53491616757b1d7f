import Foundation
import Simulation
import Studies
import Testing
import Units

@testable import Commands

@Suite("hindcast curves, sweep and advise")
struct SweepCommandTests {
  private static let grid = [
    "sweep", "log.jsonl", "-s", "ttl-1h", "-s", "near-24h", "--vary", "ttl=1h,24h,7d", "--vary", "capacity=20kB,unlimited", "--quiet",
  ]

  private func sweep(_ scratch: Scratch, _ more: String...) throws -> Program.Run {
    try Program.run(Self.grid + more, in: scratch.folder)
  }

  @Test func sweepsGoOnWhereTheyStopped() throws {
    let scratch = try Scratch()
    let whole = try sweep(scratch, "--csv", "whole.csv", "--json", "whole.json")
    try #require(whole.code == 0, "\(whole.errors)")
    #expect(try scratch.complaints("whole.json", against: "sweep.json") == "")
    #expect(!whole.output.contains("Left out"))
    let table = rows(ofCSV: scratch.text("whole.csv"))
    #expect(table.count == 12 && Set(table.compactMap { $0["strategy"] }).count == 12)
    #expect(try sweep(scratch, "--out", "all.jsonl", "--csv", "stored.csv").code == 0)
    let lines = scratch.text("all.jsonl").split(separator: "\n")
    #expect(lines.count == 12 && scratch.text("stored.csv") == scratch.text("whole.csv"))

    // Cut short in the middle of a line, as by an interruption: the rest is replayed, and appended.
    scratch.write("cut.jsonl", lines.prefix(4).joined(separator: "\n") + "\n" + lines[4].prefix(100))
    let resumed = try Program.run(Self.grid.dropLast() + ["--out", "cut.jsonl", "--csv", "resumed.csv"], in: scratch.folder)
    #expect(resumed.code == 0 && resumed.errors.contains("1 line cannot be read"))
    #expect(scratch.text("resumed.csv") == scratch.text("whole.csv"))
    let after = scratch.text("cut.jsonl").split(separator: "\n")
    #expect(after.count == 4 + 1 + 8 && Set(after.filter { $0.hasSuffix("}") }) == Set(lines))
    // Nothing is left to do, and nothing is written twice.
    #expect(try sweep(scratch, "--out", "all.jsonl", "--csv", "again.csv").code == 0)
    #expect(scratch.text("all.jsonl").split(separator: "\n").count == 12 && scratch.text("again.csv") == scratch.text("whole.csv"))
    // Another seed is another result.
    #expect(try sweep(scratch, "--out", "all.jsonl", "--seed", "2").code == 0)
    #expect(scratch.text("all.jsonl").split(separator: "\n").count == 24)
    // A file that is something else is not written into.
    scratch.write("other.jsonl", String(repeating: "something of mine\n", count: 400))
    #expect(try sweep(scratch, "--out", "other.jsonl").code == 64)
    #expect(!scratch.text("other.jsonl").contains("key"))
  }

  @Test func resultsComeBackWhole() throws {
    var result = BriefResult()
    (result.requests, result.hits, result.peakBytes) = (9, 4, 77)
    result.served = [.exact: 2, .near: 1, .semantic: 1, .stale: 1]
    (result.mean, result.p50, result.p95, result.p99) = (Microseconds(1), Microseconds(2), Microseconds(3), Microseconds(4))
    (result.upstream, result.infrastructure, result.beside) = (Dollars(1.25), Dollars(0.5), Dollars(0.125))
    (result.upstreamByModel, result.avoided) = ([Dollars(1), Dollars(0.25)], [.exact: Dollars(3)])
    (result.outdated, result.wrongAnswers) = (1 / 3, 0.1 + 0.2)
    let scratch = try Scratch(withLog: false)
    for each in [result, BriefResult()] {
      do {
        let store = try SweepStore(scratch.path("s.jsonl"))
        try store.add("k", "name", each)
      }
      #expect(try SweepStore(scratch.path("s.jsonl")).known == ["k": each])
    }
    // Two sweeps do not write to one file.
    let first = try SweepStore(scratch.path("s.jsonl"))
    #expect(throws: Failure.self) { try SweepStore(scratch.path("s.jsonl")) }
    #expect(first.known.count == 1)
  }

  @Test func aRowIsAReplayOfItsStrategy() throws {
    let scratch = try Scratch()
    let run = try Program.run(
      ["sweep", "log.jsonl", "-s", "ttl-1h", "--vary", "ttl=24h", "--csv", "sweep.csv", "--quiet"], in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    try #require(try scratch.run("replay", "log.jsonl", "-s", "ttl-24h", "--csv", "replay.csv", "--quiet").code == 0)
    let row = try #require(rows(ofCSV: scratch.text("sweep.csv")).first)
    let own = try #require(rows(ofCSV: scratch.text("replay.csv")).first { $0["strategy"] == "ttl-24h" && $0["is_total"] == "true" })
    for (a, b) in [
      ("requests", "requests"), ("request_hit_rate", "request_hit_rate"), ("mean_ms", "mean_ms"), ("p50_ms", "p50_ms"),
      ("p95_ms", "p95_ms"),
      ("p99_ms", "p99_ms"), ("monthly_infrastructure_usd", "monthly_infrastructure_usd"),
    ] {
      #expect(row[a] != nil && row[a] == own[b], "\(a)")
    }
    let (mine, theirs) = (Double(row["monthly_saving_usd"] ?? "") ?? -1, Double(own["monthly_saving_usd"] ?? "") ?? -2)
    #expect(abs(mine - theirs) < 1e-7)
  }

  @Test func sayWhatIsWrong() throws {
    let scratch = try Scratch()
    for (arguments, part) in [
      (["sweep", "log.jsonl", "-s", "ttl-1h", "--vary", "ttl"], "PATH=VALUE"),
      (["sweep", "log.jsonl", "-s", "ttl-1h", "--vary", "tll=1h"], "no field"),
      (["sweep", "log.jsonl", "-s", "ttl-1h", "--vary", "ttl=1x"], "write a duration"),
      (["advise", "log.jsonl", "--products", "memcached"], "no product"),
      (["advise", "log.jsonl", "--max-wrong", "many"], "--max-wrong"),
      (["advise", "log.jsonl", "--products", "litellm", "--scope", "team"], "LiteLLM"),
      (["curves", "log.jsonl", "--policy", "mru"], "no policy"), (["curves", "log.jsonl", "--by", "colour"], "--by"),
      (["curves", "log.jsonl", "--sample", "50%"], "--sample"),
    ] {
      let run = try Program.run(arguments, in: scratch.folder)
      #expect(run.code == 64 && run.errors.contains(part), "\(arguments): \(run.errors)")
    }
  }

  @Test func curvesInEveryFormat() throws {
    let scratch = try Scratch()
    let run = try scratch.run(
      "curves", "log.jsonl", "--policy", "sieve", "--by", "model", "--json", "c.json", "--csv", "c.csv", "--markdown", "c.md", "--html",
      "c.html",
      "--svg", "c.svg")
    try #require(run.code == 0, "\(run.errors)")
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(try scratch.complaints("c.json", against: "curves.json") == "")
    let json = try scratch.json("c.json")
    let all = json["groups"].items[0]
    let (requests, keys) = (try #require(all["requests"].int), try #require(all["keys"].int))
    #expect(all["lru"].items.last?["hits"].int == requests - keys && json["groups"].items.count == 3)
    let table = rows(ofCSV: scratch.text("c.csv"))
    #expect(table.contains { $0["group"] == "gpt-4.1" && $0["policy"] == "sieve" && $0["unit"] == "bytes" })
    #expect(scratch.text("c.md").contains("## By TTL, nothing evicted") && scratch.text("c.html").hasSuffix("</html>\n"))
    #expect(scratch.text("c.svg").hasPrefix("<svg xmlns=") && XMLishBalance(scratch.text("c.svg")))
    let again = try scratch.run(
      "curves", "log.jsonl", "--policy", "sieve", "--by", "model", "--json", "d.json", "--threads", "1", "--quiet")
    #expect(again.code == 0 && scratch.text("d.json") == scratch.text("c.json"))
  }

  @Test func adviceIsWritten() throws {
    let scratch = try Scratch()
    let run = try scratch.run(
      "advise", "log.jsonl", "--products", "cloudflare,varnish", "--scope", "organisation", "--max-wrong", "0", "--emit", "out/deploy",
      "--json",
      "a.json", "--html", "a.html", "--csv", "a.csv")
    try #require(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("Take ") && run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(try scratch.complaints("a.json", against: "advice.json") == "")
    let json = try scratch.json("a.json")
    let winner = json["choices"].items[try #require(json["winner"].int)]
    let product = try #require(winner["product"].string)
    #expect(scratch.has("out/deploy/" + (product == "varnish" ? "default.vcl" : "cloudflare-ai-gateway.json")))
    // What was written is what was judged.
    let replay = try scratch.run("replay", "log.jsonl", "-s", "out/deploy/strategy.yaml", "--json", "r.json", "--quiet")
    try #require(replay.code == 0, "\(replay.errors)")
    let hits = try scratch.json("r.json")["strategies"].items[0]["total"]["request_hit_rate"]["numerator"].int
    #expect(hits == winner["figures"]["hits"].int && (hits ?? 0) > 0)
    #expect(rows(ofCSV: scratch.text("a.csv")).count == json["choices"].items.count)
    let none = try scratch.run("advise", "log.jsonl", "--products", "redis", "--max-p95", "1us", "--emit", "none")
    #expect(none.code == 0 && none.errors.contains("Nothing is written") && none.output.contains("Take no cache"))
  }

  @Test func whereNothingRepeatsNothingIsDrawnOrAdvised() throws {
    let scratch = try Scratch()
    scratch.write("one.jsonl", scratch.text("log.jsonl").split(separator: "\n")[0] + "\n")
    let curves = try scratch.run("curves", "one.jsonl")
    #expect(curves.code == 0 && curves.output.contains("None of 1 request repeats") && !curves.output.contains("By TTL"))
    let advice = try scratch.run("advise", "one.jsonl", "--json", "a.json")
    #expect(advice.code == 0 && !advice.output.contains("The choice"), "\(advice.output)")
    let said = advice.output.replacing("\n", with: " ")
    #expect(said.contains(" Nothing can be advised by this log: it is of one moment, too short to tell"))
    #expect(try scratch.complaints("a.json", against: "advice.json") == "")
  }

  @Test func progressTellsTheTimeLeft() {
    #expect(WorkLine.text("Sweeping", 30, of: 120, elapsed: 60) == "Sweeping: 30 of 120 strategies, 3 min left")
    #expect(WorkLine.text("Trying", 0, of: 1_200, elapsed: 0.1).hasPrefix("Trying: 0 of 1,200 strategies, "))
  }
}

/// Whether tags open and close in pairs.
private func XMLishBalance(_ text: String) -> Bool {
  var depth = 0
  for tag in text.split(separator: "<") {
    if tag.hasPrefix("/") { depth -= 1 } else if !tag.prefix(while: { $0 != ">" }).hasSuffix("/") { depth += 1 }
    if depth < 0 { return false }
  }
  return depth == 0
}
