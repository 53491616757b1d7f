public import ArgumentParser
import Traces

/// What must be equal for a hit, and who shares a cache.
public struct KeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("What must be equal: exact, or near (case, punctuation, filler words and inflection apart).", valueName: "RULE"))
  var key: String = "exact"

  @Option(
    help: ArgumentHelp("Who shares the cache: \(Scope.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "SCOPE"))
  var scope: String = "global"

  /// Options as parsed.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    guard ["exact", "near"].contains(key) else { throw ValidationError("--key is '\(key)'; write exact or near.") }
    guard Scope(rawValue: scope) != nil else {
      throw ValidationError("--scope is '\(scope)'; write one of \(Scope.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
  }

  /// The rule.
  var rule: KeyRule { key == "near" ? .near : .exact }
  /// The scope.
  var sharing: Scope { Scope(rawValue: scope) ?? .global }
}
