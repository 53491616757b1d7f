public import ArgumentParser
import Duplicates
import Reporting
import Studies

/// `hindcast report`: the study in four files.
public struct ReportCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "report", abstract: "A report that convinces: report.html, report.md, report.csv and report.json.")

  @OptionGroup(title: "Logs") var logs: LogOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Strategies") var strategies: StrategyOptions
  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to; made where it is missing.", valueName: "DIR")) var output: String
  @OptionGroup(title: "Vectors") var embeddings: EmbeddingOptions
  @Flag(help: "Compare prompts by their keys alone: nothing of templated and semantic classes, in less time and memory.")
  var keysOnly = false
  @OptionGroup(title: "Study") var study: StudyOptions
  @OptionGroup(title: "Money") var money: MoneyOptions
  @OptionGroup(title: "Output") var said: OutputOptions

  /// A command with nothing parsed yet.
  public init() {}

  /// Reads, replays, writes.
  public func run() throws {
    let choice = try strategies.resolve(try money.infrastructure())
    let chosen = choice.strategies
    let bench = Workbench(logs: logs, study: study, money: money, choice: choice)
    let prices = try bench.prices()
    let selected = try selection.selection(dayOffset: study.dayOffset)
    try makeFolder(output)
    var report: StudyReport?
    var outputs = Outputs()
    try outputs.add(output + "/report.html") { report?.html ?? "" }
    try outputs.add(output + "/report.md") { report?.markdown ?? "" }
    try outputs.add(output + "/report.csv") { report?.csv ?? "" }
    try outputs.add(output + "/report.json") { report?.jsonText ?? "" }
    try outputs.add(said.json) { report?.jsonText ?? "" }
    try outputs.add(said.csv) { report?.csv ?? "" }
    try outputs.add(said.markdown) { report?.markdown ?? "" }

    let focus = try bench.focusFiles(chosen)
    let loaded = try TraceLoader(
      options: logs, printing: said.printing, textsAreFor: StrategyChoice.needOfTexts(chosen), wantsTexts: !keysOnly,
      meaning: MeaningNeeds(chosen, choice.arguments), embeddings: embeddings
    ).load(selected)
    let texts =
      keysOnly ? nil : LoggedTexts(lastUserMessages: loaded.texts, systemPrompts: loaded.systemPrompts, answers: loaded.answers)
    var (made, logged) = try bench.study(loaded, chosen, prices, texts: texts)
    made.whatIf = try bench.whatIf(made, logged, prices)
    report = StudyReport(withFiles: made)
    try bench.write(focus, made, logged, prices)
    try outputs.finish()
    if !said.printing.quiet, let report {
      try Terminal.print(report.headline + "\n\nWritten: \(output)/report.{html,md,csv,json}\n")
    }
    if let failure = loaded.failure { throw failure }
  }
}
