public import Duplicates
public import Pricing
public import Simulation
public import Traces
public import Units

/// A trace × strategies, with prices: the value from which every report is made.
public struct Study: Sendable {
  /// What was replayed, and what repeats in it.
  public var audited: AuditStudy
  /// How the run-rate month is made of the log's days.
  public var month: Month
  /// The log as it was, with whatever cache was there (law 34): today's bill, which savings are counted from.
  public var asLogged: StrategyResult
  /// Every request upstream: an earlier cache removed (law 34). Equal to ``asLogged`` where there was none.
  public var noCache: StrategyResult
  /// The strategies, in the order given.
  public var strategies: [StrategyResult]
  /// What the reader must know, most serious first: those of the audit, and those of the replays.
  public var caveats: [Caveat]
  /// Whether some requests of the log were answered by an earlier cache.
  public var hadCache: Bool
  /// What the user says of money beyond prices.
  public var terms = MoneyTerms()
  /// The model's bill beside the provider's; `nil` where the user gave none.
  public var reconciliation: Reconciliation?
  /// What the strategies would do with more traffic; `nil` where that was not asked for.
  public var growth: GrowthOutcome?
  /// Of which questions this is; `nil` where all were replayed.
  public var sample: SampleBasis?
  /// The strategy of the headline with other lives, sizes and traffic; `nil` where that was not made.
  public var whatIf: WhatIf?
}

extension Study {
  /// What a month of a strategy costs less than today's bill (law 34), tiers included, with the interval of the difference: both are taken
  /// over the same drawn days, of those that the strategy is judged by.
  public func saving(of result: StrategyResult) -> MonthlyCost {
    var byDay: [Int: Int64] = [:]
    var all: Int64 = 0
    for (rows, sign) in [(asLogged.days, 1), (result.days, -1)] as [([DayRow], Int64)] {
      for row in rows {
        byDay[row.day, default: 0] += sign * row.cost.nanodollars
        all += sign * row.cost.nanodollars
      }
    }
    let upstream = month.of(result.strategy).cost(byDay: byDay, all: all, seed: audited.manifest.seed)
    let expected = result.saving(over: asLogged)
    // About the saving as it is told: tiers, and the days of the warm-up that are in the bill, do not vary here.
    let shift = expected.flatMap { expected in upstream.expected.map { expected - $0 } }
    return MonthlyCost(
      expected: expected,
      interval: upstream.interval.flatMap { interval in shift.map { interval.lowerBound + $0...interval.upperBound + $0 } })
  }
}

/// A log with what repeats in it and what that costs: the value from which the audit is reported.
public struct AuditStudy: Sendable {
  /// What makes the study repeatable.
  public var manifest: Manifest
  /// What ingest met.
  public var log: LogSummary
  /// First and last arrival, in microseconds since the Unix epoch; `nil` of an empty trace.
  public var span: ClosedRange<Int64>?
  /// The time that the requests stand for: ``span``, or what was selected of a log that covers it.
  public var covered: ClosedRange<Int64>?
  /// What repeats.
  public var audit: Audit
  /// How each model was priced.
  public var prices: [PriceLookup]
  /// What the reader must know, most serious first.
  public var caveats: [Caveat]
  /// How token counts that the log does not have were estimated; `nil` where none was.
  public var usageEstimate: UsageEstimate?
}

/// What makes a study repeatable: same version, inputs, prices, strategies and seed give the same bytes.
public struct Manifest: Sendable, Equatable {
  /// Of Hindcast.
  public var version: String
  /// Of every draw.
  public var seed: UInt64
  /// Name, size and digest of each input.
  public var inputs: [Input]
  /// The day that the price table was drawn up, and its name.
  public var prices: String
  /// Seconds east of UTC that days are cut at.
  public var dayOffset: Int
  /// What was selected of the inputs, in words; `nil` where all of them is studied.
  public var selection: String?

  /// One input.
  public struct Input: Sendable, Equatable {
    /// Name without folders.
    public var name: String
    /// Bytes as read.
    public var bytes: Int
    /// Digest of its bytes with its kind before it, as ``LogSummary/Source/digest``.
    public var digest: String
  }
}

