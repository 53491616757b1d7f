import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// Apache APISIX's ai-cache plugin by its documentation.
  static let apisix: [Strategy] = [
    Strategy(
      name: "apisix-ai-cache", summary: "APISIX: exact for an hour, then the last user message with a cosine of 0.95 for a day.",
      key: .body,
      eligibility: Eligibility(controls: ControlRules(skip: .skip, refresh: .ignore, noStore: .ignore)),
      tiers: [
        {
          var tier = Stores.redis(.hour, name: "l1")
          tier.largestValue = 1 << 20
          return tier
        }(),
        {
          var tier = Stores.vectors(.day, name: "l2", service: "elasticache-serverless-valkey")
          tier.largestValue = 1 << 20
          return tier
        }(),
      ],
      semantic: SemanticLayer(
        threshold: Threshold(0.95), fields: KeyRule.parameters, tier: "l2", copiesAbove: true, embedding: Embedding.hosted,
        embeddingPrice: Embedding.smallPrice, search: Embedding.localSearch)
    ).from(
      "apisix docs/en/latest/plugins/ai-cache.md: L1 3600 s, L2 86400 s, similarity 0.95, top_k 1, one last user message, body up to 1 MiB",
      "One route is simulated: each has a cache of its own there. Which embedding model is configured is open: a hosted small one here.",
      "Which parameters must be equal for a hit by meaning is not documented: all are here.",
      Embedding.caveat)
  ]
}
