import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// Azure API Management's llm-semantic-cache policies by their documentation.
  static let azureAPIM: [Strategy] = [
    Strategy(
      name: "azure-apim-semantic",
      summary: "Azure API Management: all messages by meaning at a score of 0.05, one subscription's for itself.",
      key: .body, scope: .apiKey, eligibility: Eligibility(controls: .ignored),
      tiers: [Stores.vectors(.seconds(60))],
      semantic: SemanticLayer(
        threshold: Threshold(0.05, scale: .distance), view: TextView(withSystem: true), fields: [.model], embedding: Embedding.hosted,
        embeddingPrice: Embedding.ada002Price, search: Embedding.managedSearch)
    ).from(
      "learn.microsoft.com llm-semantic-cache-lookup-policy: score-threshold required, lower is stricter; ignore-system-messages false",
      "The score is taken to be a cosine distance; Microsoft does not say. 0.05 is that of its sample, after users saw everything hit.",
      "The store policy's duration is required and has no default: 60 s, that of examples, is not verified.",
      "Callers are parted by subscription, as vary-by in the sample does. Whether streams are cached is not documented; they are here.",
      Embedding.caveat)
  ]
}
