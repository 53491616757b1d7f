import Duplicates
import Studies
import Units

extension DifferenceReport {
  /// Schema `hindcast/diff/1` (Reports/schemas/diff.json).
  var json: JSONTree {
    .object([
      ("schema", .string("hindcast/diff/1")), ("before", .string(difference.before.name)), ("after", .string(difference.after.name)),
      ("baselines", .array(difference.baselines.map { JSONTree($0) })), ("strategies", .array(difference.strategies.map { JSONTree($0) })),
      ("circumstances", .array(difference.facts.map { JSONTree($0) })), ("new_caveats", JSONTree(difference.newCaveats)),
      ("gone_caveats", JSONTree(difference.goneCaveats)),
      ("standing_caveats", JSONTree(difference.standingCaveats)), ("gates", .array(gates.map { JSONTree($0.gate, $0.verdicts) })),
    ])
  }
}

extension JSONTree {
  fileprivate init(_ strategy: StudyDifference.Strategy) {
    self = .object([
      ("strategy", .string(strategy.name)), ("is_bound", .bool(strategy.isBound)), ("is_changed", .bool(strategy.isChanged)),
      ("total", JSONTree(strategy.total)), ("models", .array(strategy.models.map { JSONTree($0) })),
    ])
  }

  private init(_ row: StudyDifference.Row) {
    self = .object([
      ("name", .string(row.name)), ("in_before", .bool(row.before != nil)), ("in_after", .bool(row.after != nil)),
      ("figures", .object(row.figures.map { ($0.figure.rawValue, JSONTree($0)) })),
    ])
  }

  private init(_ change: StudyDifference.Change) {
    func number(_ value: Double?) -> JSONTree {
      value.map { .number($0, decimals: DifferenceWords.decimals(change.figure.unit)) } ?? .null
    }
    self = .object([
      ("before", number(change.before)), ("after", number(change.after)), ("change", number(change.absolute)),
      ("relative_change", change.relative.map { .number($0, decimals: 9) } ?? .null),
    ])
  }

  fileprivate init(_ fact: StudyDifference.FactChange) {
    self = .object([
      ("kind", .string(fact.kind.rawValue)), ("name", .string(fact.name)), ("before", fact.before.map { .string($0) } ?? .null),
      ("after", fact.after.map { .string($0) } ?? .null),
    ])
  }

  fileprivate init(_ gate: Gate, _ verdicts: [Gate.Verdict]) {
    self = .object([
      ("fail_if", .string(gate.description)), ("failed", .bool(verdicts.contains(where: \.hasFailed))),
      (
        "verdicts",
        .array(
          verdicts.map { verdict in
            .object([
              ("strategy", verdict.strategy.map { .string($0) } ?? .null),
              ("value", verdict.value.map { .number($0, decimals: DifferenceWords.decimals(gate.figure.unit)) } ?? .null),
              ("failed", .bool(verdict.hasFailed)),
            ])
          })
      ),
    ])
  }
}
