import Duplicates
import Pricing
public import Simulation

/// Which stores of a strategy are in its bill, and which are not since nobody prices them.
public struct StoreBills: Sendable, Equatable {
  /// The tiers whose cost is in every sum, in their order.
  public let billed: [String]
  /// The tiers whose cost is in none.
  public let unbilled: [String]

  /// The tiers of a strategy; `services` are those that are billed.
  public init(_ strategy: Strategy, billing services: Set<String>) {
    func names(_ isBilled: Bool) -> [String] {
      strategy.tiers.filter { ($0.service.map(services.contains) ?? false) == isBilled }.map(\.name)
    }
    (billed, unbilled) = (names(true), names(false))
  }

  /// Whether every tier is billed; so it is where there is none.
  public var isWhole: Bool { unbilled.isEmpty }
  /// Whether some tiers are billed and some are not.
  public var isInPart: Bool { !billed.isEmpty && !unbilled.isEmpty }

  /// "“memory” and “disk”": names as a sentence has them, to be escaped.
  public static func words(_ names: [String]) -> String {
    let quoted = names.map { "“\($0)”" }
    return quoted.count < 2 ? quoted.joined() : quoted.dropLast().joined(separator: ", ") + " and " + quoted[quoted.count - 1]
  }
}

extension StrategyResult {
  /// Which of its stores are in its bill.
  public var stores: StoreBills { StoreBills(strategy, billing: Set(infrastructure.map(\.service))) }
}

extension Advice.Choice {
  /// Which of its stores are in its bill.
  public var stores: StoreBills { StoreBills(candidate.strategy, billing: Set(candidate.strategy.tiers.compactMap(\.service))) }
}

extension StudyCaveats {
  /// Stores that the saving does not know: of each strategy those that nobody prices.
  static func unpriced(_ strategies: [(name: String, stores: StoreBills)]) -> [Caveat] {
    let whole = strategies.filter { $0.stores.billed.isEmpty && !$0.stores.isWhole }.map(\.name)
    let inPart = strategies.filter(\.stores.isInPart)
    let how = "name a service of the price list in the strategy file, or add its price with --infrastructure FILE."
    var out: [Caveat] = []
    if !whole.isEmpty {
      out.append(
        Caveat(
          id: "infrastructure-unpriced", severity: .careful,
          text: "The store behind \(few(whole)) has no price here, so its cost is not in the saving: \(how)"))
    }
    // Strategies with the same stores are told together.
    var told: [StoreBills] = []
    for stores in inPart.map(\.stores) where !told.contains(stores) {
      told.append(stores)
      let names = inPart.filter { $0.stores == stores }.map(\.name)
      out.append(
        Caveat(
          id: "infrastructure-unpriced-in-part-\(told.count)", severity: .careful,
          text:
            "What \(StoreBills.words(stores.billed)) of \(few(names)) costs is in the saving; what \(StoreBills.words(stores.unbilled)) costs is "
            + "not, as it has no price here: \(how)"))
    }
    return out
  }
}
