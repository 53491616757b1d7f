public import ArgumentParser
import Reporting
import Studies

/// `hindcast diff`: what changed between two studies, and whether it may.
public struct DiffCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "What changed between two studies, and gates for continuous integration.",
    discussion: """
      Studies are the JSON of 'hindcast replay' or 'hindcast report'. A gate is a figure by its JSON name, an operator (< <= > >= == !=) and a
      number; it is asked of every strategy of B, or of the one before its name; with delta. it is asked of the change from A:

        hindcast diff last-month.json this-month.json --fail-if 'saving_usd < 1000' --fail-if 'delta.ttl-1h.p95_ms > 50'
      """)

  @Argument(help: ArgumentHelp("The earlier study.", valueName: "A.json")) var before: String
  @Argument(help: ArgumentHelp("The later study.", valueName: "B.json")) var after: String
  @Option(
    name: .customLong("fail-if"), parsing: .singleValue,
    help: ArgumentHelp("Exit with 1 if this is so of B, or cannot be said; may be repeated.", valueName: "GATE"))
  var failIf: [String] = []
  @Option(help: ArgumentHelp("Also write the result as JSON (schema hindcast/diff/1).", valueName: "FILE")) var json: String?
  @Option(help: ArgumentHelp("Also write the result as Markdown, fit for a pull request.", valueName: "FILE")) var markdown: String?
  @Flag(help: "Print nothing but errors.") var quiet = false
  @Flag(help: "Print without colours (also: NO_COLOR).") var noColor = false

  /// A command with nothing parsed yet.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws { _ = try gates() }

  /// Reads, compares, prints.
  public func run() throws {
    var report: DifferenceReport?
    var outputs = Outputs()
    try outputs.add(json) { report?.jsonText ?? "" }
    try outputs.add(markdown) { report?.markdown ?? "" }

    var (from, to) = (try StudyFigures(path: before), try StudyFigures(path: after))
    (from.name, to.name) = Self.names(before, after)
    let difference = StudyDifference(from: from, to: to)
    let gates = try gates()
    let known = (difference.baselines + difference.strategies).map(\.name)
    for gate in gates {
      guard let strategy = gate.strategy, !known.contains(strategy) else { continue }
      let names = known.prefix(20).map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")
      throw Failure(.usage, "--fail-if '\(gate)': no strategy of the two studies is called \"\(strategy)\"; there are: \(names).")
    }
    let made = DifferenceReport(difference, gates: gates)
    report = made
    if !quiet {
      try Terminal.print(made.terminal(TerminalStyle(width: Terminal.width, hasColor: Terminal.hasColor(noColor: noColor))))
    }
    try outputs.finish()
    let failures = made.failures
    if !failures.isEmpty { throw Failure(.gate, failures.joined(separator: " ")) }
  }

  /// What two studies are called: by as much from the end of their paths as tells them apart.
  static func names(_ a: String, _ b: String) -> (String, String) {
    let (x, y) = (a.split(separator: "/"), b.split(separator: "/"))
    let most = max(x.count, y.count, 1)
    for count in 1...most {
      let names = (x.suffix(count).joined(separator: "/"), y.suffix(count).joined(separator: "/"))
      if names.0 != names.1 { return names }
    }
    return (a, b)
  }

  private func gates() throws -> [Gate] {
    try failIf.map { text in
      do {
        return try Gate(text)
      } catch {
        throw ValidationError("--fail-if '\(text)', \(error)")
      }
    }
  }
}
