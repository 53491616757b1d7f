import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// Bounds, and caches of one Redis that differ in one thing each.
  static let plain: [Strategy] = [
    .noCache,
    Strategy(
      name: "infinite-cache", summary: "Bound: exact keys, nothing ever expires or is evicted, look-ups take no time.",
      tiers: [Tier(name: "infinite")]),
    Strategy(
      name: "infinite-near", summary: "Bound: as infinite-cache, and near repeats are answered too.", key: .near,
      tiers: [Tier(name: "infinite")]),
    exact("ttl-5m", "Exact keys in a local Redis for five minutes.", ttl: 300),
    exact("ttl-1h", "Exact keys in a local Redis for one hour.", ttl: 3_600),
    exact("ttl-24h", "Exact keys in a local Redis for a day.", ttl: 86_400),
    exact("near-1h", "As ttl-1h, and near repeats (case, punctuation, filler words, inflection) are answered too.", ttl: 3_600, key: .near),
    exact("near-24h", "As ttl-24h, and near repeats are answered too.", ttl: 86_400, key: .near),
    Strategy(
      name: "words-24h", summary: "As near-24h, and questions alike by their words (0.90, guarded) are answered too.", key: .near,
      tiers: [Stores.redis(.day)],
      semantic: SemanticLayer(
        threshold: Threshold(0.9), view: .lastUserMessage, measure: .tfidf,
        fields: KeyRule.near.fields.subtracting([.messages]).union([.earlierTurns, .systemPrompt]), guards: .all,
        search: .constant(Microseconds(1_000)))),
    Strategy(
      name: "sliding-1h", summary: "Exact keys in a local Redis, one hour from the last hit.",
      tiers: [Stores.redis(.sliding(Microseconds(seconds: 3_600)))]),
    Strategy(
      name: "deterministic-24h", summary: "As ttl-24h, for requests at temperature 0 only.",
      eligibility: Eligibility(maximumTemperature: 0), tiers: [Stores.redis(.day)]),
    Strategy(
      name: "team-24h", summary: "As ttl-24h, but no team sees another team's answers.", scope: .team, tiers: [Stores.redis(.day)]),
  ]

  private static func exact(_ name: String, _ summary: String, ttl: Double, key: KeyRule = .exact) -> Strategy {
    Strategy(name: name, summary: summary, key: key, tiers: [Stores.redis(.seconds(ttl))])
  }
}

extension Strategy {
  /// The strategy with where it comes from, and what was left open.
  func from(_ source: String, _ caveats: String...) -> Strategy {
    var out = self
    out.source = source
    out.caveats = caveats
    return out
  }

  /// The strategy under another name, with other words and changes.
  func renamed(_ name: String, _ summary: String, _ change: (inout Strategy) -> Void) -> Strategy {
    var out = self
    out.name = name
    out.summary = summary
    change(&out)
    return out
  }
}
