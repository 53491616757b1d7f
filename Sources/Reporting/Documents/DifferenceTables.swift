import Studies
import Units

/// The tables of a difference.
enum DifferenceTables {
  /// The figures that decide; all others are for the details.
  private static let deciding: [Figure] = [
    .requests, .unpricedRequests, .requestHitRate, .mean, .p95, .p99, .monthlyCost, .monthlyInfrastructure, .monthlySaving, .savingShare,
  ]

  /// Figures before and after, a group of rows a strategy.
  ///
  /// - Parameter onlyChanges: Only figures that decide and are seen to have changed, of strategies that both have.
  static func strategies(_ difference: StudyDifference, onlyChanges: Bool) -> Table {
    var table = Table([
      .text("strategy", rank: 0), .name("figure"), .number("before", rank: 0), .number("after", rank: 0), .number("change", rank: 0),
      .number("in %", rank: 1),
    ])
    for strategy in difference.baselines + difference.strategies where !onlyChanges || strategy.isInBoth {
      let rows = strategy.total.figures.filter { !onlyChanges || (deciding.contains($0.figure) && DifferenceWords.isVisible($0)) }
      for (index, row) in rows.enumerated() {
        table.append([
          .text(index == 0 ? strategy.name : ""), .text(DifferenceWords.name(row.figure)), cell(row.before, row), cell(row.after, row),
          text(DifferenceWords.absolute(row)), text(DifferenceWords.relative(row)),
        ])
      }
    }
    return table
  }

  /// The models of a strategy; where there are more than `limit`, those whose cost changed most.
  static func models(_ strategy: StudyDifference.Strategy, limit: Int) -> Table {
    var table = Table([
      .name("model"), .number("requests", rank: 5), .number("hits", rank: 2), .number("mean", rank: 5), .number("P95", rank: 3),
      .number("P99", rank: 5), .number("cost/month", rank: 1), .number("change", rank: 0), .number("in %", rank: 4),
    ])
    var rows = strategy.models
    if rows.count > limit {
      let weights = rows.map { abs($0[.monthlyCost].absolute ?? $0[.monthlyCost].after ?? $0[.monthlyCost].before ?? 0) }
      let kept = rows.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }.prefix(limit).sorted()
      rows = kept.map { rows[$0] }
    }
    for row in rows {
      let cost = row[.monthlyCost]
      let change = row.before == nil ? "new" : row.after == nil ? "gone" : DifferenceWords.absolute(cost)
      let pairs = [Figure.requests, .requestHitRate, .mean, .p95, .p99, .monthlyCost].map { pair(row[$0]) }
      table.append([.text(ModelPair.title(row.name))] + pairs + [text(change), text(DifferenceWords.relative(cost))])
    }
    let left = strategy.models.count - rows.count
    if left > 0 { table.append([.text("\(left) others")] + Array(repeating: .none, count: 8)) }
    return table
  }

  /// What the studies rest on and is not the same; from `inputLimit` inputs on, they are counted.
  static func facts(_ difference: StudyDifference, inputLimit: Int) -> Table {
    var table = Table([.text("what", rank: 0), .name("name"), .text("before", rank: 0), .text("after", rank: 0)])
    let inputs = difference.facts.filter { $0.kind == .input }
    for fact in difference.facts where fact.kind != .input || inputs.count <= inputLimit {
      let name = fact.name.isEmpty ? "(no model)" : fact.name
      table.append([.text(word(fact.kind)), .text(name), text(fact.before), text(fact.after)])
    }
    if inputs.count > inputLimit {
      let gone = inputs.count { $0.after == nil }
      let new = inputs.count { $0.before == nil }
      let words = "\(grouped(gone)) gone, \(grouped(new)) new, \(grouped(inputs.count - gone - new)) not the same"
      table.append([.text(word(.input)), .text("\(grouped(inputs.count)) files"), .none, .text(words)])
    }
    return table
  }

  /// Each gate, strategy by strategy.
  static func gates(_ gates: [(gate: Gate, verdicts: [Gate.Verdict])]) -> Table {
    var table = Table([.name("fail if"), .text("strategy", rank: 0), .number("value", rank: 0), .text("gate", rank: 0)])
    for (gate, verdicts) in gates {
      for verdict in verdicts {
        table.append([
          .text(gate.description), verdict.strategy.map { .text($0) } ?? .none,
          verdict.value.map { .text(DifferenceWords.words($0, gate.figure.unit)) } ?? .none, .text(verdict.hasFailed ? "failed" : "passed"),
        ])
      }
    }
    return table
  }

  private static func word(_ kind: StudyFigures.Fact.Kind) -> String {
    switch kind {
    case .manifest: "study"
    case .input: "input"
    case .price: "price"
    case .strategy: "setting"
    }
  }

  /// "7.9 % → 10.1 %", or one value where it is what it was or is known on one side only.
  private static func pair(_ change: StudyDifference.Change) -> Cell {
    let words = [change.before, change.after].compactMap { $0 }.map { DifferenceWords.words($0, change.figure.unit) }
    guard let last = words.last else { return .none }
    return .text(words[0] == last ? last : "\(words[0]) → \(last)")
  }

  private static func cell(_ value: Double?, _ change: StudyDifference.Change) -> Cell {
    value.map { .text(DifferenceWords.words($0, change.figure.unit)) } ?? .none
  }

  private static func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .none }
}
