public import ArgumentParser
import Pricing
import Reporting
import Scenarios
import Simulation
import Studies
import Units

/// `hindcast sweep`: a grid of strategies over one log.
public struct SweepCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Strategies with many settings: which saves most, and at what price in time and risk.",
    discussion: """
      Every field of a strategy file can be varied; tiers go by name or number, and a field of tiers alone means every tier. With --out \
      FILE a sweep that was cut off goes on where it was.

        hindcast sweep logs/ -s ttl-1h --vary ttl=5m,1h,24h --vary capacity=10MB,1GB
        hindcast sweep logs/ -s litellm-redis \\
          --vary tiers.memory.capacity=100..1600*2
        hindcast sweep logs/ -s redisvl-semantic --embeddings vectors.jsonl \\
          --vary semantic.threshold=0.05..0.2/0.05

      A threshold is in the product's own number: RedisVL's is a distance, so a greater one finds more.
      """)

  @OptionGroup(title: "Logs") var logs: LogOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Strategies") var strategies: StrategyOptions
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A field and its values, each of which may be a range FROM..TO/STEP or FROM..TO*FACTOR; repeat it for a grid.",
      valueName: "FIELD=VALUE,…"))
  var vary: [String] = []
  @Option(
    help: ArgumentHelp(
      "Append each result to this file as it comes (JSON lines), and take from it what is known already.", valueName: "FILE"))
  var out: String?
  @OptionGroup(title: "Vectors") var embeddings: EmbeddingOptions
  @OptionGroup(title: "Study") var study: StudyOptions
  @Option(
    name: .customLong("infrastructure"), parsing: .singleValue,
    help: ArgumentHelp("Prices of stores that the built-in list lacks or has otherwise (CSV); may be repeated.", valueName: "FILE"))
  var infrastructureFiles: [String] = []
  @Option(help: ArgumentHelp("Also write the sweep as a page with frontier and maps.", valueName: "FILE")) var html: String?
  @Option(help: ArgumentHelp("Also write the pictures as one SVG.", valueName: "FILE")) var svg: String?
  @OptionGroup(title: "Output") var output: OutputOptions

  /// A command with nothing parsed yet.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    for text in vary {
      do {
        _ = try Variation(text)
      } catch {
        throw ValidationError("\(error)")
      }
    }
  }

  /// Reads, replays, prints.
  public func run() throws {
    let infrastructure = try Workbench.infrastructure(infrastructureFiles)
    let choice = try strategies.resolve(infrastructure)
    let chosen = choice.strategies
    let (axes, points, unfit) = try grid(chosen)
    let bench = Workbench(logs: logs, study: study)
    let prices = try bench.prices()
    let selected = try selection.selection(dayOffset: study.dayOffset)
    var report: SweepReport?
    var outputs = Outputs()
    try outputs.add(output.json) { report?.jsonText ?? "" }
    try outputs.add(output.csv) { report?.csv ?? "" }
    try outputs.add(output.markdown) { report?.markdown ?? "" }
    try outputs.add(html) { report?.html ?? "" }
    try outputs.add(svg) { report?.svg ?? "" }
    let store = try out.map { try SweepStore($0) }
    if let store, store.unreadable > 0, !output.printing.quiet {
      Terminal.warn("\(out ?? ""): \(counted(store.unreadable, "line")) cannot be read and are passed over; what they held is replayed.")
    }

    let loader = TraceLoader(
      options: logs, printing: output.printing, textsAreFor: StrategyChoice.needOfTexts(chosen),
      meaning: MeaningNeeds(points.map(\.strategy)), embeddings: embeddings)
    let loaded = try loader.load(selected)
    let (audited, logged) = try bench.traffic(loaded, prices, for: points.map(\.strategy))
    let plan = SweepPlan(
      axes: axes, points: points, unfit: unfit, audited: audited, logged: logged, infrastructure: infrastructure)
    guard !plan.points.isEmpty else {
      throw Failure(
        .usage, "None of the strategies can be replayed on this log: \(plan.skipped.first.map { "\($0.name): \($0.reason)" } ?? "")")
    }
    let sweep = try run(plan, store, logged, infrastructure)
    report = SweepReport(sweep)
    if !output.printing.quiet { try Terminal.print(SweepReport(sweep).terminal(output.printing.style)) }
    try outputs.finish()
    if let failure = loaded.failure { throw failure }
  }

  private func grid(_ strategies: [Strategy]) throws -> ([SweepAxis], [SweepPoint], [Sweep.Skipped]) {
    do {
      let variations = try vary.map { try Variation($0) }
      let (points, unfit) = try Variation.grid(strategies, variations)
      return (variations.map { SweepAxis(name: $0.path, values: $0.values) }, points, unfit)
    } catch let error as ScenarioError {
      throw Failure(.usage, "\(error)")
    }
  }

  private func run(
    _ plan: SweepPlan, _ store: SweepStore?, _ logged: LoggedTraffic, _ infrastructure: InfrastructurePrices
  ) throws -> Sweep {
    var keys: [String] = []
    var known: [Int: BriefResult] = [:]
    if let store {
      let digest = TrafficDigest(
        logged, month: plan.month, infrastructure: infrastructure, seed: study.seed, version: Hindcast.version)
      keys = plan.points.map { digest.key($0.strategy) }
      Interruption.keepsResults = true
      for (index, key) in keys.enumerated() { known[index] = store.known[key] }
    }
    let line = WorkLine("Sweeping", isShown: !output.printing.quiet && !output.printing.noProgress && Terminal.showsProgress)
    defer { line.clear() }
    let missing = plan.points.count - known.count
    var done = 0
    do {
      return try plan.run(known: known, threads: logs.threads ?? 2) { index, result in
        done += 1
        line.show(done, of: missing)
        try store?.add(keys[index], plan.points[index].strategy.name, result)
      }
    } catch let error as StrategyError {
      if case .invalid = error { throw Failure(.usage, "\(error)") }
      throw Failure(.bug, "\(error); please report this: it is a fault of Hindcast, not of your log.")
    }
  }
}
