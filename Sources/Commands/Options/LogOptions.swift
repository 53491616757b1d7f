public import ArgumentParser

/// The logs of a command, and how they are read.
public struct LogOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Logs (zstd, gzip or plain), folders, globs, trace files, or - for standard input.", valueName: "LOG"))
  var logs: [String]

  @Option(
    help: ArgumentHelp("Read every log as this format instead of telling it by its shape ('hindcast list formats').", valueName: "NAME"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Read a home-made log: which field of a record is what, such as time=ts,model=llm.name,prompt=question; or a YAML file of such. "
        + "What is not named is not read.",
      valueName: "FIELD=PATH,…"))
  var map: [String] = []

  @Option(help: ArgumentHelp("The model of calls whose model the log does not name, such as gpt-4.1: it prices them.", valueName: "NAME"))
  var model: String?

  @Option(help: ArgumentHelp("The dictionary that zstd logs were compressed with.", valueName: "FILE"))
  var zstdDictionary: String?

  @Option(
    help: ArgumentHelp("The log is a random sample of this share of the requests: every result says what that means.", valueName: "SHARE"))
  var sampled: String?

  @Option(help: ArgumentHelp("The share of bad lines above which the exit code is 65.", valueName: "SHARE"))
  var maxBad: String = "1%"

  @Flag(help: "Stop at the first bad line.")
  var strict = false

  @Option(help: ArgumentHelp("Keep bad lines whole in this file.", valueName: "FILE"))
  var reject: String?

  @Option(help: ArgumentHelp("Threads to use (default: two, or one on a single core).", valueName: "N"))
  var threads: Int?

  /// Options as parsed.
  public init() {}

  /// Checks what no parser can.
  public func validate() throws {
    guard share(maxBad) != nil else { throw ValidationError("--max-bad is '\(maxBad)'; write a share such as 1% or 0.01.") }
    if let sampled, share(sampled).map({ $0 <= 0 }) ?? true {
      throw ValidationError("--sampled is '\(sampled)'; write a share such as 10% or 0.1.")
    }
    if let model, model.allSatisfy(\.isWhitespace) {
      throw ValidationError("--model is empty; write the name of a model, such as gpt-4.1.")
    }
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is \(threads); write a number from 1 to 256.") }
  }

  /// The bearable share of bad lines, as a fraction.
  var bearableShare: Double { share(maxBad) ?? 0.01 }
}

/// "1%", "1 %" or "0.01" as a fraction from 0 to 1.
func share(_ text: String) -> Double? {
  let isPercent = text.hasSuffix("%")
  guard let value = Double(isPercent ? String(text.dropLast()).filter({ $0 != " " }) : text) else { return nil }
  let fraction = isPercent ? value / 100 : value
  return (0...1).contains(fraction) ? fraction : nil
}
