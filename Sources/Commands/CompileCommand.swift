public import ArgumentParser
import Traces
import Units

/// `hindcast compile`: logs → trace file.
public struct CompileCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Turn logs into a trace file: numbers, names of models and teams, no prompt; quick to read.",
    discussion: "Every command takes the trace file in place of the logs, and gives the same result, byte for byte.")

  @OptionGroup(title: "Logs") var logs: LogOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @Option(help: ArgumentHelp("Offset from UTC of --from and --to, such as +02:00.", valueName: "OFFSET")) var tz: String = "+00:00"
  @Option(name: .shortAndLong, help: ArgumentHelp("The trace file to write.", valueName: "FILE")) var output: String
  @Flag(name: .customLong("no-near"), help: ArgumentHelp("Tell prompts apart exactly: quicker, but near repeats are not seen."))
  var noNear = false
  @OptionGroup(title: "Output") var printing: PrintOptions

  /// A command with nothing parsed yet.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    guard offset(tz) != nil else { throw ValidationError("--tz is '\(tz)'; write an offset from UTC such as +02:00 or -05:30.") }
  }

  /// Reads the logs and writes the trace file.
  public func run() throws {
    let selected = try selection.selection(dayOffset: offset(tz) ?? 0)
    let file = try OutputFile(output)
    let loaded = try TraceLoader(options: logs, printing: printing, makesNearSignatures: !noNear, saysRemarks: true).load(selected)
    let bytes = try loaded.trace.encoded()
    try bytes.withUnsafeBytes { try file.write($0) }
    try file.finish()
    if !printing.quiet {
      let requests = loaded.trace.requests.count
      try Terminal.print(
        "\(output): \(grouped(requests)) requests in \(Bytes(bytes.count)), "
          + "\(plain(Double(bytes.count) / Double(max(requests, 1)), decimals: 1)) bytes a request\n")
    }
    if let failure = loaded.failure { throw failure }
  }
}
