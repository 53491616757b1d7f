import Pricing
import Simulation
import Traces
import Units

/// Turns replays into results: by model, by day, by month.
struct ResultMaker {
  let traffic: Traffic
  let month: Month
  let infrastructure: InfrastructurePrices
  let seed: UInt64
  /// How answers of the log age; `nil` where they do not tell.
  private let staleness: Staleness?
  private let moneyMaker: MoneyMaker
  /// The model of each request, and the names of all.
  private let model: [UInt32]
  private let names: [String]
  /// The day of each request.
  private let day: [Int]

  init(
    _ logged: LoggedTraffic, isAsLogged: Bool = false, month: Month, infrastructure: InfrastructurePrices, sample: SampleBasis? = nil,
    staleness: Staleness? = nil, seed: UInt64
  ) {
    self.staleness = staleness
    traffic = isAsLogged ? logged.asLogged : logged.withoutCache
    self.month = month
    self.infrastructure = infrastructure
    self.seed = seed
    let trace = traffic.trace
    let models = trace.parameters[.model] ?? []
    model = trace.requests.parameters.map { models[Int($0)] }
    names = trace.names[.model] ?? [""]
    day = trace.requests.arrival.map { Timestamp(microseconds: $0).day(offset: month.offset) }
    moneyMaker = MoneyMaker(
      traffic: traffic, valuation: logged.valuation, full: logged.withoutCache.cost, month: month, day: day, isAsLogged: isAsLogged,
      sample: sample.map { (trace.questions, $0.sample) })
  }

  func result(_ strategy: Strategy, _ replay: Replay) -> StrategyResult {
    let tallies = replay.tallies(of: traffic, by: model, count: names.count)
    let total = tallies.reduce(into: Tally()) { $0.add($1) }
    let arrival = traffic.trace.requests.arrival
    let ownMonth = month.of(strategy)
    let steady = replay.tally(of: traffic) { arrival[$0] >= month.steadyFrom }
    let flows = flows(replay) { _ in true }
    let steadyFlow = self.flows(replay) { arrival[$0] >= month.steadyFrom }.reduce(into: Flow()) { $0.add($1) }
    // Of the same days before and after, or a model that no cache touches would seem to cost more or less.
    let rows = names.indices.filter { tallies[$0].requests > 0 }.map { row(names[$0], tallies[$0], flows[$0], month.steady) }
    let all = flows.reduce(into: Flow()) { $0.add($1) }
    let bills =
      bills(strategy, replay.use, month: month, infrastructure: infrastructure)
      + [billBeside(replay, month: month)].compactMap { $0 }
    func sum(_ bills: [InfrastructureBill]) -> Dollars { month.told(bills.reduce(.zero) { $0 + $1.total }) }
    var maker = moneyMaker
    maker.month = ownMonth
    var result = StrategyResult(
      strategy: strategy, sharedBy: traffic.trace.told(strategy.scope), total: row("all", total, all, ownMonth),
      steady: steadyRow(steady, steadyFlow, monthly: ownMonth.cost(byDay: all.byDay, all: all.all, seed: seed)),
      models: rows.sorted { ($1.tally.volume, $0.name) < ($0.tally.volume, $1.name) }, causes: causes(total), days: days(replay),
      infrastructure: bills, infrastructureMonthly: sum(bills), storesMonthly: sum(bills.filter { $0.service != callsBeside }),
      entries: replay.entries, use: replay.use, money: maker.money(replay, of: strategy))
    if !strategy.tiers.isEmpty { result.stale = staleness?.answers(of: replay, traffic) }
    return result
  }

  /// Money and tokens of one model.
  private struct Flow {
    var byDay: [Int: Int64] = [:]
    var all: Int64 = 0
    var tokens = 0
    var avoidedTokens = 0

    mutating func add(_ other: Flow) {
      byDay.merge(other.byDay, uniquingKeysWith: +)
      all += other.all
      tokens += other.tokens
      avoidedTokens += other.avoidedTokens
    }
  }

  /// By model: what the calls made upstream cost each day, and the tokens on either side.
  private func flows(_ replay: Replay, where isCounted: (Int) -> Bool) -> [Flow] {
    var flows = Array(repeating: Flow(), count: names.count)
    let requests = traffic.trace.requests
    for i in replay.outcome.indices where isCounted(i) {
      let index = Int(model[i])
      let tokens = requests.usage(i).total
      if replay.outcome[i].isAnswered {
        flows[index].avoidedTokens += tokens
        continue
      }
      flows[index].tokens += tokens
      let cost = traffic.cost[i]
      guard cost != Traffic.unpriced else { continue }
      flows[index].all += cost
      flows[index].byDay[day[i], default: 0] += cost
    }
    return flows
  }

  private func row(_ name: String, _ tally: Tally, _ flow: Flow, _ month: Month) -> ResultRow {
    ResultRow(
      name: name, tally: tally, monthly: month.cost(byDay: flow.byDay, all: flow.all, seed: seed), tokens: flow.tokens,
      avoidedTokens: flow.avoidedTokens, exactMonth: month.amount(byDay: flow.byDay, all: flow.all))
  }

