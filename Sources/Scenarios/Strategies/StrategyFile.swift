public import Pricing
public import Simulation

/// Strategies ↔ YAML.
public enum StrategyFile {
  /// The strategies of a YAML text: one mapping, or `strategies:` with a list of them. `base: NAME` starts from a preset.
  ///
  /// - Parameter prices: what tiers may be billed by; `nil` where prices do not matter, so that any name of a service will do.
  /// - Throws: ``ScenarioError`` with file, line and column.
  public static func read(
    _ text: String, file: String, prices: InfrastructurePrices? = .builtIn
  ) throws(ScenarioError) -> [Strategy] {
    do {
      return try KnownServices.$names.withValue(prices.map { Set($0.services) }) { try strategies(text, file: file) }
    } catch let error as ScenarioError {
      throw error
    } catch {
      throw ScenarioError(file: file, sentence: "\(error)")
    }
  }

  private static func strategies(_ text: String, file: String) throws(ScenarioError) -> [Strategy] {
    do {
      let root = try self.root(text, file: file)
      if root.kind == "a list" {
        throw root.fault("The file is a list, and a list of strategies has a name; write \"strategies:\" above it.")
      }
      let members = try root.members("a strategy file")
      guard members.contains(where: { $0.key.text == "strategies" }) else { return [try strategy(root)] }
      for (key, _) in members where key.text != "strategies" {
        throw key.fault("Beside \"strategies\" nothing may stand; move \"\(shown(key.text ?? ""))\" into a strategy of the list.")
      }
      let strategies = try members[0].value.elements("\"strategies\"").map { ($0, try strategy($0)) }
      guard !strategies.isEmpty else {
        throw members[0].value.fault("The list of strategies is empty; add one, such as \"- base: ttl-1h\".")
      }
      for (index, (node, strategy)) in strategies.enumerated()
      where strategies[..<index].contains(where: { $0.1.name == strategy.name }) {
        throw node.fault("Two strategies are called \"\(strategy.name)\"; give this one another name.")
      }
      return strategies.map(\.1)
    } catch let error as ScenarioError {
      throw error
    } catch {
      throw ScenarioError(file: file, sentence: "\(error)")
    }
  }

  private static func root(_ text: String, file: String) throws(ScenarioError) -> YAMLNode {
    try YAMLNode.parse(text, file: file, start: "'hindcast list strategies --show ttl-1h' prints one to start from")
  }

  /// Where a text that was read as strategies says what a log turns out not to have.
  ///
  /// - Parameters:
  ///   - name: the strategy's.
  ///   - path: the field, as a ``StrategyError`` names it.
  public static func fault(_ reason: String, at path: String, of name: String, in text: String, file: String) -> ScenarioError {
    guard let root = try? root(text, file: file) else { return ScenarioError(file: file, sentence: "\(path): \(reason)") }
    let listed = (try? root.descend("strategies")?.elements("")) ?? []
    let strategy = listed.first { $0.descend("name")?.text == name } ?? root
    return strategy.fault(reason, at: path)
  }

  /// A strategy as YAML that reads back as the same strategy.
  public static func print(_ strategy: Strategy) -> String {
    strategyFields.print(strategy, indent: 0) + "\n"
  }

  /// Every field with what may be written, its default and what it means: made from the table that also reads and checks.
  public static var reference: [ReferenceRow] {
    [ReferenceRow(path: "base", values: "a preset", standard: "", meaning: "The preset that all fields not written are taken from.")]
      + strategyFields.reference()
  }

  /// The strategy of a mapping.
  ///
  /// - Parameter varying: the strategy of which this is a variation; `nil` where it is written by hand.
  static func strategy(_ node: YAMLNode, varying: Strategy? = nil) throws -> Strategy {
    var strategy = Strategy(name: "")
    if let base = try node.members("a strategy").first(where: { $0.key.text == "base" })?.value {
      guard let preset = Presets.named(base.text ?? "") else {
        throw base.fault(
          "There is no preset \"\(shown(base.text ?? ""))\"; \(Presets.suggestion(for: base.text ?? ""))")
      }
      strategy = preset
      strategy.name = ""
    }
    try strategyFields.read(node, into: &strategy, also: ["base"])
    guard !strategy.name.isEmpty else { throw node.fault("The strategy has no name; add \"name: my-strategy\".") }
    guard strategy.name != "as-logged" else {
      throw (node.descend("name") ?? node).fault("\"as-logged\" is what reports call the log as it was; give the strategy another name.")
    }
    // What made no sense before a field was varied is no fault of the variation.
    let isSensible = varying.map { (try? $0.checkSense()) != nil } ?? true
    let verdict = Result { () throws(StrategyError) in
      try strategy.validate()
      if isSensible { try strategy.checkSense() }
    }
    if case .failure(.invalid(let path, let reason)) = verdict { throw node.fault(reason, at: path) }
    return strategy
  }
}

extension YAMLNode {
  /// The node at a path such as "tiers[0].ttl", or the nearest that is there.
  func descend(_ path: String) -> YAMLNode? {
    guard let step = path.split(whereSeparator: { ".[]".contains($0) }).first else { return self }
    let rest = String(path[step.endIndex...].drop { ".]".contains($0) })
    let next: YAMLNode? =
      if let index = Int(step) {
        (try? elements(""))?.dropFirst(index).first
      } else {
        (try? members(""))?.first { $0.key.text == String(step) }?.value
      }
    return next.map { $0.descend(rest) ?? $0 }
  }

  /// A fault at a path such as "tiers[0].ttl". A reason that begins with the value as a number has it as it was written.
  func fault(_ reason: String, at path: String) -> ScenarioError {
    let place = descend(path) ?? self
    let first = reason.prefix { $0 != " " }
    guard let written = place.text, let value = Quantity.share(written), Quantity.number(String(first)) == value else {
      return place.fault(reason)
    }
    return place.fault(shown(written) + reason.dropFirst(first.count))
  }
}
