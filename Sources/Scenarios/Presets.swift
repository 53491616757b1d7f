import Caching
public import Simulation
import Traces
import Units

/// Strategies that can be named without writing a file. `hindcast list strategies --show NAME` prints any of them as YAML to start from.
public enum Presets {
  /// All presets, in the order of the list.
  public static let all: [Strategy] = [
    .noCache,
    Strategy(
      name: "infinite-cache", summary: "Bound: exact keys, nothing ever expires or is evicted, look-ups take no time.",
      tiers: [Tier(name: "infinite")]),
    Strategy(
      name: "infinite-near", summary: "Bound: as infinite-cache, and near repeats are answered too.", key: .near,
      tiers: [Tier(name: "infinite")]),
    exact("ttl-5m", "Exact keys in a local Redis for five minutes.", ttl: 300),
    exact("ttl-1h", "Exact keys in a local Redis for one hour.", ttl: 3_600),
    exact("ttl-24h", "Exact keys in a local Redis for a day.", ttl: 86_400),
    exact("near-1h", "As ttl-1h, and near repeats (case, punctuation, filler words, inflection) are answered too.", ttl: 3_600, key: .near),
    exact("near-24h", "As ttl-24h, and near repeats are answered too.", ttl: 86_400, key: .near),
    Strategy(
      name: "sliding-1h", summary: "Exact keys in a local Redis, one hour from the last hit.",
      tiers: [redis(.sliding(Microseconds(seconds: 3_600)))]),
    Strategy(
      name: "deterministic-24h", summary: "As ttl-24h, for requests at temperature 0 only.",
      eligibility: Eligibility(maximumTemperature: 0), tiers: [redis(.fixed(Microseconds(seconds: 86_400)))]),
    Strategy(
      name: "team-24h", summary: "As ttl-24h, but no team sees another team's answers.", scope: .team,
      tiers: [redis(.fixed(Microseconds(seconds: 86_400)))]),
    Strategy(
      name: "redis-2gb-lru", summary: "Exact keys in a Redis of 2 GB that evicts the least recently used; Redis's own bytes per entry.",
      tiers: [redis(.never, capacity: .bytes(2_000_000_000, overhead: .redis7(keyBytes: 75)))]),
    Strategy(
      name: "cloudflare-ai-gateway",
      summary: "Identical requests only, five minutes, at the edge; two that arrive together both go upstream.",
      tiers: [
        Tier(
          name: "edge", expiry: .fixed(Microseconds(seconds: 300)), largestValue: 25_000_000,
          latency: .logNormal(median: Microseconds(milliseconds: 60), sigma: 0.6), service: "cloudflare-ai-gateway")
      ]),
  ]

  /// The preset of a name.
  public static func named(_ name: String) -> Strategy? {
    all.first { $0.name == name }
  }

  /// What to say to a name that is no preset: the nearest one, or all of them.
  public static func suggestion(for name: String) -> String {
    Scenarios.suggestion(for: name, among: all.map(\.name))
  }

  private static func exact(_ name: String, _ summary: String, ttl: Double, key: KeyRule = .exact) -> Strategy {
    Strategy(name: name, summary: summary, key: key, tiers: [redis(.fixed(Microseconds(seconds: ttl)))])
  }

  /// A Redis in the same availability zone: 0.5 ms, sigma 0.4 (an assumption; Redis itself answers in 22 µs on loopback, measured), billed as a
  /// serverless cache by what is stored and transferred.
  private static func redis(_ expiry: Expiry, capacity: Capacity = .unlimited) -> Tier {
    Tier(
      name: "redis", expiry: expiry, capacity: capacity, latency: .logNormal(median: Microseconds(milliseconds: 0.5), sigma: 0.4),
      service: "elasticache-serverless-valkey")
  }
}
