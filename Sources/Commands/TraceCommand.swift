public import ArgumentParser
import Reporting
import Traces
import Units

/// `hindcast trace`: a look into trace files.
public struct TraceCommand: ParsableCommand {
  /// Name, summary and verbs.
  public static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Look into trace files.", subcommands: [Info.self])

  /// A command with nothing parsed yet.
  public init() {}

  /// `hindcast trace info FILE`.
  public struct Info: ParsableCommand {
    /// Name and summary.
    public static let configuration = CommandConfiguration(commandName: "info", abstract: "What is in a trace file.")

    @Argument(help: ArgumentHelp("The trace file.", valueName: "FILE")) var file: String
    @Flag(help: "Print without colours (also: NO_COLOR).") var noColor = false

    /// A command with nothing parsed yet.
    public init() {}

    /// Prints what the file says of itself.
    public func run() throws {
      let source = try FileSource(path: file)
      guard try TraceLoader.isTraceFile(source) else {
        throw Failure(.badData, "\(file) is not a trace file; 'hindcast compile LOG -o FILE' makes one.")
      }
      do {
        let info = try TraceLoader.bytes(source).withUnsafeBytes { try TraceFileInfo(decoding: $0) }
        let style = TerminalStyle(width: Terminal.width, hasColor: Terminal.hasColor(noColor: noColor))
        try Terminal.print(TraceInfoText.render(info, name: lastComponent(file), style: style))
      } catch let error as TraceFileError {
        throw Failure(.badData, "\(file): \(error)")
      }
    }
  }
}
