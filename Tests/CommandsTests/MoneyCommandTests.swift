import Foundation
import Testing

@Suite("hindcast replay and report with the user's money")
struct MoneyCommandTests {
  /// Everything at once; the log is of October 2026 or near it, so bills of all months around are given.
  private func arguments(_ scratch: Scratch) -> [String] {
    scratch.write("bills.csv", "provider,month,amount\n" + (1...12).map { "openai,2026-\($0 < 10 ? "0" : "")\($0),0.9\n" }.joined())
    scratch.write("infra.csv", "service,component,meter,unit,price_usd\nour-own-redis,machine,time,month,0.01\n")
    scratch.write("contract.csv", "provider,model,discount\nopenai,*,10%\n")
    scratch.write("commit.csv", "provider,kind,monthly_usd\nopenai,minimum,0.2\n")
    scratch.write(
      "own.yaml", "strategies:\n  - {name: own, base: ttl-24h, tiers: [{name: redis, ttl: 24h, service: our-own-redis}]}\n")
    return [
      "log.jsonl", "-s", "own.yaml", "-s", "near-24h", "--invoice", "bills.csv", "--infrastructure", "infra.csv", "--contract",
      "contract.csv",
      "--commitments", "commit.csv", "--engineering-once", "8,000", "--engineering-month", "$300", "--discount-rate", "8%",
      "--wrong-answer-cost", "0.5", "--reprice", "gpt-4.1=gpt-5-mini", "--growth", "1.5", "--quiet",
    ]
  }

  private static let dear = """
    name: dear
    seed: 11
    requests: 900
    span: 21d
    format: litellm
    models:
      - {name: gpt-4.1, provider: openai, share: 0.3, input_price: 2, output_price: 8}
      - {name: claude-opus-4-1, provider: anthropic, share: 0.5, input_price: 15, output_price: 75}
      - {name: gpt-4.1-mini, provider: openai, share: 0.2, input_price: 0.4, output_price: 1.6}
    exact_share: 0.3
    near_share: 0.1
    """

  private func recompute(_ scratch: Scratch, _ file: String) throws -> Program.Run {
    try Program.run(["python3", Program.root + "/Scripts/recompute.py", file], in: scratch.folder, program: "/usr/bin/env")
  }

