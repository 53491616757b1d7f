import Caching
import Simulation
import Units

extension Strategy {
  /// LRU, and a TTL of a day.
  static func oneTier(_ capacity: Capacity) -> Strategy {
    Strategy(name: "one-tier", tiers: [Tier(expiry: .fixed(day), capacity: capacity, policy: .lru)])
  }

  /// The same with what happens while a miss is in flight: followers wait, and what has expired is served for an hour while it is fetched anew.
  static func flights(_ capacity: Capacity) -> Strategy {
    var strategy = oneTier(capacity)
    strategy.flights = FlightRules(singleFlight: .global)
    strategy.tiers[0].stale = StaleRules(whileRevalidating: hour)
    return strategy
  }

  /// The same at two places, where a write at one is seen at the other after a minute. Such a store is global, and has no capacity.
  static var visible: Strategy {
    var strategy = flights(.unlimited)
    strategy.tiers[0].places = Places(.caller(2), visibleAfter: Microseconds(seconds: 60))
    return strategy
  }

  /// The store of flights at one place, in front of a global store of four, where a write is seen elsewhere after a minute; its hits are copied to the first.
  static func tiers(_ capacity: Capacity) -> Strategy {
    var strategy = flights(capacity)
    strategy.tiers[0].name = "edge"
    strategy.tiers[0].expiry = .fixed(hour)
    strategy.tiers.append(
      Tier(
        name: "kv", expiry: .fixed(day), stale: StaleRules(whileRevalidating: hour),
        places: Places(.caller(4), visibleAfter: Microseconds(seconds: 60)), latency: .constant(Microseconds(20_000))))
    return strategy
  }

  private static var hour: Microseconds { Microseconds(seconds: 3_600) }
  private static var day: Microseconds { Microseconds(seconds: 86_400) }
}
