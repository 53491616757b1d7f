import Simulation
import Traces
import Units

/// Amounts by day, added up as requests pass by.
struct DaySeries {
  private var days: [Int64]
  private let first: Int
  private(set) var all: Int64 = 0

  /// Nothing on any of `days`.
  init(_ days: ClosedRange<Int>) {
    self.days = Array(repeating: 0, count: days.count)
    first = days.lowerBound
  }

  mutating func add(_ amount: Int64, on day: Int) {
    days[day - first] &+= amount
    all &+= amount
  }

  /// The month of the amounts; `nil` where none can be made.
  func monthly(_ month: Month) -> Dollars? {
    let byDay = Dictionary(uniqueKeysWithValues: days.indices.lazy.filter { days[$0] != 0 }.map { (first + $0, days[$0]) })
    return month.amount(byDay: byDay, all: all).map { Dollars(clamping: $0) }
  }
}

/// Makes the money of results: one pass over the requests for each.
struct MoneyMaker {
  let traffic: Traffic
  let valuation: Valuation
  /// What each call costs if no earlier cache answers it.
  let full: [Int64]
  /// The month that the strategy at hand is judged by.
  var month: Month
  /// The day of each request.
  let day: [Int]
  /// Whether this is the log as it was: what an earlier cache answered counts as avoided.
  let isAsLogged: Bool
  /// Where the requests are a sample: the question of each, and how they were drawn.
  var sample: (questions: [UInt32], drawn: KeySample)?

  private static let farDays = 200_000

  func money(_ replay: Replay, of strategy: Strategy) -> ResultMoney {
    var money = ResultMoney()
    guard let first = day.min(), let last = day.max(), last - first < Self.farDays else { return money }
    let days = first...last
    let requests = traffic.trace.requests
    let isPriced = { (i: Int) in traffic.cost[i] != Traffic.unpriced }
    var avoided = Dictionary(uniqueKeysWithValues: SavingSource.allCases.map { ($0, DaySeries(days)) })
    var avoidedNew = avoided
    var counts: [SavingSource: Int] = [:]
    let risk = AnswerRisk(strategy, traffic, valuation.nearRisk)
    var wrong = WrongAnswers()
    var (list, own) = (DaySeries(days), DaySeries(days))
    var cooling = DaySeries(days)
    var repriced = DaySeries(days)
    var warmth = Warmth(traffic.trace)
    var billers: [Int: DaySeries] = [:]
    let rows = BillerRows(traffic.trace, valuation.billers)

    for i in replay.outcome.indices {
      let wasHit = isAsLogged && valuation.loggedHits[i]
      let source = SavingSource(replay.outcome[i], replay.cause[i])
      if let source {
        counts[source, default: 0] += 1
        wrong += risk.wrong(i, source, answeredBy: Int(replay.answer[i]))
      }
      if !valuation.cold.isEmpty, requests.prompt[i] != 0 {
        let isCold = warmth.isCold(i, isMade: source == nil)
        if source == nil, requests.cacheRead[i] > 0, isCold, isPriced(i) {
          money.coolingRequests += 1
          cooling.add(max(0, valuation.cold[i] - traffic.cost[i]), on: day[i])
        }
      }
      guard isPriced(i) else { continue }
      let listed = valuation.list.isEmpty ? full[i] : valuation.list[i]
      if source != nil || wasHit, listed != Traffic.unpriced {
        list.add(listed, on: day[i])
        own.add(full[i], on: day[i])
      }
      if let source {
        avoided[source]?.add(traffic.cost[i], on: day[i])
        if !valuation.repriced.isEmpty { avoidedNew[source]?.add(valuation.repriced[i], on: day[i]) }
      } else {
        billers[rows.row[Int(requests.parameters[i])], default: DaySeries(days)].add(traffic.cost[i], on: day[i])
        if !valuation.repriced.isEmpty, !wasHit { repriced.add(valuation.repriced[i], on: day[i]) }
      }
    }
    money.sources = SavingSource.allCases.compactMap { source in
      guard source == .exact || counts[source] ?? 0 > 0, let series = avoided[source] else { return nil }
      return .init(
        source: source, requests: counts[source] ?? 0, avoided: Dollars(nanodollars: series.all), monthly: series.monthly(month),
        repriced: valuation.repriced.isEmpty ? nil : avoidedNew[source]?.monthly(month))
    }
    if let list = list.monthly(month), let own = own.monthly(month) { money.listExtra = list - own }
    money.cooling = valuation.cold.isEmpty ? nil : cooling.monthly(month).map(month.told)
    money.repriced = valuation.repriced.isEmpty ? nil : repriced.monthly(month).map(month.told)
    money.billers = billers.sorted { $0.key < $1.key }.map { row, series in
      .init(provider: rows.names[row].provider, model: rows.names[row].model, monthly: series.monthly(month))
    }
    money.wrongAnswers = monthly(wrong.worse, of: replay.outcome.count)
    money.wrongByPairs = monthly(wrong.byPairs, of: replay.outcome.count)
    // Where nothing is near, the log's answers had no say.
    if valuation.nearRisk != nil, wrong.byPairs != wrong.byLog { money.wrongByLog = monthly(wrong.byLog, of: replay.outcome.count) }
    money.wrongByCollision = monthly(Double(counts[.collision] ?? 0), of: replay.outcome.count)
    money.sampling = sample.map { SamplingError(of: replay, traffic, questions: $0.questions, sample: $0.drawn) }
    return money
  }

