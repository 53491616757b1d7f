public import ArgumentParser
import Simulation

/// The strategies of a command.
public struct StrategyOptions: ParsableArguments {
  @Option(
    name: [.customShort("s"), .customLong("strategy")], parsing: .singleValue,
    help: ArgumentHelp("A preset by name ('hindcast list strategies') or a YAML file; repeat it to compare several.", valueName: "STRATEGY")
  )
  var names: [String] = []

  /// Options as parsed.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    guard !names.isEmpty else {
      throw ValidationError("Name at least one strategy, such as -s ttl-1h; 'hindcast list strategies' shows them all.")
    }
  }

  /// The strategies themselves.
  func resolve() throws -> [Strategy] { try StrategyChoice.resolve(names) }
}
