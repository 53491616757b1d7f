import Caching
import Simulation
import Traces
import Units

/// Random strategies for small cases: every feature now and then, in all combinations.
enum RandomStrategy {
  static func make(_ dice: inout Dice) -> Strategy {
    var strategy = plain(&dice)
    guard !dice.oneIn(4) else { return strategy }
    if dice.oneIn(4) { strategy.hashBits = dice.pick([1, 2, 64]) }
    if dice.oneIn(3) {
      strategy.classifier = QueryClassifier([QueryClass(name: "p", phrases: ["p"]), QueryClass(name: "q", phrases: ["q"])])
    }
    if dice.oneIn(3) { strategy.eligibility = eligibility(&dice, strategy.eligibility, hasClasses: strategy.classifier != nil) }
    // Beside few other rules, or next to nothing is old enough to be too old.
    if dice.oneIn(8) { strategy.eligibility.controls.maximumAge = true }
    for index in strategy.tiers.indices { extend(&strategy.tiers[index], &dice, hasClasses: strategy.classifier != nil) }
    guard !strategy.tiers.isEmpty else { return strategy }
    if dice.oneIn(2) {
      strategy.flights = FlightRules(
        singleFlight: dice.pick([.global, .global, .place, .process(2)]), lockTimeout: dice.oneIn(3) ? span(&dice, 0...4) : nil,
        polls: dice.oneIn(4) ? span(&dice, 1...3) : nil)
    }
    if dice.oneIn(4) { strategy.upstream = limits(&dice) }
    if dice.oneIn(3) { strategy.events = (0..<dice.roll(1...3)).map { _ in event(&dice, strategy) } }
    if dice.oneIn(4) { strategy.semantic = semantic(&dice, strategy) }
    if let layer = strategy.semantic, dice.oneIn(4) {
      let index = strategy.tiers.firstIndex { $0.name == layer.tier } ?? strategy.tiers.count - 1
      strategy.tiers[index].answersByKey = false
    }
    return strategy
  }

  /// A strategy of tiers and eligibility alone.
  static func plain(_ dice: inout Dice) -> Strategy {
    let near = dice.oneIn(2)
    let tiers = (0..<dice.pick([0, 1, 1, 1, 1, 2, 3])).map { index in
      let ttl = Microseconds(Int64(dice.roll(1...6)))
      let capacity: Capacity =
        switch dice.roll(0...5) {
        case 0: .unlimited
        case 1, 2: .entries(dice.roll(1...3))
        case 3: .bytes(dice.roll(1...8), overhead: .none)
        case 4: .bytes(dice.roll(3...9), overhead: .constant(dice.roll(0...2)))
        default: .bytes(RedisEntry.fixedBytes + dice.roll(240...900), overhead: .redis7(keyBytes: 32))
        }
      return Tier(
        name: "t\(index)", expiry: dice.pick([.never, .fixed(ttl), .fixed(ttl), .sliding(ttl)]), capacity: capacity,
        policy: dice.pick([.lru, .fifo]), largestValue: dice.oneIn(3) ? dice.roll(1...3) : nil,
        latency: dice.pick([
          .constant(.zero), .constant(Microseconds(Int64(dice.roll(0...2)))), .logNormal(median: Microseconds(2), sigma: 0.8),
        ]))
    }
    let eligibility = Eligibility(
      maximumTemperature: dice.oneIn(3) ? dice.pick([0, 0.5]) : nil, defaultTemperature: dice.pick([0, 1]), streams: !dice.oneIn(4),
      tools: !dice.oneIn(4), honoursControls: dice.oneIn(2))
    return Strategy(
      name: "random", key: near ? .near : .exact, scope: dice.pick([.global, .global, .user]), eligibility: eligibility, tiers: tiers)
  }

  private static func span(_ dice: inout Dice, _ range: ClosedRange<Int>) -> Microseconds { Microseconds(Int64(dice.roll(range))) }

