import Caching
internal import Traces
import Units

extension Strategy {
  /// Checks that what was written does something: each field may be possible, and all of them together still contradict each other. A file
  /// must pass it; a replay does not ask, since samples and sweeps go where no file would.
  ///
  /// - Throws: ``StrategyError/invalid(path:reason:)`` for the first field that contradicts another.
  public func checkSense() throws(StrategyError) {
    for (index, period) in eligibility.switchedOff.enumerated() {
      try require(
        period.until.flatMap { $0.isAfter(period.from) } ?? true, "eligibility.switched_off[\(index)].until",
        "the cache would be on again no later than it goes off, so it never is off: give a later moment, or leave it out for the rest of the log."
      )
    }
    try checkOrder()
    try require(
      !key.fields.isDisjoint(with: [.messages, .lastUserMessage]) || eligibility.controls.customKey, "key.fields",
      "nothing of the prompt is compared, so that calls would get the answers to other questions: name messages or last_user_message.")
    if !tiers.isEmpty {
      try require(
        tiers.contains { $0.fill.onMiss }, "tiers[0].store_misses",
        "no tier stores the answer of a miss, so nothing is ever stored: let one do so.")
    }
    for (index, tier) in tiers.enumerated() {
      try require(
        tier.lifetime.jitter == 0 || tier.mayExpire, "tiers[\(index)].jitter",
        "no entry of this tier ever expires, so there is no TTL to shorten: give it a “ttl”, or leave the jitter out.")
      if case .sliding(let ttl) = tier.expiry, let most = tier.lifetime.greatestAge {
        try require(
          most > ttl, "tiers[\(index)].max_life",
          "a life of at most \(most.span) is over before a hit could renew its TTL of \(ttl.span): give more, or write “expiry: fixed”.")
      }
      if case .entries(let count) = tier.capacity, let because = tier.policy.whyLeast {
        try require(
          count >= tier.policy.leastEntries, "tiers[\(index)].capacity",
          "in a capacity of \(count) \(tier.policy.rawValue) stores nothing, since \(because): give \(tier.policy.leastEntries) entries or more, "
            + "or another policy such as lru.")
      }
    }
    try checkSides()
    if let semantic {
      let least = Threshold(0.3).leastScore
      try require(
        semantic.threshold.leastScore >= least, "semantic.threshold",
        "this is a cosine of \(semantic.threshold.cosine), by which nearly all texts are alike: give what is 0.3 or more as a cosine"
          + (semantic.threshold.scale == .cosine ? "." : "; on the scale \(semantic.threshold.scale.rawValue), smaller is nearer."))
    }
    if let semantic, semantic.measure == .tfidf {
      try require(
        semantic.embeddingPrice == Dollars(nanodollars: 0), "semantic.embedding_price",
        "texts that are compared by their words (tfidf) need no vectors, so none are paid for: leave it out, or measure by embedding.")
    }
  }

  /// Steps of a rollout in the order of their moments, and outages that end before the next of theirs begins.
  private func checkOrder() throws(StrategyError) {
    let steps = eligibility.rollout.steps
    for (index, pair) in zip(steps, steps.dropFirst()).enumerated() {
      // What is told by two calendars cannot be put in order before the log is there.
      try require(
        pair.1.from.isAfter(pair.0.from) ?? true, "eligibility.rollout[\(index + 1)].from",
        "the step begins no later than the one before it: put the steps in order, each with a later moment.")
    }
    for (index, event) in events.enumerated() {
      guard case .outage(let outage) = event.action, let every = event.every else { continue }
      try require(
        outage.duration < every, "events[\(index)].duration",
        "an outage of \(outage.duration.span) every \(every.span) never ends: give a shorter one, or a longer interval.")
    }
  }

  /// A switch-over to the set that is in use already does nothing.
  private func checkSides() throws(StrategyError) {
    var switches: [(index: Int, at: Moment, side: ScheduledEvent.Side)] = []
    for (index, event) in events.enumerated() {
      guard case .switchOver(let side) = event.action else { continue }
      // What is done again and again, or by two calendars, cannot be put in order before the log is there.
      if event.every != nil || switches.last?.at.isAfter(event.at) == nil && !switches.isEmpty { return }
      switches.append((index, event.at, side))
    }
    switches.sort { a, b in (b.at.isAfter(a.at) ?? false) || (!(a.at.isAfter(b.at) ?? false) && a.index < b.index) }
    var used = ScheduledEvent.Side.blue
    for each in switches {
      try require(
        each.side != used, "events[\(each.index)].to",
        "\(used.rawValue) is in use already (a log begins with blue), so nothing is switched: name the other set, or take the event out.")
      used = each.side
    }
  }
}

extension Moment {
  /// Whether it comes after another, where both are told alike; `nil` where that depends on when the log begins.
  func isAfter(_ other: Moment) -> Bool? {
    switch (self, other) {
    case (.after(let a), .after(let b)): a > b
    case (.at(let a), .at(let b)): a.microseconds > b.microseconds
    default: nil
    }
  }
}
