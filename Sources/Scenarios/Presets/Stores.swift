import Caching
import Simulation
import Traces
import Units

/// Stores that several presets use, with what their look-ups take.
enum Stores {
  /// A Redis in the same availability zone: 0.5 ms, sigma 0.4 (an assumption; Redis itself answers in 22 µs on loopback, measured), billed as
  /// a serverless cache by what is stored and transferred.
  static func redis(
    _ expiry: Expiry, name: String = "redis", lifetime: Lifetime = Lifetime(inWholeSeconds: true), capacity: Capacity = .unlimited,
    policy: EvictionPolicy = .lru
  ) -> Tier {
    Tier(
      name: name, expiry: expiry, lifetime: lifetime, capacity: capacity, policy: policy, latency: redisLatency,
      service: "elasticache-serverless-valkey")
  }

  /// A Redis in the same availability zone.
  static let redisLatency = LatencyModel.logNormal(median: Microseconds(milliseconds: 0.5), sigma: 0.4)

  /// The memory of the process itself: a map look-up, far below the resolution of any log.
  static func memory(_ expiry: Expiry, capacity: Capacity = .unlimited, policy: EvictionPolicy = .lru) -> Tier {
    Tier(name: "memory", expiry: expiry, capacity: capacity, policy: policy, latency: .constant(Microseconds(5)))
  }

  /// Cloudflare Workers KV: a write is seen elsewhere after up to 60 s, and so is what was looked for in vain; one write a second and key;
  /// 25 MiB at most; 28 ms, sigma 1.47 (77,500 reads of 24 hours from all over the world: P50 28, P95 321, P99 816 ms).
  static func workersKV(_ expiry: Expiry, lifetime: Lifetime = Lifetime()) -> Tier {
    Tier(
      name: "kv", expiry: expiry, lifetime: lifetime, largestValue: 25 << 20,
      places: Places(.field(.place), visibleAfter: Microseconds(seconds: 60)), negative: Microseconds(seconds: 60),
      writeInterval: Microseconds(seconds: 1), latency: .logNormal(median: Microseconds(milliseconds: 28), sigma: 1.47),
      service: "cloudflare-kv")
  }

  /// A cache in each POP of a network, with entries of its own: 3 ms, sigma 0.5 (an assumption).
  static func edge(_ expiry: Expiry, lifetime: Lifetime = Lifetime(), service: String) -> Tier {
    Tier(
      name: "edge", expiry: expiry, lifetime: lifetime, places: Places(.field(.place)),
      latency: .logNormal(median: Microseconds(milliseconds: 3), sigma: 0.5), service: service)
  }

  /// Vectors beside the answers: what the look-up by meaning finds its entries in.
  static func vectors(
    _ expiry: Expiry, name: String = "vectors", byKey: Bool = false, lifetime: Lifetime = Lifetime(), capacity: Capacity = .unlimited,
    service: String? = nil
  ) -> Tier {
    // The look-up by key of such a tier is part of the search, whose time the semantic layer has.
    Tier(name: name, expiry: expiry, lifetime: lifetime, capacity: capacity, answersByKey: byKey, service: service)
  }
}

/// What making vectors and searching them takes.
enum Embedding {
  /// A hosted small model (OpenAI text-embedding-3-small and its like): 120 ms, sigma 0.41 (an assumption that agrees with a P99 of 312 ms).
  static let hosted = LatencyModel.logNormal(median: Microseconds(milliseconds: 120), sigma: 0.41)
  /// A small model on a CPU of one's own (MiniLM-L6 with PyTorch: P50 12.1, P95 19.8, P99 34.7 ms).
  static let local = LatencyModel.logNormal(median: Microseconds(milliseconds: 12), sigma: 0.35)
  /// A search in an index on the same machine (an assumption).
  static let localSearch = LatencyModel.logNormal(median: Microseconds(milliseconds: 5), sigma: 0.4)
  /// A search in a managed vector store (an assumption).
  static let managedSearch = LatencyModel.logNormal(median: Microseconds(milliseconds: 30), sigma: 0.5)
  /// text-embedding-3-small, dollars per million tokens.
  static let smallPrice = Dollars(0.02)
  /// text-embedding-ada-002, dollars per million tokens.
  static let ada002Price = Dollars(0.10)
  /// Said wherever a look-up by meaning is simulated.
  static let caveat =
    "Scores are those of the embedding at hand, not of the product's model: near the threshold the two differ."
}

extension KeyRule {
  /// The whole body of a request, as products hash it: all that can change an answer, and whether it is streamed.
  static let body = KeyRule(fields: exact.fields.union([.stream]))
  /// Model and messages alone: temperature, limits, tools and format do not tell requests apart.
  static let modelAndMessages = KeyRule(fields: [.messages, .model])
  /// ``body`` without the texts: what must be equal besides where texts are compared by meaning.
  static let parameters = body.fields.subtracting([.messages, .earlierTurns, .lastUserMessage, .systemPrompt])
}

extension Endpoint {
  /// The kinds of calls that make text from a prompt.
  static let generating = Set(allCases.filter(\.isGeneration))
}

extension Expiry {
  static func seconds(_ count: Double) -> Expiry { .fixed(Microseconds(seconds: count)) }
  static let hour = seconds(3_600)
  static let day = seconds(86_400)
  static let week = seconds(604_800)
}
