public import ArgumentParser
import Ingest
import Simulation
import Traces
import Units

/// `hindcast compile`: logs → trace file.
public struct CompileCommand: ParsableCommand {
  /// Name and summary.
  public static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Turn logs into a trace file: numbers, names of models and teams, no prompt; quick to read.",
    discussion: """
      Every command takes the trace file in place of the logs, and gives the same result, byte for byte, but for what compares texts.

      With --appendable the fingerprints behind its numbers are kept beside it, and later logs are added without reading the old ones again:

        hindcast compile october/*.zst  -o log.hct --appendable
        hindcast compile november/*.zst -o log.hct --append log.hct
      """)

  @OptionGroup(title: "Logs") var logs: LogOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @Option(help: ArgumentHelp("Offset from UTC of --from and --to, such as +02:00.", valueName: "OFFSET")) var tz: String = "+00:00"
  @Option(name: .shortAndLong, help: ArgumentHelp("The trace file to write.", valueName: "FILE")) var output: String
  @Option(
    help: ArgumentHelp(
      "Add the logs to this trace file, which was made with --appendable; its logs are not read again.", valueName: "FILE"))
  var append: String?
  @Flag(help: "Also write FILE.keys, with which logs can be added later. It is private: whoever has it can test guesses of prompts.")
  var appendable = false
  @Flag(name: .customLong("no-near"), help: ArgumentHelp("Tell prompts apart exactly: quicker, but near repeats are not seen."))
  var noNear = false
  @Option(
    name: [.customShort("s"), .customLong("strategy")], parsing: .singleValue,
    help: ArgumentHelp(
      "Find out which prompts are alike as this strategy compares them, so that it can be replayed from the trace; may be repeated.",
      valueName: "STRATEGY"))
  var strategies: [String] = []
  @Flag(help: ByWords.help) var byWords = false
  @OptionGroup(title: "Vectors") var embeddings: EmbeddingOptions
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
    let keepsKeys = appendable || append != nil
    guard !keepsKeys || selected == nil else {
      throw Failure(
        .usage, "A trace that logs can be added to holds all requests; select from it when you read it, not when you compile it.")
    }
    let chosen = try StrategyChoice(strategies, prices: nil).byWords(byWords).strategies
    if let sorting = chosen.first(where: { $0.classifier != nil }) {
      throw Failure(
        .usage,
        "\"\(sorting.name)\" sorts questions into classes by their words, which no trace file holds: leave out its -s, and replay it from "
          + "the logs themselves.")
    }
    let meaning = MeaningNeeds(chosen)
    guard append == nil || meaning.isEmpty else {
      throw Failure(
        .usage, "Which prompts are alike can only be found out of all of them together: compile all logs at once with -s, or leave it out.")
    }
    // Read to its end before the output is opened, which may have the same name.
    let before = try append.map { try AppendableTrace(path: $0) }
    try refuseAnyOther(output, than: "trace file") { Trace.isTraceFile(prefix: $0) }
    if keepsKeys { try refuseAnyOther(AppendableTrace.keys(of: output), than: "file of keys") { TraceKeys.areKeys(prefix: $0) } }
    let file = try OutputFile(output)
    let keys = keepsKeys ? try OutputFile(AppendableTrace.keys(of: output), isPrivate: true) : nil
    var loader = TraceLoader(options: logs, printing: printing, makesNearSignatures: !noNear, saysRemarks: true)
    loader.keepsKeys = keepsKeys
    loader.before = before?.resumed
    loader.meaning = meaning
    loader.embeddings = embeddings
    let loaded = try loader.load(selected)
    let bytes = try loaded.trace.encoded(threads: logs.threads ?? 2)
    try bytes.withUnsafeBytes { try file.write($0) }
    if let keys {
      guard let kept = loaded.keys else {
        throw Failure(.usage, "A trace file has no keys to be kept; name the logs it was made of to use --appendable.")
      }
      try kept.encoded(for: AppendableTrace.digest(of: bytes)).withUnsafeBytes { try keys.write($0) }
    }
    // The keys first: with the old trace they are known not to fit, the other way round they would be missed.
    try keys?.finish()
    try file.finish()
    if !printing.quiet {
      let requests = loaded.trace.requests.count
      let added = before.map { " (\(grouped(requests - $0.resumed.trace.requests.count)) of them added)" } ?? ""
      try Terminal.print(
        "\(output): \(grouped(requests)) requests\(added) in \(Bytes(bytes.count)), "
          + "\(plain(Double(bytes.count) / Double(max(requests, 1)), decimals: 1)) bytes a request\n")
    }
    if let failure = loaded.failure { throw failure }
  }
}

/// Refuses to write over a file that is not of the kind that is written there: it may be a log, of which there is no other copy.
///
/// An empty file, as `mktemp` makes it, holds nothing that could be lost.
private func refuseAnyOther(_ path: String, than kind: String, isMeant: ([UInt8]) -> Bool) throws {
  guard let size = Inputs.size(path), size > 0 else { return }
  let head = try FileSource(path: path).peek(16)
  guard isMeant(head) else {
    throw Failure(.cannotWrite, "\(path) is there already and is no \(kind): give another name with -o, or remove it first.")
  }
}

/// A trace file with the keys beside it.
struct AppendableTrace {
  let resumed: ResumedTrace

  /// Where the keys of a trace file are.
  static func keys(of path: String) -> String { path + ".keys" }

  static func digest(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.hexadecimal
  }

  /// Reads a trace file and its keys.
  init(path: String) throws {
    let source = try FileSource(path: path)
    guard try TraceLoader.isTraceFile(source) else {
      throw Failure(.badData, "\(path) is not a trace file; 'hindcast compile LOG -o FILE --appendable' makes one that can be added to.")
    }
    let bytes = try TraceLoader.bytes(source)
    let keys = Self.keys(of: path)
    guard Inputs.size(keys) != nil else {
      throw Failure(
        .noInput, "\(keys) is not there, without which nothing can be added to \(path); compile its logs again with --appendable.")
    }
    do {
      let trace = try Trace(decoding: bytes)
      let keyBytes = try TraceLoader.bytes(try FileSource(path: keys))
      resumed = try ResumedTrace(trace, keys: try TraceKeys(decoding: keyBytes, for: Self.digest(of: bytes)))
    } catch let error as TraceFileError {
      throw Failure(.badData, "\(path): \(error)")
    } catch let error as TraceKeysError {
      throw Failure(.badData, "\(keys) cannot be used with \(path): \(error); compile its logs again with --appendable.")
    }
  }
}
