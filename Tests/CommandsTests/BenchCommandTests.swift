import Foundation
import Testing

@Suite("hindcast bench")
struct BenchCommandTests {
  private func suite() throws -> Scratch {
    let scratch = try Scratch()
    scratch.write("own.yaml", "{name: own, base: ttl-24h}\n")
    scratch.write(
      "claims.yaml",
      """
      title: Figures
      baseline: {mean: 142ms, p95: 380ms}
      strategies:
        - {name: edge, hit_rate: 34%, mean: 68ms, p95: 180ms, cost_reduction: 34%}
      """)
    scratch.write(
      "suite.yaml",
      """
      title: Small suite
      datasets: [{name: small, log: log.jsonl}]
      strategies: [ttl-1h, infinite-near, own.yaml, tfidf-100]
      seeds: [1, 2]
      articles: [{claims: claims.yaml, dataset: small, strategies: {edge: ttl-1h}}]
      """)
    return scratch
  }

  @Test func whatIsStoredIsWhatComesAgain() throws {
    let scratch = try suite()
    let first = try scratch.run("bench", "suite.yaml")
    #expect(first.code == 66 && first.errors.contains("suite.expected.csv") && first.errors.contains("--accept"))
    #expect(!scratch.has("suite.expected.csv"))
    let accepted = try scratch.run("bench", "suite.yaml", "--accept", "-o", "one")
    try #require(accepted.code == 0, "\(accepted.errors)")
    let again = try scratch.run("bench", "suite.yaml", "-o", "two", "--threads", "1")
    #expect(again.code == 0, "\(again.errors)")
    #expect(scratch.bytes("one/bench.csv") == scratch.bytes("two/bench.csv"))
    #expect(scratch.bytes("one/bench.csv") == scratch.bytes("suite.expected.csv"))
    let third = try scratch.run("bench", "suite.yaml", "-o", "three")
    #expect(third.code == 0)
    for file in ["bench.html", "bench.md", "bench.json", "bench.csv"] {
      #expect(scratch.bytes("two/\(file)") == scratch.bytes("three/\(file)") && !scratch.bytes("two/\(file)").isEmpty, "\(file)")
    }
  }

  @Test func whatIsNeededForVectorsIsSaid() throws {
    let scratch = try suite()
    scratch.write("vectors.yaml", "datasets: [{name: small, log: log.jsonl}]\nstrategies: [gptcache-semantic, ttl-1h]\n")
    try #require(try scratch.run("bench", "vectors.yaml", "--accept", "-o", "out", "--quiet").code == 0)
    let said = "by vectors, of which the suite names none: give the data set \"\"embeddings\"\", a file of vectors or log."
    #expect(scratch.text("out/bench.csv").contains(said) && !scratch.text("out/bench.csv").contains("trace file"))
  }

  /// The figures are those of `hindcast replay`, and an article stands beside them.
  @Test func theFiguresAreThoseOfAReplay() throws {
    let scratch = try suite()
    try #require(try scratch.run("bench", "suite.yaml", "--accept", "-o", "out", "--quiet").code == 0)
    let replay = try scratch.run(
      "replay", "log.jsonl", "-s", "ttl-1h", "-s", "infinite-near", "--seed", "2", "--json", "study.json", "--quiet")
    try #require(replay.code == 0, "\(replay.errors)")
    #expect(try scratch.complaints("out/bench.json", against: "bench.json") == "")
    #expect(try scratch.complaints("study.json", against: "study.json") == "")
    let (bench, study) = (try scratch.json("out/bench.json"), try scratch.json("study.json"))
    for result in study["strategies"].items {
      let row = try #require(
        bench["results"].items.first { $0["strategy"].string == result["strategy"].string && $0["seed"].int == 2 })["figures"]
      #expect(row["request_hit_rate"].canonical == result["total"]["request_hit_rate"].canonical)
      for figure in ["mean_ms", "p50_ms", "p95_ms", "p99_ms"] { #expect(row[figure].double == result["total"][figure].double) }
      for figure in ["monthly_cost_usd", "monthly_infrastructure_usd", "monthly_saving_usd"] {
        #expect(row[figure].canonical == result[figure].canonical, "\(figure)")
      }
    }
    let figures = bench["articles"].items[0]["figures"].items
    #expect(figures.map { $0["measure"].string } == ["hit_rate", "mean", "p95", "cost_reduction"])
    #expect(figures[1]["verdict"].string == "refuted" && figures[1]["relation"].string == "at_least")
    #expect(abs((figures[1]["bound"]["value"].double ?? 0) - 142 * 0.66) < 1)
    let best = try #require(bench["results"].items.first { $0["strategy"].string == "infinite-near" && $0["seed"].int == 1 })
    #expect(figures[0]["best"]["value"].double == best["figures"]["request_hit_rate"]["value"].double)
  }

