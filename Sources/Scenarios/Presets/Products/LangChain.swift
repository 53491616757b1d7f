import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// LangChain's caches: in memory as run, and the semantic one on Redis by its source.
  static let langChain: [Strategy] = [
    Strategy(
      name: "langchain-memory", summary: "LangChain's InMemoryCache: exact, for ever, without bounds; streams bypass it.", key: key,
      eligibility: Eligibility(streams: false, storesUnfinished: true, controls: .ignored), tiers: [Stores.memory(.never)]
    ).from(
      "langchain-core 1.7.2 and 1.8.3, run: caches.py, language_models",
      "Case and spaces count, ids of messages do not; names and metadata of messages do there. With maxsize it evicts first in, first out.",
      "All that a call is given is in the key, user and service_tier too; what the model was made with is taken for given with each call.",
      "Serializable classes have the API key in their key: for those set scope: api_key."),
    Strategy(
      name: "langchain-redis-semantic", summary: "LangChain's RedisSemanticCache: the prompt within a cosine distance of 0.2, for ever.",
      eligibility: Eligibility(streams: false, storesUnfinished: true, controls: .ignored),
      tiers: [Stores.vectors(.never, service: "elasticache-serverless-valkey")],
      semantic: SemanticLayer(
        threshold: Threshold(0.2, scale: .distance), view: TextView(withSystem: true),
        fields: key.fields.subtracting(KeyField.ofPrompts), embedding: Embedding.hosted, embeddingPrice: Embedding.smallPrice,
        search: Embedding.localSearch)
    ).from(
      "langchain-redis: RedisSemanticCache, distance_threshold 0.2, ttl none; model and parameters (llm_string) must be equal",
      "Which embedding is given to it is open: a hosted small one here. Not run against the product.", Embedding.caveat),
  ]

  /// LangChain's llm_string: all parameters of the model and of the call, sorted by name (langchain-core 1.8.3, chat_models.py).
  private static let key = KeyRule(fields: KeyRule.exact.fields.union([.sentParameters, .sentIdentifiers]))
}
