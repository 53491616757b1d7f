public import Duplicates
public import Units

/// What was predicted of a strategy, against what production then did, and why the two differ.
public struct StudyVerification: Sendable {
  /// The strategy that was put in place.
  public let strategy: String
  /// What the study said.
  public let predicted: Standings
  /// What the strategy would have done with the later traffic, at the prices of the study.
  public let replayed: Standings
  /// … and at the prices of the later time.
  public let repriced: Standings
  /// What production did.
  public let actual: Standings
  /// Where the differences come from, in the order in which they are taken.
  public let causes: [CauseOfDifference]
  /// Request by request, what the replay and production say of the later log.
  public let agreement: Agreement
  /// What the reader must know.
  public var caveats: [Caveat]

  /// Splits the differences.
  public init(
    strategy: String, predicted: Standings, replayed: Standings, repriced: Standings, actual: Standings, agreement: Agreement,
    caveats: [Caveat] = []
  ) {
    self.strategy = strategy
    self.predicted = predicted
    self.replayed = replayed
    self.repriced = repriced
    self.actual = actual
    self.agreement = agreement
    self.caveats = caveats
    causes = CauseOfDifference.all(predicted: predicted, replayed: replayed, repriced: repriced, actual: actual)
  }

  /// The cause of most of the difference in the bill, or in the hits where no bill is known; `nil` where nothing differs.
  public var mainCause: CauseOfDifference? {
    let priced = causes.contains { $0.dollars != nil }
    func weight(_ cause: CauseOfDifference) -> Double { abs(priced ? cause.dollars?.value ?? 0 : cause.answered ?? 0) }
    return causes.filter { weight($0) > 0 }.max { weight($0) < weight($1) }
  }
}

/// One reason why production differs from a prediction, with its part of each difference. The parts of all add up to the difference.
public struct CauseOfDifference: Sendable, Equatable {
  /// What changed.
  public enum Kind: String, CaseIterable, Sendable {
    /// Requests in a month.
    case volume
    /// Which models are asked.
    case mix
    /// Tokens per call.
    case size
    /// How long calls take.
    case speed
    /// How often, and how soon, questions repeat.
    case repeats
    /// What tokens cost.
    case prices
    /// The cache does not do what was replayed: other settings, or a fault of the model of it.
    case cache

    /// Whether it is a change of what was asked.
    public var isTraffic: Bool { self != .prices && self != .cache }
  }

  /// What changed.
  public let kind: Kind
  /// Its part of the monthly bill of calls upstream; `nil` where it has none, or no bill is known.
  public let dollars: Dollars?
  /// Its part of the share of requests answered from the cache.
  public let answered: Double?
  /// Its part of the mean latency.
  public let mean: Microseconds?

  /// The causes in their order. Each step changes one thing, from the prediction to production; what a step changes is its part, so that the
  /// parts add up exactly. With N requests a month, c dollars a call without a cache and the share u of them that is still paid:
  /// volume (N₁−N₀)c₀u₀, mix N₁(Σ s₁ₘc₀ₘ − c₀)u₀, size N₁(c₁ − Σ s₁ₘc₀ₘ)u₀, repeats: the replay of the later traffic less N₁c₁u₀,
  /// prices: the same replay at the later prices less that, cache: production less that.
  static func all(predicted: Standings, replayed: Standings, repriced: Standings, actual: Standings) -> [CauseOfDifference] {
    let dollars = bill(predicted, replayed, repriced, actual)
    let hits = answered(predicted, replayed, actual)
    let latency = mean(predicted, replayed, actual)
    return Kind.allCases.map { CauseOfDifference(kind: $0, dollars: dollars[$0], answered: hits[$0], mean: latency[$0]) }
  }

  private static func bill(_ predicted: Standings, _ replayed: Standings, _ repriced: Standings, _ actual: Standings) -> [Kind: Dollars] {
    guard let first = predicted.total.monthly, let before = predicted.total.uncachedMonthly, let again = replayed.total.monthly,
      let now = replayed.total.uncachedMonthly, let atNewPrices = repriced.total.monthly, let last = actual.total.monthly,
      before > .zero, predicted.requestsPerMonth > 0, replayed.requestsPerMonth > 0
    else { return [:] }
    let (n0, n1) = (predicted.requestsPerMonth, replayed.requestsPerMonth)
    let (c0, c1) = (before.value / n0, now.value / n1)
    let paid = first.value / before.value
    /// Dollars a call of a model; `nil` where the study has none, or none with a price.
    func perCall(_ standings: Standings, _ name: String) -> Double? {
      guard let row = standings.model(name), let monthly = row.uncachedMonthly, row.requests > 0 else { return nil }
      return monthly.value / (standings.requestsPerMonth * standings.share(name))
    }
    // A model that the study does not have is a change of the mix as a whole.
    let mixed = replayed.models.reduce(0.0) { sum, model in
      sum + replayed.share(model.name) * (perCall(predicted, model.name) ?? perCall(replayed, model.name) ?? 0)
    }
    // Rounded to the nanodollar as levels, not as differences, the steps add up exactly.
    let levels = [first, Dollars(n1 * c0 * paid), Dollars(n1 * mixed * paid), Dollars(n1 * c1 * paid), again, atNewPrices, last]
    let kinds: [Kind] = [.volume, .mix, .size, .repeats, .prices, .cache]
    return Dictionary(uniqueKeysWithValues: zip(kinds, zip(levels, levels.dropFirst())).map { ($0, $1.1 - $1.0) })
  }

  private static func answered(_ predicted: Standings, _ replayed: Standings, _ actual: Standings) -> [Kind: Double] {
    guard let first = predicted.total.answered, let again = replayed.total.answered, let last = actual.total.answered else { return [:] }
    // What the prediction would be with the later mix of models.
    let mixed = replayed.models.reduce(0.0) { sum, model in
      sum + replayed.share(model.name) * (predicted.model(model.name)?.answered ?? model.answered ?? 0)
    }
    return [.mix: mixed - first, .repeats: again - mixed, .cache: last - again]
  }

  private static func mean(_ predicted: Standings, _ replayed: Standings, _ actual: Standings) -> [Kind: Microseconds] {
    guard let first = predicted.total.mean, let again = replayed.total.mean, let last = actual.total.mean,
      let before = predicted.total.uncachedMean, let now = replayed.total.uncachedMean, before > .zero
    else { return [:] }
    let faster = Microseconds(Int64((Double(first.count) * Double(now.count) / Double(before.count)).rounded()))
    return [.speed: faster - first, .repeats: again - faster, .cache: last - again]
  }
}
