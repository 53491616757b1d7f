import Caching
import Simulation
import Traces
import Units

extension Product {
  /// A Redis (or Valkey) that the program asks before it calls.
  static let redis = Product(
    name: "redis", title: "Redis",
    candidates: { room throws(ProductRefusal) in exactRedis(room) + semanticRedis(room) },
    files: { [ConfigurationFile(name: "redis.conf", text: redisConfiguration($0))] },
    steps: redisSteps)

  private static func exactRedis(_ room: CandidateRoom) -> [Strategy] {
    var rooms: [(Capacity, EvictionPolicy)] = [(.unlimited, .lru)]
    for size in room.sizes.reversed() {
      // A maxmemory counts what Redis itself takes before it holds anything; whole megabytes are easier to read.
      let bytes = (size + RedisEntry.fixedBytes + 999_999) / 1_000_000 * 1_000_000
      rooms += [EvictionPolicy.allkeysLRU, .allkeysLFU, .volatileTTL].map {
        (.bytes(bytes, overhead: .redis7(keyBytes: 75)), $0)
      }
    }
    var out: [Strategy] = []
    for key in [KeyRule.exact, .near] {
      for life in room.lives.reversed() {
        for expiry in [Expiry.fixed(life), .sliding(life)] {
          for (capacity, policy) in rooms {
            var tier = Stores.redis(expiry, capacity: capacity, policy: policy)
            tier.removal = capacity == .unlimited ? .exact : .redis
            // At the pace of LLM calls a counter that falls by the minute is chance.
            if policy == .allkeysLFU { tier.redis.decayMinutes = 1_440 }
            out.append(Strategy(name: "redis", key: key, scope: room.scope, tiers: [tier]))
          }
        }
      }
    }
    return out
  }

  private static func semanticRedis(_ room: CandidateRoom) -> [Strategy] {
    guard let base = Presets.named("redisvl-semantic") else { return [] }
    return [0.02, 0.05, 0.1, 0.15].flatMap { distance in
      room.lives.suffix(4).map { life in
        var strategy = base
        strategy.scope = room.scope
        strategy.key = .exact
        strategy.semantic?.threshold.value = distance
        strategy.semantic?.fields = [.model]
        strategy.tiers[0].expiry = .sliding(life)
        return strategy
      }
    }
  }

  private static func redisConfiguration(_ strategy: Strategy) -> String {
    guard let tier = strategy.tiers.first else { return "" }
    var lines = [
      "# A cache of LLM answers: what is lost is asked again.", "save \"\"", "appendonly no", "lazyfree-lazy-eviction yes",
      "lazyfree-lazy-expire yes",
    ]
    switch tier.capacity {
    case .bytes(let bytes, _):
      lines += [
        "", "# \(Quantity.print(bytes: bytes)), Redis's own tables counted.", "maxmemory \(bytes)",
        "maxmemory-policy \(tier.policy.rawValue)",
      ]
      lines.append("maxmemory-samples \(tier.redis.samples)")
      if tier.policy == .allkeysLFU || tier.policy == .volatileLFU {
        lines += ["lfu-decay-time \(tier.redis.decayMinutes)", "lfu-log-factor \(tier.redis.logFactor)"]
      }
    case .unlimited, .entries:
      lines += ["", "# No limit: entries leave by their TTL alone.", "maxmemory 0", "maxmemory-policy noeviction"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func redisSteps(_ strategy: Strategy) -> [String] {
    let prefix = strategy.scope == .global ? "llm:" : "llm:<\(strategy.scope.rawValue)>:"
    let fields = KeyField.allCases.filter(strategy.key.fields.contains).map(\.rawValue).joined(separator: ", ")
    var steps = ["Start the server with `redis-server redis.conf`."]
    if let semantic = strategy.semantic {
      steps.append(
        "Use RedisVL's `SemanticCache(distance_threshold=\(Quantity.print(semantic.threshold.value))"
          + (strategy.tiers.first?.expiry.ttl.map { ", ttl=\($0.count / 1_000_000)" } ?? "") + ")`, filtered by model"
          + (strategy.scope == .global ? "." : " and \(strategy.scope.words)."))
      return steps
    }
    steps.append("Key each request `\(prefix)<SHA-256>` of: \(fields).")
    if strategy.key.text == .near {
      steps.append("Before hashing, fold the last user message: case, punctuation, filler words, inflection.")
    }
    if let ttl = strategy.tiers.first?.expiry.ttl {
      let seconds = ttl.count / 1_000_000
      steps.append(
        strategy.tiers.first?.expiry.kind == .sliding
          ? "Store whole answers with `SET key answer EX \(seconds)`, and look up with `GETEX key EX \(seconds)`."
          : "Store whole answers with `SET key answer EX \(seconds)`, and look up with `GET key`.")
    }
    steps.append("Do not store answers that failed or were cut short.")
    return steps
  }
}
