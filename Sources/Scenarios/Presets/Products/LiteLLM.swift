import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// LiteLLM 1.106: its caches as run, request by request (memory, Redis), and its semantic cache by its source.
  static let liteLLM: [Strategy] = [
    Strategy(
      name: "litellm-local", summary: "LiteLLM's memory cache: ten minutes, 200 answers, conversations of at most 4 messages.",
      key: .asWritten, eligibility: eligibility, tiers: [memory]
    ).from(source, keyCaveat, messagesCaveat, sharedCaveat, embeddingCaveat, asyncCaveat),
    Strategy(
      name: "litellm-redis", summary: "LiteLLM's proxy with Redis: one minute there, and a copy in memory for ten.", key: .asWritten,
      eligibility: eligibility, tiers: [copying, redis]
    ).from(
      source, keyCaveat, messagesCaveat, sharedCaveat, embeddingCaveat,
      "Each worker of a proxy has a memory of its own; one is simulated. For more, give the memory tier places: “4 at random”.",
      "What another worker read stays in memory for ten minutes whatever TTL is configured: answers can be staler than Redis says."),
    Strategy(
      name: "litellm-redis-sync", summary: "LiteLLM's SDK with Redis, called synchronously: one minute, no copy in memory.",
      key: .asWritten, eligibility: eligibility, tiers: [redis]
    ).from(source, keyCaveat, messagesCaveat, sharedCaveat, embeddingCaveat, "s-maxage: 0 is ignored by synchronous calls."),
    Strategy(
      name: "litellm-redis-semantic", summary: "LiteLLM's Redis semantic cache: the whole conversation by meaning, within one API key.",
      key: .asWritten, scope: .apiKey, eligibility: conversations,
      tiers: [
        Stores.vectors(.seconds(60), lifetime: Lifetime(fromRequest: true, inWholeSeconds: true), service: "elasticache-serverless-valkey")
      ],
      semantic: SemanticLayer(
        threshold: Threshold(0.8), view: TextView(), fields: KeyRule.asWritten.fields.subtracting(KeyField.ofPrompts),
        embedding: Embedding.hosted, embeddingPrice: Embedding.ada002Price, search: Embedding.localSearch)
    ).from(
      "LiteLLM's source: caching.py, redis_semantic_cache.py; text-embedding-ada-002, semantic_cache_scope=key",
      "LiteLLM has no default threshold; 0.8 is an assumption: set yours.",
      "A look-up that takes longer than 5 s is a miss there; here it is waited for.",
      "Not run against the product.", Embedding.caveat),
  ]

  private static let source = "LiteLLM 1.106.2 and 1.108.7, run: caching.py, in_memory_cache.py, redis_cache.py"
  private static let keyCaveat =
    "The key has the parameters as they were written, in their order, as LiteLLM's: a log that writes them in another order than clients do "
    + "hits more or less. stream: false and none are one key, as in the proxy and not in the SDK. Parameters that LiteLLM does not know "
    + "(extra_body, min_p) are in no key, unless enable_caching_on_provider_specific_optional_params is set. Where a request names a cache_key, "
    + "that is used."
  private static let messagesCaveat =
    "Messages are compared by what they say: the roles system and developer, a text and a single part of text, marks of cache_control, "
    + "name: null, and another order of a message's members make other keys there, and the same one here. A model_group in the metadata takes "
    + "the model's place there only."
  private static let sharedCaveat =
    "Answers are shared between API keys, as by LiteLLM's exact caches; a namespace that a request names parts them."
  private static let embeddingCaveat =
    "Embedding calls are cached too, whole as by synchronous calls; asynchronous calls and the proxy cache each of several inputs apart."
  private static let asyncCaveat = "A request with s-maxage: 0 misses, as in asynchronous calls and the proxy; synchronous calls ignore it."

  private static let conversations = Eligibility(
    maximumMessages: 4, storesUnfinished: true,
    controls: ControlRules(skip: .refresh, refresh: .refresh, noStore: .noStore, maximumAge: true, customKey: true))

  private static let eligibility: Eligibility = {
    var rules = conversations
    rules.endpoints = Endpoint.generating.union([.embedding, .rerank])
    return rules
  }()

  /// In-memory cache: an answer that overwrites a live one keeps that one's end, and evicts as if it were one more.
  private static let memory = Tier(
    name: "memory", expiry: .seconds(600), lifetime: Lifetime(fromRequest: true, keepsEnd: true), removal: .atStore,
    capacity: .entries(200), policy: .earliestExpiry, eviction: EvictionRules(countsOverwrites: true),
    latency: .constant(Microseconds(50)))

  private static let copying: Tier = {
    var tier = memory
    tier.fill = FillRules(onHitBelow: .fresh, copyTTL: Microseconds(seconds: 600))
    return tier
  }()

  private static let redis = Stores.redis(.seconds(60), lifetime: Lifetime(fromRequest: true, inWholeSeconds: true))
}
