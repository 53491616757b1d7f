import Caching
import Pricing
import Simulation
import Traces
import Units

/// The fields of a tier.
let tierFields = FieldTable<Tier>(
  what: "a tier", standard: Tier(), leavesOutDefaults: true,
  fields: [
    .scalar(
      "name", \.name, "letters, digits, dots and dashes", "Unique within the strategy.", parse: { isName($0) ? $0 : nil },
      print: { quoted($0) }
    ).always,
    .scalar(
      "ttl", \.expiry.ttl, "a duration such as 5m, 1h, 7d, or never", "How long an entry lives, where no rule below says otherwise.",
      parse: { $0 == "never" ? .some(nil) : Quantity.duration($0).map { .some($0) } }, print: { $0.map(Quantity.print) ?? "never" }
    ).always,
    .choice("expiry", \.expiry.kind, "Whether the TTL counts from when the entry was stored, or from its last hit."),
    .ttls("ttl_by_model", \.lifetime.byModel, "{gpt-4.1: 1h, deepseek-v3.2: 30m}", "TTLs by name of the model, as the log has it."),
    .ttls("ttl_by_class", \.lifetime.byClass, "{faq: 7d, news: 5m}", "TTLs by class of the question; \"classes\" defines them. Beats the model's."),
    .flag("ttl_from_request", \.lifetime.fromRequest, "Whether a TTL that a request asks for counts. Beats all others."),
    .span("shortest_ttl", \.lifetime.shortest, none: "any", "No TTL is shorter than this."),
    .span("longest_ttl", \.lifetime.longest, none: "any", "No TTL is longer than this; nothing then lives for ever."),
    .share("jitter", \.lifetime.jitter, "The share by which a TTL is shortened at most, at random, so that entries do not expire together."),
    .flag("whole_seconds", \.lifetime.inWholeSeconds, "Whether TTLs are cut to whole seconds, as Redis's EX takes them."),
    .flag("overwriting_keeps_end", \.lifetime.keepsEnd, "Whether an answer that overwrites a live entry keeps that entry's end."),
    .choice(
      "removal", \.removal,
      "When expired entries leave memory, which only memory sees: at once (exact), when touched (lazy), at every store, or as Redis does."),
    .nested("stale", \.stale, staleFields, "What expired entries are still good for."),
    .scalar(
      "capacity", \.capacity.amount, "a size such as 512MB or 2GB, a number of entries such as 10000, or unlimited",
      "How much the tier holds.", parse: { Capacity.Amount($0) }, print: { $0.text }
    ).always,
    .scalar(
      "overhead", \.capacity.overhead, "none, redis7, or a size such as 100B", "What an entry takes beyond its answer.",
      parse: { EntryOverhead($0) }, print: { $0.text }
    ).onlyWith("a capacity in bytes, such as \"capacity: 2GB\",") { $0.capacity.isBytes },
    .choice("policy", \.policy, "Which entry goes when there is no room; `hindcast list policies` explains them."),
    .nested("redis", \.redis, redisFields, "The settings of a Redis server.")
      .onlyWith("a policy of Redis, such as \"policy: allkeys-lru\",") { $0.policy.isOfRedis },
    .nested("eviction", \.eviction, evictionFields, "Details of eviction that set some products apart."),
    .scalar(
      "largest_value", \.largestValue, "a size such as 1MB, or any", "The largest answer that is stored.",
      parse: { $0 == "any" ? .some(nil) : Quantity.bytes($0).map { .some($0) } }, print: { $0.map { Quantity.print(bytes: $0) } ?? "any" }),
    .nested("fill", \.fill, fillFields, "What is stored in it."),
    .nested("places", \.places, placeFields, "Where its copies are: POPs, regions, processes."),
    .span(
      "negative_ttl", \.negative, none: "none",
      "How long a look-up that found nothing keeps answering so at its place, whatever is written meanwhile (Workers KV: 30s to 60s)."),
    .span("write_interval", \.writeInterval, none: "none", "The least time between two writes of one key; a sooner one is dropped (Workers KV: 1s)."),
    .flag("answers_by_key", \.answersByKey, "Whether it is asked for the key itself; where not, only the look-up by meaning finds its entries."),
    .latency("latency", \.latency, "What a look-up takes, hit or miss.").always,
    .latency("miss_latency", \.missLatency, none: "same", "What a look-up that finds nothing takes, where that is known apart."),
    Field(
      name: "service", values: "a service of the infrastructure price list, or none", meaning: "What the tier is billed as.", inner: [],
      read: { node, tier in
        let name = node.text ?? node.kind
        guard name == "none" || services.contains(name) else {
          throw node.fault("The infrastructure price list has no service \"\(shown(name))\"; \(suggestion(for: name, among: services))")
        }
        tier.service = name == "none" ? nil : name
      },
      print: { tier, _ in tier.service.map(quoted) ?? "none" }
    ).always,
  ])

