public import ArgumentParser
import Reporting
import Studies

/// `hindcast replay`: hit rate, latency and monthly cost of strategies.
public struct ReplayCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Hit rate, P50/P95/P99 and monthly cost per model, strategy by strategy.")

  @OptionGroup(title: "Logs") var logs: LogOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Strategies") var strategies: StrategyOptions
  @Option(
    help: ArgumentHelp(
      "Write one row per request and strategy (CSV, or JSON lines by the name; compressed if it ends in .zst).", valueName: "FILE"))
  var requests: String?
  @OptionGroup(title: "Vectors") var embeddings: EmbeddingOptions
  @OptionGroup(title: "Study") var study: StudyOptions
  @OptionGroup(title: "Money") var money: MoneyOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  /// A command with nothing parsed yet.
  public init() {}

  /// Reads, replays, prints.
  public func run() throws {
    let choice = try strategies.resolve(try money.infrastructure())
    let chosen = choice.strategies
    let bench = Workbench(logs: logs, study: study, money: money, choice: choice)
    let prices = try bench.prices()
    let selected = try selection.selection(dayOffset: study.dayOffset)
    var report: StudyReport?
    var outputs = Outputs()
    try outputs.add(output.json) { report?.jsonText ?? "" }
    try outputs.add(output.csv) { report?.csv ?? "" }
    try outputs.add(output.markdown) { report?.markdown ?? "" }
    let rows = try requests.map { try OutputFile($0) }
    let focus = try bench.focusFiles(chosen)

    let loader = TraceLoader(
      options: logs, printing: output.printing, textsAreFor: StrategyChoice.needOfTexts(chosen),
      meaning: MeaningNeeds(chosen, choice.arguments),
      embeddings: embeddings)
    let loaded = try loader.load(selected)
    let (made, logged) = try bench.study(loaded, chosen, prices)
    report = StudyReport(withFiles: made)
    if !output.printing.quiet { try Terminal.print(StudyReport(withFiles: made).terminal(output.printing.style)) }
    if let rows, let requests {
      try RequestRows(logged, seed: study.seed, path: requests).write(chosen, to: rows)
      try rows.finish()
    }
    try bench.write(focus, made, logged, prices)
    try outputs.finish()
    if let failure = loaded.failure { throw failure }
  }
}
