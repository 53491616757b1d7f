import Caching
import Foundation
import Scenarios
import Simulation
import Testing
import Traces
import Units

/// Time lines that Varnish 7.1.1 and nginx 1.22.1 went through, and what their presets make of the same requests: the same multiset of
/// outcomes and the same number of fetches, or a difference that is named here.
@Suite("Varnish and nginx, scenario by scenario", .enabled(if: GoldenFile.isThere, "no ../shared/data"))
struct ServerGoldenTests {
  /// What a scenario was, and what came of it.
  struct Scenario {
    var key: String
    var name: String
    var location: String
    var header: String
    var sketch: Sketch
    var outcomes: [String]
    var fetches: Int
    /// A client that went away before it was answered, which no log of a gateway shows.
    var hasDeserter: Bool
  }

  static func scenarios(_ file: String) throws -> [Scenario] {
    let all = try GoldenFile.object(in: "golden/servers/\(file)")["scenarios"] as? [[String: Any]] ?? []
    return all.map { scenario in
      let requests = scenario["requests"] as? [[String: Any]] ?? []
      let fetches = scenario["fetches"] as? [[String: Any]] ?? []
      let rows = requests.map { request -> Sketch.Row in
        let time = request["t"] as? Double ?? 0
        let origin = origin(scenario, at: time)
        let own = fetches.first { $0["by"] as? String == request["id"] as? String }
        let planned = (origin["delay"] as? Double ?? 0) + Double(origin["chunks"] as? Int ?? 0) * (origin["gap"] as? Double ?? 0)
        let duration = own.flatMap { ($0["t_end"] as? Double ?? $0["t_headers"] as? Double).map { $0 - time } } ?? planned
        var row = Sketch.Row(time: Int64(time * 1e6), duration: Int64(max(0, duration) * 1e6))
        let status = origin["status"] as? Int ?? 200
        if status == 0 || status >= 500 { row.flags.insert(.failed) }
        if (origin["cc"] as? String)?.contains("no-store") == true || origin["store"] as? String ?? "" != "" {
          row.flags.insert(.unfinishedAnswer)
        }
        return row
      }
      return Scenario(
        key: scenario["key"] as? String ?? "", name: scenario["name"] as? String ?? "", location: scenario["location"] as? String ?? "",
        header: (scenario["origin0"] as? [String: Any])?["cc"] as? String ?? "", sketch: Sketch(rows: rows),
        outcomes: requests.map(outcome).sorted(), fetches: fetches.count,
        hasDeserter: requests.contains { $0["status"] is NSNull || $0["status"] == nil })
    }
  }

  /// How the origin answers at a time.
  private static func origin(_ scenario: [String: Any], at time: Double) -> [String: Any] {
    var out = scenario["origin0"] as? [String: Any] ?? [:]
    for change in scenario["changes"] as? [[String: Any]] ?? [] where (change["t"] as? Double ?? 0) <= time {
      if let origin = change["origin"] as? [String: Any] {
        out.merge(origin) { $1 }
      } else {
        out["status"] = change["origin"] as? String == "port closed" ? 0 : 200
        if out["status"] as? Int == 0 { out["delay"] = 0.0 } else { out["delay"] = (scenario["origin0"] as? [String: Any])?["delay"] }
      }
    }
    return out
  }

  /// A server's word for what it did, as ours: what waited for a fetch of another is coalesced.
  private static func outcome(_ request: [String: Any]) -> String {
    if (request["status"] as? Int ?? 500) >= 500 { return "error" }
    switch (request["outcome"] as? String ?? "").lowercased() {
    case "hit": return (request["latency"] as? Double ?? 0) < 0.06 ? "hit" : "coalesced"
    case "grace", "stale", "updating": return "stale"
    default: return "miss"
    }
  }

  private func check(_ scenario: Scenario, _ strategy: Strategy, difference: String?) throws {
    var strategy = strategy
    strategy.tiers[0].latency = .constant(.zero)
    let replay = try scenario.sketch.replay(strategy)
    let outcomes = replay.outcome.map(\.name).sorted()
    let fetches =
      replay.outcome.count { [.miss, .error, .bypass].contains($0) } + replay.ledger.refreshes.reduce(0) { $0 + $1.calls }
    let isSame = outcomes == scenario.outcomes && fetches == scenario.fetches
    if let difference {
      #expect(!isSame, "\(scenario.key) is simulated as it went, though it is said to differ: \(difference)")
    } else {
      #expect(
        isSame,
        "\(scenario.key) (\(scenario.name)): \(replay.outcome.map(\.name)) with \(fetches) fetches, there \(scenario.outcomes) with \(scenario.fetches)"
      )
    }
  }

  /// What Varnish does otherwise than its preset, by scenario.
  private static let ofVarnish: [String: String] = {
    let hitForMiss = "what is not cacheable is remembered, and nobody waits for it any more"
    let fromHeaders = "an answer lives from its headers on, not from its end"
    let sharedFailure = "a closed connection is tried twice, and its failure is the answer of all who wait, kept for a second"
    return [
      "v3": hitForMiss, "v3b": hitForMiss, "v3c": hitForMiss, "v4a": "a 503 hides the stale answer", "v4c": "a 503 is kept like an answer",
      "v4d": sharedFailure, "v4e": "refused connections reach no origin, so that they are no fetches there; the outcomes are the same",
      "v4g": sharedFailure, "v4i": sharedFailure, "v5a": fromHeaders, "v5b": fromHeaders, "v5c": fromHeaders, "v5d": fromHeaders,
    ]
  }()

  @Test("Varnish")
  func varnish() throws {
    var strategy = try #require(Presets.named("varnish"))
    strategy.tiers[0].expiry = .fixed(.s(2))
    strategy.tiers[0].stale.whileRevalidating = .s(4)
    for scenario in try Self.scenarios("varnish_timeline.json") where !scenario.hasDeserter {
      try check(scenario, strategy, difference: Self.ofVarnish[scenario.key])
    }
  }

  /// What nginx does otherwise than its presets, by scenario.
  private static let ofNginx: [String: String] = {
    let newKeysOnly = "the lock covers new keys only: who comes together after an entry's end fetches together"
    return [
      "n2": newKeysOnly, "n7": newKeysOnly, "n11": newKeysOnly, "n3b": "lock_age lets one more through each second",
      "n5b": "TTLs are whole seconds of the clock",
    ]
  }()

  @Test("nginx")
  func nginx() throws {
    for scenario in try Self.scenarios("nginx_timeline.json") where !scenario.hasDeserter {
      let name = ["/off": "nginx", "/lock": "nginx-lock", "/lockto": "nginx-lock", "/lockage": "nginx-lock", "/upd": "nginx-updating"]
      var strategy = try #require(Presets.named(name[scenario.location] ?? "nginx-background"))
      strategy.tiers[0].expiry = .fixed(.s(2))
      if scenario.location == "/lockto" { strategy.flights.lockTimeout = .s(1) }
      if scenario.location == "/err" { strategy.tiers[0].stale.ifError = .s(600) }
      if scenario.header.contains("stale-while-revalidate=4") { strategy.tiers[0].stale.whileRevalidating = .s(4) }
      if scenario.header.contains("stale-while-revalidate=3") { strategy.tiers[0].stale.whileRevalidating = .s(3) }
      try check(scenario, strategy, difference: Self.ofNginx[scenario.key])
    }
  }
}