  /// Answers that differ by a word: a report, which has the texts, counts them as a replay and a trace file do, which have not.
  @Test func wrongAnswersByTheLogAreTheSameInEveryCommand() throws {
    let scratch = try Scratch()
    let words = ["red", "blue", "green", "small", "large", "old", "new", "round", "flat", "warm", "cold", "plain"]
    var lines: [String] = []
    for (a, first) in words.enumerated() {
      for (b, second) in words.enumerated() where a != b {
        let question = "Where do I find the \(first) cup beside the \(second) plate"
        let answers = ["On the shelf by the door of the hall.", "On the shelf by the door of the \(b % 2 == 0 ? "hall" : "room")."]
        for (round, text, answer) in [(0, question, answers[0]), (1, question, answers[0]), (2, question.lowercased() + "?", answers[1])] {
          let hour = (round * 150 + lines.count / 3) % 24, day = 1 + (round * 150 + lines.count / 3) / 24
          lines.append(
            #"{"timestamp":"2026-09-\#(day < 10 ? "0" : "")\#(day)T\#(hour < 10 ? "0" : "")\#(hour):00:00Z","request":{"model":"gpt-4.1","#
              + #""messages":[{"role":"user","content":"\#(text)"}]},"response":{"choices":[{"message":{"content":"\#(answer)"}}],"#
              + #""usage":{"prompt_tokens":100,"completion_tokens":50}}}"#)
        }
      }
    }
    scratch.write("near.jsonl", lines.joined(separator: "\n"))
    func byLog(_ arguments: String...) throws -> Double? {
      let run = try Program.run(arguments + ["-s", "infinite-near", "--quiet"], in: scratch.folder)
      try #require(run.code == 0, "\(run.errors)")
      let file = arguments[0] == "report" ? "page/report.json" : "a.json"
      return try scratch.json(file)["strategies"].items[0]["money"]["wrong_answers_by_log"].double
    }
    let replayed = try #require(try byLog("replay", "near.jsonl", "--json", "a.json"))
    #expect(replayed > 0)
    #expect(try byLog("report", "near.jsonl", "-o", "page") == replayed)
  }

  @Test func everySumIsReckonedAgain() throws {
    let scratch = try Scratch()
    let run = try Program.run(["replay"] + arguments(scratch) + ["--json", "all.json", "--shapley"], in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    let plain = try scratch.run(
      "replay", "log.jsonl", "-s", "ttl-24h", "-s", "infinite-near", "-s", "cf-kv-per-model", "--json", "plain.json", "--quiet")
    let sampled = try scratch.run("replay", "log.jsonl", "-s", "ttl-24h", "--sample-keys", "40%", "--json", "sampled.json", "--quiet")
    try #require(sampled.code == 0, "\(sampled.errors)")
    try #require(plain.code == 0, "\(plain.errors)")
    // A bill of more than a dollar a month is told in whole cents.
    scratch.write("dear.yaml", Self.dear)
    let generated = try scratch.run("generate", "dear.yaml", "-o", "dear.jsonl", "--quiet")
    try #require(generated.code == 0, "\(generated.errors)")
    let dear = try scratch.run("replay", "dear.jsonl", "-s", "ttl-24h", "-s", "near-1h", "--json", "dear.json", "--quiet")
    try #require(dear.code == 0, "\(dear.errors)")
    for file in ["all.json", "sampled.json", "plain.json", "dear.json"] {
      let again = try recompute(scratch, file)
      #expect(again.code == 0, "\(file): \(again.errors)")
      #expect(again.output.hasSuffix(" sums reckoned again, 0 wrong\n") && !again.output.hasPrefix("0 "))
    }
    // And the script sees what is wrong.
    let text = scratch.text("all.json")
    let saving = try #require(text.firstMatch(of: /"amount_usd": -([0-9.]+)/))
    scratch.write("wrong.json", text.replacing(saving.output.0, with: "\"amount_usd\": -9999.5", maxReplacements: 1))
    #expect(try recompute(scratch, "wrong.json").code == 1)

    let json = try scratch.json("all.json")
    #expect(json["price_table"].string?.hasSuffix(", under contract.csv") == true)
    let own = json["strategies"].items[0]
    #expect(own["tiers"].items[0]["bill"]["monthly_usd"].double == 0.01)
    let money = own["money"]
    let list = try #require(money["saving_list_usd"].double)
    let effective = try #require(money["saving_effective_usd"].double)
    // 10 % off: list is that much more, before the store.
    #expect(abs((effective + 0.01) / (list + 0.01) - 0.9) < 1e-6)
    #expect(money["waterfall"]["is_shapley"].value as? Bool == true)
    #expect(money["investment"]["expected"]["payback_months"].isNull)
    #expect(money["investment"]["tornado"].items.count == 5)
    #expect(json["money"]["growth"]["factor"].double == 1.5 && json["money"]["growth"]["strategies"].items.count == 2)
    #expect(json["money"]["reconciliation"]["bills"].items.count == 12)
    #expect(json["caveats"].items.contains { $0["id"].string == "invoice-gap" })
  }

  @Test func theTerminalAnswersWhatWasAsked() throws {
    let scratch = try Scratch()
    let run = try Program.run(["replay"] + arguments(scratch).filter { $0 != "--quiet" } + ["--no-progress"], in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
    for words in [
      "Where the saving comes from", "Vendor price change", "Expected wrong answers", "Engineering", "Is it worth building?", "never",
      "times the traffic", "The modelled bill and the real one", "What the saving is worth",
    ] { #expect(run.output.contains(words), "\(words)") }
  }

  @Test func focusHasCostsAndNoSavings() throws {
    let scratch = try Scratch()
    let run = try scratch.run(
      "replay", "log.jsonl", "-s", "ttl-24h", "--focus", "as-logged=before.csv", "--focus", "ttl-24h=after.csv", "--json", "s.json",
      "--quiet")
    try #require(run.code == 0, "\(run.errors)")
    let json = try scratch.json("s.json")
    for (file, scenario, result) in [("before.csv", "as-logged", json["as_logged"]), ("after.csv", "ttl-24h", json["strategies"].items[0])]
    {
      let rows = rows(ofCSV: scratch.text(file))
      #expect(rows.count > 20)
      func sum(_ column: String) -> Double { rows.reduce(0) { $0 + (Double($1[column] ?? "") ?? .nan) } }
      let tiers = rows.filter { $0["ServiceCategory"] == "Databases" }.reduce(0) { $0 + (Double($1["BilledCost"] ?? "") ?? .nan) }
      #expect(abs(sum("BilledCost") - tiers - (result["total"]["upstream_cost_usd"].double ?? .nan)) < 1e-6)
      #expect(sum("BilledCost") == sum("EffectiveCost"))
      for row in rows {
        #expect(row["ChargeCategory"] == "Usage" && row["ChargeClass"] == "" && row["BillingCurrency"] == "USD")
        #expect(row["x_Scenario"] == scenario && row["x_IsHypothetical"] == (scenario == "as-logged" ? "false" : "true"))
        #expect((Double(row["BilledCost"] ?? "") ?? -1) >= 0)
        let (start, end) = (row["ChargePeriodStart"] ?? "", row["ChargePeriodEnd"] ?? "")
        #expect(start < end && (row["BillingPeriodStart"] ?? "") <= start && row["BillingPeriodStart"]?.hasSuffix("-01T00:00:00Z") == true)
      }
      // What FOCUS 1.2 must have in every row.
      let needed = [
        "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart",
        "ChargeCategory",
        "ChargeClass", "ChargeDescription", "ChargePeriodEnd", "ChargePeriodStart", "ContractedCost", "EffectiveCost", "InvoiceIssuerName",
        "ListCost", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "ServiceCategory", "ServiceName",
      ]
      for column in needed { #expect(rows.allSatisfy { $0[column] != nil && (column == "ChargeClass" || $0[column] != "") }, "\(column)") }
    }
    #expect(try scratch.run("replay", "log.jsonl", "-s", "ttl-1h", "--focus", "other=x.csv", "--quiet").code == 64)
  }

  @Test(arguments: [
    (["--reprice", "gpt-9=gpt-5"], "The log has no model"), (["--reprice", "gpt-4.1=nothing-9"], "There is no price of"),
    (["--growth", "90"], "needs a log of at least 90 whole days"), (["--sample-keys", "100%"], "write a share above 0"),
    (["--engineering-once", "much"], "write an amount"), (["--invoice", "bad.csv"], "bad.csv, row 2, column month"),
    (["--infrastructure", "bad.csv"], "no such column"), (["--contract", "bad.csv"], "no such column"),
  ])
  func faultsAreSentences(_ arguments: [String], _ words: String) throws {
    let scratch = try Scratch()
    scratch.write("bad.csv", "provider,month,amount\nopenai,soon,5\n")
    let run = try Program.run(["replay", "log.jsonl", "-s", "ttl-1h", "--quiet"] + arguments, in: scratch.folder)
    #expect(run.code == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test func logsWithoutCountsAreEstimated() throws {
    let scratch = try Scratch()
    // The counts of every request but one in three go.
    let lines = scratch.text("log.jsonl").split(separator: "\n").enumerated().map { index, line -> String in
      index % 3 == 0
        ? String(line) : String(line).replacing(/"(prompt_tokens|completion_tokens|total_tokens|usage)"/, with: { "\"x_\($0.output.1)\"" })
    }
    scratch.write("some.jsonl", lines.joined(separator: "\n") + "\n")
    let whole = try scratch.run("replay", "log.jsonl", "-s", "ttl-24h", "--json", "whole.json", "--quiet")
    let run = try scratch.run("replay", "some.jsonl", "-s", "ttl-24h", "--json", "some.json", "--quiet")
    try #require(whole.code == 0 && run.code == 0, "\(run.errors)")
    let estimate = try scratch.json("some.json")["money"]["usage_estimate"]
    #expect(try #require(estimate["requests"].int) > 200)
    #expect(try scratch.json("some.json")["caveats"].items.contains { $0["id"].string == "usage-estimated" })
    // The texts of the generator are not those of its counts, so that only the order of magnitude can be asked for.
    let (truth, told) = (
      try scratch.json("whole.json")["no_cache"]["monthly_cost_usd"].double,
      try scratch.json("some.json")["no_cache"]["monthly_cost_usd"].double
    )
    let ratio = try #require(told) / #require(truth)
    #expect(ratio > 0.3 && ratio < 3, "\(ratio)")
    #expect(try scratch.json("whole.json")["money"]["usage_estimate"].isNull)
  }

  @Test func theListIsSearched() throws {
    let scratch = try Scratch(withLog: false)
    #expect(try scratch.run("list", "models", "holysheep").output.split(separator: "\n").count == 5)
    // By another name of theirs.
    #expect(try scratch.run("list", "models", "claude-3-5-haiku-latest").output.contains("claude-3-5-haiku-20241022"))
    let details = try scratch.run("list", "models", "claude-haiku-5-5", "--details").output
    for words in ["above 100,000 input tokens, the whole request", "batch: ", "from 2026-10-07", "source: "] {
      #expect(details.contains(words), "\(words)")
    }
    scratch.write("p.csv", "provider,model,input_usd_mtok,output_usd_mtok\nopenai,gpt-4.1,20,8\n")
    let found = try scratch.run("list", "models", "--suspicious", "--prices", "p.csv").output
    #expect(found.contains("output costs") && found.contains("input costs"))
    #expect(try scratch.run("list", "formats", "--details").code == 64)
    #expect(try scratch.run("list", "models", "no-such-model").code == 64)
  }
}
