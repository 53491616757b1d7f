import Caching
import Simulation
import Traces
import Units

extension JSONTree {
  /// A strategy's configuration.
  init(_ strategy: Strategy) {
    let rule = strategy.eligibility
    self = .object([
      ("key_fields", .array(KeyField.allCases.filter(strategy.key.fields.contains).map { .string($0.rawValue) })),
      ("key_text", .string(strategy.key.text.rawValue)), ("scope", .string(strategy.scope.rawValue)),
      ("max_temperature", rule.maximumTemperature.map { .number($0, decimals: 6) } ?? .null),
      ("default_temperature", .number(rule.defaultTemperature, decimals: 6)), ("streams", .bool(rule.streams)),
      ("tools", .bool(rule.tools)),
      ("honours_controls", .bool(rule.honoursControls)), ("tiers", .array(strategy.tiers.map { JSONTree($0) })),
    ])
  }

  private init(_ tier: Tier) {
    let (expiry, ttl): (String, Microseconds?) =
      switch tier.expiry {
      case .never: ("never", nil)
      case .fixed(let ttl): ("fixed", ttl)
      case .sliding(let ttl): ("sliding", ttl)
      }
    let (entries, bytes): (Int?, Int?) =
      switch tier.capacity {
      case .unlimited: (nil, nil)
      case .entries(let count): (count, nil)
      case .bytes(let count, _): (nil, count)
      }
    let (median, sigma): (Microseconds?, Double?) =
      switch tier.latency {
      case .constant(let time): (time, 0)
      case .logNormal(let median, let sigma): (median, sigma)
      case .mixture, .profile: (nil, nil)
      }
    self = .object([
      ("tier", .string(tier.name)), ("expiry", .string(expiry)), ("ttl_s", ttl.map { .number($0.seconds, decimals: 6) } ?? .null),
      ("capacity_entries", entries.map { .int($0) } ?? .null), ("capacity_bytes", bytes.map { .int($0) } ?? .null),
      ("policy", .string(tier.policy.rawValue)), ("largest_value_bytes", tier.largestValue.map { .int($0) } ?? .null),
      ("lookup_median_ms", median.map { .milliseconds($0) } ?? .null),
      ("lookup_sigma", sigma.map { .number($0, decimals: 6) } ?? .null),
      ("service", tier.service.map { .string($0) } ?? .null),
    ])
  }
}
