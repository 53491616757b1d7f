import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// Kong's ai-semantic-cache plugin by its schema.
  static let kong: [Strategy] = [
    Strategy(
      name: "kong-semantic", summary: "Kong: the last message by meaning, five minutes; no exact look-up.", key: .body,
      eligibility: Eligibility(controls: .ignored),
      tiers: [Stores.vectors(.seconds(300), service: "elasticache-serverless-valkey")],
      semantic: SemanticLayer(
        threshold: Threshold(0.1, scale: .distance), view: .lastMessage, fields: [.model], embedding: Embedding.hosted,
        embeddingPrice: Embedding.smallPrice, search: Embedding.localSearch)
    ).from(
      "Kong's schema of ai-semantic-cache: cache_ttl 300, message_countback 1, ignore_*_prompts false, exact_caching false, cache_control false",
      "Kong has no default threshold: a cosine distance of 0.1 is an assumption; set yours.",
      "Which fields must be equal besides is not documented: the model is here.", Embedding.caveat)
  ]
}
