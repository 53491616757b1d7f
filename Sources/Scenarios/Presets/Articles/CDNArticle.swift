import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// An article on CDN caching of AI APIs (Cloudflare Workers, Fastly VCL, Redis), by what its code does.
  static let cdnArticle: [Strategy] = [
    cloudflareWorker,
    Strategy(
      name: "fastly-vcl-grace", summary: "Fastly VCL: the whole body for one hour per POP, stale for a day while it is fetched anew.",
      key: .body, eligibility: Eligibility(endpoints: [.chat], controls: .ignored),
      tiers: [
        {
          var tier = Stores.edge(.hour, service: "fastly-cdn")
          tier.stale = StaleRules(whileRevalidating: Microseconds(seconds: 86_400))
          return tier
        }()
      ], flights: FlightRules(singleFlight: .place)
    ).from(
      source + ", its VCL: hash of req.body and X-AI-Model, beresp.ttl 1h, beresp.grace 1d, status 200 only",
      "Varnish counts the life of an answer from its headers on; here it counts from its end.",
      "Fetches of one POP are taken to be collapsed, Varnish's default; the article does not say."),
    Strategy(
      name: "redis-ttl-category", summary: "Redis for one hour, keys of model and messages cut to 64 bits.", key: .modelAndMessages,
      hashBits: 64, eligibility: Eligibility(controls: .ignored), tiers: [Stores.redis(.hour)]
    ).from(
      source + ", AICacheManager: ai:cache:{model}:{realtime|hourly|daily}:{sha256[:16]}, TTL 3600 unless the caller gives another",
      "The caller chooses TTL and category; 3600 s, the default, is simulated for all.",
      "Invalidation by model works and can be added as an event; invalidation by category looks up a set that is never written and removes "
        + "nothing."),
    Strategy(
      name: "cf-page-rules", summary: "Cloudflare page rules: everything for one hour at the edge, streams too.", key: .body,
      eligibility: Eligibility(endpoints: [.chat], controls: .ignored), tiers: [Stores.edge(.hour, service: "cloudflare-cache-api")]
    ).from(
      source + ", its page rules: cache_everything, edge and browser TTL 3600, bypass for URLs with stream=true",
      "Page rules cache by URL and method: a POST is not cached at all unless a Worker turns it into a GET with the hash of its body in the "
        + "query, which is taken for granted here.",
      "The bypass looks for stream=true in the URL, but it stands in the body: streams are cached.", "The browser's own hour is left out."),
    cloudflareWorker.renamed("scope-org", "As cf-worker-cache, and each organisation has answers of its own.") { $0.scope = .organisation },
    cloudflareWorker.renamed("scope-user", "As cf-worker-cache, and each user has answers of its own.") { $0.scope = .user },
    cloudflareWorker.renamed("prompt-id", "As cf-worker-cache, keyed by the id of a prompt where the request names one.") {
      $0.eligibility.controls = ControlRules(skip: .ignore, refresh: .ignore, noStore: .ignore, customKey: true)
      $0.caveats.append(
        "The article's key is prompt:{id}:{model}; a key that a request names stands for the id here, and two models that share one would share "
          + "answers.")
    },
    Strategy(
      name: "stream-lock", summary: "Redis for one hour; the first request streams and fills, others wait for its lock for 30 s at most.",
      key: .modelAndMessages, eligibility: Eligibility(controls: .ignored), tiers: [Stores.redis(.hour)],
      flights: FlightRules(singleFlight: .global, lockTimeout: Microseconds(seconds: 30))
    ).from(
      source + ", StreamingCacheManager: SET lock:{key} NX EX 30",
      "What requests do while another holds the lock is cut off in the article: they are taken to wait for the whole answer.",
      "The lock ends after 30 s even where the answer takes longer; who then goes upstream alone does not store."),
  ]

  private static let source = "Article on CDN caching of AI APIs with Cloudflare and Fastly"

  /// What the article's other rules start from.
  private static let cloudflareWorker = Strategy(
    name: "cf-worker-cache", summary: "A Cloudflare Worker: model and messages by a 31-bit hash, one hour per data centre.",
    key: .modelAndMessages, hashBits: 31, eligibility: Eligibility(endpoints: [.chat], controls: .ignored),
    tiers: [Stores.edge(.hour, service: "cloudflare-cache-api")]
  ).from(
    source + ", its Worker: Math.abs of a 32-bit Java-style hash of {model, messages}, TTL 3600, 2xx only, /chat/completions only",
    "Hash collisions answer wrongly, as there. Temperature, limits, tools and stream are not in the key: a stream's body can answer a call "
      + "that is none.")
}
