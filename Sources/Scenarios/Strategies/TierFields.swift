import Caching
import Simulation
import Traces
import Units

/// The fields of a tier.
let tierFields = FieldTable<Tier>(
  what: "a tier", standard: Tier(), leavesOutDefaults: true, elsewhere: topOfStrategy,
  fields: lifeFields + staleFields + roomFields + copyFields + serviceFields)

/// How long entries live.
private let lifeFields: [Field<Tier>] = [
  .scalar(
    "name", \.name, "letters, digits, dots and dashes", "Unique within the strategy.", parse: { isName($0) ? $0 : nil },
    print: { quoted($0) }
  ).always,
  .scalar(
    "ttl", \.expiry.ttl, "a duration such as 5m, 1h, 7d, or never", "How long an entry lives, where no rule below says otherwise.",
    parse: { $0 == "never" ? .some(nil) : Quantity.duration($0).map { .some($0) } }, print: { $0.map(Quantity.print) ?? "never" }
  ).always,
  .choice("expiry", \.expiry.kind, "Whether the TTL counts from when the entry was stored (fixed), or from its last hit (sliding).")
    .checked { node, tier in
      guard node.text == Expiry.Kind.sliding.rawValue, tier.expiry.ttl == nil else { return }
      throw node.fault("A life that slides needs a \"ttl\", which is never here; write one, such as \"ttl: 1h\".")
    },
  .ttls(
    "ttl_by_model", \.lifetime.byModel, "{gpt-4.1: 1h, deepseek-v3.2: 30m}",
    "TTLs by name of the model, as prices have it: claude-sonnet-4.5 is claude-sonnet-4-5, with or without its date."),
  .ttls(
    "ttl_by_class", \.lifetime.byClass, "{faq: 7d, news: 5m}", "TTLs by class of the question; \"classes\" defines them. Beats the model's."
  ),
  .ttls(
    "ttl_by_organisation", \.lifetime.byOrganisation, "{acme: 1d, trial-*: 5m}",
    "TTLs by the organisation that the log names as that of the call whose answer is stored; 0s stores nothing for it. `*` stands for any "
      + "characters, `?` for one, and \"\" for calls that name none; of several the very name counts, then the pattern with the most letters. Beats the class's."
  ),
  .ttls(
    "ttl_by_team", \.lifetime.byTeam, "{checkout: 1h, qa-*: 0s}",
    "TTLs by the team, likewise. Beats the organisation's. Users and API keys have no names in a replay, so there is none by them."),
  .flag("ttl_from_request", \.lifetime.fromRequest, "Whether a TTL that a request asks for counts. Beats all others."),
  .span("min_ttl", \.lifetime.shortest, none: "any", "No TTL is shorter than this."),
  .span("max_ttl", \.lifetime.longest, none: "any", "No TTL is longer than this; nothing then lives for ever."),
  .span(
    "max_life", \.lifetime.greatestAge, none: "any",
    "With a sliding TTL: however often it is read, an entry lives no longer than this from when it was stored in the tier (an absolute expiration "
      + "beside a sliding one)."
  ).onlyWith("\"expiry: sliding\"") { $0.expiry.kind == .sliding }.standing("any"),
  .share("jitter", \.lifetime.jitter, "The share by which a TTL is shortened at most, at random, so that entries do not expire together."),
  .flag("whole_seconds", \.lifetime.inWholeSeconds, "Whether TTLs are cut to whole seconds, as Redis's EX takes them."),
  .flag("overwriting_keeps_end", \.lifetime.keepsEnd, "Whether an answer that overwrites a live entry keeps that entry's end."),
  .choice(
    "removal", \.removal,
    "When expired entries leave memory, which only memory sees: at once (exact), when touched (lazy), at every store, or as Redis does: "
      + "when touched, and some each tenth of a second (redis)."),
]

