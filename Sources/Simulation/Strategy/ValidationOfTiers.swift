import Caching
internal import Traces
import Units

extension Tier {
  func validate(path: String) throws(StrategyError) {
    try require(!name.isEmpty, "\(path).name", "the name is empty: name the tier, as in “redis”.")
    switch expiry {
    case .never: break
    case .fixed(let ttl), .sliding(let ttl):
      try require(ttl > .zero, "\(path).ttl", "a TTL of \(ttl.span) keeps nothing: give more than 0, as in “1h”, or “never”.")
    }
    try lifetime.validate(path: path)
    try stale.validate(path: path, expires: mayExpire)
    try capacity.validate(path: "\(path).capacity", expires: mayExpire)
    try eviction.validate(path: path)
    try redis.validate(path: path)
    try validatePolicy(path: path)
    if let largestValue {
      try require(
        largestValue > 0, "\(path).largest_value",
        "\(largestValue) bytes admit no answer: give more than 0, or leave it out to store any size.")
    }
    if let copyTTL = fill.copyTTL {
      try require(copyTTL > .zero, "\(path).copy_ttl", "a TTL of \(copyTTL.span) keeps nothing: give more than 0, as in “10m”.")
    }
    try places.validate(path: path, capacity: capacity)
    if let negative {
      try require(
        negative > .zero, "\(path).negative_ttl", "\(negative.span) is no time: give more than 0, as in “60s”, or leave it out.")
    }
    if let writeInterval {
      try require(
        writeInterval > .zero, "\(path).write_interval", "\(writeInterval.span) is no time: give more than 0, as in “1s”, or leave it out.")
    }
    try latency.validate(path: "\(path).latency")
    try missLatency?.validate(path: "\(path).miss_latency")
  }

  /// Whether any entry can have an end of its life.
  var mayExpire: Bool {
    expiry != .never || lifetime.longest != nil || lifetime.fromRequest || lifetime.choosesByName || fill.copyTTL != nil
  }

  private func validatePolicy(path: String) throws(StrategyError) {
    try require(
      capacity == .unlimited || mayExpire || !policy.evictsByExpiry, "\(path).policy",
      "\(policy.rawValue) evicts what expires, and no entry of this tier does: give it a TTL, or another policy such as lru.")
    try require(
      capacity != .unlimited || policy != .halfEveryFiveMinutes, "\(path).capacity",
      "the job deletes above a share of the capacity: give one, as in “2GB”.")
  }
}

extension EvictionPolicy {
  /// Whether it looks at the end of an entry's life, so that it has nothing to evict where none ends.
  fileprivate var evictsByExpiry: Bool {
    switch self {
    case .volatileLRU, .volatileLFU, .volatileRandom, .volatileTTL, .earliestExpiry: true
    default: false
    }
  }
}

extension Lifetime {
  fileprivate func validate(path: String) throws(StrategyError) {
    for (field, ttls) in [
      ("ttl_by_model", byModel), ("ttl_by_class", byClass), ("ttl_by_team", byTeam), ("ttl_by_organisation", byOrganisation),
    ] {
      for (name, ttl) in ttls.sorted(by: { $0.key < $1.key }) {
        try require(ttl >= .zero, "\(path).\(field)", "the TTL of “\(name)” is \(ttl.span): give 0 (not stored) or more, as in “1h”.")
      }
    }
    if let shortest { try require(shortest >= .zero, "\(path).min_ttl", "\(shortest.span) is not a TTL: give 0 or more.") }
    if let longest { try require(longest > .zero, "\(path).max_ttl", "a TTL of \(longest.span) keeps nothing: give more than 0.") }
    if let shortest, let longest {
      try require(shortest <= longest, "\(path).min_ttl", "\(shortest.span) is more than the longest TTL, \(longest.span): swap the two.")
    }
    if let greatestAge {
      try require(greatestAge > .zero, "\(path).max_life", "a life of \(greatestAge.span) keeps nothing: give more than 0, as in “1d”.")
    }
    try require(
      jitter >= 0 && jitter < 1, "\(path).jitter",
      "\(jitter) is not a share of the TTL: give 0 to below 1, as in 0.1 for up to a tenth less.")
  }
}

extension StaleRules {
  fileprivate func validate(path: String, expires: Bool) throws(StrategyError) {
    for (field, window) in [("stale_while_revalidate", whileRevalidating), ("stale_if_error", ifError)] {
      try require(window >= .zero, "\(path).\(field)", "a window of \(window.span) is not possible: give 0 or more, as in “1d”.")
    }
    let tables = [("stale_while_revalidate_by_class", byClass), ("stale_while_revalidate_by_model", byModel)]
    for (field, windows) in tables {
      for (name, window) in windows.sorted(by: { $0.key < $1.key }) {
        try require(
          window >= .zero, "\(path).\(field)", "the window of “\(name)” is \(window.span): give 0 (none) or more, as in “1d”.")
      }
    }
    guard self != StaleRules() else { return }
    let field = whileRevalidating == .zero ? tables.first { !$1.isEmpty }?.0 : nil
    try require(
      expires, "\(path).\(field ?? "stale_while_revalidate")",
      "no entry of this tier ever expires, so none is ever stale: give it a TTL, or leave it out.")
  }
}

extension EvictionRules {
  fileprivate func validate(path: String) throws(StrategyError) {
    try require(
      block >= 0 && block <= 1, "\(path).eviction_block", "\(block) is not a share of the capacity: give 0 to 1, as in 0.2 for a fifth.")
  }
}

