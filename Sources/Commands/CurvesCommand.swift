public import ArgumentParser
import Caching
import Reporting
import Studies
import Traces

/// `hindcast curves`: hit ratios of caches of every size and TTL.
public struct CurvesCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "curves", abstract: "Hit ratio by size and by TTL, how soon repeats come, and how answers age.")

  @OptionGroup(title: "Logs") var logs: LogOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Keys") var keys: KeyOptions
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Curves of this policy too ('hindcast list policies'), by entries and by bytes; may be repeated.", valueName: "POLICY"))
  var policy: [String] = []
  @Option(
    help: ArgumentHelp(
      "Curves of each model, organisation, team, user or api_key with a store of its own; tenant is the first of these callers that the log has.",
      valueName: "FIELD"))
  var by: String?
  @Option(
    help: ArgumentHelp(
      "The share of the keys in each of four samples for curves by replays, up to 25%; 100% for exact ones. By itself: exact where it takes seconds.",
      valueName: "SHARE"))
  var sample: String?
  @OptionGroup(title: "Study") var study: StudyOptions
  @Option(help: ArgumentHelp("Also write the curves as a page.", valueName: "FILE")) var html: String?
  @Option(help: ArgumentHelp("Also write the pictures as one SVG.", valueName: "FILE")) var svg: String?
  @OptionGroup(title: "Output") var output: OutputOptions

  /// A command with nothing parsed yet.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    for name in policy where EvictionPolicy(rawValue: name) == nil {
      throw ValidationError("There is no policy '\(name)'; 'hindcast list policies' shows them all.")
    }
    if let by, !["tenant", "model", "organisation", "team", "user", "api_key"].contains(by) {
      throw ValidationError("--by is '\(by)'; write model, tenant, organisation, team, user or api_key.")
    }
    if let sample, share(sample).map({ ($0 > 0 && $0 <= 0.25) || $0 == 1 }) != true {
      throw ValidationError("--sample is '\(sample)'; write a share up to 25%, such as 5%, or 100% for exact curves.")
    }
  }

  /// Reads, counts, prints.
  public func run() throws {
    let selected = try selection.selection(dayOffset: study.dayOffset)
    let bench = Workbench(logs: logs, study: study)
    let prices = try bench.prices()
    var report: CurvesReport?
    var outputs = Outputs()
    try outputs.add(output.json) { report?.jsonText ?? "" }
    try outputs.add(output.csv) { report?.csv ?? "" }
    try outputs.add(output.markdown) { report?.markdown ?? "" }
    try outputs.add(html) { report?.html ?? "" }
    try outputs.add(svg) { report?.svg ?? "" }
    let loaded = try TraceLoader(options: logs, printing: output.printing).load(selected)
    let (audited, logged) = try bench.traffic(loaded, prices)
    var options = CurveOptions()
    options.policies = policy.reduce(into: []) { all, name in
      if let policy = EvictionPolicy(rawValue: name), !all.contains(policy) { all.append(policy) }
    }
    options.seed = study.seed
    options.threads = logs.threads ?? 2
    // A share of one: all requests whatever it takes.
    let asked = sample.flatMap { share($0) }
    options.sampling = asked.map { $0 == 1 ? .none : .share($0) } ?? .chosen
    let division = try by.map { try field($0, loaded.trace) }
    let made = Curves(
      audited, logged.withoutCache, key: keys.rule, scope: keys.sharing, by: division, options: options)
    report = CurvesReport(made)
    if !output.printing.quiet { try Terminal.print(CurvesReport(made).terminal(output.printing.style)) }
    try outputs.finish()
    if let failure = loaded.failure { throw failure }
  }

  /// The field that a division stands for.
  private func field(_ name: String, _ trace: Trace) throws -> KeyField {
    if name == KeyField.model.rawValue { return .model }
    let fields = name == "tenant" ? [.organisation, .team, .apiKey, .user] : [KeyField(rawValue: name)].compactMap { $0 }
    guard let field = fields.first(where: { trace.callers[$0]?.contains { $0 != 0 } ?? false }) else {
      let missing = name == "tenant" ? "organisation, team, API key or user" : name == "api_key" ? "API key" : name
      throw Failure(.usage, "--by \(name): the log names no \(missing); leave it out, or divide by model.")
    }
    return field
  }
}
