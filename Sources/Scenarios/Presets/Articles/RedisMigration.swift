import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// A migration playbook with a Redis in front of the API, by what its code does.
  static let redisMigration: [Strategy] = [
    normalised,
    Strategy(
      name: "tfidf-100", summary: "As redis-normalised, then TF-IDF with a cosine of 0.85 over the 100 oldest entries, whatever the model.",
      key: normalised.key, eligibility: normalised.eligibility, tiers: normalised.tiers,
      semantic: SemanticLayer(threshold: Threshold(0.85), measure: .tfidf, fields: [], window: .first(100))
    ).from(
      source + ", SemanticCache: TfidfVectorizer, threshold 0.85, list(items)[:100]",
      "The article weighs words by the two texts compared alone, where no word is rare; here by how rare they are in the whole log.",
      "It says “recent” and takes the first 100, the oldest. Its store is never filled in the code shown; it is taken to be.",
      "Two questions of different models, and 2+2 and 2+3, share an answer."),
    Strategy(
      name: "redis-2gb-lru", summary: "Exact keys in a Redis of 2 GB that evicts the least recently used; Redis's own bytes per entry.",
      tiers: [
        Stores.redis(.never, lifetime: Lifetime(), capacity: .bytes(2 << 30, overhead: .redis7(keyBytes: 75)), policy: .allkeysLRU)
      ]
    ).from(
      source + ", redis.conf: maxmemory 2gb, allkeys-lru, maxmemory-samples 5",
      "The article counts hits and misses in two keys without a TTL for each entry, which take memory too: they are left out."),
    normalised.renamed(
      "mem-pressure", "As redis-normalised without a TTL in 2,000 MB; every five minutes, above 80 %, half of the keys go."
    ) {
      $0.tiers = [
        Stores.redis(
          .never, lifetime: Lifetime(), capacity: .bytes(2_000 << 20, overhead: .redis7(keyBytes: 75)), policy: .halfEveryFiveMinutes)
      ]
      $0.caveats.append(
        "The job says it deletes the oldest half; it deletes the first half that a scan finds, which is any. That the keys have no TTL is an "
          + "assumption: its story is of a cache that grew for months.")
    },
    Strategy(
      name: "ttl-by-class",
      summary: "Redis with a TTL by words of the question: 5 min for facts, a day for code, a week for policies, else an hour.",
      key: normalised.key, eligibility: normalised.eligibility,
      classifier: QueryClassifier([
        QueryClass(name: "factual", phrases: ["latest", "current", "today", "now", "price"], match: .substring),
        QueryClass(name: "code", phrases: ["code", "function", "implement", "class"], match: .substring),
        QueryClass(name: "static", phrases: ["static", "policy", "terms", "about"], match: .substring),
      ]),
      tiers: [
        Stores.redis(
          .hour,
          lifetime: Lifetime(
            byClass: [
              "factual": Microseconds(seconds: 300), "code": Microseconds(seconds: 86_400), "static": Microseconds(seconds: 604_800),
            ], inWholeSeconds: true))
      ]
    ).from(
      source + ", IntelligentTTLCache: TTL_RULES and its keyword lists, looked for anywhere in the text",
      "Keywords are found inside words too, as there: “know” holds “now” and lives five minutes. Classes with match: words do not."),
    normalised.renamed("rollout", "As redis-normalised, for 5 % of the traffic at first and all of it after three days.") {
      $0.eligibility.rollout = Rollout(steps: [
        Rollout.Step(from: .after(.zero), share: 0.05), Rollout.Step(from: .after(Microseconds(seconds: 72 * 3_600)), share: 1),
      ])
      $0.caveats.append(
        "When the share rises is not said: it does so after the 72 hours of the blue-green comparison. The kill switch (CACHE_ENABLED=false) is a "
          + "period under switched_off.")
    },
  ]

  private static let source = "Migration playbook “Redis cache layer for an AI API”"

  private static let normalised = Strategy(
    name: "redis-normalised", summary: "Redis for one hour; prompts are compared in lower case and with single spaces.",
    key: KeyRule(fields: KeyRule.exact.fields, text: .spelling), eligibility: Eligibility(controls: .ignored), tiers: [Stores.redis(.hour)]
  ).from(
    source + ", AIServiceCache: lower case and single spaces, model, sorted parameters; cache_ttl 3600",
    "The article folds case and spaces only; punctuation is folded here too, so that “report” and “report.” share an answer, as its text claims.",
    "It takes one prompt; of a conversation, the last user message is folded and the rest must be equal.",
    "similarity_threshold=0.95 is in the code and never used. Its usage example sets 7200 s.")
}
