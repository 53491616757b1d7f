import Pricing
public import Units

/// The money of one strategy beyond its bill: where its saving comes from, and what it is worth in other ways.
public struct ResultMoney: Sendable, Equatable {
  /// What one kind of answer avoided.
  public struct Source: Sendable, Equatable {
    /// The kind.
    public var source: SavingSource
    /// Requests that it answered.
    public var requests: Int
    /// What their calls would have cost over the log.
    public var avoided: Dollars
    /// What they would have cost in a month; `nil` where no month can be made.
    public var monthly: Dollars?
    /// … with other models in place of some; `nil` where that was not asked for.
    public var repriced: Dollars?
  }

  /// What calls upstream cost by who bills them.
  public struct Biller: Sendable, Equatable {
    /// The provider.
    public var provider: String
    /// The model, as the log names it.
    public var model: String
    /// In a month; `nil` where no month can be made.
    public var monthly: Dollars?
  }

  /// Kinds of answers that there were; exact ones always, in the order of the waterfall.
  public var sources: [Source] = []
  /// What the avoided calls would have cost more in a month at list price without a prompt cache (law 30).
  public var listExtra: Dollars?
  /// Calls upstream that read from the provider's prompt cache what an avoided call may have written or kept warm.
  public var coolingRequests = 0
  /// What a month would cost more if all of these found it cold (law 30): the saving is less by up to this.
  public var cooling: Dollars?
  /// A month of the calls upstream with other models in place of some; `nil` where that was not asked for.
  public var repriced: Dollars?
  /// What the calls upstream cost, by provider and model.
  public var billers: [Biller] = []
  /// Wrong answers expected in a month: the worse of the two below.
  public var wrongAnswers: Double?
  /// … as labelled pairs of questions have it (``Calibration``).
  public var wrongByPairs: Double?
  /// … as the log's own answers have it (``LoggedNearRisk``); `nil` where they say too little, or nothing of this strategy's hits.
  public var wrongByLog: Double?
  /// … of these, answers to another question whose key has the same narrow hash.
  public var wrongByCollision: Double?
  /// How far a sample by question may be off; `nil` where all questions were replayed.
  public var sampling: SamplingError?

  /// Nothing known.
  public init() {}
}

/// What a month's saving is worth in three ways (law 30), tiers included.
public struct Worth: Sendable, Equatable {
  /// Avoided calls at list price without a prompt cache.
  public var list: Dollars?
  /// Avoided calls at what they really would have cost: the saving that everything else here speaks of.
  public var effective: Dollars?
  /// ``effective``, if the calls that remain find the provider's prompt cache cold where avoided ones had kept it warm.
  public var effectiveIfCold: Dollars?
  /// What is really paid less, under the commitments that the user named.
  public var cash: Dollars?
}

extension Study {
  /// What the saving of a strategy is worth; `nil`s where no month can be made.
  public func worth(of result: StrategyResult) -> Worth {
    let infrastructure = result.infrastructureMonthly - asLogged.infrastructureMonthly
    let effective = result.saving(over: asLogged)
    let extra = result.money.listExtra.flatMap { after in asLogged.money.listExtra.map { month.told(after - $0) } }
    let cash = cash(of: asLogged).flatMap { before in
      self.cash(of: result).map { month.told(before) - month.told($0) - infrastructure }
    }
    return Worth(
      list: effective.flatMap { effective in extra.map { effective + $0 } }, effective: effective,
      effectiveIfCold: effective.map { $0 - (result.money.cooling ?? .zero) }, cash: terms.commitments.isEmpty ? effective : cash)
  }

  /// What a month's calls are really paid: as they come, but for those under a commitment. One for a model goes before one for its provider.
  private func cash(of result: StrategyResult) -> Dollars? {
    var rest = result.money.billers
    var before = asLogged.money.billers
    var paid = Dollars.zero
    for commitment in terms.commitments.sorted(by: { ($0.model == nil ? 1 : 0) < ($1.model == nil ? 1 : 0) }) {
      func isMeant(_ row: ResultMoney.Biller) -> Bool {
        row.provider == commitment.provider && (commitment.model.map { $0.lowercased() == row.model.lowercased() } ?? true)
      }
      guard let was = Self.sum(before.filter(isMeant)), let now = Self.sum(rest.filter(isMeant)) else { return nil }
      paid = paid + commitment.cash(before: was, after: now)
      before.removeAll(where: isMeant)
      rest.removeAll(where: isMeant)
    }
    return Self.sum(rest).map { paid + $0 }
  }

  private static func sum(_ rows: [ResultMoney.Biller]) -> Dollars? {
    rows.reduce(Optional(Dollars.zero)) { sum, row in sum.flatMap { sum in row.monthly.map { sum + $0 } } }
  }
}