/// What expired entries are still good for.
private let staleFields: [Field<Tier>] = [
  .span(
    "stale_while_revalidate", \.stale.whileRevalidating,
    "How long after its end an entry still answers at once while it is fetched anew (grace). An eager refresh in the last part of a life, such as "
      + "from 54 of 60 minutes on, is a ttl of 54m and 6m of this."),
  .ttls(
    "stale_while_revalidate_by_model", \.stale.byModel, "{gpt-4.1: 10m, deepseek-v3.2: 0s}",
    "The same by name of the model whose answer it is, named as in ttl_by_model; 0s is none."),
  .ttls(
    "stale_while_revalidate_by_class", \.stale.byClass, "{faq: 1d, news: 0s}",
    "The same by class of the question whose answer it is. Beats the model's."),
  .span("stale_if_error", \.stale.ifError, "How long after its end an entry still answers where the call would fail."),
  .choice(
    "stale_refresh", \.stale.refresh,
    "Whether the first request after the end is answered stale too (background), or waits for its own call (by-first)."),
]

/// What the tier holds, and what goes.
private let roomFields: [Field<Tier>] = [
  .scalar(
    "capacity", \.capacity.amount, "a size such as 512MB or 2GB, a number of entries such as 10000, or unlimited",
    "How much the tier holds: entries, or bytes of answers with their overhead (see Words).", parse: { Capacity.Amount($0) },
    print: { $0.text }
  ).always,
  .scalar(
    "overhead", \.capacity.overhead, "none, redis7, or a size such as 100B",
    "What an entry takes beyond its answer. With redis7 it takes what Redis 7 takes for it, and the capacity is its maxmemory: the server "
      + "itself takes 1 MB of it.",
    parse: { EntryOverhead($0) }, print: { $0.text }
  ).onlyWith("a capacity in bytes, such as \"capacity: 2GB\",") { $0.capacity.isBytes }.standing("none"),
  Field(
    name: "policy", values: EvictionPolicy.allCases.map(\.rawValue).joined(separator: " | "),
    meaning:
      "Which entry goes when there is no room, so it matters with a capacity only; the table under Policies explains them, and so does "
      + "`hindcast list policies`.",
    inner: [], read: readPolicy,
    print: { tier, _ in tier.policy.rawValue }),
  .count("redis_samples", \.redis.samples, "Keys looked at per eviction (maxmemory-samples).").ofRedis.standing("5"),
  .count(
    "redis_lfu_decay", \.redis.decayMinutes,
    "Minutes after which the use counter of an idle key falls by one (lfu-decay-time); 0 for never. At the pace of LLM calls give days (1440 "
      + "a day), else lfu is no better than random."
  ).ofRedis.standing("1"),
  .count("redis_lfu_log_factor", \.redis.logFactor, "How slowly the use counter grows (lfu-log-factor).").ofRedis.standing("10"),
  .share(
    "eviction_block", \.eviction.block, "The share of the capacity that goes at once when an entry does not fit; 0 for only what is needed."
  ),
  .flag("overwriting_evicts", \.eviction.countsOverwrites, "Whether an answer that overwrites an entry evicts as if it were one more."),
  .scalar(
    "largest_value", \.largestValue, "a size such as 1MB, or any", "The largest answer that is stored, by its bytes (see Words).",
    parse: { $0 == "any" ? .some(nil) : Quantity.bytes($0).map { .some($0) } }, print: { $0.map { Quantity.print(bytes: $0) } ?? "any" }),
]

/// What comes into it, and where it is.
private let copyFields: [Field<Tier>] = [
  .flag("store_misses", \.fill.onMiss, "Whether the answer of a miss is stored in it; where not, only copies of what tiers below have."),
  .choice(
    "copy", \.fill.onHitBelow,
    "Whether a hit in a tier below is copied into it: with what is left of its life (remaining), with this tier's own TTL (fresh), or never. "
      + "Such a copy is a write of this tier: other places see it after visible_after."
  ),
  .span("copy_ttl", \.fill.copyTTL, none: "own", "The TTL of such a copy, where it is not the tier's own."),
  .scalar(
    "places", \.places.routing, "one, place, organisation, team, user, api_key, \"5 by caller\", or \"3 at random\"",
    "Where its copies are: at one place; at POPs or regions told apart by a field of the log; at so many that callers are spread over; or in so "
      + "many processes that each request finds one of at random.", parse: { Places.Routing($0) }, print: { $0.text }),
  .span(
    "visible_after", \.places.visibleAfter, none: "never", "How long a write takes to be seen at the other places; never: each has its own."
  ),
  .span(
    "negative_ttl", \.negative, none: "none",
    "How long a look-up that found nothing keeps answering so at its place, whatever is written elsewhere meanwhile; a write at the place "
      + "itself ends it (Workers KV: 30s to 60s)."),
  .span(
    "write_interval", \.writeInterval, none: "none",
    "The least time between two writes of one key; a sooner one is dropped (Workers KV: 1s)."),
  .flag("by_key", \.answersByKey, "Whether it is asked for the key itself; where not, only the look-up by meaning finds its entries."),
]