/// What one strategy would have done.
public struct StrategyResult: Sendable {
  /// The strategy.
  public var strategy: Strategy
  /// Who shares answers as far as the log tells them apart: wider than the strategy's scope where the log names nobody that it keeps apart.
  public var sharedBy: Scope
  /// Over all requests.
  public var total: ResultRow
  /// Over all requests from the end of the warm-up on (law 33); its month is that of ``total``.
  public var steady: ResultRow
  /// By model, most expensive first, ties by name. Their months are of the days that caches are judged by, without a cache too, so that they can
  /// be held against each other; without a cache they add up to the bill.
  public var models: [ResultRow]
  /// Misses and bypasses by cause, dearest first.
  public var causes: [CauseRow]
  /// By day, in time order.
  public var days: [DayRow]
  /// What a month of each tier that is billed costs; a tier whose service has no price is a caveat instead, never $0.
  public var infrastructure: [InfrastructureBill]
  /// A month of all tiers, as far as it is known.
  public let infrastructureMonthly: Dollars
  /// A month of the tiers alone, as far as it is known: without the calls that a strategy makes beside the log's.
  public let storesMonthly: Dollars
  /// What became of the entries of each tier.
  public var entries: [EntryCounts]
  /// What each tier did.
  public var use: [TierUse]
  /// Where the saving comes from, and what it is worth.
  public var money = ResultMoney()
  /// Answers that the model would have given otherwise by then; `nil` where the log's own answers do not tell.
  public var stale: StaleAnswers?

  /// Whether every tier is billed: else its cost is not known, and never $0.
  public var isInfrastructureKnown: Bool { stores.isWhole }

  /// Upstream and tiers together; `nil` where no month can be made.
  public var monthlyAll: Dollars? { total.monthly.expected.map { $0 + infrastructureMonthly } }

  /// What a month costs less than under `baseline`, tiers included; `nil` where no month can be made.
  public func saving(over baseline: StrategyResult) -> Dollars? {
    guard let before = baseline.monthlyAll, let after = monthlyAll else { return nil }
    return before - after
  }
}

/// The figures of some requests under one strategy.
public struct ResultRow: Sendable {
  /// The model, or "all".
  public var name: String
  /// Outcomes, money and latencies.
  public var tally: Tally
  /// What a month of the calls made upstream costs, with its interval.
  public var monthly: MonthlyCost
  /// Input and output tokens of calls made upstream.
  public var tokens: Int
  /// Input and output tokens of avoided calls.
  public var avoidedTokens: Int
  /// The month in nanodollars, before it is told.
  var exactMonth: Double?
  /// That no call has a price, though hits of an earlier cache are among them, which cost nothing.
  var lacksPrice = false

  /// Whether any of the requests has a price: an unpriced call is not a free one (law 29), and that failed ones cost nothing says nothing of
  /// the others.
  public var isPriced: Bool {
    let unpriced = tally.made.unpriced + tally.avoided.unpriced
    return !lacksPrice && tally.requests > 0 && (unpriced == 0 || unpriced < tally.requests - tally.count(.error))
  }

  /// Tokens of avoided calls / all tokens.
  public var tokenHitRate: Ratio { Ratio(avoidedTokens, of: tokens + avoidedTokens) }

  /// What the avoided calls would have cost / what all calls would have cost; `nil` where nothing costs.
  public var dollarHitRate: Double? {
    let all = tally.made.nanodollars + tally.avoided.nanodollars
    return all == 0 ? nil : Double(tally.avoided.nanodollars) / Double(all)
  }

  /// Total time from request to whole answer (law 4); `nil` where no request has a latency.
  public var latency: LatencySummary? { LatencySummary(tally) }
}

/// A distribution of latencies in five numbers; percentiles are nearest-rank, to three digits.
public struct LatencySummary: Sendable, Equatable {
  /// How many requests have a latency.
  public let count: Int
  /// Arithmetic mean.
  public let mean: Microseconds
  /// Median.
  public let p50: Microseconds
  /// 95th percentile.
  public let p95: Microseconds
  /// 99th percentile.
  public let p99: Microseconds

  init?(_ tally: Tally) {
    guard let mean = tally.meanLatency, let p50 = tally.latency(percentile: 50), let p95 = tally.latency(percentile: 95),
      let p99 = tally.latency(percentile: 99)
    else { return nil }
    count = tally.timed
    self.mean = mean
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
  }
}

/// Requests of one cause.
public struct CauseRow: Sendable, Equatable {
  /// ``Outcome/miss`` or ``Outcome/bypass``.
  public var outcome: Outcome
  /// Why.
  public var cause: Cause
  /// How many.
  public var requests: Int
  /// What they cost upstream.
  public var cost: Dollars
}

/// One civil day.
public struct DayRow: Sendable, Equatable {
  /// Days since 1970-01-01 in the study's time zone.
  public var day: Int
  /// Requests that arrived.
  public var requests: Int
  /// … of which a stored answer served.
  public var served: Int
  /// What the calls made upstream cost.
  public var cost: Dollars
}
