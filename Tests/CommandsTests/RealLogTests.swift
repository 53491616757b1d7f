import Foundation
import Testing

/// Real and sample logs beside the repository; not part of it.
private let shared = Program.root + "/../shared/data"

@Suite("Logs of real systems", .enabled(if: FileManager.default.fileExists(atPath: shared), "no ../shared/data"))
struct RealLogTests {
  /// Requests and records set aside must make up all records.
  private func audit(_ path: String, in scratch: Scratch) throws -> JSON {
    let run = try scratch.run("audit", shared + "/" + path, "--json", "a.json", "--quiet")
    try #require(run.code == 0, "\(run.errors)")
    let study = try scratch.json("a.json")
    let requests = try #require(study["audit"]["total"]["total"]["requests"].int)
    let aside = study["log"]["set_aside"].items
    #expect(study["log"]["records"].int == requests + aside.compactMap { $0["records"].int }.reduce(0, +), "\(path)")
    #expect(aside.allSatisfy { !($0["cause"].string ?? "").isEmpty })
    return study
  }

  @Test("every recorded call is a request or set aside by cause, and strategies replay on them")
  func recordedCalls() throws {
    let scratch = try Scratch(withLog: false)
    let study = try audit("recorded/http_pairs.jsonl.zst", in: scratch)
    #expect(study["log"]["records"].int == 1_379)
    #expect(study["log"]["bad_records"].int == 0)
    #expect((study["audit"]["total"]["total"]["requests"].int ?? 0) > 1_000)
    #expect(study["audit"]["models"].items.count > 50)
    let path = shared + "/recorded/http_pairs.jsonl.zst"
    let run = try scratch.run(
      "replay", path, "-s", "ttl-1h", "-s", "infinite-near", "--requests", "rows.csv", "--json", "s.json", "--quiet")
    #expect(run.code == 0, "\(run.errors)")
    let total = try scratch.json("s.json")["strategies"].items.map { $0["total"] }
    let counts = total.compactMap { $0["requests"].int }
    #expect(rows(ofCSV: scratch.text("rows.csv")).count == counts.reduce(0, +))
    for total in total { #expect(total["outcomes"].names.compactMap { total["outcomes"][$0].int }.reduce(0, +) == total["requests"].int) }
  }

  @Test(
    "the hits that LiteLLM logged are recognised",
    arguments: [
      ("litellm_real.jsonl", 4), ("litellm_spend_real.jsonl", 2), ("litellm_spendlogs.jsonl", 5), ("litellm_standard_logging.jsonl", 4),
    ])
  func liteLLM(name: String, requests: Int) throws {
    let scratch = try Scratch(withLog: false)
    let study = try audit("formats/" + name, in: scratch)
    #expect(study["audit"]["total"]["total"]["requests"].int == requests)
    let caveat = study["caveats"].items.first { $0["id"].string == "already-cached" }
    #expect(caveat?["text"].string?.contains("(1 of \(requests))") == true)
    #expect(try scratch.run("replay", shared + "/formats/" + name, "-s", "ttl-1h").code == 0)
  }

  @Test(
    "pairs of every dialect are read",
    arguments: [
      ("openai_chat_pairs.jsonl", 5), ("openai_responses_pairs.jsonl", 3), ("anthropic_pairs.jsonl", 4), ("gemini_pairs.jsonl", 3),
    ])
  func pairs(name: String, requests: Int) throws {
    let scratch = try Scratch(withLog: false)
    let study = try audit("formats/" + name, in: scratch)
    #expect(study["audit"]["total"]["total"]["requests"].int == requests)
    #expect(try scratch.run("replay", shared + "/formats/" + name, "-s", "near-24h").code == 0)
  }

  @Test func aFolderOfAnythingGivesWhatCanBeRead() throws {
    let scratch = try Scratch(withLog: false)
    let run = try scratch.run("audit", shared + "/formats", "--json", "a.json")
    #expect(run.code == 65)
    #expect(run.errors.split(separator: "\n").last?.contains("records are bad, more than 1.0 %") == true)
    #expect((try scratch.json("a.json")["audit"]["total"]["total"]["requests"].int ?? 0) > 40)
  }

  @Test func pricesOfLiteLLM() throws {
    let scratch = try Scratch()
    for arguments in [[], ["--prices", shared + "/prices/litellm_model_prices.json.zst"]] {
      let run = try Program.run(["audit", "log.jsonl", "--quiet", "--json", "a\(arguments.count).json"] + arguments, in: scratch.folder)
      try #require(run.code == 0, "\(run.errors)")
    }
    // Both tables give gpt-4.1 its list price.
    let billed = try ["a0.json", "a2.json"].map { try scratch.json($0)["audit"]["total"]["total"]["billed_usd"].double }
    #expect(billed[0] == billed[1] && (billed[0] ?? 0) > 0)
  }
}
