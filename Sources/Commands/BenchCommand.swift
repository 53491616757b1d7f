public import ArgumentParser
import Reporting
import Scenarios
import Studies

/// `hindcast bench`: a suite of logs and strategies, held against its last stored results; or how fast this machine is.
public struct BenchCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "A suite of logs and strategies, held against its stored results; --speed measures this machine.",
    discussion: """
      Replays every strategy of a suite on every log of it, compares all figures with the results that were stored last, and exits with 1 \
      where one is otherwise. Results hold no time that anything took: the same program, suite and prices give the same bytes.

        hindcast bench                           the standard suite, every preset
        hindcast bench my-suite.yaml -o bench/   writes bench.html, .md, .csv, .json
        hindcast bench my-suite.yaml --accept    stores the results for later runs
        hindcast bench --speed                   ingest and replay on this machine
      """)

  @Argument(help: ArgumentHelp("The suite (YAML; 'hindcast bench --fields' explains it).", valueName: "SUITE")) var suite: String =
    "Datasets/suites/standard.yaml"
  @Flag(help: "Store the results as what later runs are held against.") var accept = false
  @Option(
    help: ArgumentHelp("The stored results (default: beside the suite, ending in .expected.csv).", valueName: "FILE")) var expected: String?
  @Option(name: .shortAndLong, help: ArgumentHelp("Write bench.html, bench.md, bench.csv and bench.json to this folder.", valueName: "DIR"))
  var output: String?
  @Option(help: ArgumentHelp("Also write the comparison as a page.", valueName: "FILE")) var html: String?
  @Option(help: ArgumentHelp("Threads to use (default: 2).", valueName: "N")) var threads: Int = 2
  @Flag(help: "Measure how fast this machine reads and replays a generated log; no suite is run.") var speed = false
  @Option(help: ArgumentHelp("Of how many requests the log of --speed is.", valueName: "N")) var requests: Int = 40_000
  @Flag(help: "Explain the fields of a suite.") var fields = false
  @OptionGroup(title: "Output") var said: OutputOptions

  /// A command with nothing parsed yet.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    if !(1...256).contains(threads) { throw ValidationError("--threads is \(threads); write a number from 1 to 256.") }
    if !(100...10_000_000).contains(requests) {
      throw ValidationError("--requests is \(requests); write a number from 100 to 10,000,000.")
    }
    if speed, accept || output != nil || html != nil || expected != nil {
      throw ValidationError("--speed runs no suite: leave out --accept, --expected, --output and --html.")
    }
  }

  /// Runs, compares, prints; fails where a result is not what it was.
  public func run() throws {
    if fields {
      return try Terminal.print(FieldsText.render(SuiteFile.reference, style: said.printing.style))
    }
    if speed { return try measure() }
    let runner = try SuiteRunner(path: suite, threads: threads, printing: said.printing)
    var report: SuiteReport?
    var outputs = Outputs()
    if let output { try makeFolder(output) }
    for folder in [output].compactMap({ $0 }) {
      try outputs.add(folder + "/bench.html") { report?.html ?? "" }
      try outputs.add(folder + "/bench.md") { report?.markdown ?? "" }
      try outputs.add(folder + "/bench.csv") { report?.csv ?? "" }
      try outputs.add(folder + "/bench.json") { report?.jsonText ?? "" }
    }
    try outputs.add(html) { report?.html ?? "" }
    try outputs.add(said.json) { report?.jsonText ?? "" }
    try outputs.add(said.csv) { report?.csv ?? "" }
    try outputs.add(said.markdown) { report?.markdown ?? "" }

    var (result, paces) = try runner.run()
    let stored = expected ?? Self.storedPath(suite)
    let csv = SuiteReport(result).csv
    let found = try record(csv, stored)
    let before = Inputs.size(stored) == nil ? nil : try record(try text(of: stored), stored, isStored: true)
    result.changes = before.map { found.changes(from: $0) }
    let made = SuiteReport(result)
    report = made
    if !said.printing.quiet { try Terminal.print(made.terminal(said.printing.style) + "\n" + SuiteRunner.words(paces)) }
    try outputs.finish()
    if accept {
      let file = try OutputFile(stored)
      try file.write(csv)
      try file.finish()
      if !said.printing.quiet { try Terminal.print("Stored: \(stored)\n") }
    } else if before == nil {
      throw Failure(.noInput, "There is no \(stored) to hold the results against; look at them and store them with --accept.")
    } else if let changes = result.changes, !changes.isEmpty {
      throw Failure(.gate, "\(made.summary) If that is meant, store the results with --accept.")
    }
  }

  /// "suites/mine.yaml" → "suites/mine.expected.csv".
  static func storedPath(_ suite: String) -> String {
    for suffix in [".yaml", ".yml"] where suite.hasSuffix(suffix) { return suite.dropLast(suffix.count) + ".expected.csv" }
    return suite + ".expected.csv"
  }

  /// Results as they are stored; those of this run go the same way, so that equal ones are equal.
  private func record(_ csv: String, _ path: String, isStored: Bool = false) throws -> SuiteRecord {
    do {
      return try SuiteFile.results(csv: csv, file: path)
    } catch {
      // What is about to be replaced need not be readable.
      if isStored, accept { return SuiteRecord() }
      throw Failure(.badData, "\(error)")
    }
  }

  private func measure() throws {
    let measured = try SpeedTest.run(requests: requests, threads: threads)
    var outputs = Outputs()
    let report = SpeedReport(measured, version: Hindcast.version)
    try outputs.add(said.json) { report.jsonText }
    try outputs.add(said.csv) { report.csv }
    try outputs.add(said.markdown) { report.markdown }
    if !said.printing.quiet { try Terminal.print(report.terminal(said.printing.style)) }
    try outputs.finish()
  }
}
