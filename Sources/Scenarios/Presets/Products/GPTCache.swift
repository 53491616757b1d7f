import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// GPTCache 0.1.44 as run: its default, and its usual semantic set-up.
  static let gptCache: [Strategy] = [
    Strategy(
      name: "gptcache-map", summary: "GPTCache's default: the last message alone, 1,000 answers, for ever.",
      key: KeyRule(fields: [.lastUserMessage]),
      eligibility: Eligibility(storesUnfinished: true, controls: ControlRules(skip: .refresh, refresh: .ignore, noStore: .ignore)),
      tiers: [Stores.memory(.never, capacity: .entries(1_000))]
    ).from(
      source + ", map data manager, exact evaluation",
      "Model, history and system prompt are not compared: answers cross models and conversations, as there.",
      "The last message of the user stands for the last message; look-ups skipped at a temperature are not simulated for it."),
    Strategy(
      name: "gptcache-semantic", summary: "GPTCache with SQLite and faiss: the last message at a threshold of 0.8, a cosine of 0.6.",
      key: KeyRule(fields: [.lastUserMessage]),
      eligibility: Eligibility(storesUnfinished: true, controls: ControlRules(skip: .refresh, refresh: .ignore, noStore: .ignore)),
      tiers: [
        {
          var tier = Stores.vectors(.never, name: "sqlite-faiss", capacity: .entries(1_000))
          tier.eviction = EvictionRules(block: 0.2)
          return tier
        }()
      ],
      semantic: SemanticLayer(
        threshold: Threshold(0.8, scale: .halfCosine), view: .lastMessage, fields: [], skipsByTemperature: true, embedding: Embedding.local,
        search: Embedding.localSearch)
    ).from(
      source + ", sqlite and faiss, search distance; temperature softmax",
      "Which look-ups are skipped at a temperature is drawn by lot, there too; the share is the same, the requests are not.",
      "At a temperature above 0 the answer is drawn among five near ones there; here the nearest answers.",
      "A skipped look-up stores a second row there and replaces the answer here.", Embedding.caveat),
  ]

  private static let source = "GPTCache 0.1.44, run: config.py, adapter.py, core.py"
}
