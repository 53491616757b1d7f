import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// Zuplo's semantic cache policy by its documentation.
  static let zuplo: [Strategy] = [
    Strategy(
      name: "zuplo-semantic", summary: "Zuplo: by meaning with a tolerance of 0.2 for an hour; conversations of at most 3 messages.",
      key: .body,
      eligibility: Eligibility(maximumMessages: 3, controls: .ignored),
      tiers: [Stores.vectors(.hour, lifetime: Lifetime(longest: Microseconds(seconds: 30 * 86_400)))],
      semantic: SemanticLayer(
        threshold: Threshold(0.2, scale: .distance), fields: [.model], embedding: Embedding.hosted, embeddingPrice: Embedding.smallPrice,
        search: Embedding.managedSearch)
    ).from(
      "zuplo.com/docs/ai-gateway/policies/semantic-cache: semanticTolerance 0.2, expirationSecondsTtl 3600, maxConversationLength 3",
      "Which text is compared, and what must be equal besides, is not documented: the last user message and the model here.",
      "One app is simulated: each has a namespace of its own there. Streams are taken to be cached.", Embedding.caveat)
  ]
}
