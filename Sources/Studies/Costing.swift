import Duplicates
public import Pricing
import Simulation
public import Traces
import Units

/// What each request of a trace costs, and how its model was priced.
public struct Costing: Sendable {
  /// Nanodollars per request, or ``Traffic/unpriced`` (law 29).
  public let costs: [Int64]
  /// The same at list price without a prompt cache (law 30); empty where it is ``costs``.
  public let list: [Int64]
  /// What each request would cost if the prompt cache had been cold (law 30); empty where no request read from one.
  public let cold: [Int64]
  /// Who sends the bill for each row of parameters: the provider of the log, else that of the price.
  public let billers: [String]
  /// How each priced model of the log was priced, by name.
  public let lookups: [PriceLookup]
  /// Models without a price, with how many requests each, most first.
  public let unpriced: [(model: String, requests: Int)]
  /// Requests whose tokens are not in the log, so that nothing can be billed.
  public let withoutUsage: Int

  /// Prices every request at its own timestamp; names are resolved once per distinct parameters.
  ///
  /// - Parameter listPrices: The prices before a contract, where there is one.
  /// - Complexity: O(requests), plus one look-up per distinct parameters.
  public init(_ trace: Trace, prices: PriceBook, listPrices: PriceBook? = nil) {
    let requests = trace.requests
    let names = ModelNames(trace, prices)
    let listed = listPrices.map { ModelNames(trace, $0) }
    let hasReads = requests.cacheRead.contains { $0 > 0 }
    let hasList = listPrices != nil || hasReads || requests.cacheWrite5m.contains { $0 > 0 } || requests.cacheWrite1h.contains { $0 > 0 }
    var costs = [Int64](repeating: Traffic.unpriced, count: requests.count)
    var list = hasList ? costs : []
    var cold = hasReads ? costs : []
    var missing: [String: Int] = [:]
    var withoutUsage = 0
    for i in costs.indices {
      let flags = requests.flags[i]
      guard !flags.isDisjoint(with: [.hasUsage, .estimatedUsage]) else {
        // A call that failed before it used a token is not billed; any other without counts is unknown.
        if flags.contains(.failed) {
          costs[i] = 0
          if hasList { list[i] = 0 }
          if hasReads { cold[i] = 0 }
        } else {
          withoutUsage += 1
        }
        continue
      }
      let row = Int(requests.parameters[i])
      guard let schedule = names.schedules[row] else {
        missing[trace.model(i), default: 0] += 1
        continue
      }
      let moment = flags.contains(.noTime) ? nil : Timestamp(microseconds: requests.arrival[i])
      let usage = requests.usage(i)
      let service = PriceService(flags)
      costs[i] = schedule.cost(of: usage, at: moment, service: service).nanodollars
      if hasList {
        let card = (listed?.schedules[row] ?? schedule).row(at: moment).rates(service)
        list[i] = card.costWithoutPromptCache(of: usage).nanodollars
      }
      if hasReads {
        let isRead = usage.cacheRead > 0
        cold[i] = isRead ? schedule.row(at: moment).rates(service).costWithColdPromptCache(of: usage).nanodollars : costs[i]
      }
    }
    self.costs = costs
    self.list = list
    self.cold = cold
    self.withoutUsage = withoutUsage
    billers = names.billers
    lookups = names.lookups
    unpriced = missing.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { (model: $0.0, requests: $0.1) }
  }
}

extension Costing {
  /// What tokens cost less when the provider's prompt cache serves them, at each request's own price; nothing where it has no price or none
  /// for such reads.
  static func prefixSaving(_ trace: Trace, prices: PriceBook) -> PrefixSaving {
    let names = ModelNames(trace, prices)
    let requests = trace.requests
    return { i, tokens in
      guard let schedule = names.schedules[Int(requests.parameters[i])] else { return .zero }
      let moment = requests.flags[i].contains(.noTime) ? nil : Timestamp(microseconds: requests.arrival[i])
      func cost(_ usage: TokenUsage) -> Dollars { schedule.cost(of: usage, at: moment, service: PriceService(requests.flags[i])) }
      let saved = cost(TokenUsage(uncachedInput: tokens)).nanodollars - cost(TokenUsage(cacheRead: tokens)).nanodollars
      return Dollars(nanodollars: max(0, saved))
    }
  }
}

/// The names of a trace's parameters, resolved in a price book.
struct ModelNames {
  /// For each row of parameters; `nil` where it is unpriced.
  let schedules: [PriceSchedule?]
  /// For each row of parameters, as ``Costing/billers``.
  let billers: [String]
  /// Each model that has a price, by name.
  let lookups: [PriceLookup]

  init(_ trace: Trace, _ prices: PriceBook) {
    var resolved: [Name: PriceLookup?] = [:]
    var schedules: [PriceSchedule?] = []
    var billers: [String] = []
    for row in 0..<trace.parameters.count {
      let name = Name(model: trace.name(.model, parameters: row), provider: trace.name(.provider, parameters: row))
      let lookup =
        resolved[name] ?? prices.lookup(model: name.model, provider: name.provider.isEmpty ? nil : name.provider)
      resolved[name] = .some(lookup)
      schedules.append(lookup?.schedule)
      billers.append(name.provider.isEmpty ? lookup?.provider ?? "" : PriceBook.canonicalProvider(name.provider))
    }
    self.schedules = schedules
    self.billers = billers
    lookups = resolved.values.compactMap { $0 }.sorted {
      ($0.loggedModel, $0.loggedProvider ?? "") < ($1.loggedModel, $1.loggedProvider ?? "")
    }
  }

  private struct Name: Hashable {
    let model, provider: String
  }
}

extension PriceService {
  /// The service that a request was made under.
  init(_ flags: RequestFlags) {
    self = flags.contains(.batch) ? .batch : flags.contains(.flex) ? .flex : flags.contains(.priority) ? .priority : .standard
  }
}