  private static func eligibility(_ dice: inout Dice, _ old: Eligibility, hasClasses: Bool) -> Eligibility {
    var rules = old
    if dice.oneIn(4) { rules.endpoints = [.chat, .embedding] }
    if dice.oneIn(4) { rules.maximumMessages = dice.roll(1...3) }
    if dice.oneIn(4) { rules.maximumInputTokens = dice.roll(1...3) }
    if dice.oneIn(3) { rules.storesUnfinished = true }
    if dice.oneIn(4) { rules.regenerations = true }
    if dice.oneIn(4) { rules.agentLoops = true }
    if dice.oneIn(6) { rules.minimumInputTokens = dice.roll(1...min(3, rules.maximumInputTokens ?? 3)) }
    if dice.oneIn(4) { rules.minimumUses = dice.roll(2...3) }
    if dice.oneIn(6) { rules.models = dice.pick([["m"], ["n", "other"]]) }
    if dice.oneIn(6) { rules.teams = dice.pick([["red"], ["r*", ""], ["?ose"]]) }
    if dice.oneIn(6) { rules.organisations = dice.pick([["acme"], [""]]) }
    if hasClasses, dice.oneIn(2) { rules.classes = dice.pick([["p"], ["q", "p"]]) }
    if dice.oneIn(2) {
      rules.controls = ControlRules(
        skip: dice.pick(ControlRules.Meaning.allCases), refresh: dice.pick(ControlRules.Meaning.allCases),
        noStore: dice.pick(ControlRules.Meaning.allCases), maximumAge: dice.oneIn(2), customKey: dice.oneIn(2), onlyOnRequest: dice.oneIn(4)
      )
    }
    if dice.oneIn(3) {
      rules.rollout = Rollout(
        steps: [.init(from: .after(.zero), share: 0.3), .init(from: .after(span(&dice, 1...9)), share: 0.8)],
        unit: dice.pick(Rollout.Unit.allCases))
    }
    if dice.oneIn(3) {
      rules.switchedOff = [Period(from: .after(span(&dice, 0...6)), until: dice.oneIn(2) ? .after(span(&dice, 5...9)) : nil)]
    }
    return rules
  }

  private static func extend(_ tier: inout Tier, _ dice: inout Dice, hasClasses: Bool) {
    if dice.oneIn(3) {
      tier.lifetime = Lifetime(
        byModel: dice.oneIn(3) ? ["n": span(&dice, 0...4)] : [:],
        byClass: hasClasses && dice.oneIn(2) ? ["q": span(&dice, 0...4)] : [:],
        byTeam: dice.oneIn(4) ? [dice.pick(["red", "r*", ""]): span(&dice, 0...4), dice.pick(["r?", "?*e"]): span(&dice, 0...4)] : [:],
        byOrganisation: dice.oneIn(4) ? [dice.pick(["acme", "*"]): span(&dice, 0...4)] : [:], fromRequest: dice.oneIn(3),
        shortest: dice.oneIn(4) ? span(&dice, 1...3) : nil, longest: dice.oneIn(4) ? span(&dice, 3...5) : nil,
        greatestAge: dice.oneIn(2) ? span(&dice, 1...8) : nil,
        jitter: dice.oneIn(4) ? 0.5 : 0, keepsEnd: dice.oneIn(3))
    }
    if dice.oneIn(3) { tier.removal = dice.pick([.lazy, .atStore, .redis]) }
    if tier.expiry != .never, dice.oneIn(2) {
      tier.stale = StaleRules(
        whileRevalidating: span(&dice, 0...5),
        byClass: hasClasses && dice.oneIn(2) ? [dice.pick(["p", "q"]): span(&dice, 0...5)] : [:],
        byModel: dice.oneIn(3) ? [dice.pick(["m", "n"]): span(&dice, 0...5)] : [:], ifError: span(&dice, 0...5),
        refresh: dice.pick(StaleRules.Refresh.allCases))
    }
    if dice.oneIn(4) { tier.eviction = EvictionRules(block: dice.pick([0, 0.5]), countsOverwrites: dice.oneIn(2)) }
    if dice.oneIn(4) {
      tier.fill = FillRules(
        onMiss: !dice.oneIn(3), onHitBelow: dice.pick(FillRules.Copy.allCases), copyTTL: dice.oneIn(3) ? span(&dice, 1...5) : nil)
    }
    if dice.oneIn(3) {
      tier.places = Places(dice.pick([.field(.place), .caller(2), .request(2)]))
      if dice.oneIn(2) {
        tier.places.visibleAfter = span(&dice, 0...4)
        tier.capacity = .unlimited
      }
    }
    if dice.oneIn(5) { tier.negative = span(&dice, 1...4) }
    // What a write from elsewhere is hidden by must last longer than the write is on its way.
    if tier.places.visibleAfter != nil, dice.oneIn(2) { tier.negative = span(&dice, 4...8) }
    if dice.oneIn(5) { tier.writeInterval = span(&dice, 1...4) }
    if dice.oneIn(4) { tier.missLatency = .constant(span(&dice, 0...2)) }
  }

