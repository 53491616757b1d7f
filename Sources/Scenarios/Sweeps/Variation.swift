public import Simulation
public import Studies
internal import Yams

/// A field of a strategy with the values that are tried for it: "tiers.edge.capacity=1GB,4GB", "semantic.threshold=0.85..0.99/0.01".
public struct Variation: Sendable, Hashable {
  /// The path of the field. Tiers go by name or number; a field of tiers alone, such as "ttl", means every tier.
  public let path: String
  /// The values, each as a strategy file would have it.
  public let values: [String]

  /// Most values of a field.
  public static let mostValues = 10_000

  /// Reads "PATH=VALUE,VALUE…", where a value may be a range: "FROM..TO/STEP", or "FROM..TO*FACTOR".
  ///
  /// - Throws: ``ScenarioError`` with the way out.
  public init(_ text: String) throws(ScenarioError) {
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { $0.trimming }
    guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
      throw Self.fault(text, "write PATH=VALUE,VALUE…, such as ttl=5m,1h,24h or semantic.threshold=0.85..0.99/0.01.")
    }
    path = halves[0]
    var values: [String] = []
    for part in Self.parts(of: halves[1]) {
      guard !part.isEmpty else { throw Self.fault(text, "there is nothing between two commas; take one out.") }
      for value in try Self.range(part, of: text) ?? [part] where !values.contains(value) { values.append(value) }
      guard values.count <= Self.mostValues else { throw Self.fault(text, "more than \(Self.mostValues) values; give a larger step.") }
    }
    self.values = values
  }

  private static func fault(_ text: String, _ sentence: String) -> ScenarioError {
    ScenarioError(file: "--vary \(shown(text))", sentence: sentence)
  }

  /// The values between commas, as far as they are not in brackets or quotes.
  private static func parts(of text: String) -> [String] {
    var parts = [""]
    var depth = 0
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "[", "{": depth += isQuoted ? 0 : 1
      case "]", "}": depth -= isQuoted ? 0 : 1
      case "," where depth <= 0 && !isQuoted:
        parts.append("")
        continue
      default: break
      }
      parts[parts.count - 1].append(character)
    }
    return parts.map { Substring($0).trimming }
  }

  /// The values of "FROM..TO/STEP" or "FROM..TO*FACTOR", all with one unit; `nil` of anything else.
  private static func range(_ text: String, of whole: String) throws(ScenarioError) -> [String]? {
    guard let dots = text.firstRange(of: ".."), !text.hasPrefix("\""), !text.hasPrefix("[") else { return nil }
    let rest = text[dots.upperBound...]
    guard let sign = rest.firstIndex(where: { $0 == "/" || $0 == "*" }) else {
      throw fault(whole, "a range needs a step or a factor: \(shown(text))/STEP, or \(shown(text))*FACTOR.")
    }
    let isFactor = rest[sign] == "*"
    guard let from = Amount(text[..<dots.lowerBound].trimming), let to = Amount(rest[..<sign].trimming),
      let step = Amount(rest[rest.index(after: sign)...].trimming), from.unit == to.unit, step.unit == (isFactor ? "" : from.unit),
      step.value > (isFactor ? 1 : 0), from.value <= to.value, !isFactor || from.value > 0
    else {
      throw fault(
        whole,
        "\(shown(text)) is no range: write two numbers of one unit, the smaller first, and a step of that unit or a factor above 1, "
          + "such as 0.85..0.99/0.01, 1h..24h/1h or 1GB..16GB*2.")
    }
    let decimals = max(from.decimals, step.decimals)
    var values: [String] = []
    var index = 0
    var value = from.value
    while value <= to.value * (1 + 1e-9), values.count <= mostValues {
      values.append((isFactor ? Self.short(value) : Self.text(value, decimals: decimals)) + from.unit)
      index += 1
      // Multiples of the step, not sums: no rounding piles up.
      value = isFactor ? value * step.value : from.value + Double(index) * step.value
    }
    return values
  }

  /// A whole number above 0 as it is, any other with three digits: what a factor such as 1.3 gives has no end of them, and none of them matters.
  private static func short(_ value: Double) -> String {
    guard abs(value - value.rounded()) > 1e-9 * value else { return text(value, decimals: 0) }
    var unit = 1.0
    while value / unit >= 1_000 { unit *= 10 }
    while value / unit < 100 { unit /= 10 }
    return text((value / unit).rounded() * unit, decimals: 12)
  }

  private static func text(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return Quantity.print((value * scale).rounded() / scale)
  }

  /// A number with a unit.
  private struct Amount {
    let value: Double
    let unit: String
    let decimals: Int

    init?(_ text: String) {
      let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
      guard let value = Quantity.number(String(digits)) else { return nil }
      self.value = value
      unit = text[digits.endIndex...].trimming
      decimals = digits.firstIndex(of: ".").map { digits.distance(from: $0, to: digits.endIndex) - 1 } ?? 0
    }
  }
}

