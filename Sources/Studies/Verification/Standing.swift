import Simulation
import Traces
public import Units

/// How some requests stood over a span of time: under a prediction, a replay, or as they were.
public struct Standing: Sendable, Equatable {
  /// The model, or "all".
  public var name: String
  /// Requests of the log.
  public var requests: Int
  /// The share of them that was answered without a call of their own: hits, stale answers, and those that waited for another's.
  public var answered: Double?
  /// Mean latency.
  public var mean: Microseconds?
  /// 95th percentile of the latency.
  public var p95: Microseconds?
  /// Mean latency without a cache.
  public var uncachedMean: Microseconds?
  /// A month of the calls made upstream; `nil` where nothing has a price.
  public var monthly: Dollars?
  /// … and what a month of all calls would cost without a cache.
  public var uncachedMonthly: Dollars?

  /// How some requests stood.
  public init(
    name: String, requests: Int, answered: Double? = nil, mean: Microseconds? = nil, p95: Microseconds? = nil,
    uncachedMean: Microseconds? = nil, monthly: Dollars? = nil, uncachedMonthly: Dollars? = nil
  ) {
    self.name = name
    self.requests = requests
    self.answered = answered
    self.mean = mean
    self.p95 = p95
    self.uncachedMean = uncachedMean
    self.monthly = monthly
    self.uncachedMonthly = uncachedMonthly
  }
}

/// All requests of a log and those of each model.
public struct Standings: Sendable, Equatable {
  /// Over all requests.
  public var total: Standing
  /// By model.
  public var models: [Standing]
  /// Requests in a month at the rate of the log.
  public var requestsPerMonth: Double

  /// All requests of a log and those of each model.
  public init(total: Standing, models: [Standing], requestsPerMonth: Double) {
    self.total = total
    self.models = models
    self.requestsPerMonth = requestsPerMonth
  }

  /// The standing of a model; `nil` where none of its requests is there.
  public func model(_ name: String) -> Standing? { models.first { $0.name == name } }

  /// The share of the requests that asked a model.
  public func share(_ name: String) -> Double { Double(model(name)?.requests ?? 0) / Double(max(total.requests, 1)) }
}

extension Standings {
  /// How the requests of a study stand under one of its strategies.
  public init(_ result: StrategyResult, of study: Study) {
    let before = Dictionary(study.noCache.models.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    func standing(_ row: ResultRow, _ uncached: ResultRow?) -> Standing {
      let tally = row.tally
      let served = tally.count(.hit) + tally.count(.stale) + tally.count(.coalesced)
      return Standing(
        name: row.name, requests: tally.requests, answered: tally.requests == 0 ? nil : Double(served) / Double(tally.requests),
        mean: row.latency?.mean, p95: row.latency?.p95, uncachedMean: uncached?.latency?.mean,
        monthly: row.isPriced ? row.monthly.expected : nil, uncachedMonthly: uncached.flatMap { $0.isPriced ? $0.monthly.expected : nil })
    }
    self.init(
      total: standing(result.total, study.noCache.total), models: result.models.map { standing($0, before[$0.name]) },
      requestsPerMonth: study.month.requests)
  }

  /// How the requests of a log stood behind the cache that was there when it was written. Its month is of the days after the warm-up, as that of a
  /// replay is: so the two are compared over the same days.
  public init(asLogged study: Study, _ logged: LoggedTraffic) {
    self.init(study.asLogged, of: study)
    let trace = logged.asLogged.trace
    let names = trace.names[.model] ?? [""]
    let models = trace.parameters[.model] ?? []
    var hits: [String: Int] = [:]
    var paid: [String: [Int: Int64]] = [:]
    for i in trace.requests.flags.indices {
      let name = models.isEmpty ? names[0] : names[Int(models[Int(trace.requests.parameters[i])])]
      if trace.requests.flags[i].contains(.loggedHit) { hits[name, default: 0] += 1 }
      guard logged.asLogged.cost[i] != Traffic.unpriced else { continue }
      let day = Timestamp(microseconds: trace.requests.arrival[i]).day(offset: study.month.offset)
      paid[name, default: [:]][day, default: 0] += logged.asLogged.cost[i]
    }
    func monthly(_ byDay: [Int: Int64]) -> Dollars? {
      study.month.steady.cost(byDay: byDay, all: byDay.values.reduce(0, +), seed: study.audited.manifest.seed).expected
    }
    if total.monthly != nil { total.monthly = monthly(paid.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }) }
    for index in self.models.indices where self.models[index].monthly != nil {
      self.models[index].monthly = monthly(paid[self.models[index].name] ?? [:])
    }
    func share(_ count: Int, _ requests: Int) -> Double? { requests == 0 ? nil : Double(count) / Double(requests) }
    total.answered = share(hits.values.reduce(0, +), total.requests)
    for index in self.models.indices {
      self.models[index].answered = share(hits[self.models[index].name] ?? 0, self.models[index].requests)
    }
  }

  /// Requests in a month, for studies that do not say: of the mean whole day, as ``Month`` makes it of money, or of the span of a log without one.
  ///
  /// - Parameters:
  ///   - days: Requests by day since 1970-01-01.
  ///   - span: First and last arrival, in microseconds.
  public static func perMonth(days: [(day: Int, requests: Int)], whole: ClosedRange<Int>?, all: Int, span: ClosedRange<Int64>?) -> Double {
    if let whole {
      let requests = Dictionary(days.map { ($0.day, $0.requests) }, uniquingKeysWith: +)
      return Month.mean(whole.map { ($0, Double(requests[$0] ?? 0)) }) * Month.days
    }
    guard let span, span.upperBound > span.lowerBound else { return 0 }
    return Double(all) / (Double(span.upperBound - span.lowerBound) / 86_400e6) * Month.days
  }
}
