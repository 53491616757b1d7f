public import Duplicates
public import Pricing
public import Simulation
public import Traces
import Units

/// The traffic of a log: attempts of one call made one request (law 5), under the two baselines of a log (law 34).
public struct LoggedTraffic: Sendable {
  /// As if no earlier cache had been there: what strategies are replayed on.
  public private(set) var withoutCache: Traffic
  /// As it was: hits of an earlier cache took their logged time and cost nothing upstream.
  public let asLogged: Traffic
  /// What the calls of ``withoutCache`` are worth in other ways than their effective cost (law 30).
  public private(set) var valuation: Valuation
  /// The class of each request.
  public let classes: [DuplicateClass]
  /// Rows of the log that were further attempts of a call, and were merged into its request.
  public let mergedAttempts: Int
  /// Whether an earlier cache answered some requests.
  public let hadCache: Bool
  /// Logged hits whose miss is in the log.
  let joinedHits: Int
  /// … and those whose miss is not.
  let lonelyHits: Int

  /// The traffic of a trace.
  ///
  /// - Parameters:
  ///   - audit: The audit of the same trace; requests are classed anew only where attempts were merged.
  ///   - listPrices: The prices before a contract, where there is one.
  ///   - repricings: Models that are answered by others in a step of the waterfall.
  ///   - questions: For each classifier that a strategy has, the class of each text by its id in `trace` (``QueryClassifier/numbers(of:)``).
  /// - Throws: ``RepricingError``.
  public init(
    _ trace: Trace, audit: Audit, prices: PriceBook, listPrices: PriceBook? = nil, repricings: [Repricing], seed: UInt64,
    questions: [QueryClassifier: [UInt8]] = [:]
  ) throws(RepricingError) {
    self.init(trace, audit: audit, prices: prices, listPrices: listPrices, seed: seed, questions: questions)
    guard !repricings.isEmpty else { return }
    valuation.repriced = try Repricing.costs(of: withoutCache, by: repricings, prices: prices)
  }

  /// The traffic of a trace.
  public init(
    _ trace: Trace, audit: Audit, prices: PriceBook, listPrices: PriceBook? = nil, seed: UInt64, questions: [QueryClassifier: [UInt8]] = [:]
  ) {
    let attempts = trace.mergingAttempts()
    let merged = attempts.trace
    mergedAttempts = attempts.merged
    let audit = attempts.merged == 0 ? audit : Audit(trace: merged, costs: Costing(merged, prices: prices).costs, scope: audit.scope)
    classes = audit.classification.classes
    let apart = classes.map { Cause(apart: $0) }

    let uncached = merged.withoutEarlierCache()
    joinedHits = uncached.removal.joinedByLog + uncached.removal.joinedByKey
    lonelyHits = uncached.removal.unjoined
    let costing = Costing(uncached.trace, prices: prices, listPrices: listPrices)
    let full = costing.costs
    valuation = Valuation(
      costing, nearRisk: LoggedNearRisk(audit.answers), loggedHits: merged.requests.flags.map { $0.contains(.loggedHit) })
    let drawn = Durations(of: merged, undoesEarlierCache: true, seed: seed)
    var durations = Durations(of: uncached.trace, undoesEarlierCache: false, seed: seed)
    let logged = uncached.trace.requests.duration
    for i in merged.requests.flags.indices where merged.requests.flags[i].contains(.loggedHit) && logged[i] == Requests.unknown {
      durations.take(i, from: drawn)
    }
    var replayed = Traffic(trace: uncached.trace, durations: durations, cost: full, apart: apart)
    replayed.classes = questions.mapValues { merged.classes(byText: $0, oldTexts: attempts.texts) }
    replayed.graphs = uncached.trace.candidateGraphs()
    replayed.asked = Asked(of: uncached.trace)
    let messages = uncached.trace.messageCounts
    if !messages.isEmpty { replayed.messages = uncached.trace.requests.prompt.map { messages[Int($0)] } }
    withoutCache = replayed
    let flags = merged.requests.flags
    hadCache = flags.contains { $0.contains(.loggedHit) }
    let paid = full.indices.map { flags[$0].contains(.loggedHit) ? 0 : full[$0] }
    asLogged = Traffic(
      trace: merged, durations: Durations(of: merged, undoesEarlierCache: false, seed: seed), cost: paid, apart: apart)
  }
}

extension LoggedTraffic {
  /// Finds out how long calls take without queueing, if one of the strategies limits what the API takes (law 22).
  public mutating func fitServiceTimes(for strategies: [Strategy]) {
    guard withoutCache.serviceTime.isEmpty, strategies.contains(where: { !$0.upstream.isUnlimited }) else { return }
    withoutCache.serviceTime = ServiceTimes(of: withoutCache).microseconds
  }
}

extension Asked {
  /// What the requests of a trace asked of a cache; without columns for what none of them asked.
  fileprivate init(of trace: Trace) {
    self.init()
    let controls = trace.cacheControls
    guard controls.count > 1, let ids = trace.parameters[.cacheControls] else { return }
    func column<Value>(_ value: (CacheControls) -> Value, where isAsked: (CacheControls) -> Bool) -> [Value] {
      guard controls.contains(where: isAsked) else { return [] }
      return trace.requests.parameters.map { value(controls[Int(ids[Int($0)])]) }
    }
    ttl = column(\.ttl) { $0.ttl >= 0 }
    maximumAge = column(\.maximumAge) { $0.maximumAge >= 0 }
    key = column(\.key) { $0.key != 0 }
    cache = column(\.wantsCache) { $0.wantsCache }
  }
}

extension Traffic {
  fileprivate init(trace: Trace, durations: Durations, cost: [Int64], apart: [Cause]) {
    self.init(trace: trace, duration: durations.microseconds, cost: cost, isEstimated: durations.isEstimated, apart: apart)
  }
}

extension Trace {
  /// The class of each request, from the class of each text by an older id; `oldTexts` has the older id of each, or is empty where ids are as
  /// they were.
  fileprivate func classes(byText classes: [UInt8], oldTexts: [UInt32]) -> [UInt8] {
    let texts = prompts[.lastUserMessage] ?? []
    let byPrompt = texts.map { text -> UInt8 in
      let old = Int(oldTexts.isEmpty ? text : oldTexts[Int(text)])
      return classes.indices.contains(old) ? classes[old] : 0
    }
    return requests.prompt.map { byPrompt[Int($0)] }
  }
}

extension Cause {
  /// Why requests of a class stand apart from the default saving (law 5); ``none`` for those that do not.
  fileprivate init(apart kind: DuplicateClass) {
    switch kind {
    case .regeneration: self = .regeneration
    case .agentLoop: self = .agentLoop
    case .truncated: self = .truncated
    case .exact, .near, .templated, .semantic, .unique, .retry, .noContent, .failed, .notGeneration: self = .none
    }
  }
}
