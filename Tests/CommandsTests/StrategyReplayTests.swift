import Foundation
import Testing

@Suite("hindcast replay of strategies that strangers write")
struct StrategyReplayTests {
  /// Hits and the like of the strategies of a file, by name; their sum is the number of requests.
  private func outcomes(_ scratch: Scratch, _ file: String) throws -> [String: [String: Int]] {
    let run = try scratch.run("replay", "log.jsonl", "-s", file, "--by-words", "--json", "out.json", "--quiet")
    try #require(run.code == 0, "\(run.errors)")
    let json = try scratch.json("out.json")
    return Dictionary(
      uniqueKeysWithValues: json["strategies"].items.map { result in
        let names = ["bypass", "hit", "stale", "coalesced", "miss", "error", "undetermined"]
        return (
          result["strategy"].string ?? "", Dictionary(uniqueKeysWithValues: names.map { ($0, result["total"]["outcomes"][$0].int ?? -1) })
        )
      })
  }

  @Test("every example of the reference page runs on a log, and loses no request")
  func examples() throws {
    let scratch = try Scratch()
    let requests = scratch.text("log.jsonl").split(separator: "\n").count
    // What names a place, a date or a model of another log is said to be wrong, in a sentence; all else runs.
    let page = try scratch.run("list", "strategies", "--reference").output
    let examples = page.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "```").first.map(String.init) }
    #expect(examples.count > 15)
    for (index, example) in examples.enumerated() {
      let yaml = example.replacing(", place: eu-west-1", with: "").replacing("{controls: {only_on_request: true}}", with: "{}")
      scratch.write("\(index).yaml", yaml)
      for (name, counts) in try outcomes(scratch, "\(index).yaml") {
        #expect(counts.values.reduce(0, +) == requests, "\(name): \(counts)")
      }
    }
  }

  @Test("limits of the API queue, turn away, and are never looser when they are tighter")
  func limits() throws {
    let scratch = try Scratch()
    func limit(_ name: String, _ upstream: String) -> String { "  - {name: \(name), base: ttl-1h, upstream: {\(upstream)}}\n" }
    scratch.write(
      "limits.yaml",
      "strategies:\n" + limit("free", "concurrency: 100000") + limit("wide", "concurrency: 2, queue: 0, retries: 0")
        + limit("narrow", "concurrency: 1, queue: 0, retries: 0") + limit("slow", "requests_per_minute: 1, retries: 0"))
    let found = try outcomes(scratch, "limits.yaml")
    func errors(_ name: String) throws -> Int { try #require(found[name]?["error"]) }
    #expect(try errors("free") <= errors("wide") && errors("wide") <= errors("narrow"))
    #expect(try errors("narrow") > errors("free"))
    #expect(try errors("slow") > errors("free"))
    let caveats = try scratch.json("out.json")["caveats"].items.compactMap { $0["text"].string }
    #expect(caveats.contains { $0.hasPrefix("Under the limits of “slow” the API turned") })
    #expect(!caveats.contains { $0.hasPrefix("Under the limits of “free”") })
  }

  @Test("a tier is billed as a service of one's own, if it has a price")
  func ownService() throws {
    let scratch = try Scratch()
    scratch.write("own.yaml", "name: own\ntiers: [{name: redis, ttl: 1h, service: our-redis}]\n")
    scratch.write("infra.csv", "service,component,meter,unit,price_usd\nour-redis,machine,time,month,3\n")
    let refused = try scratch.run("replay", "log.jsonl", "-s", "own.yaml", "--quiet")
    #expect(refused.code == 64)
    #expect(refused.errors.contains("own.yaml:2:41: The infrastructure price list has no service \"our-redis\""), "\(refused.errors)")
    #expect(refused.errors.contains("--infrastructure FILE"))
    let run = try scratch.run(
      "replay", "log.jsonl", "-s", "own.yaml", "--infrastructure", "infra.csv", "--json", "own.json", "--quiet")
    try #require(run.code == 0, "\(run.errors)")
    #expect(try scratch.json("own.json")["strategies"].items[0]["monthly_infrastructure_usd"].double == 3)
  }
}
