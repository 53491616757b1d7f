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

  private static func with(_ change: (inout Strategy) -> Void) -> Strategy {
    var strategy = Strategy(name: "s", tiers: [Tier(name: "a"), Tier(name: "b", expiry: .fixed(Microseconds(5)))])
    change(&strategy)
    return strategy
  }

  private static func event(_ action: ScheduledEvent.Action, every: Microseconds? = nil) -> Strategy {
    with { $0.events = [ScheduledEvent(at: .after(.zero), every: every, action: action)] }
  }

  private static func semantic(_ change: (inout SemanticLayer) -> Void) -> Strategy {
    with {
      var layer = SemanticLayer(threshold: Threshold(0.9))
      change(&layer)
      $0.semantic = layer
    }
  }

  static let badRules: [(String, Strategy)] = [
    ("hash_bits", with { $0.hashBits = 0 }), ("hash_bits", with { $0.hashBits = 65 }),
    ("eligibility.endpoints", with { $0.eligibility.endpoints = [] }),
    ("eligibility.max_messages", with { $0.eligibility.maximumMessages = 0 }),
    ("eligibility.max_input_tokens", with { $0.eligibility.maximumInputTokens = -1 }),
    ("eligibility.min_input_tokens", with { $0.eligibility.minimumInputTokens = 0 }),
    (
      "eligibility.min_input_tokens",
      with { ($0.eligibility.minimumInputTokens, $0.eligibility.maximumInputTokens) = (3, 2) }
    ),
    ("eligibility.min_uses", with { $0.eligibility.minimumUses = 0 }),
    ("eligibility.models", with { $0.eligibility.models = [] }), ("eligibility.models", with { $0.eligibility.models = [""] }),
    ("eligibility.teams", with { $0.eligibility.teams = [] }), ("eligibility.organisations", with { $0.eligibility.organisations = [] }),
    ("eligibility.classes", with { $0.eligibility.classes = ["faq"] }),
    ("semantic.embedding_price", semantic { $0.embeddingPrice = Dollars(nanodollars: -1) }),
    ("semantic.verification.cost", semantic { $0.verification = Verification(certain: Threshold(0.95), cost: Dollars(nanodollars: -5)) }),
    ("eligibility.rollout[0].share", with { $0.eligibility.rollout.steps = [.init(from: .after(.zero), share: 5)] }),
    ("classes", with { $0.classifier = QueryClassifier([]) }),
    ("classes[0].name", with { $0.classifier = QueryClassifier([QueryClass(name: "", phrases: ["x"])]) }),
    ("classes[0].phrases", with { $0.classifier = QueryClassifier([QueryClass(name: "x", phrases: [""])]) }),
    (
      "classes[1].name",
      with { $0.classifier = QueryClassifier([QueryClass(name: "x", phrases: ["a"]), QueryClass(name: "x", phrases: ["b"])]) }
    ),
    ("tiers[1].ttl_by_class", with { $0.tiers[1].lifetime.byClass = ["x": Microseconds(1)] }),
    ("tiers[1].ttl_by_class", with { $0.tiers[1].lifetime.byClass = ["x": Microseconds(-1)] }),
    ("tiers[1].ttl_by_model", with { $0.tiers[1].lifetime.byModel = ["m": Microseconds(-1)] }),
    ("tiers[1].ttl_by_team", with { $0.tiers[1].lifetime.byTeam = ["t": Microseconds(-1)] }),
    ("tiers[1].ttl_by_organisation", with { $0.tiers[1].lifetime.byOrganisation = ["o": Microseconds(-1)] }),
    ("tiers[1].min_ttl", with { $0.tiers[1].lifetime.shortest = Microseconds(-1) }),
    (
      "tiers[1].min_ttl",
      with {
        $0.tiers[1].lifetime.shortest = Microseconds(9)
        $0.tiers[1].lifetime.longest = Microseconds(8)
      }
    ),
    ("tiers[1].max_life", with { $0.tiers[1].lifetime.greatestAge = .zero }),
    ("tiers[1].max_ttl", with { $0.tiers[1].lifetime.longest = .zero }), ("tiers[1].jitter", with { $0.tiers[1].lifetime.jitter = 1 }),
    ("tiers[1].stale_while_revalidate", with { $0.tiers[1].stale.whileRevalidating = Microseconds(-1) }),
    ("tiers[0].stale_while_revalidate", with { $0.tiers[0].stale.whileRevalidating = Microseconds(1) }),
    ("tiers[1].stale_while_revalidate_by_class", with { $0.tiers[1].stale.byClass = ["x": Microseconds(1)] }),
    ("tiers[1].stale_while_revalidate_by_class", with { $0.tiers[1].stale.byClass = ["x": Microseconds(-1)] }),
    ("tiers[1].stale_while_revalidate_by_model", with { $0.tiers[1].stale.byModel = ["m": Microseconds(-1)] }),
    ("tiers[0].stale_while_revalidate_by_model", with { $0.tiers[0].stale.byModel = ["m": Microseconds(1)] }),
    ("tiers[1].stale_if_error", with { $0.tiers[1].stale.ifError = Microseconds(-1) }),
    ("tiers[1].eviction_block", with { $0.tiers[1].eviction.block = 1.5 }),
    ("tiers[1].redis_samples", with { $0.tiers[1].redis.samples = 0 }), ("tiers[1].copy_ttl", with { $0.tiers[1].fill.copyTTL = .zero }),
    ("tiers[1].visible_after", with { $0.tiers[1].places.visibleAfter = .zero }),
    ("tiers[1].places", with { $0.tiers[1].places = Places(.field(.model)) }),
    ("tiers[1].places", with { $0.tiers[1].places = Places(.caller(0)) }),
    (
      "tiers[1].capacity",
      with {
        $0.tiers[1].capacity = .entries(3)
        $0.tiers[1].places = Places(.caller(2), visibleAfter: .zero)
      }
    ),
    ("tiers[1].negative_ttl", with { $0.tiers[1].negative = .zero }),
    ("tiers[1].write_interval", with { $0.tiers[1].writeInterval = .zero }),
    ("tiers[1].by_key", with { $0.tiers[1].answersByKey = false }),
    ("tiers[1].miss_latency", with { $0.tiers[1].missLatency = .constant(Microseconds(-1)) }),
    ("tiers[1].latency.mixture", with { $0.tiers[1].latency = .mixture([]) }),
    ("tiers[1].latency.mixture[0].weight", with { $0.tiers[1].latency = .mixture([.init(weight: 0, model: .constant(.zero))]) }),
    ("tiers[1].latency.profile", with { $0.tiers[1].latency = .profile([.init(percent: 50, time: .zero)]) }),
    (
      "tiers[1].latency.profile[1]",
      with { $0.tiers[1].latency = .profile([.init(percent: 50, time: Microseconds(2)), .init(percent: 90, time: Microseconds(1))]) }
    ),
    ("flights.single_flight", with { $0.flights.singleFlight = .process(0) }),
    ("flights.lock_timeout", with { $0.flights.lockTimeout = Microseconds(5) }),
    ("flights.polls", with { $0.flights = FlightRules(singleFlight: .global, polls: .zero) }),
    ("upstream.concurrency", with { $0.upstream.concurrency = 0 }), ("upstream.queue", with { $0.upstream.queue = 3 }),
    ("upstream.retries", with { $0.upstream.retry.attempts = -1 }), ("upstream.timeout", with { $0.upstream.timeout = .zero }),
    ("events[0].every", event(.invalidate(.all, tier: nil), every: .zero)),
    ("events[0].tier", event(.invalidate(.all, tier: "c"))), ("events[0].model", event(.invalidate(.model(""), tier: nil))),
    ("events[0].class", event(.invalidate(.queryClass("x"), tier: nil))), ("events[0].top", event(.warm(Warming(top: 0)))),
    ("events[0].over", event(.warm(Warming(top: 1, over: .zero)))),
    ("events[0].tier", event(.outage(Outage(tier: "c", duration: .zero)))),
    ("events[0].duration", event(.outage(Outage(tier: "a", duration: Microseconds(-1))))),
    ("events[0].place", event(.outage(Outage(tier: "a", place: "x", duration: .zero)))),
    ("semantic.threshold", semantic { $0.threshold = Threshold(3) }),
    ("semantic.threshold", semantic { $0.threshold = Threshold(.nan) }),
    ("semantic.messages", semantic { $0.view.messages = 0 }), ("semantic.max_messages", semantic { $0.maximumMessages = 0 }),
    ("semantic.window", semantic { $0.window = .first(0) }), ("semantic.top_k", semantic { $0.topK = 0 }),
    ("semantic.fields", semantic { $0.fields = [.messages] }), ("semantic.tier", semantic { $0.tier = "c" }),
    ("semantic.verification.certain", semantic { $0.verification = Verification(certain: Threshold(0.8)) }),
  ]

  @Test(arguments: badRules.indices) func aBadRuleIsNamedWithAWayOut(index: Int) throws {
    let (path, strategy) = Self.badRules[index]
    let error = try #require(throws: StrategyError.self) { try strategy.validate() }
    guard case .invalid(let found, let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(found == path)
    #expect(reason.hasSuffix(".") && reason.contains(": "), "\(reason)")
  }

  @Test("a replay that needs what the traffic does not have says what to do")
  func missingInputs() throws {
    let needy: [(String, Strategy)] = [
      ("eligibility.max_messages", Self.with { $0.eligibility.maximumMessages = 4 }),
      ("semantic.max_messages", Self.semantic { $0.maximumMessages = 4 }),
      ("eligibility.controls.only_on_request", Self.with { $0.eligibility.controls.onlyOnRequest = true }),
      ("classes", Self.with { $0.classifier = QueryClassifier([QueryClass(name: "x", phrases: ["y"])]) }),
      ("semantic", Self.semantic { _ in }), ("upstream", Self.with { $0.upstream.concurrency = 1 }),
    ]
    let full = Case("A|").traffic()
    let bare = Traffic(trace: full.trace, duration: full.duration, cost: full.cost, isEstimated: full.isEstimated)
    for (path, strategy) in needy {
      try strategy.validate()
      let error = try #require(throws: StrategyError.self) { try strategy.replay(bare, seed: 1) }
      guard case .invalid(path, let reason) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(reason.contains(": ") && reason.hasSuffix("."))
    }
  }

  @Test("thresholds on the scales of products")
  func thresholds() {
    #expect(Threshold(0.85).leastScore == 8_500)
    #expect(Threshold(0.1, scale: .distance).leastScore == 9_000)
    #expect(Threshold(0.8, scale: .halfCosine).leastScore == 6_000)
    #expect(Threshold(0.2, scale: .halfDistance).leastScore == 6_000)
    #expect(Threshold(0.95001).leastScore == 9_501)
  }

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
