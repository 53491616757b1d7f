import Pricing
import Scenarios
import Simulation

/// `-s NAME|FILE`: presets by name, strategies from YAML files, and where each came from, for messages.
struct StrategyChoice {
  /// In the order of the arguments; no two have one name.
  private(set) var strategies: [Strategy] = []
  private var origins: [String: Origin] = [:]

  /// Where a strategy came from.
  private struct Origin {
    let argument: String
    /// The text of the file; `nil` for a preset.
    let text: String?
  }

  /// No strategies.
  init() {}

  /// The strategies that the arguments stand for.
  ///
  /// - Parameter prices: what tiers may be billed by; `nil` where prices do not matter.
  init(_ arguments: [String], prices: InfrastructurePrices? = .builtIn) throws {
    for argument in arguments {
      let (found, text) = try Self.strategies(argument, prices)
      for strategy in found {
        if let earlier = origins[strategy.name] {
          guard earlier.argument != argument else { throw Failure(.usage, "\(argument) is given twice; leave out one of them.") }
          throw Failure(
            .usage,
            "Two strategies are called \"\(strategy.name)\"; give the one in \(text == nil ? earlier.argument : argument) another name.")
        }
        origins[strategy.name] = Origin(argument: argument, text: text)
        strategies.append(strategy)
      }
    }
  }

  /// The strategies that the arguments stand for, where nothing is said of them later.
  static func resolve(_ arguments: [String], prices: InfrastructurePrices? = .builtIn) throws -> [Strategy] {
    try StrategyChoice(arguments, prices: prices).strategies
  }

  /// The strategies, compared by words where that is wanted.
  func byWords(_ isWanted: Bool) -> StrategyChoice {
    var out = self
    out.strategies = ByWords.applied(isWanted, to: strategies)
    return out
  }

  /// What each strategy was named by on the command line, by its name.
  var arguments: [String: String] { origins.mapValues(\.argument) }

  /// Checks that a log has what the strategies read.
  ///
  /// - Throws: ``Failure`` with the place in the strategy's file, or the name of the preset.
  func checkInputs(_ traffic: Traffic) throws {
    for strategy in strategies {
      do {
        try strategy.checkInputs(traffic)
      } catch .invalid(let path, let reason) {
        guard let origin = origins[strategy.name], let text = origin.text else {
          throw Failure(.usage, "Strategy \"\(strategy.name)\", \(path): \(reason)")
        }
        throw Failure(.usage, "\(StrategyFile.fault(reason, at: path, of: strategy.name, in: text, file: origin.argument))")
      }
    }
  }

  /// What the strategies need texts for, in words; `nil` where they need none.
  static func needOfTexts(_ strategies: [Strategy]) -> String? {
    strategies.first { $0.classifier != nil }.map { "the classes of strategy \"\($0.name)\"" }
  }

  private static func strategies(_ argument: String, _ prices: InfrastructurePrices?) throws -> ([Strategy], text: String?) {
    if let preset = Presets.named(argument) { return ([preset], nil) }
    if Inputs.isFolder(argument) {
      let files = ((try? Inputs.expand([argument])) ?? []).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
      let way = files.first.map { "name a file in it, such as \($0)" } ?? "there is no YAML file in it; name one"
      throw Failure(.usage, "\(argument) is a folder, and a strategy is a preset or a YAML file; \(way).")
    }
    guard argument.contains("/") || argument.hasSuffix(".yaml") || argument.hasSuffix(".yml") else {
      let isFile = Inputs.size(argument) != nil
      let way = isFile ? "There is a file of that name: write ./\(argument)." : "A file's name ends in .yaml or has a /."
      throw Failure(.usage, "There is no strategy \"\(argument)\": \(Presets.suggestion(for: argument)) \(way)")
    }
    do {
      let text = try text(of: argument)
      return (try StrategyFile.read(text, file: argument, prices: prices), text)
    } catch let error as ScenarioError {
      throw Failure(.usage, "\(error)")
    }
  }
}
