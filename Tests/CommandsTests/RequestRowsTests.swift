import Foundation
import Testing

@Suite("--requests")
struct RequestRowsTests {
  private static let strategies = ["ttl-1h", "near-24h", "cloudflare-ai-gateway"]

  private func replay(_ scratch: Scratch, to file: String) throws {
    let arguments = Self.strategies.flatMap { ["-s", $0] }
    let run = try Program.run(
      ["replay", "log.jsonl", "--requests", file, "--json", "study.json", "--quiet"] + arguments, in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
  }

  @Test func everyRequestHasOneRowAndTheRowsAddUp() throws {
    let scratch = try Scratch()
    try replay(scratch, to: "rows.csv")
    let all = rows(ofCSV: scratch.text("rows.csv"))
    #expect(all.count == 600 * Self.strategies.count)
    let results = try scratch.json("study.json")["strategies"].items
    #expect(results.map { $0["strategy"].string } == Self.strategies)
    for result in results {
      let name = try #require(result["strategy"].string)
      let mine = all.filter { $0["strategy"] == name }
      #expect(mine.map { $0["id"] } == (0..<600).map { "\($0)" })
      #expect(mine.map { $0["time"] ?? "" } == mine.map { $0["time"] ?? "" }.sorted())
      let total = result["total"]
      for outcome in total["outcomes"].names {
        #expect(total["outcomes"][outcome].int == mine.count { $0["outcome"] == outcome }, "\(name): \(outcome)")
      }
      #expect(total["hits_near"].int == mine.count { $0["outcome"] == "hit" && $0["cause"] == "near" })
      let cost = mine.compactMap { Double($0["cost_usd"] ?? "") }.reduce(0, +)
      #expect(abs(cost - (total["upstream_cost_usd"].double ?? -1)) < 1e-9)
      let latencies = mine.compactMap { Double($0["latency_ms"] ?? "") }
      #expect(total["timed_requests"].int == latencies.count)
      #expect(abs(latencies.reduce(0, +) / Double(latencies.count) - (total["mean_ms"].double ?? -1)) < 0.001)
      for model in result["models"].items {
        #expect(model["requests"].int == mine.count { $0["model"] == model["name"].string })
      }
      // Nobody prices this model: what it costs is not known, unless a stored answer served it.
      #expect(mine.allSatisfy { $0["model"] != "home-made-7b" || ($0["cost_usd"] == "") == (["miss", "error"].contains($0["outcome"])) })
      #expect(mine.allSatisfy { ($0["tier"] != "") == ($0["outcome"] == "hit") })
    }
  }

  @Test func theNameChoosesTheFormat() throws {
    let scratch = try Scratch()
    try replay(scratch, to: "rows.csv")
    let csv = rows(ofCSV: scratch.text("rows.csv"))
    try replay(scratch, to: "rows.csv.zst")
    try replay(scratch, to: "rows.jsonl")
    try replay(scratch, to: "rows.jsonl.zst")
    let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
    for name in ["rows.csv", "rows.jsonl"] {
      #expect(scratch.bytes(name + ".zst").starts(with: magic))
      #expect(scratch.bytes(name + ".zst").count < scratch.bytes(name).count / 3)
    }
    let lines = scratch.text("rows.jsonl").split(separator: "\n")
    try #require(lines.count == csv.count)
    for (line, row) in zip(lines, csv) {
      let object = JSON(try JSONSerialization.jsonObject(with: Data(line.utf8)))
      #expect(object.names == row.keys.sorted())
      #expect(object["id"].int.map(String.init) == row["id"])
      for name in ["strategy", "time", "model", "outcome", "tier", "class", "cause"] { #expect(object[name].string == row[name]) }
      for name in ["latency_ms", "cost_usd"] { #expect(object[name].double == Double(row[name] ?? "")) }
    }
  }
}
