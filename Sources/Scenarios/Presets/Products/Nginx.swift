import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// nginx as run: with and without its lock, and its ways to serve what is stale.
  static let nginx: [Strategy] = [
    plainNginx,
    plainNginx.renamed("nginx-lock", "nginx with proxy_cache_lock: one fetch for a new key; the others look every half second, for 5 s.") {
      $0.flights = FlightRules(singleFlight: .global, lockTimeout: Microseconds(seconds: 5), polls: Microseconds(seconds: 0.5))
      $0.caveats.append(lockAge)
      $0.caveats.append("The lock covers new keys only: where an entry has expired, all who come together fetch it; here one does.")
    },
    plainNginx.renamed(
      "nginx-updating",
      "nginx with lock and use_stale updating: the first after the end fetches and waits, the others get the stale answer."
    ) {
      $0.flights = FlightRules(singleFlight: .global, lockTimeout: Microseconds(seconds: 5), polls: Microseconds(seconds: 0.5))
      $0.tiers[0].stale = StaleRules(whileRevalidating: inactive, refresh: .byFirst)
      $0.caveats.append(unbounded)
    },
    plainNginx.renamed("nginx-background", "As nginx-updating with background_update: the first gets the stale answer too.") {
      $0.flights = FlightRules(singleFlight: .global, lockTimeout: Microseconds(seconds: 5), polls: Microseconds(seconds: 0.5))
      $0.tiers[0].stale = StaleRules(whileRevalidating: inactive, refresh: .background)
      $0.caveats.append(unbounded)
    },
  ]

  /// How long nginx keeps what nobody asks for (`inactive`, 10 min by default).
  private static let inactive = Microseconds(seconds: 600)
  private static let lockAge = "proxy_cache_lock_age, after which one more request is let through, is not simulated."
  private static let unbounded =
    "nginx serves stale answers without a bound as long as someone asks within “inactive” (10 min); here the bound is that long after the end."

  private static let plainNginx = Strategy(
    name: "nginx", summary: "nginx in front of the API: an hour; every miss fetches.", key: .body,
    eligibility: Eligibility(controls: .ignored),
    tiers: [Tier(name: "nginx", expiry: .hour, latency: .constant(Microseconds(milliseconds: 1)))]
  ).from(
    "nginx 1.22.1, run, with a hash of the body as its proxy_cache_key",
    "proxy_cache_valid is yours to set: an hour is a placeholder.",
    "nginx counts whole seconds of the clock: an answer lives up to a second longer there.")
}
