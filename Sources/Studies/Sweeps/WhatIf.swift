public import Caching
public import Pricing
public import Simulation
import Traces
public import Units

/// One strategy tried with other lives, other sizes and more traffic: the grid behind the sliders of the report.
public struct WhatIf: Sendable {
  /// The strategy that is varied.
  public let strategy: Strategy
  /// Lives of entries, shortest first; `nil` is for ever. One value where the strategy's are not varied.
  public let ttls: [Microseconds?]
  /// Capacities of the first tier, smallest first.
  public let capacities: [Capacity]
  /// Traffic in times of the log's, from 1.
  public let growths: [Double]
  /// Which of each is the strategy's own.
  public let own: (ttl: Int, capacity: Int)
  /// The names of models, in the order of ``BriefResult/upstreamByModel``.
  public let models: [String]
  /// Today's bill, by growth.
  public let baselines: [BriefResult]
  /// By growth, then by TTL, then by capacity.
  public let cells: [BriefResult]

  /// The result at a point of the grid.
  public func cell(growth: Int, ttl: Int, capacity: Int) -> BriefResult {
    cells[(growth * ttls.count + ttl) * capacities.count + capacity]
  }

  /// Requests replayed at the most, all replays together: some seconds.
  public static let budget = 60_000_000

  /// From a minute to a month.
  private static let ladder: [Microseconds] = [60.0, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800, 2_592_000]
    .map { Microseconds(seconds: $0) }

  /// The grid around a result of a study.
  ///
  /// - Parameters:
  ///   - result: What is varied; it must have a tier.
  ///   - traffics: By growth, from the log's own traffic on: each with the month that is made of it.
  ///   - threads: How many replays run at a time; the result does not depend on it.
  /// - Throws: ``StrategyError`` where a strategy cannot be replayed.
  public init?(
    _ result: StrategyResult, traffics: [(growth: Double, logged: LoggedTraffic, month: Month)], infrastructure: InfrastructurePrices,
    seed: UInt64, threads: Int
  ) throws {
    let base = result.strategy
    guard let tier = base.tiers.first, !base.isBound, let first = traffics.first else { return nil }
    strategy = base
    let requests = first.logged.withoutCache.trace.requests.count
    // A strategy that needs the end of lives, such as to serve what is stale, has no life for ever.
    var ttls = Self.lives(of: base).filter { (try? base.varied(ttl: $0, capacity: tier.capacity).validate()) != nil }
    var capacities = Self.capacities(of: tier, peak: result.use.first?.peakBytes ?? 0)
      .filter { (try? base.varied(ttl: base.life, capacity: $0).validate()) != nil }
    // The grid is thinned until it is affordable: growth first, then sizes, then lives.
    func replays(_ traffics: Int) -> Int { requests * ttls.count * capacities.count * traffics }
    let room = Self.budget
    var kept = traffics.count
    while kept > 1, replays(kept) > room { kept -= 1 }
    while capacities.count > 1, replays(kept) > room { capacities = Self.halved(capacities, keeping: tier.capacity) }
    while ttls.count > 1, replays(kept) > room { ttls = Self.halved(ttls, keeping: base.life) }
    self.ttls = ttls
    self.capacities = capacities
    growths = traffics.prefix(kept).map(\.growth)
    own = (ttls.firstIndex(of: base.life) ?? 0, capacities.firstIndex(of: tier.capacity) ?? 0)
    let order = first.logged.withoutCache.trace.names[.model] ?? [""]
    models = order

    let grid = ttls.flatMap { ttl in capacities.map { base.varied(ttl: ttl, capacity: $0) } }
    var baselines: [BriefResult] = []
    var cells: [BriefResult] = []
    for (_, logged, month) in traffics.prefix(kept) {
      let before = BriefMaker(logged, isAsLogged: true, month: month, infrastructure: infrastructure, seed: seed)
      let maker = BriefMaker(logged, month: month, infrastructure: infrastructure, seed: seed)
      let names = logged.withoutCache.trace.names[.model] ?? [""]
      baselines += try before.results([.noCache], threads: 1).map { $0.named(names, as: order) }
      cells += try maker.results(grid, threads: threads).map { $0.named(names, as: order) }
    }
    self.baselines = baselines
    self.cells = cells
  }

