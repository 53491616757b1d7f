import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// Helicone's cache by the source of its worker.
  static let helicone: [Strategy] = [
    Strategy(
      name: "helicone", summary: "Helicone: URL, body and auth headers in Workers KV for seven days; no streams.", key: .body,
      scope: .apiKey,
      eligibility: Eligibility(streams: false, controls: ControlRules(skip: .skip, refresh: .refresh, noStore: .noStore)),
      tiers: [Stores.workersKV(.week, lifetime: Lifetime(fromRequest: true, longest: Microseconds(seconds: 365 * 86_400)))]
    ).from(
      "Helicone worker/src/lib/util/cache: 7 d by default, 365 d at most, s-maxage before max-age, bucket of 1",
      "The cache is on only for requests that ask for it (Helicone-Cache-Enabled): all are taken to.",
      "With a bucket of n the first n answers are all fetched before any hit; 1, the default, is simulated.",
      "A read that takes longer than 2 s is a miss there; here it is waited for. Newer documentation may allow streams: not verified.")
  ]
}
