import Foundation
import Testing

/// A study predicts; a log written behind a simulated cache says what came; the cause that was planted is found.
@Suite("hindcast verify")
struct VerifyCommandTests {
  /// A log of 30 days; the later ones are of another month and another seed.
  private static func spec(
    _ seed: Int, later: Bool = true, exact: Double = 0.35, behind: String, requests: Int = 1_500, near: Double = 0.05
  ) -> String {
    """
    name: v\(seed)
    seed: \(seed)
    requests: \(requests)
    start: \(later ? "2026-10-05" : "2026-09-01")
    span: 30d
    format: litellm
    models:
      - {name: gpt-4.1, provider: openai, share: 0.6, input_price: 2, output_price: 8}
      - {name: gpt-4.1-mini, provider: openai, share: 0.4, input_price: 0.4, output_price: 1.6}
    exact_share: \(exact)
    near_share: \(near)
    recency_share: 0.3
    system_prompts: 2
    system_prompt_words: 20
    \(behind.isEmpty ? "" : "behind: \(behind)")
    """
  }

  private func scratch(_ later: String, strategy: String = "ttl-24h") throws -> Scratch {
    let scratch = try Scratch(withLog: false)
    scratch.write("before.yaml", Self.spec(7, later: false, behind: ""))
    scratch.write("later.yaml", later)
    for name in ["before", "later"] {
      let run = try scratch.run("generate", "\(name).yaml", "-o", "\(name).jsonl", "--quiet")
      try #require(run.code == 0, "\(run.errors)")
    }
    let study = try scratch.run("replay", "before.jsonl", "-s", strategy, "--json", "study.json", "--quiet")
    try #require(study.code == 0, "\(study.errors)")
    return scratch
  }

  private func verify(_ scratch: Scratch, _ more: String...) throws -> JSON {
    let run = try Program.run(["verify", "study.json", "later.jsonl", "--json", "verify.json"] + more, in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    #expect(try scratch.complaints("verify.json", against: "verify.json") == "")
    #expect(try scratch.complaints("study.json", against: "verify.json") != "")
    let json = try scratch.json("verify.json")
    // The parts add up, whatever the cause.
    let parts = json["causes"].items.compactMap { $0["monthly_usd"].double }.reduce(0, +)
    let difference =
      (json["actual"]["total"]["monthly_upstream_usd"].double ?? 0) - (json["predicted"]["total"]["monthly_upstream_usd"].double ?? 0)
    #expect(abs(parts - difference) < 1e-8)
    return json
  }

  @Test("that no request of the later log was a hit is said as what the log tells, not as what a cache did")
  func withoutAHit() throws {
    let scratch = try scratch(Self.spec(8, behind: ""))
    let run = try scratch.run("verify", "study.json", "later.jsonl", "--no-color")
    let text = run.output.replacing("\n", with: " ")
    #expect(run.code == 0 && text.contains(" As far as the later log tells, no request was answered from a cache, where "), "\(text)")
    #expect(text.contains("! The later log says of no request that a cache answered it: "))
  }

  @Test func howManyRequestsAMonthHasIsNotKnownOfOne() throws {
    let scratch = try scratch(Self.spec(8, behind: ""))
    scratch.write("one.jsonl", scratch.text("later.jsonl").split(separator: "\n")[0] + "\n")
    let run = try scratch.run("verify", "study.json", "one.jsonl")
    let line = run.output.split(separator: "\n").first { $0.hasPrefix("requests a month") } ?? ""
    #expect(run.code == 0 && line.split(separator: " ").suffix(3) == ["–", "–", "–"], "\(line)")
  }

  private func cause(_ json: JSON, _ name: String, _ figure: String) -> Double {
    json["causes"].items.first { $0["cause"].string == name }?[figure].double ?? .nan
  }

  @Test func nothingButLuckDiffersWhereNothingWasPlanted() throws {
    let json = try verify(try scratch(Self.spec(8, behind: "ttl-24h")))
    #expect(json["agreement"]["only_replay"].int == 0 && json["agreement"]["only_production"].int == 0)
    #expect((json["agreement"]["both"].int ?? 0) > 150)
    #expect(
      cause(json, "cache", "monthly_usd") == 0 && cause(json, "cache", "answered_share") == 0 && cause(json, "prices", "monthly_usd") == 0)
    #expect(abs(cause(json, "cache", "mean_ms")) < 1)
  }

  @Test func fewerRepeatsAreFound() throws {
    let json = try verify(try scratch(Self.spec(8, exact: 0.1, behind: "ttl-24h")))
    #expect(json["main_cause"].string == "repeats")
    #expect(cause(json, "repeats", "answered_share") < -0.05 && cause(json, "cache", "answered_share") == 0)
  }

  @Test func moreRequestsAreFound() throws {
    let json = try verify(try scratch(Self.spec(8, behind: "ttl-24h", requests: 3_000)))
    #expect(json["main_cause"].string == "volume")
    let before = try #require(json["predicted"]["total"]["monthly_upstream_usd"].double)
    #expect(abs(cause(json, "volume", "monthly_usd") / before - 1) < 0.1)
  }

  @Test func newPricesAreFoundAndNothingElse() throws {
    let scratch = try scratch(Self.spec(8, behind: "ttl-24h"))
    scratch.write(
      "new.csv",
      "provider,model,input_usd_mtok,output_usd_mtok,cache_read_usd_mtok\nopenai,gpt-4.1,4,16,1\nopenai,gpt-4.1-mini,0.8,3.2,0.2\n")
    let old = try verify(scratch)
    let json = try verify(scratch, "--prices", "new.csv")
    #expect(json["main_cause"].string == "prices")
    // Twice the price is as much again as production's calls cost before.
    let was = try #require(old["actual"]["total"]["monthly_upstream_usd"].double)
    // Bills are told to the cent, so that one twice the other may be a cent off.
    #expect(abs(cause(json, "prices", "monthly_usd") - was) < 0.010_001)
    for name in ["volume", "mix", "size", "repeats", "cache"] {
      #expect(abs(cause(json, name, "monthly_usd") - cause(old, name, "monthly_usd")) < 1e-6, "\(name)")
    }
  }

