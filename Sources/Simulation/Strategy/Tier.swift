public import Caching
public import Traces
public import Units

/// One store of a strategy.
public struct Tier: Hashable, Sendable {
  /// Unique within the strategy.
  public var name: String
  /// How long entries live, where ``lifetime`` chooses nothing else.
  public var expiry: Expiry
  /// TTLs by model, class and request, and what is done to them.
  public var lifetime: Lifetime
  /// When expired entries leave memory.
  public var removal: ExpiredRemoval
  /// What expired entries are still good for.
  public var stale: StaleRules
  /// How much it holds.
  public var capacity: Capacity
  /// Which entry goes when there is no room.
  public var policy: EvictionPolicy
  /// The settings of the server, where the policy is Redis's.
  public var redis: RedisEviction
  /// The details of eviction that set some products apart.
  public var eviction: EvictionRules
  /// The largest answer that is stored, in bytes; `nil` for any.
  public var largestValue: Int?
  /// What is copied into it.
  public var fill: FillRules
  /// Where its copies are.
  public var places: Places
  /// How long a look-up that found nothing keeps answering so at its place, whatever is written; `nil` for not at all (Workers KV).
  public var negative: Microseconds?
  /// The least time between two writes of one key; one that comes sooner is dropped. `nil` for no limit (Workers KV: 1 s).
  public var writeInterval: Microseconds?
  /// Whether it is asked for the key itself. Where not, only the look-up by meaning finds its entries.
  public var answersByKey: Bool
  /// What a look-up takes, hit or miss.
  public var latency: LatencyModel
  /// What a look-up that finds nothing takes, where that is known apart; `nil` for the same as ``latency``.
  public var missLatency: LatencyModel?
  /// What it is billed as: a service of the infrastructure price list; `nil` where nothing is billed or known.
  public var service: String?

  /// A tier.
  public init(
    name: String = "cache", expiry: Expiry = .never, lifetime: Lifetime = Lifetime(), removal: ExpiredRemoval = .exact,
    stale: StaleRules = StaleRules(), capacity: Capacity = .unlimited, policy: EvictionPolicy = .lru,
    redis: RedisEviction = RedisEviction(), eviction: EvictionRules = EvictionRules(), largestValue: Int? = nil,
    fill: FillRules = FillRules(), places: Places = Places(), negative: Microseconds? = nil, writeInterval: Microseconds? = nil,
    answersByKey: Bool = true, latency: LatencyModel = .constant(.zero), missLatency: LatencyModel? = nil, service: String? = nil
  ) {
    self.name = name
    self.expiry = expiry
    self.lifetime = lifetime
    self.removal = removal
    self.stale = stale
    self.capacity = capacity
    self.policy = policy
    self.redis = redis
    self.eviction = eviction
    self.largestValue = largestValue
    self.fill = fill
    self.places = places
    self.negative = negative
    self.writeInterval = writeInterval
    self.answersByKey = answersByKey
    self.latency = latency
    self.missLatency = missLatency
    self.service = service
  }
}

/// What an expired entry is still good for (law 21). It stays in memory until the longer of the two windows has passed.
public struct StaleRules: Hashable, Sendable {
  /// How a stale entry is made fresh again.
  public enum Refresh: String, CaseIterable, Hashable, Sendable {
    /// The first request is answered stale too, and a call is made beside it.
    case background
    /// The first request waits for its own call; the others are answered stale meanwhile (nginx's `updating`).
    case byFirst = "by-first"
  }

  /// How long after its end an entry still answers at once while it is fetched anew (stale-while-revalidate, grace); 0 for not at all.
  public var whileRevalidating: Microseconds
  /// The same by name of the class of the question, where that is not the tier's own; beats the model's.
  public var byClass: [String: Microseconds]
  /// The same by name of the model, compared as ``ModelTable`` does.
  public var byModel: [String: Microseconds]
  /// How long after its end an entry still answers where the call would fail; 0 for not at all.
  public var ifError: Microseconds
  /// How it is made fresh.
  public var refresh: Refresh

  /// Rules; the defaults let nothing stale out.
  public init(
    whileRevalidating: Microseconds = .zero, byClass: [String: Microseconds] = [:], byModel: [String: Microseconds] = [:],
    ifError: Microseconds = .zero, refresh: Refresh = .background
  ) {
    self.whileRevalidating = whileRevalidating
    self.byClass = byClass
    self.byModel = byModel
    self.ifError = ifError
    self.refresh = refresh
  }

  /// The longest window in which any answer is given at once.
  public var longestRevalidating: Microseconds { ([whileRevalidating] + byClass.values + byModel.values).max() ?? .zero }
}

/// Details of eviction in which products differ.
public struct EvictionRules: Hashable, Sendable {
  /// The share of the capacity that goes at once when an entry does not fit: 0 for only what is needed, .2 for GPTCache's vector store.
  public var block: Double
  /// Whether an answer that overwrites an entry evicts as if it were one more (LiteLLM's memory cache).
  public var countsOverwrites: Bool

  /// Details; the defaults are those of most products.
  public init(block: Double = 0, countsOverwrites: Bool = false) {
    self.block = block
    self.countsOverwrites = countsOverwrites
  }
}

/// What comes into a tier (law 17).
public struct FillRules: Hashable, Sendable {
  /// The life of a copy of an entry that a tier below had.
  public enum Copy: String, CaseIterable, Hashable, Sendable {
    /// The tier's own TTL, or what is left of the entry's life, whichever is shorter.
    case remaining
    /// The tier's own TTL from the copy on (LiteLLM's memory in front of Redis).
    case fresh
    /// Nothing is copied.
    case never
  }

  /// Whether the answer of a miss is stored in it.
  public var onMiss: Bool
  /// Whether, and for how long, a hit in a tier below is copied into it.
  public var onHitBelow: Copy
  /// The TTL of a copy, where it is not the tier's own.
  public var copyTTL: Microseconds?

  /// Rules; by default everything is stored.
  public init(onMiss: Bool = true, onHitBelow: Copy = .remaining, copyTTL: Microseconds? = nil) {
    self.onMiss = onMiss
    self.onHitBelow = onHitBelow
    self.copyTTL = copyTTL
  }
}

/// Where the copies of a tier are: POPs, regions, processes (law 18).
public struct Places: Hashable, Sendable {
  /// How a request finds its place.
  public enum Routing: Hashable, Sendable {
    /// There is one place.
    case one
    /// By a field that the log has of each caller.
    case field(KeyField)
    /// By a hash of the caller, over so many places.
    case caller(Int)
    /// Each request at random, over so many: processes behind a load balancer.
    case request(Int)
  }

  /// How a request finds its place.
  public var routing: Routing
  /// How long a write takes to be visible at the other places; `nil`: never, each place has entries of its own.
  public var visibleAfter: Microseconds?

  /// Places.
  public init(_ routing: Routing = .one, visibleAfter: Microseconds? = nil) {
    self.routing = routing
    self.visibleAfter = visibleAfter
  }
}