  /// The strategy's own life among others; only its own where its tiers choose lives by rules of their own.
  private static func lives(of strategy: Strategy) -> [Microseconds?] {
    guard strategy.tiers.allSatisfy({ !$0.lifetime.chooses }) else { return [strategy.life] }
    var lives = ladder
    if let own = strategy.life, !lives.contains(own) { lives.append(own) }
    return lives.sorted { $0 < $1 } + [nil]
  }

  /// Sizes around the strategy's own: parts of what it would have held at its peak, and no limit.
  private static func capacities(of tier: Tier, peak: Int) -> [Capacity] {
    switch tier.capacity {
    case .unlimited:
      let parts = [64, 16, 4, 2].map { rounded(peak / $0) }.filter { $0 > 0 }
      return Array(Set(parts)).sorted().map { .bytes($0, overhead: .none) } + [.unlimited]
    case .entries(let count):
      return [8, 4, 2].map { count / $0 }.filter { $0 > 0 }.map { .entries($0) } + [1, 2, 4].map { .entries(count * $0) }
    case .bytes(let count, let overhead):
      let floor = overhead.fixedBytes * 2
      return [8, 4, 2].map { count / $0 }.filter { $0 > floor }.map { .bytes($0, overhead: overhead) }
        + [1, 2, 4].map { .bytes(count * $0, overhead: overhead) }
    }
  }

  /// To one digit.
  private static func rounded(_ count: Int) -> Int {
    var unit = 1
    while count / unit >= 10 { unit *= 10 }
    return count / unit * unit
  }

  /// Every second value, the last among them, and the one that must stay.
  private static func halved<Value: Equatable>(_ values: [Value], keeping own: Value) -> [Value] {
    let halved = values.indices.filter { (values.count - 1 - $0) % 2 == 0 || values[$0] == own }.map { values[$0] }
    return halved.count < values.count ? halved : [own]
  }
}

extension Strategy {
  /// The longest life that a tier gives; `nil` is for ever.
  fileprivate var life: Microseconds? {
    let lives = tiers.map(\.expiry.span)
    return lives.contains(nil) ? nil : lives.compactMap { $0 }.max()
  }

  /// The same with another life, which no tier exceeds, and another size of the first tier.
  fileprivate func varied(ttl: Microseconds?, capacity: Capacity) -> Strategy {
    var out = self
    let longest = life
    for index in out.tiers.indices {
      let own = out.tiers[index].expiry
      // A tier shorter-lived than the longest keeps its life, unless that exceeds the new one.
      if let span = own.span, span != longest, ttl.map({ span <= $0 }) ?? true { continue }
      out.tiers[index].expiry = own.with(span: ttl)
    }
    if !out.tiers.isEmpty { out.tiers[0].capacity = capacity }
    return out
  }
}

extension Lifetime {
  /// Whether a rule can choose another life than the tier's own.
  fileprivate var chooses: Bool { choosesByName || fromRequest || shortest != nil || longest != nil || greatestAge != nil }
}

extension BriefResult {
  /// The same with its models in another order: grown traffic numbers its models anew.
  fileprivate func named(_ names: [String], as order: [String]) -> BriefResult {
    guard !upstreamByModel.isEmpty, names != order else { return self }
    var out = self
    let cost = Dictionary(zip(names, upstreamByModel)) { first, _ in first }
    out.upstreamByModel = order.map { cost[$0] ?? .zero }
    return out
  }
}

extension Expiry {
  /// The same kind of expiry with another span.
  fileprivate func with(span: Microseconds?) -> Expiry {
    guard let span else { return .never }
    if case .sliding = self { return .sliding(span) }
    return .fixed(span)
  }
}