  /// A count of the log in a month: its share of the requests.
  private func monthly(_ count: Double, of requests: Int) -> Double? {
    month.basis == .none ? nil : count / Double(max(requests, 1)) * month.requests
  }
}

/// Rows of parameters by who bills them and for which model.
private struct BillerRows {
  let names: [(provider: String, model: String)]
  /// For each row of parameters.
  let row: [Int]

  init(_ trace: Trace, _ billers: [String]) {
    var rows: [String: Int] = [:]
    var names: [(provider: String, model: String)] = []
    row = (0..<trace.parameters.count).map { index in
      let model = trace.name(.model, parameters: index)
      let key = "\(billers[index])\u{0}\(model)"
      if let found = rows[key] { return found }
      rows[key] = names.count
      names.append((billers[index], model))
      return names.count - 1
    }
    self.names = names
  }
}

/// Whether the provider's prompt cache may be cold for a call: the call before it with the same model and system prompt, or by the same
/// caller, was avoided (law 30). A bound, not a simulation: an earlier call may have kept it warm all the same.
private struct Warmth {
  private struct Key: Hashable {
    let parameters: UInt32
    let system: UInt32
    let caller: UInt32
  }

  private let trace: Trace
  private let systems: [UInt32]
  private let who: [UInt32]
  /// Whether the last call of each was avoided.
  private var wasAvoided: [Key: Bool] = [:]

  init(_ trace: Trace) {
    self.trace = trace
    systems = trace.prompts[.systemPrompt] ?? []
    who = trace.whoCalls
  }

  /// Whether it may be cold for call `i`, which is then the last one; a call that is made warms it again.
  mutating func isCold(_ i: Int, isMade: Bool) -> Bool {
    let model = trace.parameters[.model]?[Int(trace.requests.parameters[i])] ?? 0
    let system = systems.isEmpty ? 0 : systems[Int(trace.requests.prompt[i])]
    let own = Key(parameters: model, system: system, caller: who[Int(trace.requests.caller[i])] + 1)
    var isCold = wasAvoided[own] ?? false
    wasAvoided[own] = !isMade
    if system != 0 {
      let shared = Key(parameters: model, system: system, caller: 0)
      isCold = isCold || wasAvoided[shared] ?? false
      wasAvoided[shared] = !isMade
    }
    return isCold
  }
}
