import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// vLLM Semantic Router's response cache by its documentation and sample configuration.
  static let vLLMSemanticRouter: [Strategy] = [
    Strategy(
      name: "vllm-semantic-router", summary: "vLLM Semantic Router: a cosine of 0.86 within one user, two hours, 50,000 answers.",
      key: .body,
      scope: .user, eligibility: Eligibility(controls: ControlRules(skip: .skip, refresh: .ignore, noStore: .noStore)),
      tiers: [Stores.vectors(.seconds(7_200), name: "memory", capacity: .entries(50_000))],
      semantic: SemanticLayer(
        threshold: Threshold(0.86), fields: KeyRule.parameters.union([.systemPrompt, .earlierTurns]), embedding: Embedding.local,
        search: Embedding.localSearch)
    ).from(
      "vllm-project/semantic-router docs/tutorials/plugin/response-cache.md and config.yaml: similarity 0.86, ttl 7200 s, max_entries 50000",
      "Routes override threshold (0.82 to 0.92) and TTL (up to a day); the sample's global values are simulated.",
      "System prompt, history, tools, format and parameters must be equal; only complete streams are stored.", Embedding.caveat)
  ]
}
