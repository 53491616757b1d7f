public import Traces
public import Units

/// What input tokens of a request, by its ordinal, cost less when a provider's prompt cache serves them.
public typealias PrefixSaving = (_ request: Int, _ tokens: Int) -> Dollars

/// What repeats in a trace, what it costs, and what is wrong with the log: a pure function of the trace, the costs and the options.
public struct Audit: Sendable, Equatable {
  /// Stands for "no price is known" in the costs.
  public static let unpriced = Int64.min

  /// What can be chosen.
  public struct Options: Sendable, Equatable {
    /// How soon after their last one the same question of the same user is a regeneration (law 5).
    public var regenerationWindow = Microseconds(seconds: 300)
    /// How soon after a failure the same question of the same caller is a retry (law 5).
    public var retryWindow = Microseconds(seconds: 300)
    /// The temperature that a request without one is taken to have (the API's default is 1).
    public var defaultTemperature = 1.0
    /// How many of the dearest repeated keys are listed.
    public var topKeys = 20
    /// The least score of a semantic match, in units of 1/10,000; by default that of how texts are compared (``MatchMeasure``).
    public var threshold: Int?
    /// How many threads compare texts; the result does not depend on it.
    public var threads = 2
    /// How many rows the tables of what is wasted have, each: of a study, which only shows the dearest; an audit lists more.
    public var wasteRows = 20
    /// The TTLs that reuse gaps are held against.
    public var ttls = [60, 300, 3_600, 21_600, 86_400, 604_800].map { Microseconds(seconds: $0) }

    /// The defaults.
    public init() {}
  }

  /// Who is taken to share a cache (law 10).
  public let scope: Scope
  /// The class of every request.
  public let classification: Classification
  /// What comparing texts told; `nil` where they were not compared.
  public let matches: TextMatches?
  /// How right the hits of each class are expected to be.
  public let expectations: [Expectation]
  /// What a semantic cache would hit by threshold; empty where texts were not compared.
  public let sweep: [ThresholdPoint]
  /// What the logged answers say of would-be hits.
  public let answers: AnswerComparison
  /// All requests by class.
  public let total: ClassTable
  /// The same by model, the dearest first; adds up to ``total``.
  public let models: [Breakdown]
  /// The same by team, the dearest first; adds up to ``total``. Empty where the log names none. Teams of one name are one team.
  public let teams: [Breakdown]
  /// What an unlimited cache under ``KeyRule/exact`` answers at zero durations: the hits of that replay, whatever their class.
  public let unlimitedExact: Volume
  /// What an unlimited cache under ``KeyRule/near`` answers at zero durations.
  public let unlimitedNear: Volume
  /// How often keys are asked.
  public let repeatLaw: RepeatLaw
  /// The keys whose repeats cost most.
  public let topKeys: [RepeatedKey]
  /// How long until repeats come, by the exact and by the near rule.
  public let gaps: [ReuseGaps]
  /// The fields that a key must not leave out, and those that the exact rule does.
  public let keySafety: [FieldSafety]
  /// What repeats across tenants, by scope.
  public let leakage: [Leakage]
  /// Keys that collide by chance, by the width of their hash.
  public let collisions: [HashCollisions]
  /// Where repeats are, one table for each way to divide the requests.
  public let waste: [WasteTable]
  /// What can be done about them, the most worth first.
  public let fixes: [Fix]
  /// What the log has and lacks.
  public let quality: LogQuality
  /// What the reader must know, the gravest first.
  public let caveats: [Caveat]

  /// Audits a trace; `costs` has nanodollars, or ``unpriced``, for each request.
  ///
  /// - Complexity: O(tuples + requests) for a number of models and teams that is small beside them.
  ///
  /// - Parameter texts: What is asked, so that prompts can be compared that have no key in common; without, templated and semantic ones are
  ///   among the unique.
  /// - Parameter prefixSaving: What providers' prompt caches could save, for the templates' shared beginnings.
  public init(
    trace: Trace, costs: [Int64], scope: Scope = .global, options: Options = Options(), texts: LoggedTexts? = nil,
    prefixSaving: PrefixSaving? = nil
  ) {
    precondition(costs.count == trace.requests.count, "one cost per request")
    let costed = CostedTrace(trace: trace, costs: costs)
    let keys = RuleKeys(trace, scope: scope)
    var classification = Classification(trace, keys: keys, options: options)
    matches = texts.map {
      TextMatches(
        trace, texts: $0, scope: scope, threshold: options.threshold, threads: options.threads, classification: &classification)
    }
    let classes = classification.classes
    let total = classification.tables(costed, groups: 1) { _ in 0 }[0]
    expectations = Expectation.all(costed, classification, matches)
    let pairs = AnswerPairs(trace, sketches: texts?.answers ?? [])
    // Where no prompt is known, no threshold can be judged.
    let known = matches.flatMap { classification.classes.contains { $0.isComparable || $0 == .truncated } ? $0 : nil }
    sweep = known.map { ThresholdPoint.sweep(costed, classification, $0, pairs) } ?? []
    answers = AnswerComparison(pairs, classification)
    let use = KeyUse(costed, keys: keys.exact, classes: classes)

    self.scope = scope
    self.classification = classification
    self.total = total
    models = classification.breakdown(
      costed, by: trace.parameters[.model] ?? [], rows: trace.requests.parameters, names: trace.names[.model] ?? [])
    let teamNames = trace.names[.team] ?? []
    teams =
      teamNames.contains { !$0.isEmpty }
      ? classification.breakdown(costed, by: trace.callers[.team] ?? [], rows: trace.requests.caller, names: teamNames) : []
    unlimitedExact = classification.volume(costed) { $0 == .exact }
    unlimitedNear = classification.volume(costed) { $0 != .none }
    repeatLaw = RepeatLaw(costed, use: use, classes: classes)
    topKeys = use.top(options.topKeys, costed, classes: classes)
    gaps = [(.exact, keys.exact), (.near, keys.near)].map { text, keys in
      ReuseGaps(costed, text: text, keys: keys, classification: classification, headline: total.headline, ttls: options.ttls)
    }
    keySafety = FieldSafety.all(costed, scope: scope, keys: keys.exact, classes: classes)
    leakage = Leakage.all(costed, scope: scope, keys: keys.exact, classes: classes)
    collisions = HashCollisions.all(keys: repeatLaw.keys)
    let division = Division(costed, classification: classification, texts: texts, prefixSaving: prefixSaving)
    waste = division.tables(rows: options.wasteRows)
    fixes = Fix.all(
      costed, scope: scope, keys: keys, classification: classification, leakage: leakage, texts: texts,
      repeats: (unlimitedExact, unlimitedNear), expectations: expectations)
    quality = LogQuality(costed)
    caveats = quality.caveats + (Caveat.lowerBound(ttls: options.ttls, span: quality.span).map { [$0] } ?? [])
  }
}

extension Classification {
  /// The volume of the requests that are `served` as asked.
  fileprivate func volume(_ costed: CostedTrace, where isWanted: (Likeness) -> Bool) -> Volume {
    var out = Volume()
    for i in served.indices where isWanted(served[i]) { out += costed.volume(i) }
    return out
  }
}
