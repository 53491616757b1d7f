public import Pricing
public import Simulation
import Traces
public import Units

/// The modelled costs of one scenario by day, model and kind of token: what an export for cost tools is made from.
public struct ScenarioCosts: Sendable {
  /// A kind of token that is priced by itself.
  public enum Part: Int, CaseIterable, Sendable {
    case input, cacheRead, cacheWrite, output

    /// "Input tokens".
    public var title: String {
      switch self {
      case .input: "Input tokens"
      case .cacheRead: "Cached input tokens"
      case .cacheWrite: "Input tokens written to the prompt cache"
      case .output: "Output tokens"
      }
    }
  }

  /// The tokens of one kind, of one model, on one day.
  public struct Row: Sendable, Equatable {
    /// The day in UTC.
    public let day: CivilDay
    /// Who bills it.
    public let biller: String
    /// Whose price was taken.
    public let provider: String
    /// The model as the log names it.
    public let model: String
    /// The kind of service.
    public let service: PriceService
    /// The kind of token.
    public let part: Part
    /// How many.
    public var tokens: Int
    /// What they cost.
    public var cost: Dollars
    /// What they cost before a contract.
    public var list: Dollars
  }

  /// A charge of a store over the days of the log.
  public struct Charge: Sendable, Equatable {
    /// The service of the price list.
    public let service: String
    /// What is charged.
    public let what: String
    /// The unit.
    public let unit: String
    /// The price of a unit.
    public let unitPrice: Dollars
    /// Units in the days of the log.
    public let quantity: Double
    /// What they cost.
    public let cost: Dollars
  }

  /// The scenario: a strategy's name, or "as-logged".
  public let scenario: String
  /// Whether it is what a strategy would have done, not what happened.
  public let isHypothetical: Bool
  /// By day, model, service and part.
  public let rows: [Row]
  /// Of the stores; their month scaled to the log.
  public let charges: [Charge]
  /// First and last day of the log; `nil` of an empty one.
  public let days: ClosedRange<CivilDay>?
  /// Calls without a price, which are in no row.
  public let unpriced: Int

  /// The costs of the log as it was, or of a strategy of the study.
  public init(
    _ study: Study, logged: LoggedTraffic, strategy: Strategy?, prices: PriceBook, listPrices: PriceBook, seed: UInt64
  ) throws {
    let traffic = strategy == nil ? logged.asLogged : logged.withoutCache
    let trace = traffic.trace
    let replay = try strategy.map { try $0.replay(traffic, seed: seed) }
    let names = ModelNames(trace, prices)
    let listed = ModelNames(trace, listPrices)
    let priced = Dictionary(names.lookups.map { ($0.loggedModel, $0.provider) }, uniquingKeysWith: { first, _ in first })
    var sums: [Key: (tokens: Int, cost: Int64, list: Int64)] = [:]
    var unpriced = 0
    for i in trace.requests.arrival.indices {
      let flags = trace.requests.flags[i]
      if let replay, replay.outcome[i].isAnswered { continue }
      if strategy == nil, flags.contains(.loggedHit) { continue }
      guard traffic.cost[i] != Traffic.unpriced else {
        unpriced += 1
        continue
      }
      let row = trace.requests.parameters[i]
      guard !flags.isDisjoint(with: [.hasUsage, .estimatedUsage]), let schedule = names.schedules[Int(row)] else { continue }
      let moment = flags.contains(.noTime) ? nil : Timestamp(microseconds: trace.requests.arrival[i])
      let service = PriceService(flags)
      let usage = trace.requests.usage(i)
      let cost = schedule.row(at: moment).rates(service).parts(of: usage)
      let list = (listed.schedules[Int(row)] ?? schedule).row(at: moment).rates(service).parts(of: usage)
      let parts: [(Part, Int, Dollars, Dollars)] = [
        (.input, usage.uncachedInput, cost.input, list.input), (.cacheRead, usage.cacheRead, cost.cacheRead, list.cacheRead),
        (.cacheWrite, usage.cacheWrite5m + usage.cacheWrite1h, cost.cacheWrite, list.cacheWrite),
        (.output, usage.output, cost.output, list.output),
      ]
      let day = Timestamp(microseconds: trace.requests.arrival[i]).day()
      for (part, tokens, cost, list) in parts where tokens > 0 {
        let key = Key(day: day, parameters: row, service: service.rawValue, part: part.rawValue)
        sums[key, default: (0, 0, 0)].tokens += tokens
        sums[key, default: (0, 0, 0)].cost &+= cost.nanodollars
        sums[key, default: (0, 0, 0)].list &+= list.nanodollars
      }
    }
    // Rows of parameters that differ in nothing that is billed are one.
    var merged: [Label: Row] = [:]
    for (key, sum) in sums {
      let model = trace.name(.model, parameters: Int(key.parameters))
      let row = Row(
        day: CivilDay(number: key.day), biller: names.billers[Int(key.parameters)], provider: priced[model] ?? "", model: model,
        service: PriceService(rawValue: key.service) ?? .standard, part: Part(rawValue: key.part) ?? .input, tokens: sum.tokens,
        cost: Dollars(nanodollars: sum.cost), list: Dollars(nanodollars: sum.list))
      let label = Label(day: key.day, biller: row.biller, model: model, service: key.service, part: key.part)
      if merged[label] == nil {
        merged[label] = row
      } else {
        merged[label]?.tokens += row.tokens
        merged[label]?.cost.nanodollars &+= row.cost.nanodollars
        merged[label]?.list.nanodollars &+= row.list.nanodollars
      }
    }
    rows = merged.sorted { $0.key < $1.key }.map(\.value)
    self.unpriced = unpriced
    scenario = strategy?.name ?? "as-logged"
    isHypothetical = strategy != nil
    let span = trace.span
    days = span.map { CivilDay(Timestamp(microseconds: $0.lowerBound))...CivilDay(Timestamp(microseconds: $0.upperBound)) }
    let months = study.month.lengthInMonths
    let result = strategy.flatMap { chosen in study.strategies.first { $0.strategy.name == chosen.name } }
    charges = (result?.infrastructure ?? []).flatMap { bill in
      bill.lines.map { line in
        Charge(
          service: bill.service, what: line.what, unit: line.unit, unitPrice: line.unitPrice, quantity: line.quantity * months,
          cost: Dollars(line.amount.value * months))
      }
    }
  }

  private struct Key: Hashable {
    let day: Int
    let parameters: UInt32
    let service: String
    let part: Int
  }

  private struct Label: Hashable, Comparable {
    let day: Int
    let biller, model, service: String
    let part: Int

    static func < (a: Label, b: Label) -> Bool {
      (a.day, a.biller, a.model, a.service, a.part) < (b.day, b.biller, b.model, b.service, b.part)
    }
  }
}
