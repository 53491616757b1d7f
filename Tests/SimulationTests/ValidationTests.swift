import Caching
import Simulation
import Testing
import Traces
import Units

@Suite struct ValidationTests {
  private static func tier(_ change: (inout Tier) -> Void) -> Strategy {
    var tier = Tier()
    change(&tier)
    return Strategy(name: "s", tiers: [Tier(name: "first"), tier])
  }

  static let bad: [(String, Strategy)] = [
    ("name", Strategy(name: "")), ("name", Strategy(name: "a b")), ("name", Strategy(name: "naïve")),
    ("key.fields", Strategy(name: "s", key: KeyRule(fields: []))),
    ("eligibility.max_temperature", Strategy(name: "s", eligibility: Eligibility(maximumTemperature: -0.1))),
    ("eligibility.max_temperature", Strategy(name: "s", eligibility: Eligibility(maximumTemperature: .nan))),
    ("eligibility.default_temperature", Strategy(name: "s", eligibility: Eligibility(defaultTemperature: .infinity))),
    ("tiers", Strategy(name: "s", tiers: (0..<17).map { Tier(name: "t\($0)") })),
    ("tiers[1].name", tier { $0.name = "first" }), ("tiers[1].name", tier { $0.name = "" }),
    ("tiers[1].ttl", tier { $0.expiry = .fixed(.zero) }), ("tiers[1].ttl", tier { $0.expiry = .sliding(Microseconds(-1)) }),
    ("tiers[1].capacity", tier { $0.capacity = .entries(0) }), ("tiers[1].capacity", tier { $0.capacity = .bytes(0, overhead: .none) }),
    ("tiers[1].capacity", tier { $0.capacity = .bytes(-5, overhead: .none) }),
    ("tiers[1].capacity", tier { $0.capacity = .bytes(989_650, overhead: .redis7(keyBytes: 40)) }),
    ("tiers[1].capacity", tier { $0.capacity = .bytes(.max, overhead: .none) }),
    ("tiers[1].capacity.overhead", tier { $0.capacity = .bytes(9, overhead: .constant(-1)) }),
    ("tiers[1].capacity.overhead", tier { $0.capacity = .bytes(9, overhead: .constant(.max)) }),
    ("tiers[1].capacity.key_bytes", tier { $0.capacity = .bytes(9, overhead: .redis7(keyBytes: 0)) }),
    ("tiers[1].capacity.key_bytes", tier { $0.capacity = .bytes(9, overhead: .redis7(keyBytes: .max)) }),
    ("tiers[1].largest_value", tier { $0.largestValue = 0 }),
    ("tiers[1].latency", tier { $0.latency = .constant(Microseconds(-1)) }),
    ("tiers[1].latency", tier { $0.latency = .logNormal(median: Microseconds(.max), sigma: 1) }),
    ("tiers[1].latency.sigma", tier { $0.latency = .logNormal(median: Microseconds(9), sigma: -1) }),
    ("tiers[1].latency.sigma", tier { $0.latency = .logNormal(median: Microseconds(9), sigma: .nan) }),
  ]

  @Test(arguments: bad.indices) func aBadFieldIsNamedWithAWayOut(index: Int) throws {
    let (path, strategy) = Self.bad[index]
    let error = try #require(throws: StrategyError.self) { try strategy.validate() }
    guard case .invalid(let found, let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(found == path)
    #expect(reason.hasSuffix(".") && reason.contains(": "), "\(reason)")
    #expect(throws: error) { try strategy.replay(Case("A|").traffic(), seed: 1) }
  }

  @Test func goodStrategiesPass() throws {
    try Strategy.noCache.validate()
    try Self.tier { $0.capacity = .bytes(1 << 20, overhead: .redis7(keyBytes: 40)) }.validate()
    try Self.tier { $0.latency = .logNormal(median: .zero, sigma: 0) }.validate()
  }
}
