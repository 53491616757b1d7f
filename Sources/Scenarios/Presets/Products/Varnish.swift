import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// Varnish as run: TTL and grace, and one fetch for all who wait.
  static let varnish: [Strategy] = [
    Strategy(
      name: "varnish", summary: "Varnish in front of the API: an hour, then ten minutes of grace; one fetch for all who wait.", key: .body,
      eligibility: Eligibility(controls: .ignored),
      tiers: [
        Tier(
          name: "varnish", expiry: .hour, stale: StaleRules(whileRevalidating: Microseconds(seconds: 600)),
          latency: .constant(Microseconds(milliseconds: 1)))
      ], flights: FlightRules(singleFlight: .global)
    ).from(
      "Varnish 7.1.1, run, with a hash of the body as its key",
      "TTL and grace are yours to set: one hour and ten minutes are placeholders. Varnish's defaults, 2 minutes and 10 seconds, are made for pages.",
      "Varnish counts life from the headers of the answer on, and followers stream along; here from its end, when followers get it whole.",
      "What is not cacheable, and 5xx answers that hide a stale one, are not simulated as hit-for-miss.",
      "A fetch whose connection is closed is tried twice there, and its failure is shared by all who wait; here the next of them fetches.")
  ]
}
