public import ArgumentParser
import Duplicates
import Pricing
import Reporting
import Scenarios
import Simulation
import Studies
import Traces
import Units

/// `hindcast verify`: what a study predicted, against what production then did.
public struct VerifyCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "What a study predicted, against what a later log says that production did, and why they differ.",
    discussion: """
      The study is the JSON of 'hindcast replay' or 'hindcast report'; the later log was written behind the cache that it led to. The same \
      strategy is replayed on the later log, at the prices of the study and at those of now, so that what differs has a cause: the traffic \
      (volume, mix, size, speed, repeats), prices, or the cache itself, which does otherwise than was replayed.

        hindcast verify october-report/report.json december/*.jsonl.zst -s ttl-24h
        hindcast verify study.json later.jsonl -s cache.yaml --prices new-prices.csv
      """)

  @Argument(help: ArgumentHelp("The study (JSON).", valueName: "STUDY.json")) var studyFile: String
  @OptionGroup(title: "Logs") var logs: LogOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @Option(
    name: [.customShort("s"), .customLong("strategy")],
    help: ArgumentHelp(
      "Which strategy of the study was put in place: its name, or the YAML file that defines it (default: the only one).",
      valueName: "STRATEGY")) var strategy: String?
  @Flag(help: ByWords.help) var byWords = false
  @OptionGroup(title: "Vectors") var embeddings: EmbeddingOptions
  @OptionGroup(title: "Study") var study: StudyOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  /// A command with nothing parsed yet.
  public init() {}

  /// Reads, replays, compares, prints.
  public func run() throws {
    let file = try StudyFile.read(studyFile)
    let choice = try strategy.map { try StrategyChoice([$0], prices: nil).byWords(byWords) }
    let named = choice?.strategies
    if let named, named.count > 1 {
      throw Failure(.usage, "\(strategy ?? "") has \(named.count) strategies; name the file of the one that was put in place.")
    }
    let prediction = try Prediction(file, path: studyFile, strategy: named?[0].name)
    let chosen = ByWords.applied(byWords, to: [try named?[0] ?? definition(prediction.strategy.name)])[0]
    var report: VerificationReport?
    var outputs = Outputs()
    try outputs.add(output.json) { report?.jsonText ?? "" }
    try outputs.add(output.csv) { report?.csv ?? "" }
    try outputs.add(output.markdown) { report?.markdown ?? "" }

    let bench = Workbench(logs: logs, study: study, money: try MoneyOptions.parse([]), choice: choice ?? StrategyChoice())
    let selected = try selection.selection(dayOffset: study.dayOffset)
    let need = StrategyChoice.needOfTexts([chosen])
    let loaded = try TraceLoader(
      options: logs, printing: output.printing, textsAreFor: need, meaning: MeaningNeeds([chosen], choice?.arguments ?? [:]),
      embeddings: embeddings
    ).load(selected)
    let made = try verification(prediction, chosen, loaded, bench)
    let facts = VerificationReport.Facts(
      study: lastComponent(studyFile), version: Hindcast.version, seed: study.seed, prices: try bench.prices().name,
      inputs: loaded.trace.log.sources.map(\.name))
    report = VerificationReport(made, facts: facts)
    if !output.printing.quiet { try Terminal.print(VerificationReport(made, facts: facts).terminal(output.printing.style)) }
    try outputs.finish()
    if let failure = loaded.failure { throw failure }
  }

  private func definition(_ name: String) throws -> Strategy {
    guard let preset = Presets.named(name) else {
      throw Failure(.usage, "\"\(name.prefix(60))\" is no preset; give the file that defines it with -s, to replay it on the later log.")
    }
    return preset
  }

  private func verification(
    _ prediction: Prediction, _ chosen: Strategy, _ loaded: TraceLoader.Loaded, _ bench: Workbench
  ) throws -> StudyVerification {
    let prices = try bench.prices()
    let (now, logged) = try bench.study(loaded, [chosen], prices)
    let (book, changed) = prices.book.frozen(at: prediction.prices)
    let before =
      changed.isEmpty ? now : try bench.study(loaded, [chosen], PriceTable(book: book, list: nil, name: "prices of the study")).study
    var caveats = now.caveats.filter { Self.keptCaveats.contains($0.id) }
    if !now.hadCache {
      caveats.insert(
        Caveat(
          id: "verify-no-hits", severity: .serious,
          text: "The later log says of no request that a cache answered it: either none was there, or this log does not tell."), at: 0)
    }
    let settings = try Self.settings(now)
    let stored = prediction.strategy.settings?.values ?? []
    let different = settings.filter { setting in !stored.isEmpty && !stored.contains { $0 == setting } }
    if let first = different.first {
      let was = stored.first { $0.path == first.path }?.value ?? "not there"
      caveats.insert(
        Caveat(
          id: "verify-settings", severity: .careful,
          text: "“\(chosen.name)” is not configured as in the study: \(first.path) is \(first.value), and was \(was)."
            + (different.count > 1 ? " \(counted(different.count - 1, "setting")) more differ." : "")
            + " What that changes counts as a change of the traffic."), at: 0)
    }
    do {
      let agreement = try Agreement(chosen, logged, seed: study.seed)
      return StudyVerification(
        strategy: chosen.name, predicted: prediction.standings, replayed: Standings(before.strategies[0], of: before),
        repriced: Standings(now.strategies[0], of: now), actual: Standings(asLogged: now, logged), agreement: agreement, caveats: caveats)
    } catch let error as StrategyError {
      throw Failure(.usage, "\(error)")
    }
  }

  /// Of the caveats of the later study those that bear on a comparison; the others are about savings.
  private static let keptCaveats: Set<String> = [
    "attempts-merged", "bad-records", "coarse-times", "durations-estimated", "file-broken", "format-doubtful", "month-from-few-days",
    "month-from-part-of-a-day", "no-content", "no-month", "no-times", "prices-suspicious", "provisioned-capacity", "selection", "short-log",
    "unpriced-models", "usage-estimated",
  ]

  /// How the strategy is configured, as the study's own file would tell it.
  private static func settings(_ made: Study) throws -> [(path: String, value: String)] {
    try StudyFile.decode(StudyReport(made).jsonText, path: "study").strategies.first?.settings?.values ?? []
  }
}
