public import ArgumentParser
import Reporting
import Scenarios
import Simulation
import Studies
import Traces
import Units

/// `hindcast advise`: the best configuration within limits.
public struct AdviseCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "advise", abstract: "The configuration that saves most within limits, how sure that is, and its files to deploy.",
    discussion: """
      Searches the settings of each product. Wrong answers are those expected of near and semantic hits; answers are out of date as the \
      answers of the log itself went out of date.

        hindcast advise logs/ --max-wrong 0.1% --max-stale 1% --emit deploy/
        hindcast advise logs/ --products redis,cloudflare --scope user
      """)

  @OptionGroup(title: "Logs") var logs: LogOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most expected wrong answers, as a share of the requests, such as 0.1%.", valueName: "SHARE"))
  var maxWrong: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The most answers out of date, as a share of the requests, such as 1%.", valueName: "SHARE")
  )
  var maxStale: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("The greatest P95 of the latency, such as 2s.", valueName: "TIME"))
  var maxP95: String?
  @Option(
    help: ArgumentHelp("Who may share answers at the most: \(Scope.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "SCOPE"))
  var scope: String = "global"
  @Option(
    help: ArgumentHelp(
      "The products to choose from, by commas: \(Product.all.map(\.name).joined(separator: ", ")). Without it, all.", valueName: "NAMES"))
  var products: String?
  @Option(help: ArgumentHelp("Write the winner's configuration to this folder; made where it is missing.", valueName: "DIR"))
  var emit: String?
  @Flag(help: ByWords.help) var byWords = false
  @OptionGroup(title: "Vectors") var embeddings: EmbeddingOptions
  @OptionGroup(title: "Study") var study: StudyOptions
  @Option(
    name: .customLong("infrastructure"), parsing: .singleValue,
    help: ArgumentHelp("Prices of stores that the built-in list lacks or has otherwise (CSV); may be repeated.", valueName: "FILE"))
  var infrastructureFiles: [String] = []
  @Option(help: ArgumentHelp("Also write the advice as a page.", valueName: "FILE")) var html: String?
  @OptionGroup(title: "Output") var output: OutputOptions

  /// A command with nothing parsed yet.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    for (option, text) in [("--max-wrong", maxWrong), ("--max-stale", maxStale)] {
      if let text, share(text) == nil { throw ValidationError("\(option) is '\(text)'; write a share such as 0.1% or 0.001.") }
    }
    if let maxP95, Quantity.duration(maxP95) == nil {
      throw ValidationError("--max-p95 is '\(maxP95)'; write a time such as 2s or 800ms.")
    }
    guard Scope(rawValue: scope) != nil else {
      throw ValidationError("--scope is '\(scope)'; write one of \(Scope.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    for name in names where Product.named(name) == nil {
      throw ValidationError("There is no product '\(name)': \(Product.suggestion(for: name))")
    }
    guard !names.isEmpty else { throw ValidationError("--products names none; write for example redis,cloudflare.") }
  }

  private var names: [String] {
    guard let products else { return Product.all.map(\.name) }
    return products.split(separator: ",").map { String($0.drop { $0 == " " }) }
  }

  /// Reads, searches, prints, writes.
  public func run() throws {
    let bench = Workbench(logs: logs, study: study)
    let prices = try bench.prices()
    let infrastructure = try Workbench.infrastructure(infrastructureFiles)
    let selected = try selection.selection(dayOffset: study.dayOffset)
    if let emit { try makeFolder(emit) }
    var report: AdviceReport?
    var outputs = Outputs()
    try outputs.add(output.json) { report?.jsonText ?? "" }
    try outputs.add(output.csv) { report?.csv ?? "" }
    try outputs.add(output.markdown) { report?.markdown ?? "" }
    try outputs.add(html) { report?.html ?? "" }

    // What is compared does not depend on sizes and lives.
    let compared =
      comparesMeaning ? all(in: room(held: 0, span: Microseconds(seconds: 86_400))).candidates.map { presetName($0.strategy) } : []
    let loader = TraceLoader(options: logs, printing: output.printing, meaning: MeaningNeeds(compared), embeddings: embeddings)
    let loaded = try loader.load(selected)
    let (audited, logged) = try bench.traffic(loaded, prices)
    let (candidates, skipped) = candidates(logged)
    guard !candidates.isEmpty else {
      throw Failure(.usage, skipped.first?.reason ?? "There is no configuration to choose from.")
    }
    let limits = Constraints(
      wrong: maxWrong.flatMap { share($0) }, stale: maxStale.flatMap { share($0) }, p95: maxP95.flatMap(Quantity.duration))
    let adviser = Adviser(
      audited, logged, infrastructure: infrastructure, constraints: limits, threads: logs.threads ?? 2,
      sampler: { try bench.sample($0, of: loaded, prices) })
    let line = WorkLine("Trying", isShown: !output.printing.quiet && !output.printing.noProgress && Terminal.showsProgress)
    let advice: Advice
    do {
      defer { line.clear() }
      advice = try adviser.advise(candidates, skipped: skipped) { line.show($0, of: $1) }
    } catch let error as StrategyError {
      throw Failure(.bug, "\(error); please report this: it is a fault of Hindcast, not of your log.")
    }
    let settings = advice.choices.map { Product.named($0.candidate.product)?.settings(of: $0.candidate.strategy) ?? "" }
    let made = AdviceReport(advice, settings: settings)
    report = made
    if !output.printing.quiet { try Terminal.print(made.terminal(output.printing.style)) }
    try outputs.finish()
    if let emit { try write(advice, to: emit) }
    if let failure = loaded.failure { throw failure }
  }

  /// Whether prompts are compared, so that products that answer by meaning can be tried.
  private var comparesMeaning: Bool { byWords || embeddings.embeddings != nil || embeddings.embedUrl != nil }

  /// A candidate under the name of a preset that compares as it does: what `compile -s` takes.
  private func presetName(_ strategy: Strategy) -> Strategy {
    var out = strategy
    if let preset = Presets.all.first(where: { $0.semantic?.view == strategy.semantic?.view && $0.semantic?.measure == .embedding }) {
      out.name = preset.name + (byWords ? " --by-words" : "")
    }
    return out
  }

  private func room(held: Int, span: Microseconds) -> CandidateRoom {
    CandidateRoom(scope: Scope(rawValue: scope) ?? .global, held: held, span: span)
  }

  /// The candidates of all products.
  private func all(in room: CandidateRoom) -> (candidates: [Candidate], skipped: [Advice.Skipped]) {
    var all: [Candidate] = []
    var skipped: [Advice.Skipped] = []
    for product in names.compactMap({ Product.named($0) }) where !all.contains(where: { $0.product == product.name }) {
      let (made, left) = product.candidates(in: room)
      all += zip(made, ByWords.applied(byWords, to: made.map(\.strategy))).map { Candidate(product: $0.product, strategy: $1) }
      skipped += left
    }
    return (all, skipped)
  }

  /// The candidates that can be tried on some traffic.
  private func candidates(_ logged: LoggedTraffic) -> ([Candidate], [Advice.Skipped]) {
    let traffic = logged.withoutCache
    let span = traffic.trace.span.map { Microseconds($0.upperBound - $0.lowerBound) } ?? .zero
    var (all, skipped) = all(in: room(held: CountableRequests(traffic, key: .exact, scope: .global).heldBytes, span: span))
    guard !comparesMeaning, traffic.graphs.isEmpty else { return (all, skipped) }
    for product in names {
      let count = all.count { $0.product == product && $0.strategy.semantic != nil }
      guard count > 0 else { continue }
      skipped.append(
        Advice.Skipped(
          product: product, count: count,
          reason: "compare prompts by meaning: give vectors (--embeddings, --embed-url), or --by-words"))
    }
    all.removeAll { $0.strategy.semantic != nil }
    return (all, skipped)
  }

  /// Writes the winner's configuration; nothing where no cache is advised.
  private func write(_ advice: Advice, to folder: String) throws {
    guard let winner = advice.winner, let product = Product.named(advice.choices[winner].candidate.product) else {
      if !output.printing.quiet { Terminal.warn("Nothing is written to \(folder): no configuration is advised.") }
      return
    }
    let files = product.configuration(
      of: advice.choices[winner].candidate.strategy, version: Hindcast.version, peak: advice.choices[winner].result.peakBytes)
    for each in files {
      let file = try OutputFile(folder + "/" + each.name)
      try file.write(each.text)
      try file.finish()
    }
    if !output.printing.quiet { try Terminal.print("\nWritten: \(folder)/{\(files.map(\.name).joined(separator: ","))}\n") }
  }
}
