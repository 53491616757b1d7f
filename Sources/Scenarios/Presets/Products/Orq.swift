import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// orq.ai's exact cache by its documentation.
  static let orq: [Strategy] = [
    Strategy(
      name: "orq", summary: "orq.ai: model, messages and all parameters, half an hour.", key: .body,
      eligibility: Eligibility(controls: .ignored),
      tiers: [
        Tier(
          name: "orq", expiry: .seconds(1_800), lifetime: Lifetime(longest: Microseconds(seconds: 259_200)),
          latency: .logNormal(median: Microseconds(milliseconds: 20), sigma: 0.5))
      ]
    ).from(
      "docs.orq.ai: exact match, TTL 1800 s, at most 259,200 s",
      "Streams and scope are not documented: streams are cached, by all callers.",
      "A look-up of 20 ms is an assumption; no measurement is known.")
  ]
}
