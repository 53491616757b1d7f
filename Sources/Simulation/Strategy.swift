public import Caching
public import Traces
public import Units

/// A named, complete configuration of a cache: what is replayed.
public struct Strategy: Hashable, Sendable {
  /// A short name, unique within a study: letters, digits, dashes.
  public var name: String
  /// What it is, in one line.
  public var summary: String
  /// How requests become keys.
  public var key: KeyRule
  /// Who shares the cache.
  public var scope: Scope
  /// Which requests are looked up and stored.
  public var eligibility: Eligibility
  /// The stores, looked up in order (law 17); none is no cache: the baseline.
  public var tiers: [Tier]

  /// A strategy.
  public init(
    name: String, summary: String = "", key: KeyRule = .exact, scope: Scope = .global, eligibility: Eligibility = Eligibility(),
    tiers: [Tier] = []
  ) {
    self.name = name
    self.summary = summary
    self.key = key
    self.scope = scope
    self.eligibility = eligibility
    self.tiers = tiers
  }

  /// Whether it is a bound rather than a cache that anyone can run: nothing ever leaves its tiers, and they answer in no time.
  public var isBound: Bool {
    !tiers.isEmpty
      && tiers.allSatisfy { $0.expiry == .never && $0.capacity == .unlimited && $0.latency == .constant(.zero) && $0.service == nil }
  }

  /// Every request goes upstream.
  public static let noCache = Strategy(name: "no-cache", summary: "Every request goes upstream.")
}

/// Which requests a strategy looks up and stores; all others are `bypass`.
public struct Eligibility: Hashable, Sendable {
  /// The highest temperature that is cached; `nil` for any.
  public var maximumTemperature: Double?
  /// The temperature that a request without one is taken to have (the API's default is 1).
  public var defaultTemperature: Double
  /// Whether requests for streams are cached.
  public var streams: Bool
  /// Whether requests that offer tools are cached.
  public var tools: Bool
  /// Whether the per-request controls in the log count (law 11).
  public var honoursControls: Bool

  /// Everything that generates text is cached.
  public init(
    maximumTemperature: Double? = nil, defaultTemperature: Double = 1, streams: Bool = true, tools: Bool = true,
    honoursControls: Bool = true
  ) {
    self.maximumTemperature = maximumTemperature
    self.defaultTemperature = defaultTemperature
    self.streams = streams
    self.tools = tools
    self.honoursControls = honoursControls
  }
}

/// One store of a strategy.
public struct Tier: Hashable, Sendable {
  /// Unique within the strategy.
  public var name: String
  /// How long entries live.
  public var expiry: Expiry
  /// How much it holds.
  public var capacity: Capacity
  /// Which entry goes when there is no room.
  public var policy: EvictionPolicy
  /// The largest answer that is stored, in bytes; `nil` for any.
  public var largestValue: Int?
  /// What a look-up takes, hit or miss.
  public var latency: LatencyModel
  /// What it is billed as: a service of the infrastructure price list; `nil` where nothing is billed or known.
  public var service: String?

  /// A tier.
  public init(
    name: String = "cache", expiry: Expiry = .never, capacity: Capacity = .unlimited, policy: EvictionPolicy = .lru,
    largestValue: Int? = nil, latency: LatencyModel = .constant(.zero), service: String? = nil
  ) {
    self.name = name
    self.expiry = expiry
    self.capacity = capacity
    self.policy = policy
    self.largestValue = largestValue
    self.latency = latency
    self.service = service
  }
}

/// How long a look-up takes.
public enum LatencyModel: Hashable, Sendable {
  /// Always the same.
  case constant(Microseconds)
  /// Log-normal, by its median and the standard deviation of its logarithm.
  case logNormal(median: Microseconds, sigma: Double)
}