  private static func limits(_ dice: inout Dice) -> UpstreamLimits {
    UpstreamLimits(
      concurrency: dice.oneIn(2) ? dice.roll(1...2) : nil, queue: nil,
      requestsPerMinute: dice.oneIn(2) ? dice.pick([1, 2, 20_000_000]) : nil,
      tokensPerMinute: dice.oneIn(3) ? dice.pick([3, 30_000_000]) : nil, perModel: dice.oneIn(3),
      retry: RetryRule(attempts: dice.roll(0...2), wait: span(&dice, 0...3), factor: dice.pick([1, 2])),
      timeout: dice.oneIn(3) ? span(&dice, 1...5) : nil
    ).withQueue(dice.oneIn(3) ? dice.roll(0...1) : nil)
  }

  private static func event(_ dice: inout Dice, _ strategy: Strategy) -> ScheduledEvent {
    let tier = dice.pick(strategy.tiers)
    let action: ScheduledEvent.Action
    switch dice.roll(0...5) {
    case 0, 1:
      let target: ScheduledEvent.Target = dice.pick(
        strategy.classifier == nil ? [.all, .model("n"), .model("m")] : [.all, .model("n"), .queryClass("q")])
      action = .invalidate(target, tier: dice.oneIn(3) ? tier.name : nil)
    case 2: action = .warm(Warming(top: dice.roll(1...3), over: dice.oneIn(2) ? span(&dice, 1...6) : nil))
    case 3, 4:
      var place: String?
      if case .field = tier.places.routing, dice.oneIn(2) { place = "x" }
      action = .outage(
        Outage(
          tier: tier.name, place: place, duration: span(&dice, 0...4), lookUpTime: span(&dice, 0...2), keepsEntries: dice.oneIn(2)))
    default: action = .switchOver(to: dice.pick([.green, .blue]))
    }
    return ScheduledEvent(at: .after(span(&dice, 0...10)), every: dice.oneIn(4) ? span(&dice, 1...5) : nil, action: action)
  }

  private static func semantic(_ dice: inout Dice, _ strategy: Strategy) -> SemanticLayer {
    SemanticLayer(
      threshold: Threshold(dice.pick([0.6, 0.9])), fields: dice.oneIn(2) ? [.model] : [], maximumMessages: dice.oneIn(4) ? 3 : nil,
      window: dice.pick([.all, .all, .first(1), .mostRecent(1)]), guards: dice.oneIn(3) ? .number : [], topK: dice.roll(1...3),
      skipsByTemperature: dice.oneIn(4),
      verification: dice.oneIn(3)
        ? Verification(certain: Threshold(0.95), latency: .constant(span(&dice, 0...2)), refuses: .negation) : nil,
      tier: dice.oneIn(2) ? dice.pick(strategy.tiers).name : nil, copiesAbove: dice.oneIn(2),
      embedding: .constant(span(&dice, 0...1)), search: .constant(span(&dice, 0...1)))
  }
}

extension UpstreamLimits {
  /// A queue has a length only where something waits.
  fileprivate func withQueue(_ length: Int?) -> UpstreamLimits {
    var out = self
    if concurrency != nil { out.queue = length }
    return out
  }
}
