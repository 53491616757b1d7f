public import ArgumentParser
import Reporting

/// Where results go beside standard output, and how much is said.
public struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Also write the result as JSON (schema in Reports/schemas).", valueName: "FILE"))
  var json: String?

  @Option(help: ArgumentHelp("Also write the result as CSV.", valueName: "FILE"))
  var csv: String?

  @Option(help: ArgumentHelp("Also write the result as Markdown.", valueName: "FILE"))
  var markdown: String?

  @OptionGroup var printing: PrintOptions

  /// Options as parsed.
  public init() {}
}

/// How much is said, and how.
public struct PrintOptions: ParsableArguments {
  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(help: "Show no progress line.")
  var noProgress = false

  @Flag(help: "Print without colours (also: NO_COLOR).")
  var noColor = false

  /// Options as parsed.
  public init() {}

  /// How the terminal shows results.
  var style: TerminalStyle {
    TerminalStyle(width: Terminal.width, hasColor: Terminal.hasColor(noColor: noColor))
  }
}

/// The files of ``OutputOptions``, opened before the long work.
struct Outputs {
  private var files: [(file: OutputFile, bytes: () -> String)] = []

  /// Opens `path`, if there is one, for what `make` gives at the end.
  mutating func add(_ path: String?, _ make: @escaping () -> String) throws {
    if let path { files.append((try OutputFile(path), make)) }
  }

  /// Writes all files.
  func finish() throws {
    for (file, bytes) in files {
      try file.write(bytes())
      try file.finish()
    }
  }
}
