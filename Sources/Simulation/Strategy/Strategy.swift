import Caching
public import Traces
import Units

/// A named, complete configuration of a cache: what is replayed.
///
/// Everything but the tiers has a default that means "off": a strategy that does not name a feature is replayed without it.
public struct Strategy: Hashable, Sendable {
  /// A short name, unique within a study: letters, digits, dashes.
  public var name: String
  /// What it is, in one line.
  public var summary: String
  /// Where its settings come from; empty for nowhere in particular.
  public var source: String = ""
  /// What the source left open, and what is simulated otherwise than it does: sentences that reports print beside the figures.
  public var caveats: [String] = []
  /// How requests become keys.
  public var key: KeyRule
  /// How wide the hash is that stands for a key; `nil` for wide enough that no two keys ever collide (law 8).
  public var hashBits: Int?
  /// Who shares the cache.
  public var scope: Scope
  /// Which requests are looked up and stored.
  public var eligibility: Eligibility
  /// The classes of questions that TTLs and invalidations may name; `nil` for none.
  public var classifier: QueryClassifier?
  /// The stores, looked up in order (law 17); none is no cache: the baseline.
  public var tiers: [Tier]
  /// What happens to a request whose answer is already on its way.
  public var flights: FlightRules
  /// What the API behind the cache takes.
  public var upstream: UpstreamLimits
  /// What is done to the cache at set times.
  public var events: [ScheduledEvent]
  /// The look-up by meaning after the exact one; `nil` for none.
  public var semantic: SemanticLayer?

  /// A strategy.
  public init(
    name: String, summary: String = "", key: KeyRule = .exact, hashBits: Int? = nil, scope: Scope = .global,
    eligibility: Eligibility = Eligibility(), classifier: QueryClassifier? = nil, tiers: [Tier] = [],
    flights: FlightRules = FlightRules(), upstream: UpstreamLimits = UpstreamLimits(), events: [ScheduledEvent] = [],
    semantic: SemanticLayer? = nil
  ) {
    self.name = name
    self.summary = summary
    self.key = key
    self.hashBits = hashBits
    self.scope = scope
    self.eligibility = eligibility
    self.classifier = classifier
    self.tiers = tiers
    self.flights = flights
    self.upstream = upstream
    self.events = events
    self.semantic = semantic
  }

  /// Whether it is a bound rather than a cache that anyone can run: nothing ever leaves its tiers, and they answer in no time.
  public var isBound: Bool {
    !tiers.isEmpty
      && tiers.allSatisfy {
        $0.expiry == .never && $0.lifetime == Lifetime() && $0.capacity == .unlimited && $0.latency == .constant(.zero) && $0.service == nil
      }
  }

  /// Every request goes upstream.
  public static let noCache = Strategy(name: "no-cache", summary: "Every request goes upstream.")
}
