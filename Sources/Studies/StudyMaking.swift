import Caching
public import Duplicates
public import Pricing
public import Simulation
public import Traces
import Units

extension AuditStudy {
  /// Audits a trace.
  ///
  /// - Parameters:
  ///   - usageEstimate: How the tokens of requests that have ``RequestFlags/estimatedUsage`` were estimated.
  ///   - options: What can be chosen of the audit.
  ///   - texts: What is asked, so that prompts can be compared that have no key in common.
  public init(
    _ trace: Trace, prices: PriceBook, priceTable: String, scope: Scope, version: String, seed: UInt64, dayOffset: Int,
    usageEstimate: UsageEstimate? = nil, options: Audit.Options = Audit.Options(), texts: LoggedTexts? = nil
  ) {
    self.usageEstimate = usageEstimate
    let costing = Costing(trace, prices: prices)
    audit = Audit(
      trace: trace, costs: costing.costs, scope: scope, options: options, texts: texts,
      prefixSaving: texts.map { _ in Costing.prefixSaving(trace, prices: prices) })
    log = trace.log
    span = trace.span
    covered = trace.covered
    self.prices = costing.lookups
    manifest = Manifest(
      version: version, seed: seed,
      inputs: trace.log.sources.map { Manifest.Input(name: $0.name, bytes: $0.bytesIn, digest: $0.digest) }, prices: priceTable,
      dayOffset: dayOffset, selection: log.selections.isEmpty ? nil : log.selections.joined(separator: "; of these "))
    let more = [
      StudyCaveats.selection(log, requests: trace.requests.count),
      usageEstimate.flatMap { StudyCaveats.usage($0, of: trace.requests.count) },
      StudyCaveats.prices(prices, costing.lookups),
    ]
    let told = StudyCaveats.scopes(trace, scope == .global ? [] : [(scope, "the audit (--scope \(scope.rawValue))")])
    caveats = (audit.caveats + told + more.compactMap { $0 } + LoggedCosts(trace, costs: costing.costs).caveats).sortedBySeverity
  }
}

extension Study {
  /// Replays the traffic of a log through strategies.
  ///
  /// - Parameters:
  ///   - audited: The audit of the log.
  ///   - logged: The traffic of the same log.
  ///   - infrastructure: What tiers are billed by.
  ///   - threads: How many strategies are replayed at a time; the result does not depend on it.
  ///   - terms: What the user says of money beyond prices.
  ///   - sample: Of which questions of the log the traffic is, where it is not all of it: months are those of the whole log.
  ///   - target: What a month comes to, where the traffic is more than the log's.
  /// - Throws: ``StrategyError`` where a strategy cannot be replayed.
  public init(
    _ audited: AuditStudy, logged: LoggedTraffic, infrastructure: InfrastructurePrices, strategies: [Strategy], threads: Int,
    terms: MoneyTerms = MoneyTerms(), sample: SampleBasis? = nil, target: Month.Target? = nil
  ) throws {
    let seed = audited.manifest.seed
    let month = Month(of: logged, span: audited.covered, offset: audited.manifest.dayOffset, sample: sample, target: target)

    // A sample of the questions fills a cache as much less.
    let replayed = strategies.map { strategy in sample.map { strategy.scaled(by: $0.sample.share) } ?? strategy }
    let replays = try replays([.noCache] + replayed, of: logged.withoutCache, seed: seed, threads: threads)
    let maker = ResultMaker(
      logged, month: month, infrastructure: infrastructure, sample: sample,
      staleness: strategies.isEmpty ? nil : Staleness(of: logged.withoutCache), seed: seed)
    var results = zip([.noCache] + strategies, replays).map { maker.result($0, $1) }
    for index in results.indices {
      let bare = index == 0 ? [] : results[0].models
      month.apportion(&results[index].models, like: bare, to: results[index].total.monthly.expected)
    }
    noCache = results[0]
    self.strategies = Array(results.dropFirst())

    hadCache = logged.hadCache
    let before = Strategy(
      name: "as-logged", summary: "The log as it was" + (hadCache ? ", with the cache that was there." : ": every request went upstream."))
    if hadCache {
      let maker = ResultMaker(logged, isAsLogged: true, month: month, infrastructure: infrastructure, sample: sample, seed: seed)
      asLogged = maker.result(before, try before.replay(logged.asLogged, seed: seed))
      month.apportion(&asLogged.models, like: [], to: asLogged.total.monthly.expected)
      let priced = Set(noCache.models.filter(\.isPriced).map(\.name))
      for index in asLogged.models.indices { asLogged.models[index].lacksPrice = !priced.contains(asLogged.models[index].name) }
      asLogged.total.lacksPrice = !noCache.total.isPriced
    } else {
      asLogged = results[0]
      asLogged.strategy = before
    }
    self.audited = audited
    self.month = month
    self.terms = terms
    self.sample = sample
    reconciliation = Reconciliation(of: logged, invoices: terms.invoices, span: audited.covered, offset: audited.manifest.dayOffset)
    // Of the TTLs that were replayed, where any was: those of the audit are steps of a ladder.
    let told = strategies.isEmpty ? audited.caveats : audited.caveats(ttls: strategies.lives)
    let all = StudyCaveats.all(of: logged, month: month, strategies: self.strategies)
    caveats = StudyCaveats.once(told + all, of: audited.audit.quality).sortedBySeverity
    caveats = (caveats + StudyCaveats.money(self)).sortedBySeverity
  }
}

extension AuditStudy {
  /// The caveats of the log; whether it is long enough is said of some TTLs in place of those of the audit's ladder.
  func caveats(ttls: Set<Microseconds>) -> [Caveat] {
    let length = span.map { Microseconds($0.upperBound - $0.lowerBound) } ?? .zero
    return caveats.filter { $0.id != "ttl-lower-bound" } + [Caveat.lowerBound(ttls: Array(ttls), span: length)].compactMap { $0 }
  }
}

extension [Strategy] {
  /// All TTLs of their tiers.
  var lives: Set<Microseconds> { Set(flatMap(\.tiers).compactMap(\.expiry.span)) }
}

extension Expiry {
  /// The TTL; `nil` for entries that do not expire.
  var span: Microseconds? {
    switch self {
    case .never: nil
    case .fixed(let ttl), .sliding(let ttl): ttl
    }
  }
}

extension [Caveat] {
  /// The gravest first, else in the order in which they came; none twice.
  var sortedBySeverity: [Caveat] {
    var seen: Set<String> = []
    let once = filter { seen.insert($0.id).inserted }
    return once.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(\.element)
  }
}
