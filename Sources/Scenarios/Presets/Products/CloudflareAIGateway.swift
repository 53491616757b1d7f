import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// Cloudflare AI Gateway, today and as it was documented in 2024.
  static let cloudflareAIGateway: [Strategy] = [
    current,
    current.renamed(
      "cloudflare-ai-gateway-2024",
      "As cloudflare-ai-gateway by its first documentation: TTL headers in milliseconds, no bounds, keys of all callers."
    ) {
      $0.scope = .global
      $0.tiers[0].lifetime = Lifetime(fromRequest: true)
      $0.source = "Cloudflare's documentation of 2024: cf-skip-cache, cf-cache-ttl in milliseconds, cf-aig-cache-key, 5 minutes by default"
      $0.caveats[0] =
        "cf-cache-ttl: 3600 meant 3.6 seconds. Bounds of a TTL and whether the caller's key is part of the cache's were not documented: there are "
        + "none here, and it is not."
    },
  ]

  private static let current = Strategy(
    name: "cloudflare-ai-gateway",
    summary: "Identical requests of one API key only, five minutes, at the edge; two that arrive together both go upstream.",
    key: KeyRule(fields: KeyRule.body.fields.union([.provider])), scope: .apiKey,
    eligibility: Eligibility(
      endpoints: Endpoint.generating.union([.image]),
      controls: ControlRules(skip: .skip, refresh: .ignore, noStore: .ignore, customKey: true)),
    tiers: [
      Tier(
        name: "edge", expiry: .seconds(300),
        lifetime: Lifetime(fromRequest: true, shortest: Microseconds(seconds: 60), longest: Microseconds(seconds: 30 * 86_400)),
        largestValue: 25_000_000, latency: .logNormal(median: Microseconds(milliseconds: 60), sigma: 0.6),
        missLatency: .logNormal(median: Microseconds(milliseconds: 40), sigma: 0.5), service: "cloudflare-ai-gateway")
    ]
  ).from(
    "cloudflare-docs ai-gateway/features/caching: hash of provider, endpoint, model, auth header and body; TTL 60 s to one month",
    "The TTL is set in the dashboard; five minutes is what a custom key alone gets. Set yours.",
    "Text and images are cached, embeddings are not. Whether streams are is not documented; they are here, as bodies of their own.",
    "Latencies are third-party measurements of few requests: 60 ms for a hit, 40 ms added to a miss.")
}
