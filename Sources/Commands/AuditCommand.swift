public import ArgumentParser
import Reporting
import Traces

/// `hindcast audit`: what repeats, what it costs, what is wrong with the log.
public struct AuditCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "What repeats, what it costs, and what is wrong with the log.")

  @OptionGroup(title: "Logs") var logs: LogOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @Option(help: ArgumentHelp("Who shares answers: \(Scope.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "SCOPE"))
  var scope: Scope = .global
  @Flag(help: "Show the text of repeated prompts (they are fingerprints otherwise).") var showPrompts = false
  @OptionGroup(title: "Study") var study: StudyOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  /// A command with nothing parsed yet.
  public init() {}

  /// Reads, audits, prints.
  public func run() throws {
    let bench = Workbench(logs: logs, study: study)
    let prices = try bench.prices()
    let selected = try selection.selection(dayOffset: study.dayOffset)
    var report: AuditReport?
    var outputs = Outputs()
    try outputs.add(output.json) { report?.jsonText ?? "" }
    try outputs.add(output.csv) { report?.csv ?? "" }
    try outputs.add(output.markdown) { report?.markdown ?? "" }

    let loaded = try TraceLoader(options: logs, printing: output.printing, textsAreFor: showPrompts ? "--show-prompts" : nil).load(selected)
    let made = AuditReport(bench.audit(loaded.trace, prices, scope: scope), prompts: loaded.texts)
    report = made
    if !output.printing.quiet { try Terminal.print(made.terminal(output.printing.style)) }
    try outputs.finish()
    if let failure = loaded.failure { throw failure }
  }
}

extension Scope: ExpressibleByArgument {}