  @Test func aChangedResultFailsAndIsNamed() throws {
    let scratch = try suite()
    try #require(try scratch.run("bench", "suite.yaml", "--accept", "--quiet").code == 0)
    let stored = scratch.text("suite.expected.csv")
    let line = try #require(stored.split(separator: "\n").first { $0.hasPrefix("small,own,2,") })
    let cells = line.split(separator: ",", omittingEmptySubsequences: false)
    let changed = (cells[..<4] + ["424242"] + cells[5...]).joined(separator: ",")
    scratch.write("suite.expected.csv", stored.replacing(line, with: changed))
    let run = try scratch.run("bench", "suite.yaml", "--json", "bench.json")
    #expect(run.code == 1 && run.errors.contains("1 result is not what it was") && run.errors.contains("--accept"))
    #expect(run.output.contains("What changed") && run.output.contains("hits_exact") && run.output.contains("424242"))
    #expect(try scratch.complaints("bench.json", against: "bench.json") == "")
    let change = try scratch.json("bench.json")["changes"].items
    #expect(change.count == 1 && change[0]["strategy"].string == "own" && change[0]["stored"].string == "424242")
    // A row that is gone and a table of other columns are seen too.
    scratch.write("suite.expected.csv", stored.replacing(line + "\n", with: ""))
    #expect(try scratch.run("bench", "suite.yaml", "--quiet").code == 1)
    scratch.write("suite.expected.csv", "a,b\n")
    #expect(try scratch.run("bench", "suite.yaml", "--quiet").code == 65)
    #expect(try scratch.run("bench", "suite.yaml", "--accept", "--quiet").code == 0)
    #expect(scratch.text("suite.expected.csv") == stored)
  }

  @Test(arguments: [
    ("datasets: [{name: a, log: none.jsonl}]\nstrategies: [ttl-1h]", 66, "none.jsonl"),
    ("datasets: [{name: a, log: log.jsonl}]\nstrategies: [ttl-1]", 64, "ttl-1h"),
    ("datasets: [{name: a}]", 64, "suite.yaml:1:12"),
    (
      "datasets: [{name: a, log: log.jsonl}]\nstrategies: [ttl-1h]\narticles: [{claims: claims.yaml, dataset: a, strategies: {x: ttl-1h}}]",
      64, "\"x\""
    ),
    (
      "datasets: [{name: a, log: log.jsonl}]\nstrategies: [ttl-1h]\narticles: [{claims: claims.yaml, dataset: a, strategies: {edge: no-cache}}]",
      64, "no-cache"
    ),
  ])
  func whatIsWrongIsSaid(_ text: String, _ code: Int32, _ part: String) throws {
    let scratch = try suite()
    scratch.write("suite.yaml", text)
    let run = try scratch.run("bench", "suite.yaml", "--accept")
    #expect(run.code == code && run.errors.contains(part), "\(run.code): \(run.errors)")
    #expect(!scratch.has("suite.expected.csv"))
  }

  @Test func vectorsAreReadWhereASuiteNamesThem() throws {
    let scratch = try Scratch(withLog: false)
    let asked = ["how do I reset it", "forgot my password", "what is the weather"]
    let lines = asked.enumerated().map { index, text in
      #"{"ts":\#(1_760_000_000 + 60 * index),"request":{"model":"m","messages":[{"role":"user","content":"\#(text)"}]},"#
        + #""response":{"choices":[{"message":{"role":"assistant","content":"a\#(index)"},"finish_reason":"stop"}]}}"#
    }
    try scratch.makeFolder("logs")
    scratch.write("logs/log.jsonl", lines.joined(separator: "\n") + "\n")
    let vectors = zip(asked, ["[1, 0]", "[0.99, 0.1]", "[0, 1]"]).map { #"{"id":"\#($0)","vector":\#($1)}"# }
    scratch.write("logs/v.jsonl", vectors.joined(separator: "\n") + "\n")
    let suite = "title: T\ndatasets:\n  - {name: small, log: log.jsonl}\nstrategies: [redisvl-semantic]\n"
    scratch.write("logs/without.yaml", suite)
    scratch.write("logs/with.yaml", suite.replacing("log: log.jsonl", with: "log: log.jsonl, embeddings: v.jsonl"))
    for (name, other) in [("without", 0), ("with", 1)] {
      let run = try scratch.run("bench", "logs/\(name).yaml", "--accept", "--json", "b.json", "--quiet")
      try #require(run.code == 0, "\(run.errors)")
      let row = try #require(try scratch.json("b.json")["results"].items.first { $0["strategy"].string == "redisvl-semantic" })
      #expect(row["figures"].isNull == (other == 0) && row["figures"]["hits_other"].int ?? 0 == other, "\(row.canonical)")
    }
  }

  @Test func speedIsSaidToBeMeasuredHere() throws {
    let scratch = try Scratch(withLog: false)
    let run = try scratch.run("bench", "--speed", "--json", "speed.json", "--threads", "1", "--requests", "400")
    try #require(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("measured here") && run.output.contains("MB"))
    #expect(try scratch.complaints("speed.json", against: "speed.json") == "")
    #expect(try scratch.complaints("speed.json", against: "bench.json") != "")
    let rows = try scratch.json("speed.json")["measured"].items
    #expect(rows.count == 5 && rows.allSatisfy { ($0["per_second"].double ?? 0) > 0 && ($0["seconds"].double ?? 0) > 0 })
    #expect(try scratch.run("bench", "--speed", "--accept").code == 64)
  }
}