extension Variation {
  /// All combinations of some strategies and the values of some fields, the last field changing fastest. A strategy without a field (a tier
  /// of another name, no semantic layer) is not varied in it; where a value fits some strategies and not others, it is left out of these.
  ///
  /// - Throws: ``ScenarioError`` where a value fits no strategy, or no strategy has the field.
  public static func grid(
    _ strategies: [Strategy], _ variations: [Variation]
  ) throws(ScenarioError) -> (points: [SweepPoint], unfit: [Sweep.Skipped]) {
    var seen: Set<String> = []
    for variation in variations where !seen.insert(variation.path).inserted {
      throw ScenarioError(file: "--vary \(shown(variation.path))", sentence: "the field is varied twice; give all of its values at once.")
    }
    var points: [SweepPoint] = []
    var used: Set<Int> = []
    var unfit: [Sweep.Skipped] = []
    // By field and value: why it did not fit, and whether it did fit somewhere.
    var faults: [[Int]: ScenarioError] = [:]
    var fits: Set<[Int]> = []
    for strategy in strategies {
      var grid = [SweepPoint(base: strategy.name, values: [], strategy: strategy)]
      for (index, variation) in variations.enumerated() {
        var next: [SweepPoint] = []
        for point in grid {
          guard variation.applies(to: point.strategy) else {
            next.append(SweepPoint(base: point.base, values: point.values + [nil], strategy: point.strategy))
            continue
          }
          used.insert(index)
          for (number, value) in variation.values.enumerated() {
            do throws(ScenarioError) {
              let varied = try variation.applied(value, to: point.strategy)
              next.append(SweepPoint(base: point.base, values: point.values + [number], strategy: varied))
              fits.insert([index, number])
            } catch {
              if faults[[index, number]] == nil { faults[[index, number]] = error }
              unfit.append(Sweep.Skipped(name: "\(point.base), \(variation.path) \(value)", reason: error.sentence))
            }
          }
          guard next.count <= mostPoints else {
            throw ScenarioError(
              file: "--vary \(shown(variation.path))", sentence: "the grid has more than \(mostPoints) strategies; try fewer values.")
          }
        }
        grid = next
      }
      points += grid
    }
    if let idle = variations.indices.first(where: { !used.contains($0) }) {
      throw ScenarioError(
        file: "--vary \(shown(variations[idle].path))",
        sentence: "none of the strategies has it (no tier of that name, or no semantic layer); name one that has.")
    }
    if let key = faults.keys.filter({ !fits.contains($0) }).min(by: { ($0[0], $0[1]) < ($1[0], $1[1]) }), let fault = faults[key] {
      throw fault
    }
    return (named(points), unfit)
  }

  /// Most strategies of a grid.
  public static let mostPoints = 100_000

