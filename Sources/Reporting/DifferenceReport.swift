import Duplicates
public import Studies
import Units

/// What changed between two studies, in every format. Functions of the value; nothing is written.
public struct DifferenceReport: Sendable {
  let difference: StudyDifference
  /// Gates with what they found.
  let gates: [(gate: Gate, verdicts: [Gate.Verdict])]

  /// The report of a difference, and of the gates that the later study must pass.
  public init(_ difference: StudyDifference, gates: [Gate] = []) {
    self.difference = difference
    self.gates = gates.map { ($0, $0.verdicts(on: difference)) }
  }

  /// For a terminal: what changed.
  public func terminal(_ style: TerminalStyle) -> String {
    var document = summary(level: 1, ofModels: 12)
    document.caveats(difference.newCaveats)
    if !standing.isEmpty {
      document.heading("Serious in both")
      for caveat in standing { document.paragraph(caveat.text) }
    }
    return document.terminal(style)
  }

  /// As GitHub-flavoured Markdown, fit for a pull request: what changed, and the rest folded away.
  public var markdown: String {
    let details = details.markdown()
    return summary(level: 3, ofModels: 0).markdown() + "\n<details>\n<summary>All figures</summary>\n\n\(details)\n</details>\n"
  }

  /// Schema `hindcast/diff/1`.
  public var jsonText: String { json.text() + "\n" }

  /// What the gates that failed say, a sentence each.
  public var failures: [String] {
    gates.flatMap { gate, verdicts in verdicts.filter(\.hasFailed).map { DifferenceWords.failure(gate, $0, of: difference.after.name) } }
  }

  /// What readers must know of both studies before they compare them.
  private var standing: [Caveat] { difference.standingCaveats.filter { $0.severity == .serious } }

  private func summary(level: Int, ofModels limit: Int) -> Document {
    var document = Document()
    document.heading("\(difference.before.name) → \(difference.after.name)", level: level)
    document.paragraph(DifferenceWords.headline(difference))
    document.table(DifferenceTables.gates(gates))
    document.table(DifferenceTables.strategies(difference, onlyChanges: true))
    let alone = DifferenceWords.alone(difference)
    if !alone.isEmpty { document.paragraph(alone) }
    for strategy in difference.strategies where limit > 0 && strategy.isInBoth && strategy.models.contains(where: \.isChanged) {
      document.heading("\(strategy.name) by model", level: level + 1)
      document.table(DifferenceTables.models(strategy, limit: limit))
    }
    document.heading("What else changed", level: level + 1)
    document.paragraph(DifferenceWords.same(difference))
    document.table(DifferenceTables.facts(difference, inputLimit: 5))
    return document
  }

  private var details: Document {
    var document = Document()
    document.table(DifferenceTables.strategies(difference, onlyChanges: false))
    for strategy in difference.baselines + difference.strategies where strategy.models.count > 1 {
      document.heading("\(strategy.name) by model", level: 4)
      document.table(DifferenceTables.models(strategy, limit: .max))
    }
    document.heading("Inputs, prices and settings that changed", level: 4)
    document.table(DifferenceTables.facts(difference, inputLimit: .max))
    for (title, caveats) in [
      ("Caveats that are new", difference.newCaveats), ("Caveats that are gone", difference.goneCaveats),
      ("Caveats of both", difference.standingCaveats),
    ]
    where !caveats.isEmpty {
      document.heading(title, level: 4)
      for caveat in caveats { document.paragraph(caveat.text) }
    }
    return document
  }
}