/// What it takes and costs.
private let serviceFields: [Field<Tier>] = [
  .latency("latency", \.latency, "What a look-up takes, hit or miss.").always,
  .latency("miss_latency", \.missLatency, none: "same", "What a look-up that finds nothing takes, where that is known apart."),
  Field(
    name: "service", values: "a service of the infrastructure price list, or none",
    meaning: "What the tier is billed as: one of those under Services, or one that --infrastructure FILE gives a price.", inner: [],
    read: { node, tier in
      let name = node.text ?? node.kind
      guard name == "none" || KnownServices.names?.contains(name) ?? !name.isEmpty else { throw node.fault(KnownServices.fault(name)) }
      tier.service = name == "none" ? nil : name
    },
    print: { tier, _ in tier.service.map(quoted) ?? "none" }
  ).always,
]

@Sendable private func readPolicy(_ node: YAMLNode, _ tier: inout Tier) throws {
  let text = node.text ?? node.kind
  if let policy = EvictionPolicy(rawValue: text) { return tier.policy = policy }
  guard !["belady", "opt", "min"].contains(text.lowercased()) else {
    throw node.fault(
      "\"\(text)\" must know the future: it is a bound, which no cache can run. Of policies that can be run s3-fifo and w-tinylfu come nearest."
    )
  }
  throw node.fault("There is no policy \"\(shown(text))\"; \(suggestion(for: text, among: EvictionPolicy.allCases.map(\.rawValue)))")
}

extension Places.Routing {
  fileprivate init?(_ text: String) {
    let words = text.split(separator: " ")
    if text == "one" {
      self = .one
    } else if let field = KeyField(rawValue: text), KeyField.ofCallers.contains(field) {
      self = .field(field)
    } else if words.count == 3, let count = Quantity.whole(String(words[0])) {
      switch words[1...].joined(separator: " ") {
      case "by caller": self = .caller(count)
      case "at random": self = .request(count)
      default: return nil
      }
    } else {
      return nil
    }
  }

  fileprivate var text: String {
    switch self {
    case .one: "one"
    case .field(let field): field.rawValue
    case .caller(let count): "\(count) by caller"
    case .request(let count): "\(count) at random"
    }
  }
}

extension Field<Tier> {
  fileprivate var ofRedis: Field { onlyWith("a policy of Redis, such as \"policy: allkeys-lru\",") { $0.policy.isOfRedis } }
}

extension EvictionPolicy {
  /// Whether it samples keys as a Redis server does.
  fileprivate var isOfRedis: Bool {
    switch self {
    case .allkeysLRU, .allkeysLFU, .allkeysRandom, .volatileLRU, .volatileLFU, .volatileRandom, .volatileTTL, .halfEveryFiveMinutes: true
    case .lru, .fifo, .lfu, .clock, .sieve, .s3fifo, .arc, .wTinyLFU, .random, .noEviction, .earliestExpiry: false
    }
  }
}

extension Capacity {
  fileprivate var isBytes: Bool {
    if case .bytes = self { true } else { false }
  }
}

extension Field {
  fileprivate static func ttls(
    _ name: String, _ path: any WritableKeyPath<Root, [String: Microseconds]> & Sendable, _ values: String, _ meaning: String
  ) -> Field {
    named(name, path, "names and durations such as \(values)", meaning, parse: { Quantity.duration($0) }, print: { Quantity.print($0) })
  }
}
