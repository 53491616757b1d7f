public import ArgumentParser
import Glibc
import Scenarios
import Simulation
import Traces
import Units
import Workloads

/// `hindcast generate`: a synthetic log whose truth is known.
public struct GenerateCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Make a synthetic log with known truth from a specification.",
    discussion: """
      Beside the log stands its truth: one row per request with the class that was planted (exact, near or unique) and the \
      request that it repeats. The same specification gives the same bytes on every machine.
      """)

  @Argument(help: ArgumentHelp("The specification (YAML; Datasets/README.md names the fields).", valueName: "SPEC")) var spec: String
  @Option(name: .shortAndLong, help: ArgumentHelp("The log to write; compressed if it ends in .zst.", valueName: "FILE")) var output: String
  @Flag(help: "Print nothing but errors.") var quiet = false

  /// A command with nothing parsed yet.
  public init() {}

  /// Writes the log and its truth.
  public func run() throws {
    let workload = try readSpec()
    let log = try OutputFile(output)
    let truth = try OutputFile(Self.truthPath(output))
    var bytes = 0
    var requests = -1
    try workload.generate(
      behind: try CacheBefore.answers(workload),
      log: { line in
        bytes += line.count
        try log.write(line)
      },
      truth: { row in
        requests += 1
        try truth.write(row)
      })
    try log.finish()
    try truth.finish()
    if !quiet {
      try Terminal.print("\(output): \(grouped(requests)) requests, \(Bytes(bytes)) of text; truth in \(Self.truthPath(output))\n")
    }
  }

  private func readSpec() throws -> Workload {
    let text = try text(of: spec)
    do {
      return try Workload(try WorkloadFile.read(text, file: spec))
    } catch let error as ScenarioError {
      throw Failure(.usage, "\(error)")
    } catch let error as WorkloadError {
      throw Failure(.usage, "\(WorkloadFile.place(error, in: text, file: spec))")
    }
  }

  /// "support-desk.jsonl.zst" → "support-desk.truth.csv.zst".
  static func truthPath(_ log: String) -> String {
    var base = log
    let isCompressed = base.hasSuffix(".zst")
    if isCompressed { base.removeLast(4) }
    for suffix in [".jsonl", ".ndjson", ".json"] where base.hasSuffix(suffix) { base.removeLast(suffix.count) }
    return base + ".truth.csv" + (isCompressed ? ".zst" : "")
  }
}
