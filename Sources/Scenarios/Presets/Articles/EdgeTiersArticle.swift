import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// A Vietnamese article on edge caching (Workers KV, Fastly Compute, three tiers), by what its code does.
  static let edgeTiersArticle: [Strategy] = [
    workersKV,
    Strategy(
      name: "fastly-compute", summary: "Fastly Compute: the whole body by a 32-bit hash, a TTL for each model, streams not cached.",
      key: .body,
      hashBits: 32, eligibility: Eligibility(streams: false, endpoints: [.chat], controls: .ignored),
      tiers: [Stores.edge(.seconds(1_800), lifetime: lifetime, service: "fastly-compute")]
    ).from(
      source + ", its Compute code: u32 hash of the body, CACHE_TTL by model, else 1800 s", "Hash collisions answer wrongly, as there.",
      "A hit tells the client max-age=3600 whatever the model's TTL: what the client keeps is left out."),
    tiered,
    tiered.renamed("aggressive-24h", "As multi-tier-3, with a day for every model at the edge.") {
      $0.tiers[0].expiry = .day
      $0.tiers[0].lifetime = Lifetime()
      $0.caveats.append("The article names this only “TTL = 24h”; that it has the three tiers is an assumption.")
    },
    workersKV.renamed("correct-key-v1", "As cf-kv-per-model, with all parameters in the key.") {
      $0.key = KeyRule(fields: [.messages, .systemPrompt, .model, .temperature, .topP, .maxTokens, .seed, .responseFormat])
      $0.caveats.append("The article takes an absent temperature or top_p for 1.0; here absent and 1.0 are two keys.")
    },
  ]

  private static let source = "Article on CDN caching for AI APIs (Cloudflare Workers KV, Fastly Compute, three tiers; in Vietnamese)"

  /// The article's table of TTLs.
  private static let lifetime = Lifetime(byModel: [
    "gpt-4.1": Microseconds(seconds: 3_600), "claude-sonnet-4.5": Microseconds(seconds: 7_200),
    "deepseek-v3.2": Microseconds(seconds: 1_800), "gemini-2.5-flash": Microseconds(seconds: 900),
  ])

  private static let workersKV = Strategy(
    name: "cf-kv-per-model", summary: "Workers KV with a TTL for each model, half an hour for those not listed.",
    key: KeyRule(fields: [.messages, .model, .temperature, .maxTokens]),
    eligibility: Eligibility(streams: false, endpoints: [.chat], controls: ControlRules(skip: .ignore, refresh: .skip, noStore: .skip)),
    tiers: [Stores.workersKV(.seconds(1_800), lifetime: lifetime)]
  ).from(
    source + ", its Worker: KV expirationTtl by model, SHA-256 of {model, messages, temperature, max_tokens}",
    "TTLs go by the exact names in the article; a log that has dated names gets 1800 s.",
    "The code parses every answer as JSON, which fails for streams: they are simulated as not cached.")

  private static let tiered = Strategy(
    name: "multi-tier-3", summary: "Workers KV at the edge, a regional Redis of 2 GB behind it, object storage behind that.",
    key: KeyRule(fields: [.messages, .model, .temperature, .maxTokens]),
    eligibility: Eligibility(streams: false, endpoints: [.chat], controls: ControlRules(skip: .ignore, refresh: .skip, noStore: .skip)),
    tiers: [
      Stores.workersKV(.seconds(1_800), lifetime: lifetime),
      {
        var tier = Stores.redis(
          .never, lifetime: Lifetime(), capacity: .bytes(2 << 30, overhead: .redis7(keyBytes: 75)), policy: .allkeysLRU)
        tier.latency = .profile([
          LatencyModel.Quantile(percent: 0, time: Microseconds(milliseconds: 50)),
          LatencyModel.Quantile(percent: 100, time: Microseconds(milliseconds: 100)),
        ])
        tier.service = "upstash-redis"
        return tier
      }(),
      Tier(name: "r2", latency: .logNormal(median: Microseconds(milliseconds: 100), sigma: 0.75), service: "cloudflare-r2"),
    ]
  ).from(
    source + ", its three tiers: KV 0-50 ms, Redis cluster 50-100 ms with maxmemory 2gb allkeys-lru, R2 for the long term",
    "The article gives the edge 0-50 ms; what is simulated is Workers KV as measured worldwide: 28 ms at the median, 321 ms at P95.",
    "TTLs are given for KV only: Redis keeps until it evicts, R2 for ever. What is worth R2 is not said: everything goes there.",
    "The replica of the Redis, smaller than its primary, is left out.")
}
