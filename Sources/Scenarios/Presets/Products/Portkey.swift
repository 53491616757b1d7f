import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// Portkey's hosted caches by its documentation, and its open-source gateway by its source.
  static let portkey: [Strategy] = [
    simple,
    simple.renamed(
      "portkey-semantic",
      "Portkey: exact first, then the user's text with a cosine of 0.95; short conversations, the system prompt ignored."
    ) {
      $0.tiers[0].name = "exact"
      $0.tiers.append(Stores.vectors($0.tiers[0].expiry, lifetime: $0.tiers[0].lifetime))
      $0.semantic = SemanticLayer(
        threshold: Threshold(0.95), view: .lastUserMessage, fields: KeyRule.parameters, maximumMessages: 4, embedding: Embedding.hosted,
        embeddingPrice: Embedding.smallPrice, search: Embedding.managedSearch)
      $0.eligibility.maximumInputTokens = 8_190
      $0.eligibility.endpoints = [.chat]
      $0.caveats += [
        "Which of the user's messages are compared is not documented: the last one is here. Prompts of 8,191 tokens and more are not cached at all "
          + "here; there they may still be found exactly.", "A forced refresh renews all answers that match there, one here.",
        Embedding.caveat,
      ]
    },
    Strategy(
      name: "portkey-oss", summary: "Portkey's open-source gateway: the body in a map in memory for a day, without bounds; no streams.",
      key: .body, eligibility: Eligibility(streams: false, controls: ControlRules(skip: .skip, refresh: .refresh, noStore: .ignore)),
      tiers: [Stores.memory(.day)]
    ).from(
      "Portkey gateway, src/middlewares/cache/index.ts: SHA-256 of body and URL, one map, 24 h",
      "max_age is taken for milliseconds there, against the documentation (issue 1256): what requests ask for is left out here.",
      "The map grows for ever; its memory is not bounded here either."),
  ]

  private static let simple = Strategy(
    name: "portkey-simple", summary: "Portkey: the whole body, seven days, one API key's answers for itself.", key: .body, scope: .apiKey,
    eligibility: Eligibility(controls: ControlRules(skip: .skip, refresh: .refresh, noStore: .ignore)),
    tiers: [
      Tier(
        name: "portkey", expiry: .week,
        lifetime: Lifetime(fromRequest: true, shortest: Microseconds(seconds: 60), longest: Microseconds(seconds: 90 * 86_400)),
        latency: .logNormal(median: Microseconds(milliseconds: 20), sigma: 0.5))
    ]
  ).from(
    "Portkey docs-core, ai-gateway/cache-simple-and-semantic: max_age 60 s to 90 d, default 7 d",
    "By default all request headers part the cache; here the API key does. A namespace would join callers.",
    "Metadata of a request is part of its key there and not here.", "A look-up of 20 ms is an assumption; no measurement is known.")
}
