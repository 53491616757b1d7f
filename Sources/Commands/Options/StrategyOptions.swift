public import ArgumentParser
import Pricing
import Simulation
import Traces

/// The strategies of a command.
public struct StrategyOptions: ParsableArguments {
  @Option(
    name: [.customShort("s"), .customLong("strategy")], parsing: .singleValue,
    help: ArgumentHelp("A preset by name ('hindcast list strategies') or a YAML file; repeat it to compare several.", valueName: "STRATEGY")
  )
  var names: [String] = []

  @Flag(help: ByWords.help) var byWords = false

  /// Options as parsed.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    guard !names.isEmpty else {
      throw ValidationError("Name at least one strategy, such as -s ttl-1h; 'hindcast list strategies' shows them all.")
    }
  }

  /// The strategies themselves, whose tiers are billed by `prices`.
  func resolve(_ prices: InfrastructurePrices) throws -> StrategyChoice {
    try StrategyChoice(names, prices: prices).byWords(byWords)
  }
}

/// `--by-words`: comparing by words where a product compares by vectors.
enum ByWords {
  static let help: ArgumentHelp = "Where a strategy compares prompts by vectors, compare them by their words."

  /// The strategies, with a caveat where one is changed.
  static func applied(_ isWanted: Bool, to strategies: [Strategy]) -> [Strategy] {
    guard isWanted else { return strategies }
    return strategies.map { strategy in
      guard strategy.semantic?.measure == .embedding else { return strategy }
      var out = strategy
      out.semantic?.measure = .tfidf
      out.caveats.append(
        "Prompts are compared by their words (--by-words), at the product's threshold: its vectors would find other matches, mostly more.")
      return out
    }
  }
}
