public import Pricing
import Simulation
public import Traces
import Units

/// What each request of a trace costs, and how its model was priced.
public struct Costing: Sendable {
  /// Nanodollars per request, or ``Traffic/unpriced`` (law 29).
  public let costs: [Int64]
  /// How each priced model of the log was priced, by name.
  public let lookups: [PriceLookup]
  /// Models without a price, with how many requests each, most first.
  public let unpriced: [(model: String, requests: Int)]
  /// Requests whose tokens are not in the log, so that nothing can be billed.
  public let withoutUsage: Int

  /// Prices every request at its own timestamp; names are resolved once per distinct parameters.
  ///
  /// - Complexity: O(requests), plus one look-up per distinct parameters.
  public init(_ trace: Trace, prices: PriceBook) {
    let requests = trace.requests
    var resolved: [Name: PriceLookup?] = [:]
    let schedules: [PriceSchedule?] = (0..<trace.parameters.count).map { row in
      let name = Name(model: trace.name(.model, parameters: row), provider: trace.name(.provider, parameters: row))
      let lookup =
        resolved[name] ?? prices.lookup(model: name.model, provider: name.provider.isEmpty ? nil : name.provider)
      resolved[name] = .some(lookup)
      return lookup?.schedule
    }
    var costs = [Int64](repeating: Traffic.unpriced, count: requests.count)
    var missing: [String: Int] = [:]
    var withoutUsage = 0
    for i in costs.indices {
      let flags = requests.flags[i]
      guard flags.contains(.hasUsage) else {
        // A call that failed before it used a token is not billed; any other without counts is unknown.
        if flags.contains(.failed) { costs[i] = 0 } else { withoutUsage += 1 }
        continue
      }
      guard let schedule = schedules[Int(requests.parameters[i])] else {
        missing[trace.model(i), default: 0] += 1
        continue
      }
      let moment = flags.contains(.noTime) ? nil : Timestamp(microseconds: requests.arrival[i])
      let cost = schedule.cost(of: requests.usage(i), at: moment, service: flags.contains(.batch) ? .batch : .standard)
      costs[i] = cost.nanodollars
    }
    self.costs = costs
    self.withoutUsage = withoutUsage
    lookups = resolved.values.compactMap { $0 }.sorted {
      ($0.loggedModel, $0.loggedProvider ?? "") < ($1.loggedModel, $1.loggedProvider ?? "")
    }
    unpriced = missing.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { (model: $0.0, requests: $0.1) }
  }

  private struct Name: Hashable {
    let model, provider: String
  }
}
