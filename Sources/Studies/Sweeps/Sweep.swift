public import Duplicates
public import Pricing
public import Simulation
import Traces
public import Units

/// A field of a strategy and the values that are tried for it.
public struct SweepAxis: Sendable, Hashable {
  /// The path of the field, as the user wrote it: "tiers.edge.capacity".
  public let name: String
  /// The values, as the user wrote them.
  public let values: [String]

  /// An axis.
  public init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }
}

/// A strategy of a sweep, and where in the grid it stands.
public struct SweepPoint: Sendable, Hashable {
  /// The name of the strategy that is varied.
  public let base: String
  /// By axis, the index of the value; `nil` where the strategy has no such field.
  public let values: [Int?]
  /// The strategy itself.
  public let strategy: Strategy

  /// A point.
  public init(base: String, values: [Int?], strategy: Strategy) {
    self.base = base
    self.values = values
    self.strategy = strategy
  }
}

/// Many strategies over one log.
public struct Sweep: Sendable {
  /// The fields that are varied.
  public let axes: [SweepAxis]
  /// The strategies that were replayed, in the order of the grid.
  public let points: [SweepPoint]
  /// What each would have done.
  public let results: [BriefResult]
  /// Strategies that could not be replayed, and why.
  public let skipped: [Skipped]
  /// Today's bill.
  public let baseline: BriefResult
  /// The audit of the log.
  public let audited: AuditStudy
  /// How a month was made; one for all, so that they can be compared.
  public let month: Month
  /// What the reader must know.
  public let caveats: [Caveat]

  /// A strategy that could not be replayed.
  public struct Skipped: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Why, and what to do.
    public let reason: String

    /// A strategy that is left out.
    public init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }

  /// What a month costs less than today; `nil` where no month can be made or nothing has a price.
  public func saving(_ index: Int) -> Dollars? {
    guard let before = baseline.total, let after = results[index].total else { return nil }
    return before - after
  }

  /// Indices of results by saving, then by hits; the first in the grid of equals.
  public var ranking: [Int] {
    results.indices.sorted { a, b in
      let (x, y) = (worth(a), worth(b))
      return x != y ? x > y : a < b
    }
  }

  private func worth(_ index: Int) -> (Dollars, Int) { (saving(index) ?? .zero, results[index].hits) }

  /// Indices of results that no other is better than in saving, P95, expected wrong answers and answers out of date at once (of equals in all
  /// four the first), by falling saving.
  ///
  /// - Complexity: O(results²).
  public var frontier: [Int] {
    let goods = results.indices.map { index in
      Goods(
        saving: saving(index)?.nanodollars ?? Int64(results[index].hits), p95: results[index].p95?.count ?? .max,
        wrong: results[index].wrongShare, stale: results[index].staleShare)
    }
    return ranking.filter { index in
      !goods.indices.contains { other in
        other != index && (goods[other].dominates(goods[index]) || (goods[other] == goods[index] && other < index))
      }
    }
  }

  /// What a frontier weighs.
  struct Goods: Equatable {
    var saving: Int64
    var p95: Int64
    var wrong: Double
    var stale: Double

    /// Whether it is at least as good in all, and better in one.
    func dominates(_ other: Goods) -> Bool {
      saving >= other.saving && p95 <= other.p95 && wrong <= other.wrong && stale <= other.stale && self != other
    }
  }
}

/// What a sweep is made of, before it is made: the month, the baseline, and which strategies can be replayed.
public struct SweepPlan: Sendable {
  /// The fields that are varied.
  public let axes: [SweepAxis]
  /// The strategies that can be replayed.
  public let points: [SweepPoint]
  /// … and those that cannot.
  public let skipped: [Sweep.Skipped]
  /// One month for all.
  public let month: Month
  private let audited: AuditStudy
  private let logged: LoggedTraffic
  private let infrastructure: InfrastructurePrices
  private let staleness: Staleness

  /// A plan.
  ///
  /// - Parameter unfit: variants that could not even be made.
  public init(
    axes: [SweepAxis], points: [SweepPoint], unfit: [Sweep.Skipped] = [], audited: AuditStudy, logged: LoggedTraffic,
    infrastructure: InfrastructurePrices
  ) {
    self.axes = axes
    self.audited = audited
    self.logged = logged
    self.infrastructure = infrastructure
    var usable: [SweepPoint] = []
    var skipped = unfit
    for point in points {
      do throws(StrategyError) {
        try point.strategy.checkInputs(logged.withoutCache)
        usable.append(point)
      } catch {
        skipped.append(Sweep.Skipped(name: point.strategy.name, reason: "\(error)"))
      }
    }
    self.points = usable
    self.skipped = skipped
    month = Month(of: logged, span: audited.covered, offset: audited.manifest.dayOffset)
    staleness = Staleness(CountableRequests(logged.withoutCache, key: .exact, scope: .global), of: logged.withoutCache.trace)
  }

  /// Replays what is not known yet.
  ///
  /// - Parameters:
  ///   - known: results of an earlier run by index of ``points``.
  ///   - threads: How many strategies are replayed at a time; the result does not depend on it.
  ///   - onResult: Is told each index and result as they come, one at a time; what it throws ends the sweep.
  public func run(known: [Int: BriefResult], threads: Int, onResult: @escaping (Int, BriefResult) throws -> Void) throws -> Sweep {
    let seed = audited.manifest.seed
    let before = BriefMaker(logged, isAsLogged: true, month: month, infrastructure: infrastructure, seed: seed)
    let baseline = try before.results([.noCache], threads: 1)[0]
    let missing = points.indices.filter { known[$0] == nil }
    var results = known
    if !missing.isEmpty {
      let maker = BriefMaker(logged, month: month, infrastructure: infrastructure, seed: seed, staleness: staleness)
      let made = try maker.results(missing.map { points[$0].strategy }, threads: threads) { try onResult(missing[$0], $1) }
      for (index, result) in zip(missing, made) { results[index] = result }
    }
    let tried = points.map(\.strategy)
    let services = Set(infrastructure.rows.map(\.service))
    let stores = tried.map { (name: $0.name, stores: StoreBills($0, billing: services)) }
    let extra = [
      Curves.stalenessCaveat(staleness).map { Caveat(id: "staleness-unknown", severity: .note, text: $0) },
      skipped.isEmpty
        ? nil
        : Caveat(
          id: "sweep-skipped", severity: .careful,
          text: (skipped.count == 1
            ? "One variant could not be replayed and is left out: "
            : "\(grouped(skipped.count)) variants could not be replayed and are left out, the first being ")
            + "\(skipped[0].name): \(skipped[0].reason)"),
    ]
    return Sweep(
      axes: axes, points: points, results: points.indices.compactMap { results[$0] }, skipped: skipped, baseline: baseline,
      audited: audited, month: month,
      caveats: (audited.caveats(ttls: tried.lives) + extra.compactMap { $0 } + StudyCaveats.ofStrategies(logged.withoutCache, tried)
        + (month.basis == .none ? [] : StudyCaveats.unpriced(stores))).sortedBySeverity)
  }
}