private let services = InfrastructurePrices.builtIn.services

private let staleFields = FieldTable<StaleRules>(
  what: "\"stale\"", standard: StaleRules(), leavesOutDefaults: true,
  fields: [
    .span(
      "while_revalidating", \.whileRevalidating,
      "How long after its end an entry still answers at once while it is fetched anew (stale-while-revalidate, grace)."),
    .span("if_error", \.ifError, "How long after its end an entry still answers where the call would fail (stale-if-error)."),
    .choice("refresh", \.refresh, "Whether the first request is answered stale too (background), or waits for its own call (by-first)."),
  ])

private let redisFields = FieldTable<RedisSettings>(
  what: "\"redis\"", standard: RedisSettings(), leavesOutDefaults: true,
  fields: [
    .count("samples", \.samples, "Keys looked at per eviction (maxmemory-samples)."),
    .count(
      "decay_minutes", \.decayMinutes,
      "Minutes after which the use counter of an idle key falls by one (lfu-decay-time); 0 for never. At the pace of LLM calls 1440 and more."),
    .count("log_factor", \.logFactor, "How slowly the use counter grows (lfu-log-factor)."),
  ])

private let evictionFields = FieldTable<EvictionRules>(
  what: "\"eviction\"", standard: EvictionRules(), leavesOutDefaults: true,
  fields: [
    .share("block", \.block, "The share of the capacity that goes at once when an entry does not fit; 0 for only what is needed."),
    .flag("counts_overwrites", \.countsOverwrites, "Whether an answer that overwrites an entry evicts as if it were one more."),
    .span("every", \.every, "policy halving: how often the job runs."),
    .share("above", \.above, "policy halving: the share of the capacity above which it deletes anything."),
    .share("share", \.share, "policy halving: the share of the entries that it then deletes."),
  ])

private let fillFields = FieldTable<FillRules>(
  what: "\"fill\"", standard: FillRules(), leavesOutDefaults: true,
  fields: [
    .flag("on_miss", \.onMiss, "Whether the answer of a miss is stored in it."),
    .choice(
      "on_hit_below", \.onHitBelow,
      "Whether a hit in a tier below is copied into it: with what is left of its life (remaining), with this tier's own TTL (fresh), or never."),
    .span("copy_ttl", \.copyTTL, none: "own", "The TTL of such a copy, where it is not the tier's own."),
  ])

private let placeFields = FieldTable<Places>(
  what: "\"places\"", standard: Places(), leavesOutDefaults: true,
  fields: [
    .choice(
      "by", \.routing.kind,
      "How a request finds its place: there is one; by a field of the log (place, organisation, team, user, api_key); by a hash of the caller; or "
        + "each request at random."
    ).always,
    .count("count", \.routing.count, "How many places there are.").onlyWith("\"by: caller\" and \"by: request\"") {
      [.caller, .request].contains($0.routing.kind)
    },
    .span("visible_after", \.visibleAfter, none: "never", "How long a write takes to be seen at the other places; never: each has its own entries."),
  ])

/// A routing taken apart into the fields of a file, and back.
extension Places.Routing {
  enum Kind: String, CaseIterable, Sendable {
    case one, place, organisation, team, user
    case apiKey = "api_key"
    case caller, request
  }

  var kind: Kind {
    get {
      switch self {
      case .one: .one
      case .field(let field): Kind(rawValue: field.rawValue) ?? .place
      case .caller: .caller
      case .request: .request
      }
    }
    set {
      switch newValue {
      case .one: self = .one
      case .place, .organisation, .team, .user, .apiKey: self = .field(KeyField(rawValue: newValue.rawValue) ?? .place)
      case .caller: self = .caller(count)
      case .request: self = .request(count)
      }
    }
  }

  fileprivate var count: Int {
    get {
      switch self {
      case .one, .field: 1
      case .caller(let count), .request(let count): count
      }
    }
    set {
      switch self {
      case .one, .field: break
      case .caller: self = .caller(newValue)
      case .request: self = .request(newValue)
      }
    }
  }
}

extension EvictionPolicy {
  var isOfRedis: Bool {
    switch self {
    case .redisLRU, .redisLFU, .redisRandom, .redisTTL, .redisVolatileLRU: true
    default: false
    }
  }
}

extension Capacity {
  var isBytes: Bool {
    if case .bytes = self { true } else { false }
  }
}

extension Field {
  fileprivate static func ttls(
    _ name: String, _ path: any WritableKeyPath<Root, [String: Microseconds]> & Sendable, _ values: String, _ meaning: String
  ) -> Field {
    named(name, path, "a mapping such as \(values)", meaning, parse: { Quantity.duration($0) }, print: { Quantity.print($0) })
  }
}