extension RedisEviction {
  fileprivate func validate(path: String) throws(StrategyError) {
    try require(1...64 ~= samples, "\(path).redis_samples", "\(samples) samples are not possible: give 1 to 64; Redis takes 5.")
    try require(
      0...1_000_000 ~= decayMinutes, "\(path).redis_lfu_decay",
      "\(decayMinutes) minutes are not possible: give 0 (never) or more; Redis takes 1.")
    try require(
      0...1_000 ~= logFactor, "\(path).redis_lfu_log_factor", "\(logFactor) is not possible: give 0 to 1,000; Redis takes 10.")
  }
}

extension Places {
  /// More places than any network of caches has.
  private static let most = 10_000

  fileprivate func validate(path: String, capacity: Capacity) throws(StrategyError) {
    switch routing {
    case .one:
      try require(
        visibleAfter == nil, "\(path).visible_after", "there is one place only, where a write is visible at once: give the tier places.")
    case .field(let field):
      try require(
        KeyField.ofCallers.contains(field), "\(path).places",
        "“\(field.rawValue)” says nothing about where a call came from: use place, or another field of the caller.")
    case .caller(let count), .request(let count):
      try require(1...Self.most ~= count, "\(path).places", "\(count) places are not possible: give 1 to \(Self.most).")
    }
    if let visibleAfter {
      try require(
        .zero...Microseconds(86_400_000_000) ~= visibleAfter, "\(path).visible_after",
        "\(visibleAfter.span) is not possible: give 0 to 24 hours, as in “60s”.")
      try require(
        capacity == .unlimited, "\(path).capacity",
        "a tier whose writes spread to all places is a global store: leave its capacity unlimited, or its places apart.")
    }
  }
}

extension Capacity {
  /// More bytes than any store has: 2^60.
  private static let mostBytes = 1 << 60

  fileprivate func validate(path: String, expires: Bool) throws(StrategyError) {
    switch self {
    case .unlimited: break
    case .entries(let count):
      try require(
        count > 0, path, "a capacity of \(count) entries holds nothing: give 1 or more, or “unlimited”; for no cache, leave out the tiers.")
    case .bytes(let count, let overhead):
      switch overhead {
      case .none: break
      case .constant(let bytes):
        try require(0...Int(Int32.max) ~= bytes, "\(path).overhead", "\(bytes) bytes per entry is not an overhead: give 0 to 2 GB.")
      case .redis7(let keyBytes):
        try require(1...Int(Int32.max) ~= keyBytes, "\(path).key_bytes", "a key of \(keyBytes) bytes is not possible: give 1 byte to 2 GB.")
      }
      try require(
        count > 0, path,
        "a capacity of \(Bytes(count)) holds nothing: give more, as in “512MB”, or “unlimited”; for no cache, leave out the tiers.")
      let least = overhead.fixedBytes + overhead.entryBytes(answer: 0, expires: expires) + overhead.tableBytes(entries: 1, expires: expires)
      try require(
        count >= least, path,
        "a capacity of \(Bytes(count)) holds nothing, since an empty answer alone takes \(Bytes(max(1, least))) with overhead: give more, "
          + "or “unlimited”; for no cache, leave out the tiers.")
      try require(count <= Self.mostBytes, path, "a capacity of \(Bytes(count)) is more than any store has: use “unlimited”.")
    }
  }
}

extension LatencyModel {
  /// No look-up takes longer: draws are clamped to it.
  static let longest = Microseconds(86_400_000_000)

  func validate(path: String, depth: Int = 0) throws(StrategyError) {
    switch self {
    case .constant(let time): try Self.validate(time, path)
    case .logNormal(let median, let sigma):
      try require(
        sigma.isFinite && 0...5 ~= sigma, "\(path).sigma",
        "\(sigma) is not a spread: sigma is the standard deviation of the logarithm, 0 to 5; 1.47 fits Workers KV.")
      try Self.validate(median, path)
    case .mixture(let parts):
      try require(
        !parts.isEmpty && parts.count <= 100, "\(path).mixture", "a mixture of \(parts.count) parts is not possible: give 1 to 100.")
      try require(depth == 0, "\(path).mixture", "a mixture within a mixture is one mixture: write its parts side by side.")
      for (index, part) in parts.enumerated() {
        try require(
          part.weight.isFinite && part.weight > 0, "\(path).mixture[\(index)].weight", "\(part.weight) is not a weight: give more than 0.")
        try part.model.validate(path: "\(path).mixture[\(index)]", depth: depth + 1)
      }
    case .profile(let quantiles):
      try require(
        quantiles.count >= 2 && quantiles.count <= 1_000, "\(path).profile",
        "a profile of \(quantiles.count) quantiles is not possible: give 2 to 1,000.")
      for (index, quantile) in quantiles.enumerated() {
        try Self.validate(quantile.time, "\(path).profile[\(index)].time")
        try require(
          0...100 ~= quantile.percent, "\(path).profile[\(index)].percent", "\(quantile.percent) is not a percentage: give 0 to 100.")
        if index > 0 {
          try require(
            quantile.percent > quantiles[index - 1].percent && quantile.time >= quantiles[index - 1].time, "\(path).profile[\(index)]",
            "a quantile is not above the one before it: write them from the least to the greatest.")
        }
      }
    }
  }

  private static func validate(_ time: Microseconds, _ path: String) throws(StrategyError) {
    try require(.zero...longest ~= time, path, "\(time) is not the time of a look-up: give 0 to 24 hours, as in “1.5ms”.")
  }
}