  @Test func aShorterLifeIsFoundAndItsLengthIsSeen() throws {
    let scratch = try scratch(Self.spec(8, behind: "ttl-1h"))
    let json = try verify(scratch)
    #expect(json["main_cause"].string == "cache")
    #expect(
      try scratch.run("verify", "study.json", "later.jsonl").output.replacing("\n", with: " ").contains("a cache whose TTL is about 5"))
    #expect(
      cause(json, "cache", "monthly_usd") > 0 && cause(json, "cache", "answered_share") < -0.05 && cause(json, "cache", "mean_ms") > 50)
    // A short life is begun anew more often: now and then an answer is there that the longer life has just lost.
    let (replay, production) = (json["agreement"]["only_replay"].int ?? 0, json["agreement"]["only_production"].int ?? 0)
    #expect(replay > 50 && production < replay / 10)
    let oldest = try #require(json["agreement"]["oldest_served_s"].double)
    #expect(oldest <= 3_600 && oldest > 3_000)
    #expect(try #require(json["agreement"]["oldest_replayed_s"].double) > 20 * 3_600)
  }

  @Test func aCacheByMeaningIsVerifiedByWordsOrAsksForVectors() throws {
    let scratch = try scratch(Self.spec(8, behind: "words-24h"), strategy: "words-24h")
    let json = try verify(scratch)
    #expect(json["agreement"]["only_replay"].int == 0 && json["agreement"]["only_production"].int == 0)
    #expect((json["agreement"]["both"].int ?? 0) > 100)
    let study = try scratch.run("replay", "before.jsonl", "-s", "redisvl-semantic", "--by-words", "--json", "study.json", "--quiet")
    try #require(study.code == 0, "\(study.errors)")
    let missing = try scratch.run("verify", "study.json", "later.jsonl")
    #expect(missing.code == 64 && missing.errors.contains("--by-words") && missing.errors.contains("--embeddings FILE"))
    _ = try verify(scratch, "--by-words")
  }

  @Test func aLogWithoutHitsAndAnotherConfigurationAreSaid() throws {
    let scratch = try scratch(Self.spec(8, behind: ""))
    scratch.write("own.yaml", "{name: ttl-24h, base: ttl-24h, tiers: [{name: redis, ttl: 2h}]}\n")
    let json = try verify(scratch, "-s", "own.yaml")
    let caveats = json["caveats"].items.compactMap { $0["id"].string }
    #expect(caveats.contains("verify-no-hits") && caveats.contains("verify-settings"))
    #expect(json["actual"]["total"]["answered_share"].double == 0)
  }

  @Test func theStrategyMustBeKnown() throws {
    let scratch = try scratch(Self.spec(8, behind: "ttl-24h", requests: 300))
    let two = try scratch.run("replay", "before.jsonl", "-s", "ttl-1h", "-s", "ttl-24h", "--json", "two.json", "--quiet")
    try #require(two.code == 0)
    let several = try scratch.run("verify", "two.json", "later.jsonl")
    #expect(several.code == 64 && several.errors.contains("\"ttl-1h\", \"ttl-24h\""))
    #expect(try scratch.run("verify", "two.json", "later.jsonl", "-s", "ttl-5m").code == 64)
    #expect(try scratch.run("verify", "two.json", "later.jsonl", "-s", "ttl-24h", "--csv", "v.csv").code == 0)
    let table = rows(ofCSV: scratch.text("v.csv"))
    #expect(table.count == 3 && table[0]["model"] == "all")
    #expect(try scratch.run("verify", "before.yaml", "later.jsonl").code == 65)
  }
}

@Suite("hindcast generate behind a cache")
struct CacheBeforeTests {
  @Test func theHitsAreThoseOfTheReplay() throws {
    let scratch = try Scratch(withLog: false)
    let spec = Scratch.spec.replacing("logged_cache_hit_share: 0.2", with: "")
    scratch.write("plain.yaml", spec)
    scratch.write("behind.yaml", spec + "\nbehind: near-24h\n")
    for name in ["plain", "behind"] {
      let run = try scratch.run("generate", "\(name).yaml", "-o", "\(name).jsonl", "--quiet")
      try #require(run.code == 0, "\(run.errors)")
    }
    let replay = try scratch.run("replay", "plain.jsonl", "-s", "near-24h", "--requests", "rows.csv", "--quiet")
    try #require(replay.code == 0, "\(replay.errors)")
    let expected = rows(ofCSV: scratch.text("rows.csv")).map { $0["outcome"] == "hit" }
    var lines = scratch.text("behind.jsonl").split(separator: "\n").compactMap { line in
      try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    }
    lines.sort { ($0["startTime"] as? Double ?? 0) < ($1["startTime"] as? Double ?? 0) }
    let found = lines.map { $0["cache_hit"] as? Bool == true }
    #expect(found.count == 600 && found == expected && found.contains(true))
    #expect(lines.filter { $0["cache_hit"] as? Bool == true }.allSatisfy { $0["response_cost"] as? Double == 0 })
    scratch.write("wrong.yaml", spec.replacing("format: litellm", with: "format: anthropic_pairs") + "\nbehind: ttl-1h\n")
    #expect(try scratch.run("generate", "wrong.yaml", "-o", "wrong.jsonl").code == 64)
  }
}
