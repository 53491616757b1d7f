import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// RedisVL's SemanticCache by its source, and LangCache by its documentation.
  static let redisVL: [Strategy] = [
    Strategy(
      name: "redisvl-semantic", summary: "RedisVL: the prompt within a cosine distance of 0.1, for ever.",
      key: KeyRule(fields: [.lastUserMessage]),
      eligibility: Eligibility(controls: .ignored), tiers: [Stores.vectors(.never, service: "elasticache-serverless-valkey")],
      semantic: SemanticLayer(
        threshold: Threshold(0.1, scale: .distance), fields: [], embedding: Embedding.local, search: Embedding.localSearch)
    ).from(
      "redisvl extensions/cache/llm/semantic.py: distance_threshold 0.1, num_results 1, ttl none; a hit renews the cache's own TTL",
      "With a TTL set, write expiry: sliding: every hit renews it there.",
      "The caller gives the prompt: the last user message here. Filters on other fields are up to the caller; there are none here.",
      Embedding.caveat),
    Strategy(
      name: "langcache", summary: "Redis LangCache: exact, then a cosine of 0.9.", key: KeyRule(fields: [.lastUserMessage]),
      eligibility: Eligibility(controls: .ignored), tiers: [Stores.vectors(.never, byKey: true, service: "redis-langcache")],
      semantic: SemanticLayer(threshold: Threshold(0.9), fields: [], embedding: Embedding.hosted, search: Embedding.managedSearch)
    ).from(
      "redis.io LangCache documentation: threshold by search, 0.9 in its examples",
      "Attributes that part the cache are up to the caller; there are none here. Its embedding has no price of its own.", Embedding.caveat),
  ]
}