  /// Whether a strategy has what the path leads through.
  private func applies(to strategy: Strategy) -> Bool {
    let steps = steps
    switch steps.first {
    case "semantic":
      return strategy.semantic != nil && (steps.count < 3 || steps[1] != "verification" || strategy.semantic?.verification != nil)
    case "tiers":
      guard steps.count > 1 else { return true }
      return Self.tier(steps[1], of: strategy) != nil
    default: return isOfEveryTier ? !strategy.tiers.isEmpty : true
    }
  }

  /// The path in steps: "tiers[0].ttl" is "tiers", "0", "ttl".
  private var steps: [String] { path.split { ".[]".contains($0) }.map(String.init) }

  /// Whether the path is a field of tiers that strategies do not have.
  private var isOfEveryTier: Bool {
    guard let first = steps.first else { return false }
    return !strategyFields.fields.contains { $0.name == first } && tierFields.fields.contains { $0.name == first }
  }

  private static func tier(_ step: String, of strategy: Strategy) -> Int? {
    strategy.tiers.firstIndex { $0.name == step } ?? Int(step).flatMap { strategy.tiers.indices.contains($0) ? $0 : nil }
  }

  /// The strategy with another value of the field: it is printed, changed and read again, so that every field of a file can be varied, by the
  /// rules of the file.
  private func applied(_ value: String, to strategy: Strategy) throws(ScenarioError) -> Strategy {
    let source = "--vary \(shown(path))=\(shown(value))"
    do {
      var node = try YAMLNode.parse(StrategyFile.print(strategy), file: source).node
      let value = try YAMLNode.parse(value, file: source).node
      if isOfEveryTier {
        for index in strategy.tiers.indices { Self.set(["tiers", "\(index)"] + steps, of: &node, to: value, strategy) }
      } else {
        Self.set(steps, of: &node, to: value, strategy)
      }
      return try StrategyFile.strategy(YAMLNode(file: source, node: node), varying: strategy)
    } catch let error as ScenarioError {
      // Places are those of a file that nobody has seen.
      throw ScenarioError(file: source, sentence: error.sentence)
    } catch {
      throw ScenarioError(file: source, sentence: "\(error)")
    }
  }

  private static func set(_ steps: [String], of node: inout Node, to value: Node, _ strategy: Strategy) {
    guard let step = steps.first else {
      node = value
      return
    }
    let rest = Array(steps.dropFirst())
    if var list = node.sequence {
      // The only list that paths lead into by name are tiers; others go by number.
      let index = tier(step, of: strategy) ?? Int(step) ?? 0
      guard list.indices.contains(index) else { return }
      set(rest, of: &list[index], to: value, strategy)
      node = .sequence(list)
    } else {
      var mapping = node.mapping ?? Node.Mapping([])
      // An overhead is of sizes in bytes alone: with none, it goes.
      if step == "capacity", rest.isEmpty, value.string == "unlimited" || value.int != nil { mapping["overhead"] = nil }
      // A greatest age is of lives that slide.
      if step == "expiry", rest.isEmpty, value.string == "fixed" { mapping["max_life"] = nil }
      var inner = mapping[step] ?? (rest.isEmpty ? value : .mapping(Node.Mapping([])))
      set(rest, of: &inner, to: value, strategy)
      mapping[step] = inner
      node = .mapping(mapping)
    }
  }

  /// Gives each strategy a name that says what was varied: "ttl-1h.5m.1GB".
  private static func named(_ points: [SweepPoint]) -> [SweepPoint] {
    var names: Set<String> = []
    return points.enumerated().map { number, point in
      var strategy = point.strategy
      if point.values.contains(where: { $0 != nil }) {
        var name = strategy.name + "." + "\(number + 1)"
        while names.contains(name) { name += "-" }
        strategy.name = name
      }
      names.insert(strategy.name)
      return SweepPoint(base: point.base, values: point.values, strategy: strategy)
    }
  }
}

extension Substring {
  fileprivate var trimming: String {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension String {
  fileprivate func firstRange(of part: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
