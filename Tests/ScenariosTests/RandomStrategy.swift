import Caching
import Simulation
import Traces
import Units

/// Strategies drawn at random over every field, until one is valid.
struct RandomStrategy {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  static func draw(seed: Int) -> Strategy {
    var random = RandomStrategy(seed: seed)
    while true {
      let strategy = random.strategy()
      if (try? strategy.validate()) != nil, (try? strategy.checkSense()) != nil { return strategy }
    }
  }

  private mutating func pick(_ below: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(below))
  }

  private mutating func chance(_ one: Int) -> Bool { pick(one) == 0 }

  private mutating func any<Value>(_ values: [Value]) -> Value { values[pick(values.count)] }

  private mutating func maybe<Value>(_ value: (inout RandomStrategy) -> Value) -> Value? { chance(2) ? value(&self) : nil }

  private mutating func list<Value>(_ most: Int, _ value: (inout RandomStrategy) -> Value) -> [Value] {
    let count = pick(most + 1)
    return (0..<count).map { _ in value(&self) }
  }

  private mutating func span() -> Microseconds { Microseconds(Int64(1 + pick(1 << (1 + pick(31)))) * any([1, 1_000, 1_000_000])) }

  private mutating func share() -> Double { any([0, 0.05, 0.1, 1.0 / 3, 0.999, 1]) }

  private mutating func number() -> Double { any([0, 0.5, 1, 1e-7, 2.0 / 3, 1.47, 2]) }

  private mutating func text() -> String {
    let alphabet = Array("ab yes:#\"'\\{}[],&*!|>%@`-?~\n\t\r\u{0}\u{1}\u{7F}\u{85}\u{2028}é世🙏 .0=<")
    return String(list(12) { $0.any(alphabet) })
  }

  private mutating func word() -> String { any(["a", "news", "gpt-4.1", "x y", "é", "no", "12", "true", "a:b"]) }

  private mutating func moment() -> Moment {
    chance(2) ? .after(span()) : .at(Timestamp(microseconds: Int64(pick(1 << 31)) * 1_000_000 + any([0, 1, 120_000])))
  }

  private mutating func latency(_ depth: Int = 0) -> LatencyModel {
    switch pick(depth == 0 ? 4 : 2) {
    case 0: return .constant(Microseconds(Int64(pick(1 << 30))))
    case 1: return .logNormal(median: Microseconds(Int64(pick(1 << 30))), sigma: number())
    case 2: return .mixture([1, 2].map { LatencyModel.Part(weight: $0, model: latency(1)) })
    default:
      let low = Int64(pick(1 << 20))
      return .profile([
        .init(percent: 0, time: Microseconds(low)), .init(percent: any([50, 99.9]), time: Microseconds(low + Int64(pick(1 << 20)))),
        .init(percent: 100, time: Microseconds(low + 1 << 21)),
      ])
    }
  }

  private mutating func fields() -> Set<KeyField> { Set(KeyField.allCases.filter { _ in chance(3) }) }

  private mutating func differences() -> CandidateGraph.Differences { CandidateGraph.Differences(rawValue: UInt8(pick(64))) }

  private mutating func eligibility() -> Eligibility {
    Eligibility(
      maximumTemperature: maybe { $0.number() }, defaultTemperature: number(), streams: chance(2), tools: chance(2),
      endpoints: maybe { random in Set(Endpoint.allCases.filter { _ in random.chance(2) } + [.chat]) },
      models: maybe { random in ["gpt-4.1"] + (random.chance(2) ? ["a, b: [c]"] : []) },
      organisations: maybe { random in ["acme"] + (random.chance(2) ? ["", "*"] : []) }, teams: maybe { [$0.word()] },
      maximumMessages: maybe { 1 + $0.pick(9) }, maximumInputTokens: maybe { 4_000 + $0.pick(9_000) },
      minimumInputTokens: maybe { 1 + $0.pick(4_000) }, minimumUses: 1 + pick(3), storesUnfinished: chance(2),
      regenerations: chance(2), agentLoops: chance(2),
      controls: any([
        .standard, .ignored,
        ControlRules(
          skip: any(ControlRules.Meaning.allCases), refresh: any(ControlRules.Meaning.allCases),
          noStore: any(ControlRules.Meaning.allCases),
          maximumAge: chance(2), customKey: chance(2), onlyOnRequest: chance(2)),
      ]),
      rollout: Rollout(steps: list(2) { .init(from: $0.moment(), share: $0.share()) }, unit: any(Rollout.Unit.allCases)),
      switchedOff: list(2) { Period(from: $0.moment(), until: $0.maybe { $0.moment() }) })
  }

  private mutating func tier(_ index: Int, classes: [String]) -> Tier {
    var tier = Tier(name: "tier-\(index)")
    tier.expiry = any([.never, .fixed(span()), .sliding(span())])
    tier.lifetime = Lifetime(
      byModel: Dictionary(list(2) { ($0.word(), $0.span()) }) { a, _ in a },
      byClass: Dictionary(classes.map { ($0, span()) }) { a, _ in a }.filter { _ in chance(2) },
      byTeam: Dictionary(list(2) { ($0.any(["*", "", "qa-*", "?", $0.word()]), $0.span()) }) { a, _ in a },
      byOrganisation: Dictionary(list(2) { ($0.word(), $0.span()) }) { a, _ in a }, fromRequest: chance(2), shortest: maybe { $0.span() },
      longest: maybe { $0.span() }, jitter: any([0, 0.1, 1.0 / 3]), inWholeSeconds: chance(2), keepsEnd: chance(2))
    if case .sliding(let ttl) = tier.expiry, chance(2) { tier.lifetime.greatestAge = Microseconds(ttl.count + 1 + Int64(pick(1 << 30))) }
    tier.removal = any(ExpiredRemoval.allCases)
    tier.stale = StaleRules(
      whileRevalidating: chance(2) ? .zero : span(),
      byClass: Dictionary(classes.map { ($0, span()) }) { a, _ in a }.filter { _ in chance(2) },
      byModel: Dictionary(list(2) { ($0.word(), $0.span()) }) { a, _ in a }, ifError: chance(2) ? .zero : span(),
      refresh: any(StaleRules.Refresh.allCases))
    let overhead: EntryOverhead = any([.none, .constant(pick(5_000)), .redis7(keyBytes: 75)])
    tier.capacity = any([.unlimited, .unlimited, .entries(1 + pick(1 << 30)), .bytes(2_000_000 + pick(1 << 30), overhead: overhead)])
    tier.policy = any(EvictionPolicy.allCases)
    if tier.policy.rawValue.hasPrefix("allkeys") || tier.policy.rawValue.hasPrefix("volatile") || tier.policy == .halfEveryFiveMinutes {
      tier.redis = RedisEviction(samples: 1 + pick(64), decayMinutes: pick(3_000), logFactor: pick(100))
    }
    tier.eviction = EvictionRules(block: any([0, 0.2, 1.0 / 3]), countsOverwrites: chance(2))
    tier.largestValue = maybe { 1 + $0.pick(1 << 30) }
    tier.fill = FillRules(onMiss: chance(2), onHitBelow: any(FillRules.Copy.allCases), copyTTL: maybe { $0.span() })
    tier.places = Places(
      any([.one, .field(any(KeyField.ofCallers)), .caller(1 + pick(9)), .request(1 + pick(9))]), visibleAfter: maybe { $0.span() })
    tier.negative = maybe { $0.span() }
    tier.writeInterval = maybe { $0.span() }
    tier.answersByKey = !chance(4)
    tier.latency = latency()
    tier.missLatency = maybe { $0.latency() }
    tier.service = any([nil, "upstash-redis"])
    return tier
  }

  private mutating func event(tiers: [Tier], classes: [String]) -> ScheduledEvent {
    let tier = any(tiers).name
    var actions: [ScheduledEvent.Action] = [
      .invalidate(.all, tier: maybe { _ in tier }), .invalidate(.model(word()), tier: maybe { _ in tier }),
      .warm(Warming(top: 1 + pick(99), over: maybe { $0.span() })),
      .outage(
        Outage(tier: tier, place: maybe { $0.word() }, duration: span(), lookUpTime: chance(2) ? .zero : span(), keepsEntries: chance(2))),
      .switchOver(to: any(ScheduledEvent.Side.allCases)),
    ]
    if let name = classes.first { actions.append(.invalidate(.queryClass(name), tier: maybe { _ in tier })) }
    return ScheduledEvent(at: moment(), every: maybe { $0.span() }, action: any(actions))
  }

  private mutating func threshold() -> Threshold { Threshold(any([0, 0.05, 0.1, 0.3, 0.86, 1]), scale: any(Threshold.Scale.allCases)) }

  private mutating func semantic(_ tiers: [Tier]) -> SemanticLayer {
    var layer = SemanticLayer(threshold: threshold())
    layer.view = TextView(messages: maybe { 1 + $0.pick(5) }, onlyUser: chance(2), withSystem: chance(2))
    layer.measure = any(CandidateGraph.Measure.allCases)
    layer.fields = fields().subtracting([.messages, .earlierTurns, .lastUserMessage])
    layer.maximumMessages = maybe { 1 + $0.pick(9) }
    layer.window = any([.all, .first(1 + pick(200)), .mostRecent(1 + pick(200))])
    layer.guards = differences()
    layer.topK = 1 + pick(9)
    layer.skipsByTemperature = chance(2)
    layer.verification = maybe {
      Verification(
        certain: $0.threshold(), cost: Dollars(nanodollars: Int64($0.pick(1 << 30))), latency: $0.latency(), refuses: $0.differences())
    }
    layer.tier = maybe { $0.any(tiers).name }
    layer.copiesAbove = chance(2)
    layer.embedding = latency()
    layer.embeddingPrice = Dollars(nanodollars: Int64(pick(1 << 30)))
    layer.search = latency()
    return layer
  }

  private mutating func strategy() -> Strategy {
    var strategy = Strategy(name: "s\(pick(100))", summary: text())
    strategy.source = text()
    strategy.caveats = list(2) { $0.text() }
    strategy.key = KeyRule(fields: fields().union([.model]), text: any(KeyRule.Text.allCases))
    strategy.hashBits = maybe { 1 + $0.pick(64) }
    strategy.scope = any(Scope.allCases)
    strategy.eligibility = eligibility()
    let classes = ["news", "code"].filter { _ in chance(2) }
    if !classes.isEmpty {
      strategy.classifier = QueryClassifier(
        classes.map { QueryClass(name: $0, phrases: ["now", "a: \"b\"", word()], match: any(QueryClass.Match.allCases)) })
    }
    strategy.tiers = (0..<(1 + pick(3))).map { tier($0, classes: classes) }
    strategy.flights = FlightRules(
      singleFlight: any([.none, .process(1 + pick(9)), .place, .global]), lockTimeout: maybe { $0.span() }, polls: maybe { $0.span() })
    strategy.upstream = UpstreamLimits(
      concurrency: maybe { 1 + $0.pick(99) }, queue: maybe { $0.pick(99) }, requestsPerMinute: maybe { 1 + $0.pick(99) },
      tokensPerMinute: maybe { 1 + $0.pick(9_999) }, perModel: chance(2),
      retry: RetryRule(attempts: pick(5), wait: span(), factor: any([1, 1.5, 2])), timeout: maybe { $0.span() })
    let tiers = strategy.tiers
    strategy.events = list(3) { $0.event(tiers: tiers, classes: classes) }
    strategy.semantic = maybe { $0.semantic(tiers) }
    return strategy
  }
}
