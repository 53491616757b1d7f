public import ArgumentParser
import Glibc
import Units

/// The command line: what the program does, in verbs.
public struct Hindcast: ParsableCommand {
  /// Name, summary and the verbs.
  public static let configuration = CommandConfiguration(
    commandName: "hindcast",
    abstract: "What would a cache in front of your LLM API have done - to the hit rate, to the latency, to the bill?",
    discussion: """
      Reads the request logs that a gateway already writes, and replays them through caching strategies.

        hindcast audit  october/*.jsonl.zst
        hindcast replay october/*.jsonl.zst -s ttl-1h -s near-24h
        hindcast report october/*.jsonl.zst -s ttl-1h -o october-report
      """,
    version: version,
    subcommands: [
      AuditCommand.self, ReplayCommand.self, ReportCommand.self, CurvesCommand.self, SweepCommand.self, AdviseCommand.self,
      CompileCommand.self, DiffCommand.self, CheckCommand.self, VerifyCommand.self, BenchCommand.self,
      GenerateCommand.self, TraceCommand.self, ListCommand.self,
    ])

  /// The version in every report's manifest.
  public static let version = "0.1.0"

  /// A command with nothing parsed yet.
  public init() {}

  /// Runs the process's command line to its end and exits with the code of the contract.
  public static func runToExit() -> Never {
    Interruption.install()
    do {
      var command = try parseAsRoot()
      try command.run()
      Glibc.exit(0)
    } catch let failure as Failure {
      Terminal.warn(failure.sentence)
      Glibc.exit(failure.code.rawValue)
    } catch {
      switch exitCode(for: error) {
      case .success: exit(withError: error)
      case .validationFailure:
        Terminal.warn(noCommand(CommandLine.arguments.dropFirst().first) ?? usage(error))
        Glibc.exit(Failure.Code.usage.rawValue)
      default:
        Terminal.warn("\(error); please report this: it is a fault of Hindcast.")
        Glibc.exit(Failure.Code.bug.rawValue)
      }
    }
  }

  /// What others call what a command does.
  private static let otherNames = [
    "compare": "replay", "simulate": "replay", "run": "replay", "analyse": "audit", "analyze": "audit", "inspect": "audit", "tune": "sweep",
    "optimise": "advise", "optimize": "advise", "recommend": "advise", "anonymise": "compile", "anonymize": "compile", "convert": "compile",
    "presets": "list strategies", "strategies": "list strategies", "formats": "list formats", "models": "list models",
    "prices": "list models",
    "policies": "list policies", "benchmark": "bench", "validate": "verify", "version": "--version",
  ]

  /// That there is no command of the name that stands first, and which may be meant.
  private static func noCommand(_ word: String?) -> String? {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !known.contains(word) else { return nil }
    if let meant = otherNames[word.lowercased()] { return "There is no command '\(word)'; 'hindcast \(meant)' does that." }
    let nearest = known.map { ($0, editDistance($0, word)) }.min { $0.1 < $1.1 }
    let meant = nearest.flatMap { $0.1 <= 2 ? "did you mean '\($0.0)'?" : nil }
    return "There is no command '\(word)'; \(meant ?? "'hindcast --help' shows those that there are.")"
  }

  /// What is wrong with a command line, and where its options are explained.
  private static func usage(_ error: any Error) -> String {
    let message = message(for: error)
    let end = message.hasSuffix(".") || message.hasSuffix("?") ? "" : "."
    let hint = fullMessage(for: error).split(separator: "\n").last.map { $0.drop { $0 == " " } } ?? ""
    return message + end + (hint.hasPrefix("See ") ? " \(hint)" : "")
  }
}
