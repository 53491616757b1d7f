import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// Bifrost's semantic cache plugin by its source.
  static let bifrost: [Strategy] = [
    Strategy(
      name: "bifrost", summary: "Bifrost: exact, then a cosine of 0.8, five minutes; conversations of at most 3 messages.",
      key: KeyRule(fields: KeyRule.body.fields.union([.provider])),
      eligibility: Eligibility(maximumMessages: 3, controls: ControlRules(skip: .skip, refresh: .ignore, noStore: .noStore)),
      tiers: [Stores.vectors(.seconds(300), byKey: true, lifetime: Lifetime(fromRequest: true))],
      semantic: SemanticLayer(
        threshold: Threshold(0.8), view: TextView(withSystem: true), fields: KeyRule.parameters.union([.provider]),
        embedding: Embedding.hosted,
        embeddingPrice: Embedding.smallPrice, search: Embedding.localSearch)
    ).from(
      "Bifrost plugins/semanticcache/main.go: ttl 5 min, threshold 0.8, conversation_history_threshold 3, cache_by_model and provider",
      "Without a cache key of the request or a default one nothing is cached there: one default key for all is taken for granted. Where requests "
        + "have keys of their own, set a scope.", Embedding.caveat)
  ]
}