  private func steadyRow(_ tally: Tally, _ flow: Flow, monthly: MonthlyCost) -> ResultRow {
    ResultRow(name: "steady state", tally: tally, monthly: monthly, tokens: flow.tokens, avoidedTokens: flow.avoidedTokens)
  }

  private func causes(_ tally: Tally) -> [CauseRow] {
    var rows: [CauseRow] = []
    for outcome in [Outcome.miss, .bypass] {
      for cause in Cause.allCases where cause != .none {
        let posting = tally.posting(outcome, cause)
        guard posting.calls > 0 else { continue }
        rows.append(
          CauseRow(outcome: outcome, cause: cause, requests: posting.calls, cost: Dollars(nanodollars: posting.nanodollars)))
      }
    }
    return rows.sorted {
      ($1.cost, $1.requests, $0.outcome.rawValue, $0.cause.rawValue) < ($0.cost, $0.requests, $1.outcome.rawValue, $1.cause.rawValue)
    }
  }

  private func days(_ replay: Replay) -> [DayRow] {
    var rows: [DayRow] = []
    for i in replay.outcome.indices {
      if rows.last?.day != day[i] { rows.append(DayRow(day: day[i], requests: 0, served: 0, cost: .zero)) }
      let last = rows.count - 1
      rows[last].requests += 1
      if replay.outcome[i].isAnswered {
        rows[last].served += 1
      } else if traffic.cost[i] != Traffic.unpriced {
        rows[last].cost.nanodollars += traffic.cost[i]
      }
    }
    return rows
  }
}

/// What a month of a strategy's tiers costs, by what the replay did; services without a price are left out.
func bills(
  _ strategy: Strategy, _ use: [TierUse], month: Month, infrastructure: InfrastructurePrices
) -> [InfrastructureBill] {
  guard month.basis != .none else { return [] }
  let (length, weight) = (month.length, month.requestWeight)
  // Tiers of one service are one bill: what a month includes is included once.
  var services: [(name: String, use: InfrastructureUse)] = []
  for (tier, use) in zip(strategy.tiers, use) {
    guard let service = tier.service else { continue }
    if let index = services.firstIndex(where: { $0.name == service }) {
      services[index].use.add(use, weight: weight)
    } else {
      var first = InfrastructureUse(transferred: Bytes(0), span: length)
      first.add(use, weight: weight)
      services.append((service, first))
    }
  }
  return services.compactMap { infrastructure.monthlyBill(of: $0.use, at: $0.name) }
}

/// What a month of the calls costs that a strategy makes beside those of the log: refreshes, warming, embeddings, checks (law 28), at the rate
/// of the log's span; `nil` where it makes none, or no month can be made.
func billBeside(_ replay: Replay, month: Month) -> InfrastructureBill? {
  guard month.basis != .none else { return nil }
  let months = month.lengthInMonths
  func line(_ what: String, _ unit: String, _ quantity: Int, _ nanodollars: Int64, _ meter: InfrastructureMeter) -> InfrastructureBill.Line?
  {
    guard quantity > 0 else { return nil }
    let amount = Double(nanodollars) / 1e9 * month.weight
    return .init(
      what: what, quantity: Double(quantity) * month.weight / months, unit: unit,
      unitPrice: Dollars(amount / Double(quantity) / month.weight),
      amount: Dollars(amount / months), meter: meter)
  }
  func calls(_ what: String, _ postings: [Ledger.Posting]) -> InfrastructureBill.Line? {
    line(what, "call", postings.reduce(0) { $0 + $1.calls }, postings.reduce(0) { $0 &+ $1.nanodollars }, .other)
  }
  let meaning = replay.semantic
  let lines = [
    calls("refreshes of stale answers", replay.ledger.refreshes), calls("warming", replay.ledger.warming),
    line("embeddings of look-ups", "look-up", meaning.embeddings, meaning.embeddingCost, .embeddedTokens),
    line("checks of candidates", "check", meaning.verifications, meaning.verificationCost, .other),
  ].compactMap { $0 }
  return lines.isEmpty ? nil : InfrastructureBill(service: callsBeside, lines: lines)
}

/// The name of ``billBeside(_:month:)`` among the bills of services.
let callsBeside = "calls beside the log's"

extension InfrastructureUse {
  /// Adds what a tier did, as often as one of its requests stands for others.
  fileprivate mutating func add(_ tier: TierUse, weight: Double) {
    func weighed(_ count: Int) -> Int { weight == 1 ? count : Int((Double(count) * weight).rounded()) }
    reads += weighed(tier.reads)
    writes += weighed(tier.writes)
    deletes += weighed(tier.deletes)
    transferred = Bytes((transferred?.count ?? 0) + weighed(tier.transferredBytes))
    storedByteSeconds += tier.byteMicroseconds / 1e6 * weight
    peak = Bytes(peak.count + weighed(tier.peakBytes))
  }
}

extension Tally {
  /// What models are ordered by: what all their calls would have cost, then how many there were.
  fileprivate var volume: (Int64, Int) { (made.nanodollars + avoided.nanodollars, requests) }
}

/// Compares a row's (cost, requests) and name: dearest first, ties by name.
private func < (a: ((Int64, Int), String), b: ((Int64, Int), String)) -> Bool {
  (a.0.0, a.0.1, a.1) < (b.0.0, b.0.1, b.1)
}
