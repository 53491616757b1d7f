internal import Pricing
import Simulation
import Traces
import Units

/// A model that another one answers for in a step of the waterfall: is it the cache that saves, or the vendor?
public struct Repricing: Sendable, Equatable {
  /// The model as the log names it.
  public let old: String
  /// The model of the price book, with its provider before it where need be: `gpt-5-mini`, `anthropic/claude-haiku-4-5`.
  public let new: String

  /// Calls of `old` at the prices of `new`.
  public init(from old: String, to new: String) {
    self.old = old
    self.new = new
  }

  /// Reads `OLD=NEW`; `nil` if it is not that.
  public init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    self.init(from: parts[0], to: parts[1])
  }

  /// What each call costs with the other models, the same tokens at the same moments; ``Traffic/unpriced`` where it was.
  static func costs(of traffic: Traffic, by repricings: [Repricing], prices: PriceBook) throws(RepricingError) -> [Int64] {
    let trace = traffic.trace
    var schedules: [PriceSchedule?] = Array(repeating: nil, count: trace.parameters.count)
    for repricing in repricings {
      guard let schedule = prices.schedule(model: repricing.new) else { throw .unpriced(repricing.new) }
      var isThere = false
      for row in schedules.indices where trace.name(.model, parameters: row).lowercased() == repricing.old.lowercased() {
        schedules[row] = schedule
        isThere = true
      }
      guard isThere else { throw .notInLog(repricing.old) }
    }
    return traffic.cost.indices.map { i in
      guard traffic.cost[i] != Traffic.unpriced, let schedule = schedules[Int(trace.requests.parameters[i])] else { return traffic.cost[i] }
      let flags = trace.requests.flags[i]
      guard !flags.isDisjoint(with: [.hasUsage, .estimatedUsage]) else { return traffic.cost[i] }
      let moment = flags.contains(.noTime) ? nil : Timestamp(microseconds: trace.requests.arrival[i])
      return schedule.cost(of: trace.requests.usage(i), at: moment, service: PriceService(flags)).nanodollars
    }
  }
}

/// Why calls cannot be priced as another model's.
public enum RepricingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The log has no such model.
  case notInLog(String)
  /// The price book has no such model.
  case unpriced(String)

  /// A sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .notInLog(let model):
      "The log has no model \"\(model.prefix(80))\" to reprice; name it as the log does, as 'hindcast audit' shows it."
    case .unpriced(let model):
      "There is no price of \"\(model.prefix(80))\"; 'hindcast list models' names those that have one, and --contract FILE adds to them."
    }
  }
}
