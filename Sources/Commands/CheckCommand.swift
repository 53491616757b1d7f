public import ArgumentParser
import Reporting
import Scenarios
import Studies

/// `hindcast check`: could these claimed figures be true together?
public struct CheckCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Could these claimed figures (hit rate, latencies, saving) be true together?",
    discussion: """
      Holds the figures of a claims file against one another and against the bounds that follow from them: refuted, possible, or \
      undecided and what is missing. Exit code 1 where a claim is refuted.

        hindcast check Datasets/claims/edge-cache.yaml
        hindcast check claims.csv    a row for each strategy, and one called baseline
        hindcast check --fields      explains every field of a claims file
      """)

  @Argument(
    help: ArgumentHelp(
      "The claims (YAML, or CSV with the fields of a strategy as columns; Datasets/claims has examples).", valueName: "CLAIMS")) var claims:
    String?
  @Flag(help: "Refute only what holds whichever requests are cached, be it the slowest or the dearest.") var whateverIsCached = false
  @Flag(help: "Explain the fields of a claims file.") var fields = false
  @OptionGroup(title: "Output") var output: OutputOptions

  /// A command with nothing parsed yet.
  public init() {}

  /// One of the two must be there.
  public func validate() throws {
    if claims == nil, !fields { throw ValidationError("Name a claims file, or ask for --fields.") }
  }

  /// Reads, checks, prints; fails where a claim is refuted.
  public func run() throws {
    let style = output.printing.style
    guard let claims else {
      return try Terminal.print(FieldsText.render(ClaimsFile.reference, style: style))
    }
    let check: ClaimCheck
    do {
      let text = try text(of: claims)
      let isTable = claims.hasSuffix(".csv")
      check = try ClaimCheck(isTable ? try ClaimsFile.read(csv: text, file: claims) : try ClaimsFile.read(text, file: claims))
    } catch let error as ScenarioError {
      throw Failure(.usage, "\(error)")
    }
    let premise: Premise = whateverIsCached ? .anyHits : .independent
    let report = ClaimsReport(check, premise: premise, version: Hindcast.version)
    var outputs = Outputs()
    try outputs.add(output.json) { report.jsonText }
    try outputs.add(output.csv) { report.csv }
    try outputs.add(output.markdown) { report.markdown }
    if !output.printing.quiet { try Terminal.print(report.terminal(style)) }
    try outputs.finish()
    if !check.subjects(.refuted, under: premise).isEmpty { throw Failure(.gate, report.summary) }
  }
}
